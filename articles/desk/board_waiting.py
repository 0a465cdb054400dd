"""What waits for a person: every version once, under its most urgent reason, with the others named."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.utils.translation import gettext_lazy as _

from articles import freshness, rights
from articles.choices import Act, Freshness, Right, Stage
from articles.corrections import open_corrections
from articles.desk import access
from articles.desk.lines import DUE_SOON, VersionLine, make_lines
from articles.models import Comment, LanguageVersion, LogEntry, Revision
from journal.models import User

MOST_WAITING = 20
"""Rows of each group; the others are counted."""

WRITTEN = (Stage.DRAFT, Stage.RETURNED)


@dataclass(frozen=True)
class Reason:
    """Why a version waits for somebody. `where` is over rows of `annotate_reasons`."""

    name: str
    """As it stands in addresses."""
    heading: object
    words: object
    """Beside a version that stands under another heading."""
    where: Callable[[rights.Person, date], Q]


@dataclass(frozen=True)
class WaitingRow:
    """One version with the other reasons it waits for."""

    line: VersionLine
    others: tuple[object, ...]


@dataclass(frozen=True)
class Waiting:
    """The versions that wait for one and the same thing: the first of them, and how many there are."""

    reason: Reason
    rows: list[WaitingRow]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)

    @property
    def is_offer(self) -> bool:
        """Whether these are free for whoever wants them, and so wait for nobody in particular."""
        return self.reason is FREE


def annotate_reasons(versions: QuerySet[LanguageVersion], user: rights.Person) -> QuerySet[LanguageVersion]:
    """Add what the reasons ask besides the columns: freshness, `source_released`, `has_correction`, `has_comment` (an
    open thread in which somebody else had the last word), `has_answer` (such a one the person wrote in), `submitter`,
    and `is_of_my_piece` (whether the person is the assignee of the original). No query."""
    me = getattr(user, "pk", None)
    released = Revision.objects.filter(version=OuterRef("translated_from"), released_at__isnull=False)
    submitted = LogEntry.objects.filter(version=OuterRef("pk"), act=Act.SUBMIT).order_by("-pk")
    originals = LanguageVersion.objects.filter(article=OuterRef("article"), translated_from=None, assignee=me)
    answers = Comment.objects.filter(answers=OuterRef("pk")).order_by("-pk")
    threads = Comment.objects.filter(version=OuterRef("pk"), answers=None, resolved_at=None)
    answered_by = Subquery(answers.values("by_id")[:1])
    last_by = Case(When(Exists(answers), then=answered_by), default=F("by_id"), output_field=BigIntegerField())
    others = threads.annotate(last_by=last_by).filter(Q(last_by=None) | ~Q(last_by=me))
    return freshness.annotate(versions).annotate(
        source_released=Exists(released),
        has_correction=open_corrections(),
        has_comment=Exists(others),
        has_answer=Exists(others.filter(Q(by=me) | Exists(answers.filter(by=me)))),
        submitter=Subquery(submitted.values("by")[:1]),
        is_of_my_piece=Exists(originals),
    )


def list_waiting(user: rights.Person, *, at: datetime, today: date) -> list[Waiting]:
    """Return what waits for the person, the most urgent first, without groups that are empty.

    Three queries, whatever there is; the first returns a short row for each version that waits.
    """
    if not isinstance(user, User):
        return []
    any_of = Q(pk__in=[])
    flags = {}
    for reason in REASONS:
        where = reason.where(user, today)
        any_of |= where
        flags[f"is_{reason.name}"] = ExpressionWrapper(where, output_field=BooleanField())
    rows = annotate_reasons(rights.visible_versions(user).filter(article__shelved=False), user).filter(any_of)
    rows = rows.annotate(**flags).order_by(F("due_on").asc(nulls_last=True), "pk")
    found: dict[str, list[tuple[int, tuple[object, ...]]]] = {reason.name: [] for reason in REASONS}
    for pk, *flagged in rows.values_list("pk", *flags):
        reasons = [reason for reason, is_so in zip(REASONS, flagged, strict=True) if is_so]
        found[reasons[0].name].append((pk, tuple(reason.words for reason in reasons[1:])))
    shown = [pk for listed in found.values() for pk, _others in listed[:MOST_WAITING]]
    versions = rights.visible_versions(user).filter(pk__in=shown).prefetch_related(access.article_without_texts())
    lines = {line.version.pk: line for line in make_lines(versions, at=at)}
    return [
        Waiting(
            reason,
            [WaitingRow(lines[pk], others) for pk, others in found[reason.name][:MOST_WAITING]],
            len(found[reason.name]),
        )
        for reason in REASONS
        if found[reason.name]
    ]


def _mine(user: rights.Person) -> Q:
    return Q(assignee=getattr(user, "pk", None))


def _my_turn(user: rights.Person) -> Q:
    """The person writes it and it is to be written, or reviews it and it is in review."""
    return (_mine(user) & ~Q(stage__in=(Stage.IN_REVIEW, Stage.APPROVED, Stage.DONE))) | (
        Q(reviewer=getattr(user, "pk", None)) & Q(stage=Stage.IN_REVIEW)
    )


def _overdue(user: rights.Person, today: date) -> Q:
    return _my_turn(user) & Q(due_on__lt=today)


def _due_soon(user: rights.Person, today: date) -> Q:
    return _my_turn(user) & Q(due_on__gte=today, due_on__lte=today + timedelta(days=DUE_SOON))


def _returned(user: rights.Person, today: date) -> Q:
    return _mine(user) & Q(stage=Stage.RETURNED)


def _corrections(user: rights.Person, today: date) -> Q:
    """A correction to take over in the person's own version, or in one that nobody has and they may write."""
    writes = (Q(translated_from=None) & access.reach(user, Right.EDIT)) | (
        Q(translated_from__isnull=False) & access.reach(user, Right.TRANSLATE)
    )
    return Q(has_correction=True) & (_mine(user) | (Q(assignee=None) & writes))


