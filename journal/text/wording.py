"""What changed in the words of one block, and whether that looks like a slip of the pen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from journal.text.matching import match_sequences
from journal.text.plain import WORD

_TOKEN = re.compile(rf"{WORD.pattern}|\s+|.", re.DOTALL)
_MOST_TOKENS = 40_000
"""Of one block on both sides; a longer one is compared by its ends only."""
_LONG_WORD = 8
_SHORTEST_WORD = 4
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive words that share a fate: "same", "removed" or "added"."""

    kind: str
    text: str


def compare_words(old: str, new: str) -> list[Piece]:
    """Return the words of both texts as pieces: what was removed, then what was added, then what stayed, and so on.

    Without the added ones they are `old`, without the removed ones `new`. Cost about n log n.
    """
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(a) + len(b) > _MOST_TOKENS:
        a, b = _split_at_ends(old, new)
    runs: list[tuple[str, str, str]] = []  # removed, added, and what is the same after it
    at, other_at = 0, 0
    for i, j in [*match_sequences(a, b), (len(a), len(b))]:
        run = ("".join(a[at:i]), "".join(b[other_at:j]), a[i] if i < len(a) else "")
        if runs and all(runs[-1][:2]) and all(run[:2]) and not runs[-1][2].strip():
            removed, added, between = runs.pop()  # words replaced one after the other read better as a phrase
            run = (removed + between + run[0], added + between + run[1], run[2])
        runs.append(run)
        at, other_at = i + 1, j + 1
    kinds = ("removed", "added", "same")
    pieces = [Piece(kind, text) for run in runs for kind, text in zip(kinds, run, strict=True) if text]
    return [
        Piece(kind, "".join(piece.text for piece in group)) for kind, group in groupby(pieces, lambda piece: piece.kind)
    ]


def _split_at_ends(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return both texts in three parts, of which the first and the last are equal and end at a space."""
    start = _count_equal(old, new)
    start = old.rfind(" ", 0, start) + 1
    end = _count_equal(old[start:][::-1], new[start:][::-1])
    end -= len(old[len(old) - end :].partition(" ")[0]) if end else 0
    a = [old[:start], old[start : len(old) - end], old[len(old) - end :]]
    b = [new[:start], new[start : len(new) - end], new[len(new) - end :]]
    return [part for part in a if part], [part for part in b if part]


def _count_equal(a: str, b: str) -> int:
    """Return the length of the beginning two texts share."""
    return next(
        (place for place, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b))
    )


def count_slips(pieces: Sequence[Piece]) -> int | None:
    """Return the number of words in which a letter or two changed; None if anything else did, besides spaces.

    Not for slips are taken: changes of short words, of the first letter, of digits, and of words with a capital.
    """
    slips = 0
    for is_same, group in groupby(pieces, lambda piece: piece.kind == "same"):
        if is_same:
            continue
        run = list(group)
        removed, added = ("".join(piece.text for piece in run if piece.kind == kind) for kind in ("removed", "added"))
        words, others = removed.split(), added.split()
        if len(words) != len(others):
            return None
        for old, new in zip(words, others, strict=True):
            if old != new:
                if not _is_slip(old, new):
                    return None
                slips += 1
    return slips


def _is_slip(old: str, new: str) -> bool:
    shorter, longer = sorted((len(old), len(new)))
    return (
        _SHORTEST_WORD <= shorter <= longer <= _LONGEST_WORD
        and old[0] == new[0]
        and all(
            WORD.fullmatch(word) and word == word.lower() and not any(map(str.isdigit, word)) for word in (old, new)
        )
        and _measure_distance(old, new) <= (2 if shorter >= _LONG_WORD else 1)
    )


def _measure_distance(old: str, new: str) -> int:
    """Return how many letters were put in, left out, exchanged or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(new) + 1))
    for i, letter in enumerate(old, start=1):
        before, above, row = row, before, [i]
        for j, other in enumerate(new, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == new[j - 2] and old[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
