"""Finds text of a page that stands in no element of its language (WCAG 3.1.1 and 3.1.2). Pure.

A word such as `titlexhy` says its language itself; letters of a script that one or two of our languages use say it too;
and the name of a language is written in that language.
"""

import re
from collections.abc import Iterator

from lxml import html

from journal.languages import CODES, LANGUAGES

NAMES = {row.name: row.code for row in LANGUAGES}
READ_ALOUD = ("alt", "aria-label", "title", "placeholder")
"""Attributes that hold words."""
_MARKED = re.compile(rf"\b[a-z]+x({'|'.join(CODES)})\b", re.IGNORECASE)
_SCRIPTS = {
    "Armn": (re.compile("[Ա-Ֆա-և]"), {row.code for row in LANGUAGES if row.script == "Armn"}),
    "Geor": (re.compile("[ა-ჿ]"), {row.code for row in LANGUAGES if row.script == "Geor"}),
    "Cyrl": (re.compile("[А-яЁёІіЎў]"), {row.code for row in LANGUAGES if row.script == "Cyrl"}),
}


def mark(word: str, language: str) -> str:
    """Return a word that says which language it is of."""
    return f"{word}x{language}"


def find_wrong_languages(page: str) -> list[str]:
    """Return what stands under the wrong `lang` in a page, as "words (lang)", each once, in order."""
    faults = {
        f"{' '.join(text.split())} ({language})": None
        for text, language in _list_texts(html.document_fromstring(page))
        if not _fits(text, language)
    }
    return list(faults)


def _list_texts(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield every text a reader meets with the `lang` it stands under. What the head says of a page whose heading is in
    another language is in that language too, and cannot be marked."""
    heading = page.find(".//h1")
    is_foreign = heading is not None and heading.get("lang") not in (None, page.get("lang"))
    for element in (page.body if is_foreign else page).iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        language = next((each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang")), "")
        for name in READ_ALOUD:
            if element.get(name):
                yield element.get(name), language
        if element.get("name") == "description":
            yield element.get("content"), language
        yield element.text or "", language
        yield from ((child.tail or "", language) for child in element)


def _fits(text: str, language: str) -> bool:
    name = NAMES.get(text.strip())
    if name:
        return language == name
    if any(code.lower() != language for code in _MARKED.findall(text)):
        return False
    without_names = re.sub("|".join(NAMES), "", text)  # where nothing can be marked: in an attribute, in the title
    return all(language in codes for script, codes in _SCRIPTS.values() if script.search(without_names))
