"""The table of languages: the one place that knows which languages the journal writes, and what each needs.

An eighth language is one more row here, `manage.py makemigrations`, and a catalogue under `locale/`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language of the journal. All rows are equal; the order is the order of lists and switchers."""

    code: str
    """BCP 47 tag: address path, `lang` attribute and column suffix."""
    name: str
    """The language's name in itself, written by hand: automatic capitals are wrong in Georgian and Armenian."""
    english: str
    cldr: str
    """Locale of the Unicode CLDR for dates, numbers and lists."""
    open_graph: str
    script: str
    """ISO 15924."""
    search: str
    """PostgreSQL text search configuration; `simple` where PostgreSQL has no stemmer."""
    quotes: tuple[str, str, str, str]
    """Outer opening and closing, inner opening and closing (CLDR 48)."""


LANGUAGES: tuple[Language, ...] = (
    Language("hy", "Հայերեն", "Armenian", "hy", "hy_AM", "Armn", "armenian", ("«", "»", "«", "»")),
    Language("be", "Беларуская", "Belarusian", "be", "be_BY", "Cyrl", "simple", ("«", "»", "„", "“")),
    Language("ka", "ქართული", "Georgian", "ka", "ka_GE", "Geor", "simple", ("„", "“", "«", "»")),
    Language("ro", "Română", "Romanian", "ro", "ro_RO", "Latn", "romanian", ("„", "”", "«", "»")),
    Language("en", "English", "English", "en_GB", "en_GB", "Latn", "english", ("“", "”", "‘", "’")),
    Language("de", "Deutsch", "German", "de", "de_DE", "Latn", "german", ("„", "“", "‚", "‘")),
    Language("ru", "Русский", "Russian", "ru", "ru_RU", "Cyrl", "russian", ("«", "»", "„", "“")),
)

CODES: tuple[str, ...] = tuple(row.code for row in LANGUAGES)
CHOICES: tuple[tuple[str, str], ...] = tuple((row.code, row.name) for row in LANGUAGES)

_BY_CODE = {row.code: row for row in LANGUAGES}


def language(code: str) -> Language:
    """Return the row of `code`. KeyError for a language the journal does not write. Free."""
    return _BY_CODE[code]
