"""Which act is told to whom. Called by `articles.workflow` after an act is logged, in its transaction.

Telling is a courtesy: whatever goes wrong here is logged for the administrator, and the act stands. Acts that are not
told cost nothing; the others some five queries, and about ten to publish, however many are told.
"""

import logging
from collections.abc import Callable, Iterator

from django.db import transaction

from articles.choices import WEIGHTY, Act, Right, Stage
from articles.models import Comment, Correction, LanguageVersion, LogEntry, Notice, Revision
from articles.notices.people import find_editors, find_holders, find_writers
from articles.notices.queue import Telling, tell_all

log = logging.getLogger(__name__)

Kind = Notice.Kind
Tellings = Iterator[Telling]


def tell_of_act(entry: LogEntry, version: LanguageVersion) -> None:
    """Queue what an act is told as. `version` is as the act left it."""
    rules = _RULES.get(Act(entry.act), ())
    if not rules:
        return
    try:
        with transaction.atomic():
            tellings = [telling for rule in rules for telling in rule(entry, version)]
            tell_all(tellings, at=entry.at, by=entry.by)
    except Exception:
        log.exception("Nobody was told of act %s", entry.pk)


def tell_of_comment(comment: Comment) -> None:
    """Queue a comment for the assignee, the reviewer and everybody who wrote in the thread; where there is nobody but
    its writer, for whoever submitted the text last. In the caller's transaction; at most six queries."""
    try:
        with transaction.atomic():
            tell_all(_tell_commented(comment), at=comment.at, by=comment.by)
    except Exception:
        log.exception("Nobody was told of comment %s", comment.pk)


def _tell_commented(comment: Comment) -> Tellings:
    version = comment.version
    people = {version.assignee_id, version.reviewer_id}
    if comment.answers_id:
        thread = Comment.objects.filter(pk=comment.answers_id) | Comment.objects.filter(answers=comment.answers_id)
        people |= set(thread.values_list("by_id", flat=True))
    people -= {None, comment.by_id}
    for person in people or find_writers([version]).values():
        if person is not None:
            yield Telling(person, Kind.COMMENT, f"comment:{comment.pk}", version)


def _tell_assigned(entry: LogEntry, version: LanguageVersion) -> Tellings:
    """New people only: who had the piece already knows."""
    changed = (*entry.details.get("changed", ()), entry.details.get("field"))
    due = {"due_on": version.due_on.isoformat()} if version.due_on else {}
    for role, person in (("assignee", version.assignee_id), ("reviewer", version.reviewer_id)):
        if person is not None and role in changed:
            yield Telling(person, Kind.ASSIGNED, f"assigned:{entry.pk}", version, {"role": role, **due})


def _tell_submitted(entry: LogEntry, version: LanguageVersion) -> Tellings:
    people = [version.reviewer_id] if version.reviewer_id else find_holders(Right.REVIEW, version)
    for person in people:
        yield Telling(person, Kind.TO_REVIEW, f"to_review:{entry.pk}", version)


def _tell_returned(entry: LogEntry, version: LanguageVersion) -> Tellings:
    for person in find_writers([version]).values():
        yield Telling(person, Kind.RETURNED, f"returned:{entry.pk}", version)


def _tell_approved(entry: LogEntry, version: LanguageVersion) -> Tellings:
    """Whoever may publish first: of two notices about one approval theirs is the one with something to do."""
    key = f"approved:{entry.pk}"
    for person in find_holders(Right.PUBLISH, version):
        yield Telling(person, Kind.APPROVED, key, version, {"ready": True})
    for person in find_writers([version]).values():
        yield Telling(person, Kind.APPROVED, key, version)


def _tell_declined(entry: LogEntry, version: LanguageVersion) -> Tellings:
    for person in find_editors(version):
        yield Telling(person, Kind.DECLINED, f"declined:{entry.pk}", version)


def list_circle(version: LanguageVersion) -> list[int]:
    """Return who is told what readers see of a version: its people and the editors. One or two queries."""
    own = [pk for pk in (version.assignee_id, version.reviewer_id) if pk]
    return list(dict.fromkeys([*own, *find_editors(version)]))


def _tell_published(entry: LogEntry, version: LanguageVersion) -> Tellings:
    planned = {"moment": entry.details.get("moment", "")} if entry.act == Act.SCHEDULE else {}
    for person in list_circle(version):
        yield Telling(person, Kind.PUBLISHED, f"published:{entry.pk}", version, planned)


def _tell_withdrawn(entry: LogEntry, version: LanguageVersion) -> Tellings:
    for person in list_circle(version):
        yield Telling(person, Kind.WITHDRAWN, f"withdrawn:{entry.pk}", version)


def _tell_translators(entry: LogEntry, version: LanguageVersion) -> Tellings:
    """Of a release: planned translations can be started, once; begun ones are behind, if the change is weighty."""
    number = entry.details.get("revision")
    significance = entry.details.get("to" if entry.act == Act.RECLASSIFY else "significance")
    if number is None:
        return
    translations = list(version.translations.select_related("based_on").defer("based_on__body", "based_on__notes"))
    begun = [row for row in translations if row.based_on and row.based_on.number < number]
    if begun and significance in WEIGHTY:
        writers = find_writers(begun)
        for row in begun:
            if row.pk in writers:
                yield Telling(writers[row.pk], Kind.OUTDATED, f"outdated:{row.pk}:{number}", row)
    planned = [row for row in translations if row.stage == Stage.PLANNED and row.assignee_id]
    if planned and entry.act != Act.RECLASSIFY and not _was_released_before(version, number):
        for row in planned:
            if row.assignee_id:
                yield Telling(row.assignee_id, Kind.CAN_START, f"can_start:{row.pk}", row)


def _tell_corrected(entry: LogEntry, version: LanguageVersion) -> Tellings:
    """Of the tasks that a correction note has just opened for the other languages."""
    if not entry.details.get("corrections"):
        return
    opened = Correction.objects.filter(publication__version=version, opened_at=entry.at, done_at=None)
    tasks = list(opened.select_related("version"))
    writers = find_writers(task.version for task in tasks)
    for task in tasks:
        if task.version_id in writers:
            yield Telling(writers[task.version_id], Kind.CORRECTION, f"correction:{task.pk}", task.version)


def _was_released_before(version: LanguageVersion, number: int) -> bool:
    return Revision.objects.filter(version=version, released_at__isnull=False, number__lt=number).exists()


Rule = Callable[[LogEntry, LanguageVersion], Tellings]

_RULES: dict[Act, tuple[Rule, ...]] = {
    Act.PLAN: (_tell_assigned,),
    Act.ASSIGN: (_tell_assigned,),
    Act.HAND_OVER: (_tell_assigned,),
    Act.SUBMIT: (_tell_submitted,),
    Act.RETURN: (_tell_returned,),
    Act.APPROVE: (_tell_approved,),
    Act.DECLINE: (_tell_declined,),
    Act.RELEASE: (_tell_translators,),
    Act.RECLASSIFY: (_tell_translators,),
    Act.PUBLISH: (_tell_published, _tell_translators, _tell_corrected),
    Act.SCHEDULE: (_tell_published, _tell_translators, _tell_corrected),
    Act.REINSTATE: (_tell_published,),
    Act.ROLL_BACK: (_tell_published, _tell_corrected),
    Act.WITHDRAW: (_tell_withdrawn,),
}
