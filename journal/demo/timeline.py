"""When things happen in the demo: months of work told at once, in the order of time."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WRITTEN = date(2026, 11, 23)
"""The day on which the dates of the texts are what they say; later (or earlier) they move by whole weeks."""

Story = Iterator[datetime]
"""Yields the moment of its next act, and does it when it is asked for the one after."""


@dataclass(frozen=True)
class Calendar:
    """The days of an office as seen from `at`, the moment at which the demo is built."""

    at: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def move(self, day: date) -> date:
        """Return the day of the texts as it is for who reads them now: the same weekday."""
        return day + timedelta(weeks=(self.today - WRITTEN).days // 7)

    def find(self, day: date, workdays: int) -> date:
        """Return the day so many working days after `day`, before it if negative. A weekend is left first."""
        step = timedelta(days=1 if workdays > 0 else -1)
        while day.weekday() > 4:
            day += step
        for _number in range(abs(workdays)):
            day += step
            while day.weekday() > 4:
                day += step
        return day


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the time of day at the office."""
    return datetime.combine(day, time(hour, minute), timezone.get_current_timezone())


def play(stories: Iterable[Story]) -> None:
    """Have the stories do what they do, all together in the order of time."""
    queue: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(stories):
        _queue(queue, number, story)
    while queue:
        _moment, number, story = heapq.heappop(queue)
        _queue(queue, number, story)


def _queue(queue: list[tuple[datetime, int, Story]], number: int, story: Story) -> None:
    coming = next(story, None)
    if coming is not None:
        heapq.heappush(queue, (coming, number, story))
