"""Corrections that travel: a version published with a correction note asks its sister versions to look at theirs.

A task is open until its version is published with a note of its own, is published for the first time, or somebody says
why it needs none. Called by the acts, inside their transaction; `open_corrections`, `count_corrections` and `list_open`
are for everybody.
"""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles import rights
from articles.choices import Act, Stage
from articles.models import Correction, LanguageVersion, LogEntry, Publication
from journal.models import User


def open_corrections(path: str = "pk") -> Exists:
    """Return the condition that a version has an open task: `versions.annotate(correction=open_corrections())`.

    `path` leads from the annotated row to the version's key. One index look-up a row.
    """
    return Exists(_open().filter(version=OuterRef(path)))


def count_corrections(path: str = "pk") -> Coalesce:
    """Return how many open tasks a version has, to be annotated as `open_corrections` is."""
    tasks = _open().filter(version=OuterRef(path)).order_by().values("version").annotate(number=Count("pk"))
    return Coalesce(Subquery(tasks.values("number"), output_field=IntegerField()), 0)


def list_open(version: LanguageVersion) -> QuerySet[Correction]:
    """Return the open tasks of a version, oldest first, with `publication` and its `version`. One query."""
    return _open().filter(version=version).select_related("publication__version").order_by("pk")


def follow(publication: Publication, *, is_first: bool, by: rights.Person, at: datetime) -> dict[str, Any]:
    """See to the tasks once `publication` has been put: return `corrected` (tasks of its version it has done) and
    `corrections` (tasks it has opened elsewhere) for the log, each only where there are any.

    One with a note opens a task for every other version of the article that is begun, also a withdrawn one, unless it
    is itself the answer to a task: else two languages would ask each other for ever. At most four queries, none for a
    later publication without a note.
    """
    version = publication.version
    done = close(version, by=by, at=at) if is_first or publication.correction else 0
    opened = 0
    if publication.correction and not done:
        asked = find_asked(version)
        tasks = [Correction(version=row, publication=publication, opened_at=at) for row in asked]
        opened = len(Correction.objects.bulk_create(tasks))
    return {name: count for name, count in (("corrected", done), ("corrections", opened)) if count}


def find_asked(version: LanguageVersion) -> QuerySet[LanguageVersion]:
    """Return the other versions of the article that are begun: those a correction note of this one asks to look at
    theirs. A withdrawn one, too, for it may be published again. One query."""
    sisters = LanguageVersion.objects.filter(article=version.article_id).exclude(pk=version.pk)
    return sisters.exclude(stage=Stage.PLANNED).order_by("pk")


def close(version: LanguageVersion, *, by: rights.Person, at: datetime, reason: str = "") -> int:
    """Close the open tasks of a version and return how many there were. `reason`: why no correction is needed, "" where
    one has been published. One query."""
    account = by if isinstance(by, User) else None
    done = {"done_at": at, "done_by": account, "done_by_name": rights.actor_name(by), "reason": reason}
    return Correction.objects.filter(pk__in=_open().filter(version=version).values("pk")).update(**done)


def reopen(version: LanguageVersion) -> int:
    """Open again what the version's last schedule had done, because that is cancelled; return how many. Two queries."""
    entry = LogEntry.objects.filter(version=version, act=Act.SCHEDULE).order_by("-pk").first()
    if entry is None:  # one that came in with a journal from elsewhere
        return 0
    undone = {"done_at": None, "done_by": None, "done_by_name": ""}
    return Correction.objects.filter(version=version, done_at=entry.at, reason="").update(**undone)


def _open() -> QuerySet[Correction]:
    """The tasks to be done. One whose publication was cancelled before its moment counts as not there."""
    return Correction.objects.filter(done_at=None, publication__cancelled_at=None)
