"""Which notes stop in the middle and which end as they should, by language: the files under `cases/`."""

import tomllib
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from journal.languages import CODES
from journal.text.footnotes import Note, find_problems
from journal.text.unfinished import is_unfinished

FOLDER = Path(__file__).parent / "cases"
FEWEST = 20


def test_what_stops_in_the_middle_is_found_and_nothing_else() -> None:
    wrong, few = [], []
    for language in CODES:
        cases = tomllib.loads((FOLDER / f"unfinished.{language}.toml").read_text(encoding="utf-8"))
        for kind, expected in (("true", ["unfinished"]), ("false", [])):
            few += [(language, kind)] if len(set(cases[kind])) < FEWEST else []
            for html in cases[kind]:
                notes = {"k": Note("k", f"<p>{html}</p>", "reference")}
                found = [each.code for each in find_problems('<sup data-note="k"></sup>', notes, language=language)]
                wrong += [(language, html, found)] if found != expected else []
    assert (wrong, few) == ([], [])


@given(st.text('Sp.,:… (“„«»"0?aсէ\u200b', max_size=12), st.sampled_from(CODES))
@example("\u200b\xa0Ibid.", "en")
@example("«»", "de")
@example("„", "de")
def test_spaces_nobody_sees_decide_nothing_and_a_comma_always_promises_more(text: str, language: str) -> None:
    assert is_unfinished(f"\u200b {text}\xa0\u2060", language) == is_unfinished(text, language)
    assert is_unfinished(f"{text},", language)
