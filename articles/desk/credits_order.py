"""The order of the credits of a piece or of one language, changed one place at a time."""

import re

from django.utils.translation import gettext_lazy as _

from articles.models import Article, LanguageVersion
from articles.refusals import NotPossible

MOVE = re.compile(r"credit-(up|down)-([1-9][0-9]{0,18})")
"""The name of a button that moves a credit."""


def move_credit(of: Article | LanguageVersion, pk: int, *, up: bool) -> None:
    """Move the credit of that key one place up or down among those `of` the same, and number them all anew from 1. At
    the end already, it stays. NotPossible if it is none of them. Inside a transaction; one query, and one for each
    credit whose number changes."""
    rows = list(of.credits.order_by("position", "pk"))
    place = next((index for index, row in enumerate(rows) if row.pk == pk), None)
    if place is None:
        raise NotPossible(_("This credit is gone."))
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        if row.position != number:
            row.position = number
            row.save(update_fields=["position"])
