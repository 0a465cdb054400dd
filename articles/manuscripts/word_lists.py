"""The numbering of lists: every list of a text is one of Word's, so that each begins at its own number."""

from dataclasses import dataclass, field

from lxml import etree

from articles.manuscripts.word_elements import w, write_xml

DEEPEST = 8
"""The last of Word's nine levels; a list nested more deeply stays on it."""
STEP = 425
"""By how much a level is indented, in twentieths of a point: three quarters of a centimetre."""

_BULLETS = "•–▪"
_LARGEST_START = 32_767
"""Word takes no larger number."""


_MOST_DEFINITIONS = 200
"""Ordered lists beyond so many share a definition: Word becomes slow with thousands."""


@dataclass
class Numbering:
    """The lists of a file. Each ordered one has a definition of its own, since in Word lists of one definition share
    their counters, even where one stands in a cell of an item of the other; all others share one."""

    definitions: list[bool] = field(default_factory=lambda: [False])
    """Whether each is of ordered lists."""
    lists: list[tuple[int, int, int | None]] = field(default_factory=list)
    """Definition, level and the number it begins with, None for bullets."""

    def add(self, level: int, *, is_ordered: bool, start: str = "") -> int:
        """Return the id of a new list at `level` (0 to DEEPEST). `start` is the attribute as stored; what Word cannot
        begin with counts as 1."""
        if not is_ordered:
            self.lists.append((0, level, None))
            return len(self.lists)
        if len(self.definitions) <= _MOST_DEFINITIONS:
            self.definitions.append(True)
        number = int(start) if start else 1
        self.lists.append((len(self.definitions) - 1, level, number if 0 <= number <= _LARGEST_START else 1))
        return len(self.lists)

    def write(self) -> bytes:
        """Return the part `word/numbering.xml`."""
        root = w("numbering")
        for definition, is_ordered in enumerate(self.definitions):
            root.append(_define(definition, is_ordered=is_ordered))
        for number, (definition, level, start) in enumerate(self.lists, start=1):
            row = w("num", w("abstractNumId", val=definition), numId=number)
            if start is not None:
                row.append(w("lvlOverride", w("startOverride", val=start), ilvl=level))
            root.append(row)
        return write_xml(root)


def _define(definition: int, *, is_ordered: bool) -> etree._Element:
    row = w("abstractNum", w("multiLevelType", val="hybridMultilevel"), abstractNumId=definition)
    for level in range(DEEPEST + 1):
        text = f"%{level + 1}." if is_ordered else _BULLETS[level % len(_BULLETS)]
        row.append(
            w(
                "lvl",
                w("start", val=1),
                w("numFmt", val="decimal" if is_ordered else "bullet"),
                w("lvlText", val=text),
                w("lvlJc", val="left"),
                w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP)),
                ilvl=level,
            )
        )
    return row
