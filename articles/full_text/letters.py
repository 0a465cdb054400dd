"""What the letters of a folded word tell: which languages it may be a word of, and what it is without accents."""

import unicodedata
from functools import lru_cache

from journal.languages import CODES, LANGUAGES
from journal.text.checks.scripts import name_script

LATIN = tuple(row.code for row in LANGUAGES if row.script == "Latn")

_SCRIPTS = {"Armn": "ARMENIAN", "Cyrl": "CYRILLIC", "Geor": "GEORGIAN", "Latn": "LATIN"}
_OF_SCRIPT = {
    name: tuple(row.code for row in LANGUAGES if _SCRIPTS.get(row.script, name) == name) for name in _SCRIPTS.values()
}


def list_languages(word: str) -> tuple[str, ...]:
    """Return the languages that may have a word with endings of their own: those of its script, all for a number.
    Elsewhere it is a foreign word, which stands as it is. Linear."""
    script = next(filter(None, map(name_script, word)), "")
    return _OF_SCRIPT.get(script, CODES)


def has_digit(word: str) -> bool:
    """Whether there is a digit in a word. Linear."""
    return any(letter.isnumeric() for letter in word)


@lru_cache(maxsize=20_000)
def remove_accents(word: str) -> str:
    """Return a folded word as it is typed where the keyboard has no accents: "ubersetzung" for "übersetzung".

    Latin letters alone: й, ў and ї are no accented и, у and і. Linear.
    """
    return "".join(
        unicodedata.normalize("NFD", letter)[0] if name_script(letter) == "LATIN" else letter for letter in word
    )
