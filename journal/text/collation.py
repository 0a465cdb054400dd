"""Names in the order of a language's alphabet: what the order of code points gets wrong in lists of people and topics.

Neither Python's standard library nor Babel collates by CLDR. This is the part of it that lists of names need: the order
of letters (CLDR 48, `collation/*.xml`), accents and case only where nothing else differs, the script of the page before
all others. Signs that are no letters are passed over.
"""

import functools
import unicodedata

ALPHABETS = {
    "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքևօֆ",
    "be": "абвгґдеёжзійклмнопрстуўфхцчшыьэюя",
    "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
}
"""Letters that have a place of their own, in their order. Others count as the letter they are a variant of: ё as е and
ä as a, but Belarusian ё and ў, Romanian ă, â, î, ș, ț stand behind е, у, a, i, s, t."""

_EVERY_LETTER = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя",
    ALPHABETS["ka"],
    ALPHABETS["hy"],
)
"""The scripts of the journal, for letters the language of the page does not have."""
_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ş": "ș", "ţ": "ț"}
)

Key = tuple[tuple[tuple[int, ...], ...], str]


def sort_key(text: str, language: str) -> Key:
    """Return what sorts `text` as a list in `language` does, word by word. Pure and linear; KeyError for a language
    without an alphabet here."""
    words = unicodedata.normalize("NFC", text).lower().split()
    return tuple(_place_word(word, language) for word in words), text


def name_key(name: str, language: str) -> Key:
    """Return what sorts a person's name: by its last word, then by what stands before it. Pure.

    Names are kept as they are shown, so that the last word is taken for the family name. That is right for most names
    of the journal's seven languages, and wrong for a family name of two words ("van der Berg" stands under B) or one
    that comes first.
    """
    words = name.split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]), language)


def _place_word(word: str, language: str) -> tuple[int, ...]:
    places = _places(language)
    found: list[int] = []
    for letter in word.translate(_SPELLED):
        if letter in places:
            found.append(places[letter])
            continue
        base = unicodedata.normalize("NFD", letter)[0]
        if base in places:
            found.append(places[base])
        elif letter.isalnum():
            found.append(1_000_000 + ord(letter))
    return tuple(found)


@functools.cache
def _places(language: str) -> dict[str, int]:
    """Digits, then the alphabet of the language, then the letters of the other scripts."""
    letters = "".join(("0123456789", ALPHABETS[language], *_EVERY_LETTER))
    return {letter: number for number, letter in reversed(list(enumerate(letters)))}
