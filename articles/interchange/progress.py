"""A bar on a terminal that shows how far a long command has come."""

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
WIDTH = 30
INTERVAL = 0.1
"""Seconds between two drawings."""


class Progress:
    """Draws to `stream`, on one line that it draws over; nothing at all unless `shown`."""

    def __init__(self, stream: TextIO, *, shown: bool) -> None:
        self.stream = stream
        self.shown = shown

    def track(self, items: Iterable[T], label: str, total: int) -> Iterator[T]:
        """Yield the items, drawing how many of `total` have been asked for."""
        if not self.shown:
            yield from items
            return
        drawn = 0.0
        count = 0
        for item in items:
            if time.monotonic() - drawn > INTERVAL:
                self._draw(label, count, total)
                drawn = time.monotonic()
            yield item
            count += 1
        self._draw(label, count, total)
        self.stream.write("\n")
        self.stream.flush()

    def _draw(self, label: str, count: int, total: int) -> None:
        part = min(count / total, 1.0) if total else 1.0
        bar = "#" * int(part * WIDTH)
        self.stream.write(f"\r{label:<20} [{bar:<{WIDTH}}] {count}/{total}")
        self.stream.flush()
