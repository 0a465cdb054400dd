"""Which values of attributes may be stored. One function judges them all; the sanitiser's filter calls it."""

import re
from collections.abc import Callable

KEY = re.compile(r"[a-z0-9]{1,32}")
"""The key of a note."""

LANGUAGE_TAG = re.compile(
    r"(?=.{2,35}\Z)[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(?:-[A-WYZa-wyz0-9](?:-[A-Za-z0-9]{2,8})+)*(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"
)
"""The shape of a BCP 47 tag (RFC 5646, without extended and grandfathered ones), whether registered or not."""

_LONGEST_ADDRESS = 2_000
_LONGEST_TITLE = 300
_INSIDE = r"[^\s\\\x00-\x1f\x7f-\x9f]+"
_ADDRESSES = {
    "http": re.compile(rf"//(?=[^/?#]){_INSIDE}"),
    "https": re.compile(rf"//(?=[^/?#]){_INSIDE}"),
    "mailto": re.compile(rf"(?=[^@?]+@[^@?]+){_INSIDE}"),
    "article": re.compile(rf"[1-9][0-9]{{0,9}}(?:#{_INSIDE})?"),
}
_PART = re.compile(rf"#{_INSIDE}")
_AROUND = "".join(map(chr, range(0x21)))
_QUOTED = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60", "\xa0": "%C2%A0"})


def judge_attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value to store, None if the attribute has to go. `value` is decoded; never raises."""
    judge = _JUDGES.get(name)
    return judge(value) if judge else None


def judge_address(value: str) -> str | None:
    """Return a link's address as it may be stored: http, https, mailto, `article:17#note-a`, `#part`. None otherwise.

    Whitespace and control characters around it go, as browsers do (WHATWG URL); inside, only plain spaces are mended.
    """
    address = value.strip(_AROUND).translate(_QUOTED)
    if len(address) > _LONGEST_ADDRESS:
        return None
    if address.startswith("#"):
        return address if _PART.fullmatch(address) else None
    scheme, _, rest = address.partition(":")
    shape = _ADDRESSES.get(scheme.lower())
    return f"{scheme.lower()}:{rest}" if shape and shape.fullmatch(rest) else None


def _matching(pattern: re.Pattern[str] | str) -> Callable[[str], str | None]:
    shape = re.compile(pattern)
    return lambda value: value if shape.fullmatch(value) else None


_JUDGES: dict[str, Callable[[str], str | None]] = {
    "href": judge_address,
    "hreflang": _matching(LANGUAGE_TAG),
    "lang": _matching(LANGUAGE_TAG),
    "title": lambda value: " ".join(value.split())[:_LONGEST_TITLE].rstrip() or None,
    "data-note": _matching(KEY),
    "data-image": _matching(r"[1-9][0-9]{0,9}"),
    "start": _matching(r"-?[0-9]{1,5}"),
    "reversed": lambda value: "",
    "scope": _matching(r"row|col|rowgroup|colgroup"),
    "colspan": _matching(r"[2-9]|[1-9][0-9]{1,2}"),
    "rowspan": _matching(r"[2-9]|[1-9][0-9]{1,2}"),
}
