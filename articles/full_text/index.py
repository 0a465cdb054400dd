"""The index of the readers' search, written in the transaction of the publication that needs it.

A revision never changes, so it is indexed once: when it is first put before readers, or scheduled. Whether readers may
see it at a moment is not known here.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from articles.full_text import engines
from articles.full_text.kinds import Term, Texts
from articles.models import Publication, Revision, SearchText, SearchWord
from journal.text.plain import to_text
from journal.text.slugs import slugify
from journal.text.words import list_words

BATCH = 100
"""Revisions whose texts are held at once."""

_FIELDS = ("pk", "version_id", "version__language", "title", "subtitle", "standfirst", "body", "notes", "images")


def store_revisions(
    revisions: Iterable[int],
    *,
    revision_model: type[Any] = Revision,
    text_model: type[Any] = SearchText,
) -> int:
    """Index those of `revisions` (ids) that are not yet; return how many there were. To be called in the transaction of
    the publication. Some four queries for each BATCH, one where all are indexed. Migrations give their own models."""
    wanted = sorted(set(revisions))
    count = 0
    for first in range(0, len(wanted), BATCH):
        batch = wanted[first : first + BATCH]
        rows = revision_model.objects.filter(pk__in=batch, search_text=None).order_by("pk").values_list(*_FIELDS)
        count += _store(list(rows), text_model)
    return count


def forget_revisions(revisions: Sequence[int]) -> None:
    """Take revisions (ids) out of the search for good, and with them every word that stands nowhere else.

    For what must not be found any more (redaction). A query for each different word of theirs.
    """
    with transaction.atomic():
        rows = SearchText.objects.filter(pk__in=revisions)
        texts = [Texts(*row) for row in rows.values_list(*Texts._fields)]
        rows.delete()
        engine = engines.choose()
        engine.forget(connection, list(revisions))
        words = {word for text in texts for part in text for word in list_words(part)}
        gone = [
            word
            for word in words
            if not SearchText.objects.filter(engine.match([Term(word, (word,), ((word, ""),))], "all")).exists()
        ]
        SearchWord.objects.filter(word__in=gone).delete()


def rebuild(*, say: Callable[[str], None] = lambda line: None) -> int:
    """Make the whole index anew from the publications, all or nothing; return the number of revisions.

    Readers go on searching the old one meanwhile (PostgreSQL), or wait with what they write (SQLite).
    """
    engine = engines.choose()
    engine.prepare(connection)
    with transaction.atomic():
        SearchText.objects.all().delete()
        SearchWord.objects.all().delete()
        engine.forget(connection, None)
        wanted = sorted(set(Publication.objects.exclude(revision=None).values_list("revision_id", flat=True)))
        for first in range(0, len(wanted), BATCH):
            store_revisions(wanted[first : first + BATCH])
            say(f"{min(first + BATCH, len(wanted))} / {len(wanted)}")
    return len(wanted)


def _store(rows: Sequence[tuple[Any, ...]], text_model: type[Any]) -> int:
    if not rows:
        return 0
    engine = engines.choose()
    texts = {row[0]: (_read_texts(*row[3:]), str(row[2])) for row in rows}
    text_model.objects.bulk_create(
        text_model(
            revision_id=row[0],
            version_id=row[1],
            **texts[row[0]][0]._asdict(),
            **engine.make_vectors(*texts[row[0]]),
        )
        for row in rows
    )
    engine.store(connection, texts)
    words = {(row[2], word) for row in rows for part in texts[row[0]][0] for word in list_words(part)}
    engine.store_words(connection, [(language, word, slugify(word, language)) for language, word in sorted(words)])
    return len(rows)


def _read_texts(
    title: str, subtitle: str, standfirst: str, body: str, notes: dict[str, Any], images: dict[str, Any]
) -> Texts:
    below = [to_text(note["html"]) for note in notes.values()] + [image["caption"] for image in images.values()]
    lead = "\n".join(filter(None, (subtitle, standfirst)))
    return Texts(title, lead, to_text(body), "\n".join(filter(None, below)))
