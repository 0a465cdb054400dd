"""What each public address reads of its query, in one spelling: every other query gives the same page, kept once."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from articles.press.addresses import YearConverter, has_pages, is_search
from journal.languages import CODES

LONGEST_QUERY = 8_000
"""Characters of a query, as it comes, that are read at all."""
LONGEST_SEARCH = 200
"""Characters of a search that are looked for."""

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_PAGE = re.compile(r"[1-9][0-9]{0,4}")
_YEAR = re.compile(YearConverter.regex)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ufffd]+")


def normalise_query(path: str, query: str) -> str:
    """Return of a query string, as WSGI gives it, what the view of `path` reads: ASCII, each name once, in one order.

    Of a name that is given twice the first counts; what has not the form of its name is left out. Linear, and bounded
    by LONGEST_QUERY.
    """
    wanted = SEARCHED if is_search(path) else LISTED if has_pages(path) else {}
    if not query or not wanted:
        return ""
    text = query[:LONGEST_QUERY].encode("latin-1", "replace").decode("utf-8", "replace")
    given: dict[str, str] = {}
    for name, value in parse_qsl(text, errors="replace"):
        if name in wanted and name not in given:
            given[name] = wanted[name](value)
    return urlencode([(name, given[name]) for name in wanted if given.get(name)])


def _clean_search(value: str) -> str:
    return " ".join(_UNSEEN.sub(" ", value[: 5 * LONGEST_SEARCH]).split())[:LONGEST_SEARCH].strip()


def _clean_page(value: str) -> str:
    return value if value != "1" and _PAGE.fullmatch(value) else ""


def _matching(form: re.Pattern[str]) -> Callable[[str], str]:
    return lambda value: value if form.fullmatch(value) else ""


LISTED: dict[str, Callable[[str], str]] = {"page": _clean_page}
SEARCHED: dict[str, Callable[[str], str]] = {
    "q": _clean_search,
    "author": _matching(_NUMBER),
    "topic": _matching(_NUMBER),
    "year": _matching(_YEAR),
    "language": lambda value: value if value in CODES else "",
    "page": _clean_page,
}
