"""The desk speaks the person's language, wholly: what it says comes from the catalogues, which have it in every one."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from journal.editor import part_languages
from journal.languages import CODES
from tests import factories
from tests.articles.desk.words.crawl import SILENT_ROUTES, list_pages, list_routes, visit
from tests.articles.desk.words.greek_world import make_world
from tests.articles.desk.words.marking import PLACE, Message, marking, strip_marked
from tests.articles.desk.words.reading import has_english, list_words

OTHERS = tuple(code for code in CODES if code != "en")
OTHER_SCRIPTS = ("hy", "be", "ka", "ru")
MONTHS = frozenset("April August September November Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split())
EQUAL: dict[str, frozenset[str]] = {
    "ro": frozenset({"Original: %s", "Text", "hash", "original", "salt", "text"}),
    "de": frozenset(
        {
            *("Filter", "Name", "Original: %s", "Person", "Position", "Revision", "Revision %(number)s", "Text"),
            *MONTHS,
        }
    ),
}
"""Messages that read in Romanian or German as in English."""


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def find_english(messages: set[Message], language: str) -> list[str]:
    """Return those messages that are English in a language: by their letters, in Romanian and German as a whole."""
    found = []
    for each in messages:
        said = {PLACE.sub(" ", form) for form in each.translate(language)}
        if language not in OTHER_SCRIPTS:
            said &= {PLACE.sub(" ", each.text), PLACE.sub(" ", each.plural)}
        if any(map(has_english, said)) and each.text not in EQUAL.get(language, ()):
            found.append(each.text)
    return sorted(found)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_word_of_the_desk_is_in_the_catalogues_of_every_language() -> None:
    world = make_world()
    assert list_routes() == {*list_pages(world), *SILENT_ROUTES}
    passed_by: dict[str, str] = {}
    said = []
    with marking() as marked:
        for place, page in visit(world):
            said += (words := list_words(page))
            passed_by.update((text, place) for text in words if has_english(strip_marked(text)))
        shown = marked.list_shown("\n".join(said))
    assert passed_by == {}
    assert {code: found for code in OTHERS if (found := find_english(shown, code))} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", OTHER_SCRIPTS)
def test_a_page_and_its_refusals_have_no_latin_word(language: str) -> None:
    client = Client(headers={"Accept-Language": language})
    refused = client.post("/admin/login/", {"username": "Ω", "password": "Ω"})
    client.force_login(factories.create_user(username="αρχή", is_superuser=True))
    pages = [refused, client.post("/admin/articles/topic/add/", {"slug": "ω"}), client.get("/admin/nowhere/")]
    assert [page["Content-Language"] for page in pages] == [language] * 3
    said = [text for page in pages for text in list_words(page.content.decode())]
    assert [text for text in said if has_english(text)] == []
    with translation.override(language):
        assert [name for _tag, name in part_languages(language) if has_english(name)] == []


def test_the_reading_of_a_page_finds_what_is_english_on_it() -> None:
    page = """<html lang="ka"><title>One</title><p title="Two" lang="hy">Other <b lang="ka">Three</b></p>
    <input type="submit" value="Four"><input value="typed"><code>code</code><script>script</script>
    <i data-words='{"key": "Five"}' data-editor='{"toolbar": ["bold"], "words": {"key": "Six"}}' data-said="Seven words"
    >    JPEG, Deutsch, a@example.org, https://example.org/, /admin/path, \ue000Marked %s\ue001 Eight</i></html>"""
    found = [strip_marked(text) for text in list_words(page)]
    assert [text.split()[-1] for text in found if has_english(text)] == [
        *("One", "Three", "Four", "Five", "Six", "words", "Eight"),
    ]
    mails = Message("%(counter)s result", "%(counter)s results")
    assert find_english({Message("Save"), mails, Message("–")}, "de") == []
    assert find_english({Message("No such words anywhere", context="x")}, "hy") == ["No such words anywhere"]


def test_marked_words_are_told_from_those_that_passed_the_catalogues_by() -> None:
    with marking() as marked:
        said = f"{marked.gettext('Saved: %s')} / raw" % "Ω"
        counted = marked.ngettext("%(n)s <b>mail</b>", "%(n)s <b>mails</b>", 2)
        named = marked.gettext("person\x04name")
    assert strip_marked(said).split() == ["Ω", "/", "raw"]
    assert (strip_marked(counted).split(), strip_marked(named)) == (["%(n)s", "<b>", "</b>"], " ")
    assert marked.list_shown(said + named) == {Message("Saved: %s"), Message("name", context="person")}
