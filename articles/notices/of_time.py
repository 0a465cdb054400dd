"""What must be told because time has passed: days that come near, days that have passed, scheduled publications.

Called each minute; what has been told is not told again.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.choices import Act, Stage
from articles.models import LanguageVersion, LogEntry, Notice, Publication
from articles.notices.of_acts import list_circle
from articles.notices.queue import Telling, tell_all

WARNINGS = (7, 2)
"""Days before the day it is due; told on that day or on the next, if nothing ran before."""
OVERDUE_FOR = timedelta(days=30)
"""What is overdue longer was known before anybody was told."""
PUBLISHED_FOR = timedelta(days=7)

AT_WORK = (Stage.PLANNED, Stage.DRAFT, Stage.RETURNED)
"""Stages in which the assignee is the one who has something to do."""


def tell_of_time(*, at: datetime) -> None:
    """Queue what time has brought about by `at`. Two queries where there is nothing to tell; some four and, for each
    scheduled publication, three more where there is."""
    _tell_due(at=at)
    _tell_published(at=at)


def _tell_due(*, at: datetime) -> None:
    """Tell assignees of pieces due in 7 or 2 days, and of overdue ones; not on the day they were assigned."""
    today = timezone.localdate(at)
    told_today = Notice.objects.filter(
        person=OuterRef("assignee"), version=OuterRef("pk"), kind=Notice.Kind.ASSIGNED, at__gt=at - timedelta(days=1)
    )
    rows = LanguageVersion.objects.filter(
        assignee__isnull=False,
        stage__in=AT_WORK,
        article__shelved=False,
        due_on__gte=today - OVERDUE_FOR,
        due_on__lte=today + timedelta(days=max(WARNINGS)),
    ).exclude(Exists(told_today))
    tellings = [telling for row in rows if (telling := _judge_due(row, today))]
    _tell_new(tellings, at=at)


def _judge_due(version: LanguageVersion, today: date) -> Telling | None:
    if version.due_on is None or version.assignee_id is None:
        return None
    left = (version.due_on - today).days
    details = {"due_on": version.due_on.isoformat()}
    if left < 0:
        key = f"overdue:{version.pk}:{version.due_on}"
        return Telling(version.assignee_id, Notice.Kind.OVERDUE, key, version, details)
    for days in WARNINGS:
        if left in (days, days - 1):
            key = f"due:{version.pk}:{version.due_on}:{days}"
            return Telling(version.assignee_id, Notice.Kind.DUE_SOON, key, version, details)
    return None


def _tell_published(*, at: datetime) -> None:
    """Tell of publications that were scheduled and have come; each once, by its number."""
    came = Publication.objects.standing(at=at).filter(at__gt=at - PUBLISHED_FOR, revision__isnull=False)
    rows = {row.pk: row for row in came.select_related("version")}
    if not rows:
        return
    keys = {f"publication:{pk}": pk for pk in rows}
    for key in Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True):
        rows.pop(keys[key], None)
    scheduled = _list_scheduled({row.version_id for row in rows.values()}) if rows else set()
    for row in rows.values():
        if (row.version_id, row.at) in scheduled:
            circle = list_circle(row.version)
            kind, key = Notice.Kind.PUBLISHED, f"publication:{row.pk}"
            tell_all([Telling(person, kind, key, row.version) for person in circle], at=at)


def _list_scheduled(versions: set[int]) -> set[tuple[int, datetime]]:
    """Return the moments the versions were ever scheduled for: what was published at once was told at once."""
    entries = LogEntry.objects.filter(version__in=versions, act=Act.SCHEDULE)
    found = ((pk, _read_moment(details)) for pk, details in entries.values_list("version_id", "details"))
    return {(pk, moment) for pk, moment in found if pk is not None and moment is not None}


def _read_moment(details: Any) -> datetime | None:
    """Return the moment an entry names; None where it does not, as one that came in with a journal may."""
    try:
        moment = datetime.fromisoformat(details["moment"])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if timezone.is_aware(moment) else None


def _tell_new(tellings: list[Telling], *, at: datetime) -> None:
    """Queue what is not queued: asked first, so that nothing is written each minute."""
    if not tellings:
        return
    there = set(Notice.objects.filter(key__in=[row.key for row in tellings]).values_list("person_id", "key"))
    tell_all([row for row in tellings if (row.person_id, row.key) not in there], at=at)
