"""The demo journal, built once for all tests that only search it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from journal.demo.building import build_demo
from journal.demo.reading import read_pieces

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[int, str]]:
    """The demo as it is at NOW; the folder of each article. Rolled back after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        numbers = build_demo(at=NOW)
        assert set(numbers) == {piece.key for piece in read_pieces()}
        yield {number: key for key, number in numbers.items()}
        transaction.set_rollback(True)
