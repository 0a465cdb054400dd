"""The words of a text as readers search for them, each with the place it stands at as it was written."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from journal.text.folding import INSIDE, fold

LONGEST_WORD = 60
"""Letters of a folded word that count; longer ones are addresses and debris."""

_PIECE = re.compile(rf"[^\W_](?:[{INSIDE}]*[^\W_])*[՛՜՞]*")
"""Letters and digits, and what stands within words. The Armenian marks may be the last sign of a word."""
_LETTERS = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """One word of a text: where it begins and ends, and as it is compared."""

    start: int
    end: int
    folded: str


def find_words(text: str) -> Iterator[Word]:
    """Yield the words of plain text in their order; hyphens, full stops and the like stand between words.

    The folded word has letters and digits only: both databases and every query language take it for one. A sign that
    is several words ("½") yields each with the same place. Linear; words met before cost a look-up.
    """
    for match in _PIECE.finditer(text):
        for folded in _fold_piece(match[0]):
            yield Word(match.start(), match.end(), folded)


def list_words(text: str) -> list[str]:
    """Return the folded words of plain text in their order."""
    return [word.folded for word in find_words(text)]


@lru_cache(maxsize=20_000)
def _fold_piece(piece: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in _LETTERS.findall(fold(piece)))
