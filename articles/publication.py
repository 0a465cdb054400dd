"""What readers see, and from when on. Every change here renews the press stamp in its own transaction.

The rows are made through `articles.workflow` only, which holds the version's row and has checked the rights.
Visibility needs no worker: the newest publication whose moment has come decides.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from articles import rights
from articles.choices import PublicationState
from articles.full_text.index import store_revisions
from articles.models import LanguageVersion, Publication, Revision
from journal.models import PressStamp, User
from journal.text.sanitize import clean_lines


@dataclass(frozen=True)
class Standing:
    """What readers see of a version at a moment, and what is to come."""

    state: PublicationState
    current: Publication | None
    """The newest publication that stands, a withdrawal included."""
    pending: Publication | None
    """The next one to come."""


def clean_words(text: str) -> str:
    """Return a reason or a correction note as it is stored, "" where nothing of it can be seen. Linear; TextRefused."""
    cleaned = clean_lines(text)
    return cleaned if any(letter.isprintable() and not letter.isspace() for letter in cleaned) else ""


def standing(version: LanguageVersion, *, at: datetime) -> Standing:
    """Return what readers see of the version at `at` (aware). Two queries, no text loaded."""
    rows = version.publications.select_related("revision").defer(
        "revision__body", "revision__notes", "revision__standfirst"
    )
    current = rows.standing(at=at).order_by("-at", "-pk").first()
    pending = rows.pending(at=at).order_by("at", "pk").first()
    if current is not None and current.revision_id is not None:
        state = PublicationState.PUBLISHED
    elif current is not None:
        state = PublicationState.WITHDRAWN
    elif pending is not None:
        state = PublicationState.SCHEDULED
    else:
        state = PublicationState.UNPUBLISHED
    return Standing(state, current, pending)


def put(
    version: LanguageVersion,
    revision: Revision,
    *,
    from_moment: datetime,
    by: rights.Person,
    at: datetime,
    correction: str = "",
) -> Publication:
    """Have readers see `revision` from `from_moment` on; whatever was still to come for the version is cancelled.

    The readers' search has it from then on too. ValueError for a revision of another version. Some ten queries.
    """
    if revision.version_id != version.pk:
        raise ValueError("A version is published from its own revisions only.")
    store_revisions([revision.pk])
    cancel_pending(version, at=at)
    return _add(version, revision=revision, at=from_moment, by=by, correction=correction)


def take_down(version: LanguageVersion, *, reason: str, by: rights.Person, at: datetime) -> Publication:
    """Have readers see nothing of the version from `at` on but the public reason. Cancels what was to come."""
    cancel_pending(version, at=at)
    return _add(version, revision=None, at=at, by=by, reason=reason)


def cancel_pending(version: LanguageVersion, *, at: datetime) -> int:
    """Cancel the publications of the version whose moment has not come at `at`; return how many there were."""
    cancelled = version.publications.pending(at=at).update(cancelled_at=at)
    if cancelled:
        _settle(version)
    return cancelled


def last_shown(version: LanguageVersion, *, at: datetime) -> Publication | None:
    """Return what readers saw last, with its revision, also after a withdrawal; None before the first. One query."""
    shown = version.publications.standing(at=at).exclude(revision=None).select_related("revision")
    return shown.order_by("-at", "-pk").first()


def was_shown(version: LanguageVersion, revision: Revision, *, at: datetime) -> bool:
    """Whether readers have ever been shown this revision of the version. One query."""
    return version.publications.standing(at=at).filter(revision=revision).exists()


def _add(version: LanguageVersion, *, by: rights.Person, **columns: object) -> Publication:
    row = Publication.objects.create(
        version=version, by=by if isinstance(by, User) else None, by_name=rights.actor_name(by), **columns
    )
    _settle(version)
    return row


def _settle(version: LanguageVersion) -> None:
    """Keep the moment that orders lists equal to the first standing publication, and renew the stamp."""
    first = version.publications.filter(cancelled_at=None, revision__isnull=False).aggregate(at=Min("at"))["at"]
    LanguageVersion.objects.filter(pk=version.pk).update(first_published_at=first)
    version.first_published_at = first
    PressStamp.bump()
