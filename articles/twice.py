"""A button pressed twice: how to know that what is asked for has just been done."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from articles import rights
from articles.models import LogEntry
from journal.models import User

SAME_MOMENT = timedelta(seconds=10)
"""The same sent twice within it is done once."""


def find_just_done(log: QuerySet[LogEntry], act: str, *, by: rights.Person, at: datetime) -> LogEntry | None:
    """Return the newest entry of `log` if it is this act, by this person, a moment ago; else None. One query."""
    last = log.order_by("-pk").first()
    if last is None or not isinstance(by, User) or (last.act, last.by_id) != (act, by.pk):
        return None
    return last if at - last.at <= SAME_MOMENT else None
