"""What is the same letter to somebody who searches, in each of our scripts, and where a text has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.folding import MOST_TERMS, Excerpt, find_excerpt, fold_text, split_search

SAME = {
    "Armenian capitals": ("ԵՐԵՎԱՆԻ ԼՈՒՅՍԸ", "Երևանի լույսը"),
    "Armenian marks inside words": ("Ինչո՞ւ այսպե՜ս", "ինչու այսպես"),
    "Georgian capitals": ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
    "Russian stress": ("за\u0301мок", "ЗАМОК"),
    "Russian yo": ("Ещё", "еще"),
    "Belarusian apostrophes": ("сям’я", "СЯМʼЯ"),
    "Romanian comma and cedilla": ("Şi ţara", "și ȚARA"),
    "German sharp s": ("STRASSE", "Straße"),
    "spaces of any kind": ("a\u00a0b\n\tc", "a b c"),
    "soft and wide hyphens": ("Nord\u2011Süd\u00adost", "Nord-Südost"),
    "composed and decomposed": ("u\u0308ber", "über"),
}
PHRASES = {
    "two words": ("two", "words"),
    "Das „alte  Haus“ am See": ("das", "alte haus", "am", "see"),
    '«Նոր Օր» "x y': ("նոր օր", "x", "y"),
    "100% a_b": ("100%", "a_b"),
    '"" « » \u0301': (),
    "again Again AGAIN": ("again",),
    " ".join(f"word{number}" for number in range(20)): tuple(f"word{number}" for number in range(MOST_TERMS)),
}
LETTERS = st.text("aßÉéեւվԵՎ՞ёЁе\u0301\u0308şȘ\u00adᲐა'’ \n\u00a0-‐İ", max_size=30)


@pytest.mark.parametrize("name", SAME)
def test_what_is_written_in_two_ways_is_one_word(name: str) -> None:
    one, other = SAME[name]
    assert fold_text(one) == fold_text(other)


def test_other_letters_stay_different() -> None:
    words = ["paper", "pâper", "и", "й", "е", "э", "100", "100%"]
    assert len({fold_text(word) for word in words}) == len(words)


@pytest.mark.parametrize("search", PHRASES)
def test_a_search_is_words_and_phrases_in_quotation_marks(search: str) -> None:
    assert split_search(search) == PHRASES[search]


@given(LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text())
def test_whatever_is_searched_for_there_are_few_terms_and_none_is_empty(text: str) -> None:
    terms = split_search(text)
    assert len(terms) <= MOST_TERMS
    assert all(term == fold_text(term) != "" for term in terms)


def test_an_excerpt_is_the_text_as_written_with_words_around() -> None:
    text = "One two three four Ինչո՞ւ, ՀԱՅ six seven eight"
    assert find_excerpt(text, ["ինչու, հայ"], words=2) == Excerpt("… three four", "Ինչո՞ւ, ՀԱՅ", "six seven …")
    assert find_excerpt(text, ["igh", "wo"], words=2) == Excerpt("One", "two", "three four …")
    assert find_excerpt(text, ["one"], words=20) == Excerpt("", "One", text.removeprefix("One "))
    assert find_excerpt(text, ["nine"]) is None


@given(st.lists(LETTERS, min_size=1, max_size=6), st.data())
def test_what_stands_in_a_text_is_found_in_it(parts: list[str], data: st.DataObject) -> None:
    term = fold_text(data.draw(st.sampled_from(parts)))
    text = " ".join(parts)
    if term:
        found = find_excerpt(text, [term])
        assert found is not None
        assert term in fold_text(found.found)
