"""Lists of pieces: each piece once, in the reader's language where it can be read in it, its other languages named.

Dated and ordered by the first publication of the version shown. Lists load no bodies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles.choices import CreditRole
from articles.models import Credit, LanguageVersion, Publication
from articles.press.public import PublicVersion, best_for, public_versions
from articles.press.references import name_person
from journal.columns import Name, column
from journal.languages import CODES

PAGE_SIZE = 20
STRIP_SIZE = 8
NEWEST = 60
"""So many of the newest pieces are looked through for a strip of what is new in other languages."""


@dataclass(frozen=True)
class Piece:
    """One article as a list shows it."""

    shown: PublicVersion
    versions: list[PublicVersion]
    authors: list[tuple[Name, str]]
    """Name and address of each author; no address for a pseudonym."""
    language: str
    """The language of the words around it: the page's, on a neutral page that of the version shown."""

    @property
    def others(self) -> list[PublicVersion]:
        return [version for version in self.versions if version != self.shown]


@dataclass(frozen=True)
class PieceList:
    """One page of a list."""

    pieces: list[Piece]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def readable(language: str, *, at: datetime) -> QuerySet[LanguageVersion]:
    """Return the versions readable in one language, newest first."""
    versions = LanguageVersion.objects.filter(language=language, first_published_at__lte=at)
    return versions.published(at=at).order_by("-first_published_at", "-pk")  # type: ignore[attr-defined, no-any-return]


def newest_first(*, at: datetime) -> QuerySet[Publication]:
    """Return the first publication of every public piece in the version that stands for it, newest first.

    That is the original, else the version published first. Walks the publications by their moment (an index), so the
    beginning of it costs the same in a large journal.
    """
    # Not "equal", though none comes before: PostgreSQL takes that for rare, and sorts them all
    first = Publication.objects.standing(at=at).filter(at__lte=F("version__first_published_at"))
    public = LanguageVersion.objects.published(at=at)  # type: ignore[attr-defined]
    earlier = Q(first_published_at__lt=OuterRef("at")) | Q(
        first_published_at=OuterRef("at"), pk__lt=OuterRef("version")
    )
    better = public.filter(Q(translated_from=None) | earlier, article=OuterRef("version__article"))
    return (
        first.filter(Exists(public.filter(pk=OuterRef("version"))))
        .filter(Q(version__translated_from=None) | ~Exists(better))
        .order_by("-at", "-version_id")
    )


def unreadable(language: str, *, at: datetime) -> QuerySet[Publication]:
    """Return of `newest_first` what cannot be read in `language`."""
    mine = LanguageVersion.objects.published(at=at).filter(language=language)  # type: ignore[attr-defined]
    return newest_first(at=at).filter(~Exists(mine.filter(article=OuterRef("version__article"))))


def list_newest(*, at: datetime) -> list[Piece]:
    """Return the newest pieces, each in its original language. Three queries."""
    ids = newest_first(at=at).values_list("version__article", flat=True)[:STRIP_SIZE]
    return load_pieces(ids, None, at=at)


def list_elsewhere(language: str, *, at: datetime) -> list[Piece]:
    """Return those of the newest pieces that cannot be read in `language`. Three queries."""
    recent = newest_first(at=at).values("pk")[:NEWEST]
    ids = unreadable(language, at=at).filter(pk__in=recent).values_list("version__article", flat=True)[:STRIP_SIZE]
    return load_pieces(ids, language, at=at)


def list_page(versions: QuerySet[LanguageVersion], language: str, number: int, *, at: datetime) -> PieceList:
    """Return page `number` (from 1) of a queryset of versions as pieces. Three queries, whatever the length."""
    start = (number - 1) * PAGE_SIZE
    ids = list(versions.values_list("article_id", flat=True)[start : start + PAGE_SIZE + 1])
    return PieceList(load_pieces(ids[:PAGE_SIZE], language, at=at), number, len(ids) > PAGE_SIZE)


def load_pieces(article_ids: Iterable[int], language: str | None, *, at: datetime) -> list[Piece]:
    """Return the pieces in the given order, what is not public left out; each in its original language for None.

    Two queries.
    """
    article_ids = list(dict.fromkeys(article_ids))
    if not article_ids:
        return []
    versions = public_versions(article_ids, at=at)
    shown = {number: best_for(versions[number], language or "") for number in article_ids if number in versions}
    spoken = {number: language or version.language for number, version in shown.items()}
    authors = load_authors(spoken)
    return [
        Piece(version, versions[number], authors.get(number, []), spoken[number]) for number, version in shown.items()
    ]


def load_authors(languages: Mapping[int, str]) -> dict[int, list[tuple[Name, str]]]:
    """Return the authors of each article, named in the language given for it, with their addresses. One query."""
    names = [f"author__{column('name', code)}" for code in CODES]
    rows = (
        Credit.objects.filter(article_id__in=list(languages), role=CreditRole.AUTHOR)
        .order_by("position", "pk")
        .values_list("article_id", "author_id", "author__slug", "credited_as", *names)
    )
    found: dict[int, list[tuple[Name, str]]] = {}
    for article_id, author_id, slug, alias, *written in rows:
        named = name_person(author_id, slug, alias, written, languages[article_id])
        found.setdefault(article_id, []).append(named)
    return found
