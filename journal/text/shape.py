"""The content model of stored text: which block holds what. Any tree of allowed tags in, one canonical form out.

Blocks are p, h2, h3, blockquote, ul, ol, table, figure and hr. Headings and captions hold one line of inline text; a
quote holds blocks; list items and cells hold blocks or loose inline text, and so does a note as a whole. What stands
where it must not is moved into a paragraph of its own, never dropped. HTML in this form is read back by every parser as
the tree it was written from, which is why cleaning twice changes nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from journal.text.refusals import MAX_CHARACTERS, TextTooLong
from journal.text.soup import BOUNDARY, INLINE
from journal.text.tree import escape_text, write_tag

DEEPEST = 60
"""Elements that may lie within each other; blocks beyond it are written as paragraphs."""

_MOST_INLINE = 8
_LISTS = frozenset({"ul", "ol"})
_ON_A_LINE = frozenset({"p", "h2", "h3", "caption", "figcaption", "li", BOUNDARY})
_SPACE = " \t\n\f\r"
_BLANK = re.compile("[\\s\u200b-\u200d\u2060\ufeff\u00ad]*")


@dataclass(frozen=True, eq=False)
class Wrapper:
    """One inline element around a piece of text. Two elements alike are still two: compared by identity."""

    tag: str
    attributes: tuple[tuple[str, str], ...]


Path = tuple[Wrapper, ...]


class Leaf(NamedTuple):
    """A piece of text with the inline elements around it; or, with `is_html`, a line break or a note marker."""

    path: Path
    text: str
    is_html: bool = False

    @property
    def is_break(self) -> bool:
        return self.is_html and self.text == "<br>"


class Sheet:
    """The room there is for one text."""

    def __init__(self) -> None:
        self.left = MAX_CHARACTERS

    def write(self, leaves: Sequence[Leaf]) -> str:
        """Return `leaves` as HTML. TextTooLong when the sheet is full: a link around many blocks is in each of them."""
        parts: list[str] = []
        around: list[Wrapper] = []
        for leaf in leaves:
            shared = 0
            for mine, other in zip(around, leaf.path, strict=False):
                if mine is not other:
                    break
                shared += 1
            while len(around) > shared:
                parts.append(f"</{around.pop().tag}>")
            for wrapper in leaf.path[shared:]:
                parts.append(write_tag(wrapper.tag, wrapper.attributes))
                around.append(wrapper)
            parts.append(leaf.text if leaf.is_html else escape_text(leaf.text))
        parts.extend(f"</{wrapper.tag}>" for wrapper in reversed(around))
        html = "".join(parts)
        self.left -= len(html)
        if self.left < 0:
            raise TextTooLong
        return html


class Flow:
    """A place that holds blocks: a text, a quote, a list item, a cell; or, with `line`, one line of a caption."""

    def __init__(
        self, sheet: Sheet, tags: frozenset[str], depth: int, *, loose: bool = False, line: bool = False
    ) -> None:
        self.sheet = sheet
        self.tags = tags
        self.depth = depth
        self.loose = loose
        self.line = line
        self.written: list[str] = []
        self.ends_loose = False
        self.run: list[Leaf] = []
        self.block: etree._Element | None = None

    def fill(self, parent: etree._Element, path: Path) -> None:
        """Take over the content of `parent`, which stands within the inline elements of `path`."""
        self.add(parent.text, path)
        for child in parent:
            self.place(child, path)
            self.add(child.tail, path)

    def finish(self) -> str:
        """Return all that was taken over."""
        self.end_block()
        return "".join(self.written)

    def add(self, text: str | None, path: Path) -> None:
        if text:
            self.run.append(Leaf(path, text))

    def place(self, element: etree._Element, path: Path) -> None:
        tag = str(element.tag)
        if tag == "br":
            self.run.append(Leaf(path, "<br>", is_html=True))
        elif tag == "sup" and "data-note" in element.attrib:
            marker = write_tag("sup", [("data-note", str(element.get("data-note")))]) + "</sup>"
            self.run.append(Leaf(_cut(path), marker, is_html=True))
            self.fill(element, path)  # of a marker that nobody closed: the text after it
        elif tag in INLINE:
            self.fill(element, _extend(path, element))
        elif self.line or (self.is_heading and tag in _ON_A_LINE):
            self.add_space()
            self.fill(element, path)
            self.add_space()
        elif tag == "hr":
            self.write("<hr>")
        elif tag == "figure" and "data-image" in element.attrib:
            self.write(write_tag("figure", [("data-image", str(element.get("data-image")))]) + "</figure>")
            self.fill(element, path)
        elif tag in _LISTS and self.depth < DEEPEST:
            self.write(self.make_list(element, path))
        elif tag == "blockquote" and self.depth < DEEPEST:
            inner = Flow(self.sheet, self.tags, self.depth + 1)
            inner.fill(element, path)
            self.write(_enclose(element, inner.finish()))
        elif tag == "table" and self.depth < DEEPEST:
            self.write(self.make_table(element, path))
        else:
            if tag == "figure":
                _move_caption(element)
            self.end_block()
            self.block = element
            self.fill(element, path)
            self.end_block()

    @property
    def is_heading(self) -> bool:
        return self.block is not None and self.block.tag in ("h2", "h3") and self.block.tag in self.tags

    def add_space(self) -> None:
        if self.run and not self.run[-1].text.endswith(tuple(_SPACE)):
            self.run.append(Leaf((), " "))

    def write(self, html: str) -> None:
        self.end_block()
        if html:
            self.written.append(html)
            self.ends_loose = False

    def end_block(self) -> None:
        """Write what was collected since the last block: as that block, as a paragraph, or loose."""
        leaves, self.run = _trim(self.run), []
        block, self.block = self.block, None
        if all(leaf.is_break or _BLANK.fullmatch(leaf.text) for leaf in leaves):
            return
        html = self.sheet.write(leaves)
        if block is None and self.loose and not self.ends_loose:
            self.written.append(html)
            self.ends_loose = True
            return
        tag = str(block.tag) if block is not None and block.tag in self.tags & {"h2", "h3"} else "p"
        language = block.get("lang") if block is not None else None
        self.written.append(f"{write_tag(tag, [('lang', language)] if language else [])}{html}</{tag}>")
        self.ends_loose = False

    def make_list(self, element: etree._Element, path: Path) -> str:
        items: list[tuple[etree._Element | None, Flow]] = []

        def last() -> Flow:
            if not items:
                items.append((None, Flow(self.sheet, self.tags, self.depth + 2, loose=True)))
            return items[-1][1]

        if (element.text or "").strip(_SPACE):
            last().add(element.text, path)
        for child in element:
            if child.tag == "li":
                items.append((child, Flow(self.sheet, self.tags, self.depth + 2, loose=True)))
                last().fill(child, path)
                last().end_block()
            else:
                last().place(child, path)
            if (child.tail or "").strip(_SPACE):
                last().add(child.tail, path)
        texts = [(item, flow.finish()) for item, flow in items]
        return _enclose(element, "".join(_enclose(item, html, "li") for item, html in texts))

    def make_table(self, element: etree._Element, path: Path) -> str:
        caption = ""
        groups: list[tuple[etree._Element | None, list[str]]] = []
        for child in element:
            if child.tag in ("caption", "figcaption") and not caption:
                line = Flow(self.sheet, self.tags, self.depth, line=True)
                line.fill(child, path)
                caption = _enclose(child, self.sheet.write(_trim(line.run)), "caption")
            elif child.tag in ("thead", "tbody"):
                groups.append((child, [self.make_row(row, path) for row in child if row.tag == "tr"]))
            elif child.tag == "tr":
                if not groups or groups[-1][0] is not None:
                    groups.append((None, []))
                groups[-1][1].append(self.make_row(child, path))
            else:
                self.place(child, path)
        rows = "".join(_enclose(group, "".join(rows), "" if group is not None else "tbody") for group, rows in groups)
        return _enclose(element, caption + rows) if rows else ""

    def make_row(self, element: etree._Element, path: Path) -> str:
        cells = []
        for child in element:
            if child.tag in ("td", "th"):
                flow = Flow(self.sheet, self.tags, self.depth + 4, loose=True)
                flow.fill(child, path)
                cells.append(f"{write_tag(str(child.tag), _attributes(child))}{flow.finish()}</{child.tag}>")
        return _enclose(element, "".join(cells))


def _attributes(element: etree._Element) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((str(name), str(value)) for name, value in element.items()))


def _enclose(element: etree._Element | None, content: str, tag: str = "") -> str:
    """Return `content` in the element's tags (or in `tag`, with the element's language), nothing if it is empty."""
    if not content:
        return ""
    attributes = () if element is None else _attributes(element)
    if tag and element is not None and element.tag != tag:
        attributes = tuple(pair for pair in attributes if pair[0] == "lang")
    tag = tag or str(element.tag if element is not None else "")
    return f"{write_tag(tag, attributes)}{content}</{tag}>"


def _extend(path: Path, element: etree._Element) -> Path:
    """Return the path within an inline element; the same where the element says nothing new."""
    tag, language = str(element.tag), element.get("lang")
    attributes = _attributes(element)
    if (tag == "a" and not element.get("href")) or any(wrapper.tag == tag for wrapper in path):
        tag = "span"
    if tag == "span":
        spoken = next((value for each in reversed(path) for name, value in each.attributes if name == "lang"), None)
        if not language or language == spoken:
            return path
        attributes = (("lang", language),)
    return (*path, Wrapper(tag, attributes)) if len(path) < _MOST_INLINE else path


def _cut(path: Path) -> Path:
    """Return the path for a note marker, which becomes a raised link: not within another link, nor raised twice."""
    inside = next((place for place, wrapper in enumerate(path) if wrapper.tag in ("a", "sup", "sub")), len(path))
    return path[:inside]


def _trim(leaves: list[Leaf]) -> list[Leaf]:
    """Return `leaves` without line breaks and whitespace at either end."""
    start, end = 0, len(leaves)
    while start < end and (leaves[start].is_break or not leaves[start].text.strip(_SPACE)):
        start += 1
    while end > start and (leaves[end - 1].is_break or not leaves[end - 1].text.strip(_SPACE)):
        end -= 1
    kept = leaves[start:end]
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip(_SPACE))
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(_SPACE))
    return kept


def _move_caption(figure: etree._Element) -> None:
    """Put the caption of a figure into its table, where a stored text has it."""
    table, caption = figure.find("table"), figure.find("figcaption")
    if table is not None and caption is not None and table.find("caption") is None:
        table.insert(0, caption)


def shape(root: etree._Element, tags: frozenset[str], *, loose: bool) -> str:
    """Return the children of `root` in canonical form. Tags outside `tags` give up their place to their content.

    With `loose`, inline text that stands alone stays so; otherwise it becomes paragraphs. TextTooLong if the result
    has more than MAX_CHARACTERS. Linear.
    """
    flow = Flow(Sheet(), tags, 0, loose=loose)
    flow.fill(root, ())
    html = flow.finish()
    if len(html) > MAX_CHARACTERS:
        raise TextTooLong
    return html
