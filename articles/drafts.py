"""What people have typed and not saved, and who has which text open. Never part of a text, its history or its log.

A draft belongs to one open page of one person. When the page has saved what was typed, or the person throws it away,
its row is *closed*: the words go, and what was done stays for a while, so that neither words that arrive late nor a
form that is sent twice do anything again.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from articles.choices import Act
from articles.models import Draft, LanguageVersion, LogEntry
from articles.rights import actor_name
from journal.models import User

PRESENT = timedelta(seconds=90)
"""How long a page counts as open after it was last heard of: pages in the background are heard of once a minute."""
UNHEARD = timedelta(minutes=30)
"""How long one counts as open that is not heard of again, because the browser runs no script."""
KEPT = timedelta(days=90)
CLOSED_KEPT = timedelta(days=14)
SEEN_KEPT = timedelta(days=1)
MENTIONED = timedelta(days=14)
"""How long others are told that somebody has words here that are not saved."""
MOST_PAGES = 30
"""Pages of one person on one version whose words are kept; beyond it those go that were kept longest ago. As many pages
without words are remembered: they never stand in the way of words."""

RECEIPT = "done"
"""The one key in the data of a closed row: what was posted (its digest), and the sentence that was answered."""
TURN = "turn"
"""The key under which a page counts what it sends, so that what arrives late does not replace what is newer."""


_TYPED = re.compile(r"title|subtitle|standfirst|body|note-[0-9]+-text|comment")


@dataclass(frozen=True)
class Presence:
    """A person who has a version open, or has words there that are not saved."""

    user: User
    is_open: bool
    is_self: bool
    kept_at: datetime | None
    """When words that are not saved were last kept, None for none."""


def is_closed(draft: Draft) -> bool:
    """Whether the page has done what it was for. Free."""
    return RECEIPT in draft.data


def hold(user: User) -> None:
    """Lock the person's row until the end of the transaction: of two equal forms, the second waits for the first.

    Taken before any version is held. One query.
    """
    list(User.objects.select_for_update(no_key=True).filter(pk=user.pk).values_list("pk"))


def keep(
    version: LanguageVersion,
    user: User,
    page: str,
    *,
    edit_number: int,
    fields: dict[str, list[str]],
    at: datetime,
    is_open: bool = True,
) -> Draft:
    """Keep what the page holds, in place of what it held, and return its row: the closed one, unchanged, if the page is
    closed. `fields`: name to texts, as posted; under `TURN` the number by which the page counts what it sends. Words of
    an earlier turn than those kept are passed over; without a turn they are the newest. Three or four queries."""
    with transaction.atomic():
        hold(user)
        row = Draft.objects.filter(version=version, user=user, page=page).first()
        if row is not None and is_closed(row):
            return row
        if row is None or row.saved_at is None:
            _make_room(version, user, has_words=True)
        row = row or Draft(version=version, user=user, page=page)
        row.seen_at = at if is_open else None
        turn = row.data.get(TURN, [])
        if TURN not in fields or _read_turn(fields[TURN]) >= _read_turn(turn):
            row.data, row.saved_at, row.edit_number = {TURN: turn, **fields}, at, edit_number
        row.save()
    return row


def see(version: LanguageVersion, user: User, page: str, *, edit_number: int, at: datetime, is_open: bool) -> Draft:
    """Note that the page is open, or has been left: then only its words stay, if it has any. Return its row. Three
    queries, or four."""
    with transaction.atomic():
        hold(user)
        row = Draft.objects.filter(version=version, user=user, page=page).first()
        if row is None:
            row = Draft(version=version, user=user, page=page, edit_number=edit_number, seen_at=at)
            if is_open:
                _make_room(version, user, has_words=False)
                row.save()
        elif is_open or row.saved_at is not None:
            if not is_closed(row):
                row.seen_at = at if is_open else None
                row.save(update_fields=["seen_at"])
        else:
            row.delete()
    return row


def see_once(version: LanguageVersion, user: User, page: str, *, edit_number: int, at: datetime) -> None:
    """Note that a page is open that will not be heard of again until it is sent: for UNHEARD, or until the person opens
    another one like it. Four or five queries."""
    until = at + UNHEARD - PRESENT
    with transaction.atomic():
        see(version, user, page, edit_number=edit_number, at=until, is_open=True)
        earlier = Draft.objects.filter(version=version, user=user, saved_at=None, seen_at__gt=at)
        earlier.exclude(page=page).delete()


def close(
    version: LanguageVersion, user: User, page: str, *, at: datetime, receipt: tuple[str, str] = ("", "")
) -> None:
    """Forget the words of the page: they are saved, or thrown away. `receipt`: a digest of what was posted, and what
    was answered. Call it in the transaction of the save, after it. Four queries."""
    number = LanguageVersion.objects.values_list("edit_number", flat=True).get(pk=version.pk)
    done = {"data": {RECEIPT: list(receipt)}, "saved_at": at, "seen_at": None, "edit_number": number}
    Draft.objects.update_or_create(version=version, user=user, page=page, defaults=done)


def replace(pk: int, by: Draft, *, at: datetime) -> None:
    """Close the draft of that number, if it is the same person's on the same version and its page is not open: its
    words have been restored on a page that has kept them. Two queries."""
    row = Draft.objects.filter(pk=pk, version=by.version_id, user=by.user_id).exclude(pk=by.pk).first()
    if row is not None and not is_closed(row) and (row.seen_at is None or row.seen_at < at - PRESENT):
        close(row.version, row.user, row.page, at=at)


def find_answer(version: LanguageVersion, user: User, page: str, posted: str) -> str | None:
    """Return what was answered to the same form of the same page; None if it was not sent before, or the text has been
    saved since, so that the answer would not be true any more. One query."""
    rows = Draft.objects.filter(version=version, user=user, page=page)
    row = rows.filter(edit_number=F("version__edit_number")).first()
    if row is None or not is_closed(row):
        return None
    digest, answer = row.data[RECEIPT]
    return answer if digest == posted else None


def list_own(version: LanguageVersion, user: User) -> list[Draft]:
    """Return the person's drafts of the version that hold words, the newest first. One query."""
    rows = Draft.objects.filter(version=version, user=user, saved_at__isnull=False).exclude(data__has_key=RECEIPT)
    return list(rows.order_by("-saved_at", "-pk"))


