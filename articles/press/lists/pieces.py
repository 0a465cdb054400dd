"""Lists of pieces: each piece once, in the reader's language where it can be read in it, its other languages named.

Dated and ordered by the first publication of the version shown. Lists load no bodies.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles.choices import CreditRole
from articles.models import Article, Credit, LanguageVersion, Publication, Revision
from articles.press import addresses
from articles.press.article.references import choose_name, name_person
from articles.press.lists.paging import Numbered
from articles.press.pictures import Picture, make_picture
from articles.press.public import PublicVersion, best_for, public_versions
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
    picture: Picture | None = None
    """Its lead image. This and what follows only where `dress` was asked for it."""
    picture_alt: str = ""
    """What the picture shows, in the language of the version shown."""
    topics: tuple[tuple[Name, str], ...] = ()
    """Name and address of each topic."""

    @property
    def others(self) -> list[PublicVersion]:
        return [version for version in self.versions if version != self.shown]


@dataclass(frozen=True)
class PieceList(Numbered):
    """One page of a list: what can be read in the language of the page, then what cannot."""

    pieces: list[Piece]
    number: int
    has_next: bool
    elsewhere: list[Piece] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.pieces and not self.elsewhere


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


def list_page(
    versions: QuerySet[LanguageVersion], language: str, number: int, *, first: Sequence[int] = (), at: datetime
) -> PieceList:
    """Return page `number` (from 1) of a queryset of versions as pieces. Three queries, whatever the length.

    The articles of `first` come before all others, in this order, and do not come again.
    """
    start, rest = (number - 1) * PAGE_SIZE, versions.exclude(article__in=first) if first else versions
    ids = list(first[start : start + PAGE_SIZE + 1])
    low, high = max(0, start - len(first)), max(0, start + PAGE_SIZE + 1 - len(first))
    ids += rest.values_list("article_id", flat=True)[low:high]
    return PieceList(load_pieces(ids[:PAGE_SIZE], language, at=at), number, len(ids) > PAGE_SIZE)


def list_whole(
    versions: QuerySet[LanguageVersion],
    elsewhere: QuerySet[Publication],
    language: str,
    number: int,
    *,
    size: int | None = None,
    at: datetime,
) -> PieceList:
    """Return page `number` of what can be read in the language (`versions`), followed by what cannot (`elsewhere`: some
    of `unreadable`), `size` pieces long, PAGE_SIZE if it is not given. At most five queries, whatever the length."""
    size = size or PAGE_SIZE
    start = (number - 1) * size
    end = start + size + 1
    mine = list(versions.values_list("article_id", flat=True)[start:end])
    readable_here = start + len(mine) if mine or not start else versions.count()  # counted only beyond the last of them
    low, high = max(0, start - readable_here), max(0, end - readable_here)
    others = list(elsewhere.values_list("version__article", flat=True)[low:high])
    pieces = load_pieces([*mine, *others][:size], language, at=at)
    here = [piece for piece in pieces if piece.shown.language == language]
    return PieceList(here, number, len(mine) + len(others) > size, [piece for piece in pieces if piece not in here])


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


def dress(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with their topics, and with the lead images the revisions shown have frozen with their words.
    Two queries, whatever the length."""
    pieces = list(pieces)
    pictures = _load_pictures([piece.shown.revision_id for piece in pieces])
    topics = _load_topics({piece.shown.article_id: piece.language for piece in pieces})
    dressed = []
    for piece in pieces:
        picture, alt = pictures.get(piece.shown.revision_id, (None, ""))
        filed = tuple(topics.get(piece.shown.article_id, ()))
        dressed.append(replace(piece, picture=picture, picture_alt=alt, topics=filed))
    return dressed


def _load_pictures(revisions: Iterable[int]) -> dict[int, tuple[Picture, str]]:
    file = [f"lead_image__{name}" for name in ("file", "width", "height", "widths", "credit", "licence")]
    rows = Revision.objects.filter(pk__in=list(revisions), lead_image__isnull=False).order_by()
    found = {}
    for number, image, words, *columns in rows.values_list("pk", "lead_image_id", "images", *file):
        found[number] = (make_picture(*columns), words.get(str(image), {}).get("alt", ""))
    return found


def _load_topics(languages: Mapping[int, str]) -> dict[int, list[tuple[Name, str]]]:
    """Return the topics of each article, named in the language given for it, in the order they were filed."""
    names = [f"topic__{column('name', code)}" for code in CODES]
    rows = Article.topics.through.objects.filter(article_id__in=list(languages)).order_by("pk")
    found: dict[int, list[tuple[Name, str]]] = {}
    for article_id, topic_id, slug, *written in rows.values_list("article_id", "topic_id", "topic__slug", *names):
        language = languages[article_id]
        named = choose_name(written, language), addresses.topic(language, topic_id, slug)
        found.setdefault(article_id, []).append(named)
    return found
