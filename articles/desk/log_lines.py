"""The log in words: what each act has done, by the details it has left."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.choices import Act, Origin, Significance, Stage
from articles.models import LogEntry
from articles.problems import images, notes
from journal.languages import CODES, language

Details = dict[str, Any]

FIELDS = {
    "title": gettext_lazy("title"),
    "subtitle": gettext_lazy("subtitle"),
    "standfirst": gettext_lazy("standfirst"),
    "body": gettext_lazy("text"),
    "slug": gettext_lazy("address word"),
    "lead_image": gettext_lazy("lead image"),
    "origin": gettext_lazy("origin"),
    "assignee": gettext_lazy("assignee"),
    "reviewer": gettext_lazy("reviewer"),
    "due_on": gettext_lazy("due on"),
    "instruction": gettext_lazy("instruction"),
}


def describe_entry(entry: LogEntry) -> dict[str, Any]:
    """Return a log entry in words: `act`, `who`, `at` (in the desk's time zone), `language`, `change` (of the stage),
    `details` (a list) and `comment`. No query where the person is loaded."""
    stages = [str(Stage(stage).label) for stage in (entry.from_stage, entry.to_stage) if stage in Stage.values]
    return {
        "act": entry.get_act_display(),
        "who": str(entry.by) if entry.by else entry.by_name,
        "at": timezone.localtime(entry.at),
        "language": language(entry.language).name if entry.language in CODES else entry.language,
        "change": " → ".join(stages) if len(set(stages)) > 1 else "",
        "details": [words for words in _list_details(Act(entry.act), entry.details) if words],
        "comment": entry.comment,
    }


def _list_details(act: Act, details: Details) -> Iterator[str]:
    if act in (Act.ASSIGN, Act.PLAN):
        yield from _describe_assignment(details)
    elif changed := [_name_field(name) for name in details.get("changed", ())]:
        yield _("changed: %(fields)s") % {"fields": ", ".join(changed)}
    for name, describe in _DETAILS.items():
        if details.get(name):
            yield describe(details[name])
    if "from" in details or "to" in details:
        yield _describe_move(act, details)


def _describe_assignment(details: Details) -> Iterator[str]:
    """Yield what was assigned: what has changed where the log says so, else what is set."""
    names = ("assignee", "reviewer", "due_on", "instruction")
    changed = details.get("changed", [name for name in names if details.get(name)])
    for name in changed:
        if name == "instruction":
            yield _("instruction changed")
        elif name in FIELDS:
            yield _("%(field)s: %(value)s") % {"field": FIELDS[name], "value": details.get(name) or "–"}


def _describe_move(act: Act, details: Details) -> str:
    """Return from what to what: a weight, a language, or a person."""
    former, new = str(details.get("from", "")), str(details.get("to", ""))
    if act is Act.RECLASSIFY:
        former, new = _name_weight(former), _name_weight(new)
    elif act is Act.RELABEL:
        former, new = (language(code).name if code in CODES else code for code in (former, new))
    words = f"{former or '–'} → {new or '–'}"
    field = details.get("field")
    return _("%(field)s: %(value)s") % {"field": FIELDS[field], "value": words} if field in FIELDS else words


def _name_field(name: str) -> str:
    kind, _colon, which = name.partition(":")
    if kind == "note":
        return _("footnote %(key)s") % {"key": which}
    if kind == "image":
        return _("image %(number)s") % {"number": which}
    return str(FIELDS.get(name, name))


def _name_weight(value: str) -> str:
    return str(Significance(value).label) if value in Significance.values else ""


def _name_origin(value: str) -> str:
    return str(Origin(value).label) if value in Origin.values else ""


def _name_problem(problem: str) -> str:
    """Return the sentence of a problem of notes or images by its identifier; of others, that there was one: their
    sentences need the words they were found in."""
    kind, _colon, rest = problem.partition("~")[0].partition(":")
    number, _colon, what = rest.partition(":")
    if kind in notes.MESSAGES and rest:
        return str(format_lazy(notes.MESSAGES[kind], key=rest))
    if kind == "image" and what in images.MESSAGES:
        return str(format_lazy(images.MESSAGES[what], number=number))
    return _("a problem found in the words of the text")


def _name_moment(value: str) -> str:
    moment: datetime | None = parse_datetime(value)
    if moment is None or timezone.is_naive(moment):
        return value
    return _("for %(moment)s") % {"moment": f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"}


def _count_tasks(count: int) -> str:
    words = ngettext("correction asked of %(count)s language", "correction asked of %(count)s languages", count)
    return words % {"count": count}


def _count_done(count: int) -> str:
    return ngettext("%(count)s task closed", "%(count)s tasks closed", count) % {"count": count}


_DETAILS: dict[str, Callable[[Any], str]] = {
    "revision": lambda number: _("revision %(number)s") % {"number": number},
    "based_on": lambda number: _("up to revision %(number)s of the source") % {"number": number},
    "significance": _name_weight,
    "origin": _name_origin,
    "moment": _name_moment,
    "problem": _name_problem,
    "review_skipped": lambda _skipped: _("without review"),
    "unreviewed_machine": lambda _unreviewed: _("a machine draft that nobody has reviewed"),
    "corrections": _count_tasks,
    "corrected": _count_done,
    "dismissed": _count_done,
    "emptied": lambda names: _("emptied: %(fields)s") % {"fields": ", ".join(map(_name_field, names))},
    "reason": str,
}
