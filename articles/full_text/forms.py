"""Under which forms a typed word may stand in the texts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from articles.full_text import engines
from articles.full_text.kinds import How, Term
from journal.languages import CODES

LONGEST_ENDING = {"be": 3, "en": 3, "ro": 4, "de": 4, "ru": 4, "hy": 5, "ka": 5}
"""Letters that an ending of the language may have, where no stemmer knows better; of one not named here, four."""
NEAR_BESIDE_STEM = ("hy",)
"""Languages whose stemmer is not enough: the Armenian one gives nominative and genitive of -ություն two stems."""
MOST_FORMS = 40
"""Of one word in one language."""

Forms = dict[str, dict[str, dict[How, list[str]]]]
"""By word and language, in the order in which the engine finds them."""


def find_forms(terms: Sequence[Term]) -> list[Term]:
    """Return the terms with the forms of their words in each language: of the same stem; written with the accents that
    were not typed; and where the stemmer knows no other form, or there is none, with another ending.

    One query, none without single words; a second one for words typed without accents.
    """
    words = list(dict.fromkeys(term.words[0] for term in terms if not term.is_phrase))
    if not words:
        return list(terms)
    found = _ask((word, code) for word in words for code in CODES)
    spelled = [
        (word, code, form)
        for word, languages in found.items()
        for code, ways in languages.items()
        for form in ways["latin"]
        if form != word
    ]
    more = _ask((form, code) for _word, code, form in spelled) if spelled else {}
    for word, code, form in spelled:
        found[word][code]["stem"] += _choose(form, code, more[form][code])
    pairs = {
        word: [(form, code) for code, ways in found[word].items() for form in _choose(word, code, ways) if form != word]
        for word in words
    }
    return [term if term.is_phrase else term.with_forms(((term.words[0], ""), *pairs[term.words[0]])) for term in terms]


def is_form(word: str, other: str, language: str) -> bool:
    """Whether two folded words differ by their endings alone, as far as their letters tell. Linear."""
    if word == other:
        return True
    if min(len(word), len(other)) < 3:
        return False
    alike = (place for place, (one, two) in enumerate(zip(word, other, strict=False)) if one != two)
    stem = next(alike, min(len(word), len(other)))
    ending = LONGEST_ENDING.get(language, 4) if len(word) > 4 else 2 * len(word) - 5
    return len(word) - stem <= _spare(word, language) and len(other) - stem <= ending


def _ask(asked: Iterable[tuple[str, str]]) -> Forms:
    pairs = list(dict.fromkeys(asked))
    near = [(word, code, word[: len(word) - _spare(word, code)]) for word, code in pairs if len(word) > 2]
    found: Forms = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    words = list(dict.fromkeys(word for word, _code in pairs))
    for word, language, form, how in engines.choose().find_forms(connection, words, near):
        found[word][language][how].append(form)
    return found


def _choose(word: str, language: str, ways: dict[How, list[str]]) -> list[str]:
    """Return the forms that count: near ones only where the stemmer knows no other, or not enough."""
    forms = [*ways["latin"], *ways["stem"]]
    if language in NEAR_BESIDE_STEM or not set(ways["stem"]) - {word}:
        forms += [form for form in ways["near"] if is_form(word, form, language)]
    return list(dict.fromkeys(forms))[:MOST_FORMS]


def _spare(word: str, language: str) -> int:
    """How many letters at the end of a word may be its own ending: not quite a third, none of a short one. Georgian
    drops the vowel before the ending (მგალობელი, მგალობლის): one more."""
    share = len(word) if language == "ka" else len(word) - 1
    return 0 if len(word) < 4 else min(LONGEST_ENDING.get(language, 4), share // 3)
