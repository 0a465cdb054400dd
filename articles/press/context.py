"""What every template may ask for: the journal's name and canonical address, both from settings, and its languages."""

from django.conf import settings
from django.http import HttpRequest

from journal.languages import LANGUAGES, Language


def site(request: HttpRequest) -> dict[str, str | tuple[Language, ...]]:
    """Return `site_name`, `site_url` and `journal_languages`. Free."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "journal_languages": LANGUAGES}
