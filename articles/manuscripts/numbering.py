"""The lists of a Word file: which paragraphs are items, of what kind, and where counting starts."""

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from articles.manuscripts.styles import Styles, W, read_value

DEEPEST = 8
_START = re.compile(r"[0-9]{1,5}")


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


class Numbering:
    """The lists of one file. It counts: ask for paragraphs in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        rows = () if root is None else root.iterfind(f"{W}num")
        self._lists = {row.get(f"{W}numId", ""): row for row in rows}
        rows = () if root is None else root.iterfind(f"{W}abstractNum")
        self._kinds = {row.get(f"{W}abstractNumId", ""): row for row in rows}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def place(self, list_id: str, level_id: str) -> Item | None:
        """Return the place of the next paragraph with these ids, None if that is in no list ("0" takes it out)."""
        level = min(int(level_id), DEEPEST) if level_id.isdecimal() and len(level_id) < 4 else 0
        row, kind_id = self._find(list_id)
        kind = self._kinds.get(kind_id)
        if row is None or kind is None:
            return None
        format_ = _read_level(kind, level, "numFmt")
        if format_ == "none":
            return None
        if format_ == "bullet":
            is_continued = not _read_level(kind, level, "lvlText").strip()
            return Item(list_id, level, is_ordered=False, number=1, is_continued=is_continued)
        start = _find_override(row, level)
        number = self._count(
            row, kind_id, level, int(start or _read_level(kind, level, "start") or 1), is_anew=bool(start)
        )
        return Item(kind_id, level, is_ordered=True, number=number)

    def _find(self, list_id: str) -> tuple[etree._Element | None, str]:
        """Return a list and the id of its kind; a kind that is a style's leads on to that style's list."""
        seen: set[str] = set()
        while list_id in self._lists and list_id not in seen:
            seen.add(list_id)
            row = self._lists[list_id]
            kind_id = read_value(row, "abstractNumId")
            link = read_value(self._kinds.get(kind_id), "numStyleLink")
            if not link:
                return row, kind_id
            list_id = self._styles.numbering(link)[0]
        return None, ""

    def _count(self, row: etree._Element, kind_id: str, level: int, start: int, *, is_anew: bool) -> int:
        """Return the number of the next item; lists of one kind count on, those that begin anew do so once."""
        counts = self._counts[kind_id]
        turn = (row.get(f"{W}numId") or "", level)
        if is_anew and turn not in self._begun:
            counts.pop(level, None)
        self._begun.add(turn)
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]


def _read_level(kind: etree._Element, level: int, tag: str) -> str:
    """Return a value of a level; of the start of counting only what is a number."""
    for row in kind.iterfind(f"{W}lvl"):
        if (row.get(f"{W}ilvl") or "0") == str(level):
            value = read_value(row, tag)
            return value if tag != "start" or _START.fullmatch(value) else ""
    return ""


def _find_override(row: etree._Element, level: int) -> str:
    """Return the number a list begins a level with by itself, "" where it does not."""
    for override in row.iterfind(f"{W}lvlOverride"):
        value = read_value(override, "startOverride")
        if (override.get(f"{W}ilvl") or "0") == str(level) and _START.fullmatch(value):
            return value
    return ""
