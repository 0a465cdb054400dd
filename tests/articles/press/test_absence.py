"""What stands at an article's address where there is nothing to read, and at those without a language or a slug."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from articles import workflow
from articles.choices import Act
from articles.models import Article
from tests.articles.press.pieces import create_piece, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, get_at, texts, tree
from tests.factories import create_article, find_chief, find_version

pytestmark = pytest.mark.django_db


def withdraw(article: Article, language: str, *, reason: str = "The source retracted.") -> None:
    workflow.apply(find_version(article, language), Act.WITHDRAW, by=find_chief(), at=LATER, reason=reason)


def whole(response: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    """Everything of a response."""
    return response.status_code, dict(response.items()), response.content


def test_the_address_without_a_slug_leads_to_the_whole_one() -> None:
    article = create_piece()
    found = {code: get(f"/{code}/{article.pk}/") for code in ("hy", "en", "de", "ru")}
    assert {code: (one.status_code, one["Location"]) for code, one in found.items()} == {
        code: (301, f"/{code}/{article.pk}/title-{code}-first/") for code in ("hy", "en", "de", "ru")
    }


@pytest.mark.parametrize("rest", ["", "title-hy-first/", "anything/"])
def test_a_language_the_piece_lacks_is_a_404_that_lists_what_there_is(rest: str) -> None:
    article = create_piece(languages=("hy", "de"))
    response = get(f"/ka/{article.pk}/{rest}")
    assert (response.status_code, tree(response).get("lang")) == (404, "ka")
    assert attributes(response, "//meta[@name='robots']", "content") == [("noindex",)]
    assert attributes(response, "//ul[@class='chooser']//a", "href", "hreflang") == [
        (find_path(article, "hy"), "hy"),
        (find_path(article, "de"), "de"),
    ]
    assert attributes(response, "//ul[@class='chooser']/li", "lang") == [("hy",), ("de",)]


def test_a_translation_that_is_not_published_yet_is_not_told_from_one_that_is_not_planned() -> None:
    article = create_piece(languages=("hy", "de"))
    before = whole(get(f"/ru/{article.pk}/"))
    moment = LATER + timedelta(days=20_000)
    russian = translate(article, "ru")
    workflow.apply(russian, Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    assert whole(get(f"/ru/{article.pk}/")) == before
    assert whole(get(f"/ru/{article.pk}/title-ru-first/")) == before
    assert get_at(f"/ru/{article.pk}/title-ru-first/", moment).status_code == 200


@pytest.mark.parametrize("path", ["/hy/{}/", "/hy/{}/title-hy-first/", "/de/{}/", "/{}/"])
def test_an_article_never_published_cannot_be_told_from_one_that_is_not_there(path: str) -> None:
    article = create_article(language="hy", at=LONG_AGO)
    translate_into_german = find_version(article)
    workflow.apply(translate_into_german, Act.RELEASE, by=find_chief(), at=LONG_AGO, significance="major")
    response = get(path.format(article.pk))
    assert response.status_code == 404
    assert whole(response) == whole(get(path.format(987654321)))


def test_a_withdrawn_version_is_gone_at_once_with_the_reason_and_what_remains() -> None:
    article = create_piece()
    path = find_path(article, "ru")
    assert get(path).status_code == 200
    withdraw(article, "ru", reason="The <b>source</b> retracted.")
    response = get(path)
    assert (response.status_code, tree(response).get("lang")) == (410, "ru")
    assert texts(response, "//p[@class='notice']") == ["The <b>source</b> retracted."]
    assert attributes(response, "//ul[@class='chooser']//a", "hreflang") == [("hy",), ("en",), ("de",)]
    assert attributes(response, "//meta[@name='robots']", "content") == [("noindex",)]
    assert whole(get(f"/ru/{article.pk}/")) == whole(response)
    elsewhere = ["/", "/ru/", "/ru/feed/", "/sitemap.xml", f"/{article.pk}/", find_path(article, "en")]
    assert [path.encode() in get(one).content for one in elsewhere] == [False] * 6


def test_what_remains_of_a_piece_whose_original_was_withdrawn_names_it_nowhere() -> None:
    article = create_piece()
    withdraw(article, "hy")
    response = get(find_path(article, "en"))
    assert response.status_code == 200
    assert b"title-hy" not in response.content
    assert b"Title hy" not in response.content
    assert texts(response, "//p[@class='piece-source']") == ["Translated from the Armenian"]


def test_a_piece_withdrawn_in_every_language_is_gone() -> None:
    article = create_piece(languages=("hy", "en"))
    for code in ("hy", "en"):
        withdraw(article, code)
    found = {path: get(path) for path in (f"/{article.pk}/", f"/hy/{article.pk}/", f"/de/{article.pk}/")}
    assert {path: one.status_code for path, one in found.items()} == {
        f"/{article.pk}/": 410,
        f"/hy/{article.pk}/": 410,
        f"/de/{article.pk}/": 404,
    }
    assert all(b"Title" not in one.content for one in found.values())


def test_what_was_withdrawn_can_come_back_under_its_address() -> None:
    article = create_piece(languages=("hy", "en"))
    path = find_path(article, "en")
    withdraw(article, "en")
    assert get(path).status_code == 410
    workflow.apply(find_version(article, "en"), Act.REINSTATE, by=find_chief(), at=LATER + timedelta(hours=1))
    assert get(path).status_code == 200


def test_the_short_address_offers_every_language_and_prefers_none() -> None:
    article = create_piece(languages=("de", "hy", "en"))
    response = get(f"/{article.pk}/")
    assert (response.status_code, tree(response).get("lang")) == (200, "mul")
    assert response["Content-Language"] == "de, hy, en"
    assert attributes(response, "//ul[@class='chooser']/li", "lang") == [("de",), ("hy",), ("en",)]
    assert texts(response, "//ul[@class='chooser']//a") == ["Title de first", "Title hy first", "Title en first"]
    assert attributes(response, "//ul[@class='chooser']//a", "href", "hreflang") == [
        (find_path(article, code), code) for code in ("de", "hy", "en")
    ]
