"""What a reviewer has changed: the text as it was submitted beside what the review made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.choices import Act, Stage
from articles.desk import access
from articles.desk.comparing import Change, compare_texts, list_changes, make_working
from articles.desk.page import desk_context, version_links
from articles.desk.source import SourceText
from articles.models import LanguageVersion, LogEntry, Revision
from journal.languages import language

_ENDING = (Act.RETURN, Act.APPROVE, Act.PUBLISH, Act.SCHEDULE)
MOST_NAMED = 10
"""How many saves of a reviewer are named one by one."""


@dataclass
class Round:
    """One review: from a submission to what became of it."""

    submission: LogEntry
    saves: list[LogEntry] = field(default_factory=list)
    end: LogEntry | None = None
    """The act that ended it, None while the text is in review."""
    result: int | None = None
    """The revision that holds what the review made of it; None for the working text."""

    @property
    def submitted(self) -> int:
        """The number of the revision that was submitted."""
        return int(self.submission.details["revision"])


@dataclass(frozen=True)
class Review:
    """The changes of one review."""

    round: Round
    text: SourceText

    @cached_property
    def changes(self) -> list[Change]:
        return list_changes(self.text)

    @property
    def is_running(self) -> bool:
        return self.round.end is None

    @property
    def saves(self) -> list[LogEntry]:
        """Who has saved in the review and when: the last saves, the newest last."""
        return self.round.saves[-MOST_NAMED:]


def list_rounds(version: LanguageVersion) -> list[Round]:
    """Return the reviews of a version, the newest first. One query."""
    wanted = Q(act__in=(Act.SUBMIT, *_ENDING)) | Q(act=Act.SAVE, from_stage=Stage.IN_REVIEW)
    rounds = _gather_rounds(version.log.filter(wanted).order_by("pk"))
    if rounds and version.stage == Stage.IN_REVIEW:
        rounds[-1].end = rounds[-1].result = None
    return rounds[::-1]


def find_review(version: LanguageVersion, *, submitted: int | None = None) -> Review | None:
    """Return what the last review has changed, or the one of the revision `submitted`; None where there was none.

    One query where the reviewer has saved nothing in the last review, about eight else.
    """
    rounds = list_rounds(version)
    chosen = next((row for row in rounds if submitted in (None, row.submitted)), None)
    if chosen is None or (submitted is None and not chosen.saves):
        return None
    numbers = {chosen.submitted, chosen.result or chosen.submitted}
    rows = {row.number: row for row in Revision.objects.filter(version=version, number__in=numbers)}
    for row in rows.values():
        row.version = version
    if chosen.submitted not in rows:
        return None
    newer = rows.get(chosen.result) if chosen.result else make_working(version)
    return Review(chosen, compare_texts(newer or rows[chosen.submitted], rows[chosen.submitted]))


def show_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show in full what a review has changed: the last one, or that of the revision `submitted` (query parameter).

    Http404 for a revision that was never submitted. About a dozen queries.
    """
    version = access.load_version(request.user, pk)
    rounds = list_rounds(version)
    asked = request.GET.get("submitted", "")
    if asked and asked not in {str(row.submitted) for row in rounds}:
        raise Http404
    number = int(asked) if asked else rounds[0].submitted if rounds else None
    name = language(version.language).name
    context = desk_context(
        request,
        title=_("What the reviewer changed: %(title)s (%(language)s)")
        % {"title": version.article.working_title, "language": name},
        version=version,
        rounds=rounds,
        review=find_review(version, submitted=number) if number else None,
        links=version_links(version),
    )
    return render(request, "desk/review.html", context)


def _gather_rounds(entries: Iterable[LogEntry]) -> list[Round]:
    rounds: list[Round] = []
    for entry in entries:
        if entry.act == Act.SUBMIT:
            if entry.details.get("revision"):
                _settle(rounds, entry)
                rounds.append(Round(entry))
        elif rounds and entry.act == Act.SAVE:
            rounds[-1].saves.append(entry)
        elif rounds and entry.from_stage == Stage.IN_REVIEW:
            rounds[-1].end, rounds[-1].result = entry, entry.details.get("revision")
    return rounds


def _settle(rounds: list[Round], entry: LogEntry) -> None:
    """Let a review that kept no revision end with the text that was submitted next: what else there is of it."""
    if rounds and rounds[-1].result is None:
        rounds[-1].result = entry.details["revision"]
