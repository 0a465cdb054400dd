"""Numbers as a text writes them, each with what it may mean: figures, dates, times, ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from journal.text.checks.number_words import compile_times
from journal.text.checks.reading import MASK, Passage, mask

OPTIONAL_BELOW = 13
"""Numbers that are written as words as often as in figures."""

_NUMBER = re.compile(
    r"(?<![0-9/])(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}(?:[0-9]{2})?|[0-9]{4}/[0-9]{2}/[0-9]{2})(?![0-9/])|[0-9]+(?:[.,:][0-9]+)*"
)
_GROUP = re.compile(r"[ \xa0\u202f\u2009'’][0-9]{3}(?![0-9])")
_GROUPED = {
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
}
_DATE = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_ISO_DATE = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
_AFTER_MERIDIEM = re.compile(r"[ \xa0]?p\.?[ \xa0]?m\b\.?", re.IGNORECASE)
_TAIL = re.compile(r"[.,][0-9]+")
_FIGURES = re.compile("[0-9]+")
_GROUP_SPACE = re.compile("[ \xa0\u202f\u2009'’]")
_DASH = "-‐‑–—/"
_CENTURY = re.compile(
    r"(?:st|nd|rd|th)?[ \xa0-]{0,2}(?:to|and|–)?[ \xa0]?(?:[0-9]{1,2}(?:st|nd|rd|th))?[- \xa0]?(?:cent|c\.)"
    r"|\.?(?:[ \xa0](?:und|bis|oder)[ \xa0][0-9]{1,2}\.|[–/-][0-9]{1,2}\.)?[ \xa0]?(?:Jahrhundert|Jh)"
    r"|(?:-[а-яёіў]{1,3})?(?:[ \xa0](?:и|і|или)[ \xa0][0-9]{1,2}(?:-[а-я]{1,3})?)?"
    r"[ \xa0](?:век|вв?\.|столет|ст\.|стагод)"
    r"|(?:-?[ա-և]{1,3})?(?:[ \xa0–-]{0,3}[0-9]{1,2}(?:-?[ա-և]{1,3})?)?[ \xa0](?:դար|դդ?[.․])"
    r"|(?:-?[ა-ჰ]{1,3})?[ \xa0](?:საუკუნ|ს\.)|(?:-lea)?[ \xa0](?:secol|veac)",
    re.IGNORECASE,
)
_BEFORE_CENTURY = re.compile(
    r"(?:secol(?:ul|ului|ele|elor)?|sec\.|veacul(?:ui)?)(?: al| a| ale)?(?: [0-9]{1,2}(?:-lea)? și)? ?(?:al )?\Z",
    re.IGNORECASE,
)
_HIGHEST_CENTURY = 21


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text."""

    passage: Passage
    start: int
    end: int
    written: str
    values: frozenset[str]
    """What it may mean, in plain decimals: that of "1.234" depends on the language."""
    optional: bool
    """Whether its absence on the other side says nothing."""

    groups: tuple[str, ...]
    """The runs of figures it consists of: those of "1.234" and "1,234" are the same."""


def read_numbers(passage: Passage) -> Iterator[Number]:
    """Yield the numbers of a passage in order. What is raised or lowered, and addresses, do not count. Linear."""
    text = _hide(passage)
    if not _FIGURES.search(text):
        return
    cited = mask(text, [span for span in passage.spans if span.name == "citation"])
    previous: Number | None = None
    at = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start < at:
            continue
        if _is_date(match[0]):
            yield from _build_date(passage, match)
            previous, at = None, end
            continue
        at = _find_end(text, start, end)
        previous = _build(passage, text, start, at, text[start:at], previous, cited=cited)
        yield previous


def _hide(passage: Passage) -> str:
    raised = [span for span in passage.spans if span.name in ("superscript", "subscript")]
    text = mask(passage.without_addresses, raised)
    return _ISO_DATE.sub(lambda found: found[0].replace("-", "/"), text)


def _is_date(written: str) -> bool:
    return bool(_DATE.fullmatch(written)) or "/" in written


def _find_end(text: str, start: int, end: int) -> int:
    """Return where a number ends that may go on in groups of three between spaces."""
    if end - start > 3 or not text[start:end].isdigit():
        return end
    whole = end
    while found := _GROUP.match(text, end):
        end = found.end()
    tail = _TAIL.match(text, end) if end > whole else None
    return tail.end() if tail else end


