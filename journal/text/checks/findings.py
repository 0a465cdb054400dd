"""What a check of a text finds: where it stands, and a name that holds as long as its words do."""

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

MOST_IN_ONE = 100
"""Findings of one kind in one block that are looked at: a block that has more is broken otherwise."""

_LENGTH = 40


@dataclass(frozen=True)
class Finding:
    """One place of a text that somebody should look at. Nothing is said in words here: `code` names the sentence."""

    code: str
    """At most 20 characters: `doubled`, `wrong-quote` and so on."""
    field: str
    """title, subtitle, standfirst, body, note:KEY, image:N:alt or image:N:caption."""
    excerpt: str
    """About 40 characters round it, on one line; of what is missing here, those of the source."""
    place: int | None = None
    """Number of the block within the body or the note (journal.text.blocks.split_blocks), None in a line of text."""
    start: int | None = None
    """Where it begins in the text of the block as journal.text.flat.flatten lays it; None of what is missing here."""
    end: int | None = None
    detail: dict[str, str] = dataclasses.field(default_factory=dict)
    """What the sentence of `code` says in particular."""
    repeat: int = 1
    """Which of the findings that are alike in code, field and words, from 1."""

    @property
    def id(self) -> str:
        """What a waiver names, at most 80 characters: it stays the same as long as the words of the place do."""
        words = "\0".join(
            (" ".join(self.excerpt.split()), *(f"{key}={self.detail[key]}" for key in sorted(self.detail)))
        )
        digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        return f"{self.code}:{self.field}:{digest}" + (f"-{self.repeat}" if self.repeat > 1 else "")


def cut_excerpt(text: str, start: int, end: int) -> str:
    """Return about 40 characters of `text` round a place, whole words of the line it stands in, on one line."""
    if end - start >= _LENGTH:
        return text[start : start + _LENGTH].replace("\n", " ")
    around = (_LENGTH - (end - start)) // 2
    left = max(text.rfind("\n", 0, start) + 1, start - around, 0)
    stop = text.find("\n", end)
    right = min(len(text) if stop < 0 else stop, end + around)
    if left > 0 and text[left - 1] not in " \n":
        cut = text.find(" ", left, start)
        left = start if cut < 0 else cut + 1
    if right < len(text) and text[right] not in " \n":
        cut = text.rfind(" ", end, right)
        right = end if cut < 0 else cut
    return text[left:right].replace("\n", " ").strip(" ")


def number_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with those that are alike counted, so that every `id` is another. Linear."""
    seen: Counter[str] = Counter()
    numbered = []
    for finding in findings:
        seen[finding.id] += 1
        numbered.append(replace(finding, repeat=seen[finding.id]) if seen[finding.id] > 1 else finding)
    return numbered
