"""A language version in words, as the board, the lists and the screens show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import freshness
from articles.choices import Freshness, PublicationState, Stage
from articles.models import LanguageVersion, Publication, Revision
from journal.languages import language

DUE_SOON = 7
"""Days before a due date from which on it is said how many are left."""


@dataclass(frozen=True)
class VersionLine:
    """One version with everything the desk says of it. Made of an annotated row (`annotate_lines`); free."""

    version: LanguageVersion
    on: date
    """The day it is at the desk."""

    @property
    def language_name(self) -> str:
        return language(self.version.language).name

    @property
    def url(self) -> str:
        """The screen of the version."""
        return screen_url(self.version)

    @property
    def stage(self) -> str:
        return str(Stage(self.version.stage).label)

    @property
    def state(self) -> PublicationState:
        row = self.version
        if row.live_id is not None:
            return PublicationState.PUBLISHED
        if row.newest_id is not None:
            return PublicationState.WITHDRAWN
        return PublicationState.SCHEDULED if self.pending_at else PublicationState.UNPUBLISHED

    @property
    def pending_at(self) -> datetime | None:
        """When readers will see something else, in the time zone of the desk."""
        moment: datetime | None = self.version.pending_at  # type: ignore[attr-defined]
        return timezone.localtime(moment) if moment else None

    @cached_property
    def publication(self) -> str:
        """What readers see."""
        words = str(self.state.label)
        if self.pending_at is None:
            return words
        moment = f"{self.pending_at:%Y-%m-%d %H:%M}"
        if self.state is PublicationState.SCHEDULED:
            return _("scheduled for %(moment)s") % {"moment": moment}
        return _("%(state)s, next change on %(moment)s") % {"state": words, "moment": moment}

    @property
    def freshness_value(self) -> Freshness:
        return Freshness(self.version.freshness)

    @cached_property
    def freshness(self) -> str:
        """How the text stands to its source."""
        if self.freshness_value is Freshness.NOT_STARTED:
            return _("can be started") if self.is_source_released else _("its source is not released yet")
        return str(self.freshness_value.label)

    @property
    def is_source_released(self) -> bool:
        return bool(self.version.source_released)  # type: ignore[attr-defined]

    @property
    def needs_work(self) -> bool:
        return self.freshness_value in (Freshness.OUTDATED, Freshness.WAITING)

    @property
    def is_overdue(self) -> bool:
        return bool(self.version.due_on and self.version.due_on < self.on and self.version.stage != Stage.DONE)

    @cached_property
    def due(self) -> str:
        """Until when, "" for no date and for a text that is done."""
        day = self.version.due_on
        if day is None or self.version.stage == Stage.DONE:
            return ""
        left = (day - self.on).days
        if left < 0:
            return _("overdue since %(day)s") % {"day": day.isoformat()}
        if left == 0:
            return _("due today")
        if left > DUE_SOON:
            return _("due on %(day)s") % {"day": day.isoformat()}
        words = ngettext("due in %(days)s day, on %(day)s", "due in %(days)s days, on %(day)s", left)
        return words % {"days": left, "day": day.isoformat()}


def annotate_lines(versions: QuerySet[LanguageVersion], *, at: datetime) -> QuerySet[LanguageVersion]:
    """Add what a VersionLine says: freshness, publication, the next change, whether the source is released.

    The whole in the query itself; no text column.
    """
    pending = Publication.objects.pending(at=at).filter(version=OuterRef("pk")).order_by("at", "pk")
    released = Revision.objects.filter(version=OuterRef("translated_from"), released_at__isnull=False)
    versions = versions.with_newest_publication(at=at)  # type: ignore[attr-defined]
    return freshness.annotate(versions).annotate(
        pending_at=Subquery(pending.values("at")[:1]), source_released=Exists(released)
    )


def make_lines(versions: QuerySet[LanguageVersion], *, at: datetime) -> list[VersionLine]:
    """Return the versions in words, in the order of the query. One query, and those of its prefetches."""
    return to_lines(annotate_lines(versions, at=at), at=at)


def to_lines(versions: Iterable[LanguageVersion], *, at: datetime) -> list[VersionLine]:
    """Return versions that are annotated already in words."""
    today = timezone.localdate(at)
    return [VersionLine(row, today) for row in versions]


def screen_url(version: LanguageVersion) -> str:
    """Return the address of the screen a version is worked on."""
    if version.is_original:
        return reverse("admin:articles_article_change", args=[version.article_id])
    return reverse("admin:articles_translation_change", args=[version.pk])
