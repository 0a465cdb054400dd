"""A journal in: looked through first, then written whole or not at all."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from articles import images, rights, workflow
from articles.adoption import Piece
from articles.interchange import media, schema
from articles.interchange.findings import Finding
from articles.interchange.kinds import Reading
from articles.interchange.lines import read_lines
from articles.interchange.progress import Progress
from articles.interchange.shapes import OwnPage, Person, Picture, Subject
from articles.interchange.validation import MEDIA, MODELS, Validation
from articles.models import Image, Topic
from articles.refusals import Refused
from authors.models import Author
from journal.columns import column
from journal.models import Page, PressStamp

MOST_LINES = 25
MOST_BYTES = 4_000_000
"""So many lines, or about so many characters of text, are written at a time."""


class ImportRefused(Exception):
    """A folder that was not imported; nothing has been written. The message is a sentence."""


def import_journal(
    folder: Path,
    *,
    at: datetime,
    report: Callable[[Finding], None],
    progress: Progress,
    by: rights.Person = None,
) -> dict[str, int]:
    """Take in the journal that lies in `folder` and return how many lines each file had.

    Everything found while looking it through goes to `report`. ImportRefused if there was a fault, if the folder
    changed meanwhile, or if somebody wrote to the journal so that it no longer fits. Holds a few articles in memory,
    besides the numbers of all of them; the database is locked for writing from the first row to the last. The smaller
    copies of pictures are made after that.
    """
    validation = Validation(folder, progress)
    for finding in validation.run():
        report(finding)
    if validation.faults or validation.manifest is None:
        raise ImportRefused(_("There are faults ({count}). Nothing was imported.").format(count=validation.faults))
    brought: list[str] = []
    try:
        with transaction.atomic():
            for name in schema.FILES:
                rows = _read(folder, name, validation.digests[name])
                shown = progress.track(rows, _("Writing {name}").format(name=name), validation.manifest.counts[name])
                for batch in _batch(shown):
                    _write(name, batch, folder, brought, by=by, at=at)
            _set_sequences()
            PressStamp.bump()
    except BaseException as error:  # also a person's Ctrl-C: the pictures must go whatever ends the import
        media.remove(brought)
        if isinstance(error, DatabaseError | Refused | media.MediaRefused | OSError):
            message = _("The journal changed while it was imported, or could not be written. Nothing was imported.")
            raise ImportRefused(f"{message} ({error})") from error
        raise
    draw_missing_copies(progress)
    return validation.manifest.counts


def draw_missing_copies(progress: Progress) -> int:
    """Make the smaller copies of the pictures that have none, one by one, and return how many got some.

    Not in the transaction of the import: it takes up to a few seconds a picture, and until then readers are shown the
    file itself. What is interrupted is taken up by `manage.py draw_copies`.
    """
    bare = list(Image.objects.filter(widths=[]).order_by("pk").values_list("pk", flat=True))
    label = _("Drawing copies")
    return sum(images.add_copies(Image.objects.get(pk=pk)) for pk in progress.track(bare, label, len(bare)))


def _read(folder: Path, name: str, expected: str) -> Iterator[tuple[Any, int]]:
    """Yield the rows of a file that was found good, with their sizes. ImportRefused if it is not the same any more."""
    digest = hashlib.sha256()
    changed = _("A file changed while it was imported. Nothing was imported.")
    for _number, value in read_lines(folder / f"{name}.jsonl", digest):
        reading = Reading()
        row = schema.LINES[name].read(value, "", reading)
        if row is None:
            raise ImportRefused(changed)
        yield row, _weigh(row)
    if digest.hexdigest() != expected:
        raise ImportRefused(changed)


def _weigh(row: object) -> int:
    if not isinstance(row, Piece):
        return 0
    return sum(len(revision.body) for version in row.versions for revision in version.revisions)


def _batch(rows: Iterator[tuple[Any, int]]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    weight = 0
    for row, size in rows:
        batch.append(row)
        weight += size
        if len(batch) >= MOST_LINES or weight >= MOST_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _write(name: str, batch: list[Any], folder: Path, brought: list[str], *, by: rights.Person, at: datetime) -> None:
    if name == "people":
        Author.objects.bulk_create([_person(row, folder, brought) for row in batch])
    elif name == "topics":
        Topic.objects.bulk_create([_topic(row) for row in batch])
    elif name == "images":
        Image.objects.bulk_create([_image(row, folder, brought) for row in batch])
    elif name == "pages":
        Page.objects.bulk_create([_page(row) for row in batch])
    else:
        workflow.adopt(batch, by=by, at=at)


def _person(row: Person, folder: Path, brought: list[str]) -> Author:
    if row.portrait:
        _take_in(row.portrait, folder, brought)
    return Author(
        id=row.id,
        slug=row.slug,
        given_name=row.given_name,
        family_name=row.family_name,
        portrait=row.portrait,
        orcid=row.orcid,
        website=row.website,
        **_texts(name=row.name, bio=row.bio, affiliation=row.affiliation),
    )


def _topic(row: Subject) -> Topic:
    return Topic(id=row.id, slug=row.slug, **_texts(name=row.name))


def _image(row: Picture, folder: Path, brought: list[str]) -> Image:
    width, height = _take_in(row.file, folder, brought)
    return Image(
        id=row.id,
        file=row.file,
        width=width,
        height=height,
        credit=row.credit,
        licence=row.licence,
        name=row.name,
        **_texts(alt=row.alt, caption=row.caption),
    )


def _page(row: OwnPage) -> Page:
    return Page(key=row.key, **_texts(title=row.title, body=row.body))


def _texts(**fields: dict[str, str]) -> dict[str, Any]:
    return {column(name, code): text for name, texts in fields.items() for code, text in texts.items()}


def _take_in(name: str, folder: Path, brought: list[str]) -> tuple[int, int]:
    """Store a picture and return its width and height; `brought` gets its name if it is new here."""
    path = media.locate(folder / MEDIA, name)
    size = media.measure(path)
    if media.take_in(path, name):
        brought.append(name)
    return size


def _set_sequences() -> None:
    """Have the next row of each model get a free primary key, also where the database counts apart (PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(MODELS.values())):
            cursor.execute(statement)
