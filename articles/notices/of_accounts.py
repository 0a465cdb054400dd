"""The two mails that concern the account itself. Their links are made when they are sent, and stand in no row."""

from datetime import datetime

from django.db.models import Q

from articles import rights
from articles.models import Notice
from articles.notices.queue import tell
from journal.models import User

ONE_EACH = 15 * 60
"""Seconds in which several requests of one kind are one mail: nobody can flood a mailbox."""
LONGEST_NAME = 254


def invite(person: User, *, by: rights.Person, at: datetime) -> None:
    """Queue an invitation, with a link to choose a password. One query."""
    tell(person, Notice.Kind.INVITATION, key=f"invitation:{_quarter(at)}", at=at, by=by)


def ask_for_password(typed: str, *, at: datetime) -> None:
    """Queue a mail for whoever has this user name or address; anybody may ask, and learns nothing from it.

    For a name nobody has, the same three queries are made, the row being of no consequence: the time of the answer
    tells as little as its words. The mail goes to the address of the account, never to the one typed.
    """
    name = typed.strip()[:LONGEST_NAME].replace("\x00", "")
    mine = Q(username=name) | (Q(email__iexact=name) & ~Q(email=""))
    found = list(User.objects.filter(mine, is_active=True, is_staff=True).order_by("pk"))
    somebody = User.objects.order_by("pk").first()
    if found:
        rows = [_make_row(person, at=at, key=f"password:{_quarter(at)}") for person in found]
    elif somebody is not None:
        rows = [_make_row(somebody, at=at, key=f"password:nobody:{_quarter(at)}")]
        rows[0].state, rows[0].settled_at = Notice.State.DROPPED, at
        rows[0].fault = "Asked for with a name or an address that nobody has."
    else:
        return
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _make_row(person: User, *, at: datetime, key: str) -> Notice:
    return Notice(person=person, kind=Notice.Kind.PASSWORD, key=key, at=at, not_before=at)


def _quarter(at: datetime) -> int:
    return int(at.timestamp()) // ONE_EACH
