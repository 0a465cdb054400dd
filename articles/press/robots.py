"""What the site says to robots and to those who find a fault in it: robots.txt, security.txt, text and data mining."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from articles.press import addresses
from articles.press.stamp import find_moment
from journal.languages import CODES

EXPIRES_AFTER = 7
"""Months that security.txt holds from the first day of the present one: always between half a year and a whole."""

_ADDRESS = re.compile(r"[^\s@/:]+@[^\s@/:]+")


def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt` (RFC 9309): everything public may be read; the desk is not for robots, nor are pages of what
    somebody searched for. Says what the journal says of text and data mining, if it says anything. Free."""
    refused = ["/admin/", *(addresses.search(code) for code in CODES)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in refused), ""]
    if settings.TEXT_MINING == "reserved":
        lines += [
            "# Text and data mining, the training of models included, is reserved",
            "# (Directive (EU) 2019/790, Article 4(3)); ask the editors.",
            "",
        ]
    elif settings.TEXT_MINING == "allowed":
        lines += ["# Text and data mining is allowed.", ""]
    lines += [f"Sitemap: {addresses.absolute('/sitemap.xml')}", ""]
    return _text(lines)


def text_mining(request: HttpRequest) -> HttpResponse:
    """`/.well-known/tdmrep.json` (TDM Reservation Protocol, W3C Community Group report of 2024, 6.1). 404 for a journal
    that says nothing of it. Free."""
    if settings.TEXT_MINING not in ("reserved", "allowed"):
        raise Http404
    return JsonResponse([{"location": "/*", "tdm-reservation": int(settings.TEXT_MINING == "reserved")}], safe=False)


def security(request: HttpRequest) -> HttpResponse:
    """`/.well-known/security.txt` (RFC 9116): where to report a fault. 404 where the journal names no place. Free.

    What it says changes with the month only, as the validator of every public page does (`stamp.Stamp.key`).
    """
    contact = read_contact(settings.SECURITY_CONTACT)
    if not contact:
        raise Http404
    at = find_moment(request)
    return _text(
        [
            f"Contact: {contact}",
            f"Expires: {find_expiry(at):%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {', '.join(['en', *(code for code in CODES if code != 'en')])}",
            f"Canonical: {addresses.absolute('/.well-known/security.txt')}",
            "",
        ]
    )


def read_contact(setting: str) -> str:
    """Return the URI of a contact (RFC 9116, 2.5.3), "" for what is neither a mail address nor an `https:` address."""
    if _ADDRESS.fullmatch(setting):
        return f"mailto:{setting}"
    is_address = setting.startswith(("https://", "mailto:")) and not re.search(r"[\s\x00-\x1f]", setting)
    return setting if is_address else ""


def find_expiry(at: datetime) -> datetime:
    """Return the first of the month that is EXPIRES_AFTER months after that of `at`, in UTC."""
    at = at.astimezone(UTC)
    months = at.year * 12 + at.month - 1 + EXPIRES_AFTER
    return at.replace(year=months // 12, month=months % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
