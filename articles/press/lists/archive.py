"""The archive: what was published when. The year of a piece is that of the version a reader of the language sees."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.models import LanguageVersion
from articles.press import addresses
from articles.press.errors import not_found
from articles.press.language import in_language
from articles.press.lists.holdings import public_years, start_of_year
from articles.press.lists.paging import find_page_number
from articles.press.lists.pieces import Piece, list_whole, readable, unreadable
from articles.press.stamp import find_moment

PIECES_ON_A_PAGE = 100


@dataclass(frozen=True)
class Year:
    """One line of the archive."""

    year: int
    path: str
    pieces: int
    """How many can be read in the language of the page."""
    elsewhere: int
    """How many can be read in other languages only."""


@in_language
def show_archive(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/archive/`: the years with the number of their pieces, the newest first. Two queries."""
    context = {
        "language": language,
        "years": list_years(language, at=find_moment(request)),
        "alternates": addresses.in_every_language(addresses.archive),
    }
    return render(request, "press/archive.html", context)


def list_years(language: str, *, at: datetime) -> list[Year]:
    """Return the years that have anything, the newest first. Two queries."""
    counts = public_years(language, at=at)
    return [Year(year, addresses.archive(language, year), *pieces) for year, pieces in counts.items()]


@in_language
def show_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    """`/{lang}/archive/{year}/`: every piece of the year by month, what can be read in the language first. At
    most nine queries, ten for a year that has nothing in this language and something in another.

    A year has a page in every language if it has one in any: the switcher leads nowhere else.
    """
    at, number = find_moment(request), find_page_number(request)
    start, end = start_of_year(year), start_of_year(year + 1)
    here = readable(language, at=at).filter(first_published_at__gte=start, first_published_at__lt=end)
    elsewhere = unreadable(language, at=at).filter(at__gte=start, at__lt=end)
    listing = list_whole(here, elsewhere, language, number, size=PIECES_ON_A_PAGE, at=at)
    if listing.is_empty and (number > 1 or not _has_anything(start, end, at=at)):
        return not_found(request)
    context = {
        "language": language,
        "year": year,
        "listing": listing,
        "months": group_by_month(listing.pieces),
        "strip": listing.elsewhere,
        "earlier": _find_year_before(language, start, at=at),
        "later": _find_year_from(language, end, at=at),
        "alternates": addresses.in_every_language(addresses.archive, year),
    }
    return render(request, "press/year.html", context)


def group_by_month(pieces: list[Piece]) -> list[tuple[datetime, list[Piece]]]:
    """Return the pieces by the month of their first publication in the journal's time zone, each month with a moment
    in it. The order stays. Pure."""
    zone = timezone.get_default_timezone()

    def month(piece: Piece) -> tuple[int, int]:
        day = piece.shown.first_at.astimezone(zone)
        return day.year, day.month

    groups = (list(group) for _month, group in groupby(pieces, month))
    return [(group[0].shown.first_at, group) for group in groups]


def _find_year_before(language: str, moment: datetime, *, at: datetime) -> int | None:
    """Return the last year with anything before a moment. A query for the end of an index; one more where the year
    before has nothing in this language."""
    here = _read_year(readable(language, at=at).filter(first_published_at__lt=moment), "first_published_at")
    elsewhere = unreadable(language, at=at).filter(at__lt=moment)
    if here is not None:  # only what is nearer counts: without this end, a journal with all in one language is all read
        elsewhere = elsewhere.filter(at__gte=start_of_year(here + 1))
        if start_of_year(here + 1) >= moment:
            return here
    return _read_year(elsewhere, "at") or here


def _find_year_from(language: str, moment: datetime, *, at: datetime) -> int | None:
    """Return the first year with anything from a moment on. Cost as `_find_year_before`."""
    here = _read_year(readable(language, at=at).filter(first_published_at__gte=moment).reverse(), "first_published_at")
    elsewhere = unreadable(language, at=at).filter(at__gte=moment).reverse()
    if here is not None:
        elsewhere = elsewhere.filter(at__lt=start_of_year(here))
        if start_of_year(here) <= moment:
            return here
    return _read_year(elsewhere, "at") or here


def _read_year(rows: QuerySet[Any], moment: str) -> int | None:
    """Return the year of the first row by the field `moment`, in the journal's time zone."""
    found = rows.values_list(moment, flat=True).first()
    return found.astimezone(timezone.get_default_timezone()).year if found else None


def _has_anything(start: datetime, end: datetime, *, at: datetime) -> bool:
    """Whether anything that can be read now was first published between two moments, in whatever language."""
    public = LanguageVersion.objects.published(at=at)  # type: ignore[attr-defined]
    return bool(public.filter(first_published_at__gte=start, first_published_at__lt=end).exists())