def list_present(version: LanguageVersion, user: User, *, page: str, at: datetime) -> list[Presence]:
    """Return who has the version open or words there that are not saved, but for the person's own page. One query; no
    words are loaded."""
    is_shown = Q(seen_at__gte=at - PRESENT) | Q(saved_at__gte=at - MENTIONED)
    rows = Draft.objects.filter(is_shown, version=version).exclude(data__has_key=RECEIPT).exclude(user=user, page=page)
    people: dict[int, Presence] = {}
    for row in rows.defer("data").select_related("user").order_by("saved_at", "pk"):
        is_open = row.seen_at is not None and row.seen_at >= at - PRESENT
        is_unheard = row.seen_at is not None and row.seen_at > at
        if row.user_id == user.pk and (is_unheard or not is_open):
            continue  # a page of theirs without script has most likely become this one
        before = people.get(row.user_id)
        moments = [moment for moment in (before and before.kept_at, row.saved_at) if moment]
        people[row.user_id] = Presence(
            row.user, is_open or bool(before and before.is_open), row.user_id == user.pk, max(moments, default=None)
        )
    return sorted(people.values(), key=lambda each: (not each.is_self, not each.is_open, actor_name(each.user)))


def has_words(version: LanguageVersion, *, at: datetime) -> bool:
    """Whether somebody has lately typed something here that is not saved, and that would go with the version. One
    query; of use for a version without a text, where everything typed is new."""
    rows = Draft.objects.filter(version=version, saved_at__gte=at - MENTIONED).exclude(data__has_key=RECEIPT)
    return any(texts and texts[0].strip() for row in rows for name, texts in row.data.items() if _TYPED.fullmatch(name))


def find_last_save(version: LanguageVersion) -> LogEntry | None:
    """Return the entry of whoever last saved the text. One query."""
    return version.log.filter(act__in=(Act.SAVE, Act.START)).select_related("by").order_by("-pk").first()


def clean(*, at: datetime) -> int:
    """Delete what nobody needs any more: words of 90 days ago, rows of pages long left. Return how many. One query."""
    is_old = (
        Q(saved_at__lt=at - KEPT)
        | Q(saved_at__lt=at - CLOSED_KEPT, data__has_key=RECEIPT)
        | Q(saved_at=None, seen_at__lt=at - SEEN_KEPT)
        | Q(saved_at=None, seen_at=None)
    )
    deleted, _by_model = Draft.objects.filter(is_old).delete()
    return deleted


def _make_room(version: LanguageVersion, user: User, *, has_words: bool) -> None:
    rows = Draft.objects.filter(version=version, user=user, saved_at__isnull=not has_words)
    newest = rows.exclude(data__has_key=RECEIPT).order_by("-saved_at" if has_words else "-seen_at", "-pk")
    if oldest := list(newest.values_list("pk", flat=True)[MOST_PAGES - 1 :]):
        Draft.objects.filter(pk__in=oldest).delete()


def _read_turn(given: list[str]) -> int:
    turn = given[0] if given else ""
    return int(turn) if turn.isdecimal() and len(turn) < 16 else 0
