"""Marks and dashes against the convention of the language; above all, Armenian marks that stand inside words."""

import re
from collections.abc import Iterator
from itertools import islice, zip_longest

from journal.text.checks.findings import MOST_IN_ONE, Finding
from journal.text.checks.reading import MASK, Passage

_HYPHEN = re.compile(
    r"(?<=[^\s\d–—-])[ \xa0](?:-|--|---)[ \xa0](?=[^\s–—-])|(?<=[0-9])[ \xa0]-[ \xa0](?=[^\W\d_])"
    r"|(?:(?<=[^\W\d_])|(?<=[»,]))---?(?=[^\W\d_])|(?<=[^\s\d],)-(?=[ \xa0])"
)
_LINE_HYPHEN = re.compile(r"(?:\A|(?<=\n))--?[ \xa0](?=[^\W\d_«„“…])")
_YEARS = re.compile(r"(?<![\w.,/:–—-])([12][0-9]{3})-([12][0-9]{3}|[0-9]{2})(?![\w/–—]|-[0-9])(?!\.[0-9])")
_PAGES = re.compile(
    r"(?:(?<!\w)(?:S\.|SS\.|pp?\.|pag\.|p\.|[сСCc]\.|[сС]тр\.|[сС]тар\.|էջ|էջեր|გვ\.|pages?|Seiten?|paginile|страницы|Bd\.|Bde\.|vols?\.|Nr\.|nr\.)"
    r"[ \xa0]?)([0-9]{1,4})-([0-9]{1,4})(?![\w/–—-])"
)
_ACUTE = re.compile(r"(?<=[^\W\d_])[´`](?=[^\W\d_])")
_GRAVE_WORD = re.compile(r'(?<=[а-яёіўА-ЯЁІЎ])[`"](?=[а-яёіўА-ЯЁІЎ])')
_LONG_DASH = re.compile(r"—")

_VOWELS = "աեէըիոօուևԱԵԷԸԻՈՕՈՒւ"
_CONSONANTS = "".join(chr(code) for code in range(0x561, 0x587) if chr(code) not in _VOWELS)
_BEHIND_CONSONANT = re.compile(rf"[ա-ևԱ-Ֆ]*[{_CONSONANTS}{_CONSONANTS.upper()}][՞՜՛](?!\w*[Ա-Ֆ])[ա-և]*")
_OTHER_VOWELS = _VOWELS.replace("ը", "").replace("Ը", "")
_ON_ARTICLE = re.compile(rf"(?<![ա-ևԱ-Ֆ])[ա-ևԱ-Ֆ]{{0,40}}[{_OTHER_VOWELS}][ա-ևԱ-Ֆ]{{0,40}}ը[՞՜՛](?![ա-ևԱ-Ֆ])")
"""A mark on the article, which never bears the stress."""
_LONE_MARK = re.compile(r"(?:(?<=\s)|\A)[՞՜՛](?=[\s։,.»]|[ա-և]|\Z)|(?<=[։,.»])[՞՜](?!\w)")
_LATIN_MARK = re.compile(r"(?<=[ա-ևԱ-Ֆ])[»)]?([?!])(?=[\s»)։,?!]|\Z)|(?<=[ա-և0-9])([?])")
_FULL_STOP = re.compile(r"(?<![Ա-Ֆ])(?<=[ա-և]{5})[»)]?\.(?=[ \xa0]+[«(]?[Ա-Ֆ])")
_LAST_STOP = re.compile(r"(?<=[ա-և]{4})[»)]?\.[»)]?\s*\Z")
_ABBREVIATED = re.compile(r"(?:խմբ|թարգմ|ծնթ|կազմ|հեղ|տպագր|հրատ|մասն|այլն|առաջաբ)\.?[»)]?\.?\s*\Z", re.IGNORECASE)
_LED_TO = frozenset({"blockquote", "ul", "ol", "table", "figure"})
"""Blocks that a sentence may introduce with a point on the line, the Armenian mark between colon and full stop."""
_HAS_VOWEL = re.compile(f"[{_VOWELS}]")


