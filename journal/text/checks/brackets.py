"""Brackets without their partner."""

import re
from collections.abc import Iterator
from itertools import pairwise

from journal.text.checks.findings import MOST_IN_ONE, Finding
from journal.text.checks.reading import Passage

_PAIRS = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
_LABEL = re.compile(r"(?:\A|[\s(,;:–—-])(?:[0-9]{1,3}|[^\W\d_]|[ivxlcm]{1,6}|[IVXLCM]{1,6})\Z")
_FACE = re.compile(r"[:;=][-’']?\Z")


def find_brackets(passages: list[Passage]) -> Iterator[Finding]:
    """Yield `bracket` for each bracket that is never closed or was never opened. Linear.

    Not for enumerations "a)" and "1)", nor for a pair that spans two blocks that follow each other.
    """
    lone = [_list_lone(passage) for passage in passages]
    for (one, opened), (other, closed) in pairwise(zip(passages, lone, strict=True)):
        if one.field == other.field and opened and closed:
            start, end = opened[-1], closed[0]
            if _PAIRS.get(other.text[end]) == one.text[start]:
                opened.pop()
                closed.pop(0)
    for passage, places in zip(passages, lone, strict=True):
        for place in places[:MOST_IN_ONE]:
            yield passage.report("bracket", place, place + 1, found=passage.text[place])


def _list_lone(passage: Passage) -> list[int]:
    text = passage.without_addresses
    stack: list[int] = []
    lone: list[int] = []
    for match in _BRACKET.finditer(text):
        place, mark = match.start(), match[0]
        if mark not in _PAIRS:
            if mark == "(" and _FACE.search(text, max(0, place - 2), place):
                continue
            stack.append(place)
        elif stack and text[stack[-1]] == _PAIRS[mark]:
            stack.pop()
        elif mark == ")" and (
            _LABEL.search(text, max(0, place - 8), place) or _FACE.search(text, max(0, place - 2), place)
        ):
            continue
        elif mark == "]" and passage.field.startswith("note:"):
            continue  # an apparatus: "word] variant"
        elif len(stack) > 1 and text[stack[-2]] == _PAIRS[mark]:
            lone.append(stack.pop())
            stack.pop()
        else:
            lone.append(place)
    return sorted(lone + stack)
