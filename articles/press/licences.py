"""Under what terms a piece is read: its own licence, else that of the journal."""

from django.conf import settings

from articles.choices import Licence


def find_licence(chosen: str = "") -> Licence | None:
    """Return the licence chosen for a piece, else that of the journal; None where neither says anything. Free."""
    value = chosen or settings.SITE_LICENCE
    return Licence(value) if value in Licence.values else None
