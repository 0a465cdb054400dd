"""What stands around every page: the way home, the parts of the journal, search, what the law asks for."""

import pytest

from journal.languages import CODES
from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import attributes, find_path, get, texts

pytestmark = pytest.mark.django_db

TOP = "//header[@class='masthead']"


def test_every_page_of_a_language_leads_to_the_parts_of_the_journal_and_says_where_one_is() -> None:
    article = create_piece(languages=("de", "hy"))
    parts = [f"/de/{part}" for part in ("", "topics/", "people/", "archive/", "about/")]
    foot = ["about", "imprint", "privacy", "accessibility", "corrections", "feed"]
    for path in (*parts, find_path(article, "de"), "/de/search/", "/de/corrections/", "/de/nowhere/"):
        response = get(path)
        here = [(part, "page" if part == path else None) for part in parts]
        assert attributes(response, f"{TOP}//div[@id='menu']//nav//a", "href", "aria-current") == here
        assert attributes(response, "//body/a[1]", "href") == [("#content",)]
        assert attributes(response, "//main", "id") == [("content",)]
        assert attributes(response, "//footer[@class='footer']//nav//a", "href") == [
            *((f"/de/{part}/",) for part in foot),
            ("/de/feed.json",),
            ("/",),
        ]


def test_search_is_asked_from_every_page_without_a_script() -> None:
    response = get("/hy/")
    assert attributes(response, f"{TOP}//form", "action", "method", "role") == [("/hy/search/", None, "search")]
    assert attributes(response, f"{TOP}//form/input", "name", "type", "id") == [("q", "search", "menu-search")]
    assert attributes(response, f"{TOP}//form/label", "for") == [("menu-search",)]
    assert attributes(response, f"{TOP}//button[@popovertarget]", "popovertarget", "popovertargetaction", "type") == [
        ("menu", None, "button"),
        ("menu", "hide", "button"),
    ]


def test_a_page_without_a_language_leads_to_the_imprint_and_privacy_of_each_in_its_own_words() -> None:
    article = create_piece(languages=("de", "hy"))
    for path in ("/", f"/{article.pk}/", "/nowhere"):
        response = get(path)
        assert attributes(response, "//footer[@class='footer']/ul", "lang") == [(code,) for code in CODES]
        assert attributes(response, "//footer[@class='footer']//a", "href", "hreflang") == [
            (f"/{code}/{part}", code) for code in CODES for part in ("", "about/", "imprint/", "privacy/")
        ]
        german = texts(response, "//footer[@class='footer']/ul[@lang='de']//a")
        assert german == ["Deutsch", "Über uns", "Impressum", "Datenschutz"]
        assert attributes(response, "//body/a[1]", "href", "lang") == [("#content", "en")]
        assert attributes(response, f"{TOP}//form | {TOP}//button", "type") == []