def _build(
    passage: Passage, text: str, start: int, end: int, written: str, previous: Number | None, *, cited: str
) -> Number:
    language = passage.language
    groups = (written,) if written.isdigit() else tuple(_FIGURES.findall(written))
    plain = written if written.isdigit() else _GROUP_SPACE.sub("", written)
    main = _read_value(plain, language)
    values = {main}
    if plain.isdigit() and previous and previous.end == start - 1 and text[start - 1] in _DASH:
        values |= {_expand(plain, value) for value in previous.values if value.isdigit()}
    after = text[end : end + 2]
    if after[-1:].isalpha() or after[:1].isalpha():
        for factor, pattern in compile_times(language):
            if pattern.match(text, end):
                values |= {_multiply(value, factor) for value in values}
    if len(plain) <= 5:
        values |= _read_time(plain, text, end)
    optional = (
        (len(main) < 3 and main.isdigit() and int(main) < OPTIONAL_BELOW)
        or cited[start] == MASK
        or _is_label(text, start)
        or _is_century(text, start, end, plain)
    )
    return Number(passage, start, end, written, frozenset(values), optional, groups)


def _build_date(passage: Passage, match: re.Match[str]) -> Iterator[Number]:
    for part in re.finditer("[0-9]+", match[0]):
        start, end = match.start() + part.start(), match.start() + part.end()
        value = str(int(part[0]))
        yield Number(passage, start, end, part[0], frozenset({value}), int(value) < OPTIONAL_BELOW, (part[0],))


def _read_value(plain: str, language: str) -> str:
    """Return a number in plain decimals by the conventions of the language: English 1,234.5, all others 1.234,5."""
    if plain.isdigit():
        return plain.lstrip("0") or "0"
    groups, decimal = (",", ".") if language == "en" else (".", ",")
    if _GROUPED[groups].fullmatch(plain):
        plain = plain.replace(groups, "")
    elif language != "de" and _GROUPED["," if groups == "." else "."].fullmatch(plain) and plain.count(decimal) > 1:
        plain = plain.replace(decimal, "")
    plain = plain.replace(decimal, ".") if plain.count(decimal) == 1 else plain
    if plain.isdigit():
        return plain.lstrip("0") or "0"
    if re.fullmatch(r"[0-9]+\.[0-9]+", plain):
        return (plain.lstrip("0") if plain[1] != "." else plain).rstrip("0").rstrip(".")
    return plain


def _expand(last: str, first: str) -> str:
    """Return the end of a range as a whole: 18 after 1915 is 1918."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) <= 4 else last.lstrip("0") or "0"


def _multiply(value: str, factor: int) -> str:
    whole, _, part = value.partition(".")
    if not (whole.isdigit() and len(part) <= 9 and len(whole) <= 15 and (not part or part.isdigit())):
        return value
    return f"{int(whole + part) * factor / 10 ** len(part):.6f}".rstrip("0").rstrip(".")


def _read_time(plain: str, text: str, end: int) -> set[str]:
    """Return other ways to write a time of day: 6:30 p.m. is 18:30, 18:00 is 18."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-4])(?:[:.]([0-5][0-9]))?", plain)
    if not found:
        return set()
    hour, minutes = int(found[1]), found[2]
    hours = {hour} | ({hour + 12} if hour < 12 and _AFTER_MERIDIEM.match(text, end) else set())
    if minutes is None:
        return {str(each) for each in hours}
    times = {f"{each}:{minutes}" for each in hours}
    return times | ({str(each) for each in hours} if minutes == "00" and ":" in plain else set())


def _is_label(text: str, start: int) -> bool:
    """Whether a letter stands before it, or Latin letters and a hyphen: B12, COVID-19, Boeing-747."""
    before = text[max(0, start - 2) : start]
    return before[-1:].isalpha() or (before[-1:] == "-" and before[:1].isascii() and before[:1].isalpha())


def _is_century(text: str, start: int, end: int, plain: str) -> bool:
    if len(plain) > 2 or not plain.isdigit() or not 0 < int(plain) <= _HIGHEST_CENTURY:
        return False
    return bool(_CENTURY.match(text, end) or _BEFORE_CENTURY.search(text, max(0, start - 30), start))
