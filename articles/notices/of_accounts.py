"""The two mails that concern the account itself. Their links are made when they are sent, and stand in no row."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from articles import rights
from articles.models import Notice
from articles.notices.queue import tell
from journal.models import User

ONE_EACH = timedelta(minutes=15)
"""In which several requests of one kind are one mail: nobody can flood a mailbox."""
LONGEST_NAME = 254


def invite(person: User, *, by: rights.Person, at: datetime) -> None:
    """Queue an invitation, with a link to choose a password, unless one was queued shortly before. Two queries.

    The caller holds the person's row, so that of two at the same time the second finds the first.
    """
    if not _find_told("invitation", [person], at=at):
        tell(person, Notice.Kind.INVITATION, key=f"invitation:{_quarter(at)}", at=at, by=by)


def ask_for_password(typed: str, *, at: datetime) -> None:
    """Queue a mail for whoever has this user name or address; anybody may ask, and learns nothing from it.

    For a name nobody has, the same queries are made, four at the most, the row being of no consequence: the time of
    the answer tells as little as its words. The mail goes to the address of the account, never to the one typed.
    """
    name = typed.strip()[:LONGEST_NAME].replace("\x00", "")
    mine = Q(username=name) | (Q(email__iexact=name) & ~Q(email=""))
    found = list(User.objects.filter(mine, is_active=True, is_staff=True).order_by("pk"))
    somebody = User.objects.order_by("pk").first()
    told = _find_told("password" if found else "nobody", found or [somebody], at=at)
    if found:
        rows = [_make_row(person, at=at, key=f"password:{_quarter(at)}") for person in found]
    elif somebody is not None:
        rows = [_make_row(somebody, at=at, key=f"nobody:{_quarter(at)}")]
        rows[0].state, rows[0].settled_at = Notice.State.DROPPED, at
        rows[0].fault = "Asked for with a name or an address that nobody has."
    else:
        return
    Notice.objects.bulk_create([row for row in rows if row.person_id not in told], ignore_conflicts=True)


def _make_row(person: User, *, at: datetime, key: str) -> Notice:
    return Notice(person=person, kind=Notice.Kind.PASSWORD, key=key, at=at, not_before=at)


def _find_told(name: str, people: Iterable[User | None], *, at: datetime) -> set[int]:
    """Return who of these people was told shortly before, by a notice whose key begins so."""
    rows = Notice.objects.filter(person__in=people, key__startswith=f"{name}:", at__gt=at - ONE_EACH)
    return set(rows.values_list("person", flat=True))


def _quarter(at: datetime) -> int:
    """What two requests at the same moment have in common, so that the database takes one of them."""
    return int(at.timestamp() / ONE_EACH.total_seconds())
