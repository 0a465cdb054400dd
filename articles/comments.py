"""What colleagues say to each other about a version or one of its notes: written, answered, resolved, opened again.

A comment is no act: it changes neither text nor stage, is possible at every stage, and its row is the record of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import notices, rights, workflow
from articles.choices import Right
from articles.models import Comment, Footnote, LanguageVersion
from articles.refusals import Invalid, NotAllowed, NotPossible
from articles.twice import SAME_MOMENT
from journal.models import User
from journal.text.sanitize import clean_lines

LONGEST = 5_000
"""Characters of one comment."""
LONGEST_KEY = 32


@dataclass(frozen=True)
class Thread:
    """A comment with the answers to it, the oldest first."""

    first: Comment
    answers: tuple[Comment, ...]

    @property
    def is_open(self) -> bool:
        return self.first.resolved_at is None


def may_comment(user: rights.Person, version: LanguageVersion) -> bool:
    """Whether the person may read and write the comments on a version: who may see it, and may write, review or publish
    it or the original of its article. No query for those who hold a right on the version itself, two for others."""
    if has_part(user, version):
        return True
    if version.is_original or not rights.memberships(user):
        return False
    return has_part(user, workflow.original_of(version)) and rights.may_see(user, version)


def has_part(user: rights.Person, version: LanguageVersion) -> bool:
    """Whether the person writes, reviews or publishes the version. No query but for the person's memberships."""
    of_use = (rights.writing_right(version), Right.REVIEW, Right.PUBLISH)
    return any(rights.may(user, right, version) for right in of_use)


def add(
    version: LanguageVersion,
    text: str,
    *,
    by: rights.Person,
    at: datetime,
    note_key: str = "",
    answers: Comment | None = None,
    is_last_word: bool = False,
) -> Comment:
    """Add a comment on the version (or on its note `note_key`), or an answer to the thread `answers`, and return it.

    An answer to a resolved thread opens it again. Sent twice (see `_find_sent`), it is the first one that is returned;
    with `is_last_word`, by which the thread is resolved, also where it has been since.
    NotAllowed as by `may_comment`; Invalid for a text that is empty or over LONGEST, a note the article does not have,
    and a thread of another version. About eight queries, those of the notices included.
    """
    if len(text.replace("\r\n", "\n")) > LONGEST:  # as pages count; forms are sent with both (HTML, 4.10.22.4)
        raise Invalid(_("This comment is too long."), field="text")
    words = clean_lines(text)
    if not words:
        raise Invalid(_("Write the comment first."), field="text")
    with transaction.atomic():
        held = _hold(version, by)
        thread = _find_thread(held, answers)
        if thread is None and note_key and not _has_note(held, note_key):
            raise Invalid(_("There is no such footnote any more."), field="note_key")
        row = Comment(
            version=held,
            note_key=thread.note_key if thread else note_key,
            answers=thread,
            text=words,
            by=by if isinstance(by, User) else None,
            by_name=rights.actor_name(by),
            at=at,
            edit_number=held.edit_number,
        )
        if sent := _find_sent(row, is_last_word=is_last_word):
            return sent
        row.save()
        if thread is not None:
            _open_again(thread)
        notices.tell_of_comment(row)
    return row


def resolve(thread: Comment, *, by: rights.Person, at: datetime) -> Comment:
    """Say that a thread is settled; return its first comment. Once is enough: a second time changes nothing.

    NotAllowed as by `may_comment`; Invalid for an answer. Three queries.
    """
    with transaction.atomic():
        held = _find_thread(_hold(thread.version, by), thread)
        if held is None or held.resolved_at is not None:
            return held or thread
        held.resolved_at, held.resolved_by_name = at, rights.actor_name(by)
        held.resolved_by = by if isinstance(by, User) else None
        held.save(update_fields=["resolved_at", "resolved_by", "resolved_by_name"])
    return held


def reopen(thread: Comment, *, by: rights.Person) -> Comment:
    """Open a resolved thread again; return its first comment. Refused as `resolve`."""
    with transaction.atomic():
        held = _find_thread(_hold(thread.version, by), thread)
        if held is not None:
            _open_again(held)
    return held or thread


def list_threads(version: LanguageVersion) -> list[Thread]:
    """Return the threads of a version, the oldest first. One query."""
    return gather_threads(Comment.objects.filter(version=version).order_by("pk"))


def gather_threads(comments: Iterable[Comment]) -> list[Thread]:
    """Return the threads that comments of one version make, each in the order given. Free."""
    found: dict[int, list[Comment]] = {}
    for comment in comments:
        found.setdefault(comment.answers_id or comment.pk, []).append(comment)
    return [Thread(first, tuple(answers)) for first, *answers in found.values()]


def _hold(version: LanguageVersion, by: rights.Person) -> LanguageVersion:
    """Lock the version, so that of two equal requests the later one finds what the first has done."""
    held = LanguageVersion.objects.select_for_update(of=("self",), no_key=True).filter(pk=version.pk).first()
    if held is None:
        raise NotPossible(_("This language version is gone."))
    if not may_comment(by, held):
        raise NotAllowed
    return held


def _has_note(version: LanguageVersion, key: str) -> bool:
    is_key = key.isascii() and key.isalnum() and len(key) <= LONGEST_KEY
    return is_key and Footnote.objects.filter(article=version.article_id, key=key).exists()


def _find_thread(version: LanguageVersion, thread: Comment | None) -> Comment | None:
    """Return a thread of the version as it is now; None for none. Invalid for anything else."""
    if thread is None:
        return None
    found = Comment.objects.filter(pk=thread.pk, version=version, answers=None).first()
    if found is None:
        raise Invalid(_("There is no such thread of comments on this text."), field="answers")
    return found


def _find_sent(row: Comment, *, is_last_word: bool) -> Comment | None:
    """Return the comment that was added when the same was sent before. One query or two.

    The same words by the same person within SAME_MOMENT are one comment, whatever else was said meanwhile: a button
    pressed twice. Later they are, as long as nothing else was said there: a form sent again whose answer had not come.
    """
    there = Comment.objects.filter(version=row.version, answers=row.answers, note_key=row.note_key).order_by("-pk")
    same = there.filter(by=row.by, text=row.text, at__gt=row.at - SAME_MOMENT, at__lte=row.at).first()
    last = same or there.first()
    if last is None or last == same:
        return same
    thread = row.answers or last
    is_settled = thread.resolved_at is not None and not is_last_word
    is_answered = row.answers is None and last.replies.exists()
    is_same = (last.by_id, last.text) == (row.by_id, row.text)
    return last if is_same and not is_settled and not is_answered else None


def _open_again(thread: Comment) -> None:
    if thread.resolved_at is not None:
        thread.resolved_at, thread.resolved_by, thread.resolved_by_name = None, None, ""
        thread.save(update_fields=["resolved_at", "resolved_by", "resolved_by_name"])
