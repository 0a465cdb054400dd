"""The lists of a Word file: which paragraphs are items, of what kind, and where counting starts."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from articles.manuscripts.styles import Styles, W, read_value

DEEPEST = 8
_START = re.compile(r"[0-9]{1,5}")
_PLAIN = ("", "decimal", "decimalZero")
_PLACE = re.compile(r"%[1-9]")


@dataclass(frozen=True)
class Item:
    """One paragraph's place in a list."""

    list_id: str
    """Of a numbered item, the id of its kind of list: those of one kind count on."""
    level: int
    is_ordered: bool
    number: int
    """What a numbered item counts, 1 for others."""
    is_continued: bool = False
    """Whether it is a further paragraph of the item before, as pandoc writes them: a bullet that shows nothing."""
    is_plain: bool = True
    """Whether Word shows figures only: no letters, Roman numerals or words."""


class _Level(NamedTuple):
    """What a kind of list has for one level."""

    format: str = ""
    text: str = ""
    start: str = ""


class Numbering:
    """The lists of one file. It counts: ask for paragraphs in the order of the text. Linear in what the file has."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        rows = () if root is None else root.iterfind(f"{W}num")
        self._lists = {row.get(f"{W}numId", ""): row for row in rows}
        rows = () if root is None else root.iterfind(f"{W}abstractNum")
        self._kinds = {row.get(f"{W}abstractNumId", ""): row for row in rows}
        self._links = {kind_id: read_value(row, "numStyleLink") for kind_id, row in self._kinds.items()}
        self._found: dict[str, tuple[str, str]] = {}
        self._levels: dict[str, dict[str, _Level]] = {}
        self._starts: dict[str, dict[str, str]] = {}
        self.begin()

    def begin(self) -> None:
        """Count from the start again, for another story of the file."""
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def place(self, list_id: str, level_id: str) -> Item | None:
        """Return the place of the next paragraph with these ids, None if that is in no list ("0" takes it out)."""
        number = min(int(level_id), DEEPEST) if level_id.isdecimal() and len(level_id) < 4 else 0
        list_id, kind_id = self._find(list_id)
        if not list_id or kind_id not in self._kinds:
            return None
        if kind_id not in self._levels:
            self._levels[kind_id] = _read_levels(self._kinds[kind_id])
        level = self._levels[kind_id].get(str(number), _Level())
        if level.format == "none":
            return None
        if level.format == "bullet":
            return Item(list_id, number, is_ordered=False, number=1, is_continued=not level.text.strip())
        if list_id not in self._starts:
            self._starts[list_id] = _read_starts(self._lists[list_id])
        start = self._starts[list_id].get(str(number), "")
        count = self._count(list_id, kind_id, number, int(start or level.start or 1), is_anew=bool(start))
        is_plain = level.format in _PLAIN and not any(map(str.isalpha, _PLACE.sub("", level.text)))
        return Item(kind_id, number, is_ordered=True, number=count, is_plain=is_plain)

    def _find(self, list_id: str) -> tuple[str, str]:
        """Return the ids of a list and of its kind; a kind that is a style's leads on to that style's list."""
        passed: set[str] = set()
        found = "", ""
        while list_id in self._lists and list_id not in passed:
            if list_id in self._found:
                found = self._found[list_id]
                break
            passed.add(list_id)
            kind_id = read_value(self._lists[list_id], "abstractNumId")
            link = self._links.get(kind_id, "")
            if not link:
                found = list_id, kind_id
                break
            list_id = self._styles.numbering(link)[0]
        self._found |= dict.fromkeys(passed, found)
        return found

    def _count(self, list_id: str, kind_id: str, level: int, start: int, *, is_anew: bool) -> int:
        """Return the number of the next item; lists of one kind count on, those that begin anew do so once."""
        counts = self._counts[kind_id]
        turn = list_id, level
        if is_anew and turn not in self._begun:
            counts.pop(level, None)
        self._begun.add(turn)
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]


def _read_levels(kind: etree._Element) -> dict[str, _Level]:
    """Return what a kind of list has for each level; of the start of counting only what is a number."""
    levels: dict[str, _Level] = {}
    for row in kind.iterfind(f"{W}lvl"):
        number = row.get(f"{W}ilvl") or "0"
        if number not in levels:
            start = read_value(row, "start")
            start = start if _START.fullmatch(start) else ""
            levels[number] = _Level(read_value(row, "numFmt"), read_value(row, "lvlText"), start)
    return levels


def _read_starts(row: etree._Element) -> dict[str, str]:
    """Return the numbers a list begins levels with by itself."""
    starts: dict[str, str] = {}
    for override in row.iterfind(f"{W}lvlOverride"):
        value = read_value(override, "startOverride")
        if _START.fullmatch(value):
            starts.setdefault(override.get(f"{W}ilvl") or "0", value)
    return starts
