"""Bringing an earlier revision back as the working text, by way of a save: nothing is lost, nothing is skipped."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import revisions, rights, workflow
from articles.choices import Act
from articles.models import LanguageVersion, Revision
from articles.refusals import Conflict


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
        if workflow.may(by, Act.SAVE, held):
            kept = _("Kept when revision %(number)s was restored.") % {"number": revision.number}
            revisions.take(held, by=by, at=at, comment=kept)
        given = revisions.restorable_texts(revision)
        saved = workflow.apply(held, Act.SAVE, by=by, at=at, comment=comment, edit_number=edit_number, **given)
        revisions.take(saved, by=by, at=at, comment=comment)
    return saved


def is_working_text(revision: Revision, version: LanguageVersion) -> bool:
    """Whether the working text of the version would change nothing by having the revision restored. Up to six
    queries."""
    now, given = revisions.working_content(version), revisions.restorable_texts(revision)
    notes = {key: note["html"] for key, note in given["notes"].items()}
    return (
        all(getattr(now, name) == text for name, text in given["texts"].items())
        and {key: note["html"] for key, note in now.notes.items()} == notes
        and {number: now.images.get(str(number)) for number in given["images"]} == given["images"]
        and now.origin == given["origin"]
    )
