"""The words of the search: what is indexed, where it is looked for, and what is looked for."""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Part = Literal["title", "heading", "text", "all"]
"""How far into a text is looked: its title; subtitle and standfirst too; the running text; notes and captions."""


How = Literal["same", "stem", "latin", "near"]
"""By what a word of the texts is taken for a form of another: it is the same; it has the same stem by PostgreSQL's
stemmer; it is the same in Latin letters or without accents; or it has the same first letters, which says little yet."""

LAST = "\U0010ffff"
"""Stands behind every letter."""
_MARK = "\ue000"


def mark_of(language: str) -> str:
    """Return the token by which an indexed text says its language. Of private use, so that no reader types it."""
    return f"{_MARK}{language}"


class Texts(NamedTuple):
    """One revision as plain text."""

    title: str
    lead: str
    body: str
    notes: str


class Near(NamedTuple):
    """Where in the order of the words of a language those begin and end that may be a word with another ending."""

    word: str
    language: str
    least: str
    beyond: str


@dataclass(frozen=True)
class Term:
    """One thing that is looked for: a phrase, or a word with the forms it stands in."""

    typed: str
    """As the reader wrote it, without quotation marks."""
    words: tuple[str, ...]
    """Folded; several make a phrase."""
    forms: tuple[tuple[str, str], ...] = ()
    """Of a single word: (form, language whose texts it counts in), itself first, in all ("")."""
    same: tuple[tuple[str, str], ...] = ()
    """Those of the forms that are the word itself, or the word with the accents that were not typed."""
    versions: frozenset[int] = frozenset()
    """Language versions that credit a person of this name."""
    is_name: bool = False
    """Whether a person is credited by just this word."""

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def by_language(self) -> dict[str, list[str]]:
        """The forms of a single word by language, "" for all."""
        found: dict[str, list[str]] = {}
        for form, language in self.forms:
            found.setdefault(language, []).append(form)
        return found

    def forms_in(self, language: str) -> set[str]:
        """Return the forms that count in a text of `language`."""
        return {form for form, of in self.forms if of in ("", language)}

    def with_forms(self, forms: tuple[tuple[str, str], ...], same: tuple[tuple[str, str], ...]) -> "Term":
        return replace(self, forms=forms, same=same)

    def as_typed(self) -> "Term":
        """Return the term without the forms that are other words than the one typed."""
        return replace(self, forms=self.same or self.forms[:1])
