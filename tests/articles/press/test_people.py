"""The list of people, and what a person's page says of them."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.press.lists import people
from articles.press.lists import pieces as lists
from authors.models import Author
from tests.articles.press.pieces import create_person, create_piece, credit, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, get_at, texts, tree
from tests.factories import create_article, find_chief, find_version, publish

pytestmark = pytest.mark.django_db

LINKS = "//ul[@class='index']/li/a"


def read_lines(response: HttpResponse) -> list[str]:
    """The words of each line of the list."""
    return texts(response, "//ul[@class='index']/li")


def read_sections(response: HttpResponse) -> dict[str, list[str]]:
    """The addresses of the pieces below each heading."""
    headings = texts(response, "//main//section/h2")
    return {
        heading: [path for (path,) in attributes(response, f"(//main//section)[{number}]//h3/a", "href")]
        for number, heading in enumerate(headings, 1)
    }


def test_everybody_named_in_something_public_is_listed_with_the_number_of_their_pieces() -> None:
    first, second = create_piece(languages=("hy", "en", "de")), create_piece(languages=("be", "ka"))
    anna = create_person("anna", en="Anna Zabel", hy="Աննա")
    ben = create_person("ben", hy="Բեն Աբելյան")
    Author.objects.filter(pk=anna.pk).update(affiliation_de="Universität")
    for article in (first, second):
        credit(anna, article)
    credit(anna, first, role="editor")
    credit(anna, first, "de", role="translator")
    credit(ben, second, "ka", role="translator")
    response = get("/en/people/")
    assert read_lines(response) == ["Anna Zabel Universität 2 pieces", "Բեն Աբելյան 1 piece"]
    assert attributes(response, LINKS, "href", "lang") == [
        (f"/en/people/{anna.pk}/anna/", None),
        (f"/en/people/{ben.pk}/ben/", "hy"),
    ]
    assert attributes(response, "//span[@class='index-about']", "lang") == [("de",)]
    assert [path for (path, _lang) in attributes(get("/hy/people/"), LINKS, "href", "lang")] == [
        f"/hy/people/{ben.pk}/ben/",
        f"/hy/people/{anna.pk}/anna/",
    ]
    links = attributes(response, "//nav[@class='languages']//a", "href")
    assert [get(path).status_code for (path,) in links] == [200] * 6


def test_nobody_is_listed_whom_nothing_public_names() -> None:
    """Under a pseudonym alone, in something hidden, in a translation nobody can read, in what was withdrawn."""
    article, gone = create_piece(languages=("hy", "en")), create_piece(languages=("en",))
    masked, hidden, waiting, withdrawn, half = (
        create_person(slug, en=slug.title()) for slug in ("masked", "hidden", "waiting", "withdrawn", "half")
    )
    credit(masked, article, alias="A. Mask")
    credit(masked, article, "en", role="translator", alias="A. Mask")
    credit(hidden, create_article(language="en", at=LONG_AGO))
    translate(article, "de")
    credit(waiting, article, "de", role="translator")
    credit(withdrawn, gone)
    workflow.apply(find_version(gone), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    credit(half, article, alias="Somebody")
    credit(half, article, role="editor")
    credit(half, create_piece(), alias="Somebody")
    assert read_lines(get("/en/people/")) == ["Half 1 piece"]
    moment = LATER + timedelta(days=1)
    workflow.apply(find_version(article, "de"), Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    assert [read_lines(get_at("/en/people/", at)) for at in (moment - timedelta(seconds=1), moment)] == [
        ["Half 1 piece"],
        ["Half 1 piece", "Waiting 1 piece"],
    ]
    statuses = {one.slug: get(f"/en/people/{one.pk}/{one.slug}/").status_code for one in (masked, hidden, half)}
    assert statuses == {"masked": 404, "hidden": 404, "half": 200}


def test_a_journal_with_nobody_in_it_says_so() -> None:
    response = get("/ka/people/")
    assert (response.status_code, read_lines(response), len(texts(response, "//p[@class='empty']"))) == (200, [], 1)


def test_many_people_are_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PEOPLE_ON_A_PAGE", 2)
    article = create_piece(languages=("de",))
    for slug, name in (("a", "Ina Ähre"), ("b", "Udo Bauer"), ("c", "Eva Ahorn")):
        credit(create_person(slug, de=name), article)
    pages = [get(f"/de/people/{query}") for query in ("", "?page=2", "?page=3")]
    names = [[name.split()[1] for name in texts(page, LINKS)] for page in pages[:2]]
    assert (names, pages[2].status_code) == ([["Ahorn", "Ähre"], ["Bauer"]], 404)
    assert [attributes(page, "//nav[@class='pages']/a", "rel", "href") for page in pages[:2]] == [
        [("next", "?page=2")],
        [("prev", "/de/people/")],
    ]
    assert attributes(pages[1], "//link[@rel='canonical']", "href") == [("http://127.0.0.1:8000/de/people/?page=2",)]


def test_what_somebody_wrote_translated_and_helped_with_stands_apart_each_piece_once() -> None:
    written, both, translated, helped = (create_piece(at=LONG_AGO + timedelta(days=day)) for day in range(4))
    foreign = create_piece(languages=("be", "ka"), at=LATER)
    person = create_person("anna", en="Anna")
    for article in (written, both):
        credit(person, article)
    for article in (both, translated):
        credit(person, article, "de", role="translator")
    credit(person, helped, role="photographer")
    credit(person, translated, role="editor")
    credit(person, foreign, "ka", role="translator")
    credit(person, create_piece(), alias="A. Mask")
    assert read_sections(get(f"/en/people/{person.pk}/anna/")) == {
        "Pieces": [find_path(both, "en"), find_path(written, "en")],
        "Translations": [find_path(translated, "en")],
        "Other contributions": [find_path(helped, "en")],
        "In other languages": [find_path(foreign, "be")],
    }


def test_a_role_in_a_version_nobody_can_read_makes_no_heading() -> None:
    article = create_piece(languages=("hy", "en"))
    translate(article, "de")
    person = create_person("anna", en="Anna")
    credit(person, article, role="editor")
    credit(person, article, "de", role="translator")
    path = f"/en/people/{person.pk}/anna/"
    assert list(read_sections(get(path))) == ["Other contributions"]
    publish(find_version(article, "de"), at=LATER)
    assert list(read_sections(get(path))) == ["Translations"]


def test_a_persons_pieces_are_divided_over_all_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    person = create_person("anna", en="Anna")
    written, foreign = create_piece(languages=("en",)), create_piece(languages=("ka",))
    translated = [create_piece(languages=("hy", "en"), at=LATER + timedelta(minutes=minute)) for minute in range(2)]
    for article in (written, foreign):
        credit(person, article)
    for article in translated:
        credit(person, article, "en", role="translator")
    path = f"/en/people/{person.pk}/anna/"
    assert [read_sections(get(path + query)) for query in ("", "?page=2")] == [
        {"Pieces": [find_path(written, "en")], "Translations": [find_path(translated[1], "en")]},
        {"Translations": [find_path(translated[0], "en")], "In other languages": [find_path(foreign, "ka")]},
    ]
    assert get(f"{path}?page=3").status_code == 404


def test_the_page_of_a_person_says_who_they_are() -> None:
    person = create_person("anna", en="Anna", hy="Աննա")
    credit(person, create_piece())
    given = {"orcid": "0000-0002-1825-0097", "website": "https://anna.example/", "portrait": "people/3f.jpg"}
    Author.objects.filter(pk=person.pk).update(affiliation_hy="Ինստիտուտ", bio_en="<p>Writes.</p>", **given)
    response = get(f"/de/people/{person.pk}/anna/")
    names = ("src", "alt", "lang", "width", "height")
    assert attributes(response, "//main//img", *names) == [("/media/people/3f.jpg", "Anna", "en", "160", "160")]
    assert attributes(response, "//p[@class='person-links']/a", "href", "rel") == [
        ("https://orcid.org/0000-0002-1825-0097", "me"),
        ("https://anna.example/", "me"),
    ]
    page = tree(response)
    assert [(one.text, one.get("lang")) for one in page.xpath("//p[@class='affiliation']")] == [("Ինստիտուտ", "hy")]
    assert texts(response, "//div[contains(@class, 'biography')]") == []
    assert texts(get(f"/en/people/{person.pk}/anna/"), "//div[contains(@class, 'biography')]") == ["Writes."]
    feeds = "//p[@class='list-feeds']/a"
    assert attributes(response, feeds, "href", "type") == [
        (f"/de/people/{person.pk}/anna/feed/", "application/atom+xml"),
        (f"/de/people/{person.pk}/anna/feed.json", "application/feed+json"),
    ]


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_list_takes_three_queries_and_a_person_seven(pieces: int) -> None:
    anna = create_person("anna", en="Anna")
    for number in range(pieces):
        article, foreign = create_piece(languages=("en",)), create_piece(languages=("ka",))
        for person in (anna, create_person(f"person-{number}", en=f"Person {number}")):
            credit(person, article)
            credit(person, foreign, role="editor")
    counts = []
    for path in ("/en/people/", f"/en/people/{anna.pk}/anna/"):
        caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert get(path).status_code == 200
        counts.append(len(queries))
    assert counts == [3, 7]
