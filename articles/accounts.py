"""Who works at the desk and what they may do there: added, changed, deactivated. For chiefs, who always remain.

Nobody is deleted: the log refers to them. What is done here is not in the log of the pieces.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import notices, rights
from articles.choices import Right, Stage
from articles.models import Article, LanguageVersion, Membership
from articles.refusals import Invalid, NotAllowed, NotPossible
from articles.twice import SAME_MOMENT
from journal.models import User
from journal.text.sanitize import clean_line

Rights = Mapping[tuple[Right, str], bool]
"""(right, language or "" for every one) to whether it holds for assigned pieces only."""

LAST_CHIEF = _("This is the last person who may do everything. Give that right to somebody else first.")
NAMELESS = "member"
"""The beginning of a user name where the address yields none."""
OWN_FIELDS = ("first_name", "last_name", "language", "mail")
"""What everybody may change of their own account."""


@dataclass(frozen=True)
class Person:
    """What a chief says of a person. `shown` is the state the form showed (`state_of`); "" for a new person."""

    first_name: str
    last_name: str
    email: str
    language: str
    is_chief: bool
    rights: Rights
    shown: str = ""


def rights_of(person: User) -> dict[tuple[Right, str], bool]:
    """Return a person's memberships as `Rights`. One query, none where they are prefetched."""
    return {(Right(row.right), row.language): row.assigned_only for row in person.memberships.all()}


def state_of(person: User) -> str:
    """Return a word that differs for any two states of what chiefs may change of a person. As `rights_of`."""
    own = (person.first_name, person.last_name, person.email, person.language, str(person.is_superuser))
    return _name_state(own, rights_of(person))


def add_member(username: str, given: Person, *, by: rights.Person, at: datetime) -> User:
    """Add a person, who chooses a password by the link of the invitation that is queued, and return them.

    An empty `username` is made of the address. NotAllowed to anybody but chiefs; Invalid for a user name or an address
    that somebody has. Sent twice (a button pressed twice), it is the first one that is returned. About ten queries.
    """
    _require_chief(by)
    with transaction.atomic():
        _hold_chiefs()  # so that the second of two at the same time finds what the first has done
        for added in User.objects.filter(email=given.email, date_joined__gt=at - SAME_MOMENT, last_login=None):
            if username in ("", added.username) and given.email and state_of(added) == _state_asked(given):
                return added
        require_free_address(given.email, None)
        person = User(username=username or _make_username(given.email), is_staff=True, is_superuser=given.is_chief)
        if username and User.objects.filter(username__iexact=username).exists():
            raise Invalid(_("Somebody has this user name."), field="username")
        person.set_unusable_password()
        _write_person(person, given)
        person.save()
        _store_rights(person, given.rights)
        notices.invite(person, by=by, at=at)
    return person


def change_member(person: User, given: Person, *, by: rights.Person) -> User:
    """Change a person and their rights: what differs is written, all or nothing. Return them.

    NotAllowed to anybody but chiefs; NotPossible where somebody has changed the person since, and for the last chief;
    Invalid for an address that somebody has. About eight queries.
    """
    _require_chief(by)
    with transaction.atomic():
        held = hold(person)
        if state_of(held) == _state_asked(given):
            return held
        if state_of(held) != given.shown:
            raise NotPossible(_("Somebody has changed this person since you opened the page. Nothing was changed."))
        require_free_address(given.email, held)
        if held.is_superuser and not given.is_chief:
            _require_another_chief(held)
        _write_person(held, given)
        held.save(update_fields=["first_name", "last_name", "email", "language", "is_superuser"])
        _store_rights(held, given.rights)
    return held


def change_own(person: User, **given: str) -> User:
    """Change what is a person's own (`OWN_FIELDS`); return them. One query."""
    for name in OWN_FIELDS:
        setattr(person, name, clean_line(given[name]))
    person.save(update_fields=OWN_FIELDS)
    return person


def invite_again(person: User, *, by: rights.Person, at: datetime) -> None:
    """Queue another invitation; the link of the earlier one stays good. NotPossible once a password is chosen."""
    _require_chief(by)
    with transaction.atomic():
        held = hold(person)
        if not held.is_active or held.has_usable_password():
            raise NotPossible(_("This person needs no invitation."))
        notices.invite(held, by=by, at=at)


def deactivate(person: User, *, by: rights.Person) -> None:
    """Close the account at once, with every session; texts, log and assignments stay. NotPossible for the last chief.

    A query for each session, which small offices have few of.
    """
    _require_chief(by)
    with transaction.atomic():
        held = hold(person)
        if held.is_superuser:
            _require_another_chief(held)
        held.is_active = False
        held.save(update_fields=["is_active"])
        end_sessions(held)


