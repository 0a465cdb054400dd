"""The format, version 1: which fields the lines of each file have. `docs/interchange.md` says the same in words."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from articles.adoption.pieces import (
    CLEANERS,
    LEFT_OUT,
    Piece,
    PieceCredit,
    PieceLogEntry,
    PieceNote,
    PiecePublication,
    PieceRevision,
    PieceVersion,
    PieceWaiver,
)
from articles.choices import Act, CreditRole, Licence, NoteKind, Origin, Significance, Stage
from articles.interchange.findings import show
from articles.interchange.kinds import (
    BIGGEST_COUNT,
    Cleaned,
    Day,
    Default,
    Flag,
    Free,
    Keyed,
    Kind,
    Many,
    Maybe,
    Moment,
    Number,
    Pair,
    Reading,
    Record,
    Text,
    Word,
)
from articles.interchange.shapes import Manifest, OwnPage, Person, Picture, Subject
from articles.models.article import TEXT_FIELDS
from journal.languages import CODES
from journal.models import Page

FORMAT = "enface-journal"
VERSION = 1
FILES = ("people", "topics", "images", "pages", "articles")
"""In the order in which they are read: what is referred to comes first."""


@dataclass(frozen=True)
class WebAddress:
    """An address of the web, or empty."""

    longest: int = 200

    def read(self, value: object, path: str, reading: Reading) -> str:
        text = Text(longest=self.longest).read(value, path, reading)
        if text:
            try:
                URLValidator(schemes=["http", "https"])(text)
            except ValidationError:
                message = _("“{value}” is not an address that begins with http or https.")
                reading.fault(path, message.format(value=show(text)))
        return text


@dataclass(frozen=True)
class MediaName:
    """The name of a picture file below `media/`: folders and a file, plain characters only, in a format of the web."""

    required: bool = False

    def read(self, value: object, path: str, reading: Reading) -> str:
        form = r"(\w[\w.-]*/)*\w[\w.-]*\.(jpe?g|png|gif|webp|avif|JPE?G|PNG|GIF|WEBP|AVIF)"
        return Text(longest=100, required=self.required, form=form).read(value, path, reading)


def by_language(cleaner: str) -> Default:
    """Return the kind "language to text, cleaned so"; may be left out."""
    return Default(Keyed(LANGUAGE, Cleaned(CLEANERS[cleaner])), {})


def optional(kind: Kind) -> Default:
    """Return the kind as one that may be null or left out."""
    return Default(Maybe(kind), None)


LARGEST_ID = 10**17
"""Addresses take eighteen digits; this leaves room to count on."""
LANGUAGE = Word(CODES)
ID = Number(1, LARGEST_ID)
COUNT = Number(0, BIGGEST_COUNT)
REVISION_NUMBER = Number(1, BIGGEST_COUNT)
SLUG = Text(longest=80, required=True, form=r"[-a-zA-Z0-9_]+")
NOTE_KEY = Text(required=True, form=r"[a-z0-9]{1,32}")
NOTE_KIND = Word(NoteKind.values)
STAGE_OR_NONE = Default(Word(["", *Stage.values]), "")
BY_NAME = Default(Text(longest=150), "")
FREE_TEXT = Default(Text(), "")
USER_NAME = Default(Text(longest=150), "")
REVISION_NAME = optional(Pair(LANGUAGE, REVISION_NUMBER))

PERSON = Record(
    {
        "id": ID,
        "slug": SLUG,
        "name": by_language("title"),
        "bio": by_language("note"),
        "affiliation": by_language("title"),
        "given_name": Default(Text(longest=100), ""),
        "family_name": Default(Text(longest=100), ""),
        "portrait": Default(MediaName(), ""),
        "orcid": Default(Text(form=r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"), ""),
        "website": Default(WebAddress(), ""),
    },
    Person,
)
TOPIC = Record({"id": ID, "slug": SLUG, "name": by_language("title")}, Subject)
IMAGE = Record(
    {
        "id": ID,
        "file": MediaName(required=True),
        "alt": by_language("alt"),
        "caption": by_language("caption"),
        "credit": Default(Text(longest=200), ""),
        "licence": Default(Text(longest=200), ""),
        "name": Default(Text(longest=200), ""),
    },
    Picture,
)
PAGE = Record({"key": Word(Page.Key.values), "title": by_language("title"), "body": by_language("body")}, OwnPage)

CREDITS = Default(
    Many(
        Record(
            {
                "person": ID,
                "role": Word(CreditRole.values),
                "position": Default(Number(0, 32767), 0),
                "credited_as": Default(Text(longest=200), ""),
            },
            PieceCredit,
        )
    ),
    (),
)
NOTE = Record({"key": NOTE_KEY, "kind": NOTE_KIND, "added_in": LANGUAGE, "text": by_language("note")}, PieceNote)
FROZEN_NOTE = Record({"kind": NOTE_KIND, "added_in": LANGUAGE, "html": Cleaned(CLEANERS["note"])})
FROZEN_IMAGE = Record({"alt": Cleaned(CLEANERS["alt"]), "caption": Cleaned(CLEANERS["caption"])})
WAIVER = Record(
    {"problem": Text(longest=80, required=True), "reason": Text(), "by_name": BY_NAME, "at": Moment()}, PieceWaiver
)
REVISION = Record(
    {
        "number": REVISION_NUMBER,
        "title": Cleaned(CLEANERS["title"]),
        "subtitle": Default(Cleaned(CLEANERS["subtitle"]), ""),
        "standfirst": Default(Cleaned(CLEANERS["standfirst"]), ""),
        "body": Cleaned(CLEANERS["body"]),
        "notes": Default(Keyed(NOTE_KEY, FROZEN_NOTE), {}),
        "images": Default(Keyed(Text(required=True, form=r"[1-9][0-9]{0,17}"), FROZEN_IMAGE), {}),
        "lead_image": Default(Maybe(ID), LEFT_OUT),
        "slug": Default(Text(longest=80), ""),
        "origin": Default(Word(["", *Origin.values]), ""),
        "significance": Default(Word(["", *Significance.values]), ""),
        "released_at": optional(Moment()),
        "based_on": REVISION_NAME,
        "made_by_name": BY_NAME,
        "made_at": Moment(),
        "comment": FREE_TEXT,
    },
    PieceRevision,
)
PUBLICATION = Record(
    {
        "at": Moment(),
        "revision": Maybe(REVISION_NUMBER),
        "reason": FREE_TEXT,
        "correction": FREE_TEXT,
        "by_name": BY_NAME,
        "cancelled_at": optional(Moment()),
    },
    PiecePublication,
)
VERSION_OF_A_PIECE = Record(
    {
        "language": LANGUAGE,
        "stage": Word(Stage.values),
        "translated_from": optional(LANGUAGE),
        "based_on": REVISION_NAME,
        "origin": Default(Word(Origin.values), Origin.IMPORTED),
        "edit_number": Default(COUNT, 0),
        "assignee": USER_NAME,
        "reviewer": USER_NAME,
        "due_on": optional(Day()),
        "instruction": FREE_TEXT,
        "working_slug": Default(Text(longest=80), ""),
        "credits": CREDITS,
        "waivers": Default(Many(WAIVER), ()),
        "revisions": Default(Many(REVISION), ()),
        "publications": Default(Many(PUBLICATION), ()),
    },
    PieceVersion,
)
LOG_ENTRY = Record(
    {
        "language": LANGUAGE,
        "act": Word(Act.values),
        "from_stage": STAGE_OR_NONE,
        "to_stage": STAGE_OR_NONE,
        "by_name": BY_NAME,
        "at": Moment(),
        "comment": FREE_TEXT,
        "details": Default(Free(), {}),
        "dropped": Default(Flag(), False),
    },
    PieceLogEntry,
)
TEXTS = Record({name: Default(Cleaned(CLEANERS[name]), "") for name in TEXT_FIELDS})
ARTICLE = Record(
    {
        "id": ID,
        "original_language": LANGUAGE,
        "working_title": Text(longest=200, required=True),
        "shelved": Default(Flag(), False),
        "topics": Default(Many(ID), ()),
        "lead_image": optional(ID),
        "licence": Default(Word(["", *Licence.values]), ""),
        "first_published_in": Default(Text(longest=200), ""),
        "first_published_url": Default(WebAddress(longest=500), ""),
        "first_published_on": optional(Day()),
        "texts": Default(Keyed(LANGUAGE, TEXTS), {}),
        "notes": Default(Many(NOTE), ()),
        "credits": CREDITS,
        "versions": Many(VERSION_OF_A_PIECE),
        "log": Default(Many(LOG_ENTRY), ()),
    },
    Piece,
)
LINES = {"people": PERSON, "topics": TOPIC, "images": IMAGE, "pages": PAGE, "articles": ARTICLE}

MANIFEST = Record(
    {
        "format": Word([FORMAT]),
        "version": Number(VERSION, VERSION),
        "languages": Many(Text(required=True, form=r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")),
        "counts": Record(dict.fromkeys(FILES, COUNT)),
        "made_at": Moment(),
    },
    Manifest,
)
