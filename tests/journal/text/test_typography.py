"""Quotation marks and the characters at hand."""

import re

import pytest

from journal.languages import CODES
from journal.text.attributes import LANGUAGE_TAG
from journal.text.sanitize import clean
from journal.text.typography import CHARACTERS, SOURCE_LANGUAGES, characters_of, quotes_of


def test_every_language_of_the_journal_has_two_levels_of_quotation_marks() -> None:
    assert {code: "".join(quotes_of()[code]) for code in CODES} == {
        "hy": "«»«»",
        "be": "«»„“",
        "ka": "„“«»",
        "ro": "„”«»",
        "en": "“”‘’",
        "de": "„“‚‘",
        "ru": "«»„“",
    }


def test_source_languages_are_tags_and_none_of_the_journals_own() -> None:
    assert [tag for tag in SOURCE_LANGUAGES if not LANGUAGE_TAG.fullmatch(tag) or tag in CODES] == []
    assert set(quotes_of()) <= {*CODES, *SOURCE_LANGUAGES}
    assert set(CHARACTERS) == set(CODES)


@pytest.mark.parametrize("language", CODES)
def test_every_character_offered_may_be_stored(language: str) -> None:
    characters = characters_of(language)
    html = f"<p>а{'а'.join(characters)}а</p>"
    assert clean(html) == html.replace("\u00a0", "&nbsp;")
    assert len(characters) == len(set(characters))
    assert characters[:2] == list(quotes_of()[language][:2])


def test_romanian_letters_have_the_comma_and_not_the_cedilla() -> None:
    assert re.findall("[şţŞŢ]", "".join(CHARACTERS["ro"])) == []
    assert {"ș", "ț", "Ș", "Ț"} <= set(CHARACTERS["ro"])


def test_a_text_without_a_language_is_offered_what_english_has() -> None:
    assert characters_of("") == characters_of("fr") == characters_of("en")
