"""The order of names by the alphabet of a language."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.languages import CODES
from journal.text.collation import ALPHABETS, name_key, sort_key

IN_ORDER = {
    "hy": ["Աբովյան", "Եսայան", "Զարյան", "Էմին", "Ըռքոյան", "Թումանյան", "Ժամկոչյան", "Րաֆֆի", "Օտյան", "Ֆիրդուս"],
    "be": ["Ежова", "Ёлкіна", "Жук", "Івашын", "Йод", "Калоша", "Уладзь", "Ўлад", "Фама", "Эпімах", "Ясь"],
    "ka": ["ადეიშვილი", "გელაშვილი", "ვაჟა", "ზურაბიშვილი", "ჟვანია", "ღლონტი", "ჩიქოვანი", "ხარაზი", "ჰამლეტი"],
    "ro": ["Ana", "Azi", "Ănescu", "Ânescu", "Bota", "Ion", "Îndreptat", "Sava", "Șerban", "Tudor", "Țepeș", "Udrea"],
    "en": ["Ábel Z", "Åberg", "Adams", "O’Brien", "Oduya", "Østby", "Zoë", "Երևան"],
    "de": ["Ähnlich", "Ahrens", "Azur", "Müller", "Muller Z", "Muth", "Straße", "Strasser", "Zöllner", "Юрий"],
    "ru": ["Ежов", "Ёлкин", "Еремин", "Жуков", "Иванов", "Йорданов", "Щукин", "Эренбург", "Яшин", "Adams", "ჭიჭინაძე"],
}


@pytest.mark.parametrize("language", CODES)
def test_words_stand_in_the_order_of_the_alphabet(language: str) -> None:
    words = IN_ORDER[language]
    mixed = random.Random(1).sample(words, len(words))
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == words


@pytest.mark.parametrize("language", CODES)
def test_every_letter_has_its_place_and_no_letter_two(language: str) -> None:
    letters = list(ALPHABETS[language])
    assert sorted(set(letters), key=lambda letter: sort_key(letter, language)) == letters
    assert len(set(letters)) == len(letters)


def test_a_persons_name_goes_by_its_last_word_then_by_the_others() -> None:
    names = ["Zoe Adams", "Anna Maria Berg", "Anna Zora Berg", "Ben van der Berg", "Cher"]
    assert sorted(set(names), key=lambda name: name_key(name, "en")) == names


def test_a_shorter_name_comes_before_the_one_it_begins() -> None:
    assert sort_key("Ani", "en") < sort_key("Ani B", "en") < sort_key("Anis", "en")


@given(st.text(), st.text(), st.sampled_from(CODES))
def test_any_two_texts_have_an_order_and_only_the_same_text_the_same_place(one: str, two: str, language: str) -> None:
    assert (sort_key(one, language) == sort_key(two, language)) == (one == two)
    assert name_key(one, language) == name_key(one, language)
