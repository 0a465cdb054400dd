"""What the text of a Word file refers to: its footnotes and endnotes, and the pictures packed with it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from lxml import etree

from articles.manuscripts.manuscript import FIRST_PLACEHOLDER
from articles.manuscripts.package import Package
from articles.manuscripts.styles import W
from articles.manuscripts.survey import Survey
from journal.pictures import WORKBENCH, PictureRefused, Reason, read_picture
from journal.text.attributes import KEY

NOTE_BOOKMARK = "enface_note_"
IMAGE_BOOKMARK = "enface_image_"
REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
"""Element to the kind of part that holds what it refers to."""
MOST_PIXELS = 100_000_000
"""Of all pictures of a file together."""
_REASONS = {
    Reason.TOO_BIG: "image-large",
    Reason.TOO_MANY_PIXELS: "image-pixels",
    Reason.KIND: "image-format",
    Reason.ANIMATED: "image-animated",
    Reason.DAMAGED: "image-bad",
}

NoteId = tuple[str, str]
"""footnotes or endnotes, and the id within that part."""


class NoteBook:
    """The notes of a file and the keys they are given. A key our own file carries in a bookmark is kept."""

    def __init__(self, body: etree._Element, written: dict[NoteId, etree._Element], survey: Survey) -> None:
        self.written = written
        self.keys: dict[NoteId, str] = {}
        """Note to key, in the order of first mention."""
        self.own_keys: set[str] = set()
        """The keys that came with the file."""
        self._survey = survey
        self._bookmarked, self._wanted = find_bookmarked_notes(body)
        self._taken = set(self._wanted.values())

    def cite(self, note: NoteId) -> str | None:
        """Return the key of a note that is mentioned, None where the file does not hold it."""
        if note not in self.written:
            self._survey.note("note-missing")
            return None
        if note in self.keys:
            self._survey.note("note-cited-again")
        else:
            self.keys[note] = self._wanted.get(note, "") or self._make_key()
            if note in self._wanted:
                self.own_keys.add(self.keys[note])
        return self.keys[note]

    def cite_bookmark(self, name: str) -> str | None:
        """Return the key of the note a bookmark stands at, None where it stands at none."""
        note = self._bookmarked.get(name)
        return self.cite(note) if note else None

    def _make_key(self) -> str:
        number = len(self.keys) + 1
        while (key := f"new{number}") in self._taken:
            number += 1
        self._taken.add(key)
        return key


def find_bookmarked_notes(body: etree._Element) -> tuple[dict[str, NoteId], dict[NoteId, str]]:
    """Return bookmark to note, and note to the key one of our own bookmarks names. Linear.

    A bookmark may stand around a reference or, where a word processor has drawn it together, right before it.
    """
    names: dict[str, NoteId] = {}
    wanted: dict[NoteId, str] = {}
    open_: dict[str, str] = {}
    taken: set[str] = set()
    waiting = ""
    for element in body.iter(f"{W}p", f"{W}bookmarkStart", f"{W}bookmarkEnd", *REFERENCES):
        if element.tag == f"{W}p":
            waiting = ""
        elif element.tag == f"{W}bookmarkStart":
            open_[element.get(f"{W}id", "")] = element.get(f"{W}name", "")
        elif element.tag == f"{W}bookmarkEnd":
            name = open_.pop(element.get(f"{W}id", ""), "")
            waiting = name if name.startswith(NOTE_BOOKMARK) else waiting
        else:
            note = REFERENCES[str(element.tag)], element.get(f"{W}id", "")
            for name in filter(None, (*open_.values(), waiting)):
                names.setdefault(name, note)
                key = name.removeprefix(NOTE_BOOKMARK)
                if key != name and KEY.fullmatch(key) and key not in taken and note not in wanted:
                    wanted[note] = key
                    taken.add(key)
            open_.clear()  # a bookmark is for the first note within it
            waiting = ""
    return names, wanted


@dataclass
class FoundPicture:
    """A picture as it stands in the text."""

    number: int
    part: str
    """Name of the part that holds it, "" for one the piece has already."""
    alt: str
    caption: str = ""


@dataclass
class PictureBook:
    """The pictures of a file: those that can be taken, numbered; the others are reported."""

    package: Package
    survey: Survey
    known: Collection[int]
    """Numbers of the images the piece shows already, which our own file names in bookmarks."""
    found: dict[int, FoundPicture] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _pixels: int = 0

    def add(self, part: str, *, alt: str, bookmark: str = "") -> int | None:
        """Return the number of a picture packed as `part`, None if it cannot be taken."""
        digits = bookmark.removeprefix(IMAGE_BOOKMARK)
        if re.fullmatch(r"[1-9][0-9]{0,9}", digits) and int(digits) in self.known:
            self.survey.count("image-known")
            self.found.setdefault(int(digits), FoundPicture(int(digits), "", alt))
            return int(digits)
        name = part.rpartition("/")[2]
        if not self.package.has(part):
            self.survey.note("image-missing", name)
            return None
        if part not in self._numbers:
            if not self._judge(self.package.read(part), alt or name):
                return None
            self._numbers[part] = FIRST_PLACEHOLDER + len(self._numbers)
            self.found[self._numbers[part]] = FoundPicture(self._numbers[part], part, alt)
        self.survey.count("image")
        return self._numbers[part]

    def _judge(self, data: bytes, name: str) -> bool:
        """Whether a picture can be taken in, by the same measure as one that is uploaded; reported if not."""
        code = ""
        if self._pixels > MOST_PIXELS:
            code = "image-many"
        else:
            try:
                with WORKBENCH:
                    picture = read_picture(data)
                self._pixels += picture.width * picture.height
            except PictureRefused as refusal:
                code = _REASONS[refusal.reason]
        if code:
            self.survey.note(code, name)
        return not code