def reactivate(person: User, *, by: rights.Person) -> None:
    """Open the account again, with the password and the rights it had. Two queries."""
    _require_chief(by)
    with transaction.atomic():
        held = hold(person)
        held.is_active = held.is_staff = True
        held.save(update_fields=["is_active", "is_staff"])


def is_last_chief(person: User) -> bool:
    """Whether nobody else could open the accounts if this person could not. One query."""
    others = User.objects.filter(is_superuser=True, is_active=True, is_staff=True).exclude(pk=person.pk)
    return rights.is_chief(person) and not others.exists()


def list_unfinished(people: Iterable[User]) -> dict[int, list[LanguageVersion]]:
    """Return what is assigned to these people and not done, by their number: with articles, without texts. Two
    queries."""
    pks = [person.pk for person in people]
    rows = LanguageVersion.objects.filter(Q(assignee__in=pks) | Q(reviewer__in=pks), article__shelved=False)
    rows = rows.exclude(stage=Stage.DONE).order_by("article_id", "pk")
    articles = {row.pk: row for row in Article.objects.without_texts().filter(versions__in=rows)}
    found: dict[int, list[LanguageVersion]] = {}
    for row in rows:
        row.article = articles[row.article_id]
        for pk in {row.assignee_id, row.reviewer_id} & set(pks):
            if pk is not None:
                found.setdefault(pk, []).append(row)
    return found


def _require_chief(by: rights.Person) -> None:
    if not rights.is_chief(by):
        raise NotAllowed


def _require_another_chief(person: User) -> None:
    """The rows of the chiefs are held by `hold`, so that two chiefs cannot each count on the other."""
    if is_last_chief(person):
        raise NotPossible(LAST_CHIEF)


def require_free_address(email: str, person: User | None) -> None:
    """Invalid where another account has this address: each would get the other's links. One query."""
    others = User.objects.filter(email__iexact=email)
    if email and (others.exclude(pk=person.pk) if person else others).exists():
        raise Invalid(_("Somebody has this address."), field="email")


def _hold_chiefs() -> None:
    """Lock every chief until the end of the transaction: accounts are changed one after the other, and no two get the
    same name or address."""
    list(User.objects.select_for_update(no_key=True).filter(is_superuser=True).order_by("pk").values_list("pk"))


def hold(person: User) -> User:
    """Lock the person and every chief until the end of the transaction; return the person as they are now."""
    rows = User.objects.select_for_update(no_key=True).filter(Q(pk=person.pk) | Q(is_superuser=True))
    return next(row for row in rows.order_by("pk") if row.pk == person.pk)


def _name_state(own: Iterable[str], held: Rights) -> str:
    written = sorted(f"{right}-{language}-{only:d}" for (right, language), only in held.items())
    return sha256("\n".join([*own, *written]).encode()).hexdigest()[:16]


def _state_asked(given: Person) -> str:
    """Return what `state_of` returns of somebody who is as a chief wants them."""
    names = (clean_line(given.first_name), clean_line(given.last_name))
    return _name_state((*names, given.email, given.language, str(given.is_chief)), given.rights)


def _write_person(person: User, given: Person) -> None:
    person.first_name, person.last_name = clean_line(given.first_name), clean_line(given.last_name)
    person.email, person.language = given.email, given.language
    person.is_superuser = given.is_chief


def _store_rights(person: User, wanted: Rights) -> None:
    """Write the difference between the memberships there are and those wanted. One to four queries."""
    there = {(Right(row.right), row.language): row for row in Membership.objects.filter(user=person)}
    gone = [row.pk for key, row in there.items() if key not in wanted]
    if gone:
        Membership.objects.filter(pk__in=gone).delete()
    changed = [row for key, row in there.items() if key in wanted and row.assigned_only != wanted[key]]
    for row in changed:
        row.assigned_only = not row.assigned_only
    if changed:
        Membership.objects.bulk_update(changed, ["assigned_only"])
    new = [
        Membership(user=person, right=right, language=language, assigned_only=only)
        for (right, language), only in wanted.items()
        if (right, language) not in there
    ]
    if new:
        Membership.objects.bulk_create(new)


def _make_username(email: str) -> str:
    """Return a user name nobody has, from what a name can have of the part of the address before the @."""
    wanted = re.sub(r"[^\w.+-]", "", email.partition("@")[0])[:100] or NAMELESS
    alike = User.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    taken = {name.lower() for name in alike}
    names = (wanted, *(f"{wanted}{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.lower() not in taken)


def end_sessions(person: User) -> None:
    """Delete the person's sessions: Django refuses them already, but would take them again after a reactivation."""
    own = [row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(person.pk)]
    Session.objects.filter(pk__in=own).delete()
