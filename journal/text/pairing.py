"""Which of the blocks that went are earlier states of those that came, between two fixed points of a comparison."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from journal.text.blocks import Block
from journal.text.plain import WORD

BlockPair = tuple[Block | None, Block | None]

_SHORT = 120
_ALIKE = 0.3
_MOST_WORK = 300_000
"""Comparisons of single words or letters; longer stretches are paired in step."""
_MOST_STEPS = 2_000


def pair_blocks(left: Sequence[Block], right: Sequence[Block]) -> list[BlockPair]:
    """Return all blocks of both sides in order, those that are much alike as pairs, the others with None beside them.

    Cost bounded: linear beyond a few dozen blocks on both sides.
    """
    if not left or not right:
        return [(block, None) for block in left] + [(None, block) for block in right]
    work = len(left) * sum(len(block.text) for block in right) + len(right) * sum(len(block.text) for block in left)
    if len(left) > 1 and len(right) > 1 and work > _MOST_WORK:
        return _pair_in_step(left, right)
    return _pair_best([_Look(block) for block in left], [_Look(block) for block in right])


class _Look:
    """What a block is compared by: its words, or if the other or itself is short, its pairs of letters."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.counts: dict[bool, Counter[str]] = {}

    def count(self, *, by_letters: bool) -> Counter[str]:
        if by_letters not in self.counts:
            text = self.block.text
            parts = map("".join, zip(text, text[1:] + " ", strict=False)) if by_letters else WORD.findall(text)
            self.counts[by_letters] = Counter(parts)
        return self.counts[by_letters]

    def compare(self, other: "_Look") -> float:
        """Return how much of both is the same, from 0 to 1."""
        by_letters = min(len(self.block.text), len(other.block.text)) <= _SHORT
        mine, theirs = self.count(by_letters=by_letters), other.count(by_letters=by_letters)
        total = mine.total() + theirs.total()
        return 2 * sum(min(count, theirs[part]) for part, count in mine.items()) / total if total else 0.0


def _pair_best(left: Sequence[_Look], right: Sequence[_Look]) -> list[BlockPair]:
    likeness = [[each.compare(other) for other in right] for each in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[BlockPair] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if likeness[i][j] >= _ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((left[i].block, right[j].block))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((left[i].block, None))
            i += 1
        else:
            pairs.append((None, right[j].block))
            j += 1
    pairs += [(each.block, None) for each in left[i:]]
    return pairs + [(None, each.block) for each in right[j:]]


def _pair_in_step(left: Sequence[Block], right: Sequence[Block]) -> list[BlockPair]:
    pairs: list[BlockPair] = []
    for step, (old, new) in enumerate(zip_longest(left, right)):
        if old and new and step < _MOST_STEPS and _Look(old).compare(_Look(new)) >= _ALIKE:
            pairs.append((old, new))
        else:
            pairs += [pair for pair in ((old, None), (None, new)) if any(pair)]
    return pairs
