"""What a reader asks for: words and phrases, and what the answer is narrowed down to."""

import re
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.http import QueryDict

from articles.full_text.kinds import Term
from articles.press import addresses
from journal.text.words import list_words

MOST_TERMS = 8
"""Words and phrases that are looked for; the rest is not."""
MOST_WORDS = 20
"""Words of one phrase."""

_TERMS = re.compile(
    r"""
    ["“”„«»] ([^"“”„«»]*) ["“”„«»]                # a phrase in double quotation marks of any language
    | (?<!\w) [‘‚‹'] ([^‘’‚‹›']*) [’›'‘] (?!\w)   # or in single ones
    | ([^\s"“”„«»]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Question:
    """A search as its address says it; the fields are the names of its parameters."""

    q: str = ""
    author: int | None = None
    topic: int | None = None
    year: int | None = None
    language: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.author or self.topic or self.year or self.language)

    @property
    def is_empty(self) -> bool:
        return not self.q and not self.is_narrowed

    def address(self, language: str, /, **changes: str | int | None) -> str:
        """Return the address of this search in the site of `language`, with these changes; on its first page unless
        `page` is among them."""
        asked = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        given = [(field.name, getattr(asked, field.name)) for field in fields(asked)]
        query = urlencode([(name, value) for name, value in given if value and (name, value) != ("page", 1)])
        return addresses.search(language) + (f"?{query}" if query else "")


def read_question(given: QueryDict) -> Question:
    """Return what a query asks for that `articles.press.parameters` has put in order."""
    text = {name: str(given.get(name, "")) for name in ("q", "language", "author", "topic", "year", "page")}
    author, topic, year, page = (int(text[name] or 0) for name in ("author", "topic", "year", "page"))
    return Question(text["q"], author or None, topic or None, year or None, text["language"], page or 1)


def split_question(text: str) -> tuple[list[Term], bool]:
    """Return the words and phrases of a search, each once, and whether there are more than MOST_TERMS.

    Whatever is not a letter or a digit stands between words, so nothing is an operator; a word with hyphens is a
    phrase. Linear.
    """
    found: dict[tuple[str, ...], Term] = {}
    for match in _TERMS.finditer(text):
        typed = next(group for group in match.groups() if group is not None)
        words = tuple(list_words(typed))[:MOST_WORDS]
        if words and words not in found:
            found[words] = Term(typed=typed.strip(), words=words, forms=((words[0], ""),))
    terms = list(found.values())
    return terms[:MOST_TERMS], len(terms) > MOST_TERMS
