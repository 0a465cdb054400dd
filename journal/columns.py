"""The only reader and writer of per-language columns. Nothing here falls back to another language's text.

modeltranslation keeps one column per field and language (`title_hy`) and an unsuffixed one that would hold whatever
language was active at save; the latter is kept empty by the field classes and a check constraint.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models, transaction

from journal.languages import CODES, list_nearest
from journal.models import Live, PressStamp


@dataclass(frozen=True)
class Name:
    """A name as shown: its text and the language it is really written in."""

    text: str
    language: str


def column(field: str, language: str) -> str:
    """Return the column of a translated field, as `title_hy`. KeyError for a language the journal does not write."""
    if language not in CODES:
        raise KeyError(language)
    return f"{field}_{language}"


def columns(fields: Iterable[str], language: str) -> list[str]:
    """Return the columns of several fields in one language, for `.only()` and `.values()`."""
    return [column(field, language) for field in fields]


def read(obj: models.Model, field: str, language: str) -> str:
    """Return the text of `field` in exactly that language, "" where there is none. A query if it was deferred."""
    return getattr(obj, column(field, language)) or ""


def write(obj: models.Model, texts: Mapping[str, str], language: str) -> None:
    """Store `texts` (field to text) in one language, on the object and in the database.

    One UPDATE that names only these columns; other languages and other fields are untouched. The fields sanitise;
    TextRefused for a text over the caps, with nothing written. For rows that readers see live, the press stamp is
    renewed with it.
    """
    if not texts:
        return
    stored = {}
    for field, text in texts.items():
        name = column(field, language)
        stored[name] = type(obj)._meta.get_field(name).clean_text(text)  # type: ignore[union-attr]
    with transaction.atomic():
        type(obj)._base_manager.filter(pk=obj.pk).update(**stored)
        if isinstance(obj, Live):
            PressStamp.bump()
    for name, text in stored.items():
        setattr(obj, name, text)


def read_name(obj: models.Model, field: str, language: str) -> Name:
    """Return the name in `language`, else in the nearest language that has it (`list_nearest`), else an empty one.

    Names of persons and topics only: a missing text is never replaced.
    """
    for code in list_nearest(language):
        text = read(obj, field, code)
        if text:
            return Name(text, code)
    return Name("", language)
