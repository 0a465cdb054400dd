"""What the readers' search looks through: the words of every revision that has been put before readers."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models.revision import Revision
from articles.models.version import LanguageVersion


class VectorField(models.TextField):  # type: ignore[type-arg]
    """A `tsvector` of PostgreSQL, given as its text form; elsewhere a column that stays empty."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_placeholder_sql(
        self, value: Any, compiler: Any, connection: BaseDatabaseWrapper
    ) -> tuple[str, Sequence[Any]]:
        """The same as Django asks from 6.1 on."""
        sql, values = compiler.compile(value) if hasattr(value, "as_sql") else ("%s", (value,))
        return self.get_placeholder(value, compiler, connection) % sql, values


class SearchText(models.Model):
    """The plain text of one revision, as written, for excerpts; and its words, for PostgreSQL's index.

    Derived: written with the publication by `articles.full_text.index`, which can make it anew. Whether readers may
    see the revision is not known here, and asked of `LanguageVersion.objects.published` by every search.
    """

    revision = models.OneToOneField(Revision, primary_key=True, on_delete=models.CASCADE, related_name="search_text")
    version = models.ForeignKey(LanguageVersion, on_delete=models.CASCADE, related_name="search_texts")
    title = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    """Subtitle and standfirst."""
    body = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    heading_words = VectorField(blank=True)
    """Of title (A) and lead (B)."""
    all_words = VectorField(blank=True)
    """Those, and body (C) and notes (D)."""

    def __str__(self) -> str:
        return f"words of {self.revision_id}"


class SearchWord(models.Model):
    """A word that occurs in a language: what a word that is typed is compared with, to find its other forms."""

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)
    """By PostgreSQL's stemmer for the language; empty where there is none."""
    latin = models.CharField(max_length=80)
    """In Latin letters without accents: how it is typed where the keyboard has no others."""

    class Meta:
        constraints = [models.UniqueConstraint(name="search_word_once", fields=["language", "word"])]
        indexes = [
            models.Index(name="search_word_by_stem", fields=["language", "stem"]),
            models.Index(name="search_word_by_latin", fields=["latin"]),
        ]

    def __str__(self) -> str:
        return f"{self.word} ({self.language})"
