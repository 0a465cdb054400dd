"""What a Word file turns out to hold: the text of one language, its notes, its pictures, and what was found on the way.

Pure data. What is in it has been cleaned already, so what a person is shown is what would be stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FIRST_PLACEHOLDER = 9_000_000_001
"""Pictures that have no row yet stand in the body under numbers from here on, beyond any row's."""


@dataclass(frozen=True)
class Excerpt:
    """One place something was found at."""

    text: str
    """The words it is about, cut."""
    place: str = ""
    """The first words of the paragraph it stands in, "" where that says nothing more."""
    who: str = ""
    """The author of a change or a comment, as the file names them."""


@dataclass(frozen=True)
class Finding:
    """Something the report says: what was found (`code`, see `articles.manuscripts.report`), how often, and where."""

    code: str
    count: int
    excerpts: tuple[Excerpt, ...] = ()
    """The first of them."""


@dataclass(frozen=True)
class WordNote:
    """A footnote or endnote of the file."""

    html: str
    """Clean HTML of the profile "note"; empty for a note without text."""
    has_own_key: bool
    """Whether the file carried the key, as our own files do; otherwise the key holds within the manuscript only."""
    is_endnote: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of the file that has no row yet."""

    number: int
    """What stands for it in the body: `<figure data-image="NUMBER"></figure>`."""
    name: str
    data: bytes = field(repr=False)
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Manuscript:
    """A Word file as text of the journal."""

    title: str
    subtitle: str
    standfirst: str
    """Plain text, "" where the file has none that can be told as such."""
    body: str
    """Clean HTML of the profile "body"."""
    notes: Mapping[str, WordNote]
    """Key to note, in the order of the markers; every one of them is cited in `body`."""
    pictures: tuple[Picture, ...]
    """In the order of the body."""
    captions: Mapping[int, tuple[str, str]]
    """Number of a picture the piece has already, to alternative text and caption as the file has them."""
    findings: tuple[Finding, ...]
