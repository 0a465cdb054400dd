"""What is shown live beside a published text: persons, topics, pieces it links to and related ones, picture files,
correction notes. One query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from articles.choices import CreditRole
from articles.images import address
from articles.press import addresses
from articles.press.article.notice import Released
from articles.press.article.reference_query import load_rows
from articles.press.article.reference_rows import MOST_RELATED, select_links
from articles.press.pictures import Picture, make_picture
from journal.columns import Name
from journal.languages import CODES, list_nearest


@dataclass(frozen=True)
class Credited:
    """A person in a role, as shown on a page of one language."""

    author_id: int
    slug: str
    role: str
    name: Name
    given_name: str
    family_name: str
    path: str
    """Empty for a pseudonym, which must not lead to the person behind it; so are the four that follow."""
    orcid: str = ""
    website: str = ""
    affiliation: str = ""
    """In the language of the page, or empty."""
    portrait: str = ""
    """The address of the picture."""

    @property
    def url(self) -> str:
        return addresses.absolute(self.path) if self.path else ""

    @property
    def alone(self) -> "list[Credited]":
        """As a list, as a byline takes people."""
        return [self]


@dataclass(frozen=True)
class TopicLink:
    topic_id: int
    name: Name
    path: str


@dataclass(frozen=True)
class CorrectionNote:
    """What readers of a version were told was wrong, and since when."""

    number: int
    """Which of the version's it is, in the order of time, from 1: `#correction-1` on the page."""
    at: datetime
    text: str


@dataclass(frozen=True)
class Related:
    """A public version of another piece on one of the same topics."""

    article_id: int
    language: str
    title: str
    path: str
    first_at: datetime
    version_id: int
    is_original: bool


@dataclass(frozen=True)
class References:
    credits: list[Credited] = field(default_factory=list)
    topics: list[TopicLink] = field(default_factory=list)
    links: dict[int, str] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)
    released: dict[int, Released] = field(default_factory=dict)
    """The released revisions of the article, by their id."""
    corrections: list[CorrectionNote] = field(default_factory=list)
    """Of the version that is read, the newest first."""
    related: list[Related] = field(default_factory=list)
    """One for each piece: those readable in the language of the page first, each part the newest first."""

    def in_role(self, *roles: str) -> list[Credited]:
        return [credited for credited in self.credits if credited.role in roles]

    @property
    def authors(self) -> list[Credited]:
        return self.in_role(CreditRole.AUTHOR)


def choose_name(names: Iterable[str | None], language: str) -> Name:
    """Return the name in `language`, else in the nearest language that has it, as `read_name`; `names` by the table."""
    by_code = {code: name for code, name in zip(CODES, names, strict=True) if name}
    for code in list_nearest(language):
        if code in by_code:
            return Name(by_code[code], code)
    return Name("", language)


def name_person(author_id: int, slug: str, alias: str, names: Iterable[str | None], language: str) -> tuple[Name, str]:
    """Return how a credited person is named on a page of `language`, and the address the name leads to.

    Under a pseudonym, no address: the person's page would say who it is.
    """
    if alias:
        return Name(alias, language), ""
    return choose_name(names, language), addresses.person(language, author_id, slug)


def load_references(
    article_id: int,
    version_id: int,
    language: str,
    *,
    linked: Iterable[int] = (),
    images: Iterable[int] = (),
    is_page: bool = False,
    at: datetime,
) -> References:
    """Return everything live that stands beside one version. One query, a union.

    Correction notes and related pieces come only with `is_page`, for what shows them.
    """
    rows = load_rows(article_id, version_id, language, linked=list(linked), images=list(images), is_page=is_page, at=at)
    return sort_references(rows, language)


def load_links(articles: Iterable[int], language: str, *, at: datetime) -> dict[int, str]:
    """Return the address of each of these articles that is public, for a page of `language`. One query."""
    return sort_references(select_links(list(articles), at), language).links


def sort_references(rows: Iterable[tuple[Any, ...]], language: str) -> References:
    """Make References of union rows: (what, id, slug, role, alias, given, family, position, order, more, names…)."""
    found = References()
    links: dict[int, dict[str, str]] = {}
    corrections: list[tuple[datetime, int, str]] = []
    related: dict[int, Related] = {}
    for row in sorted(rows, key=lambda row: (row[7], row[8])):
        what, number, slug, role, alias, given, family, position, order, more = row[:10]
        if what == "credit":
            name, path = name_person(number, slug, alias, row[10:], language)
            said = dict(zip(("orcid", "website", "affiliation"), more.split("\n"), strict=False)) if path else {}
            portrait = address(more.split("\n")[3]) if path and not more.endswith("\n") else ""
            found.credits.append(Credited(number, slug, role, name, given, family, path, **said, portrait=portrait))
        elif what == "topic":
            path = addresses.topic(language, number, slug)
            found.topics.append(TopicLink(number, choose_name(row[10:], language), path))
        elif what == "released":
            found.released[number] = Released(int(role), int(position), slug, int(order) or None)
        elif what == "link":
            links.setdefault(number, {})[role] = slug
        elif what == "correction":
            corrections.append((_read_moment(more), number, slug))
        elif what == "related":
            path = addresses.article(role, number, slug or "untitled")
            one = Related(number, role, given, path, _read_moment(more), int(position), not order)
            if number not in related or _is_better(one, related[number], language):
                related[number] = one
        else:
            found.pictures[number] = make_picture(
                slug, int(position), int(order), json.loads(role), credit=given, licence=family
            )
    for number, slugs in links.items():
        mine = slugs.get(language)
        found.links[number] = addresses.article(language, number, mine) if mine else addresses.chooser(number)
    told = [CorrectionNote(n, at, text) for n, (at, _id, text) in enumerate(sorted(corrections), start=1)]
    found.corrections.extend(reversed(told))
    newest = sorted(related.values(), key=lambda one: (one.first_at, one.article_id), reverse=True)
    found.related.extend(sorted(newest, key=lambda one: one.language != language)[:MOST_RELATED])
    return found


def _is_better(one: Related, other: Related, language: str) -> bool:
    """Whether a reader of `language` is offered `one` rather than `other`: as `public.best_for` chooses."""
    return _preference(one, language) < _preference(other, language)


def _preference(one: Related, language: str) -> tuple[bool, bool, datetime, int]:
    return one.language != language, not one.is_original, one.first_at, one.version_id


def _read_moment(text: str) -> datetime:
    """Read a moment a database has written as text: PostgreSQL with its offset, SQLite in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
