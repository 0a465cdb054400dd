"""What was found, marked in the words as they were written: escaped first, then `<mark>` put around words."""

import re
from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.full_text.kinds import Term
from journal.text.words import Word, find_words

WORDS_BEFORE = 8
WORDS_IN_ALL = 36

_SPACES = re.compile(r"\s+")

Spans = list[tuple[int, int, int]]
"""First and last word (by number), and which term they are."""


def mark(text: str, terms: Sequence[Term], language: str) -> SafeString:
    """Return plain text of a language as HTML, what was looked for in `<mark>`. Linear."""
    words = list(find_words(text))
    return _write(text, words, _find_spans(words, terms, language), 0, len(text))


def mark_excerpt(texts: Sequence[str], terms: Sequence[Term], language: str) -> SafeString:
    """Return the first place in the plain `texts` that has most of what was looked for, some words around it, as HTML,
    "…" where the paragraph goes on. Where none has any of it: the beginning of the first text's last paragraph, which
    is a standfirst's. Linear."""
    best: tuple[str, list[Word], Spans] = (texts[0].rpartition("\n")[2] if texts else "", [], [])
    most = 0
    for paragraph in (line for text in texts for line in text.split("\n") if line):
        words = list(find_words(paragraph))
        spans = _find_spans(words, terms, language)
        different = len({number for _first, _last, number in spans})
        if different > most:
            best, most = (paragraph, words, spans), different
        if most == len(terms):
            break
    paragraph, words, spans = best
    return _cut(paragraph, words or list(find_words(paragraph)), spans, _choose(spans))


def _find_spans(words: Sequence[Word], terms: Sequence[Term], language: str) -> Spans:
    single = [(number, term) for number, term in enumerate(terms) if not term.is_phrase]
    forms = {form: number for number, term in single for form in term.forms_in(language)}
    spans = [(place, place, forms[word.folded]) for place, word in enumerate(words) if word.folded in forms]
    for number, term in enumerate(terms):
        if term.is_phrase:
            length = len(term.words)
            for place, word in enumerate(words):
                here = words[place : place + length] if word.folded == term.words[0] else ()
                if tuple(each.folded for each in here) == term.words:
                    spans.append((place, place + length - 1, number))
    return sorted(spans)


def _choose(spans: Spans) -> int:
    """Return the first word of the excerpt: before the place with most different terms, the earliest of those."""
    best, most = 0, 0
    for place, (first, _last, _number) in enumerate(spans):
        reach = first + WORDS_IN_ALL - WORDS_BEFORE
        different = {
            number for start, last, number in spans[place : place + WORDS_IN_ALL] if last < reach and start >= first
        }
        if len(different) > most:
            best, most = first, len(different)
    return max(0, best - WORDS_BEFORE)


def _cut(text: str, words: Sequence[Word], spans: Spans, first: int) -> SafeString:
    last = min(first + WORDS_IN_ALL, len(words))
    if not words:
        return SafeString("")
    start = words[first].start if first else 0
    end = words[last - 1].end if last < len(words) else len(text)
    shown = _write(text, words, spans, start, end)
    before, after = "… " if first else "", " …" if last < len(words) else ""
    return mark_safe(f"{before}{shown}{after}")  # noqa: S308  escaped by _write


def _write(text: str, words: Sequence[Word], spans: Spans, start: int, end: int) -> SafeString:
    """Return text from `start` to `end` with the spans that lie within marked; those that overlap are one."""
    places: list[list[int]] = []
    for first, last, _number in spans:
        begins, ends = words[first].start, words[last].end
        if begins < start or ends > end:
            continue
        if places and begins < places[-1][1]:
            places[-1][1] = max(places[-1][1], ends)
        else:
            places.append([begins, ends])
    parts = []
    for place, (one, other) in enumerate(pairwise([start, *(edge for pair in places for edge in pair), end])):
        piece = escape(_SPACES.sub(" ", text[one:other]))
        parts.append(f"<mark>{piece}</mark>" if place % 2 else str(piece))
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped
