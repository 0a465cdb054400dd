"""Bringing an earlier revision back as the working text, by way of a save: nothing is lost, nothing is skipped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import revisions, rights, workflow
from articles.choices import Act
from articles.models import Footnote, Image, LanguageVersion, Revision
from articles.refusals import Conflict
from journal.columns import columns, read


def restore(revision: Revision, *, by: rights.Person, at: datetime, edit_number: int) -> LanguageVersion:
    """Make a revision the working text of its version again and return the version; where it says the same already,
    nothing is done, so that twice is as good as once.

    The working text it replaces is kept as a revision, and so is the outcome. `edit_number` is the state the person
    saw: Conflict where it is not the present one. Else refused as SAVE is. What the text follows (`based_on`) stays.
    About thirty queries.
    """
    comment = _("Revision %(number)s restored.") % {"number": revision.number}
    with transaction.atomic():
        held = LanguageVersion.objects.select_for_update(of=("self",), no_key=True).get(pk=revision.version_id)
        if is_working_text(revision, held) and workflow.may(by, Act.SAVE, held):
            return held
        if edit_number != held.edit_number:
            raise Conflict
        given = revisions.restorable_texts(revision)
        if workflow.may(by, Act.SAVE, held):
            kept = _("Kept when revision %(number)s was restored.") % {"number": revision.number}
            keep_replaced(held, notes=given["notes"], images=given["images"], by=by, at=at, comment=kept)
        saved = workflow.apply(held, Act.SAVE, by=by, at=at, comment=comment, edit_number=edit_number, **given)
        revisions.take(saved, by=by, at=at, comment=comment)
    return saved


def keep_replaced(
    version: LanguageVersion,
    *,
    notes: Mapping[str, Mapping[str, str]],
    images: Mapping[int, Mapping[str, str]],
    by: rights.Person,
    at: datetime,
    comment: str,
) -> Revision:
    """Keep the working text as a revision before it is replaced, and with it what is about to be written over and what
    no revision of it would hold: `notes` it does not cite, and what is said of `images` it does not show.

    Both as SAVE takes them; a note without `html` goes. Call it inside a transaction that holds the version's row.
    About seven queries.
    """
    content, language = revisions.working_content(version), version.language
    rows = Footnote.objects.filter(article=version.article_id, key__in={*notes} - {*content.notes})
    more = {
        row.key: {"kind": row.kind, "added_in": row.added_in, "html": read(row, "text", language)}
        for row in rows.only("key", "kind", "added_in", *columns(["text"], language)).order_by("pk")
    }
    shown = Image.objects.filter(pk__in={*images} - {int(number) for number in content.images})
    words = {
        str(row.pk): {"alt": read(row, "alt", language), "caption": read(row, "caption", language)}
        for row in shown.only(*columns(["alt", "caption"], language))
    }
    content = replace(
        content,
        notes={
            **content.notes,
            **{key: note for key, note in more.items() if note["html"] not in ("", notes[key].get("html"))},
        },
        images={
            **content.images,
            **{number: said for number, said in words.items() if _is_replaced(said, images[int(number)])},
        },
    )
    return revisions.take(version, by=by, at=at, comment=comment, content=content)


def _is_replaced(stored: Mapping[str, str], given: Mapping[str, str]) -> bool:
    return any(text and given.get(name, text) != text for name, text in stored.items())


def is_working_text(revision: Revision, version: LanguageVersion) -> bool:
    """Whether the working text of the version would change nothing by having the revision restored. Up to seven
    queries."""
    now, given = revisions.working_content(version), revisions.restorable_texts(revision)
    notes = {key: note["html"] for key, note in given["notes"].items()}
    rows = Footnote.objects.filter(article=version.article_id, key__in=notes)
    stored = {
        row.key: read(row, "text", version.language) for row in rows.only("key", *columns(["text"], version.language))
    }
    return (
        all(getattr(now, name) == text for name, text in given["texts"].items())
        and stored == notes
        and {*now.notes} <= {*notes}
        and {number: now.images.get(str(number)) for number in given["images"]} == given["images"]
        and now.origin == given["origin"]
    )
