"""All checks of one text at once."""

from collections.abc import Iterable, Sequence
from itertools import islice

from journal.text.align import align
from journal.text.blocks import split_blocks
from journal.text.checks.doubled import find_doubled
from journal.text.checks.findings import Finding, number_repeats
from journal.text.checks.links import find_dead_fragments, find_lost_links
from journal.text.checks.numbers import find_differing_numbers
from journal.text.checks.punctuation import find_punctuation
from journal.text.checks.quotes import find_quotes
from journal.text.checks.reading import Passage, TextToCheck, read_passages
from journal.text.checks.source_language import find_source_language
from journal.text.checks.strays import find_strays

MOST = 50
"""Findings of one check that are reported."""

CLAIMED = frozenset({"hy", "be", "ka", "ro", "en", "de", "ru"})
"""The languages whose words and marks the checks know; in another one nothing is found until somebody writes them."""

CHECKS: dict[str, tuple[str, ...]] = {
    "numbers": ("number-differs", "number-missing", "number-extra"),
    "source_language": ("source-language",),
    "doubled": ("doubled",),
    "strays": (
        *("mixed-script", "stray-character", "leftover", "double-space", "space-before-mark", "double-mark"),
        *("cedilla", "armenian-colon", "bracket"),
    ),
    "quotes": ("straight-quote", "wrong-quote", "quote-level", "quote-space", "unclosed-quote", "unopened-quote"),
    "punctuation": (
        *("hyphen-dash", "range-hyphen", "accent-apostrophe", "wrong-dash"),
        *("armenian-mark", "armenian-place", "armenian-full-stop"),
    ),
    "links": ("link-missing", "dead-fragment"),
}
"""Each check and the codes of what it finds. Every check claims every language of CLAIMED."""


def check_text(
    content: TextToCheck, *, language: str, source: TextToCheck | None = None, source_language: str | None = None
) -> list[Finding]:
    """Return what the checks find in one text, in its order, at most MOST of each check; `id` of each is another.

    `source` is what the text was translated from, None for an original: numbers and links are compared with it. HTML is
    clean. For a language they do not know nothing is found. Linear: a tenth of a second for an article, one
    to two and a half for two texts at the cap.
    """
    if language not in CLAIMED:
        return []
    passages = list(read_passages(content, language))
    found: list[Iterable[Finding]] = [
        find_doubled(passages, language),
        find_strays(passages, language),
        find_quotes(passages, language),
        find_punctuation(passages, language),
        find_dead_fragments(passages, content.body, content.notes, content.number),
    ]
    if source_language in CLAIMED and source_language is not None:
        theirs = list(read_passages(source, source_language)) if source else []
        texts = frozenset(passage.text.strip() for passage in theirs)
        found.append(find_source_language(passages, language, source_language, texts))
        if source:
            rows = align(split_blocks(source.body), split_blocks(content.body))
            facing = {left: row.right[0] for row in rows if row.right for left in row.left}
            found.append(find_differing_numbers(passages, theirs, rows, language, source_language))
            found.append(find_lost_links(passages, theirs, facing.get))
    findings = [finding for each in found for finding in islice(each, MOST)]
    return number_repeats(_sort(findings, passages))


def _sort(findings: list[Finding], passages: Sequence[Passage]) -> list[Finding]:
    fields = ("title", "subtitle", "standfirst", "body", *(passage.field for passage in passages))
    order = {name: at for at, name in enumerate(dict.fromkeys(fields))}
    return sorted(findings, key=lambda each: (order[each.field], each.place or 0, each.start or 0, each.code))
