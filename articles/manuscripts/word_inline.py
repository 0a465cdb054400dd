"""The text within a block as Word's runs: emphasis, languages, links, the marks of notes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from articles.manuscripts.word_elements import PLAIN, Format, R, make_text_run, name_style, w
from articles.manuscripts.word_lists import Numbering
from articles.manuscripts.word_notes import cite_note, cite_note_again
from articles.manuscripts.word_package import OFFICE, Relationships
from journal.text.attributes import KEY, judge_address

Piece = str | etree._Element
"""Text, or an inline element (without what follows it)."""

_SPACES = re.compile("[ \t\n\f\r]+")
_LONGEST_TIP = 260
"""Characters Word shows of the title of a link; a longer one it takes for a damaged file."""


@dataclass
class Sheet:
    """What is counted over a whole file."""

    numbering: Numbering = field(default_factory=Numbering)
    notes: dict[str, int] = field(default_factory=dict)
    """Key of each note cited so far, and its number."""
    styles: set[str] = field(default_factory=set)
    """Ids of the character styles in use."""
    images: set[int] = field(default_factory=set)
    """Ids of the images shown so far."""
    bookmarks: int = 0
    drawings: int = 0

    def number_bookmark(self) -> int:
        self.bookmarks += 1
        return self.bookmarks

    def number_drawing(self) -> int:
        self.drawings += 1
        return self.drawings


@dataclass
class Story:
    """One of the two texts of a file: the body, or that of all notes."""

    sheet: Sheet
    relationships: Relationships = field(default_factory=Relationships)
    has_notes: bool = True
    """Whether notes can be cited: not within notes."""


def write_inline(pieces: Iterable[Piece], form: Format, story: Story) -> list[etree._Element]:
    """Return runs, links and bookmarks for `pieces`, which stand in text of the format `form`. Linear."""
    written: list[etree._Element] = []
    for piece in pieces:
        if isinstance(piece, str):
            _write_text(piece, form, story, written)
        elif piece.tag == "br":
            written.append(make_text_run("\n", form))
        elif piece.tag == "sup" and "data-note" in piece.attrib:
            written.extend(_cite(str(piece.get("data-note")), story))
        elif piece.tag == "a" and not form.is_link:
            written.extend(_write_link(piece, form, story))
        else:
            written.extend(_write_element(piece, form, story))
    return written


def list_pieces(element: etree._Element) -> list[Piece]:
    """Return the content of an element as pieces."""
    pieces: list[Piece] = [element.text] if element.text else []
    for child in element:
        pieces.append(child)
        if child.tail:
            pieces.append(child.tail)
    return pieces


def _write_text(text: str, form: Format, story: Story, written: list[etree._Element]) -> None:
    shown = _SPACES.sub(" ", text)
    if shown:
        story.sheet.styles.add(name_style(form))
        written.append(make_text_run(shown, form))


def _write_element(element: etree._Element, form: Format, story: Story) -> list[etree._Element]:
    return write_inline(list_pieces(element), form.within(str(element.tag), element.get("lang")), story)


def _write_link(element: etree._Element, form: Format, story: Story) -> list[etree._Element]:
    """Return the link. One without an address that may be stored is text."""
    address = judge_address(element.get("href") or "")
    if address is None:
        return write_inline(list_pieces(element), form.within("span", element.get("lang")), story)
    link = w("hyperlink", *_write_element(element, form, story))
    # A part of the page, too: as a place in the file it would be one that is not there
    link.set(f"{{{R}}}id", story.relationships.add(f"{OFFICE}/hyperlink", address, is_external=True))
    tip = element.get("title") or ""
    if 0 < len(tip) <= _LONGEST_TIP and len(link) == 1:  # LibreOffice ends a link with a tip after its first run
        link.attrib.update(w("hyperlink", tooltip=tip).attrib)
    return [link]


def _cite(key: str, story: Story) -> list[etree._Element]:
    if not story.has_notes or not KEY.fullmatch(key):
        return []
    sheet = story.sheet
    if key in sheet.notes:
        return cite_note_again(key, sheet.notes[key])
    sheet.notes[key] = len(sheet.notes) + 1
    return cite_note(key, sheet.notes[key], sheet.number_bookmark())


def write_line(text: str, story: Story) -> list[etree._Element]:
    """Return runs for plain text: a title, a caption. Its line breaks stay."""
    lines = text.split("\n")
    pieces: list[Piece] = [lines[0]]
    for line in lines[1:]:
        pieces += [etree.Element("br"), line]
    return write_inline([piece for piece in pieces if not isinstance(piece, str) or piece], PLAIN, story)
