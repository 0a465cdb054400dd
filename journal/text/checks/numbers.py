"""Numbers that differ between a text and its source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from journal.text.align import Row
from journal.text.checks.findings import Finding, cut_excerpt
from journal.text.checks.number_tokens import Number, read_numbers
from journal.text.checks.number_words import hide_counted, is_half_in_words, is_in_words
from journal.text.checks.reading import LONGEST_DETAIL, Passage

_MOST_LOOKED_UP = 60
"""Numbers of one row that are looked for in words."""
_LINES = ("title", "subtitle", "standfirst")
_AFTERNOON = frozenset(map(str, range(13, 24)))
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)


@dataclass
class _Side:
    """What one language says in one row: its passages and their numbers."""

    passages: list[Passage] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def index(self) -> "_Index":
        return _index(self.numbers)


@dataclass
class _Unmet:
    row: int
    number: Number
    met: bool = False


def find_differing_numbers(
    passages: list[Passage], source: list[Passage], rows: Sequence[Row], language: str, source_language: str
) -> Iterator[Finding]:
    """Yield what the figures of a text say otherwise than those of its source.

    `number-differs` where one number stands for another, otherwise `number-missing` and `number-extra`. Title,
    subtitle, standfirst and captions are compared by themselves, the body by `rows`; what moved to another paragraph is
    forgiven.
    Numbers below 13, numbers of centuries, of labels such as B12 and within citations may be absent; one that the other
    side writes in words, in Roman numerals, as a decade or the end of a range is the same. Notes are not compared: a
    translation cites editions of its own. Linear but for the words of a row, looked through once per unmet number.
    """
    pairs = list(_pair(passages, source, rows))
    for ours, theirs in pairs:
        for side in (ours, theirs):
            side.numbers = [number for passage in side.passages for number in read_numbers(passage)]
    lost, extra = _compare(pairs, language, source_language)
    _forgive_moved(lost, extra)
    by_row: dict[int, tuple[list[Number], list[Number]]] = defaultdict(lambda: ([], []))
    for unmet, at in ((lost, 0), (extra, 1)):
        for each in unmet:
            if not each.met and all(pairs[each.row][side].passages for side in (0, 1)):
                by_row[each.row][at].append(each.number)
    for row in sorted(by_row):
        yield from _report(*by_row[row], pairs[row][0].passages)


def _pair(passages: list[Passage], source: list[Passage], rows: Sequence[Row]) -> Iterator[tuple[_Side, _Side]]:
    """Yield what faces each other: ours, theirs."""
    other = {passage.field: passage for passage in source if passage.field != "body"}
    for passage in passages:
        if passage.field in _LINES and passage.field in other:
            yield _Side([passage]), _Side([other[passage.field]])
    ours = [passage for passage in passages if passage.field == "body"]
    theirs = [passage for passage in source if passage.field == "body"]
    for row in rows:
        yield _Side([ours[at] for at in row.right]), _Side([theirs[at] for at in row.left])
    for passage in passages:
        if passage.field.startswith("image:") and passage.field in other:
            yield _Side([passage]), _Side([other[passage.field]])


def _compare(
    pairs: Sequence[tuple[_Side, _Side]], language: str, source_language: str
) -> tuple[list[_Unmet], list[_Unmet]]:
    """Return what the source has and we have not, and the reverse."""
    lost, extra = [], []
    for at, (ours, theirs) in enumerate(pairs):
        if not ours.numbers and not theirs.numbers:
            continue
        near = [pairs[other] for other in (at - 1, at + 1) if 0 <= other < len(pairs)]
        lost += [
            _Unmet(at, number)
            for number in _list_unmet(theirs.numbers, ours, language)
            if not any(_is_met(number, side.index) for side, _ in near)
        ]
        extra += [
            _Unmet(at, number)
            for number in _list_unmet(ours.numbers, theirs, source_language)
            if not any(_is_met(number, side.index) for _, side in near)
        ]
    return lost, extra


@dataclass
class _Index:
    values: set[str]
    groups: set[tuple[str, ...]]
    parts: set[str]
    ends: set[str]
    """Last two figures of years, and numbers of two figures."""
    has_times: bool = False


def _index(numbers: Iterable[Number]) -> _Index:
    index = _Index(set(), set(), set(), set())
    for number in numbers:
        index.values |= number.values
        index.groups.add(number.groups)
        if len(number.groups) > 1:
            index.parts.update(number.groups)
        index.has_times = index.has_times or any(":" in value for value in number.values)
        index.ends |= {value[-2:] for value in number.values if value.isdigit() and len(value) in (2, 4)}
    return index


def _list_unmet(numbers: list[Number], other: _Side, language: str) -> list[Number]:
    if not numbers:
        return []
    index = other.index
    words = ""
    unmet = []
    seen: dict[frozenset[str], bool] = {}
    for number in numbers:
        if number.optional or _is_met(number, index):
            continue
        if number.values not in seen and len(seen) < _MOST_LOOKED_UP:
            words = words or hide_counted(other.text.lower(), language)
            seen[number.values] = _is_written(number, other.text, words, language)
        if not seen.get(number.values):
            unmet.append(number)
    return unmet


def _is_met(number: Number, index: _Index) -> bool:
    """Whether the other side has the number in figures, in whatever way it writes it."""
    if number.values & index.values or number.groups in index.groups:
        return True
    first, *others = number.groups
    if others:
        parts_count = ":" in number.written or len(others) > 1
        if parts_count and all(
            part in index.parts or (part.lstrip("0") or "0") in index.values for part in number.groups
        ):
            return True
    elif first in index.parts or (len(first) == 2 and first in index.ends):
        return True
    elif len(first) == 4:
        return first[2:] in index.values
    return any(time in index.values for time in _list_half_days(number, index))


def _list_half_days(number: Number, index: _Index) -> Iterator[str]:
    """Yield what an hour after noon is on a dial of twelve, where one of the two is written as a time."""
    is_time = ":" in number.written or index.has_times
    for value in number.values if is_time else ():
        hour, colon, rest = value.partition(":")
        if hour in _AFTERNOON:
            yield f"{int(hour) - 12}{colon}{rest}"


def _is_written(number: Number, text: str, lower: str, language: str) -> bool:
    """Whether the other side writes the number in words or in Roman numerals."""
    for value in number.values:
        if not value.isdigit():
            if value.endswith((".5", ":30")) and is_half_in_words(lower, language):
                return True
            continue
        if len(value) > 15:
            continue
        whole = int(value)
        letters = _write_roman(whole) if whole < 4000 else ""
        if len(letters) > 1 and _has_word(text, letters):
            return True
        if language == "hy" and 10 < whole < 10_000 and whole % 10 and _has_word(text, _write_armenian(whole)):
            return True
        is_sayable = 13 <= whole < 2100 or whole % 100 == 0
        if is_sayable and is_in_words(whole, lower, language):
            return True
    return False


def _has_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
        if not before.isalpha() and not after.isalpha():
            return True
        at = text.find(word, at + len(word))
    return False


def _write_roman(value: int) -> str:
    parts = []
    for worth, letters in _ROMAN:
        parts.append(letters * (value // worth))
        value %= worth
    return "".join(parts)


def _write_armenian(value: int) -> str:
    """Return a number as letters of the alphabet, as old books count: 53 is ԾԳ."""
    digits = [int(figure) for figure in f"{value:04}"]
    return "".join(
        chr(0x531 + 9 * place + digit - 1) for place, digit in zip((3, 2, 1, 0), digits, strict=True) if digit
    )


def _forgive_moved(lost: list[_Unmet], extra: list[_Unmet]) -> None:
    """Let a number that one paragraph lacks and another has too many of be the same."""
    spare: dict[str, list[_Unmet]] = defaultdict(list)
    for each in extra:
        for value in each.number.values:
            spare[value].append(each)
    for each in lost:
        for value in each.number.values:
            while spare[value]:
                other = spare[value].pop()
                if not other.met:
                    each.met = other.met = True
                    break
            if each.met:
                break


def _report(lost: list[Number], extra: list[Number], passages: list[Passage]) -> Iterator[Finding]:
    first = passages[0]
    if len(lost) == len(extra):
        for theirs, ours in zip(lost, extra, strict=True):
            yield ours.passage.report(
                "number-differs", ours.start, ours.end, number=ours.written, expected=theirs.written
            )
        return
    for number in {number.written: number for number in reversed(lost)}.values():
        excerpt = cut_excerpt(number.passage.text, number.start, number.end)
        yield Finding(
            "number-missing", first.field, excerpt, first.place, detail={"number": number.written[:LONGEST_DETAIL]}
        )
    for number in extra:
        yield number.passage.report("number-extra", number.start, number.end, number=number.written)
