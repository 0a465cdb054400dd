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


def read_cases(language: str) -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["cases"]


def find_pieces(demo: dict[int, str], q: str, site: str, *, language: str = "") -> list[str]:
    """The folders of the pieces that are found on the site in one language, in order; in texts of `language` alone."""
    terms, _has_more = split_question(q)
    terms = find_forms(find_names(terms, token=PressStamp.objects.get().token))
    matches, _is_cut = find_matches(terms, Question(q=q, language=language), site, at=NOW)
    assert {match.language for match in matches} <= ({language} if language else set(CODES))
    return [demo[match.article_id] for match in matches]


@pytest.mark.parametrize("language", CODES)
def test_readers_find_what_they_type_and_nothing_else(demo: dict[int, str], language: str) -> None:
    cases = read_cases(language)
    named = "sqlite" if connection.vendor == "sqlite" else "finds"
    expected = {case["q"]: case.get(named, case["finds"]) for case in cases}
    assert len(expected) == len(cases) >= 30
    assert len([case for case in cases if not case["finds"]]) >= 6
    assert len([q for q in expected if q.isdecimal()]) >= 4
    assert {q: sorted(find_pieces(demo, q, language, language=language)) for q in expected} == expected


@pytest.mark.parametrize("language", CODES)
def test_readers_find_pieces_in_other_languages_too_and_the_best_first(demo: dict[int, str], language: str) -> None:
    cases = [case for case in read_cases(language) if "everywhere" in case or "first" in case]
    found = {case["q"]: find_pieces(demo, case["q"], language) for case in cases}
    assert {q: pieces[0] for q, pieces in found.items()} == {
        case["q"]: case.get("first", found[case["q"]][0]) for case in cases
    }
    assert {case["q"]: sorted(found[case["q"]]) for case in cases if "everywhere" in case} == {
        case["q"]: case["everywhere"] for case in cases if "everywhere" in case
    }


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