def find_punctuation(passages: list[Passage], language: str) -> Iterator[Finding]:
    """Yield what is wrong with marks and dashes, passage by passage. Linear.

    `hyphen-dash` (a hyphen, or two, for a dash), `range-hyphen` (a hyphen between years or pages), `accent-apostrophe`,
    `wrong-dash` (the long dash in German), and in Armenian `armenian-mark` (? and ! for ՞ and ՜), `armenian-place` (a
    mark behind a consonant or the article) and `armenian-full-stop` (a point for ։). An ellipsis may be one character
    or three points; years and pages are judged only where the second number is higher.
    """
    for passage, following in zip_longest(passages, passages[1:]):
        found = list(islice(_find_dashes(passage, language), MOST_IN_ONE))
        if language == "hy":
            leads_on = following is not None and following.kind in _LED_TO and following.field == passage.field
            found += islice(_find_armenian(passage, leads_on=leads_on), MOST_IN_ONE)
        yield from sorted(found, key=lambda each: each.start or 0)


def _find_dashes(passage: Passage, language: str) -> Iterator[Finding]:
    text = passage.own
    dash = {"ru": "—", "be": "—", "hy": "—", "ka": "—"}.get(language, "–")
    if "-" in text:
        for pattern in (_HYPHEN, _LINE_HYPHEN):
            for match in pattern.finditer(text):
                yield passage.report("hyphen-dash", *match.span(), found=match[0].strip(), expected=dash)
        for pattern in (_YEARS, _PAGES):
            for match in pattern.finditer(text):
                if _is_range(match[1], match[2]):
                    yield passage.report(
                        "range-hyphen", match.start(1), match.end(2), found=match[0], expected=f"{match[1]}–{match[2]}"
                    )
    if language in ("en", "de", "ro", "be"):
        accents = _GRAVE_WORD if language == "be" else _ACUTE
        for match in accents.finditer(text):
            yield passage.report("accent-apostrophe", *match.span(), found=match[0], expected="’")
    if language == "de":
        for match in _LONG_DASH.finditer(text):
            yield passage.report("wrong-dash", *match.span(), found="—", expected="–")


def _is_range(first: str, last: str) -> bool:
    """Whether the second number is higher once it has as many digits as the first: 1915-18 is, 2024-05 is not."""
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(last) > int(first)


def _find_armenian(passage: Passage, *, leads_on: bool) -> Iterator[Finding]:
    text = passage.own
    for match in _LATIN_MARK.finditer(text):
        mark = match[1] or match[2]
        start = match.end() - 1
        yield passage.report("armenian-mark", start, start + 1, found=mark, expected="՞" if mark == "?" else "՜")
    for match in _BEHIND_CONSONANT.finditer(text):
        if _HAS_VOWEL.search(match[0]):
            yield passage.report("armenian-place", *match.span(), word=match[0])
    for match in _ON_ARTICLE.finditer(text):
        yield passage.report("armenian-place", *match.span(), word=match[0])
    for match in _LONE_MARK.finditer(text):
        yield passage.report("armenian-place", *match.span(), word=match[0])
    stops = [match for match in _FULL_STOP.finditer(text) if MASK not in match[0]]
    if "։" not in text and len(stops) > 1:
        for match in stops:
            yield passage.report("armenian-full-stop", match.end() - 1, match.end(), found=".", expected="։")
    last = _LAST_STOP.search(text, max(0, len(text) - 40))
    if last and not leads_on and passage.kind in ("p", "") and passage.field in ("body", "standfirst"):
        before = text[max(0, last.start() - 12) : last.end()]
        if not _ABBREVIATED.search(before) and len(text) > 40 and not text.rstrip().endswith("..."):
            place = last.start() + last[0].index(".")
            yield passage.report("armenian-full-stop", place, place + 1, found=".", expected="։")
