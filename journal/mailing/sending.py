"""Sending what waits: claim, look again, send, settle. At most once: see docs/decisions/0014-notices.md."""

import smtplib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core import mail
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Prefetch

from articles import rights
from articles.desk.access import article_without_texts
from articles.models import LanguageVersion, Notice
from articles.notices import queue
from journal.mailing.batches import Batch, gather, ready
from journal.mailing.composing import compose
from journal.models import User

MOST_AT_ONCE = 2_000
"""Notices that are looked at in one run; the rest waits a minute."""
UNKNOWN = (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionResetError, ConnectionAbortedError, BrokenPipeError)
"""What may happen after the server has taken the mail: nobody knows whether it has."""

State = Notice.State


def send_waiting(*, at: Callable[[], datetime], is_stopped: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Send what waits; return how many notices were `sent`, `dropped`, put back (`waiting`) or left in doubt.

    `at` is asked before each mail, `is_stopped` too. Stops when the mail server cannot be reached. Two queries where
    nothing waits, about ten for each mail. Safe to run twice at once, and to be killed anywhere.
    """
    counts: Counter[str] = Counter()
    rows = ready(at=at()).select_related("person").prefetch_related(_version_prefetch())
    for batch in gather(rows[:MOST_AT_ONCE], at=at()):
        if is_stopped() or not _send_batch(batch, at=at, counts=counts):
            break
    return counts


def _send_batch(batch: Batch, *, at: Callable[[], datetime], counts: Counter[str]) -> bool:
    """Send one mail; False where it is of no use to try the next."""
    taken = queue.claim(batch.pks, at=at())
    rows = Notice.objects.filter(pk__in=taken).select_related("person").prefetch_related(_version_prefetch())
    notices = _drop_unwanted(list(rows.order_by("pk")), at=at(), counts=counts)
    if not notices:
        return True
    pks = [notice.pk for notice in notices]
    try:
        message = compose(notices[0].person, notices, is_digest=batch.is_digest, at=at())
        connection = _connect()
    except Exception as error:
        queue.put_back(pks, at=at(), fault=_describe(error))
        counts[State.WAITING] += len(pks)
        return not isinstance(error, OSError)
    try:
        connection.send_messages([message])
    except UNKNOWN as error:
        queue.note_doubt(pks, fault=_describe(error))
        counts[State.SENDING] += len(pks)
    except Exception as error:
        queue.put_back(pks, at=at(), fault=_describe(error))
        counts[State.WAITING] += len(pks)
    else:
        queue.settle(pks, State.SENT, at=at())
        counts[State.SENT] += len(pks)
    finally:
        _disconnect(connection)
    return True


def _drop_unwanted(notices: Sequence[Notice], *, at: datetime, counts: Counter[str]) -> list[Notice]:
    """Drop what is not to be sent now, with the reason; return the rest. Two queries, and one for each reason."""
    seen: set[int] = set()
    if notices:
        person = notices[0].person
        versions = {notice.version_id for notice in notices if notice.version_id}
        seen = set(rights.visible_versions(person).filter(pk__in=versions).values_list("pk", flat=True))
    kept: list[Notice] = []
    dropped: dict[str, list[int]] = {}
    for notice in notices:
        if reason := _find_reason(notice, seen, at=at):
            dropped.setdefault(reason, []).append(notice.pk)
        else:
            kept.append(notice)
    for reason, pks in dropped.items():
        queue.settle(pks, State.DROPPED, at=at, fault=reason)
        counts[State.DROPPED] += len(pks)
    return kept


def _find_reason(notice: Notice, seen: set[int], *, at: datetime) -> str:
    """Return why a notice is not to be sent, for administrators; "" where it is."""
    person = notice.person
    is_of_account = notice.kind in queue.ACCOUNT_KINDS
    if not (person.is_active and person.is_staff):
        return "The account is deactivated."
    if not _is_address(person.email):
        return "The account has no mail address, or one that cannot be."
    if notice.kind == Notice.Kind.INVITATION and person.has_usable_password():
        return "The person has chosen a password already."
    if not is_of_account and person.mail == User.Mail.NEVER:
        return "The person wants no notices."
    if not is_of_account and notice.version_id not in seen:
        return "The person may not see the text any more."
    if notice.at < at - queue.KEPT_WAITING:
        return "It could not be sent for so long that it is no news any more."
    return ""


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _connect() -> Any:
    """Return an open connection of the configured backend. Whatever it raises, nothing has been sent."""
    mailers = getattr(mail, "mailers", None)  # Django 6.1, where the older name is deprecated
    connection: Any = mailers.default if mailers is not None else mail.get_connection()
    connection.open()
    return connection


def _disconnect(connection: Any) -> None:
    """Close the connection. The mail has been taken or refused by now, whatever happens."""
    try:
        connection.close()
    except Exception:  # noqa: S110  a server that hangs up first
        pass


def _describe(error: Exception) -> str:
    """Return the fault for administrators; it may hold an answer of the mail server, never the mail."""
    return f"{type(error).__name__}: {error}".replace("\x00", "")


def _version_prefetch() -> Any:
    """Return the prefetch of a notice's version with its article, without texts. Two queries."""
    return Prefetch("version", queryset=LanguageVersion.objects.prefetch_related(article_without_texts()))
