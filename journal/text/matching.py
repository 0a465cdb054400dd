"""What two sequences have in common, in order. Near-linear however alike or repetitive they are.

Patience matching: equal ends first, then what occurs once on either side, then the same again in the gaps between.
Where nothing is unique, short gaps are solved exactly and long ones by counting occurrences.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

Pair = tuple[int, int]

_DEEPEST = 8
_MOST_CELLS = 200_000
_CELLS_OF_A_GAP = 2_500


def match_sequences(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """Return pairs of places with equal items, both numbers rising from pair to pair.

    Usually a longest common subsequence, always one worth reading. Cost about n log n.
    """
    pairs: list[Pair] = []
    cells = _MOST_CELLS
    gaps = [(0, len(a), 0, len(b), 0)]
    while gaps:
        start, end, other_start, other_end, depth = gaps.pop()
        while start < end and other_start < other_end and a[start] == b[other_start]:
            pairs.append((start, other_start))
            start, other_start = start + 1, other_start + 1
        while start < end and other_start < other_end and a[end - 1] == b[other_end - 1]:
            end, other_end = end - 1, other_end - 1
            pairs.append((end, other_end))
        if start == end or other_start == other_end:
            continue
        size = (end - start) * (other_end - other_start)
        left, right = range(start, end), range(other_start, other_end)
        if size <= min(cells, _CELLS_OF_A_GAP):
            cells -= size
            pairs += _solve(a, left, b, right)
            continue
        anchors = _find_unique(a, left, b, right) if depth < _DEEPEST else []
        if not anchors:
            pairs += _count_off(a, left, b, right)
            continue
        pairs += anchors
        edges = [(start - 1, other_start - 1), *anchors, (end, other_end)]
        gaps += [(i + 1, k, j + 1, m, depth + 1) for (i, j), (k, m) in pairwise(edges)]
    return sorted(pairs)


def find_rising(pairs: Iterable[Pair], *, strictly: bool = True) -> list[Pair]:
    """Return a longest chain of `pairs` that rises on both sides, or not `strictly`, stands still. n log n."""
    # With equal first numbers in falling order of the second, no strict chain takes two of them.
    ordered = sorted(set(pairs), key=lambda pair: (pair[0], -pair[1] if strictly else pair[1]))
    tails: list[int] = []
    last: list[int] = []  # the pair that ends the best chain of each length
    before = [-1] * len(ordered)
    search = bisect_left if strictly else bisect_right
    for index, (_, second) in enumerate(ordered):
        length = search(tails, second)
        tails[length : length + 1] = [second]
        last[length : length + 1] = [index]
        before[index] = last[length - 1] if length else -1
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(ordered[index])
        index = before[index]
    return chain[::-1]


def _find_unique(a: Sequence[Hashable], left: range, b: Sequence[Hashable], right: range) -> list[Pair]:
    once = Counter(a[i] for i in left)
    other_once = Counter(b[j] for j in right)
    places = {b[j]: j for j in right if other_once[b[j]] == 1}
    return find_rising((i, places[a[i]]) for i in left if once[a[i]] == 1 and a[i] in places)


def _count_off(a: Sequence[Hashable], left: range, b: Sequence[Hashable], right: range) -> list[Pair]:
    """Match the first occurrence of an item with the first, the second with the second, as far as that rises."""
    seen: Counter[Hashable] = Counter()
    places: dict[tuple[Hashable, int], int] = {}
    for j in right:
        places[b[j], seen[b[j]]] = j
        seen[b[j]] += 1
    seen.clear()
    pairs = []
    for i in left:
        if (place := places.get((a[i], seen[a[i]]))) is not None:
            pairs.append((i, place))
        seen[a[i]] += 1
    return find_rising(pairs)


def _solve(a: Sequence[Hashable], left: range, b: Sequence[Hashable], right: range) -> list[Pair]:
    """Return a longest common subsequence; cost and memory are the product of the lengths."""
    lengths = [[0] * (len(right) + 1)]
    for i in reversed(left):
        below, row, item = lengths[-1], [0], a[i]
        for step, j in enumerate(reversed(right), start=1):
            row.append(below[step - 1] + 1 if item == b[j] else max(below[step], row[-1]))
        lengths.append(row)
    pairs = []
    i, j = left.start, right.start
    while i < left.stop and j < right.stop:
        mine, other = left.stop - i, right.stop - j
        if a[i] == b[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[mine - 1][other] >= lengths[mine][other - 1]:
            i += 1
        else:
            j += 1
    return pairs
