"""The public list of corrections, and of what has been withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import LanguageVersion, Publication
from articles.press import addresses
from articles.press.errors import not_found
from articles.press.language import in_language
from articles.press.lists.paging import Numbered, find_page_number
from articles.press.public import PublicVersion, correction_notes, public_versions
from articles.press.stamp import find_moment

NOTES_ON_A_PAGE = 50


@dataclass(frozen=True)
class Correction:
    """What was corrected in a piece, or that one was withdrawn."""

    at: datetime
    text: str
    """The correction note, or the public reason of the withdrawal."""
    shown: PublicVersion | None
    """What was corrected; None for what is withdrawn, of which nothing but the reason is public."""
    number: int
    """Which correction of its version it is, in the order of time, from 1: `#correction-N` on the page of the piece."""
    others: list[PublicVersion]
    """The languages in which a withdrawn piece can still be read."""

    @property
    def path(self) -> str:
        return f"{self.shown.path}#correction-{self.number}" if self.shown else ""


@dataclass(frozen=True)
class Corrections(Numbered):
    """One page of the list."""

    corrections: list[Correction]
    number: int
    has_next: bool


@in_language
def show_corrections(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/corrections/`: what readers of the language were told was wrong, the newest first. Two queries."""
    at, number = find_moment(request), find_page_number(request)
    listing = list_corrections(language, number, at=at)
    if number > 1 and not listing.corrections:
        return not_found(request)
    context = {
        "language": language,
        "listing": listing,
        "alternates": addresses.in_every_language(addresses.corrections),
    }
    return render(request, "press/corrections.html", context)


def list_corrections(language: str, number: int, *, at: datetime) -> Corrections:
    """Return page `number` (from 1) of the correction notes of what can be read in the language, and of the reasons of
    what is withdrawn, the newest first. Two queries, whatever the length."""
    start, end = (number - 1) * NOTES_ON_A_PAGE, number * NOTES_ON_A_PAGE
    rows = list(_select(language, at=at)[start : end + 1])
    versions = public_versions({row["version__article_id"] for row in rows}, at=at)
    found = []
    for row in rows[:NOTES_ON_A_PAGE]:
        here = versions.get(row["version__article_id"], [])
        if row["revision_id"] is None:
            found.append(Correction(row["at"], row["reason"], None, 0, here))
        else:
            shown = next(version for version in here if version.version_id == row["version_id"])
            found.append(Correction(row["at"], row["correction"], shown, row["number"], []))
    return Corrections(found, number, len(rows) > NOTES_ON_A_PAGE)


def _select(language: str, *, at: datetime) -> QuerySet[Publication, Any]:
    versions = LanguageVersion.objects.filter(language=language, first_published_at__lte=at)
    public = versions.published(at=at).filter(pk=OuterRef("version"))  # type: ignore[attr-defined]
    gone = versions.withdrawn(at=at).filter(pk=OuterRef("version"), newest_id=OuterRef("pk"))  # type: ignore[attr-defined]
    noted = Q(pk__in=correction_notes(at=at).filter(Exists(public), version__language=language).values("pk"))
    rows = Publication.objects.standing(at=at).filter(
        noted | Q(Exists(gone), revision=None), version__language=language
    )
    number = Window(RowNumber(), partition_by=F("version_id"), order_by=[F("at").asc(), F("pk").asc()])
    names = ("at", "reason", "correction", "revision_id", "version_id", "version__article_id", "number")
    return rows.annotate(number=number).order_by("-at", "-pk").values(*names)
