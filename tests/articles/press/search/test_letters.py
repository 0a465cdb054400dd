"""What writers of one language write differently, and readers type: each of these was missed by a database once."""

import pytest

from tests.articles.press.search.searching import ask, excerpts, found, marked, titles, write_piece

pytestmark = pytest.mark.django_db

TEXTS: dict[str, list[tuple[str, str, str]]] = {
    "hy": [
        ("Ղարաբաղի հարցը", "Ղարաբաղում", "Ղարաբաղի"),
        ("Ինչո՞ւ այդպես եղավ", "ինչու", "Ինչո՞ւ"),
        ("Դե՜ հիմա", "դե", "Դե՜"),
        ("Գետի անունը՝ Արևիկը", "արեւիկը", "Արևիկը"),
        ("Քաղաքն է Երեւան", "ԵՐԵՎԱՆ", "Երեւան"),
        ("Այս հակամարտությունը", "հակամարտություն", "հակամարտությունը"),
        ("Այդ բանակցության ելքը", "բանակցություն", "բանակցության"),
        ("Բա\u00adռը տողադարձված", "բառը", "Բա\u00adռը"),
        ("ՄԵԾ ՏԱՌԵՐ", "մեծ", "ՄԵԾ"),
    ],
    "ro": [
        ("Despre situație", "situația", "situație"),
        ("Cuvântul şi litera", "și", "şi"),
        ("Ţara", "țara", "Ţara"),
        ("Orașul Iași", "iasi", "Iași"),
        ("Pâinea noastră", "painea", "Pâinea"),
        ("Strămoșii voștri", "stramosii", "Strămoșii"),
    ],
    "be": [
        ("Пра аб’яву", "аб'яву", "аб’яву"),
        ("Сямʼя", "сям’я", "Сямʼя"),
        ("Старыя песні", "песня", "песні"),
        ("ЁСЦЬ", "есць", "ЁСЦЬ"),
    ],
    "ka": [
        ("რა ხდება საქართველოში", "საქართველო", "საქართველოში"),
        ("ქალაქი ბათუმი", "ბათუმში", "ბათუმი"),
        ("სახელი ᲛᲗᲐᲕᲠᲣᲚᲘ", "მთავრული", "ᲛᲗᲐᲕᲠᲣᲚᲘ"),
    ],
    "de": [
        ("Die Straße", "strasse", "Straße"),
        ("Ein Müller", "mueller", "Müller"),
        ("Zwei Häuser", "HÄUSER", "Häuser"),
        ("Drei Brücken", "brucken", "Brücken"),
        ("Ein Fürstentum", "Furstentum", "Fürstentum"),
    ],
    "ru": [("Всё ещё", "еще", "ещё"), ("Тёмный лес", "ТЕМНЫЙ", "Тёмный"), ("за\u0301мок", "замок", "за\u0301мок")],
    "en": [("The co-operation", "“co-operation”", "co-operation"), ("Writers’ letters", "writers", "Writers")],
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_word_is_found_as_it_is_typed_and_marked_as_it_is_written(language: str) -> None:
    for title, _typed, _written in TEXTS[language]:
        write_piece({language: {"title": title}})
    seen = {typed: titles(response := ask(language, typed)) + marked(response) for _title, typed, _ in TEXTS[language]}
    assert seen == {typed: [" ".join(title.split()), written] for title, typed, written in TEXTS[language]}


def test_a_word_on_the_way_to_another_is_not_found() -> None:
    write_piece({"en": {"title": "The war"}})
    write_piece({"en": {"title": "A ward"}})
    write_piece({"en": {"title": "Warm water"}})
    assert titles(ask("en", "water")) == ["Warm water"]
    assert titles(ask("en", "the war")) == ["The war"]


def test_phrases_are_looked_for_as_they_stand_in_quotation_marks_of_any_language() -> None:
    write_piece({"en": {"title": "The facing page"}})
    write_piece({"en": {"title": "A page facing the wall"}})
    for opening, closing in ("“”", "„“", "«»", '""', "‘’", "‚‘", "''", "„”"):
        assert titles(ask("en", f"{opening}Facing  page{closing}")) == ["The facing page"], opening
    assert set(titles(ask("en", "facing page"))) == {"The facing page", "A page facing the wall"}
    assert marked(ask("en", "“facing page”")) == ["facing page"]


def test_a_phrase_does_not_run_from_one_field_into_the_next() -> None:
    write_piece(
        {"en": {"title": "One two", "subtitle": "Three", "standfirst": "Four", "body": "<p>Five</p><p>Six</p>"}}
    )
    assert [bool(found(ask("en", f"“{words}”"))) for words in ("one two", "two three", "four five")] == [
        True,
        False,
        False,
    ]


def test_all_words_have_to_be_there_wherever_they_stand() -> None:
    write_piece(
        {"en": {"title": "Alpha", "standfirst": "Beta.", "body": '<p>Gamma<sup data-note="n1"></sup></p>'}},
        notes={"n1": {"html": "<p>Delta</p>"}},
    )
    assert titles(ask("en", "delta alpha gamma beta")) == ["Alpha"]
    assert titles(ask("en", "alpha epsilon")) == []
    assert excerpts(ask("en", "delta")) == ["Delta"]
