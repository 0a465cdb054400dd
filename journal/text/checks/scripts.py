"""Which script a letter belongs to, and which one a language is written in."""

import unicodedata
from functools import cache

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")
_OF_LANGUAGE = {"hy": "ARMENIAN", "ka": "GEORGIAN", "be": "CYRILLIC", "ru": "CYRILLIC"}


@cache
def name_script(letter: str) -> str:
    """Return LATIN, CYRILLIC, GREEK, ARMENIAN or GEORGIAN for a letter, "" for any other character."""
    if not letter.isalpha():
        return ""
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in _SCRIPTS else ""


def script_of_language(language: str) -> str:
    """Return the script of one of the journal's languages, as `name_script` calls it."""
    return _OF_LANGUAGE.get(language, "LATIN")
