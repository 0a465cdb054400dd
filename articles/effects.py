"""What each act does once right and stage are in order. Called by `articles.workflow` only, inside its transaction.

Every effect takes the held version, `by`, `at` and `comment`, and by keyword what the act takes besides; it returns the
details for the log (JSON), with three reserved keys: `columns` (columns of the version to store), `unchanged`, and
`stage` (where the version goes, if not where the table says).
"""

from datetime import date, datetime
from types import EllipsisType
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles import freshness, image_uses, problems, publication, revisions, rights
from articles.choices import Act, PublicationState, Right, Significance, Stage
from articles.models import LanguageVersion, LogEntry, Revision, Waiver
from articles.refusals import Incomplete, Invalid, NotAllowed, NotPossible
from articles.texts import find_shown_images, store_images, store_lead_image, store_notes, store_texts
from journal.models import PressStamp, User

Details = dict[str, Any]


def assign(
    version: LanguageVersion,
    *,
    by: rights.Person,
    at: datetime,
    comment: str,
    assignee: User | None = None,
    reviewer: User | None = None,
    due_on: date | None = None,
    instruction: str = "",
) -> Details:
    """Say who translates, who reviews, by when, with what instruction. What is not given is emptied.

    Invalid for a person without the right they would need.
    """
    for person, right, field in ((assignee, Right.TRANSLATE, "assignee"), (reviewer, Right.REVIEW, "reviewer")):
        needed = Right.EDIT if version.is_original and right is Right.TRANSLATE else right
        if person and not _holds(person, needed, version.language):
            raise Invalid(_("This person does not hold the right for this language."), field=field)
    columns = {"assignee": assignee, "reviewer": reviewer, "due_on": due_on, "instruction": instruction.strip()}
    return {
        "columns": columns,
        "assignee": rights.actor_name(assignee),
        "reviewer": rights.actor_name(reviewer),
        "due_on": due_on.isoformat() if due_on else "",
    }


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
) -> Details:
    """Store `texts` (title, subtitle, standfirst, body, slug; what is absent stays), `notes` (key to `kind`, `html`),
    and what is said of `images` (number to `alt`, `caption`) in the version's own language; of an original also the
    number of the `lead_image` (None: none), by those who may edit it. The first save of a planned version sets
    `based_on` to the source revision named, or to the newest released one; no other save touches it. A save that
    changes nothing is no act.
    """
    is_watched = "body" in (texts or {}) and not image_uses.sees_all_images(by)
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
    details: Details = {"changed": changed}
    columns: Details = {}
    if "slug" in changed:
        columns["working_slug"] = version.working_slug
    if version.stage == "planned":
        base = _source_revision(version, source_revision)
        columns["based_on"] = base
        details["based_on"] = base.number
    elif not changed:
        details["unchanged"] = True
    details["columns"] = columns
    return details


