"""Taking a text apart: blocks become units in reading order, what stands between them the skeleton.

A paragraph is not cut into sentences: translation tools do that themselves, and put them together again.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import count
from typing import TypeVar

from lxml import etree

from articles.choices import NOTES_OF_ONE_LANGUAGE
from articles.revisions import Content
from articles.xliff.segments import Inline, Nodes, Segments, Skeleton, Slot, Tag, Unit, flatten, has_words, write_nodes
from journal.text.blocks import split_blocks
from journal.text.footnotes import number_notes
from journal.text.plain import BLOCKS
from journal.text.tree import VOID, parse, write_tag

LINES = ("title", "subtitle", "standfirst")
KINDS = {
    "h2": "heading",
    "h3": "heading",
    "li": "item",
    "td": "cell",
    "th": "cell",
    "caption": "caption",
    "blockquote": "quotation",
}
K = TypeVar("K", bound=Hashable)


def segment(content: Content) -> Segments:
    """Return the units and the skeleton of a content. Linear: a few milliseconds for an article."""
    units: dict[str, Unit] = {}
    texts: dict[str, Skeleton] = {}
    for name in LINES:
        _cut_lines(getattr(content, name), name, name, units, texts, name, numbered=name == "standfirst")
    body = _Cutter("body", units)
    for place, block in enumerate(split_blocks(content.body)):
        body.cut(block.html, place)
    if body.units:
        texts["body"] = tuple(body.skeleton)
    numbers = number_notes(content.body)
    notes: dict[str, Skeleton] = {}
    for key in numbers:
        cutter = _Cutter(f"note.{key}", units, kind="note")
        cutter.cut(content.notes.get(key, {}).get("html", ""), -1)
        if cutter.units:
            notes[key] = tuple(cutter.skeleton)
    images: dict[tuple[str, str], Skeleton] = {}
    for pk in sorted(content.images, key=lambda number: (len(number), number)):
        image = content.images[pk]
        _cut_lines(image.get("alt", ""), f"image.{pk}.alt", "alt", units, images, (pk, "alt"), numbered=False)
        words = image.get("caption", "")
        _cut_lines(words, f"image.{pk}.caption", "image-caption", units, images, (pk, "caption"), numbered=True)
    own = {key for key, note in content.notes.items() if note.get("kind") in NOTES_OF_ONE_LANGUAGE}
    return Segments(units, texts, notes, images, numbers, frozenset(own))


def _cut_lines(
    text: str, prefix: str, kind: str, units: dict[str, Unit], skeletons: dict[K, Skeleton], key: K, *, numbered: bool
) -> None:
    parts: list[str | Slot] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if number > 1:
            parts.append("\n")
        if has_words(line):
            unit = Unit(f"{prefix}.{number}" if numbered else prefix, kind, (line,))
            units[unit.id] = unit
            parts.append(Slot(unit.id))
        else:
            parts.append(line)
    if any(isinstance(part, Slot) for part in parts):
        skeletons[key] = tuple(parts)


class _Cutter:
    """Takes HTML apart; its units go into `units` of the whole text, too."""

    def __init__(self, prefix: str, units: dict[str, Unit], kind: str = "") -> None:
        self.prefix = prefix
        self.all = units
        self.kind = kind
        self.units: list[Unit] = []
        self.skeleton: list[str | Slot] = []
        self.block = -1

    def cut(self, html: str, block: int) -> None:
        """Take over clean HTML, a block or a whole note."""
        self.block = block
        self.walk(parse(html), "paragraph")

    def walk(self, element: etree._Element, kind: str) -> None:
        run: list[etree._Element | str] = [element.text or ""]
        for child in element:
            tag = str(child.tag)
            if tag in BLOCKS:
                self.end_run(run, kind)
                self.skeleton.append(write_tag(tag, [(str(name), str(value)) for name, value in child.items()]))
                if tag not in VOID:
                    self.walk(child, KINDS.get(tag, kind))
                    self.skeleton.append(f"</{tag}>")
                run = []
            else:
                run.append(child)
            run.append(child.tail or "")
        self.end_run(run, kind)

    def end_run(self, run: list[etree._Element | str], kind: str) -> None:
        """Make a unit of inline content, or leave it in the skeleton where there is nothing to translate."""
        numbers = map(str, count(1))
        inlines: dict[str, Inline] = {}
        nodes = _read_nodes(run, numbers, inlines)
        if not has_words(flatten(nodes)):
            self.skeleton.append(write_nodes(nodes, inlines, {}))
            return
        unit = Unit(f"{self.prefix}.{len(self.units) + 1}", self.kind or kind, nodes, inlines, self.block)
        titles = []
        for number, inline in inlines.items():
            title = dict(inline.attributes).get("title", "")
            if has_words(title):
                titles.append(Unit(f"{unit.id}.{number}.title", "link-title", (title,), {}, self.block))
                inlines[number] = replace(inline, title_unit=titles[-1].id)
        self.units.append(unit)
        self.all.update({each.id: each for each in (unit, *titles)})
        self.skeleton.append(Slot(unit.id))


def _read_nodes(run: list[etree._Element | str], numbers: Iterator[str], inlines: dict[str, Inline]) -> Nodes:
    nodes: list[str | Tag] = []
    for each in run:
        if isinstance(each, str):
            if each:
                nodes.append(each)
            continue
        number = next(numbers)
        inline = Inline(str(each.tag), tuple((str(name), str(value)) for name, value in each.items()))
        inlines[number] = inline
        if inline.is_single:
            nodes.append(Tag(number))
            continue
        inner: list[etree._Element | str] = [each.text or ""]
        for child in each:
            inner += [child, child.tail or ""]
        nodes.append(Tag(number, _read_nodes(inner, numbers, inlines)))
    return tuple(nodes)
