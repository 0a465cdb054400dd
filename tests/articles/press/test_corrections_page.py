"""The public list of corrections: every note that stands, and the reason of what was withdrawn."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.models import Article
from articles.press.lists import corrections
from tests.articles.press.pieces import create_piece, rewrite
from tests.articles.press.reader import LATER, attributes, find_path, get, get_at, texts
from tests.factories import find_chief, find_version, publish

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def correct(article: Article, language: str, note: str, *, at: datetime) -> None:
    """Publish the next state of a version with a correction note."""
    version = rewrite(article, language, word=note.split()[0].lower(), at=at)
    publish(version, significance="typo", correction=note, at=at)


def withdraw(article: Article, language: str, *, at: datetime, reason: str = "A court says so.") -> None:
    workflow.apply(find_version(article, language), Act.WITHDRAW, by=find_chief(), at=at, reason=reason)


def read_list(response: HttpResponse) -> list[str]:
    return texts(response, "//ol[@class='corrections']/li")


def read_links(response: HttpResponse) -> list[str]:
    return [path for (path,) in attributes(response, "//p[@class='correction-head']/a", "href")]


def test_the_notes_of_a_language_are_listed_newest_first_each_with_its_place_on_the_page() -> None:
    first, second = create_piece(languages=("hy", "en")), create_piece(languages=("hy", "en"))
    correct(first, "en", "Seven not six.", at=LATER)
    correct(second, "en", "Kars not Gyumri.", at=LATER + DAY)
    correct(first, "en", "Eight not seven.", at=LATER + 2 * DAY)
    correct(first, "", "Յոթ։", at=LATER + 3 * DAY)
    response = get("/en/corrections/")
    assert read_list(response) == [
        "8 May 2020 Title en eight Eight not seven.",
        "7 May 2020 Title en kars Kars not Gyumri.",
        "6 May 2020 Title en eight Seven not six.",
    ]
    one, two = find_path(first, "en"), find_path(second, "en")
    assert read_links(response) == [f"{one}#correction-2", f"{two}#correction-1", f"{one}#correction-1"]
    assert len(read_list(get("/hy/corrections/"))) == 1
    assert (read_list(get("/ka/corrections/")), len(texts(get("/ka/corrections/"), "//p[@class='empty']"))) == ([], 1)


def test_a_scheduled_note_is_listed_from_its_moment_on() -> None:
    article, moment = create_piece(languages=("hy", "en")), LATER + DAY
    version = rewrite(article, "en", word="soon", at=LATER)
    given = {"significance": "typo", "correction": "Coming."}
    workflow.apply(version, Act.SCHEDULE, by=find_chief(), at=LATER, when=moment, **given)
    found = [read_list(get_at("/en/corrections/", at)) for at in (moment - timedelta(seconds=1), moment)]
    assert found == [[], ["7 May 2020 Title en soon Coming."]]
    later = rewrite(article, "en", word="never", at=moment)
    given = {"significance": "typo", "correction": "Never."}
    later = workflow.apply(later, Act.SCHEDULE, by=find_chief(), at=moment, when=moment + 2 * DAY, **given)
    workflow.apply(later, Act.UNSCHEDULE, by=find_chief(), at=moment + DAY)
    assert read_list(get_at("/en/corrections/", moment + 3 * DAY)) == found[1]


def test_of_what_is_withdrawn_the_reason_is_listed_and_the_languages_left_and_nothing_else() -> None:
    article, other = create_piece(languages=("hy", "en", "de")), create_piece(languages=("en",))
    correct(article, "en", "Seven not six.", at=LATER)
    withdraw(other, "en", at=LATER + DAY, reason="A person is in danger.")
    withdraw(article, "en", at=LATER + 2 * DAY)
    response = get("/en/corrections/")
    assert read_list(response) == [
        "8 May 2020 This text has been withdrawn A court says so. It can still be read in: Հայերեն · Deutsch",
        "7 May 2020 This text has been withdrawn A person is in danger.",
    ]
    assert (read_links(response), b"Title en" in response.content) == ([], False)
    left = "//p[@class='correction-others']/a"
    assert attributes(response, left, "href", "lang") == [
        (find_path(article, "hy"), "hy"),
        (find_path(article, "de"), "de"),
    ]
    workflow.apply(find_version(article, "en"), Act.REINSTATE, by=find_chief(), at=LATER + 3 * DAY)
    assert read_list(get("/en/corrections/")) == [
        "7 May 2020 This text has been withdrawn A person is in danger.",
        "6 May 2020 Title en seven Seven not six.",
    ]
    assert read_links(get("/en/corrections/")) == [f"{find_path(article, 'en')}#correction-1"]


def test_what_was_never_public_and_then_withdrawn_is_not_listed() -> None:
    article, moment = create_piece(languages=("hy", "en")), LATER + DAY
    version = rewrite(article, "en", word="soon", at=LATER)
    workflow.apply(version, Act.SCHEDULE, by=find_chief(), at=LATER, when=moment, significance="typo")
    assert read_list(get_at("/en/corrections/", LATER)) == []


def test_a_long_list_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "NOTES_ON_A_PAGE", 2)
    article = create_piece(languages=("en",))
    for number, note in enumerate(("One.", "Two.", "Three.")):
        correct(article, "en", note, at=LATER + number * DAY)
    pages = [get(f"/en/corrections/{query}") for query in ("", "?page=2", "?page=3")]
    path = find_path(article, "en")
    assert [read_links(page) for page in pages[:2]] == [
        [f"{path}#correction-3", f"{path}#correction-2"],
        [f"{path}#correction-1"],
    ]
    assert [page.status_code for page in pages] == [200, 200, 404]
    assert attributes(pages[0], "//nav[@class='pages']/a", "rel", "href") == [("next", "?page=2")]
    assert get("/en/corrections/?page=1").content == pages[0].content


@pytest.mark.parametrize("notes", [1, 3])
def test_the_list_takes_three_queries(notes: int) -> None:
    for _ in range(notes):
        article = create_piece(languages=("hy", "en"))
        correct(article, "en", "Seven not six.", at=LATER)
        withdraw(create_piece(languages=("hy", "en")), "en", at=LATER)
    caches["press"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert len(read_list(get("/en/corrections/"))) == 2 * notes
    assert len(queries) == 3