def waive(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, problem: str) -> Details:
    """Leave a problem as it is, for the reason in the comment."""
    if not comment.strip():
        raise Invalid(_("Say why this is left as it is."), field="comment")
    faults = {fault.id: fault for fault in problems.find_faults(version, source=version.based_on)}
    if problem not in faults or not faults[problem].waivable:
        raise NotPossible(_("This is not a problem that can be waived."))
    Waiver.objects.get_or_create(
        version=version,
        problem=problem,
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
    _require_complete(version)
    taken = revisions.take(version, by=by, at=at, comment=comment)
    return {"columns": {"based_on": base}, "revision": taken.number, "based_on": base.number if base else None}


def return_(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Send the text back, with a comment that says why."""
    if not comment.strip():
        raise Invalid(_("Say what should be changed."), field="comment")
    return {}


def approve(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Approve the text as it stands. Not by the person who submitted it, unless the language is set so."""
    submitted = LogEntry.objects.filter(version=version, act=Act.SUBMIT).order_by("-pk").first()
    own = submitted is not None and isinstance(by, User) and submitted.by_id == by.pk
    if own and version.language not in settings.SELF_REVIEW_LANGUAGES:
        raise NotAllowed(_("You submitted this text; somebody else has to approve it."))
    _require_complete(version)
    return {"revision": revisions.take(version, by=by, at=at, comment=comment).number}


def publish(
    version: LanguageVersion,
    *,
    by: rights.Person,
    at: datetime,
    comment: str,
    significance: str = "",
    correction: str = "",
) -> Details:
    """Freeze the text and have readers see it from now on."""
    return _put(version, at, by=by, at=at, comment=comment, significance=significance, correction=correction)


def schedule(
    version: LanguageVersion,
    *,
    by: rights.Person,
    at: datetime,
    comment: str,
    when: datetime,
    significance: str = "",
    correction: str = "",
) -> Details:
    """Freeze the text now and have readers see it from `when` on."""
    if when <= at:
        raise Invalid(_("The moment must lie in the future."), field="when")
    return _put(version, when, by=by, at=at, comment=comment, significance=significance, correction=correction)


def unschedule(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Cancel what was still to come. A text not touched since goes back to the stage it was scheduled from: one that
    skipped review has not become approved by it."""
    if not publication.cancel_pending(version, at=at):
        raise NotPossible(_("Nothing is scheduled."))
    if version.stage != Stage.DONE:
        return {}
    scheduled = LogEntry.objects.filter(version=version, act=Act.SCHEDULE).order_by("-pk").first()
    return {"stage": Stage(scheduled.from_stage)} if scheduled else {}


def release(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, significance: str = ""
) -> Details:
    """Freeze the text as a revision translators may work from; readers see nothing of it."""
    newest = freshness.newest_released(version)
    taken = _release(version, by=by, at=at, comment=comment, significance=significance)
    if newest is not None and taken.pk == newest.pk:
        raise NotPossible(_("Nothing has changed since the last revision was released."))
    return {"revision": taken.number, "significance": taken.significance}


def checked(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, source_revision: int | None = None
) -> Details:
    """Confirm the translation against the source revision named, without changing its text."""
    if source_revision is None:
        raise Invalid(_("Say which revision of the source you have checked against."), field="source_revision")
    base = _source_revision(version, source_revision)
    return {"columns": {"based_on": base}, "based_on": base.number}


def withdraw(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, reason: str = "") -> Details:
    """Take the version down; readers are told the reason."""
    if publication.standing(version, at=at).state is not PublicationState.PUBLISHED:
        raise NotPossible(_("This version is not published."))
    if not reason.strip():
        raise Invalid(_("Readers must be told why."), field="reason")
    publication.take_down(version, reason=reason.strip(), by=by, at=at)
    return {"reason": reason.strip()}


def reinstate(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Have readers see again what they saw before the withdrawal."""
    if publication.standing(version, at=at).state is not PublicationState.WITHDRAWN:
        raise NotPossible(_("This version is not withdrawn."))
    shown = publication.last_shown(version, at=at)
    if shown is None:  # a withdrawal follows something shown
        raise NotPossible(_("This version was never published."))
    publication.put(version, shown, from_moment=at, by=by, at=at)
    return {"revision": shown.number}


def roll_back(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, revision: int, correction: str = ""
) -> Details:
    """Have readers see an earlier published revision again; the working text stays as it is."""
    now = publication.standing(version, at=at)
    if now.state is not PublicationState.PUBLISHED or now.current is None:
        raise NotPossible(_("This version is not published."))
    earlier = version.revisions.filter(number=revision).first()
    if earlier is None or earlier.pk == now.current.revision_id or not publication.was_shown(version, earlier, at=at):
        raise Invalid(_("Choose an earlier revision that was published."), field="revision")
    publication.put(version, earlier, from_moment=at, by=by, at=at, correction=correction)
    return {"revision": earlier.number}


def reclassify(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, revision: int, significance: str
) -> Details:
    """Correct the significance of a released revision."""
    row = version.revisions.exclude(released_at=None).filter(number=revision).first()
    if row is None or significance not in Significance.values:
        raise Invalid(_("Choose a released revision and its significance."), field="significance")
    version.revisions.filter(pk=row.pk).update(significance=significance)
    PressStamp.bump()
    return {"revision": revision, "from": row.significance, "to": significance}


def _put(
    version: LanguageVersion,
    moment: datetime,
    *,
    by: rights.Person,
    at: datetime,
    comment: str,
    significance: str,
    correction: str,
) -> Details:
    _require_complete(version, publishing=True)
    taken = _release(version, by=by, at=at, comment=comment, significance=significance)
    now = publication.standing(version, at=at)
    shown = now.current.revision_id if now.current and now.pending is None else None
    if shown == taken.pk:
        raise NotPossible(_("Readers see exactly this text already."))
    publication.put(version, taken, from_moment=moment, by=by, at=at, correction=correction.strip())
    return {
        "revision": taken.number,
        "significance": taken.significance,
        "moment": moment.isoformat(),
        "review_skipped": version.stage not in (Stage.APPROVED, Stage.DONE),
    }


def _release(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, significance: str) -> Revision:
    """Take a released revision. The first one counts as substantive; a later, different one needs a significance."""
    content = revisions.working_content(version)
    if not content.title or not content.body:
        found = problems.find_faults(version, source=None, content=content)
        raise Incomplete([f for f in problems.blocking(found) if not f.waivable])
    newest = freshness.newest_released(version)
    if newest is None:
        weight = Significance.SUBSTANTIVE
    elif revisions.content_of(newest) == content:
        weight = Significance.TYPO
    elif significance in Significance.values:
        weight = Significance(significance)
    else:
        raise Invalid(_("Choose how weighty the change is."), field="significance")
    return revisions.take(version, by=by, at=at, comment=comment, significance=weight, content=content)


def _require_complete(version: LanguageVersion, *, publishing: bool = False) -> None:
    faults = problems.blocking(problems.find_faults(version, source=version.based_on), publishing=publishing)
    if faults:
        raise Incomplete(faults)


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


def _holds(person: User, right: Right, language: str) -> bool:
    if rights.is_chief(person):
        return True
    return any(row.right == right and row.language in ("", language) for row in rights.memberships(person))
