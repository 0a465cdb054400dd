"""The shape of a piece on its way in: an article with everything that belongs to it, free of primary keys.

Versions are named by their language and revisions by language and number. Moments are aware. Accounts do not travel:
what a person did is kept under their name, and assignee and reviewer are user names. `docs/interchange.md` explains
each field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from articles.choices import Origin
from journal.text.sanitize import clean, clean_line, clean_lines

SHORT_NOTE = 5_000


@lru_cache(maxsize=32)
def clean_body(html: str) -> str:
    """As `clean`. Remembered, because the working text is mostly the newest revision once more."""
    return clean(html, "body")


@lru_cache(maxsize=512)
def clean_short_note(html: str) -> str:
    """As `clean`. Remembered, because a note is the same in most revisions."""
    return clean(html, "note")


def clean_note(html: str) -> str:
    """As `clean`, with long notes kept out of memory."""
    return clean_short_note(html) if len(html) <= SHORT_NOTE else clean(html, "note")


CLEANERS = {
    "title": clean_line,
    "subtitle": clean_line,
    "standfirst": clean_lines,
    "body": clean_body,
    "note": clean_note,
    "alt": clean_line,
    "caption": clean_lines,
}
"""How each kind of text is cleaned, as the columns of the working text do it. All raise ValueError for the unusable."""

LEFT_OUT = 0
"""No image has this number."""

RevisionName = tuple[str, int]
"""Language of the version and number of the revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceCredit:
    """A person in a role, on the piece or on one version. `person` is the primary key of an existing Author."""

    person: int
    role: str
    position: int = 0
    credited_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceNote:
    """A footnote: `text` is language to HTML of the profile "note"."""

    key: str
    kind: str
    added_in: str
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceRevision:
    """A frozen state of one version; `notes` and `images` as in `articles.models.Revision`. `lead_image` is the primary
    key of an existing Image, None for none, LEFT_OUT where the revision does not say."""

    number: int
    title: str
    body: str
    made_at: datetime
    subtitle: str = ""
    standfirst: str = ""
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    images: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lead_image: int | None = LEFT_OUT
    slug: str = ""
    origin: str = ""
    significance: str = ""
    released_at: datetime | None = None
    based_on: RevisionName | None = None
    made_by_name: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecePublication:
    """What readers see from `at` on: a revision of the version by its number, or nothing and the reason why."""

    at: datetime
    revision: int | None
    reason: str = ""
    correction: str = ""
    by_name: str = ""
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceWaiver:
    """A problem left as it is."""

    problem: str
    reason: str
    at: datetime
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLogEntry:
    """One act. `dropped`: it belongs to a plan for the language that was given up."""

    language: str
    act: str
    at: datetime
    from_stage: str = ""
    to_stage: str = ""
    by_name: str = ""
    comment: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceVersion:
    """The piece in one language. `translated_from` is the language of its source, None for the original."""

    language: str
    stage: str
    translated_from: str | None = None
    based_on: RevisionName | None = None
    origin: str = Origin.IMPORTED
    edit_number: int = 0
    assignee: str = ""
    reviewer: str = ""
    due_on: date | None = None
    instruction: str = ""
    working_slug: str = ""
    credits: Sequence[PieceCredit] = ()
    waivers: Sequence[PieceWaiver] = ()
    revisions: Sequence[PieceRevision] = ()
    publications: Sequence[PiecePublication] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article under the primary key it keeps. `texts` is language to field (title, subtitle, standfirst, body) to
    working text; `topics` and `lead_image` are primary keys of existing rows."""

    id: int
    original_language: str
    working_title: str
    versions: Sequence[PieceVersion]
    shelved: bool = False
    topics: Sequence[int] = ()
    lead_image: int | None = None
    licence: str = ""
    first_published_in: str = ""
    first_published_url: str = ""
    first_published_on: date | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: Sequence[PieceNote] = ()
    credits: Sequence[PieceCredit] = ()
    log: Sequence[PieceLogEntry] = ()
