"""Which words are taken for forms of another: by their letters, and by what the texts have."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.full_text.forms import find_forms, is_form
from articles.full_text.letters import list_languages, remove_accents
from articles.press.search.asking import split_question
from articles.press.search.names import is_form_of_name
from journal.languages import CODES
from journal.text.words import list_words
from tests.articles.press.search.searching import ask, titles, write_piece

NUMBERS = st.integers(min_value=0, max_value=10**6).map(str)
WORDS = st.text(max_size=12).flatmap(lambda text: st.sampled_from(list_words(text) or ["a"]))


@given(NUMBERS, NUMBERS, st.sampled_from(CODES))
@example("1980", "1981", "hy")
@example("2001", "200", "de")
@example("1523", "1521", "ro")
def test_a_number_is_no_form_of_another(one: str, other: str, language: str) -> None:
    assert is_form(one, other, language) == (one == other)


@given(WORDS, NUMBERS, st.sampled_from(CODES))
def test_a_word_is_a_form_of_itself_and_of_no_word_with_other_digits(word: str, number: str, language: str) -> None:
    assert is_form(word, word, language)
    assert not is_form(word + number, word + number + "0", language)
    assert not is_form(word + number, word, language)


@pytest.mark.parametrize(
    ("word", "other", "language", "expected"),
    [
        ("1980", "1980er", "de", True),
        ("1980", "1980s", "en", True),
        ("1980s", "1980", "en", False),
        ("1980s", "1980er", "en", False),
        ("1980", "1980million", "en", False),
        ("слон", "слов", "ru", False),
        ("мова", "мовы", "be", True),
        ("голос", "головы", "ru", False),
        ("king", "kind", "en", False),
        ("cities", "city", "en", False),
        ("city", "cities", "en", True),
        ("մեծ", "մեծի", "hy", True),
        ("მგალობელი", "მგალობლის", "ka", True),
    ],
)
def test_endings(word: str, other: str, language: str, *, expected: bool) -> None:
    assert is_form(word, other, language) == expected


@given(WORDS)
@example("übersetzung")
@example("йўї")
def test_accents_are_those_of_latin_letters(word: str) -> None:
    plain = remove_accents(word)
    assert (remove_accents(plain), len(plain)) == (plain, len(word))
    assert set(list_languages(word)) <= set(CODES)


def test_letters_tell_the_language() -> None:
    words = ("übersetzung", "йўї", "թղթե", "ენა", "1980", "2b", "λόγος")
    assert [remove_accents(word) for word in words] == ["ubersetzung", *words[1:]]
    assert [list_languages(word) for word in words] == [
        *(("ro", "en", "de"), ("be", "ru"), ("hy",), ("ka",), CODES, ("ro", "en", "de"), CODES),
    ]


def test_a_name_keeps_its_latin_letters() -> None:
    forms = {"verso": ["verso", "versos"], "матенц": ["матенц", "матенца", "матенцом"], "վերսո": ["վերսո", "վերսոյի"]}
    tried = ["verse", "version", "versace", *(form for words in forms.values() for form in words)]
    assert {name: [word for word in tried if is_form_of_name(word, name)] for name in forms} == forms


@pytest.mark.django_db
def test_a_word_that_one_language_has_is_no_form_of_words_of_another() -> None:
    write_piece({"en": {"title": "A second"}})
    write_piece({"ro": {"title": "Un secol"}})
    write_piece({"ro": {"title": "Litera"}})
    write_piece({"de": {"title": "Die Literatur 1980"}})
    assert [titles(ask("en", q)) for q in ("secol", "litera")] == [["Un secol"], ["Litera"]]
    forms = [form for term in find_forms(split_question("1980 1980s")[0]) for form in term.forms]
    assert forms == [("1980", ""), ("1980s", "")]


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_stemmer_that_takes_too_much_is_put_right() -> None:
    for title in ("Komma", "Sie kommt"):
        write_piece({"de": {"title": title}})
    for title in ("Остров", "Острова", "Острый"):
        write_piece({"ru": {"title": title}})
    assert titles(ask("de", "Komma")) == ["Komma"]
    assert {q: set(titles(ask("ru", q))) for q in ("остров", "острова")} == {
        "остров": {"Остров", "Острова", "Острый"},
        "острова": {"Остров", "Острова"},
    }
