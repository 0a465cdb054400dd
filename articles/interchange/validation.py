"""Looking a folder through before anything is written: every fault with its file, line and field.

One pass over each file, one line in memory at a time; what stays is the numbers and address words met so far.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import adoption
from articles.adoption import LEFT_OUT, Piece
from articles.interchange import media, schema
from articles.interchange.findings import Finding
from articles.interchange.kinds import Reading
from articles.interchange.lines import Unreadable, read_lines, read_manifest
from articles.interchange.progress import Progress
from articles.interchange.shapes import Manifest
from articles.models import Article, Image, Topic
from authors.models import Author
from journal.models import Page, User

MODELS = {"people": Author, "topics": Topic, "images": Image, "pages": Page, "articles": Article}
UNIQUE = {
    "people": ("id", "slug"),
    "topics": ("id", "slug"),
    "images": ("id",),
    "pages": ("key",),
    "articles": ("id",),
}
FILE_FIELDS = {"people": "portrait", "images": "file"}
MANIFEST = "journal.json"
MEDIA = "media"

_LINKED_ARTICLE = re.compile(r'href="article:([0-9]{1,18})')
_SHOWN_IMAGE = re.compile(r'data-image="([0-9]{1,18})"')


class Validation:
    """The state of one validation. After `run` is exhausted: `faults` counts the faults, `digests` says what the files
    held, and `manifest` is what the folder says of itself (None if that is faulty)."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder = folder
        self.progress = progress
        self.faults = 0
        self.manifest: Manifest | None = None
        self.digests: dict[str, str] = {}
        self._met: dict[tuple[str, str], dict[Any, int]] = {}
        self._links: dict[int, tuple[int, str]] = {}
        self._users: set[str] = set()

    def run(self) -> Iterator[Finding]:
        """Yield everything found. Reads the database, writes nothing."""
        for finding in self._find_all():
            self.faults += finding.is_fault
            yield finding

    def _find_all(self) -> Iterator[Finding]:
        yield from self._read_manifest()
        if self.manifest is None:
            return
        self._users = set(QuerySet(User).values_list("username", flat=True))
        for name in schema.FILES:
            yield from self._read_file(name, self.manifest.counts[name])
        yield from self._find_dead_links()

    def _read_manifest(self) -> Iterator[Finding]:
        path = self.folder / MANIFEST
        try:
            _require_plain_file(path)
            value = read_manifest(path)
        except (Unreadable, OSError) as error:
            yield Finding(MANIFEST, 0, "", _say(error))
            return
        reading = Reading()
        self.manifest = schema.MANIFEST.read(value, "", reading)
        for field, message in reading.faults:
            yield Finding(MANIFEST, 0, field, message)

    def _read_file(self, name: str, expected: int) -> Iterator[Finding]:
        file = f"{name}.jsonl"
        digest = hashlib.sha256()
        number = 0
        label = _("Checking {name}").format(name=name)
        taken = self._load_taken(name)
        try:
            _require_plain_file(self.folder / file)
            for number, value in self.progress.track(read_lines(self.folder / file, digest), label, expected):
                if isinstance(value, Unreadable):
                    yield Finding(file, number, "", str(value))
                else:
                    yield from self._check_line(name, number, value, taken)
        except (Unreadable, OSError) as error:
            yield Finding(file, 0, "", _say(error))
            return
        self.digests[name] = digest.hexdigest()
        if number != expected:
            message = _("The file has {found} lines, but “journal.json” speaks of {expected}.")
            yield Finding(file, 0, "", message.format(found=number, expected=expected))

    def _load_taken(self, name: str) -> dict[str, set[Any]]:
        """Return what the journal has already and nobody may bring again, by field."""
        rows = QuerySet(MODELS[name])
        return {field: set(rows.values_list("pk" if field == "id" else field, flat=True)) for field in UNIQUE[name]}

    def _check_line(self, name: str, number: int, value: object, taken: dict[str, set[Any]]) -> Iterator[Finding]:
        file = f"{name}.jsonl"
        reading = Reading(cleaning=True)
        row = schema.LINES[name].read(value, "", reading)
        for field, known in taken.items():
            self._check_unique(name, field, value, known, number, reading)
        if row is not None and name in FILE_FIELDS:
            self._check_media(FILE_FIELDS[name], getattr(row, FILE_FIELDS[name]), reading)
        if isinstance(row, Piece):
            for field, message in adoption.find_faults(row):
                reading.fault(field, message)
            self._check_references(row, number, reading)
        for field, message in reading.faults:
            yield Finding(file, number, field, message)
        for field, message in reading.notices:
            yield Finding(file, number, field, message, is_fault=False)

    def _check_unique(
        self, name: str, field: str, value: object, taken: set[Any], number: int, reading: Reading
    ) -> None:
        """Judge the field even where the rest of the line is faulty, so that others may refer to it."""
        own = value.get(field) if isinstance(value, dict) else None
        if not isinstance(own, int | str) or isinstance(own, bool):
            return
        met = self._met.setdefault((name, field), {})
        if own in met:
            reading.fault(field, _("This stands in line {number} already.").format(number=met[own]))
        elif own in taken:
            reading.fault(field, _("The journal has one of these already; an import never changes what is there."))
        met.setdefault(own, number)

    def _check_media(self, field: str, name: str, reading: Reading) -> None:
        if not name:
            return
        try:
            path = media.locate(self.folder / MEDIA, name)
            media.measure(path)
            if media.is_taken(path, name):
                reading.fault(field, _("The journal has another file of this name."))
        except (media.MediaRefused, OSError) as refusal:
            reading.fault(field, _say(refusal))

    def _check_references(self, piece: Piece, number: int, reading: Reading) -> None:
        people, topics, images = (self._met.get((name, "id"), {}) for name in ("people", "topics", "images"))
        credits = [(f"credits[{index}]", row) for index, row in enumerate(piece.credits)]
        for place, version in enumerate(piece.versions):
            credits += [(f"versions[{place}].credits[{index}]", row) for index, row in enumerate(version.credits)]
            for field in ("assignee", "reviewer"):
                name = getattr(version, field)
                if name and name not in self._users:
                    message = _("There is no account “{name}”; this stays empty.")
                    reading.notice(f"versions[{place}].{field}", message.format(name=name))
        for path, row in credits:
            if row.person not in people:
                reading.fault(f"{path}.person", _("There is no such person in “people.jsonl”."))
        for index, topic in enumerate(piece.topics):
            if topic not in topics:
                reading.fault(f"topics[{index}]", _("There is no such topic in “topics.jsonl”."))
        if piece.lead_image is not None and piece.lead_image not in images:
            reading.fault("lead_image", _("There is no such image in “images.jsonl”."))
        for place, version in enumerate(piece.versions):
            for index, revision in enumerate(version.revisions):
                if revision.lead_image not in (None, LEFT_OUT, *images):
                    path = f"versions[{place}].revisions[{index}].lead_image"
                    reading.fault(path, _("There is no such image in “images.jsonl”."))
        for path, html in _list_texts(piece):
            for found in _SHOWN_IMAGE.findall(html):
                if int(found) not in images:
                    message = _("The text shows image {number}, which is not in “images.jsonl”.")
                    reading.notice(path, message.format(number=found))
            for found in _LINKED_ARTICLE.findall(html):
                self._links.setdefault(int(found), (number, path))

    def _find_dead_links(self) -> Iterator[Finding]:
        """Links may lead forward, so they are judged at the end; each missing article is told of once."""
        articles = self._met.get(("articles", "id"), {})
        missing = [target for target in self._links if target not in articles]
        there = set()
        for start in range(0, len(missing), 500):
            there |= set(QuerySet(Article).filter(pk__in=missing[start : start + 500]).values_list("pk", flat=True))
        for target in missing:
            if target not in there:
                number, path = self._links[target]
                message = _("The text links to article {number}, which there is not.").format(number=target)
                yield Finding("articles.jsonl", number, path, message, is_fault=False)


def _list_texts(piece: Piece) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of everything that can hold a link or an image."""
    for language, texts in piece.texts.items():
        yield f"texts.{language}.body", texts["body"]
    for index, note in enumerate(piece.notes):
        for language, html in note.text.items():
            yield f"notes[{index}].text.{language}", html
    for place, version in enumerate(piece.versions):
        for index, revision in enumerate(version.revisions):
            path = f"versions[{place}].revisions[{index}]"
            yield f"{path}.body", revision.body
            for key, note in revision.notes.items():
                yield f"{path}.notes.{key}", note["html"]


def _require_plain_file(path: Path) -> None:
    if path.is_symlink() or not path.is_file():
        raise Unreadable(_("The file is missing, or it is not a plain file."))


def _say(error: Exception) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)
