"""Under which forms a typed word may stand in the texts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from articles.full_text import engines
from articles.full_text.kinds import LAST, How, Near, Term
from articles.full_text.letters import LATIN, has_digit, list_languages, remove_accents
from articles.full_text.postgres import STEMMED
from journal.languages import CODES

LONGEST_ENDING = {"be": 3, "en": 3, "ro": 4, "de": 4, "ru": 4, "hy": 5, "ka": 5}
"""Letters that an ending of the language may have, where no stemmer knows better; of one not named here, four."""
BY_ENDING = frozenset(CODES) - STEMMED
"""Languages in which words are found by their endings whatever else is known of them: no stemmer is of help there."""
ENDINGS_OF_ONE = {
    **dict.fromkeys(("be", "ru"), frozenset("аеиоуыэюяійьмхвў")),
    "de": frozenset("aeions"),
    "en": frozenset("aeiosy"),
    "ro": frozenset("aăâeiîou"),
}
"""The letter that a short word may have for an ending, where a language leaves few to choose from: "слон" has none, and
is no form of "слов"."""
SHORT = 6
"""Letters of a word that is short."""
MOST_FORMS = 40
"""Of one word in one language."""

Ways = dict[How, list[str]]
Forms = dict[str, dict[str, Ways]]
"""By word and language, in the order in which the engine finds them."""


def find_forms(terms: Sequence[Term]) -> list[Term]:
    """Return the terms, whose names are known, with the forms of their words in each language: of the same stem;
    written with the accents that were not typed; with another ending, in the languages of BY_ENDING, and in others
    where no text and no name has the word.

    One query, none without single words; a second one for words typed without accents.
    """
    words = list(dict.fromkeys(term.words[0] for term in terms if not term.is_phrase))
    if not words:
        return list(terms)
    named = {term.words[0] for term in terms if term.is_name}
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
        near = _has_near(code, form, is_known=True, has_word=True)
        found[word][code]["stem"] += _choose(form, code, more[form][code], near=near)
    return [term if term.is_phrase else _write(term, found[term.words[0]], named) for term in terms]


def is_form(word: str, other: str, language: str) -> bool:
    """Whether two folded words differ by their endings alone, as far as their letters tell. A number has an ending
    only where letters follow it: "1980er" is a form of "1980", and 1987 none. Linear."""
    if word == other:
        return True
    if has_digit(word) or has_digit(other):
        rest = other.removeprefix(word)
        return word.isnumeric() and rest.isalpha() and len(rest) <= LONGEST_ENDING.get(language, 4)
    if min(len(word), len(other)) < 3:
        return False
    alike = (place for place, (one, two) in enumerate(zip(word, other, strict=False)) if one != two)
    stem = next(alike, min(len(word), len(other)))
    if stem == len(word) - 1 and len(word) <= SHORT and word[stem] not in ENDINGS_OF_ONE.get(language, word):
        return False
    ending = LONGEST_ENDING.get(language, 4) if len(word) > 4 else 2 * len(word) - 5
    return len(word) - stem <= _spare(word, language) and len(other) - stem <= ending


def _ask(asked: Iterable[tuple[str, str]]) -> Forms:
    pairs = list(dict.fromkeys(asked))
    near = [_list_near(word, code) for word, code in pairs if code in list_languages(word) and _has_ending(word)]
    found: Forms = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    words = list(dict.fromkeys(word for word, _code in pairs))
    for word, language, form, how in engines.choose().find_forms(connection, words, near):
        found[word][language][how].append(form)
    return found


def _has_ending(word: str) -> bool:
    return word.isnumeric() if has_digit(word) else len(word) > 2


def _list_near(word: str, language: str) -> Near:
    if has_digit(word):
        return Near(word, language, f"{word}:", word + LAST)  # digits stand before the colon, letters behind
    begins = word[: len(word) - _spare(word, language)]
    return Near(word, language, begins, begins + LAST)


def _write(term: Term, found: dict[str, Ways], named: set[str]) -> Term:
    """Return a term of one word with its forms in each language, of what was found."""
    (word,) = term.words
    having = {code for code, ways in found.items() if ways["same"] or ways["latin"]}
    is_known = word in named or bool(having) or any(ways["stem"] for ways in found.values())
    forms, same = [(word, "")], [(word, "")]
    for code, ways in found.items():
        near = _has_near(code, word, is_known=is_known, has_word=code in having and word not in named)
        chosen = [form for form in _choose(word, code, ways, near=near) if form != word]
        forms += [(form, code) for form in chosen]
        if code in LATIN and not ways["same"]:
            same += [(form, code) for form in chosen if form in ways["latin"] or remove_accents(form) == word]
    return term.with_forms(tuple(forms), tuple(same))


def _has_near(language: str, word: str, *, is_known: bool, has_word: bool) -> bool:
    """Whether endings count in a language: where nothing else tells, and else for a word that no text and no name has,
    unless it is a short one of a language with a stemmer. Without a stemmer, also where the language has the word."""
    if language in BY_ENDING:
        return True
    if language in engines.choose().STEMMED:
        return not is_known and len(word) >= SHORT
    return has_word or not is_known


def _choose(word: str, language: str, ways: Ways, *, near: bool) -> list[str]:
    """Return the forms of a word that count in a language, with or without those of another ending."""
    if has_digit(word):
        return [form for form in ways["near"] if is_form(word, form, language)][:MOST_FORMS]
    forms = [*ways["latin"], *ways["stem"]]
    if near:
        bare = language in LATIN and word == remove_accents(word)
        forms += [form for form in ways["near"] if is_form(word, remove_accents(form) if bare else form, language)]
    return list(dict.fromkeys(forms))[:MOST_FORMS]


def _spare(word: str, language: str) -> int:
    """How many letters at the end of a word may be its own ending: not quite a third, none of a short one. Georgian
    drops the vowel before the ending (მგალობელი, მგალობლის): one more."""
    share = len(word) if language == "ka" else len(word) - 1
    return 0 if len(word) < 4 else min(LONGEST_ENDING.get(language, 4), share // 3)
