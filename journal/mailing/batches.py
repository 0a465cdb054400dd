"""Which waiting notices go into one mail, and when: by what each person has chosen. No mail is sent here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Notice
from articles.notices import queue
from articles.notices.queue import ACCOUNT_KINDS
from journal.models import User


@dataclass(frozen=True)
class Batch:
    """Notices that are one mail, or that are dropped together."""

    person_id: int
    pks: tuple[int, ...]
    is_digest: bool = False


def gather(notices: Iterable[Notice], *, at: datetime) -> list[Batch]:
    """Return the mails to be sent at `at`, in the order of their oldest notices.

    Of the account: one mail each. At once: one mail for each piece. Daily: one mail of what was queued before the last
    digest hour. Never, or about nothing: a batch each, which the sender drops. Needs `person` and `version`.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for notice in notices:
        key = _group_key(notice, at=at)
        if key is not None:
            groups.setdefault(key, []).append(notice.pk)
    return [Batch(int(str(key[0])), tuple(pks), key[1] == "digest") for key, pks in groups.items()]


def ready(*, at: datetime) -> QuerySet[Notice]:
    """Return what may be sent at `at`, without what waits for the digest of the next day. No query until used."""
    later = Q(person__mail=User.Mail.DAILY, at__gte=last_digest(at=at)) & ~Q(kind__in=ACCOUNT_KINDS)
    return queue.waiting(at=at).exclude(later)


def last_digest(*, at: datetime) -> datetime:
    """Return the newest moment not after `at` at which daily mails are due, in the time zone of the site. Free."""
    local = timezone.localtime(at)
    moment = local.replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return moment if moment <= local else moment - timedelta(days=1)


def _group_key(notice: Notice, *, at: datetime) -> tuple[object, ...] | None:
    """Return what notices of one mail share; None for one that waits for its digest."""
    if notice.kind in ACCOUNT_KINDS:
        return (notice.person_id, "account", notice.pk)
    if notice.version is None:
        return (notice.person_id, "nothing")
    if notice.person.mail == User.Mail.NEVER:
        return (notice.person_id, "never")
    # What was refused before goes by itself: the same notices are the same mail, with the same Message-ID
    again = notice.not_before if notice.not_before > notice.at else None
    if notice.person.mail == User.Mail.DAILY:
        return (notice.person_id, "digest", again) if notice.at < last_digest(at=at) else None
    return (notice.person_id, "piece", notice.version.article_id, again)
