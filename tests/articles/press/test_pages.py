"""The pages of the journal about itself: there in every language, whatever has been written."""

import json

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Image
from articles.press.pages import list_written, load_page
from journal.models import Page
from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import YEARS_LATER, attributes, find_path, get, get_at, texts

pytestmark = pytest.mark.django_db


def test_a_page_is_shown_in_the_languages_it_is_written_in() -> None:
    Page.objects.create(key="about", title_de="Über uns", body_de="<p>Wir.</p>", title_ka="ჩვენ", body_ka="<p>აქ.</p>")
    page = get("/de/about/")
    assert (page.status_code, page["Content-Language"]) == (200, "de")
    assert (texts(page, "//h1"), texts(page, "//main//p")) == (["Über uns"], ["Wir."])
    switcher = [("/ka/about/", "ka", "ka")]
    assert attributes(page, "//nav[@class='languages']//a", "href", "lang", "hreflang") == switcher
    alternates = [("ka", "http://127.0.0.1:8000/ka/about/"), ("de", "http://127.0.0.1:8000/de/about/")]
    assert attributes(page, "//link[@rel='alternate'][@hreflang]", "hreflang", "href") == alternates
    assert attributes(page, "//link[@rel='canonical']", "href") == [(alternates[1][1],)]
    assert attributes(page, "//meta[@name='robots']", "content") == []
    described = [json.loads(text) for text in texts(page, "//script[@type='application/ld+json']")]
    assert [("publishingPrinciples" in json.dumps(one)) for one in described] == [True]
    assert list_written() == {"about": ["ka", "de"]}


def test_a_page_not_written_in_a_language_says_where_it_can_be_read_and_is_kept_by_no_robot() -> None:
    Page.objects.create(key="imprint", title_de="Impressum", body_de="<p>Wir.</p>", title_hy="Ելք", body_hy="<p>Ա։</p>")
    page = get("/ru/imprint/")
    assert (page.status_code, page["Content-Language"]) == (200, "ru")
    assert texts(page, "//h1") == ["Выходные данные"]
    links = [("/hy/imprint/", "hy", "hy"), ("/de/imprint/", "de", "de")]
    assert attributes(page, "//main//ul//a", "href", "lang", "hreflang") == links
    assert "Wir." not in page.content.decode()
    assert attributes(page, "//meta[@name='robots']", "content") == [("noindex",)]
    assert attributes(page, "//link[@rel='canonical' or @hreflang]", "href") == []


@pytest.mark.parametrize("key", Page.Key.values)
def test_a_page_written_in_no_language_says_so_and_leads_on(key: str) -> None:
    if key == "about":
        Page.objects.create(key=key, title_en="About")  # a title is no text
    page = get(f"/en/{key}/")
    assert (page.status_code, texts(page, "//main//p")[0]) == (200, "This page has not been written yet.")
    assert attributes(page, "//main//a", "href") == [("/en/",)]
    assert attributes(page, "//meta[@name='robots']", "content") == [("noindex",)]
    assert (load_page(key, "en")[1:], list_written()) == (("", []), {})


def test_links_and_pictures_of_a_page_are_resolved_and_markers_of_notes_left_out() -> None:
    article = create_piece(languages=("hy", "en"))
    image = Image.objects.create(
        file="images/a.png", width=8, height=4, credit="Ann", licence="CC0", alt_en="A page", caption_en="Two pages"
    )
    body = (
        f'<p>See <a href="article:{article.pk}">this</a><sup data-note="a1"></sup> and '
        f'<a href="article:987654321">that</a>.</p><figure data-image="{image.pk}"></figure>'
        '<figure data-image="987654321"></figure>'
    )
    Page.objects.create(key="about", title_en="About", body_en=body, body_de=body)
    page = get_at("/en/about/", YEARS_LATER)
    assert attributes(page, "//main//p//a", "href") == [(find_path(article, "en"),)]
    assert texts(page, "//main//p") == ["See this and that."]
    assert attributes(page, "//main//figure//img", "src", "alt") == [("/media/images/a.png", "A page")]
    assert texts(page, "//main//figcaption") == ["Two pages Ann, CC0"]
    other = get_at("/de/about/", YEARS_LATER)
    assert attributes(other, "//main//p//a", "href") == [(f"/{article.pk}/",)]
    assert attributes(other, "//main//figure//img", "alt") == [("",)]


def test_a_page_costs_two_queries_and_one_more_for_links() -> None:
    article = create_piece(languages=("hy",))
    page = Page.objects.create(key="privacy", title_en="Privacy", body_en="<p>None.</p>")
    counts = []
    for body in ("<p>None.</p>", f'<p><a href="article:{article.pk}">x</a> <a href="article:5">y</a></p>'):
        page.body_en = body  # type: ignore[attr-defined]
        page.save()
        caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            get("/en/privacy/")
        counts.append(len(queries))
    assert counts == [2, 3]  # the stamp, the page, the links
