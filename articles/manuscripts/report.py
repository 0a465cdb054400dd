"""The report on a manuscript in words: what was taken as it is, what was changed, what was left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from articles.manuscripts.findings import LEFT_OUT, MAPPED
from articles.manuscripts.findings_changed import CHANGED
from articles.manuscripts.manuscript import Excerpt, Finding

KINDS: dict[str, tuple[object, dict[str, object]]] = {
    "changed": (pgettext_lazy("manuscript", "Changed or guessed: please check"), CHANGED),
    "left-out": (pgettext_lazy("manuscript", "Left out"), LEFT_OUT),
    "mapped": (pgettext_lazy("manuscript", "Taken over"), MAPPED),
}
"""What became of something to its heading and its sentences, in the order of the report: what asks for a look first."""


@dataclass(frozen=True)
class Line:
    """One sentence of the report."""

    code: str
    sentence: str
    excerpts: tuple[Excerpt, ...]
    more: int
    """How many excerpts beyond those there would be."""


@dataclass(frozen=True)
class Part:
    """The lines of one kind: changed, left-out or mapped."""

    kind: str
    heading: object
    lines: tuple[Line, ...]


def write_report(findings: Iterable[Finding]) -> list[Part]:
    """Return the report on findings in its three parts, without empty ones, in the present language. KeyError for a
    code that has no sentence. Free."""
    found = {row.code: row for row in findings if row.count}
    unknown = set(found) - list_codes()
    if unknown:
        raise KeyError(sorted(unknown)[0])
    parts = []
    for kind, (heading, sentences) in KINDS.items():
        lines = tuple(_write_line(found[code], sentences[code]) for code in sentences if code in found)
        if lines:
            parts.append(Part(kind, heading, lines))
    return parts


def list_codes() -> frozenset[str]:
    """Return every code a finding may have. Free."""
    return frozenset(code for _heading, sentences in KINDS.values() for code in sentences)


def _write_line(row: Finding, sentence: object) -> Line:
    words = str(sentence % {"count": row.count})  # type: ignore[operator]
    return Line(row.code, words, row.excerpts, max(row.count - len(row.excerpts), 0) if row.excerpts else 0)
