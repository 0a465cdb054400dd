"""Old addresses: where to send a reader who asks for something that stood there before the journal moved here.

An address is kept and compared in one spelling (`spell`), however a browser or a file writes it. The site itself comes
first: this is asked only where it has nothing.
"""

import re
import string
import unicodedata
from datetime import datetime
from urllib.parse import quote, unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles.press import addresses
from articles.press.public import public_versions
from journal.models import OldAddress

LONGEST = 700
RESERVED = ("admin", "static", "media", "healthz", "readyz")
"""First parts of paths that belong to the desk, to files and to monitors: no reader's page is looked for there."""
ALWAYS_THERE = {
    *("front", "robots", "sitemap", "home", "feed", "feed-json"),
    *("search", "archive", "people", "topics", "corrections", "page"),
}
"""Routes that answer whatever the journal has published."""

_NOT_KEPT = re.compile("[\x00-\x20\x7f-\xa0%#\ud800-\udfff]")
_PIECE = re.compile(rf"/({addresses.LanguageConverter.regex})/([1-9][0-9]{{0,17}})/(?:[^/?#]+/)?(#.*)?")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id)(?:=|\Z)")
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]")


def spell(address: str) -> str:
    """Return a path with its query as it is kept: percent-decoded, NFC, without a fragment.

    Blanks, controls, `%`, `#`, a `?` within the path and bytes that are not UTF-8 stay percent-encoded (RFC 3986, 2.1),
    so that spelling twice changes nothing. Pure.
    """
    path, _mark, query = address.partition("#")[0].partition("?")
    path = _decode(path).replace("?", "%3F")
    return f"{path}?{_decode(query)}" if query else path


def _decode(text: str) -> str:
    raw = unquote_to_bytes(text.encode(errors="surrogatepass"))
    found = unicodedata.normalize("NFC", raw.decode(errors="surrogateescape"))
    return _NOT_KEPT.sub(lambda one: quote(one[0].encode(errors="surrogateescape"), safe=""), found)


def read_address(text: str) -> str:
    """Return what somebody wrote as an old address as it is kept; of a whole address, path and query.

    ValidationError with the reason where it cannot be one.
    """
    whole = re.match(r"https?://[^/?#]*", text.strip(), re.IGNORECASE)
    found = spell(text.strip()[whole.end() :] if whole else text.strip())
    if not found.startswith("/"):
        raise ValidationError(_("An old address begins with a slash."))
    if len(found) > LONGEST:
        raise ValidationError(_("An address has at most %(number)s characters.") % {"number": LONGEST})
    path = found.partition("?")[0]
    if path.split("/")[1] in RESERVED:
        raise ValidationError(_("This address belongs to the desk or to files of the site."))
    if _is_always_there(path):
        raise ValidationError(_("The site itself has a page at this address."))
    return found


def read_target(text: str) -> str:
    """Return what somebody wrote as the place an address leads to: a path of this site, or a whole address elsewhere.

    ValidationError with the reason where a browser could not go there, or could be led astray (as `//host`).
    """
    found = unicodedata.normalize("NFC", text.strip())
    if found == settings.SITE_URL or found.startswith(f"{settings.SITE_URL}/"):
        found = found.removeprefix(settings.SITE_URL) or "/"
    if len(found) > LONGEST:
        raise ValidationError(_("An address has at most %(number)s characters.") % {"number": LONGEST})
    is_path = found.startswith("/") and not found.startswith("//")
    if _NO_ADDRESS.search(found) or not (is_path or _is_whole(found)):
        raise ValidationError(_("This leads nowhere: a path begins with one slash, a whole address with https://."))
    return found


def require_other(path: str, target: str) -> None:
    """ValidationError where an address would lead to itself."""
    if target.startswith("/") and spell(target) in _variants(path):
        raise ValidationError(_("An address cannot lead to itself."))


def find_moved(request: HttpRequest) -> str:
    """Return where what a reader asked for is now, "" where nothing is known of it.

    One query; where something is known, one or two more, for a piece's address is the one with its slug, and an address
    that leads to another old one leads to the end. Nothing a reader sends becomes part of the answer.
    """
    press = getattr(request, "press", None)
    if press is None:  # the desk
        return ""
    # Django has decoded the path, and left percent-encoded what is not UTF-8
    path = request.path_info.replace("?", "%3F").replace("#", "%23")
    query = getattr(request, "asked_query", request.META.get("QUERY_STRING", ""))
    # A server hands on bytes, written as Latin-1 (PEP 3333)
    return follow(spell(f"{path}?{quote(query.encode('latin-1', 'replace'), safe=string.punctuation)}"), at=press.at)


def follow(asked: str, *, at: datetime) -> str:
    """Return where an address, as `spell` returns it, leads in the end, "" for nowhere and for a circle."""
    seen: set[str] = set()
    wanted = _variants(asked)
    found = ""
    while not seen & set(wanted):
        seen.update(wanted)
        target = _look_up(wanted)
        if not target:
            return found
        if not target.startswith("/"):
            return target
        if final := _settle(target, at=at):
            return "" if spell(final) in _variants(asked.partition("?")[0]) else final
        found, wanted = target, _variants(spell(target))
    return ""


def _look_up(wanted: list[str]) -> str:
    """Return the target of the first of these addresses that is known. One query."""
    rows = dict(OldAddress.objects.filter(path__in=wanted).order_by().values_list("path", "target"))
    for address in wanted:
        if address in rows:
            try:
                return read_target(rows[address])
            except ValidationError:  # a row that came past the forms
                return ""
    return ""


def _variants(address: str) -> list[str]:
    """Return the spellings under which an address may be kept, the most telling first: with its query, with what is
    left of it without marks of campaigns, without; each with and without a slash at the end of the path."""
    path, _mark, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(part))
    other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
    tails = dict.fromkeys(f"?{one}" if one else "" for one in (query, kept, ""))
    return [f"{one}{tail}" for tail in tails for one in filter(None, (path, other)) if len(one + tail) <= LONGEST]


def _settle(target: str, *, at: datetime) -> str:
    """Return the right address of a target where this site surely has a page, "" elsewhere. A query for a piece."""
    piece = _PIECE.fullmatch(target)
    if piece is not None:
        versions = public_versions([int(piece[2])], at=at).get(int(piece[2]), [])
        own = next((one.path for one in versions if one.language == piece[1]), "")
        return f"{own}{piece[3] or ''}" if own else ""
    return target if _is_always_there(re.split(r"[?#]", target)[0]) else ""


def _is_always_there(path: str) -> bool:
    try:
        return resolve(path).url_name in ALWAYS_THERE
    except Resolver404:
        return False


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a host or a port that is none
        return False