def _to_review_mine(user: rights.Person, today: date) -> Q:
    return Q(stage=Stage.IN_REVIEW, reviewer=getattr(user, "pk", None)) & access.reach(user, Right.REVIEW)


def _to_review_free(user: rights.Person, today: date) -> Q:
    """In review with nobody, and not what the person submitted, unless they may review their own."""
    own = Q(submitter=getattr(user, "pk", None)) & ~Q(language__in=settings.SELF_REVIEW_LANGUAGES)
    others = Q(submitter=None) | ~own
    return Q(stage=Stage.IN_REVIEW, reviewer=None) & others & access.reach(user, Right.REVIEW)


def _outdated(user: rights.Person, today: date) -> Q:
    return _mine(user) & Q(freshness=Freshness.OUTDATED)


def _to_write(user: rights.Person, today: date) -> Q:
    return _mine(user) & (Q(stage__in=WRITTEN) | Q(stage=Stage.PLANNED, source_released=True))


def _ready(user: rights.Person, today: date) -> Q:
    return Q(stage=Stage.APPROVED) & access.reach(user, Right.PUBLISH)


def _comments(user: rights.Person, today: date) -> Q:
    me = getattr(user, "pk", None)
    return Q(has_answer=True) | (Q(has_comment=True) & (_mine(user) | Q(reviewer=me) | Q(is_of_my_piece=True)))


def _later(user: rights.Person, today: date) -> Q:
    return _mine(user) & Q(stage=Stage.PLANNED, source_released=False)


def _free(user: rights.Person, today: date) -> Q:
    """Planned, released, with nobody, in a language the person may translate into whatever is assigned."""
    languages = rights.languages_with(user, Right.TRANSLATE)
    return Q(stage=Stage.PLANNED, source_released=True, assignee=None, language__in=languages)


FREE = Reason("free", _("Free to claim"), _("free to claim"), _free)

REASONS: tuple[Reason, ...] = (
    Reason("overdue", _("Overdue"), _("overdue"), _overdue),
    Reason("returned", _("Returned to you"), _("returned to you"), _returned),
    Reason("corrections", _("Corrections to take over"), _("correction to take over"), _corrections),
    Reason("due", _("Due soon"), _("due soon"), _due_soon),
    Reason("review", _("To review, yours"), _("to review"), _to_review_mine),
    Reason("outdated", _("Yours, and behind the source"), _("behind the source"), _outdated),
    Reason("write", _("To write, assigned to you"), _("to write"), _to_write),
    Reason("ready", _("Ready to publish"), _("ready to publish"), _ready),
    Reason("unclaimed", _("To review, with nobody yet"), _("to review"), _to_review_free),
    Reason("comments", _("Open comments"), _("open comment"), _comments),
    Reason("later", _("Planned for you, source not released yet"), _("planned for you"), _later),
    FREE,
)
"""From the most urgent to the least."""
