"""What readers see, and what translators may work from: releasing, publishing, scheduling, withdrawing, going back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from articles import corrections, freshness, problems, publication, revisions, rights
from articles.choices import Act, Origin, PublicationState, Significance, Stage
from articles.effects.completeness import require_complete
from articles.effects.details import Details
from articles.models import LanguageVersion, LogEntry, Revision
from articles.refusals import Incomplete, Invalid, NotPossible
from journal.models import PressStamp
from journal.text.sanitize import TextRefused


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
    corrections.reopen(version)
    if version.stage != Stage.DONE:
        return {}
    # Scheduling it again, from done, says nothing of where it came from
    led_here = LogEntry.objects.filter(version=version, to_stage=Stage.DONE).exclude(from_stage=Stage.DONE)
    scheduled = led_here.order_by("-pk").first()
    if scheduled is None or scheduled.act != Act.SCHEDULE or _was_shown(version, scheduled, at=at):
        return {}
    if scheduled.from_stage not in Stage.values:  # one that came in with a journal may not say it
        return {}
    return {"stage": Stage(scheduled.from_stage)}


def _was_shown(version: LanguageVersion, entry: LogEntry, *, at: datetime) -> bool:
    """Whether readers have seen the revision that was scheduled then."""
    number = entry.details.get("revision")
    return version.publications.standing(at=at).filter(revision__number=number).exists()


def release(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, significance: str = ""
) -> Details:
    """Freeze the text as a revision translators may work from; readers see nothing of it."""
    newest = freshness.newest_released(version)
    taken = _release(version, by=by, at=at, comment=comment, significance=significance)
    if newest is not None and taken.pk == newest.pk:
        raise NotPossible(_("Nothing has changed since the last revision was released."))
    return {"revision": taken.number, "significance": taken.significance}


def withdraw(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, reason: str = "") -> Details:
    """Take the version down; readers are told the reason."""
    now = publication.standing(version, at=at)
    if now.state is not PublicationState.PUBLISHED:
        raise NotPossible(_("This version is not published."))
    reason = _clean_words(reason, field="reason")
    if not reason:
        raise Invalid(_("Readers must be told why."), field="reason")
    if now.pending is not None:
        corrections.reopen(version)
    publication.take_down(version, reason=reason, by=by, at=at)
    return {"reason": reason}


def reinstate(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Have readers see again what they saw before the withdrawal."""
    now = publication.standing(version, at=at)
    if now.state is not PublicationState.WITHDRAWN:
        raise NotPossible(_("This version is not withdrawn."))
    last = publication.last_shown(version, at=at)
    if last is None or last.revision is None:  # a withdrawal follows something shown
        raise NotPossible(_("This version was never published."))
    if now.pending is not None:
        corrections.reopen(version)
    # The other languages were asked when the correction came out, and are not asked again
    publication.put(version, last.revision, from_moment=at, by=by, at=at, correction=last.correction)
    return {"revision": last.revision.number, **_say_unreviewed(last.revision)}


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
    told = _show(version, earlier, at, now, by=by, at=at, correction=correction)
    return {"revision": earlier.number, **told}


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
    require_complete(version, publishing=True)
    taken = _release(version, by=by, at=at, comment=comment, significance=significance)
    now = publication.standing(version, at=at)
    shown = now.current.revision_id if now.current and now.pending is None else None
    if shown == taken.pk:
        raise NotPossible(_("Readers see exactly this text already."))
    told = _show(version, taken, moment, now, by=by, at=at, correction=correction)
    return {
        "revision": taken.number,
        "significance": taken.significance,
        "moment": moment.isoformat(),
        "review_skipped": version.stage not in (Stage.APPROVED, Stage.DONE),
        **told,
    }


def _show(
    version: LanguageVersion,
    revision: Revision,
    moment: datetime,
    now: publication.Standing,
    *,
    by: rights.Person,
    at: datetime,
    correction: str = "",
) -> Details:
    """Put a revision before the readers and see to the correction tasks; return what else the log should say."""
    if now.pending is not None:
        corrections.reopen(version)
    told_readers = _clean_words(correction, field="correction")
    row = publication.put(version, revision, from_moment=moment, by=by, at=at, correction=told_readers)
    told: Details = corrections.follow(row, is_first=now.current is None, by=by, at=at)
    return {**told, **_say_unreviewed(revision)}


def _clean_words(text: str, *, field: str) -> str:
    """Return what readers will be told as it is stored, "" where nothing of it can be seen. Invalid if too long."""
    try:
        return publication.clean_words(text)
    except TextRefused as refusal:
        raise Invalid(_("A text is too long or too deeply nested to be stored."), field=field) from refusal


def _say_unreviewed(revision: Revision) -> Details:
    return {"unreviewed_machine": True} if revision.origin == Origin.MACHINE else {}


def dismiss(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Say that the version needs no correction, for the reason in the comment. Closes all its open tasks."""
    if not comment.strip():
        raise Invalid(_("Say why no correction is needed."), field="comment")
    closed = corrections.close(version, by=by, at=at, reason=comment)
    if not closed:
        raise NotPossible(_("No correction is asked of this version."))
    return {"dismissed": closed}


def _release(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, significance: str) -> Revision:
    """Take a released revision. The first one counts as substantive; a later, different one needs a significance."""
    content = revisions.working_content(version)
    if not content.title or not content.body:
        found = problems.find_faults(version, source=None, content=content, reads_words=False)
        raise Incomplete([f for f in problems.blocking(found) if not f.waivable])
    newest = freshness.newest_released(version)
    if newest is None:
        weight = Significance.SUBSTANTIVE
    elif revisions.content_of(newest) == content:
        weight = Significance.TYPO
    elif significance in Significance.values:
        weight = Significance(significance)
    else:
        raise Invalid(_("Choose the significance of the change."), field="significance")
    return revisions.take(version, by=by, at=at, comment=comment, significance=weight, content=content)
