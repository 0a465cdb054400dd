"""Keeping account of what is met while a manuscript is read: counted by kind, with the first places of each."""

from collections import Counter, defaultdict

from articles.manuscripts.manuscript import Excerpt, Finding
from journal.text.plain import excerpt

MOST_EXCERPTS = 20
LONGEST_EXCERPT = 120
LONGEST_PLACE = 60


class Survey:
    """The account of one file. What is noted within a paragraph is placed when the paragraph is over."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._excerpts: dict[str, list[Excerpt]] = defaultdict(list)
        self._waiting: list[tuple[str, str, str]] = []

    def count(self, code: str, number: int = 1) -> None:
        """Count something that needs no place."""
        if number:
            self._counts[code] += number

    def note(self, code: str, text: str = "", *, who: str = "") -> None:
        """Count something, and keep the words it is about until `place`."""
        self._counts[code] += 1
        if len(self._excerpts[code]) + len(self._waiting) < MOST_EXCERPTS * 4:
            self._waiting.append((code, text, who))

    def place(self, paragraph: str) -> None:
        """Say in which paragraph (its text) everything noted since stands."""
        for code, text, who in self._waiting:
            if len(self._excerpts[code]) < MOST_EXCERPTS:
                words, start = excerpt(text, LONGEST_EXCERPT), excerpt(paragraph, LONGEST_PLACE)
                is_told = not start or words.startswith(start.rstrip("…"))
                if words or not is_told:
                    self._excerpts[code].append(Excerpt(words, "" if is_told else start, who[:80]))
        self._waiting.clear()

    def findings(self) -> tuple[Finding, ...]:
        """Return everything found, in the order it was first met."""
        self.place("")
        return tuple(Finding(code, count, tuple(self._excerpts[code])) for code, count in self._counts.items())
