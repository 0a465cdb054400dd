"""What machines read of a page: alternates, canonical address, structured data."""

import json
from datetime import timedelta

import pytest
from django.http import HttpResponse

from articles import workflow
from articles.choices import Act
from tests.articles.press.pieces import create_person, create_piece, credit, revise, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, tree
from tests.factories import create_article, find_chief, find_version, make_texts, publish

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def read_structured(response: HttpResponse) -> dict[str, object]:
    (script,) = tree(response).xpath("//script")
    assert script.get("type") == "application/ld+json"
    return json.loads(script.text)


def alternates(response: HttpResponse) -> list[tuple[str | None, ...]]:
    return attributes(response, "//link[@rel='alternate' and @hreflang]", "hreflang", "href")


def test_every_version_names_the_same_set_itself_included_and_every_address_answers() -> None:
    article = create_piece(languages=("de", "hy", "en"))
    translate(article, "ru")
    expected = [(code, f"{SITE}{find_path(article, code)}") for code in ("de", "hy", "en")]
    expected.append(("x-default", f"{SITE}/{article.pk}/"))
    pages = [find_path(article, code) for code in ("de", "hy", "en")] + [f"/{article.pk}/"]
    assert [alternates(get(path)) for path in pages] == [expected] * 4
    assert [get(address.removeprefix(SITE)).status_code for _code, address in expected] == [200] * 4


def test_every_page_names_its_own_address_as_the_right_one() -> None:
    article = create_piece(languages=("de", "hy"))
    person = create_person("anna", hy="Աննա")
    credit(person, article)
    paths = [find_path(article, "hy"), f"/{article.pk}/", "/", "/hy/", f"/hy/people/{person.pk}/anna/"]
    found = {path: attributes(get(path), "//link[@rel='canonical']", "href") for path in paths}
    assert found == {path: [(f"{SITE}{path}",)] for path in paths}


def test_the_homes_name_each_other_and_the_front_page_as_default() -> None:
    codes = ("hy", "be", "ka", "ro", "en", "de", "ru")
    expected = [*((code, f"{SITE}/{code}/") for code in codes), ("x-default", f"{SITE}/")]
    assert [alternates(get(path)) for path in ("/", "/hy/", "/ru/")] == [expected] * 3


def test_structured_data_of_an_original_names_its_translations() -> None:
    article = create_piece(languages=("hy", "en", "de"))
    anna = create_person("anna", hy="Աննա", en="Anna")
    credit(anna, article)
    url = {code: f"{SITE}{find_path(article, code)}" for code in ("hy", "en", "de")}
    assert read_structured(get(find_path(article, "hy"))) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url["hy"],
        "url": url["hy"],
        "mainEntityOfPage": url["hy"],
        "headline": "Title hy first",
        "description": "Standfirst hy first",
        "inLanguage": "hy",
        "datePublished": "2020-05-04T10:00:00+00:00",
        "dateModified": "2020-05-04T10:00:00+00:00",
        "author": [{"@type": "Person", "name": "Աննա", "url": f"{SITE}/hy/people/{anna.pk}/anna/"}],
        "publisher": {"@type": "Organization", "name": "Enface", "url": f"{SITE}/"},
        "workTranslation": [
            {"@type": "Article", "@id": url[code], "inLanguage": code, "headline": f"Title {code} first"}
            for code in ("en", "de")
        ],
    }


def test_structured_data_of_a_translation_names_its_translator_and_the_original() -> None:
    article = create_piece(languages=("hy", "en"))
    publish(translate(article, "de", source="en"), at=LATER)
    credit(create_person("ben", de="Ben"), article, "de", role="translator", alias="B. N.")
    revise(article, "de", word="second", at=LATER + timedelta(days=1))
    data = read_structured(get(find_path(article, "de")))
    assert {
        name: data.get(name) for name in ("translator", "translationOfWork", "workTranslation", "dateModified")
    } == {
        "translator": [{"@type": "Person", "name": "B. N."}],
        "translationOfWork": {
            "@type": "Article",
            "@id": f"{SITE}{find_path(article, 'hy')}",
            "inLanguage": "hy",
            "headline": "Title hy first",
        },
        "workTranslation": None,
        "dateModified": "2020-05-07T10:00:00+00:00",
    }


def test_structured_data_says_nothing_of_a_withdrawn_original() -> None:
    article = create_piece(languages=("hy", "en"))
    workflow.apply(find_version(article), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    assert "translationOfWork" not in read_structured(get(find_path(article, "en")))


def test_a_title_cannot_leave_the_script_or_an_attribute() -> None:
    title = "</script><script>alert(1)</script> \" ' & <!--"
    article = create_article(
        language="en", texts={**make_texts("en"), "title": title, "standfirst": title}, at=LONG_AGO
    )
    publish(find_version(article), at=LONG_AGO)
    response = get(find_path(article, "en"))
    stored = read_structured(response)["headline"]
    assert stored == tree(response).xpath("string(//h1)") == title
    assert attributes(response, "//meta[@name='description']", "content") == [(title,)]
    assert b"alert(1)</script>" not in response.content
    assert b"<script>alert" not in get("/en/").content + get("/").content + get("/en/feed/").content


def test_open_graph_names_the_page_and_the_other_locales() -> None:
    article = create_piece(languages=("hy", "en"))
    response = get(find_path(article, "en"))
    assert attributes(response, "//meta[@property]", "property", "content") == [
        ("og:type", "article"),
        ("og:title", "Title en first"),
        ("og:description", "Standfirst en first"),
        ("og:url", f"{SITE}{find_path(article, 'en')}"),
        ("og:site_name", "Enface"),
        ("og:locale", "en_GB"),
        ("og:locale:alternate", "hy_AM"),
    ]
