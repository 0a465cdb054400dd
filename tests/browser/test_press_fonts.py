"""Fonts as a browser loads them: those of the page's own script, whatever else stands on the page."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import LONG_AGO, find_path
from tests.factories import find_version, make_texts, publish, write_text

BODY = (
    "<p>{0}<sup data-note='a1'></sup> <em>{0}</em> 1991<sup data-note='b2'></sup></p><p>"
    '<span lang="hy">Մեջբերում</span> <span lang="ka">ციტატა</span> <span lang="ru">Цитата <em>здесь</em></span> '
    '<span lang="ro">Țară</span> <span lang="de">Größe</span></p>'
)
WORDS = {"hy": "Տառեր ճանապարհին", "ka": "სამი ხმა", "ru": "Слова в пути", "ro": "Țară și cuvânt", "de": "Größe"}
LOADED = """async () => {
  await document.fonts.ready;
  return [...document.fonts].filter((face) => face.status === "loaded").map(
    (face) => face.family.replaceAll('"', "") + (face.style === "italic" ? "/" : "")).sort();
}"""
EXPECTED = {
    "chooser": ["Press"],
    "home": ["Press", "Press Georgian"],
    "hy": ["Press", "Press Armenian"],
    "ka": ["Press", "Press Georgian"],
    "ro": ["Press", "Press", "Press Italic/", "Press Romanian", "Press Romanian Italic/", "Press Western Italic/"],
    "de": ["Press", "Press", "Press Italic/", "Press Western Italic/"],
    "ru": ["Press", "Press Cyrillic", "Press Cyrillic Italic/"],
}


@pytest.mark.django_db(transaction=True)
def test_an_article_loads_the_fonts_of_its_own_script_only(page: Page, live_server: LiveServer) -> None:
    article = create_piece(languages=tuple(WORDS))
    create_piece(languages=("be", "en"), at=LONG_AGO)
    for code, words in WORDS.items():
        texts = {**make_texts(code, body=BODY.format(words)), "title": words, "standfirst": words}
        publish(write_text(find_version(article, code), texts=texts, at=LONG_AGO), significance="typo", at=LONG_AGO)
    # From the fewest on: what the browser still holds of the page before may count as loaded
    paths = {"chooser": f"/{article.pk}/", "home": "/ka/"} | {code: find_path(article, code) for code in WORDS}
    found = {}
    for name, path in paths.items():
        page.goto(f"{live_server.url}{path}")
        found[name] = page.evaluate(LOADED)
    assert found == EXPECTED
