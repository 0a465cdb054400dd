"""What is done to a text: saving, waiving a problem, submitting, returning, approving, checking against the source."""

from datetime import datetime
from types import EllipsisType

from django.utils.translation import gettext_lazy as _

from articles import image_uses, problems, revisions, rights
from articles.choices import Origin, Right, Stage
from articles.effects.completeness import require_complete
from articles.effects.details import Details
from articles.hindrances import submitted_by
from articles.models import LanguageVersion, Revision, Waiver
from articles.refusals import Invalid, NotAllowed, NotPossible
from articles.searching import store_words
from articles.texts import find_shown_images, store_images, store_lead_image, store_notes, store_texts
from journal.models import User


def save(
    version: LanguageVersion,
    *,
    by: rights.Person,
    at: datetime,
    comment: str,
    texts: dict[str, str] | None = None,
    notes: dict[str, dict[str, str]] | None = None,
    remove_notes: tuple[str, ...] = (),
    images: dict[int, dict[str, str]] | None = None,
    lead_image: int | EllipsisType | None = ...,
    source_revision: int | None = None,
    origin: str | None = None,
) -> Details:
    """Store `texts` (title, subtitle, standfirst, body, slug; what is absent stays), `notes` (key to `kind`, `html`),
    and what is said of `images` (number to `alt`, `caption`) in the version's own language; of an original also the
    number of the `lead_image` (None: none), by those who may edit it. The first save of a planned version sets
    `based_on` to the source revision named, or to the newest released one; no other save touches it. `origin` says who
    made the words (None: stays); that a person has revised a machine draft is for the approval to say. A save that
    changes nothing is no act.
    """
    is_watched = "body" in (texts or {}) and not rights.sees_all(by)
    seen = set(image_uses.visible_images(by).values_list("pk", flat=True)) if is_watched else set()
    shown = find_shown_images(version) if images or is_watched else ()
    changed = store_texts(version, texts or {}) + store_notes(version, notes or {}, remove_notes)
    # With the text, an image put into it by its number alone would become theirs to see
    if is_watched and not {*find_shown_images(version)} <= {*shown, *seen}:
        raise Invalid(_("There is no image with this number, or it is not yours to see."), field="body")
    if lead_image is not ...:
        if not rights.may(by, Right.EDIT, version):
            raise NotAllowed
        changed += store_lead_image(version, lead_image)
    changed += store_images(version, images or {}, before=shown)
    if changed:
        store_words(version)
    columns: Details = {}
    details: Details = {"changed": changed}
    if origin is not None and origin != version.origin:
        _require_believable(version, origin, by=by)
        columns["origin"] = details["origin"] = origin
        changed.append("origin")
    if "slug" in changed:
        columns["working_slug"] = version.working_slug
    if version.stage == Stage.PLANNED:
        base = _source_revision(version, source_revision)
        columns["based_on"] = base
        details["based_on"] = base.number
    elif not changed:
        details["unchanged"] = True
    details["columns"] = columns
    return details


def waive(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, problem: str) -> Details:
    """Leave the problem of that id as it is, for the reason in the comment, as long as the words it is about stay."""
    if not comment.strip():
        raise Invalid(_("Say why this is left as it is."), field="comment")
    found = problems.find_faults(version, source=version.based_on, reads_credits=True)
    faults = {fault.id: fault for fault in found}
    if problem not in faults or not faults[problem].waivable:
        raise NotPossible(_("This is not a problem that can be waived."))
    Waiver.objects.get_or_create(
        version=version,
        problem=faults[problem].waiver,
        defaults={
            "reason": comment,
            "by": by if isinstance(by, User) else None,
            "by_name": rights.actor_name(by),
            "at": at,
        },
    )
    return {"problem": problem}


def submit(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, source_revision: int | None = None
) -> Details:
    """Hand the text in. A translation says which source revision this brings it up to; the text must be complete."""
    base = version.based_on
    if not version.is_original:
        if source_revision is None:
            raise Invalid(_("Say which revision of the source this brings the text up to."), field="source_revision")
        base = _source_revision(version, source_revision)
    version.based_on = base
    require_complete(version)
    taken = revisions.take(version, by=by, at=at, comment=comment)
    return {"columns": {"based_on": base}, "revision": taken.number, "based_on": base.number if base else None}


def return_(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Send the text back, with a comment that says why. What the reviewer has made of it is kept as a revision, so that
    the translator sees the changes also when writing on."""
    if not comment.strip():
        raise Invalid(_("Say what should be changed."), field="comment")
    return {"revision": revisions.take(version, by=by, at=at, comment=comment).number}


def approve(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Approve the text as it stands. Not by the person who submitted it, unless the language is set so. A machine draft
    is one that a person has revised from now on: a revision that says `machine` has been reviewed by nobody."""
    if submitted_by(version, by):
        raise NotAllowed(_("You submitted this text; somebody else has to approve it."))
    require_complete(version)
    details: Details = {"columns": {}}
    if version.origin == Origin.MACHINE:
        version.origin = details["columns"]["origin"] = details["origin"] = Origin.MACHINE_REVISED.value
    return {**details, "revision": revisions.take(version, by=by, at=at, comment=comment).number}


def checked(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, source_revision: int | None = None
) -> Details:
    """Confirm the translation against the source revision named, without changing its text."""
    if source_revision is None:
        raise Invalid(_("Say which revision of the source you have checked against."), field="source_revision")
    base = _source_revision(version, source_revision)
    return {"columns": {"based_on": base}, "based_on": base.number}


def _source_revision(version: LanguageVersion, number: int | None) -> Revision:
    """Return the released revision of the source with that number, or the newest; never one before `based_on`."""
    released = Revision.objects.filter(version_id=version.translated_from_id, released_at__isnull=False)
    if not released.exists():
        raise NotPossible(_("The source has not been released for translation yet."))
    if number is None:
        return released.order_by("-number")[0]
    row = released.filter(number=number).first()
    if row is None or (version.based_on is not None and number < version.based_on.number):
        raise Invalid(_("The source has no such revision to bring the text up to."), field="source_revision")
    return row


def _require_believable(version: LanguageVersion, origin: str, *, by: rights.Person) -> None:
    """Invalid for an unknown origin. Unless the text is that of a revision that says so, Invalid for `machine_revised`,
    which an approval makes of a machine draft, and for whatever is said of a machine draft by people who do not review
    the language: its label would be gone, and no reviewer would have seen it."""
    if origin not in Origin.values:
        raise Invalid(_("There is no such origin."), field="origin")
    is_revised = origin == Origin.MACHINE_REVISED
    if not is_revised and (version.origin != Origin.MACHINE or rights.may(by, Right.REVIEW, version)):
        return
    now = revisions.working_content(version)
    if version.revisions.filter(origin=origin, title=now.title, standfirst=now.standfirst, body=now.body).exists():
        return
    if is_revised:
        raise Invalid(_("A machine draft counts as revised once it has been approved."), field="origin")
    words = _("A machine made this draft. Somebody who reviews this language has to say that a person did.")
    raise Invalid(words, field="origin")
