"""The queue: telling, claiming, settling. A row that is being sent is never taken a second time by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet

from articles import rights
from articles.models import LanguageVersion, Notice
from journal.models import User

FIRST_PAUSE = timedelta(minutes=5)
"""After the first refusal; twice as long after each further one."""
MOST_ATTEMPTS = 8
"""Pauses of 5 minutes to 5 hours: a mail server may be away for ten hours."""
KEPT_WAITING = timedelta(days=7)
"""A notice that could not be sent so long is no news any more; it is dropped."""
KEPT_SETTLED = timedelta(days=90)
SURELY_OVER = timedelta(minutes=15)
"""No sender takes so long over one mail: what is still being sent then was interrupted."""
LONGEST_FAULT = 300

ACCOUNT_KINDS = (Notice.Kind.INVITATION, Notice.Kind.PASSWORD)
"""Sent at once, whatever the person has chosen for other notices."""


@dataclass(frozen=True)
class Telling:
    """One thing to tell one person."""

    person_id: int
    kind: Notice.Kind
    key: str
    """What it tells of: the same is told to the same person once."""
    version: LanguageVersion | None = None
    details: dict[str, Any] = field(default_factory=dict)


def tell(
    person: User,
    kind: Notice.Kind,
    *,
    key: str,
    at: datetime,
    version: LanguageVersion | None = None,
    by: rights.Person = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Queue a notice for a person, in the caller's transaction; nothing where it is queued already, or to the actor.

    `details` is what the sentence of the kind needs (JSON; see `journal.mailing.wording`). One query.
    """
    tell_all([Telling(person.pk, kind, key, version, details or {})], at=at, by=by)


def tell_all(tellings: Iterable[Telling], *, at: datetime, by: rights.Person = None) -> None:
    """Queue notices; of several with one key for one person the first counts. One query, none for nothing."""
    actor = by.pk if isinstance(by, User) else None
    name = rights.actor_name(by)
    rows: dict[tuple[int, str], Notice] = {}
    for telling in tellings:
        if telling.person_id != actor:
            row = Notice(
                person_id=telling.person_id,
                kind=telling.kind,
                key=telling.key,
                version=telling.version,
                by_name=name,
                details=telling.details,
                at=at,
                not_before=at,
            )
            rows.setdefault((telling.person_id, telling.key), row)
    if rows:
        Notice.objects.bulk_create(rows.values(), ignore_conflicts=True)


def waiting(*, at: datetime) -> QuerySet[Notice]:
    """Return what may be sent at `at`, oldest first. No query until it is used."""
    return Notice.objects.filter(state=Notice.State.WAITING, not_before__lte=at).order_by("pk")


def claim(pks: Iterable[int], *, at: datetime) -> list[int]:
    """Take waiting notices for sending; return those that are taken, which nobody else has or will.

    Three queries in a transaction of its own: whoever claims the same rows at the same time waits, and gets none.
    """
    with transaction.atomic():
        rows = waiting(at=at).filter(pk__in=list(pks)).select_for_update(of=("self",))
        taken = list(rows.values_list("pk", flat=True))
        own = Notice.objects.filter(pk__in=taken, state=Notice.State.WAITING)
        changed = own.update(state=Notice.State.SENDING, settled_at=at, attempts=F("attempts") + 1)
        if changed != len(taken):  # another database than those we know: somebody came between
            transaction.set_rollback(True)
            return []
    return taken


def settle(pks: Sequence[int], state: Notice.State, *, at: datetime, fault: str = "") -> None:
    """Say what became of claimed notices: sent, failed or dropped. One query."""
    claimed = Notice.objects.filter(pk__in=pks, state=Notice.State.SENDING)
    claimed.update(state=state, settled_at=at, fault=fault[:LONGEST_FAULT])


def put_back(pks: Sequence[int], *, at: datetime, fault: str) -> None:
    """Let claimed notices that were refused wait for the next attempt, or give them up after the last. Two queries."""
    claimed = Notice.objects.filter(pk__in=pks, state=Notice.State.SENDING)
    attempts = claimed.aggregate(most=Max("attempts"))["most"] or 1
    if attempts >= MOST_ATTEMPTS:
        settle(pks, Notice.State.FAILED, at=at, fault=fault)
        return
    pause = FIRST_PAUSE * 2 ** (attempts - 1)
    claimed.update(state=Notice.State.WAITING, settled_at=None, not_before=at + pause, fault=fault[:LONGEST_FAULT])


def note_doubt(pks: Sequence[int], *, fault: str) -> None:
    """Note beside claimed notices why nobody knows whether they were sent; they stay claimed. One query."""
    Notice.objects.filter(pk__in=pks, state=Notice.State.SENDING).update(fault=fault[:LONGEST_FAULT])


def in_doubt(*, at: datetime) -> Q:
    """Return the condition on notices of which nobody knows whether they were sent."""
    return Q(state=Notice.State.SENDING, settled_at__lte=at - SURELY_OVER)


def send_again(notices: QuerySet[Notice], *, at: datetime) -> int:
    """Queue anew what failed, was dropped, or is in doubt; return how many. One query.

    For administrators, who have asked the person whether the mail has come.
    """
    over = Q(state__in=[Notice.State.FAILED, Notice.State.DROPPED]) | in_doubt(at=at)
    return notices.filter(over).update(
        state=Notice.State.WAITING, at=at, not_before=at, attempts=0, settled_at=None, fault=""
    )


def count_unsent(*, at: datetime) -> int:
    """Return how many notices an administrator should look at: failed, or in doubt. One query."""
    return Notice.objects.filter(Q(state=Notice.State.FAILED) | in_doubt(at=at)).count()


def clean(*, at: datetime) -> int:
    """Delete notices that were sent, dropped or given up long ago; return how many. One query."""
    over = [Notice.State.SENT, Notice.State.DROPPED, Notice.State.FAILED]
    return Notice.objects.filter(state__in=over, settled_at__lte=at - KEPT_SETTLED).delete()[0]
