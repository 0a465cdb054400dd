"""From HTML to plain text, and what is counted and cut in it. For search, extracts, lengths, comparison."""

import re
from html import unescape

from lxml import etree

from journal.text.tree import parse

BLOCKS = frozenset(
    {
        "p",
        "h2",
        "h3",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "tr",
        "td",
        "th",
        "figure",
        "hr",
        "thead",
        "tbody",
    }
)

_MARKS = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_IN_WORD = "'’ʼ‘՚´`\\-‐‑֊՛՜՞՟\u00ad\u200c\u200d\u2060·"
WORD = re.compile(
    rf"[^\W_][{_MARKS}]*(?:[^\W_][{_MARKS}]*|[{_IN_WORD}]+(?=[^\W_])|[.](?=[^\W_])|(?<=[0-9])[,:/](?=[0-9]))*"
)
"""A word as UAX #29 has it, and with it what our languages write inside words: hyphens, the Armenian marks of stress,
question and exclamation, apostrophes of any shape. A number with its separators is one word."""

_UNCOUNTED = re.compile(rf"[\n\u00ad\u200b-\u200d\u2060\ufeff{_MARKS}]")

# Control characters: clean HTML has none.
_BLOCK = "\x00"
_LINE = "\x01"
_SPACES = re.compile("[ \t\n\f\r]+")


def to_text(html: str) -> str:
    """Return the text of clean HTML: blocks separated by an empty line, line breaks as such, markers gone. Linear."""
    return read_text(parse(html)) if "<" in html else _SPACES.sub(" ", unescape(html)).strip(" ")


def read_text(element: etree._Element) -> str:
    """Return the text within an element, as `to_text` does. Linear."""
    if not len(element):
        return _SPACES.sub(" ", element.text or "").strip(" ")
    parts: list[str] = []
    _collect(element, parts)
    text = _SPACES.sub(" ", "".join(parts))
    blocks = ("\n".join(line.strip(" ") for line in block.split(_LINE)).strip("\n") for block in text.split(_BLOCK))
    return "\n\n".join(block for block in blocks if block)


def count_words(text: str) -> int:
    """Return the number of words of plain text in any of our languages; see WORD. Linear."""
    return sum(1 for _ in WORD.finditer(text))


def count_characters(text: str) -> int:
    """Return the number of characters of plain text, spaces included, as a reader counts them. Linear.

    Line breaks, soft hyphens and other invisible characters, and combining marks do not count.
    """
    return len(text) - len(_UNCOUNTED.findall(text))


def excerpt(text: str, limit: int) -> str:
    """Return plain text on one line, cut after a word so that it has at most `limit` characters, "…" included.

    A first word too long for the limit is cut within.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    if limit < 1:
        return ""
    head = line[:limit]
    words = head.rpartition(" ")[0].rstrip(" ,;:–—-(«„“‚") or re.sub(rf"[{_MARKS}]+\Z", "", line[: limit - 1])
    return words + "…"


def _collect(element: etree._Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        is_block = child.tag in BLOCKS
        parts.append(_BLOCK if is_block else _LINE if child.tag == "br" else "")
        if not (child.tag == "sup" and "data-note" in child.attrib):
            _collect(child, parts)
        parts.append(_BLOCK if is_block else "")
        parts.append(child.tail or "")
