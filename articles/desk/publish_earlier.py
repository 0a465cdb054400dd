"""What readers of a version have seen before, and can see again."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from articles import publication
from articles.models import LanguageVersion


@dataclass(frozen=True)
class Earlier:
    """A revision readers have seen before."""

    number: int
    shown_at: datetime
    """When readers last began to see it."""
    url: str
    """The page that asks whether they are to see it again."""


def list_earlier(version: LanguageVersion, now: publication.Standing, *, at: datetime) -> tuple[Earlier, ...]:
    """Return the revisions readers have seen before the present one, the one they saw last first. One query."""
    current = now.current.revision_id if now.current else None
    shown: dict[int, Earlier] = {}
    rows = version.publications.standing(at=at).exclude(revision=None).exclude(revision=current)
    for number, moment in rows.order_by("-at", "-pk").values_list("revision__number", "at"):
        shown.setdefault(number, Earlier(number, moment, reverse("admin:desk_back", args=[version.pk, number])))
    return tuple(shown.values())
