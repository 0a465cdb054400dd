"""Which engine searches: that of the database."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, cast

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from articles.full_text import postgres, sqlite
from articles.full_text.kinds import How, Near, Part, Term, Texts


class Engine(Protocol):
    """What `articles.full_text.postgres` and `articles.full_text.sqlite` have in common."""

    STEMMED: frozenset[str]
    """Languages of which the engine knows the forms of words."""

    def prepare(self, connection: BaseDatabaseWrapper) -> None:
        """Make what the migrations of the models do not: indices, extensions. Safe to repeat."""

    def make_vectors(self, texts: Texts, language: str) -> dict[str, str]:
        """Return the values of SearchText's vectors; free where they are not used."""

    def store(self, connection: BaseDatabaseWrapper, rows: Mapping[int, tuple[Texts, str]]) -> None:
        """Index texts, with their languages, by revision, beside the rows of SearchText. One query."""

    def forget(self, connection: BaseDatabaseWrapper, revisions: Sequence[int] | None) -> None:
        """Take revisions out of the index, None for all. At most one query."""

    def store_words(self, connection: BaseDatabaseWrapper, rows: Iterable[tuple[str, str, str]]) -> None:
        """Add (language, word, in Latin letters) to SearchWord where they are new. A query for each language."""

    def match(self, terms: Sequence[Term], part: Part) -> Q:
        """Return the condition of SearchText rows that have every one of `terms` within `part`."""

    def find_forms(
        self, connection: BaseDatabaseWrapper, words: Sequence[str], near: Sequence[Near]
    ) -> list[tuple[str, str, str, How]]:
        """Return (word, language, form, how) of the words of the texts that may be forms of `words`, and the first of
        those that are `near`. One query."""

    def find_alike(self, connection: BaseDatabaseWrapper, word: str, *, most: int) -> list[str]:
        """Return words of the texts that are spelled nearly like `word`, the most alike first. One query."""


def choose(of: BaseDatabaseWrapper = connection) -> Engine:
    """Return the engine of a database."""
    return cast(Engine, postgres if of.vendor == "postgresql" else sqlite)
