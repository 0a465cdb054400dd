"""A block laid flat: its characters, what each of them is marked as, and where its note markers stand."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from journal.text.plain import BLOCKS
from journal.text.tree import parse

Mark = tuple[str, str]
"""A name of NAMES and a value: the address of a link, the tag of a language, otherwise ""."""

NAMES = {"em": "italic", "strong": "bold", "sup": "superscript", "sub": "subscript", "cite": "citation", "a": "link"}

_SPACES = re.compile("[ \t\n\f\r]+")


@dataclass
class Flat:
    """The text of one block. `marks` has a set of marks for each character of `text`."""

    text: str = ""
    marks: list[frozenset[Mark]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    """Place in `text` and key of each marker."""

    def list_links(self) -> dict[str, None]:
        """Return the addresses in the order of first mention, as the keys of a dictionary. Linear."""
        varied = (marks for marks, _ in groupby(self.marks))
        return dict.fromkeys(value for marks in varied for name, value in sorted(marks) if name == "link")


def flatten(html: str) -> Flat:
    """Return the block of clean HTML laid flat. Line breaks and blocks within it become a new line. Linear."""
    flat = Flat()
    parts: list[str] = []
    _lay(parse(html), frozenset(), flat, parts)
    flat.text = "".join(parts)
    return flat


def _lay(element: etree._Element, marks: frozenset[Mark], flat: Flat, parts: list[str]) -> None:
    _add(element.text, marks, flat, parts)
    for child in element:
        tag = str(child.tag)
        if tag == "br" or (tag in BLOCKS and flat.marks and parts[-1] != "\n"):
            _add_break(flat, parts)
        if tag == "sup" and "data-note" in child.attrib:
            flat.notes.append((len(flat.marks), str(child.get("data-note"))))
        else:
            _lay(child, marks | _read_marks(child, tag), flat, parts)
        _add(child.tail, marks, flat, parts)


def _add(text: str | None, marks: frozenset[Mark], flat: Flat, parts: list[str]) -> None:
    if text:
        shown = _SPACES.sub(" ", text)
        parts.append(shown)
        flat.marks += [marks] * len(shown)


def _add_break(flat: Flat, parts: list[str]) -> None:
    parts.append("\n")
    flat.marks.append(frozenset())


def _read_marks(element: etree._Element, tag: str) -> frozenset[Mark]:
    found = set()
    if tag in NAMES:
        found.add((NAMES[tag], str(element.get("href")) if tag == "a" else ""))
    if language := element.get("lang"):
        found.add(("language", str(language)))
    return frozenset(found)
