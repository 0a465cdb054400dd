"""The Atom feed of each language."""

from datetime import timedelta

import pytest
from lxml import etree

from journal.languages import CODES
from tests.articles.press.pieces import create_person, create_piece, credit, revise
from tests.articles.press.reader import LATER, LONG_AGO, find_path, get
from tests.factories import create_article, find_version, make_texts, publish

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
ATOM = "{http://www.w3.org/2005/Atom}"


def read_feed(language: str) -> etree._Element:
    response = get(f"/{language}/feed/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert response["Content-Language"] == language
    return etree.fromstring(response.content)


def describe(element: etree._Element) -> list[tuple[str, str, dict[str, str]]]:
    """Name, text and attributes of everything below an element, in order."""
    return [(one.tag.removeprefix(ATOM), one.text or "", dict(one.attrib)) for one in element.iterdescendants()]


def test_an_entry_says_who_when_what_and_in_which_other_languages() -> None:
    article = create_piece(languages=("hy", "en"))
    anna, ben = create_person("anna", hy="Աննա"), create_person("ben", en="Ben")
    credit(anna, article)
    credit(ben, article, alias="B. N.")
    revise(article, "en", word="second", at=LATER)
    (entry,) = read_feed("en").findall(f"{ATOM}entry")
    assert describe(entry) == [
        ("title", "Title en second", {}),
        ("link", "", {"href": f"{SITE}{find_path(article, 'en')}", "rel": "alternate"}),
        ("published", "2020-05-04T11:00:00+00:00", {}),
        ("updated", "2020-05-06T10:00:00+00:00", {}),
        ("id", f"{SITE}/en/{article.pk}/", {}),
        ("summary", "Standfirst en second", {"type": "html"}),
        ("author", "", {}),
        ("name", "Աննա", {}),
        ("uri", f"{SITE}/en/people/{anna.pk}/anna/", {}),
        ("author", "", {}),
        ("name", "B. N.", {}),
        (
            "link",
            "",
            {
                "rel": "alternate",
                "href": f"{SITE}{find_path(article, 'hy')}",
                "hreflang": "hy",
                "title": "Title hy first",
            },
        ),
    ]


@pytest.mark.parametrize("language", CODES)
def test_a_feed_holds_the_newest_pieces_of_its_language_only(language: str) -> None:
    other = next(code for code in CODES if code != language)
    old = create_piece(languages=(other, language))
    create_piece(languages=(other,))
    new = create_piece(languages=(language,), at=LATER)
    feed = read_feed(language)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")] == [
        f"{SITE}/{language}/{article.pk}/" for article in (new, old)
    ]
    assert feed.findtext(f"{ATOM}updated") == "2020-05-06T10:00:00+00:00"
    assert [one.get("href") for one in feed.findall(f"{ATOM}link")] == [
        f"{SITE}/{language}/",
        f"{SITE}/{language}/feed/",
    ]


def test_a_feed_without_entries_is_valid_and_always_the_same() -> None:
    assert get("/ka/feed/").content == get("/ka/feed/").content
    feed = read_feed("ka")
    assert (feed.findall(f"{ATOM}entry"), feed.findtext(f"{ATOM}updated")) == ([], "1970-01-01T00:00:00+00:00")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Enface"


def test_markup_in_a_title_or_standfirst_is_read_as_text() -> None:
    given = {**make_texts("en"), "title": "1 < 2 & <b>", "standfirst": "a < b & <i>c</i>"}
    publish(find_version(create_article(language="en", texts=given, at=LONG_AGO)), at=LONG_AGO)
    (entry,) = read_feed("en").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "1 < 2 & <b>"
    assert entry.findtext(f"{ATOM}summary") == "a &lt; b &amp; &lt;i&gt;c&lt;/i&gt;"


def test_a_feed_holds_twenty_pieces_at_the_most() -> None:
    for number in range(21):
        create_piece(languages=("en",), at=LONG_AGO + timedelta(minutes=number))
    assert len(read_feed("en").findall(f"{ATOM}entry")) == 20


def test_a_character_that_xml_has_no_place_for_costs_no_feed() -> None:
    article = create_piece(languages=("hy",))
    credit(create_person("ani", hy="Ան\x01ի\ufffe"), article)
    names = [one.text for one in read_feed("hy").iter(f"{ATOM}name")]
    assert names[-1].replace(" ", "") == "Անի"
