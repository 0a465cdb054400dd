"""What the languages write besides letters: quotation marks, and the characters that keyboards hide.

The quotation marks of the journal's own languages stand in `journal.languages`; here are those of the languages its
texts quote from.
"""

from journal.languages import LANGUAGES

Quotes = tuple[str, str, str, str]
"""Outer opening and closing, inner opening and closing."""

SOURCE_LANGUAGES: tuple[str, ...] = (
    *("la", "grc", "el", "xcl", "cu", "fr", "it", "es", "pl", "lt", "uk"),
    *("tr", "ota", "az", "fa", "ar", "he", "yi"),
)
"""Languages the pieces quote from, beside the journal's own: BCP 47 tags."""

_SOURCE_QUOTES: dict[str, Quotes] = {
    "xcl": ("«", "»", "«", "»"),
    "el": ("«", "»", "“", "”"),
    "cu": ("«", "»", "„", "“"),
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "pl": ("„", "”", "«", "»"),
    "lt": ("„", "“", "„", "“"),
    "uk": ("«", "»", "„", "“"),
    "tr": ("“", "”", "‘", "’"),
    "az": ("“", "”", "‘", "’"),
    "fa": ("«", "»", "‹", "›"),
    "ar": ("”", "“", "’", "‘"),
    "he": ("”", "”", "’", "’"),
}
"""CLDR 48, delimiters, with two differences: xcl, which CLDR lacks, writes as Armenian; French has the narrow space its
printers put inside guillemets, and the inner marks of its printed books. Latin, Ancient Greek, Ottoman and Yiddish have
no convention of their own: a quotation in them takes the marks of the text it stands in."""

CHARACTERS: dict[str, tuple[str, ...]] = {
    "hy": ("՞", "՜", "՛", "՝", "։", "՟", "՚", "֊", "–", "—", "և"),
    "be": ("–", "—", "…", "ʼ", "№", "\u0301", "ў", "Ў"),
    "ka": ("–", "—", "…", "№", "჻"),
    "ro": ("–", "—", "…", "ă", "â", "î", "ș", "ț", "Ă", "Â", "Î", "Ș", "Ț"),
    "en": ("–", "—", "…"),
    "de": ("»", "«", "–", "—", "…", "ß", "ẞ"),
    "ru": ("–", "—", "…", "№", "\u0301"),
}
"""Characters of each of the journal's languages besides its quotation marks. Romanian letters have the comma below, not
the cedilla of older fonts."""

SPACES: tuple[str, ...] = ("\u00a0", "\u202f", "\u00ad")
"""No-break space, narrow no-break space, soft hyphen: for every language, and invisible."""


def quotes_of() -> dict[str, Quotes]:
    """Return the quotation marks of every language that has a convention, by its tag."""
    return {**_SOURCE_QUOTES, **{row.code: row.quotes for row in LANGUAGES}}


def characters_of(language: str) -> list[str]:
    """Return the characters to offer in a text of `language`, each once: quotation marks, its own, invisible ones.

    For "" and for languages the journal does not write: those of English.
    """
    own = {row.code: row.quotes for row in LANGUAGES}
    code = language if language in own else "en"
    return list(dict.fromkeys((*own[code], *CHARACTERS.get(code, ()), *SPACES)))
