"""What a notice says: whole sentences, since languages decline, and none that has to know anybody's gender.

Mails name pieces, languages, people and days. No text of a piece, and no comment, which may quote one, leaves the desk.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Notice

Kind = Notice.Kind

SENTENCES: dict[str, Promise] = {
    Kind.ASSIGNED: gettext_lazy("The text is assigned to you."),
    Kind.TO_REVIEW: gettext_lazy("The text is waiting for review."),
    Kind.RETURNED: gettext_lazy("The text has been returned with a comment."),
    Kind.APPROVED: gettext_lazy("The text has been approved."),
    Kind.PUBLISHED: gettext_lazy("The text has been published."),
    Kind.WITHDRAWN: gettext_lazy("The text has been withdrawn."),
    Kind.OUTDATED: gettext_lazy("The source has changed; the translation is behind it."),
    Kind.CAN_START: gettext_lazy("The source has been released; the translation can be started."),
    Kind.CORRECTION: gettext_lazy("Another language was published with a correction. Does this text need one?"),
    Kind.COMMENT: gettext_lazy("There is a new comment."),
    Kind.DECLINED: gettext_lazy("The assignment has been declined."),
    Kind.DUE_SOON: gettext_lazy("The text is due soon."),
    Kind.OVERDUE: gettext_lazy("The text is overdue."),
}
"""By kind, where the details ask for no other."""

REVIEWER = gettext_lazy("You are named as the reviewer of the text.")
READY = gettext_lazy("The text has been approved and can be published.")


def say(notice: Notice) -> str:
    """Return what a notice about a version says, in the active language. Free."""
    details = notice.details
    sentence = str(SENTENCES[notice.kind])
    if notice.kind == Kind.ASSIGNED and details.get("role") == "reviewer":
        sentence = str(REVIEWER)
    elif notice.kind == Kind.APPROVED and details.get("ready"):
        sentence = str(READY)
    elif notice.kind == Kind.PUBLISHED and (moment := _read_moment(details.get("moment"))):
        sentence = _("The text is scheduled for %(moment)s.") % {"moment": show_moment(moment)}
    if due := _read_day(details.get("due_on")):
        due_on = _("Due on %(day)s.") % {"day": due.isoformat()}
        sentence = f"{sentence} {due_on}"
    return sentence


def name_kind(notice: Notice) -> str:
    """Return the notice in two or three words, for the subject. Free."""
    if notice.kind == Kind.APPROVED and notice.details.get("ready"):
        return _("ready to publish")
    if notice.kind == Kind.PUBLISHED and notice.details.get("moment"):
        return _("scheduled")
    if notice.kind == Kind.ASSIGNED and notice.details.get("role") == "reviewer":
        return str(Kind.TO_REVIEW.label)
    return str(Kind(notice.kind).label)


def show_moment(moment: datetime) -> str:
    """Return a moment as the desk shows it, in the time zone of the site. Free."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _read_moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None


def _read_day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
