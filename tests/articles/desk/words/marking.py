"""A language of its own for the tests: English, in which every word that comes from a catalogue is marked as such.

What a page shows without a mark went past the catalogues; what it shows with one is known by its message, so that one
look at a page tells what is to be translated into every language.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import trans_real

from journal.editor import part_languages

OPEN, CLOSE = "\ue000", "\ue001"
PLACE = re.compile(r"(%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>|\n)")
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
COUNTS = (0, 1, 2, 3, 5, 11, 21)
"""Numbers that between them take every plural form of our languages (CLDR)."""


@dataclass(frozen=True)
class Message:
    """A message that was asked of the catalogues."""

    text: str
    plural: str = ""
    context: str = ""

    def translate(self, language: str) -> set[str]:
        """Return every form it has in a language; what is not translated comes back as it is."""
        with translation.override(language):
            if self.plural and self.context:
                return {translation.npgettext(self.context, self.text, self.plural, count) for count in COUNTS}
            if self.plural:
                return {translation.ngettext(self.text, self.plural, count) for count in COUNTS}
            if self.context:
                return {translation.pgettext(self.context, self.text)}
            return {translation.gettext(self.text)}


class Marking(trans_real.DjangoTranslation):
    """English that remembers what was asked of it, and marks what it answers."""

    def __init__(self) -> None:
        super().__init__("en")
        self.asked: dict[Message, set[str]] = {}
        """Every message with the marked pieces that were given for it."""

    def gettext(self, message: str) -> str:
        context, separator, text = message.rpartition(trans_real.CONTEXT_SEPARATOR)
        return self._answer(Message(text, context=context if separator else ""), text)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        context, _separator, text = msgid1.rpartition(trans_real.CONTEXT_SEPARATOR)
        plural = msgid2.rpartition(trans_real.CONTEXT_SEPARATOR)[2]
        return self._answer(Message(text, plural, context), text if n == 1 else plural)

    def list_shown(self, words: str) -> set[Message]:
        """Return the messages of which every piece stands in `words`."""
        shown = {_squeeze(piece) for piece in _MARKED.findall(words)}
        return {message for message, pieces in self.asked.items() if pieces and pieces <= shown}

    def _answer(self, message: Message, text: str) -> str:
        parts = PLACE.split(text)
        pieces = {_squeeze(part) for part in parts[::2] if part.strip()}
        self.asked.setdefault(message, set()).update(pieces)
        return "".join(f"{OPEN}{part}{CLOSE}" if part.strip() and not at % 2 else part for at, part in enumerate(parts))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def strip_marked(text: str) -> str:
    """Return what of a text came from no catalogue."""
    return _MARKED.sub(" ", text)


@contextmanager
def marking() -> Iterator[Marking]:
    """Have English mark what it says; nothing of it is left afterwards."""
    known = dict(trans_real._translations)  # type: ignore[attr-defined]
    marked = Marking()
    part_languages.cache_clear()
    trans_real._translations["en"] = marked  # type: ignore[attr-defined]
    try:
        with translation.override("en"):
            yield marked
    finally:
        trans_real._translations.clear()  # type: ignore[attr-defined]
        trans_real._translations.update(known)  # type: ignore[attr-defined]
        part_languages.cache_clear()
