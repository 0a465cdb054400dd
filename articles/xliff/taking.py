"""Taking a translator's file over: a save and a submit through the workflow, both or neither."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import revisions, rights, workflow
from articles.choices import Act, Stage
from articles.models import LanguageVersion
from articles.xliff.outcomes import Fit


def take_over(
    version: LanguageVersion, made: Fit, *, by: rights.Person, at: datetime, edit_number: int | None, submit: bool
) -> LanguageVersion:
    """Store what a file made of the translation and, with `submit`, hand it in as brought up to the file's revision of
    the source. Return the version as it is then.

    A text that would be replaced is kept as a revision first. `edit_number` is the state the person saw. NotAllowed,
    NotPossible, Conflict, Invalid or Incomplete as the acts have them; then nothing at all has been written. In one
    transaction; about thirty queries.
    """
    with transaction.atomic():
        held = LanguageVersion.objects.select_for_update(no_key=True, of=("self",)).get(pk=version.pk)
        if held.stage != Stage.PLANNED and workflow.may(by, Act.SAVE, held):
            _keep_present(held, made, by=by, at=at)
        saved = workflow.apply(
            version,
            Act.SAVE,
            by=by,
            at=at,
            comment=_("From an XLIFF file."),
            edit_number=edit_number,
            texts=made.texts,
            notes={key: {"html": html} for key, html in made.notes.items()},
            images={int(pk): words for pk, words in made.images.items()},
            source_revision=made.revision.number,
        )
        if not submit:
            return saved
        return workflow.apply(
            saved, Act.SUBMIT, by=by, at=at, edit_number=saved.edit_number, source_revision=made.revision.number
        )


def may_submit(user: rights.Person, version: LanguageVersion) -> bool:
    """Whether the person may hand the text in once they have saved it. At most two queries."""
    if not workflow.may(user, Act.SAVE, version):
        return False
    saved = LanguageVersion(
        pk=version.pk,
        article_id=version.article_id,
        language=version.language,
        stage=Stage.RETURNED if version.stage == Stage.RETURNED else Stage.DRAFT,
        translated_from_id=version.translated_from_id,
        assignee_id=version.assignee_id,
        reviewer_id=version.reviewer_id,
    )
    return version.stage != Stage.IN_REVIEW and workflow.may(user, Act.SUBMIT, saved)


def _keep_present(version: LanguageVersion, made: Fit, *, by: rights.Person, at: datetime) -> None:
    """Freeze the text that stands there, unless there is none or the file says the same."""
    present = revisions.working_content(version)
    has_text = any((present.title, present.subtitle, present.standfirst, present.body))
    if has_text and made.present != made.proposed:
        revisions.take(version, by=by, at=at, comment=_("Kept before an XLIFF file was taken over."), content=present)
