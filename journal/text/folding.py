"""Text as it is searched: one form, one case, and without what stands within words that nobody types.

What writers of our languages use side by side is one letter here: Cyrillic ё and е (who types "еще" is to find "ещё"),
Romanian ș ț with comma and with cedilla, Armenian և and its capital ԵՎ, hyphens of any width. Other accents count.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

MOST_TERMS = 8
"""Words and phrases of a search that are looked for; the rest is not."""
LONGEST_SEARCH = 200

INSIDE = "'’‘ʼ`՚՛՜՞՟\u0300\u0301\u00ad\u200b-\u200d\u2060\ufeff"
"""What stands within words and is not compared, as the inside of a character class."""

_INSIDE = re.compile(f"[{INSIDE}]")
_SAME = str.maketrans({"ё": "е", "ş": "ș", "ţ": "ț", "‐": "-", "֊": "-", "\x00": ""})
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]|([^\\s"“”„«»]+)')


@dataclass(frozen=True)
class Excerpt:
    """A place in a text as it was written: what was found, and some words around it ("…" where the text goes on)."""

    before: str
    found: str
    after: str


def fold(word: str) -> str:
    """Return one word as it is compared, without spaces; "" where nothing is left. Folding twice changes nothing.

    Normalisation form KC and full case folding (Unicode 3.13, D145) come first. Linear.
    """
    while True:
        composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
        plain = _INSIDE.sub("", composed).replace("եւ", "եվ").translate(_SAME)
        folded = "".join(plain.split())
        if folded == word:
            return folded
        word = folded  # letters that have come together may be one


def fold_text(text: str) -> str:
    """Return plain text as words that are compared, one space between them. Linear."""
    return " ".join(filter(None, map(fold, text.split())))


def split_search(search: str) -> tuple[str, ...]:
    """Return the words of a search and its phrases (in quotation marks of any of our languages), folded, each once,
    at most MOST_TERMS of the first LONGEST_SEARCH characters. Linear."""
    found = _QUOTED.finditer(search[:LONGEST_SEARCH])
    terms = (fold_text(match[1] if match[1] is not None else match[2]) for match in found)
    return tuple(dict.fromkeys(filter(None, terms)))[:MOST_TERMS]


def find_excerpt(text: str, terms: Iterable[str], *, words: int = 6) -> Excerpt | None:
    """Return the first place of plain text where one of the folded `terms` stands, with at most `words` words on each
    side; None where there is none. Linear."""
    tokens = [(token, folded) for token in text.split() if (folded := fold(token))]
    folded = " ".join(part for _token, part in tokens)
    places = [(place, term) for term in terms if (place := folded.find(term)) >= 0]
    if not places:
        return None
    place, term = min(places, key=lambda pair: (pair[0], -len(pair[1])))
    starts = [0, *accumulate(len(part) + 1 for _token, part in tokens)][:-1]
    first = bisect_right(starts, place) - 1
    last = bisect_right(starts, place + len(term) - 1)
    before, after = tokens[max(first - words, 0) : first], tokens[last : last + words]
    return Excerpt(
        ("… " if first > words else "") + " ".join(token for token, _part in before),
        " ".join(token for token, _part in tokens[first:last]),
        " ".join(token for token, _part in after) + (" …" if last + words < len(tokens) else ""),
    )
