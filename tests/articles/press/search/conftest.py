"""The demo journal, built once for all tests that only search it."""

from datetime import UTC, datetime

import pytest

from journal.demo.building import build_demo
from journal.demo.reading import read_pieces

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(open_database: None) -> dict[int, str]:
    """The demo as it is at NOW; the folder of each article."""
    numbers = build_demo(at=NOW)
    assert set(numbers) == {piece.key for piece in read_pieces()}
    return {number: key for key, number in numbers.items()}
