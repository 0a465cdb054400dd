"""The sitemap (sitemaps.org, with alternates as Google reads them): every public page with its other languages.

In groups: the pages that say the same in several languages. One response holds so many groups that it stays within
50,000 addresses and 50 MB, whatever the script of their slugs; a larger journal gets an index of parts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.press import addresses
from articles.press.lists.holdings import list_years, public_articles, public_people, public_topics
from articles.press.pages import list_written
from articles.press.public import public_versions
from articles.press.stamp import find_moment

GROUPS_IN_A_SITEMAP = 1_000
"""Seven addresses each, which name the seven and the neutral one: 46 MB where all have the longest slug in Georgian."""

Page = tuple[str, str, datetime | None]
"""Language, path, and when readers last saw a change; None where that is not known."""


@dataclass(frozen=True)
class Group:
    """Pages that say the same in several languages."""

    pages: list[Page]
    neutral: str = ""
    """The path of the page for everybody else, "" where there is none."""

    @property
    def addresses(self) -> list[tuple[str, datetime | None]]:
        return [(addresses.absolute(path), changed) for _code, path, changed in self.pages]

    @property
    def alternates(self) -> SafeString:
        """The same for every page of the group, so made once."""
        links = [(code, addresses.absolute(path)) for code, path, _changed in self.pages]
        links += [("x-default", addresses.absolute(self.neutral))] if self.neutral else []
        return format_html_join("", '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>', links)


def sitemap(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """`/sitemap.xml`: every public address with its alternates; an index of parts for a large journal.

    Ten queries for every journal whose sitemap is one, four for an index, at most seven for a part.
    """
    at = find_moment(request)
    sections = _list_sections(at)
    parts = [(load, start) for size, load in sections for start in range(0, size, GROUPS_IN_A_SITEMAP)]
    is_one = sum(size for size, _load in sections) <= GROUPS_IN_A_SITEMAP
    if number is not None and number > (1 if is_one else len(parts)):
        raise Http404
    if number is None and not is_one:
        urls = [addresses.absolute(reverse("press:sitemap-part", args=[part])) for part, _ in enumerate(parts, 1)]
        return _xml(request, "press/sitemap_index.xml", {"urls": urls})
    chosen = parts if is_one else [parts[number - 1]]  # type: ignore[operator]
    groups = [group for load, start in chosen for group in load(start, start + GROUPS_IN_A_SITEMAP)]
    return _xml(request, "press/sitemap.xml", {"groups": groups})


def _list_sections(at: datetime) -> list[tuple[int, Callable[[int, int], Iterable[Group]]]]:
    """Return how many groups there are of each kind, and what loads those from one to another."""
    pieces, topics, people = public_articles(at=at), public_topics(at=at), public_people(at=at)

    def load_pieces(start: int, end: int) -> Iterable[Group]:
        return (_of_piece(*pair) for pair in sorted(public_versions(pieces[start:end], at=at).items()))

    def load_topics(start: int, end: int) -> Iterable[Group]:
        rows = topics.values_list("pk", "slug")[start:end]
        return (_in_all(addresses.topic, *row) for row in rows)

    def load_people(start: int, end: int) -> Iterable[Group]:
        rows = people.values_list("pk", "slug")[start:end]
        return (_in_all(addresses.person, *row) for row in rows)

    return [
        (1, lambda start, end: _list_fixed(at)),
        (pieces.count(), load_pieces),
        (topics.count(), load_topics),
        (people.count(), load_people),
    ]


def _of_piece(article_id: int, versions: Iterable[Any]) -> Group:
    pages = [(version.language, version.path, version.revised_at) for version in versions]
    return Group(pages, addresses.chooser(article_id))


def _list_fixed(at: datetime) -> Iterable[Group]:
    """Yield the pages there are but once: homes, lists of lists, archive, and what the journal says of itself."""
    yield _in_all(addresses.home, neutral="/")
    for path in (addresses.people, addresses.topics, addresses.archive, addresses.corrections):
        yield _in_all(path)
    for year in list_years(at=at):
        yield _in_all(addresses.archive, year)
    for key, codes in list_written().items():
        yield Group([(code, addresses.page(code, key), None) for code in codes])


def _in_all(path: Callable[..., str], *arguments: object, neutral: str = "") -> Group:
    """Return a group of a page in every language, by the function that makes its path."""
    return Group([(code, one, None) for code, one in addresses.in_every_language(path, *arguments)], neutral)


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    with translation.override(None), timezone.override("UTC"):
        return render(request, template, context, content_type="application/xml; charset=utf-8")
