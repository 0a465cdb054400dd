"""Quotation marks against the convention of the language (journal.languages; CLDR 48, delimiters)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from journal.languages import language as language_row
from journal.text.checks.findings import MOST_IN_ONE, Finding
from journal.text.checks.reading import Passage
from journal.text.checks.scripts import name_script, script_of_language

_MARK = re.compile("[\"'«»„“”‟‚‘’‛]|(?<!,),,(?=[^\\W\\d_])|``|<<|>>")
_DOUBLE = re.compile('["«»„“”]')
_BEFORE = re.compile("[\\s(\\[{/—–\\-«„“‚‘\"'’»›…¿¡ʼ]")
_SPACES = " \xa0\u202f"
_SPACE = re.compile(r"\s")
_ELISION = re.compile(r"(?:[0-9]{2}|[Tt]is|[Tt]was|[Ee]m|[Nn]|[Tt]il|cause|[Nn]en?|[Ss]|[Rr]aus|[Rr]ein)(?![^\W\d_])")
_SPREAD = 3
"""Blocks over which one quotation may run: its end is looked for in so many that follow."""
_LONGEST_GLOSS = 120
_LOOKED_AT = 300
"""Characters of a quotation by which its script is known."""


@dataclass
class _Open:
    start: int
    end: int
    mark: str
    depth: int


@dataclass
class _Report:
    """What was found in one passage: findings, and marks without a partner."""

    findings: list[Finding]
    opened: list[_Open]
    closed: list[tuple[int, str]]
    pairs: list[tuple[_Open, int, str]]


def find_quotes(passages: list[Passage], language: str) -> Iterator[Finding]:
    """Yield what is wrong with quotation marks, passage by passage. Linear.

    `straight-quote` (as typed on a keyboard), `wrong-quote` (of another language), `quote-level` (inner marks outside,
    or outer ones inside), `quote-space` (a space within the marks), `unclosed-quote` and `unopened-quote`. Single marks
    round a meaning, apostrophes, inches and minutes are left alone; in parts in another language either convention
    will do; a quotation may run over several paragraphs.
    """
    reader = _Reader(language, _prefer_guillemets(passages) if language == "de" else False)
    reports = [reader.read(passage) for passage in passages]
    _match_across(passages, reports)
    for passage, report in zip(passages, reports, strict=True):
        found = report.findings
        for mark in report.opened[:MOST_IN_ONE]:
            found.append(passage.report("unclosed-quote", mark.start, mark.end, found=mark.mark))
        for start, text in report.closed[:MOST_IN_ONE]:
            found.append(passage.report("unopened-quote", start, start + len(text), found=text))
        if not report.opened and not report.closed:
            found += reader.judge_levels(passage, report.pairs)
        yield from sorted(found, key=lambda each: each.start or 0)


def _prefer_guillemets(passages: list[Passage]) -> bool:
    """Whether a German text is set in »…« throughout, as many books are."""
    text = "".join(passage.own for passage in passages if "»" in passage.own or "„" in passage.own)
    inwards = len(re.findall(r"»(?=\w)", text))
    return inwards > len(re.findall("„", text)) and inwards > len(re.findall(r"«(?=\w)", text))


class _Reader:
    def __init__(self, language: str, guillemets: bool) -> None:  # noqa: FBT001
        self.language = language
        outer, outer_end, inner, inner_end = language_row(language).quotes
        if guillemets:
            outer, outer_end, inner, inner_end = "»", "«", "›", "‹"
        self.outer, self.inner = (outer, outer_end), (inner, inner_end)
        self.ends = {outer: outer_end, inner: inner_end}
        self.guillemets = guillemets

    def read(self, passage: Passage) -> _Report:
        report = _Report([], [], [], [])
        text = passage.own
        stack: list[_Open] = []
        if any(
            len(_DOUBLE.findall(passage.text, span.start, span.end)) % 2
            for span in passage.spans
            if span.name == "language"
        ):
            return report  # one of the two marks is within a part in another language
        for match in _MARK.finditer(text):
            if max(len(report.findings), len(stack)) > MOST_IN_ONE:
                break
            mark, start, end = match[0], match.start(), match.end()
            before = text[start - 1] if start else " "
            after = text[end] if end < len(text) else " "
            if mark in "'’‘‛\"" and before.isalpha() and after.isalnum():
                continue
            if mark in ("'", "‘", "’", "‚", "‛"):
                self.read_single(passage, report, stack, match, before, after)
            elif mark == '"':
                self.read_straight(passage, report, stack, start, before, after)
            elif mark in (",,", "``", "<<", ">>"):
                report.findings.append(
                    passage.report("straight-quote", start, end, found=mark, expected="".join(self.outer))
                )
            elif self.opens(mark, before, after, stack):
                stack.append(_Open(start, end, mark, len(stack)))
            else:
                self.close(passage, report, stack, start, mark)
        report.opened = [each for each in stack if each.mark not in "'‘’\""]
        for each in stack[:MOST_IN_ONE]:
            if each.mark == '"':
                report.findings.append(
                    passage.report("straight-quote", each.start, each.end, found='"', expected="".join(self.outer))
                )
        return report

    def opens(self, mark: str, before: str, after: str, stack: list[_Open]) -> bool:
        """Whether a double mark opens: by the characters beside it, in doubt by what the language does with it."""
        if mark in "„‟":
            return True
        natural = mark in (self.outer[0], self.inner[0])
        closes = mark in (self.outer[1], self.inner[1])
        left, right = bool(_BEFORE.match(before)), bool(_SPACE.match(after))
        if mark == "”":
            return left and after.isalnum() and not stack
        if left and not right and after.isalnum():
            return natural or not (closes and stack and before in "-–—…")
        if right and not left:
            return False
        if not left and not before.isspace() and not after.isalnum():
            return False
        if natural or closes:
            return natural and not (closes and stack)
        return mark in "«„" or (mark == "“" and not stack)

    def close(self, passage: Passage, report: _Report, stack: list[_Open], start: int, mark: str) -> None:
        while stack and stack[-1].mark in "'‘’":
            stack.pop()
        if not stack:
            report.closed.append((start, mark))
            return
        opened = stack.pop()
        if self.ends.get(opened.mark) != mark and self.is_foreign(passage, opened.end, start):
            return
        if self.ends.get(opened.mark) != mark:
            expected = self.inner if stack else self.outer
            report.findings.append(
                passage.report(
                    "wrong-quote",
                    opened.start,
                    start + len(mark),
                    found=f"{opened.mark}…{mark}",
                    expected="…".join(expected),
                )
            )
            return
        self.check_space(passage, report, opened, start, mark)
        report.pairs.append((opened, start, mark))

    def is_foreign(self, passage: Passage, start: int, end: int) -> bool:
        """Whether quoted words are in another script throughout: their own marks are as good."""
        words = passage.text[start : min(end, start + _LOOKED_AT)]
        scripts = {name_script(letter) for letter in set(words)} - {""}
        return bool(scripts) and script_of_language(self.language) not in scripts

    def check_space(self, passage: Passage, report: _Report, opened: _Open, start: int, mark: str) -> None:
        text = passage.text
        if opened.end < start and (text[opened.end] in _SPACES or text[start - 1] in _SPACES):
            report.findings.append(
                passage.report("quote-space", opened.start, start + len(mark), found=f"{opened.mark}…{mark}")
            )

    def read_straight(
        self, passage: Passage, report: _Report, stack: list[_Open], start: int, before: str, after: str
    ) -> None:
        """A keyboard's mark: opening or closing by turns, inches and seconds set aside."""
        at = next((place for place in range(len(stack) - 1, -1, -1) if stack[place].mark not in "'‘’"), None)
        opened = stack[at] if at is not None else None
        if opened and opened.mark != '"' and before.isdigit():
            return
        if opened and (not _BEFORE.match(before) or not after.isalnum() or opened.mark == '"'):
            del stack[at:]
            expected = "…".join(self.inner if stack else self.outer)
            report.findings.append(
                passage.report("straight-quote", opened.start, start + 1, found=f'{opened.mark}…"', expected=expected)
            )
        elif not before.isdigit():
            stack.append(_Open(start, start + 1, '"', len(stack)))

    def read_single(
        self, passage: Passage, report: _Report, stack: list[_Open], match: re.Match[str], before: str, after: str
    ) -> None:
        """Single marks: apostrophes, glosses, inner quotations, half rings of transliteration."""
        mark, start, end = match[0], match.start(), match.end()
        single = stack[-1] if stack and stack[-1].mark in "'‘’‚" else None
        if mark == "‚":
            stack.append(_Open(start, end, mark, len(stack)))
            return
        starts = bool(_BEFORE.match(before)) and (after.isalnum() or after in "…(„“«")
        if starts and not (single and before in "-–—…/"):
            if mark in "'‘" and not _ELISION.match(passage.text, end):
                if single and single.mark != "‚":
                    stack.pop()  # never closed, so of no consequence
                stack.append(_Open(start, end, mark, len(stack)))
            return
        if single is None or after.isalnum():
            return
        if single.mark == "‚":
            stack.pop()
            if mark == "‘":
                report.pairs.append((single, start, mark))
            elif mark == "’" and "‘" in passage.text[end : end + 300].partition("‚")[0]:
                stack.append(single)  # an apostrophe within
            else:
                report.findings.append(
                    passage.report("wrong-quote", single.start, end, found=f"‚…{mark}", expected="‚…‘")
                )
            return
        if (mark == "’" and single.mark != "'") or mark == single.mark == "'":
            stack.pop()
            if start - single.start > _LONGEST_GLOSS and self.language != "en":
                return
            if mark == "'" and start - single.end > 2:
                report.findings.append(
                    passage.report("straight-quote", single.start, end, found="'…'", expected="…".join(self.inner))
                )
            elif self.language == "de" and mark == "’" and start - single.end > 1:
                report.findings.append(
                    passage.report("wrong-quote", single.start, end, found="‘…’", expected="…".join(self.inner))
                )
            elif self.language == "en":
                report.pairs.append((single, start, mark))

    def judge_levels(self, passage: Passage, pairs: list[tuple[_Open, int, str]]) -> Iterator[Finding]:
        if self.outer == self.inner:
            return
        around: list[tuple[int, str]] = []
        for opened, start, mark in sorted(pairs, key=lambda pair: pair[0].start):
            while around and around[-1][0] < opened.start:
                around.pop()
            depth, within_single = len(around), bool(around) and around[-1][1] in "‚‘"
            around.append((start, opened.mark))
            wanted = self.inner if depth else self.outer
            if self.is_foreign(passage, opened.end, start):
                continue
            if depth > 1 or within_single or opened.mark == wanted[0] or (not depth and opened.mark in "‚‘"):
                continue
            yield passage.report(
                "quote-level", opened.start, start + len(mark), found=f"{opened.mark}…{mark}", expected="…".join(wanted)
            )


def _match_across(passages: list[Passage], reports: list[_Report]) -> None:
    """Take out the marks of quotations that run over several blocks, each block opened anew or not."""
    pending: list[tuple[int, _Open]] = []
    for at, (passage, report) in enumerate(zip(passages, reports, strict=True)):
        pending = [each for each in pending if at - each[0] <= _SPREAD and passages[each[0]].field == passage.field]
        while report.closed and pending:
            origin, mark = pending.pop()
            _drop(reports[origin].opened, mark)
            report.closed.pop(0)
        fresh = list(report.opened)
        if pending and passage.own[:1] == pending[-1][1].mark:
            origin, mark = pending.pop()
            _drop(reports[origin].opened, mark)
        pending += [(at, mark) for mark in fresh]


def _drop(opened: list[_Open], mark: _Open) -> None:
    opened[:] = [each for each in opened if each is not mark]
