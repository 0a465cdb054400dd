"""What is shown live beside a published text: persons, topics, other pieces it links to, picture files. One query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.choices import CreditRole
from articles.press import addresses
from articles.press.notice import Released
from articles.press.pictures import Picture, make_picture
from articles.press.reference_rows import (
    select_credits,
    select_links,
    select_pictures,
    select_released,
    select_topics,
)
from journal.columns import Name
from journal.languages import CODES


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
    """Empty for a pseudonym, which must not lead to the person behind it."""

    @property
    def url(self) -> str:
        return addresses.absolute(self.path) if self.path else ""


@dataclass(frozen=True)
class TopicLink:
    topic_id: int
    name: Name
    path: str


@dataclass(frozen=True)
class References:
    credits: list[Credited] = field(default_factory=list)
    topics: list[TopicLink] = field(default_factory=list)
    links: dict[int, str] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)
    released: dict[int, Released] = field(default_factory=dict)
    """The released revisions of the article, by their id."""

    def in_role(self, *roles: str) -> list[Credited]:
        return [credited for credited in self.credits if credited.role in roles]

    @property
    def authors(self) -> list[Credited]:
        return self.in_role(CreditRole.AUTHOR)


def choose_name(names: Iterable[str | None], language: str) -> Name:
    """Return the name in `language`, else in the first language of the table that has it; `names` in table order."""
    by_code = {code: name for code, name in zip(CODES, names, strict=True) if name}
    for code in (language, *CODES):
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
    at: datetime,
) -> References:
    """Return everything live that the page of one version shows. One query, a union of five."""
    linked, images = list(linked), list(images)
    credited = Q(article_id=article_id) | Q(version_id=version_id)
    queries = [select_credits(credited), select_topics(article_id), select_released(article_id)]
    if linked:
        queries.append(select_links(linked, at))
    if images:
        queries.append(select_pictures(images))
    rows = queries[0].union(*queries[1:], all=True).order_by()
    return sort_references(rows, language)


def load_links(articles: Iterable[int], language: str, *, at: datetime) -> dict[int, str]:
    """Return the address of each of these articles that is public, for a page of `language`. One query."""
    return sort_references(select_links(list(articles), at), language).links


def sort_references(rows: Iterable[tuple[Any, ...]], language: str) -> References:
    """Make References of union rows: (what, id, slug, role, alias, given, family, position, order, names…)."""
    found = References()
    links: dict[int, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: (row[7], row[8])):
        what, number, slug, role, alias, given, family, *_order = row[:9]
        if what == "credit":
            name, path = name_person(number, slug, alias, row[9:], language)
            found.credits.append(Credited(number, slug, role, name, given, family, path))
        elif what == "topic":
            found.topics.append(
                TopicLink(number, choose_name(row[9:], language), addresses.topic(language, number, slug))
            )
        elif what == "released":
            found.released[number] = Released(int(role), int(row[7]), slug, int(row[8]) or None)
        elif what == "link":
            links.setdefault(number, {})[role] = slug
        else:
            width, height, widths = int(row[7]), int(row[8]), json.loads(role)
            found.pictures[number] = make_picture(slug, width, height, widths, credit=given, licence=family)
    for number, slugs in links.items():
        mine = slugs.get(language)
        found.links[number] = addresses.article(language, number, mine) if mine else addresses.chooser(number)
    return found
