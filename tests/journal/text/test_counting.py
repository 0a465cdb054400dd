"""One rule of counting for Python and for the editor's script: the cases both are held to."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from journal.text.plain import count_characters, count_words, to_text
from journal.text.sanitize import clean
from tests.journal.text.soups import prose, stored_html

CASES = json.loads((Path(__file__).parent / "counting_cases.json").read_text())
"""Also counted by the script, in `tests/browser/test_editor_tools.py`."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["html"][:30])
def test_words_and_characters_of_stored_html(case: dict[str, object]) -> None:
    html = str(case["html"])
    text = to_text(html)
    assert {"html": html, "words": count_words(text), "characters": count_characters(text)} == case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["html"][:30])
def test_cleaning_changes_no_count(case: dict[str, object]) -> None:
    text = to_text(clean(str(case["html"])))
    assert (count_words(text), count_characters(text)) == (case["words"], case["characters"])


@given(stored_html(), stored_html())
def test_blocks_put_after_one_another_count_as_much_as_apart(one: str, other: str) -> None:
    apart = [to_text(clean(html)) for html in (one, other)]
    together = to_text(clean(one) + clean(other))
    assert count_words(together) == sum(map(count_words, apart))
    assert count_characters(together) == sum(map(count_characters, apart))


@given(prose())
def test_a_note_marker_counts_nothing(text: str) -> None:
    plain = clean(f"<p>{text}</p>")
    marked = plain.replace("</p>", '<sup data-note="k"></sup></p>')
    assert count_words(to_text(marked)) == count_words(to_text(plain))
    assert count_characters(to_text(marked)) == count_characters(to_text(plain))
