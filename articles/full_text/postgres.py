"""PostgreSQL: `tsvector` with weights, its stemmers for the forms of words, pg_trgm for words spelled alike.

The words are ours (`journal.text.words`), so that neither PostgreSQL's parser, which splits Armenian words at their
marks, nor the locale of the database decides what a word is.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, Value

from articles.full_text.kinds import How, Near, Part, Term, Texts, mark_of
from articles.full_text.letters import LATIN
from journal.languages import CODES, LANGUAGES
from journal.text.words import list_words

STEMMERS = {row.code: f"{row.search}_stem" for row in LANGUAGES if row.search != "simple"}
POOR_STEMMERS = ("hy",)
"""Languages whose stemmer is not enough: the Armenian one gives nominative and genitive of -ություն two stems, and
takes a part of many a word for an ending."""
STEMMED = frozenset(STEMMERS).difference(POOR_STEMMERS)
MOST_FORMS = 60
LEAST_ALIKE = 0.38
"""pg_trgm's similarity of a word and the one it is offered for."""

_LARGEST = 900_000
"""Bytes of a vector; PostgreSQL refuses a megabyte (1 << 20)."""
_FIELDS: dict[Part, tuple[str, str]] = {
    "title": ("heading_words", ":A"),
    "heading": ("heading_words", ""),
    "text": ("all_words", ":ABC"),
    "all": ("all_words", ""),
}
# The stemmer of PostgreSQL 15 knows Romanian letters with cedilla only, later ones both
_STEM = "(ts_lexize({stemmer}::regdictionary, translate({word}, 'șț', 'şţ')))[1]"


class Matches(Func):
    """Whether a vector matches a query in PostgreSQL's own notation."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def prepare(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for column in ("heading_words", "all_words"):
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS articles_searchtext_{column} ON articles_searchtext USING gin ({column})"
            )
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS articles_searchword_begins"
            " ON articles_searchword (language, word text_pattern_ops)"
        )
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                "CREATE INDEX IF NOT EXISTS articles_searchword_alike"
                " ON articles_searchword USING gin (word gin_trgm_ops)"
            )
    except DatabaseError:  # no right to, or not installed: the system check says so
        pass
    has_trigrams.cache_clear()


@cache
def has_trigrams(alias: str) -> bool:
    """Whether the database has pg_trgm. One query in a process."""
    # app ready: connections are those of the settings
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
        return bool(cursor.fetchone()[0])


def make_vectors(texts: Texts, language: str) -> dict[str, str]:
    heading = [("A", texts.title), ("B", texts.lead)]
    return {
        "heading_words": _make_vector(heading, language),
        "all_words": _make_vector([*heading, ("C", texts.body), ("D", texts.notes)], language),
    }


def store(connection: BaseDatabaseWrapper, rows: Mapping[int, tuple[Texts, str]]) -> None:
    """Nothing: the vectors are columns of the rows."""


def forget(connection: BaseDatabaseWrapper, revisions: Sequence[int] | None) -> None:
    """Nothing: the vectors go with the rows."""


def store_words(connection: BaseDatabaseWrapper, rows: Iterable[tuple[str, str, str]]) -> None:
    by_language: dict[str, list[tuple[str, str]]] = {}
    for language, word, latin in rows:
        by_language.setdefault(language, []).append((word, latin))
    with connection.cursor() as cursor:
        for language, words in sorted(by_language.items()):
            stem = _STEM.format(stemmer="%s", word="word") if language in STEMMERS else "%s"
            # In one order, so that two publications at once wait for each other and not in a circle
            cursor.execute(
                "INSERT INTO articles_searchword (language, word, latin, stem)"  # noqa: S608
                f" SELECT %s, word, latin, COALESCE({stem}, '')"
                " FROM unnest(%s::text[], %s::text[]) AS given(word, latin) ORDER BY word"
                " ON CONFLICT DO NOTHING",
                [
                    language,
                    STEMMERS.get(language, ""),
                    [word for word, _latin in words],
                    [latin for _word, latin in words],
                ],
            )


def match(terms: Sequence[Term], part: Part) -> Q:
    field, weights = _FIELDS[part]
    return Q(Matches(F(field), Value(" & ".join(_write_term(term, weights) for term in terms))))


def find_forms(
    connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[Near]
) -> list[tuple[str, str, str, How]]:
    stemmers = ", ".join(["(%s, %s)"] * len(STEMMERS))
    alike = "similarity(word, near.asked)" if has_trigrams(connection.alias) else "-length(word)"
    stem = _STEM.format(stemmer="stemmer", word="asked")
    # Of остров the Russian stemmer leaves остр, of острова остров: a word with more of the letters of the one that is
    # asked for as its stem is a form of it, and it is one of theirs
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH stems AS MATERIALIZED (
                SELECT asked, language, stem, CASE WHEN starts_with(asked, stem) AND language = ANY(%s)
                    THEN ARRAY(SELECT left(asked, number) FROM generate_series(length(stem), length(asked)) AS number)
                    ELSE ARRAY[stem] END AS cuts
                FROM (SELECT asked, language, {stem} AS stem FROM unnest(%s::text[]) AS given(asked),
                             (VALUES {stemmers}) AS table_of(language, stemmer)) AS one
                WHERE stem <> '')
            SELECT word, language, word, 'same'
            FROM articles_searchword WHERE word = ANY(%s) AND language = ANY(%s)
            UNION ALL
            SELECT stems.asked, stems.language, known.word, 'stem'
            FROM stems,
                 LATERAL (SELECT word FROM articles_searchword AS one
                          WHERE one.language = stems.language AND one.stem = ANY(stems.cuts)
                          ORDER BY length(word) LIMIT %s) AS known
            UNION ALL
            SELECT stems.asked, stems.language, known.word, 'stem'
            FROM stems,
                 LATERAL (SELECT word FROM articles_searchword AS one
                          WHERE one.language = stems.language
                                AND one.word ~>=~ stems.stem AND one.word ~<~ (stems.stem || chr(1114111))
                                AND starts_with(stems.stem, one.stem) AND one.stem NOT IN ('', stems.stem)
                          ORDER BY length(word) LIMIT %s) AS known
            WHERE length(stems.stem) > 3 AND stems.language = ANY(%s)
            UNION ALL
            SELECT latin, language, word, 'latin'
            FROM articles_searchword WHERE latin = ANY(%s) AND language = ANY(%s)
            UNION ALL
            SELECT near.asked, near.language, known.word, 'near'
            FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS near(asked, language, least, beyond),
                 LATERAL (SELECT word FROM articles_searchword AS one
                          WHERE one.language = near.language
                                AND one.word ~>=~ near.least AND one.word ~<~ near.beyond
                          ORDER BY {alike} DESC LIMIT %s) AS known
            """,  # noqa: S608
            [
                sorted(STEMMED),
                list(words),
                *(value for row in STEMMERS.items() for value in row),
                list(words),
                list(CODES),
                MOST_FORMS,
                MOST_FORMS,
                sorted(STEMMED),
                list(words),
                list(LATIN),
                *([row[place] for row in near] for place in range(4)),
                MOST_FORMS,
            ],
        )
        return cursor.fetchall()  # type: ignore[no-any-return]


