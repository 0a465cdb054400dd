"""Everybody who is credited in something public, and the page of each of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from articles.choices import CreditRole
from articles.images import address
from articles.press import addresses
from articles.press.article.references import load_links
from articles.press.errors import not_found
from articles.press.language import in_language
from articles.press.lists.holdings import count_pieces, pieces_of, public_credits, public_people
from articles.press.lists.paging import Numbered, find_page_number
from articles.press.lists.pieces import Piece, list_whole, readable, unreadable
from articles.press.metadata import describe_person
from articles.press.rendering import linked_articles, resolve
from articles.press.stamp import find_moment
from authors.models import Author
from journal.columns import Name, columns, read, read_name
from journal.languages import CODES
from journal.text.collation import name_key

PEOPLE_ON_A_PAGE = 200
AUTHOR, TRANSLATOR, OTHER = 0, 1, 2
"""What somebody is to a piece, the most important first: nobody is listed with a piece twice."""

_ROLES = ((CreditRole.AUTHOR, AUTHOR), (CreditRole.TRANSLATOR, TRANSLATOR))
_NAMES = [name for code in CODES for name in columns(["name", "affiliation"], code)]


@dataclass(frozen=True)
class Person:
    """One line of the list of people."""

    name: Name
    affiliation: Name
    path: str
    pieces: int
    """How many public pieces name them, whatever the role and the language."""


@dataclass(frozen=True)
class People(Numbered):
    """One page of the list of people."""

    people: list[Person]
    number: int
    has_next: bool


@in_language
def show_people(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/people/`: everybody whom something public names, by the language's alphabet. Two queries."""
    at, number = find_moment(request), find_page_number(request)
    people = list_people(language, at=at)
    start, end = (number - 1) * PEOPLE_ON_A_PAGE, number * PEOPLE_ON_A_PAGE
    listing = People(people[start:end], number, len(people) > end)
    if number > 1 and not listing.people:
        return not_found(request)
    context = {
        "language": language,
        "listing": listing,
        "alternates": addresses.in_every_language(addresses.people),
    }
    return render(request, "press/people.html", context)


def list_people(language: str, *, at: datetime) -> list[Person]:
    """Return everybody whom something public names, as `name_key` sorts them. Two queries; loads every name."""
    counts = count_pieces(at=at)
    found = []
    for author in public_people(at=at).only("slug", *_NAMES):
        name, affiliation = (read_name(author, field, language) for field in ("name", "affiliation"))
        path = addresses.person(language, author.pk, author.slug)
        found.append(Person(name, affiliation, path, counts.get(author.pk, 0)))
    return sorted(found, key=lambda person: name_key(person.name.text, language))


@in_language
def show_person(request: HttpRequest, language: str, author_id: int, slug: str) -> HttpResponse:
    """`/{lang}/people/{id}/{slug}/`: who somebody is, and the pieces that name them. Seven queries, one more for a
    biography with links to pieces."""
    at, number = find_moment(request), find_page_number(request)
    loaded = ["slug", "orcid", "website", "portrait", *_NAMES, *columns(["bio"], language)]
    author = Author.objects.filter(pk=author_id).only(*loaded).first()
    if author is None:
        return not_found(request)
    pieces, rank = pieces_of(author_id, at=at), _rank(author_id, at=at)
    here = readable(language, at=at).filter(article__in=pieces).annotate(rank=rank)
    elsewhere = unreadable(language, at=at).filter(version__article__in=pieces)
    listing = list_whole(here.order_by("rank", "-first_published_at", "-pk"), elsewhere, language, number, at=at)
    if listing.is_empty:
        return not_found(request)
    if slug != author.slug:
        return HttpResponsePermanentRedirect(addresses.person(language, author.pk, author.slug))
    context = {
        "language": language,
        "author": author,
        "name": read_name(author, "name", language),
        "affiliation": read_name(author, "affiliation", language),
        "portrait": address(author.portrait.name or ""),
        "bio": _biography(author, language, at=at),
        "listing": listing,
        **_sort_by_role(listing.pieces, author_id, at=at),
        "strip": listing.elsewhere,
        "alternates": addresses.in_every_language(addresses.person, author.pk, author.slug),
        "structured": describe_person(author, language, portrait=address(author.portrait.name or "")),
    }
    return render(request, "press/person.html", context)


def _rank(author_id: int, *, at: datetime) -> Case:
    """Return the expression on versions that says what the person is to the piece."""
    ranks = (When(article__in=pieces_of(author_id, role=role, at=at), then=Value(rank)) for role, rank in _ROLES)
    return Case(*ranks, default=Value(OTHER))


def _sort_by_role(pieces: list[Piece], author_id: int, *, at: datetime) -> dict[str, list[Piece]]:
    """Return the pieces the person has written, those they have translated, and the others, by what templates call
    them. One query."""
    numbers = [piece.shown.article_id for piece in pieces]
    mine = public_credits(at=at).filter(author_id=author_id)
    rows = mine.filter(Q(article__in=numbers) | Q(version__article__in=numbers))
    ranks: dict[int, int] = {}
    for article_id, of_version, role in rows.values_list("article_id", "version__article_id", "role"):
        number = article_id or of_version
        ranks[number] = min(ranks.get(number, OTHER), dict(_ROLES).get(CreditRole(role), OTHER))
    named: Any = {AUTHOR: "written", TRANSLATOR: "translated", OTHER: "helped"}
    return {
        word: [piece for piece in pieces if ranks.get(piece.shown.article_id, OTHER) == rank]
        for rank, word in named.items()
    }


def _biography(author: Author, language: str, *, at: datetime) -> SafeString:
    """Return the biography with its links to pieces resolved. One query if it has any."""
    bio = read(author, "bio", language)
    linked = linked_articles(bio)
    links = load_links(linked, language, at=at) if linked else {}
    # cleaned when it was saved
    return mark_safe(resolve(bio, links))  # noqa: S308
