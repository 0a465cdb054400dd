"""LanguageVersion: one article in one language, the original included."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.choices import Origin, Stage
from articles.models.article import Article
from articles.models.publication import Publication
from articles.models.references import OwnRevision
from articles.models.revision import Revision
from journal.languages import CHOICES, CODES


class LanguageVersionQuerySet(models.QuerySet["LanguageVersion"]):
    def with_newest_publication(self, *, at: datetime) -> "LanguageVersionQuerySet":
        """Annotate what readers see at the moment `at` (aware): `newest_id` (Publication, null where none has
        come yet) and `live_id` (its Revision, null where never published or withdrawn)."""
        newest = Publication.objects.standing(at=at).filter(version=OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(
            newest_id=Subquery(newest.values("pk")[:1]),
            live_id=Subquery(newest.values("revision_id")[:1]),
        )

    def published(self, *, at: datetime) -> "LanguageVersionQuerySet":
        """The versions readers can read at the moment `at`: the one definition of "published".

        Each row carries `live_id`, the Revision that is served. Two index look-ups a row, no text loaded.
        """
        return self.with_newest_publication(at=at).filter(live_id__isnull=False)

    def withdrawn(self, *, at: datetime) -> "LanguageVersionQuerySet":
        """The versions that were public and have been taken down by the moment `at`."""
        return self.with_newest_publication(at=at).filter(newest_id__isnull=False, live_id=None)

    def originals(self) -> "LanguageVersionQuerySet":
        return self.filter(translated_from=None)

    def translations(self) -> "LanguageVersionQuerySet":
        return self.filter(translated_from__isnull=False)


class LanguageVersion(models.Model):
    """One article in one language. Stage and plan live here; publication and freshness are computed.

    Changed through `articles.workflow` only.
    """

    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.PLANNED)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assignee"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_versions",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_versions",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    instruction = models.TextField(_("instruction"), blank=True)
    working_slug = models.CharField(_("address word"), max_length=80, blank=True)
    translated_from = models.ForeignKey(
        "self",
        verbose_name=_("translated from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
    )
    based_on = models.ForeignKey(
        Revision,
        verbose_name=_("based on"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="versions_based_on",
    )
    origin = models.CharField(_("origin"), max_length=16, choices=Origin, default=Origin.HUMAN)
    edit_number = models.PositiveIntegerField(default=0)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Moment of the first standing publication, future ones included: orders lists, decides nothing."""

    newest_id: int | None
    live_id: int | None
    """Both only on rows of `with_newest_publication`, `published` and `withdrawn`."""
    freshness: str
    """Only on rows of `articles.freshness.annotate`."""

    objects = LanguageVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["article_id", "pk"]
        constraints = [
            models.UniqueConstraint(name="version_unique_in_article", fields=["article", "language"]),
            models.UniqueConstraint(
                name="version_one_original_in_article", fields=["article"], condition=Q(translated_from=None)
            ),
            OwnRevision(name="version_based_on_its_source", version="translated_from", revision="based_on"),
            models.CheckConstraint(name="version_language_known", condition=Q(language__in=CODES)),
            models.CheckConstraint(name="version_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(name="version_origin_known", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(
                name="version_based_on_only_for_translations",
                condition=Q(based_on=None) | Q(translated_from__isnull=False),
            ),
            models.CheckConstraint(
                name="version_based_on_once_started",
                condition=Q(stage=Stage.PLANNED, based_on=None)
                | (~Q(stage=Stage.PLANNED) & (Q(translated_from=None) | Q(based_on__isnull=False))),
            ),
            models.CheckConstraint(
                name="version_original_never_planned",
                condition=Q(translated_from__isnull=False) | ~Q(stage=Stage.PLANNED),
            ),
        ]
        indexes = [models.Index(name="version_by_language_and_time", fields=["language", "-first_published_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"

    @property
    def is_original(self) -> bool:
        """Whether this is the original. Free: an original has no `translated_from`."""
        return self.translated_from_id is None


class Translation(LanguageVersion):
    """A language version that is not the original: what translators see in the admin."""

    class Meta:
        proxy = True
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
