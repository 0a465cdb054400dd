"""Whatever stands in a file, an import answers with faults or takes it in; it never breaks."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.interchange.journals import make_small_folder, passing, take_in
from tests.properties import in_proportion

pytestmark = pytest.mark.django_db

FILES = ("people.jsonl", "topics.jsonl", "images.jsonl", "pages.jsonl", "articles.jsonl", "journal.json")
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["hy", "en", "draft"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def list_places(value: Any) -> list[tuple[Any, Any]]:
    """Return every container in a JSON value with every key in it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in items for place in [(value, key), *list_places(item)]]


def answer(folder: Path) -> str:
    """Import the folder and undo it; return what was said."""
    with passing():
        try:
            return take_in(folder)
        except CommandError as refusal:
            return str(refusal)


@in_proportion(2.5)
@given(file=st.sampled_from(FILES), value=VALUES, data=st.data())
def test_any_value_in_any_place_is_answered(
    file: str, value: object, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = make_small_folder(tmp_path_factory.mktemp("odd") / "in")
    line = json.loads((folder / file).read_text(encoding="utf-8"))
    container, key = data.draw(st.sampled_from(list_places(line)))
    container[key] = value
    (folder / file).write_text(json.dumps(line) + "\n")
    answer(folder)


@in_proportion(2.5)
@given(file=st.sampled_from(FILES), noise=st.binary(max_size=6), data=st.data())
def test_any_bytes_in_any_place_are_answered(
    file: str, noise: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = make_small_folder(tmp_path_factory.mktemp("odd") / "in")
    content = (folder / file).read_bytes()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    (folder / file).write_bytes(content[:start] + noise + content[min(end, start + 8) :])
    answer(folder)
