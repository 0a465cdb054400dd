"""Words of addresses: proposed from a title in ASCII, or typed, in any script."""

import re
import unicodedata

MAX_LENGTH = 80

_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
        strict=True,
    )
)
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюяіўґїєј",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya i u g yi ye j".split(),
        strict=True,
    )
)
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "ng"}
_TABLE = {**_ARMENIAN, **_GEORGIAN, **_CYRILLIC, **_LATIN, "ъ": "", "ь": ""}
_OWN = {"be": {"г": "h"}, "de": {"ä": "ae", "ö": "oe", "ü": "ue"}}
"""Letters a language writes otherwise than the others of its script."""

# In Armenian ու is one vowel, and ե, և and ո at the beginning of a word are spoken with a glide (BGN/PCGN 1981).
_DIGRAPHS = (
    (re.compile("ու"), "u"),
    (re.compile(r"(?<!\w)(?=[եև])"), "y"),
    (re.compile(r"(?<!\w)(?=ո(?!վ))"), "v"),
)
_INSIDE = re.compile("['’ʼ‘՚՛՜՞՟\u00ad\u200b-\u200d\u2060\ufeff]")
"""Written within words; no reason for a hyphen."""
_OTHER = re.compile("[^a-z0-9]+")


def slugify(text: str, language: str) -> str:
    """Return an address word of `text`: lower-case ASCII letters, digits and single hyphens, at most MAX_LENGTH.

    Letters are transliterated by script, and where scripts are shared by `language`. "" when nothing is left. Linear.
    """
    letters = _INSIDE.sub("", unicodedata.normalize("NFC", text).lower())
    for digraph, latin in _DIGRAPHS:
        letters = digraph.sub(latin, letters)
    table = {**_TABLE, **_OWN.get(language, {})}
    latin = "".join(table.get(letter, letter) for letter in unicodedata.normalize("NFC", letters))
    plain = "".join(each for each in unicodedata.normalize("NFKD", latin).lower() if not unicodedata.combining(each))
    return _shorten(_OTHER.sub("-", plain).strip("-"))


def clean_slug(text: str) -> str:
    """Return a typed address word in any script: lower case, NFC, letters and digits with single hyphens between.

    At most MAX_LENGTH characters; never a slash, a dot or a space; "" when nothing is left. Cleaning twice changes
    nothing. Linear.
    """
    letters = unicodedata.normalize("NFC", _INSIDE.sub("", unicodedata.normalize("NFC", text).lower()))
    kept = "".join(each if unicodedata.category(each)[0] in "LMN" else "-" for each in letters)
    return _shorten("-".join(filter(None, map(_strip_marks, kept.split("-")))))


def _strip_marks(word: str) -> str:
    """Return `word` without combining marks before its first letter."""
    return next((word[place:] for place, each in enumerate(word) if unicodedata.category(each)[0] != "M"), "")


def _shorten(slug: str) -> str:
    if len(slug) <= MAX_LENGTH:
        return slug
    return slug[: MAX_LENGTH + 1].rpartition("-")[0] or slug[:MAX_LENGTH]
