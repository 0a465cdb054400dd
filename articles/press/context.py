"""What every template may ask for: the journal's name and its canonical address, both from settings."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """Return `site_name` and `site_url`. Free."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
