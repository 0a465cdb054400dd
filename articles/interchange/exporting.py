"""A journal out: everything but accounts, as a folder of JSON Lines and pictures."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.interchange import media, schema
from articles.interchange.gathering import (
    Line,
    gather_articles,
    gather_images,
    gather_pages,
    gather_people,
    gather_topics,
)
from articles.interchange.lines import LONGEST_LINE
from articles.interchange.progress import Progress
from articles.interchange.validation import FILE_FIELDS, MANIFEST, MEDIA, MODELS
from journal.languages import CODES

GATHER: dict[str, Callable[[], Iterator[Line]]] = {
    "people": gather_people,
    "topics": gather_topics,
    "images": gather_images,
    "pages": gather_pages,
    "articles": gather_articles,
}


class ExportRefused(Exception):
    """A journal that cannot be exported as it is, or not to there. The message is a sentence."""


def export_journal(folder: Path, *, at: datetime, progress: Progress) -> dict[str, int]:
    """Write the journal to `folder`, which must be new or empty, and return how many lines each file got.

    What is written is one state of the database, whatever is saved meanwhile. `journal.json` comes last: a folder
    without it is not complete. ExportRefused if the folder is in use or a picture is missing, OSError from the disk.
    Holds a few articles in memory; ten queries for each ten.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds what is not published yet
    if any(folder.iterdir()):
        raise ExportRefused(_("The folder is not empty."))
    (folder / MEDIA).mkdir()
    counts = {}
    with one_state():
        for name in schema.FILES:
            total = QuerySet(MODELS[name]).count()
            lines = progress.track(GATHER[name](), _("Writing {name}").format(name=name), total)
            counts[name] = _write_file(folder, name, lines)
    manifest = {
        "format": schema.FORMAT,
        "version": schema.VERSION,
        "languages": list(CODES),
        "counts": counts,
        "made_at": at.astimezone(UTC).isoformat(),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return counts


@contextmanager
def one_state() -> Iterator[None]:
    """Have every query within read the same state of the database, without holding up anybody who writes."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not atomic(): the site's transactions are IMMEDIATE, and this one would lock out the desk until its end.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _write_file(folder: Path, name: str, lines: Iterator[Line]) -> int:
    count = 0
    done: set[str] = set()
    with (folder / f"{name}.jsonl").open("wb") as file:
        for line in lines:
            encoded = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            if len(encoded) > LONGEST_LINE:
                message = _("Article {number} is too long to be exported: {size} bytes with all its revisions.")
                raise ExportRefused(message.format(number=line.get("id"), size=len(encoded)))
            file.write(encoded)
            count += 1
            picture = line[FILE_FIELDS[name]] if name in FILE_FIELDS else ""
            if picture and picture not in done:
                done.add(picture)
                try:
                    media.hand_out(picture, folder / MEDIA)
                except media.MediaRefused as refusal:
                    raise ExportRefused(str(refusal)) from refusal
    return count
