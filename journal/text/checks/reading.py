"""A text as the checks read it: passages of plain text, and what is marked in them."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from journal.text.checks.findings import Finding, cut_excerpt
from journal.text.flat import NAMES
from journal.text.plain import BLOCKS
from journal.text.tree import parse

LONGEST_DETAIL = 80
MASK = "\ufffc"
"""Stands for every character that is not in the text's own language: a part in another, an address."""

_SPACES = re.compile("[ \t\n\f\r]+")
_ADDRESS = re.compile(
    r"""(?:https?://|www\.|doi:\s?|\b10\.[0-9]{4,9}/)[^\s<>«»"“”„]+|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"""
    r"""|\bIS[BS]N(?:-1[03])?:?[ \xa0]?[0-9][0-9Xx \xa0‑–-]{6,20}[0-9Xx]"""
    r"""|\b[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){0,3}\.(?:am|by|com|de|edu|eu|ge|info|net|org|ro|ru|uk)(?![\w.])"""
    r"""(?:/[^\s<>«»"“”„]*)?"""
)
_AFTER_ADDRESS = ".,;:!?)]…’‘'"


@dataclass(frozen=True)
class TextToCheck:
    """One language of a piece: lines of plain text, clean HTML, notes by key, images by number."""

    title: str = ""
    subtitle: str = ""
    standfirst: str = ""
    body: str = ""
    notes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    images: Mapping[int, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """What is said of each image: `alt` and `caption`."""
    number: int | None = None
    """Of the article, to know a link of the kind article:17 into the text itself."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a passage that is marked: italic, superscript, subscript, citation, link or language."""

    start: int
    end: int
    name: str
    value: str
    """The address of a link, the tag of a language, otherwise ""."""


@dataclass
class Passage:
    """A line of text, or one block of the body or of a note."""

    field: str
    place: int | None
    kind: str
    """Its tag; "" for lines and for loose text of a note."""
    text: str
    """What journal.text.flat.flatten makes of the block."""
    spans: list[Span]
    language: str

    own: str = dataclasses.field(init=False)
    """`text` with MASK for each character of a part in another language or of an address."""
    without_addresses: str = dataclasses.field(init=False)
    """`text` with MASK for each character of an address only."""

    def __post_init__(self) -> None:
        text = self.text
        if self.spans:
            text = mask(text, [span for span in self.spans if span.name == "language" and self.is_foreign(span)])
        places: list[tuple[int, int]] = []
        if "." in text or ":" in text or "ISBN" in text or "ISSN" in text:
            places = [(match.start(), _find_end(match)) for match in _ADDRESS.finditer(text)]
        self.own = _hide(text, places)
        self.without_addresses = _hide(self.text, places)

    def is_foreign(self, span: Span) -> bool:
        """Whether a part marked as a language is in another than the text, or in another script."""
        primary, _, rest = span.value.partition("-")
        return primary.lower() != self.language or rest.istitle()

    def report(self, code: str, start: int, end: int, **detail: str) -> Finding:
        """Return the finding at a place of this passage; no value of `detail` is longer than LONGEST_DETAIL."""
        excerpt = cut_excerpt(self.text, start, end)
        short = {name: value[:LONGEST_DETAIL] for name, value in detail.items()}
        return Finding(code, self.field, excerpt, self.place, start, end, short)


def mask(text: str, spans: list[Span]) -> str:
    """Return `text` with every character of `spans` replaced by MASK, line breaks left. Linear."""
    if not spans:
        return text
    parts, at = [], 0
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        start, end = max(span.start, at), span.end
        if end > start:
            parts += [text[at:start], "\n".join(MASK * len(line) for line in text[start:end].split("\n"))]
            at = end
    return "".join([*parts, text[at:]])


def read_passages(content: TextToCheck, language: str) -> Iterator[Passage]:
    """Yield every passage of a text, in the order of reading: lines, body, notes, images. Linear."""
    for name in ("title", "subtitle", "standfirst"):
        if line := getattr(content, name).strip():
            yield Passage(name, None, "", line, [], language)
    yield from read_html("body", content.body, language)
    for key, html in content.notes.items():
        yield from read_html(f"note:{key}", html, language)
    for number, words in content.images.items():
        for name in ("alt", "caption"):
            if line := words.get(name, "").strip():
                yield Passage(f"image:{number}:{name}", None, "", line, [], language)


def read_html(name: str, html: str, language: str) -> list[Passage]:
    """Return the top-level blocks of clean HTML as passages, those journal.text.blocks.split_blocks makes. Linear."""
    root = parse(html)
    passages: list[Passage] = []
    loose: list[etree._Element | str] = [root.text or ""]
    for element in [*root, None]:
        if element is not None and element.tag not in BLOCKS:
            loose += [element, element.tail or ""]
            continue
        if any(not isinstance(each, str) or each.strip() for each in loose):
            passages.append(_lay(name, len(passages), "", loose, language))
        if element is not None:
            passages.append(_lay(name, len(passages), str(element.tag), [element], language))
            loose = [element.tail or ""]
    return passages


def _lay(name: str, place: int, kind: str, nodes: list[etree._Element | str], language: str) -> Passage:
    layer = _Layer()
    for node in nodes:
        if isinstance(node, str):
            layer.add(node)
        else:
            layer.lay(node)
    return Passage(name, place, kind, "".join(layer.parts), layer.spans, language)


class _Layer:
    """Lays elements flat the way journal.text.flat does, with spans in the place of a mark for each character."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[Span] = []

    def add(self, text: str | None) -> None:
        if text:
            shown = _SPACES.sub(" ", text)
            self.parts.append(shown)
            self.length += len(shown)

    def lay(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "br" or (tag in BLOCKS and self.parts and self.parts[-1] != "\n"):
            self.parts.append("\n")
            self.length += 1
        if tag == "sup" and "data-note" in element.attrib:
            return
        start = self.length
        self.add(element.text)
        for child in element:
            self.lay(child)
            self.add(child.tail)
        if self.length > start:
            if tag in NAMES and tag != "strong":
                value = str(element.get("href")) if tag == "a" else ""
                self.spans.append(Span(start, self.length, NAMES[tag], value))
            if language := element.get("lang"):
                self.spans.append(Span(start, self.length, "language", str(language)))


def _find_end(match: re.Match[str]) -> int:
    """Return where an address ends: the marks of the sentence are not of it, a bracket that it opened is."""
    address = match[0].rstrip(_AFTER_ADDRESS)
    if match[0][len(address) : len(address) + 1] == ")" and address.count("(") > address.count(")"):
        address += ")"
    return match.start() + len(address)


def _hide(text: str, places: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], MASK * (end - start)]
        at = end
    return "".join([*parts, text[at:]]) if places else text
