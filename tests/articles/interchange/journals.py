"""Journals for the tests of interchange: generated ones, a small one to break, and their rows for comparison."""

import io
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Model, QuerySet
from PIL import Image as Picture

from articles import workflow
from articles.adoption import (
    Piece,
)
from articles.images import add_copies
from articles.models import (
    Article,
    Credit,
    Footnote,
    Image,
    LanguageVersion,
    LogEntry,
    Publication,
    Revision,
    Topic,
    Waiver,
)
from authors.models import Author
from journal.models import Page, User

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACCOUNTS = ("anna", "davit")
EVERYTHING = (
    Waiver,
    LogEntry,
    Credit,
    Publication,
    LanguageVersion,
    Revision,
    Footnote,
    Article,
    Topic,
    Image,
    Author,
    Page,
)


@dataclass
class Journal:
    """What is there before it is exported: keyword arguments of rows, and pieces."""

    people: list[dict[str, Any]] = field(default_factory=list)
    topics: list[dict[str, Any]] = field(default_factory=list)
    images: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def store(self) -> None:
        """Make the rows, and the files of the pictures with their copies."""
        create_accounts()
        for row in [*self.people, *self.images]:
            name = row.get("portrait") or row.get("file")
            if name:
                draw_picture(Path(settings.MEDIA_ROOT) / name)
        Author.objects.bulk_create([Author(**row) for row in self.people])
        Topic.objects.bulk_create([Topic(**row) for row in self.topics])
        for image in Image.objects.bulk_create([Image(**row) for row in self.images]):
            add_copies(image)
        Page.objects.bulk_create([Page(**row) for row in self.pages])
        workflow.adopt(self.pieces, by=None, at=NOW)


def create_accounts() -> None:
    """Create the accounts that pieces may be assigned to."""
    for name in ACCOUNTS:
        User.objects.get_or_create(username=name)


def draw_picture(path: Path) -> None:
    """Write a picture of 3 x 2 pixels in the format that the name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    Picture.new("RGB", (3, 2), "teal").save(content, {"jpg": "jpeg"}.get(path.suffix[1:], path.suffix[1:]))
    path.write_bytes(content.getvalue())


@contextmanager
def passing() -> Iterator[None]:
    """Undo in the end what the block did to the database, and take every picture away."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def export(folder: Path) -> Path:
    """Export to a fresh folder and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    call_command("export_journal", folder, stdout=io.StringIO())
    return folder


def take_in(folder: Path) -> str:
    """Import the folder and return what was said on the error stream. CommandError if it is refused."""
    said = io.StringIO()
    try:
        call_command("import_journal", folder, stdout=io.StringIO(), stderr=said, no_color=True)
    except CommandError as error:
        raise CommandError(f"{said.getvalue()}{error}") from error
    return said.getvalue()


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return every file of an export by its name, the manifest without the moment it was made at."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads(files["journal.json"])
    del manifest["made_at"]
    return {**files, "journal.json": json.dumps(manifest).encode()}


def dump_rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the journal, what new rows get anew (their own keys) replaced by what names them."""
    version = ("version__article_id", "version__language")
    base = ("based_on__version__article_id", "based_on__version__language", "based_on__number")
    natural: dict[type[Model], dict[str, tuple[str, ...]]] = {
        LanguageVersion: {
            "translated_from": ("translated_from__language",),
            "based_on": base,
            "assignee": ("assignee__username",),
            "reviewer": ("reviewer__username",),
        },
        Revision: {"version": version, "based_on": base},
        Publication: {"version": version, "revision": ("revision__number",)},
        Credit: {"version": version},
        LogEntry: {"version": version},
        Waiver: {"version": version},
    }
    dumped = {}
    for model in (*EVERYTHING, Article.topics.through):
        names: list[str] = []
        for column in model._meta.concrete_fields:
            keeps_key = model in (Article, Topic, Image, Author)
            if not column.primary_key or keeps_key:
                names += natural.get(model, {}).get(column.name, (column.attname,))
        rows = [
            {
                name: json.dumps(value, sort_keys=True) if isinstance(value, dict) else value
                for name, value in row.items()
            }
            for row in QuerySet(model).values(*names)
        ]
        dumped[model.__name__] = sorted(rows, key=repr)
    return dumped


def write_lines(path: Path, lines: Iterable[object]) -> None:
    """Write values as JSON Lines."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def read_lines(path: Path) -> list[Any]:
    """Return the values of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def make_small_folder(folder: Path) -> Path:
    """Write by hand a journal of one person, topic, picture, page and article, and return its path."""
    folder.mkdir()
    draw_picture(folder / "media/images/square.png")
    write_lines(folder / "people.jsonl", [{"id": 5, "slug": "anna", "name": {"hy": "Աննա", "en": "Anna"}}])
    write_lines(folder / "topics.jsonl", [{"id": 6, "slug": "cities", "name": {"en": "Cities"}}])
    write_lines(folder / "images.jsonl", [{"id": 7, "file": "images/square.png", "alt": {"hy": "Հրապարակ"}}])
    write_lines(folder / "pages.jsonl", [{"key": "about", "title": {"en": "About"}, "body": {"en": "<p>Us.</p>"}}])
    frozen = {"a": {"kind": "reference", "added_in": "hy", "html": "Նույն տեղում"}}
    revision = {
        "number": 1,
        "title": "Քաղաքը",
        "body": '<p>Տեքստ<sup data-note="a"></sup></p>',
        "notes": frozen,
        "images": {"7": {"alt": "Հրապարակ", "caption": ""}},
        "significance": "substantive",
        "released_at": "2026-03-01T12:00:00+04:00",
        "made_at": "2026-03-01T12:00:00+04:00",
    }
    original = {
        "language": "hy",
        "stage": "done",
        "revisions": [revision],
        "publications": [{"at": "2026-03-01T13:00:00+04:00", "revision": 1}],
        "waivers": [{"problem": "a", "reason": "b", "at": "2026-03-01T12:00:00Z"}],
    }
    translation = {
        "language": "en",
        "stage": "draft",
        "translated_from": "hy",
        "based_on": ["hy", 1],
        "assignee": "anna",
        "due_on": "2026-04-01",
        "credits": [{"person": 5, "role": "translator"}],
    }
    article = {
        "id": 8,
        "original_language": "hy",
        "working_title": "The city",
        "topics": [6],
        "lead_image": 7,
        "texts": {"hy": {"title": "Քաղաքը", "body": revision["body"]}, "en": {"title": "The city"}},
        "notes": [{"key": "a", "kind": "reference", "added_in": "hy", "text": {"hy": "Նույն տեղում"}}],
        "credits": [{"person": 5, "role": "author"}],
        "versions": [original, translation],
    }
    write_lines(folder / "articles.jsonl", [article])
    counts = {"people": 1, "topics": 1, "images": 1, "pages": 1, "articles": 1}
    manifest = {
        "format": "enface-journal",
        "version": 1,
        "languages": ["hy", "en"],
        "counts": counts,
        "made_at": "2026-03-01T12:00:00Z",
    }
    (folder / "journal.json").write_text(json.dumps(manifest))
    return folder
