"""Neither export nor import holds more than a few articles in memory."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.interchange import gathering, importing
from tests.articles.interchange.journals import (
    export,
    make_small_folder,
    passing,
    read_folder,
    read_lines,
    take_in,
    write_lines,
)
from tests.articles.interchange.test_faults import change_manifest

pytestmark = pytest.mark.django_db

FEW, MANY = 12, 48


def make_folder(folder: Path, count: int) -> Path:
    """Write a journal of `count` articles of 20,000 characters."""
    make_small_folder(folder)
    line = read_lines(folder / "articles.jsonl")[0]
    body = "<p>" + "Խմբագիր " * 2500 + '<sup data-note="a"></sup></p>'
    line["texts"]["hy"]["body"] = line["versions"][0]["revisions"][0]["body"] = body
    write_lines(folder / "articles.jsonl", ({**line, "id": number} for number in range(1, count + 1)))
    change_manifest(folder, counts={"people": 1, "topics": 1, "images": 1, "pages": 1, "articles": count})
    return folder


def measure_peak(do: Callable[[Path], object], folder: Path) -> int:
    """Return how many bytes Python held at most while `do` ran on the folder."""
    tracemalloc.start()
    try:
        do(folder)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_LINES", 5)
    monkeypatch.setattr(gathering, "CHUNK", 5)
    folders = {count: make_folder(tmp_path / str(count), count) for count in (FEW, MANY)}
    with passing():
        take_in(folders[FEW])  # what is loaded once is not measured
    imported, exported = {}, {}
    for count, folder in folders.items():
        with passing():
            imported[count] = measure_peak(take_in, folder)
            exported[count] = measure_peak(export, tmp_path / "out")
            assert len(read_folder(tmp_path / "out")["articles.jsonl"].splitlines()) == count
    assert imported[MANY] <= 1.5 * imported[FEW]
    assert exported[MANY] <= 1.5 * exported[FEW]
