"""SQLite: FTS5. It has no stemmers; the forms of a word are the words of the texts that begin alike.

The column of stems has the word without accents, by which words are compared that were typed so.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.expressions import RawSQL

from articles.full_text.kinds import LAST, How, Near, Part, Term, Texts, mark_of
from articles.full_text.letters import LATIN, remove_accents
from articles.full_text.postgres import MOST_FORMS
from journal.languages import CODES
from journal.text.words import list_words

TABLE = "articles_searchindex"
STEMMED: frozenset[str] = frozenset()

_COLUMNS: dict[Part, str] = {
    "title": "{title} : ",
    "heading": "{title lead} : ",
    "text": "{title lead body} : ",
    "all": "",
}
_WORDS = "articles_searchword"
_MOST_LOOKED_THROUGH = 3_000


def prepare(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE}"
            " USING fts5(title, lead, body, notes, tokenize = 'unicode61 remove_diacritics 0')"
        )


def make_vectors(texts: Texts, language: str) -> dict[str, str]:
    return {}


def store(connection: BaseDatabaseWrapper, rows: Mapping[int, tuple[Texts, str]]) -> None:
    values: list[Sequence[Any]] = [
        (number, *(" ".join([*list_words(text), mark_of(language)]) for text in texts))
        for number, (texts, language) in rows.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT OR REPLACE INTO {TABLE} (rowid, title, lead, body, notes) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
            values,
        )


def forget(connection: BaseDatabaseWrapper, revisions: Sequence[int] | None) -> None:
    with connection.cursor() as cursor:
        if revisions is None:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        else:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(number,) for number in revisions])  # noqa: S608


def store_words(connection: BaseDatabaseWrapper, rows: Iterable[tuple[str, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_searchword (language, word, latin, stem) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (language, word) DO UPDATE SET latin = excluded.latin, stem = excluded.stem"
            " WHERE latin <> excluded.latin OR stem <> excluded.stem",
            [(language, word, latin, remove_accents(word)) for language, word, latin in rows],
        )


def match(terms: Sequence[Term], part: Part) -> Q:
    query = _COLUMNS[part] + "(" + " AND ".join(map(_write_term, terms)) + ")"
    return Q(pk__in=RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [query]))  # noqa: S608, S611


def find_forms(
    connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[Near]
) -> list[tuple[str, str, str, How]]:
    typed, codes, latin = (", ".join(["%s"] * len(values)) for values in (words, CODES, LATIN))
    queries = [
        f"SELECT word, language, word, 'same' FROM {_WORDS} WHERE word IN ({typed}) AND language IN ({codes})",  # noqa: S608
        f"SELECT latin, language, word, 'latin' FROM {_WORDS} WHERE latin IN ({typed}) AND language IN ({latin})",  # noqa: S608
        f"SELECT stem, language, word, 'latin' FROM {_WORDS} WHERE stem IN ({typed}) AND language IN ({latin})",  # noqa: S608
    ]
    values: list[Any] = [*words, *CODES, *words, *LATIN, *words, *LATIN]
    for word, language, least, beyond in near:
        queries.append(
            "SELECT asked, language, word, how FROM"  # noqa: S608
            f" (SELECT %s AS asked, language, word, 'near' AS how FROM {_WORDS}"
            " WHERE language = %s AND stem >= %s AND stem < %s ORDER BY abs(length(word) - %s) LIMIT %s)"
        )
        values += [word, language, remove_accents(least), remove_accents(beyond), len(word), MOST_FORMS]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), values)
        return cursor.fetchall()  # type: ignore[no-any-return]


def find_alike(connection: BaseDatabaseWrapper, word: str, *, most: int) -> list[str]:
    begins = word[:2]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT word FROM articles_searchword WHERE language IN (SELECT DISTINCT language FROM"
            " articles_searchword) AND word >= %s AND word < %s AND abs(length(word) - %s) < 4 LIMIT %s",
            [begins, begins + LAST, len(word), _MOST_LOOKED_THROUGH],
        )
        return get_close_matches(word, [row[0] for row in cursor.fetchall()], n=most, cutoff=0.72)


def _write_term(term: Term) -> str:
    """Return a term in FTS5's notation. Words are letters and digits only; within quotes nothing is an operator."""
    if term.is_phrase:
        return '"' + " ".join(term.words) + '"'
    ways = []
    for language, forms in term.by_language.items():
        any_of = " OR ".join(f'"{form}"' for form in forms)
        ways.append(f'(({any_of}) AND "{mark_of(language)}")' if language else any_of)
    return "(" + " OR ".join(ways) + ")"
