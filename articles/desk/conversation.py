"""The comments on a version as a page shows them, with what was said when it was submitted, returned and approved."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import comments, rights, workflow
from articles.choices import Act
from articles.comments import Thread
from articles.models import Comment, Footnote, LanguageVersion, LogEntry
from articles.refusals import Refused
from journal.text.footnotes import number_notes

_SAYINGS = (Act.SUBMIT, Act.RETURN, Act.APPROVE)


@dataclass(frozen=True)
class Talk:
    """A thread, and what it is about."""

    thread: Thread
    about: str
    """"Footnote 3"; "" for the whole text."""
    anchor: str
    """Where that footnote is on the screen of the version; "" where there is none."""
    typed: str
    """What was typed as an answer and refused."""
    error: str

    @property
    def at(self) -> datetime:
        return self.thread.first.at


@dataclass(frozen=True)
class Saying:
    """What somebody said with an act."""

    what: str
    entry: LogEntry

    @property
    def at(self) -> datetime:
        return self.entry.at


@dataclass(frozen=True)
class OnNote:
    """How many threads on a note are open."""

    key: str
    count: int
    first: int
    """The oldest of them."""


class Conversation:
    """The comments on a version for one person: `body` is the stored text, `refusal` why `posted` was not taken.

    Four queries once it is used, two more for people who hold no right on the version itself; none for those who may
    not comment.
    """

    def __init__(
        self,
        user: rights.Person,
        version: LanguageVersion,
        *,
        body: str,
        posted: QueryDict | None = None,
        refusal: Refused | None = None,
    ) -> None:
        self.user = user
        self.version = version
        self.body = body
        self.posted = posted or QueryDict()
        self.refusal = refusal
        self.longest = comments.LONGEST

    @cached_property
    def is_shown(self) -> bool:
        return comments.may_comment(self.user, self.version)

    @property
    def address(self) -> str:
        return reverse("admin:desk_comments", args=[self.version.pk])

    @cached_property
    def talks(self) -> list[Talk]:
        return [self._describe(each) for each in comments.list_threads(self.version)] if self.is_shown else []

    @cached_property
    def open(self) -> list[Talk | Saying]:
        """The open threads, and what was said with acts, the oldest first."""
        talks = [talk for talk in self.talks if talk.thread.is_open]
        return sorted([*talks, *self._sayings], key=lambda each: each.at)

    @property
    def resolved(self) -> list[Talk]:
        return [talk for talk in self.talks if not talk.thread.is_open]

    @property
    def on_notes(self) -> list[OnNote]:
        """The notes with open threads."""
        keys = [(talk.thread.first.note_key, talk.thread.first.pk) for talk in self.talks if talk.thread.is_open]
        first: dict[str, int] = {}
        for key, pk in keys:
            first.setdefault(key, pk)
        return [OnNote(key, count, first[key]) for key, count in Counter(key for key, _pk in keys).items() if key]

    @cached_property
    def notes(self) -> list[tuple[str, str]]:
        """The notes a comment can be about, (key, name): those the text cites, in reading order, then the others."""
        cited = [key for key in self._numbers if key in self._stored_notes]
        others = sorted(self._stored_notes - set(cited))
        return [(key, self._name_note(key)) for key in (*cited, *others)]

    # What was posted and refused, for the form of a new comment

    @property
    def typed(self) -> str:
        return "" if self.posted.get("thread") else self.posted.get("text", "")

    @property
    def typed_note(self) -> str:
        return self.posted.get("note_key", "")

    @property
    def error(self) -> str:
        return "" if self.refusal is None or self.posted.get("thread") else str(self.refusal)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return dict(number_notes(self.body))

    @cached_property
    def _stored_notes(self) -> set[str]:
        return set(Footnote.objects.filter(article=self.version.article_id).values_list("key", flat=True))

    @cached_property
    def _sayings(self) -> list[Saying]:
        names = {
            Act.SUBMIT: _("submitted the text"),
            Act.RETURN: _("returned the text"),
            Act.APPROVE: _("approved the text"),
        }
        said = self.version.log.filter(act__in=_SAYINGS).exclude(comment="").order_by("pk")
        return [Saying(names[Act(entry.act)], entry) for entry in said] if self.is_shown else []

    def _describe(self, thread: Thread) -> Talk:
        key, is_refused = thread.first.note_key, self.posted.get("thread") == str(thread.first.pk)
        return Talk(
            thread,
            about=self._name_note(key) if key else "",
            anchor=self._find_anchor(key) if key else "",
            typed=self.posted.get("text", "") if is_refused else "",
            error=str(self.refusal) if is_refused and self.refusal else "",
        )

    def _name_note(self, key: str) -> str:
        if key in self._numbers:
            return _("Footnote %(number)s") % {"number": self._numbers[key]}
        if key in self._stored_notes:
            return _("Footnote %(key)s, not cited in the text") % {"key": key}
        return _("Footnote %(key)s, no longer there") % {"key": key}

    def _find_anchor(self, key: str) -> str:
        if key not in self._numbers or key not in self._stored_notes:
            return ""
        return f"footnote-{key}" if workflow.may(self.user, Act.SAVE, self.version) else f"source-{key}"


def find_thread(version: LanguageVersion, pk: Any) -> Comment | None:
    """Return a thread of the version by what came as its number, None if it has no such thread. One query."""
    if not (isinstance(pk, str) and pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    return Comment.objects.filter(version=version, answers=None, pk=int(pk)).select_related("version").first()
