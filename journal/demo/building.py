"""Builds the demo journal through the doors its own people would use, so that it cannot drift from the code."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from articles.models import Notice, Topic
from articles.notices import queue
from articles.placing import place
from authors.models import Author
from journal.columns import column
from journal.demo.courses import tell_all
from journal.demo.people import create_accounts
from journal.demo.reading import read_pages, read_people, read_pieces, read_placements, read_topics
from journal.demo.stories import House
from journal.demo.timeline import Calendar, play
from journal.models import Page


def build_demo(
    *, at: datetime, only: Collection[str] = (), say: Callable[[str], None] = lambda line: None
) -> dict[str, int]:
    """Fill an empty journal: accounts, persons, topics, pages, and the pieces with the history they have at `at`, some
    eight months long. All or nothing. Return the numbers of the articles by the names of the folders.

    With `only`, the pieces of these folders and what they link to: each takes about half a second.
    """
    with transaction.atomic():
        house = House(
            calendar=Calendar(at),
            office=create_accounts(),
            people={key: _create_author(person) for key, person in read_people().items()},
            topics={topic["id"]: _create_topic(topic) for topic in read_topics()},
            say=say,
        )
        play(story for piece in read_pieces(only) for story in tell_all(piece, house))
        for key, words in read_pages().items():
            _create_page(key, words)
        for placed in reversed(read_placements()):
            if placed["piece"] in house.numbers:
                place(house.numbers[placed["piece"]], placed["language"], to=1, by=house.chief)
        _settle_notices(at - timedelta(days=1))
    return house.numbers


def _settle_notices(at: datetime) -> None:
    """Count what was queued before `at` as sent: nobody wants eight months of mail at once."""
    taken = queue.claim(queue.waiting(at=at).values_list("pk", flat=True), at=at)
    queue.settle(taken, Notice.State.SENT, at=at)


def _create_author(person: dict[str, Any]) -> Author:
    author = Author(slug=person["slug"], given_name=person["given_name"], family_name=person["family_name"])
    _store(author, {name: person.get(name, {}) for name in ("name", "bio", "affiliation")})
    return author


def _create_topic(topic: dict[str, Any]) -> Topic:
    row = Topic(slug=topic["slug"])
    _store(row, {"name": topic["name"]})
    return row


def _create_page(key: str, words: dict[str, dict[str, str]]) -> Page:
    row = Page(key=key)
    _store(row, {field: {code: texts[field] for code, texts in words.items()} for field in ("title", "body")})
    return row


def _store(row: Author | Page | Topic, words: dict[str, dict[str, str]]) -> None:
    for field, by_language in words.items():
        for language, text in by_language.items():
            setattr(row, column(field, language), text)
    row.save()
