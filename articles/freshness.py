"""Is a translation up to date? Computed from revision numbers and significance, never from dates.

A translation is *outdated* when its source has a later released revision that is substantive or major, and *waiting*
when its source is itself outdated or waiting. Only two acts move `based_on`: submit, and "checked, nothing to change".
"""

from datetime import datetime
from typing import TypeVar, cast

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from articles.choices import WEIGHTY, Freshness, Significance
from articles.models import LanguageVersion, Revision
from journal.languages import CODES

TYPOS_WORTH_A_CHECK = 3
"""So many released typo corrections since `based_on` and the desk offers a check."""

V = TypeVar("V", bound=LanguageVersion)


def newest_released(version: LanguageVersion) -> Revision | None:
    """Return the newest revision of `version` released for translation, None before the first. One query."""
    return version.revisions.exclude(released_at=None).order_by("-number").first()


def is_behind(version: LanguageVersion) -> bool:
    """Whether the version's own source has moved on weightily since `based_on`. One or two queries."""
    if version.based_on is None:
        return False
    return Revision.objects.filter(
        version_id=version.translated_from_id,
        number__gt=version.based_on.number,
        released_at__isnull=False,
        significance__in=WEIGHTY,
    ).exists()


def judge(version: LanguageVersion) -> Freshness:
    """Return how the version stands to its source. A few queries for each step of a relay; `annotate` for lists."""
    if version.translated_from is None:
        return Freshness.ORIGINAL
    if version.based_on is None:
        return Freshness.NOT_STARTED
    if is_behind(version):
        return Freshness.OUTDATED
    if judge(version.translated_from) in (Freshness.OUTDATED, Freshness.WAITING):
        return Freshness.WAITING
    return Freshness.UP_TO_DATE


def count_typos_behind(version: LanguageVersion) -> int:
    """Return how many released typo corrections the source has had since `based_on`. One or two queries, none for an
    original or a text that is not begun."""
    if version.based_on_id is None or version.based_on is None:
        return 0
    return Revision.objects.filter(
        version_id=version.translated_from_id,
        number__gt=version.based_on.number,
        released_at__isnull=False,
        significance=Significance.TYPO,
    ).count()


def annotate(versions: QuerySet[V]) -> QuerySet[V]:
    """Add `freshness` (a value of Freshness) to each version: the same judgement as `judge`, in the query itself."""

    def behind(path: str) -> Exists:
        return Exists(
            Revision.objects.filter(
                version=OuterRef(f"{path}translated_from"),
                number__gt=OuterRef(f"{path}based_on__number"),
                released_at__isnull=False,
                significance__in=WEIGHTY,
            )
        )

    source_is_behind = Q()
    path = ""
    for _ in CODES[2:]:  # the longest relay: every language from the one before, the original at its end
        path += "translated_from__"
        source_is_behind |= Q(behind(path))
    judged = versions.annotate(
        freshness=Case(
            When(translated_from=None, then=Value(Freshness.ORIGINAL)),
            When(based_on=None, then=Value(Freshness.NOT_STARTED)),
            When(behind(""), then=Value(Freshness.OUTDATED)),
            When(source_is_behind, then=Value(Freshness.WAITING)),
            default=Value(Freshness.UP_TO_DATE),
        )
    )
    return cast("QuerySet[V]", judged)


def readers_notice(revision: Revision, *, at: datetime) -> LanguageVersion | None:
    """Return the source version whose published text changed in a major way after the one `revision` was made from.

    Follows the revisions' own `based_on` up to the original, and counts only what readers of the source can see at the
    moment `at`: a major change that is merely released for translation is not public. None where there is nothing to
    say. Two queries for each step.
    """
    base = revision.based_on
    while base is not None:
        source = LanguageVersion.objects.published(at=at).filter(pk=base.version_id).first()
        if source is not None and source.live_id is not None:
            shown = Revision.objects.filter(pk=source.live_id).values("number")
            if Revision.objects.filter(
                version=source,
                number__gt=base.number,
                number__lte=shown,
                released_at__isnull=False,
                significance=Significance.MAJOR,
            ).exists():
                return source
        base = base.based_on
    return None
