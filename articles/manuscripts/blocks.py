"""What a story of a Word file consists of, before it is written as HTML: paragraphs, pictures, tables, lines."""

from dataclasses import dataclass, field

from articles.manuscripts.inline import Leaf, read_leaves
from articles.manuscripts.numbering import DEEPEST, Item
from articles.manuscripts.styles import Role

INDENT_STEP = 425
"""By how much our own files indent a level of a list, in twentieths of a point."""


@dataclass
class Paragraph:
    role: Role
    leaves: list[Leaf]
    item: Item | None = None
    """Its place in a list."""
    indent: int = 0
    """From the left, in twentieths of a point."""
    after: list["Block"] = field(default_factory=list)
    """Pictures and text boxes that were anchored in it."""

    @property
    def text(self) -> str:
        return read_leaves(self.leaves)

    @property
    def depth(self) -> int:
        """How deep in lists it stands. A further paragraph says so by its indent; without one, as deep as can be."""
        if self.item is not None:
            return self.item.level
        return self.indent // INDENT_STEP - 1 if self.indent else DEEPEST

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        words = [leaf for leaf in self.leaves if not leaf.is_html and leaf.text.strip()]
        return bool(words) and all(leaf.format.strong for leaf in words)


@dataclass
class Figure:
    number: int
    """Number of the picture, see `Manuscript.pictures`."""


@dataclass
class Rule:
    """A line across the page."""


@dataclass
class Cell:
    blocks: list["Block"]
    columns: int = 1
    rows: int = 1
    is_merged: bool = False
    """Whether it continues the cell above."""


@dataclass
class Row:
    cells: list[Cell]
    is_header: bool = False


@dataclass
class Table:
    rows: list[Row]
    caption: list[Leaf] = field(default_factory=list)


Block = Paragraph | Figure | Rule | Table
