"""Which pieces have what is looked for, and in which order: by where they have it, then the newest first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from articles.full_text import engines
from articles.full_text.kinds import Part, Term
from articles.models import LanguageVersion, SearchText
from articles.press.lists.holdings import pieces_of, pieces_on, start_of_year
from articles.press.search.asking import Question

MOST_CANDIDATES = 800
"""So many of the newest revisions that have the words are put in order, and as many that have them in the heading."""

RANKS: tuple[tuple[Part, bool, int], ...] = (
    *(("title", True, 5), ("title", False, 4), ("heading", True, 3), ("heading", False, 2)),
    ("text", False, 1),
)
"""What it counts to have all words within a part, as they were typed or in any form; notes count 0."""


@dataclass(frozen=True)
class Match:
    """A published version that has all that is looked for."""

    revision_id: int
    version_id: int
    article_id: int
    language: str
    is_original: bool
    first_at: datetime
    rank: int


def find_matches(
    terms: Sequence[Term], question: Question, language: str, *, at: datetime, most: int = MOST_CANDIDATES
) -> tuple[list[Match], bool]:
    """Return the best match of every piece, the best piece first, and whether there are more than were looked at.

    Of a piece, the version in the reader's language comes before others, as pieces that have one come before others.
    Without terms, everything the question is narrowed down to, the newest first. Three queries, two without terms.
    """
    texts = _narrow(SearchText.objects.order_by(), question, at=at)
    if terms:
        rank = _rank(terms)
        parts: tuple[Part, ...] = ("heading", "all")
        newest = [texts.filter(_has(terms, part)).order_by(_newest_first(terms, part))[:most] for part in parts]
        # Ranked only then: PostgreSQL would rank whatever has the words before it sorts it
        queries = [SearchText.objects.filter(pk__in=rows.values("pk")).annotate(rank=rank) for rows in newest]
    else:
        queries = [texts.order_by("-pk").annotate(rank=Value(0))[:most]]
    ranks: dict[int, int] = {}
    versions: set[int] = set()
    is_cut = False
    for query in queries:
        rows = list(query.values_list("pk", "version_id", "rank"))
        is_cut |= len(rows) == most
        ranks |= {pk: rank_of for pk, _version, rank_of in rows}
        versions |= {version for _pk, version, _rank in rows}
    return _sort(_list_visible(ranks, versions, at=at), language, by_language=bool(terms)), is_cut


def _rank(terms: Sequence[Term]) -> Case:
    typed = [term.as_typed() for term in terms]
    whens = [
        When(_has(typed if is_typed else terms, part), then=Value(value))
        for part, is_typed, value in RANKS
        if not is_typed or typed != list(terms)
    ]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _newest_first(terms: Sequence[Term], part: Part) -> OrderBy:
    """Return the order of what has the terms in a part.

    By a sum, so that PostgreSQL takes the index of words and sorts: it thinks a look into a text cheap, and would look
    into one after the other from the newest on. That is right for phrases alone, which it has to look up in the texts.
    """
    walks = part == "all" and any(term.is_phrase for term in terms)
    return (F("pk") if walks else F("pk") + 0).desc()


def _list_visible(ranks: Mapping[int, int], versions: Collection[int], *, at: datetime) -> list[Match]:
    """Return those of the revisions that readers see at the moment; nothing else is ever found.

    A query of its own: asked within the search, PostgreSQL looks at every version of the journal.
    """
    public = LanguageVersion.objects.published(at=at).filter(pk__in=versions)
    columns = ("live_id", "pk", "article_id", "language", "translated_from_id", "first_published_at")
    return [
        Match(live, version, article, language, source is None, first_at, ranks[live])
        for live, version, article, language, source, first_at in public.values_list(*columns)
        if live in ranks
    ]


def _narrow(texts: QuerySet[SearchText], question: Question, *, at: datetime) -> QuerySet[SearchText]:
    if question.language:
        texts = texts.filter(version__language=question.language)
    if question.author:
        texts = texts.filter(version__article__in=pieces_of(question.author, at=at))
    if question.topic:
        texts = texts.filter(version__article__in=pieces_on(question.topic))
    if question.year:
        begins, ends = start_of_year(question.year), start_of_year(question.year + 1)
        texts = texts.filter(version__first_published_at__gte=begins, version__first_published_at__lt=ends)
    return texts


def _has(terms: Sequence[Term], part: Part) -> Q:
    """Return the condition of having every term in the part, or in the names of those who are credited."""
    engine = engines.choose()
    plain = [term for term in terms if not term.versions]
    condition = engine.match(plain, part) if plain else Q()
    for term in terms:
        if term.versions:
            condition &= engine.match([term], part) | Q(version__in=sorted(term.versions))
    return condition


def _sort(matches: Iterable[Match], language: str, *, by_language: bool) -> list[Match]:
    best: dict[int, Match] = {}
    for match in matches:
        other = best.get(match.article_id)
        if other is None or _worth(match, language) > _worth(other, language):
            best[match.article_id] = match

    def place(match: Match) -> tuple[bool, int, datetime, int]:
        return by_language and match.language == language, match.rank, match.first_at, match.version_id

    return sorted(best.values(), key=place, reverse=True)


def _worth(match: Match, language: str) -> tuple[bool, int, bool, int]:
    return match.language == language, match.rank, match.is_original, -match.version_id
