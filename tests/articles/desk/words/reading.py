"""What a person reads or hears of a page. Pure functions of HTML."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from journal.languages import LANGUAGES

SAID = ("title", "aria-label", "aria-description", "aria-valuetext", "alt", "placeholder", "label")
"""Attributes whose value is read out or shown."""
BUTTONS = ("submit", "button", "reset")
SILENT = ("script", "style", "code", "kbd")
"""Elements that hold no words of a language."""
SAID_BY_SCRIPTS = ("words", "characters", "addText", "deleteText")
"""Parts of JSON that a script shows. In an attribute whose name ends in `words` it is everything."""

_WORD = re.compile(r"[A-Za-z]{3,}")
_ADDRESS = re.compile(
    r"\S*[@\\]\S*|\w+://\S*|\w*\*{3,}|(?<!\w)/\S*|#[\w-]+|\S*\.[a-z]{2,5}\b|[A-Z]\w+/[A-Z]\w+|[\w-]+=\S*"
)
_NAMES = """Mac Command Control LDAP SSO Single Sign On cookies? JPEG PNG WebP GIF AVIF TIFF Word XLIFF OmegaT
    CSV XML Atom JSON UTF URL HTML CKEditor Enface ORCID UTC Ctrl Alt
    Title Subtitle Standfirst Abstract"""
_FORMATS = re.compile(rf"\b(?:{'|'.join(_NAMES.split())})\b")
"""Formats, programs, keys, ways to sign in, styles of Word files: called so in every language."""
_OWN_NAMES = re.compile("|".join(rf"\b{row.name}\b" for row in LANGUAGES if row.script == "Latn"))
"""Languages by their own names."""


def list_words(page: str) -> list[str]:
    """Return every text of a page in its order, each on one line: visible texts, attributes that are said, words that
    scripts are handed as JSON, in a data attribute or as the whole answer. Without what is in another language than
    the page."""
    if page.startswith("{"):
        return list(_read_json(json.loads(page), is_said=True))
    root = html.document_fromstring(page)
    spoken = root.get("lang", "")
    return [" ".join(text.split()) for text in _read(root, spoken, spoken) if text.strip()]


def _read(element: Any, language: str, spoken: str) -> Iterator[str]:
    """Yield the texts within an element; `language` is that of its parent, `spoken` that of the page."""
    language = element.get("lang", language) or language
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    if language == spoken:
        yield from _read_attributes(element)
        yield element.text or ""
    for child in element:
        yield from _read(child, language, spoken)
        if language == spoken:
            yield child.tail or ""


def _read_attributes(element: Any) -> Iterator[str]:
    for name, value in element.items():
        if name in SAID or (name == "value" and element.tag == "input" and element.get("type") in BUTTONS):
            yield value
        elif name.startswith("data-") and value.startswith(("{", "[")):
            yield from _read_json(json.loads(value), is_said=name.endswith("words"))
        elif name.startswith("data-") and " " in value:
            yield value


def _read_json(value: Any, *, is_said: bool) -> Iterator[str]:
    if isinstance(value, str) and is_said:
        yield value
    elif isinstance(value, list):
        # Of a pair, such as a tag and a name, the second is for people
        for each in value[1:] if is_said and len(value) == 2 else value:
            yield from _read_json(each, is_said=is_said)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _read_json(each, is_said=is_said or key in SAID_BY_SCRIPTS)


def has_english(text: str) -> bool:
    """Whether a text has a word of three Latin letters, apart from names of formats, addresses, and languages by their
    own names."""
    return bool(_WORD.search(_OWN_NAMES.sub("", _FORMATS.sub("", _ADDRESS.sub("", text)))))
