"""The texts of the demo, searched as readers of seven languages type."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from articles.full_text.forms import find_forms
from articles.press.search.asking import Question, split_question
from articles.press.search.matching import find_matches
from articles.press.search.names import find_names
from journal.languages import CODES
from journal.models import PressStamp
from tests.articles.press.search.conftest import NOW
from tests.articles.press.search.searching import ask, found, marked

FOLDER = Path(__file__).parent / "cases"

pytestmark = pytest.mark.database


def read_cases(language: str) -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["cases"]


def find_pieces(demo: dict[int, str], q: str, language: str) -> list[str]:
    """The folders of the pieces that are found in one language."""
    terms, _has_more = split_question(q)
    terms = find_names(find_forms(terms), token=PressStamp.objects.get().token)
    matches, _is_cut = find_matches(terms, Question(q=q, language=language), language, at=NOW)
    assert {match.language for match in matches} <= {language}
    return sorted(demo[match.article_id] for match in matches)


@pytest.mark.parametrize("language", CODES)
def test_readers_find_what_they_type(demo: dict[int, str], language: str) -> None:
    cases = read_cases(language)
    assert len({case["q"] for case in cases}) >= 20
    expected = {
        case["q"]: case.get("sqlite", case["finds"]) if connection.vendor == "sqlite" else case["finds"]
        for case in cases
    }
    assert {q: find_pieces(demo, q, language) for q in expected} == expected


def test_a_piece_is_found_once_in_the_language_of_the_reader(demo: dict[int, str]) -> None:
    pieces = {language: found(ask(language, "Matents Novgorod Новгород", at=NOW)) for language in ("en", "ru")}
    assert pieces == {"en": [], "ru": []}
    assert found(ask("ru", "“Buchstaben auf Reisen”", at=NOW))[0].startswith("/de/")
    for language in ("hy", "en", "de", "ru"):
        first, *others = found(ask(language, "1512", at=NOW))
        assert (first.split("/")[1], len({path.split("/")[2] for path in [first, *others]})) == (
            language,
            1 + len(others),
        )


def test_what_is_found_is_marked_in_its_form(demo: dict[int, str]) -> None:
    assert marked(ask("ka", "თბილისი", at=NOW)) == ["თბილისში"]
    assert marked(ask("hy", "սեւան", at=NOW))[:1] == ["Սևանի"]
    assert set(marked(ask("ru", "берестяная", language="ru", at=NOW))) <= {"берестяные", "берестяной", "берестяную"}
