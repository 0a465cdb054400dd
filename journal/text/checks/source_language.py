"""Paragraphs and sentences that were left in the language of the source.

Scripts tell most languages apart; Belarusian and Russian, and Romanian, English and German, are told apart by their
small words. Parts marked with a language, quoted, set in italics or cited do not count, nor do short scraps: a name
or the title of a book stands in a translation by right.
"""

import re
from collections.abc import Iterator

from journal.text.checks.findings import Finding
from journal.text.checks.function_words import FUNCTION_WORDS, TELLING
from journal.text.checks.reading import MASK, Passage, mask

_SCRIPTS = {"hy": "\u0531-\u0587", "ka": "\u10d0-\u10ff", "be": "\u0400-\u04ff", "ru": "\u0400-\u04ff"}
_LATIN = "A-Za-z\u00c0-\u024f"
_WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ՞՜՛\u0301][^\W\d_]+)*")
_QUOTED = re.compile(
    r"«[^«»\n]{1,600}»|“[^“”\n]{1,600}”|„[^„“”\n]{1,600}[“”]|‘[^‘’\n]{1,300}’(?!\w)|\"[^\"\n]{1,600}\""
)
_SENTENCE = re.compile(r"[^.!?…։:\n]+(?:[.!?…։:](?!\s)[^.!?…։:\n]*)*[.!?…։:]*")
_YEAR = re.compile(r"(?<![0-9])1[4-9][0-9]{2}(?![0-9])|(?<![0-9])20[0-9]{2}(?![0-9])")
_FEWEST_WORDS = 5
_LONG = 12
_LETTERS = {("ru", "be"): frozenset("ищъ"), ("be", "ru"): frozenset("іў")}


def find_source_language(
    passages: list[Passage], language: str, source_language: str, source_texts: frozenset[str]
) -> Iterator[Finding]:
    """Yield one finding (`source-language`) for each passage with a sentence in the language of the source. Linear.

    `source_texts` are the plain texts of the source's passages: a short line counts if it is one of them.
    """
    if source_language == language:
        return
    judge = _judge_by_script if _script(language) != _script(source_language) else _judge_by_words
    for passage in passages:
        if passage.field.startswith("note:") and _YEAR.search(passage.text):
            continue  # a bibliographic note stays as it is
        text = _leave_out(passage)
        copied = passage.text.strip() in source_texts
        found = [
            match.span()
            for match in _SENTENCE.finditer(text)
            if judge(match[0], language, source_language, copied=copied)
        ]
        if found:
            start, end = found[0][0], found[-1][1]
            start += len(text[start:end]) - len(text[start:end].lstrip(f" \xa0{MASK}"))
            yield passage.report("source-language", start, end, language=source_language)


def _leave_out(passage: Passage) -> str:
    """Mask what may stand in another language by right."""
    marked = [span for span in passage.spans if span.name in ("italic", "citation")]
    unmarked = mask(passage.own, marked)
    text = unmarked if any(map(str.isalpha, unmarked)) else passage.own
    return _QUOTED.sub(lambda match: MASK * len(match[0]), text)


def _judge_by_script(sentence: str, language: str, source_language: str, *, copied: bool) -> bool:
    written = _WORD.findall(sentence)
    words = [word.lower() for word in written]
    theirs = [word for word in words if _in_script(word, source_language)]
    if len(theirs) <= 0.8 * len(words) or (len(theirs) < _FEWEST_WORDS and not copied):
        return False
    if not copied and _is_title(written, source_language):
        return False
    known = FUNCTION_WORDS.get(source_language)
    if known is None:
        return len(theirs) >= 2
    least = 1 if copied else 2
    return sum(word in known for word in theirs) >= least and (copied or _tells(theirs, source_language))


def _judge_by_words(sentence: str, language: str, source_language: str, *, copied: bool) -> bool:
    written = _WORD.findall(sentence)
    words = [word.lower() for word in written]
    if len(words) < (3 if copied else _FEWEST_WORDS) or (not copied and _is_title(written, source_language)):
        return False
    theirs = FUNCTION_WORDS[source_language] - FUNCTION_WORDS[language]
    ours = FUNCTION_WORDS[language] - FUNCTION_WORDS[source_language]
    score = sum(word in theirs or _has_letter_of(word, source_language, language) for word in words)
    own = sum(word in ours or _has_letter_of(word, language, source_language) for word in words)
    if copied and score > own and score:
        return True
    tells = any(word in TELLING[source_language] and word in theirs for word in words)
    return score >= 3 and score >= 0.2 * len(words) and 4 * own <= score and tells


def _has_letter_of(word: str, language: str, other: str) -> bool:
    """Whether a word in small letters has one that only the first of two languages has."""
    letters = _LETTERS.get((language, other))
    return letters is not None and not letters.isdisjoint(word)


def _is_title(words: list[str], language: str) -> bool:
    """Whether nearly all words but the small ones have capitals: the title of a book, the name of an institution."""
    known = FUNCTION_WORDS.get(language)
    if known is None:
        return False
    others = [word for word in words if word.lower() not in known]
    return sum(word[0].isupper() for word in others) >= 0.8 * len(others)


def _tells(words: list[str], language: str) -> bool:
    return len(words) >= _LONG or any(word in TELLING[language] for word in words)


def _script(language: str) -> str:
    return _SCRIPTS.get(language, _LATIN)


def _in_script(word: str, language: str) -> bool:
    return _STARTS[language].match(word) is not None


_STARTS = {code: re.compile(f"[{_SCRIPTS.get(code, _LATIN)}]") for code in ("hy", "be", "ka", "ro", "en", "de", "ru")}
