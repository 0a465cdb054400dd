"""Pieces to link to: those the person may see at the desk, by their working titles, and those everybody can read, by
their published titles only."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, F, Q, TextField, Value, When
from django.urls import reverse

from articles import rights
from articles.choices import CreditRole
from articles.models import Article, Credit, LanguageVersion
from articles.press import addresses
from articles.press.public import live_publications
from journal.columns import column, columns
from journal.languages import CODES, list_nearest
from journal.languages import language as language_row

MOST_PIECES = 5_000
"""The newest pieces that are searched by title. Older ones are found by number or address."""
MOST_FOUND = 20

_ADDRESS = re.compile(rf"/(?:(?:{'|'.join(CODES)})/)?([1-9][0-9]{{0,17}})(?:/.*)?")
_DESK_ADDRESS = re.compile(r"/articles/article/([1-9][0-9]{0,17})/")
_STORED = re.compile(r"(?:article:)?([1-9][0-9]{0,17})(?:#.*)?")
_INSIDE = re.compile("['’ʼ՚՛՜՞՟\u0300\u0301\u00ad]")
"""Written within words; nobody types them into a search."""


@dataclass
class Piece:
    """One piece as the person may know it."""

    id: int
    original: str
    working_title: str = ""
    """Empty for a piece the person knows as a reader only."""
    titles: dict[str, str] = field(default_factory=dict)
    is_published: bool = False
    is_original_mine: bool = False
    """Whether the person may open the screen of the original."""

    @cached_property
    def names(self) -> list[str]:
        """All its titles, folded. Ask when they are all there."""
        return [fold(title) for title in (self.working_title, *self.titles.values()) if title]

    def is_named(self, words: Iterable[str]) -> bool:
        """Whether every one of the folded words stands in one of its titles."""
        return any(all(word in name for word in words) for name in self.names)

    def choose_title(self, language: str) -> tuple[str, str]:
        """Return (title, its language): in `language`, else of the original, else any, else the working title."""
        for code in (language, self.original, *CODES):
            if self.titles.get(code):
                return self.titles[code], code
        return self.working_title, ""


def find_pieces(user: rights.Person, search: str, *, language: str, at: datetime, host: str) -> list[dict[str, Any]]:
    """Return the pieces a search means, best first, at most MOST_FOUND; the newest ones for an empty search.

    Case and accents within words are ignored in every script: titles are compared in Python, because SQLite folds
    ASCII alone and PostgreSQL what its locale knows. Four queries; the cap of 5,000 pieces, in four languages each,
    takes about 0.3 seconds.
    """
    number = read_number(search, host=host)
    words = fold(search).split()
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True)[MOST_PIECES : MOST_PIECES + 1]
    floor = next(iter(newest), 0)
    pieces = _load(user, Q(article_id__gt=floor) | Q(article_id=number), at=at)
    if words:
        pieces = [piece for piece in pieces if piece.id == number or piece.is_named(words)]
    start = " ".join(words)

    def judge(piece: Piece) -> tuple[bool, bool, int]:
        begins = not start or any(name.startswith(start) for name in piece.names)
        return piece.id != number, not begins, -piece.id

    return _describe(sorted(pieces, key=judge)[:MOST_FOUND], language)


def show_pieces(user: rights.Person, ids: Iterable[int], *, language: str, at: datetime) -> list[dict[str, Any]]:
    """Return those of `ids` the person may link to, in the order asked for. Three queries."""
    wanted = list(dict.fromkeys(ids))
    pieces = {piece.id: piece for piece in _load(user, Q(article_id__in=wanted), at=at)}
    return _describe([pieces[number] for number in wanted if number in pieces], language)


def read_number(search: str, *, host: str) -> int | None:
    """Return the number of the piece a search names: `17`, `article:17`, `/de/17/slug/`, or such an address on this
    site, the desk's included. None for anything else."""
    text = search.strip()
    if found := _STORED.fullmatch(text):
        return int(found[1])
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.netloc and parts.netloc not in (host, urlsplit(settings.SITE_URL).netloc):
        return None
    found = _ADDRESS.fullmatch(parts.path) or _DESK_ADDRESS.search(parts.path)
    return int(found[1]) if found else None


def fold(text: str) -> str:
    """Return `text` as it is compared: one form, one case, nothing within words that is no letter. Linear."""
    return _INSIDE.sub("", unicodedata.normalize("NFKC", text).casefold())


def _load(user: rights.Person, where: Q, *, at: datetime) -> list[Piece]:
    """Return the pieces the person may know of. Two queries; no text but titles is loaded."""
    pieces: dict[int, Piece] = {}
    title = Case(
        *(When(language=code, then=F(f"article__{column('title', code)}")) for code in CODES),
        default=Value(""),
        output_field=TextField(),
    )
    mine = rights.visible_versions(user).filter(where).annotate(working=title)
    rows = mine.values_list("article_id", "language", "article__original_language", "article__working_title", "working")
    for number, language, original, working_title, working in rows.order_by():
        piece = pieces.setdefault(number, Piece(number, original, working_title))
        piece.is_original_mine |= language == original
        piece.titles[language] = working
    public = live_publications(LanguageVersion.objects.filter(where, first_published_at__lte=at), at=at)
    for number, language, original, published in public.values_list(
        "version__article_id", "version__language", "version__article__original_language", "revision__title"
    ):
        piece = pieces.setdefault(number, Piece(number, original))
        piece.is_published = True
        piece.titles[language] = piece.titles.get(language) or published
    return list(pieces.values())


def _describe(pieces: list[Piece], language: str) -> list[dict[str, Any]]:
    """Return the pieces as JSON values. One query, for the authors."""
    authors = _name_authors([piece.id for piece in pieces], language)
    described = []
    for piece in pieces:
        title, title_language = piece.choose_title(language)
        described.append(
            {
                "id": piece.id,
                "href": f"article:{piece.id}",
                "title": title,
                "language": title_language,
                "original": language_row(piece.original).name,
                "authors": ", ".join(authors.get(piece.id, ())),
                "published": piece.is_published,
                "address": reverse("admin:articles_article_change", args=[piece.id])
                if piece.is_original_mine
                else addresses.chooser(piece.id),
            }
        )
    return described


def _name_authors(ids: list[int], language: str) -> dict[int, list[str]]:
    """Return the names of each piece's authors as credited, in `language` where they have one in it. One query."""
    order = list_nearest(language) if language in CODES else CODES
    names = [f"author__{name}" for name in columns_of_names()]
    credits = Credit.objects.filter(article_id__in=ids, role=CreditRole.AUTHOR).order_by("position", "pk")
    found: dict[int, list[str]] = {}
    for number, alias, *spelled in credits.values_list("article_id", "credited_as", *names):
        known = {code: name for code, name in zip(CODES, spelled, strict=True) if name}
        name = alias or next((known[code] for code in order if code in known), "")
        if name:
            found.setdefault(number, []).append(name)
    return found


def columns_of_names() -> list[str]:
    """Return the columns of a person's name, in the order of the table of languages."""
    return [name for code in CODES for name in columns(["name"], code)]