def find_alike(connection: BaseDatabaseWrapper, word: str, *, most: int) -> list[str]:
    if not has_trigrams(connection.alias):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM articles_searchword WHERE word %% %s AND similarity(word, %s) >= %s"
            " GROUP BY word ORDER BY similarity(word, %s) DESC, word LIMIT %s",
            [word, word, LEAST_ALIKE, word, most],
        )
        return [row[0] for row in cursor.fetchall()]


def _make_vector(parts: Iterable[tuple[str, str]], language: str) -> str:
    """Return weighted plain texts in the text form of a `tsvector`; what is beyond the largest is left out."""
    places: dict[str, list[str]] = {}
    place = size = 0
    for weight, text in parts:
        for word in list_words(text):
            place += 1
            if word not in places:
                size += len(word.encode()) + 4
                places[word] = []
            size += 2
            if size > _LARGEST:
                break
            places[word].append(f"{place}{weight}")
        place += 1  # no phrase runs from one into the next
    words = (f"'{word}':{','.join(at)}" for word, at in places.items() if at)
    return " ".join([f"'{mark_of(language)}'", *words])


def _write_term(term: Term, weights: str) -> str:
    """Return a term as a `tsquery`. Words are letters and digits only; nothing in them is an operator."""
    if term.is_phrase:
        return "(" + " <-> ".join(f"'{word}'{weights}" for word in term.words) + ")"
    ways = []
    for language, forms in term.by_language.items():
        any_of = " | ".join(f"'{form}'{weights}" for form in forms)
        ways.append(f"(({any_of}) & '{mark_of(language)}')" if language else any_of)
    return "(" + " | ".join(ways) + ")"
