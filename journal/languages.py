"""The table of languages: the one place that knows which languages the journal writes, and what each needs.

An eighth language is one more row here, `manage.py makemigrations`, and a catalogue under `locale/`.
"""

from dataclasses import dataclass
from functools import cache


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
    reading: int
    """Characters a minute, spaces included, that a practised reader takes in.

    English, German and Russian: characters and words a minute of S. Trauzettel-Klosinski and K. Dietz, "Standardized
    Assessment of Reading Performance: The New International Reading Speed Texts IReST", 2012, doi:10.1167/iovs.11-8284
    (987 and 228, 920 and 179, 986 and 184; they count no spaces, so one is added for each word). They had their texts
    read aloud, which suits prose one reads with care. The other four were not measured there and are estimates:
    Romanian by the Italian of the study, Belarusian by the Russian, Armenian and Georgian by its mean (68 ms a
    character) and longer words.
    """


LANGUAGES: tuple[Language, ...] = (
    Language("hy", "Հայերեն", "Armenian", "hy", "hy_AM", "Armn", "armenian", ("«", "»", "«", "»"), 1030),
    Language("be", "Беларуская", "Belarusian", "be", "be_BY", "Cyrl", "simple", ("«", "»", "„", "“"), 1170),
    Language("ka", "ქართული", "Georgian", "ka", "ka_GE", "Geor", "simple", ("„", "“", "«", "»"), 1010),
    Language("ro", "Română", "Romanian", "ro", "ro_RO", "Latn", "romanian", ("„", "”", "«", "»"), 1140),
    Language("en", "English", "English", "en_GB", "en_GB", "Latn", "english", ("“", "”", "‘", "’"), 1215),
    Language("de", "Deutsch", "German", "de", "de_DE", "Latn", "german", ("„", "“", "‚", "‘"), 1100),
    Language("ru", "Русский", "Russian", "ru", "ru_RU", "Cyrl", "russian", ("«", "»", "„", "“"), 1170),
)

CODES: tuple[str, ...] = tuple(row.code for row in LANGUAGES)
CHOICES: tuple[tuple[str, str], ...] = tuple((row.code, row.name) for row in LANGUAGES)

_BY_CODE = {row.code: row for row in LANGUAGES}


@cache
def list_nearest(code: str) -> tuple[str, ...]:
    """Return every language, that of `code` first, in the order in which a reader of it would want a missing name:
    those of its script, those in Latin letters, which all our readers read, then the others. KeyError as `language`."""
    own = language(code)
    near = {"Latn": 1, own.script: 0}
    others = sorted((row for row in LANGUAGES if row != own), key=lambda row: near.get(row.script, 2))
    return (code, *(row.code for row in others))


def language(code: str) -> Language:
    """Return the row of `code`. KeyError for a language the journal does not write. Free."""
    return _BY_CODE[code]
