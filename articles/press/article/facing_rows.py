"""Two kept texts as the rows of one page: passage facing passage, note facing note, every anchor once. Pure.

The left side keeps the anchors it has on its own page (`p-3`, `s-1`, `note-k`), so that an address with a fragment
leads to the right row; those of the right side get its language before them (`de-p-3`, `de-note-k`).
"""

from dataclasses import dataclass

from lxml import etree

from journal.text.align import align
from journal.text.blocks import Block
from journal.text.plain import read_text
from journal.text.tree import escape_text, parse, serialize

_REFERRING = ("aria-labelledby", "aria-describedby", "aria-details")
"""Attributes that hold anchors, besides links."""


@dataclass(frozen=True)
class Passage:
    """One block of a kept text."""

    block: Block
    anchor: str
    content: str
    """The HTML within the block."""
    language: str
    """Where the block says that it is written in another language than its text."""


@dataclass(frozen=True)
class NoteText:
    """A note of one side. The way back is in its HTML."""

    anchor: str
    number: int
    html: str


@dataclass(frozen=True)
class FacingRow:
    """Passages that stand beside each other; one side may be empty."""

    number: int
    left: tuple[Passage, ...]
    right: tuple[Passage, ...]

    @property
    def level(self) -> int:
        """2 or 3 where the row is one heading in two languages, else 0."""
        if len(self.left) == len(self.right) == 1 and self.left[0].block.level == self.right[0].block.level:
            return self.left[0].block.level
        return 0


@dataclass(frozen=True)
class FacingNotes:
    """One note in both languages, None where a language has none under this key."""

    key: str
    left: NoteText | None
    right: NoteText | None


def face_texts(left: str, right: str, prefix: str) -> list[FacingRow]:
    """Return two kept texts as rows. Every block of both is in exactly one row, in order; the anchors of the right
    side begin with `prefix`. Cost: that of `align`, some milliseconds for an article."""
    passages, others = _split_text(left), _split_text(right, prefix)
    rows = align([one.block for one in passages], [one.block for one in others])
    return [
        FacingRow(number, tuple(passages[i] for i in row.left), tuple(others[j] for j in row.right))
        for number, row in enumerate(rows, start=1)
    ]


def face_notes(left: str, right: str, prefix: str) -> list[FacingNotes]:
    """Return the notes of two kept sections by their keys, in the order of the left side; those that only the right
    has follow the note they follow there. Linear."""
    notes, others = _split_notes(left), _split_notes(right, prefix)
    order = list(notes)
    place = 0
    for key in others:
        if key in notes:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return [FacingNotes(key, notes.get(key), others.get(key)) for key in order]


def _split_text(html: str, prefix: str = "") -> list[Passage]:
    root = parse(html)
    passages = [_make_loose(root.text)]
    for element in root:
        keys = tuple(str(link.get("href"))[len("#note-") :] for link in element.iterfind(".//a[@role='doc-noteref']"))
        text = read_text(element)
        _prefix_anchors(element, prefix)
        tag = str(element.tag)
        block = Block(serialize(element), text, tag, int(tag[1]) if tag in ("h2", "h3") else 0, keys)
        passages += [
            Passage(block, element.get("id", ""), _serialize_content(element), element.get("lang", "")),
            _make_loose(element.tail),
        ]
    return [passage for passage in passages if passage.block.html.strip()]


def _make_loose(text: str | None) -> Passage:
    html = escape_text(text or "")
    return Passage(Block(html, (text or "").strip(), "", 0, ()), "", html, "")


def _split_notes(html: str, prefix: str = "") -> dict[str, NoteText]:
    notes: dict[str, NoteText] = {}
    items = (item for item in parse(html).iterfind(".//ol/li") if str(item.get("id")).startswith("note-"))
    for number, item in enumerate(items, start=1):
        key = str(item.get("id"))[len("note-") :]
        _prefix_anchors(item, prefix)
        notes[key] = NoteText(str(item.get("id")), number, _serialize_content(item))
    return notes


def _prefix_anchors(element: etree._Element, prefix: str) -> None:
    """Put `prefix` before every anchor within and before whatever leads to one."""
    if not prefix:
        return
    for each in element.iter(etree.Element):
        if anchor := each.get("id"):
            each.set("id", f"{prefix}{anchor}")
        if (target := each.get("href", "")).startswith("#") and len(target) > 1:
            each.set("href", f"#{prefix}{target[1:]}")
        for name in _REFERRING:
            if anchors := each.get(name):
                each.set(name, " ".join(f"{prefix}{anchor}" for anchor in anchors.split()))


def _serialize_content(element: etree._Element) -> str:
    return escape_text(element.text or "") + "".join(
        serialize(child) + escape_text(child.tail or "") for child in element
    )
