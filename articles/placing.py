"""What stands on top of the home pages: pieces that somebody puts before what is merely newest.

A list belongs to one language, or to all ("" here). What is done here is not in the log of the pieces.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right
from articles.models import LanguageVersion, Placement
from articles.refusals import NotAllowed, NotPossible
from journal.languages import CODES
from journal.models import PressStamp

MOST_PLACED = 12
"""More would be a list that nobody keeps; the rest of the page is what is newest."""


def lists_of(user: rights.Person) -> tuple[str, ...]:
    """Return the lists the person keeps: those of the languages they may publish in, and that for all ("") first, for
    who may publish in all. No query beyond the person's memberships."""
    languages = rights.languages_with(user, Right.PUBLISH)
    return ("", *CODES) if languages == CODES else languages


def place(article_id: int, language: str, *, to: int, by: rights.Person) -> None:
    """Put a piece at place `to` (from 1; what is too large means the end) of a list, or move it there. Done twice it is
    as done once.

    NotAllowed to who does not keep the list; NotPossible for a piece without a version in the language, for one that is
    not there, and in a list that is full. About six queries.
    """
    _require_keeper(by, language)
    there = LanguageVersion.objects.filter(article=article_id)
    with transaction.atomic():
        PressStamp.bump()  # holds everybody else who changes a list
        if not (there.filter(language=language) if language else there).exists():
            raise NotPossible(_("The piece has no text in this language, and none is planned."))
        rows = list(Placement.objects.filter(language=language).order_by("position", "pk"))
        order = [row.article_id for row in rows if row.article_id != article_id]
        if len(order) >= MOST_PLACED:
            raise NotPossible(_("The list is full. Remove a piece first."))
        order.insert(min(max(to, 1) - 1, len(order)), article_id)
        if len(order) > len(rows):
            rows += Placement.objects.bulk_create([Placement(article_id=article_id, language=language)])
        _number(rows, order)


def remove(article_id: int, language: str, *, by: rights.Person) -> None:
    """Take a piece off a list; nothing where it is on it no more. NotAllowed to who does not keep the list."""
    _require_keeper(by, language)
    with transaction.atomic():
        PressStamp.bump()
        Placement.objects.filter(article=article_id, language=language).delete()


def _number(rows: Iterable[Placement], order: list[int]) -> None:
    """Write the positions that differ. One query, none where all is as it was."""
    changed = []
    for row in rows:
        position = order.index(row.article_id) + 1
        if row.position != position:
            row.position = position
            changed.append(row)
    if changed:
        Placement.objects.bulk_update(changed, ["position"])


def _require_keeper(user: rights.Person, language: str) -> None:
    if language not in lists_of(user):
        raise NotAllowed
