"""BibTeX, for biblatex with biber and for whatever reads `.bib` files: UTF-8, every value in braces.

Fields are those of the biblatex manual (3.20), section 2.2; `journal` and `year` say again what BibTeX itself calls so.
Names are in the form of section 3.1.2 of "BibTeXing" (Patashnik, 1988): `Family, Given`, joined by `and`.
"""

import re
from collections.abc import Iterable

from articles.press.citations.work import Person, Work
from journal.languages import language as language_row

_BABEL = {"en": "british", "de": "ngerman"}
"""The name of a language in babel, where it is not the English name in small letters."""

# As Zotero writes and reads them: a brace counts for BibTeX also after a backslash, so each brings its other half.
_LETTERS = {
    "{": r"\{\vphantom{\}}",
    "}": r"\vphantom{\{}\}",
    "\\": r"{\textbackslash}",
    "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}",
    "`": r"{\textasciigrave}",
    '"': '"{}',  # in German, babel makes a command of it
    **{letter: f"\\{letter}" for letter in "%#$&_"},
}
_MARKUP = re.compile(r"""[\\{}^~`"%#$&_]""")
_LIGATURES = re.compile(r"([-<>,'])(?=\1)")
"""Two of these TeX would print as one other letter."""
_AMBIGUOUS = re.compile(r"[,]|(?<!\w)(?:and|others)(?!\w)", re.IGNORECASE)


def write_bibtex(work: Work) -> str:
    """Return one entry, with a line for each field that is known."""
    language, original = name_in_babel(work.language), name_in_babel(work.original_language)
    year = str(work.published.year)
    fields = {
        "entrysubtype": "magazine",
        "author": write_names(work.authors),
        "translator": write_names(work.translators),
        "title": escape_tex(work.title),
        "subtitle": escape_tex(work.subtitle),
        "journaltitle": escape_tex(work.journal),
        "journal": escape_tex(work.journal),
        "publisher": escape_tex(work.publisher),
        "issn": escape_tex(work.issn),
        "date": work.published.isoformat(),
        "year": year,
        "url": work.url,
        "shorturl": work.short_url,
        "language": language,
        "langid": language,
        "origlanguage": original,
        "origtitle": escape_tex(work.original_title),
        "origdate": work.original_published.isoformat() if work.original_published else "",
        "version": str(work.revision),
        "rights": escape_tex(work.licence),
        "abstract": escape_tex(work.abstract),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{work.key},\n{lines}}}\n"


def name_in_babel(code: str) -> str:
    """Return what babel and biblatex call a language, "" for none."""
    return _BABEL.get(code) or language_row(code).english.lower() if code else ""


def write_names(people: Iterable[Person]) -> str:
    """Return a list of names. One that is known only as a whole stands in braces, and is not taken apart."""
    return " and ".join(_write_name(person) for person in people)


def _write_name(person: Person) -> str:
    if not person.family:
        return f"{{{escape_tex(person.name)}}}"
    if not person.given:
        return f"{{{escape_tex(person.family)}}}"
    return f"{_write_part(person.family)}, {_write_part(person.given)}"


def _write_part(text: str) -> str:
    written = escape_tex(text)
    return f"{{{written}}}" if _AMBIGUOUS.search(text) else written


def escape_tex(text: str) -> str:
    """Return `text` so that TeX prints every letter of it, and its braces are in balance whatever stands in it."""
    return _LIGATURES.sub(r"\1{}", _MARKUP.sub(lambda found: _LETTERS[found[0]], text))
