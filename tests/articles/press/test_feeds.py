"""The feeds of languages, persons and topics, in both forms: what is in them, by the rules of the forms."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from articles.models import Article, Rendering
from articles.press.feeds import views
from articles.press.feeds.atom import OTHER_HTML
from journal.languages import CODES
from tests.articles.press.feed_rules import ATOM, XML_LANG, find_atom_faults, find_json_faults
from tests.articles.press.mixed import SITE, create_journal
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, revise
from tests.articles.press.reader import LATER, LONG_AGO, find_path, get
from tests.factories import (
    find_version,
)

pytestmark = pytest.mark.django_db


def read_feed(path: str, content_type: str) -> bytes:
    response = get(path)
    assert (response.status_code, response["Content-Type"]) == (200, f"{content_type}; charset=utf-8")
    assert (response["Content-Language"], response.get("Vary")) == (path[1:3], None)
    return response.content


def read_atom(path: str) -> etree._Element:
    content = read_feed(path, "application/atom+xml")
    assert find_atom_faults(content) == []
    return etree.fromstring(content)


def read_json(path: str) -> dict[str, Any]:
    content = read_feed(path, "application/feed+json")
    assert find_json_faults(content) == []
    return json.loads(content)


def describe(element: etree._Element) -> list[tuple[str, str, dict[str, str]]]:
    """Name, text and attributes of everything below an element, in order."""
    return [(one.tag.removeprefix(ATOM), one.text or "", dict(one.attrib)) for one in element.iterdescendants()]


def list_ids(path: str) -> list[str]:
    """The entries of a feed, which is the same in its other form."""
    ids = [one.findtext(f"{ATOM}id", "") for one in read_atom(path).findall(f"{ATOM}entry")]
    assert [item["id"] for item in read_json(path.removesuffix("/") + ".json")["items"]] == ids
    return [one.removeprefix(SITE) for one in ids]


def create_credited() -> Article:
    """A piece in Armenian and English, revised in English, with a topic, two authors and a translator."""
    article = create_piece(languages=("hy", "en"))
    credit(create_person("anna", hy="Աննա"), article)
    credit(create_person("ben", en="Ben"), article, alias="B. N.")
    credit(create_person("cleo", en="Cleo"), article, "en", role="translator")
    credit(create_person("dan", en="Dan"), article, "hy", role="translator")
    article.topics.set([create_topic("memory", hy="Հիշողություն", en="Memory")])
    Article.objects.filter(pk=article.pk).update(licence="CC-BY-4.0")
    revise(article, "en", word="second", at=LATER)
    return article


def list_text(url: str) -> str:
    """The body and the notes of `create_credited` as they are read far from their page."""
    return (
        "<h2>en second one</h2>"
        f'<p>en second first<sup><a href="{url}#note-a1">1</a></sup>'
        f' and second<sup><a href="{url}#note-b2">2</a></sup>, again<sup><a href="{url}#note-a1">1</a></sup>.</p>'
        "<blockquote><p>en second quoted</p></blockquote>"
        "<section><h2>Notes</h2><ol>"
        f'<li><p>Note a1 en. <a href="{url}#noteref-a1">↩</a> <a href="{url}#noteref-a1-2">↩</a></p></li>'
        f'<li><p>Note b2 en. <a href="{url}#noteref-b2">↩</a></p></li></ol></section>'
    )


def test_an_entry_says_who_when_what_under_what_terms_and_in_which_other_languages() -> None:
    article = create_credited()
    anna, topic = article.credits.get(author__slug="anna").author, article.topics.get()
    cleo = find_version(article, "en").credits.get().author
    (entry,) = read_atom("/en/feed/").findall(f"{ATOM}entry")
    url, theirs = (SITE + find_path(article, code) for code in ("en", "hy"))
    page = {"rel": "alternate", "type": "text/html"}
    assert describe(entry) == [
        ("id", f"{SITE}/en/{article.pk}/", {}),
        ("title", "Title en second", {}),
        ("published", "2020-05-04T11:00:00+00:00", {}),
        ("updated", "2020-05-06T10:00:00+00:00", {}),
        ("link", "", {**page, "href": url, "hreflang": "en"}),
        ("link", "", {**page, "type": OTHER_HTML, "href": theirs, "hreflang": "hy", "title": "Title hy first"}),
        ("author", "", {}),
        ("name", "Աննա", {}),
        ("uri", f"{SITE}/en/people/{anna.pk}/anna/", {}),
        ("author", "", {}),
        ("name", "B. N.", {}),
        ("contributor", "", {}),
        ("name", "Cleo", {}),
        ("uri", f"{SITE}/en/people/{cleo.pk}/cleo/", {}),
        ("category", "", {"term": str(topic.pk), "scheme": f"{SITE}/en/topics/", "label": "Memory"}),
        ("rights", "CC BY 4.0", {}),
        ("link", "", {"rel": "license", "href": "https://creativecommons.org/licenses/by/4.0/"}),
        ("summary", "Standfirst en second", {}),
        ("content", list_text(url), {"type": "html"}),
    ]


def test_the_other_form_says_the_same() -> None:
    article = create_credited()
    anna, cleo = (
        one.author for one in (article.credits.get(author__slug="anna"), find_version(article, "en").credits.get())
    )
    url, theirs = (SITE + find_path(article, code) for code in ("en", "hy"))
    assert read_json("/en/feed.json") == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Enface · English",
        "home_page_url": f"{SITE}/en/",
        "feed_url": f"{SITE}/en/feed.json",
        "description": "Analyses, each in several languages",
        "icon": f"{SITE}/static/press/icon-512.png",
        "favicon": f"{SITE}/static/press/icon-512.png",
        "authors": [{"name": "Enface", "url": f"{SITE}/en/"}],
        "language": "en",
        "items": [
            {
                "id": f"{SITE}/en/{article.pk}/",
                "url": url,
                "title": "Title en second",
                "content_html": list_text(url),
                "summary": "Standfirst en second",
                "date_published": "2020-05-04T11:00:00+00:00",
                "date_modified": "2020-05-06T10:00:00+00:00",
                "authors": [{"name": "Աննա", "url": f"{SITE}/en/people/{anna.pk}/anna/"}, {"name": "B. N."}],
                "tags": ["Memory"],
                "language": "en",
                "_enface": {
                    "translators": [{"name": "Cleo", "url": f"{SITE}/en/people/{cleo.pk}/cleo/"}],
                    "languages": [{"language": "hy", "url": theirs, "title": "Title hy first"}],
                    "licence": "https://creativecommons.org/licenses/by/4.0/",
                },
            }
        ],
    }


def test_every_feed_holds_what_can_be_read_of_it_in_its_language_the_newest_first() -> None:
    journal = create_journal()
    whole, orphan, alone = journal.whole.pk, journal.orphan.pk, journal.alone.pk
    held = {"hy": [whole], "en": [orphan, whole], "de": [orphan, whole], "ka": [alone]}
    anna, ben, memory = journal.anna.pk, journal.ben.pk, journal.memory.pk
    subjects = {
        "/{}/feed/": held,
        f"/{{}}/people/{anna}/anna/feed/": {code: [whole] for code in ("hy", "en", "de")},
        f"/{{}}/people/{ben}/ben/feed/": {code: [whole] for code in ("hy", "en", "de")},
        f"/{{}}/topics/{memory}/memory/feed/": {**{code: [whole] for code in ("hy", "en", "de")}, "ka": [alone]},
    }
    found = {path: {code: list_ids(path.format(code)) for code in CODES} for path in subjects}
    assert found == {
        path: {code: [f"/{code}/{number}/" for number in pieces.get(code, [])] for code in CODES}
        for path, pieces in subjects.items()
    }


def test_a_feed_says_what_it_is_and_where_else_to_find_it() -> None:
    journal = create_journal()
    base = f"{SITE}/ru/people/{journal.anna.pk}/"
    feed = read_atom(f"/ru/people/{journal.anna.pk}/anna/feed/")
    assert feed.get(XML_LANG) == "ru"
    assert describe(feed) == [
        ("id", base, {}),
        ("title", "Enface · Anna", {}),
        ("subtitle", "Аналитика, каждый текст — на нескольких языках", {}),
        ("updated", "1970-01-01T00:00:00+00:00", {}),
        ("link", "", {"rel": "self", "href": f"{base}anna/feed/", "type": "application/atom+xml"}),
        ("link", "", {"rel": "alternate", "href": f"{base}anna/", "type": "text/html", "hreflang": "ru"}),
        ("link", "", {"rel": "alternate", "href": f"{base}anna/feed.json", "type": "application/feed+json"}),
        ("icon", f"{SITE}/static/press/icon-512.png", {}),
        ("logo", f"{SITE}/static/press/share.png", {}),
        ("author", "", {}),
        ("name", "Enface", {}),
        ("uri", f"{SITE}/ru/", {}),
    ]
    caches["press"].clear()
    assert etree.tostring(read_atom(f"/ru/people/{journal.anna.pk}/anna/feed/")) == etree.tostring(feed)


def test_who_is_unknown_has_no_feed_and_a_wrong_address_leads_to_the_right_one() -> None:
    journal = create_journal()
    anna, memory = journal.anna.pk, journal.memory.pk
    unknown = [f"people/{number}/x" for number in (journal.nobody.pk, 987654321)]
    unknown += [f"topics/{number}/x" for number in (journal.empty.pk, 987654321)]
    paths = [f"/{code}/{path}/{form}" for code in ("hy", "be") for path in unknown for form in ("feed/", "feed.json")]
    assert {path: get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    moved = {f"people/{anna}/": "anna", f"topics/{memory}/": "memory"}
    for path, slug in moved.items():
        for form in ("feed/", "feed.json"):
            response = get(f"/de/{path}Аня/{form}")
            assert (response.status_code, response["Location"]) == (301, f"/de/{path}{slug}/{form}")


def test_a_feed_holds_no_more_than_a_page_and_takes_as_many_queries_for_one_as_for_three(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def count(path: str) -> int:
        caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert get(path).status_code == 200
        return len(queries)

    person, topic = create_person("anna", hy="Աննա"), create_topic("memory", hy="Հիշողություն")
    paths = ["/en/feed/", "/en/feed.json", f"/en/people/{person.pk}/anna/feed/", f"/en/topics/{topic.pk}/memory/feed/"]
    counts = []
    for number in range(3):
        article = create_piece(languages=("en", "hy"), at=LONG_AGO + timedelta(minutes=number))
        credit(person, article)
        article.topics.set([topic])
        if number in (0, 2):
            Rendering.objects.all().delete()
            counts.append([count(paths[0]), *(count(path) for path in paths)])
    assert counts == [[7, 5, 5, 6, 6]] * 2
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    caches["press"].clear()
    assert [len(list_ids(path)) for path in ("/en/feed/", *paths[2:])] == [2, 2, 2]
