"""Paragraph facing paragraph: which blocks of two language versions of one text belong together.

Headings and cited notes are the same in all languages and hold the texts together; between them the lengths decide,
after Gale and Church, "A program for aligning sentences in bilingual corpora" (1993). It only helps the eye.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, inf, log, sqrt

from journal.text.blocks import Block
from journal.text.matching import Pair, find_rising

_VARIANCE = 6.8
_LEAST_CHANCE = 1e-12
_SKIP = 8.0
_PRIOR = 2_000
"""Characters by which two texts are taken to be of equal length: a short one says little about its language."""
_UNLIKE = 6.0
_MOVES = ((1, 1, 0.12), (1, 2, 3.1), (2, 1, 3.1), (2, 2, 4.5), (1, 0, _SKIP), (0, 1, _SKIP))
"""Blocks taken left and right, and what that costs besides the difference in length: −log of how often it happens."""
_BAND = 12
_MOST_CELLS = 30_000
"""Cells of the tables of all stretches together; beyond it the blocks of a stretch are shared out evenly."""


@dataclass(frozen=True)
class Row:
    """Blocks that face each other, by their places; one side may be empty."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def align(a: Sequence[Block], b: Sequence[Block]) -> list[Row]:
    """Return the rows of two texts. Every block of either side is in exactly one row, in order.

    Equal texts give a row for each block. Cost: a few milliseconds for an article, under a second at the cap.
    """
    ruler = _Ruler(a, b)
    rows: list[Row] = []
    at, other_at = 0, 0
    for left, right in _cluster(find_rising(_find_anchors(a, b), strictly=False)):
        rows += ruler.align(range(at, left.start), range(other_at, right.start))
        rows.append(Row(tuple(left), tuple(right)))
        at, other_at = left.stop, right.stop
    return rows + ruler.align(range(at, len(a)), range(other_at, len(b)))


def _find_anchors(a: Sequence[Block], b: Sequence[Block]) -> Iterable[Pair]:
    """Yield what surely belongs together: first mentions of a note, and the headings if both texts have the same."""
    cited = _find_first_mentions(b)
    yield from ((place, cited[key]) for key, place in _find_first_mentions(a).items() if key in cited)
    headings = [place for place, block in enumerate(a) if block.level]
    others = [place for place, block in enumerate(b) if block.level]
    if [a[place].level for place in headings] == [b[place].level for place in others]:
        yield from zip(headings, others, strict=True)


def _find_first_mentions(blocks: Sequence[Block]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, block in enumerate(blocks):
        for key in block.note_keys:
            places.setdefault(key, place)
    return places


def _cluster(chain: Iterable[Pair]) -> list[tuple[range, range]]:
    """Join pairs that share a block: a paragraph with two notes may be two paragraphs on the other side."""
    clusters: list[tuple[range, range]] = []
    for i, j in chain:
        if clusters and (i < clusters[-1][0].stop or j < clusters[-1][1].stop):
            left, right = clusters[-1]
            clusters[-1] = (range(left.start, i + 1), range(right.start, j + 1))
        else:
            clusters.append((range(i, i + 1), range(j, j + 1)))
    return clusters


class _Ruler:
    """Aligns stretches of two texts by length."""

    def __init__(self, a: Sequence[Block], b: Sequence[Block]) -> None:
        ratio = (sum(len(block.text) for block in b) + _PRIOR) / (sum(len(block.text) for block in a) + _PRIOR)
        self.lengths = [len(block.text) * ratio for block in a]
        self.other_lengths = [float(len(block.text)) for block in b]
        self.families = [_name_family(block) for block in a]
        self.other_families = [_name_family(block) for block in b]
        self.cells = _MOST_CELLS

    def align(self, left: range, right: range) -> list[Row]:
        if not left or not right:
            return [Row((i,), ()) for i in left] + [Row((), (j,)) for j in right]
        width = _BAND + abs(len(left) - len(right))
        cells = len(left) * min(len(right), 2 * width + 1)
        if cells > self.cells:
            return _share_out(left, right)
        self.cells -= cells
        return self.measure(left, right, width)

    def measure(self, left: range, right: range, width: int) -> list[Row]:
        """Find the cheapest way through both stretches that stays within `width` of the diagonal."""
        slope = len(right) / len(left)
        costs: dict[Pair, float] = {(0, 0): 0.0}
        moves: dict[Pair, Pair] = {}
        for i in range(len(left) + 1):
            middle = round(i * slope)
            for j in range(max(0, middle - width), min(len(right), middle + width) + 1):
                so_far = costs.get((i, j))
                if so_far is None:
                    continue
                for taken, other_taken, rarity in _MOVES:
                    there = (i + taken, j + other_taken)
                    if there[0] > len(left) or there[1] > len(right):
                        continue
                    cost = so_far + rarity
                    if taken and other_taken:
                        cost += self.compare(left[i : i + taken], right[j : j + other_taken])
                    if cost < costs.get(there, inf):
                        costs[there], moves[there] = cost, (taken, other_taken)
        rows = []
        i, j = len(left), len(right)
        while (i, j) != (0, 0):
            taken, other_taken = moves[i, j]
            i, j = i - taken, j - other_taken
            rows.append(Row(tuple(left[i : i + taken]), tuple(right[j : j + other_taken])))
        return rows[::-1]

    def compare(self, left: range, right: range) -> float:
        """Return how unlikely it is that these blocks are translations of each other."""
        length = sum(self.lengths[i] for i in left)
        other = sum(self.other_lengths[j] for j in right)
        spread = abs(other - length) / sqrt(_VARIANCE * max((length + other) / 2, 1.0))
        cost = -log(max(erfc(spread / sqrt(2)), _LEAST_CHANCE))
        kinds = {self.families[i] for i in left} | {self.other_families[j] for j in right}
        return cost if len(kinds) == 1 else cost + _UNLIKE


def _name_family(block: Block) -> str:
    return {"": "p", "h3": "h2", "ol": "ul"}.get(block.kind, block.kind)


def _share_out(left: range, right: range) -> list[Row]:
    if len(left) > len(right):
        return [Row(row.right, row.left) for row in _share_out(right, left)]
    n, m = len(left), len(right)
    return [Row((left[i],), tuple(right[i * m // n : (i + 1) * m // n])) for i in range(n)]
