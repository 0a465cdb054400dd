"""The sitemap, and what robots are told."""

import pytest
from lxml import etree

from articles import workflow
from articles.choices import Act
from articles.press import machines
from journal.languages import CODES
from tests.articles.press.pieces import create_piece, revise, translate
from tests.articles.press.reader import LATER, LONG_AGO, find_path, get
from tests.factories import create_article, find_chief, find_version

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read_sitemap(path: str = "/sitemap.xml") -> dict[str, tuple[str | None, list[tuple[str | None, str | None]]]]:
    """Address to the day of its last change and its alternates."""
    response = get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return {
        url.findtext("s:loc", namespaces=NAMES): (
            url.findtext("s:lastmod", namespaces=NAMES),
            [(one.get("hreflang"), one.get("href")) for one in url.findall("x:link", NAMES)],
        )
        for url in etree.fromstring(response.content).findall("s:url", NAMES)
    }


def test_every_published_version_stands_there_with_its_alternates_and_nothing_else() -> None:
    article = create_piece(languages=("hy", "en", "de"))
    translate(article, "ru")
    create_article(language="hy", at=LONG_AGO)
    workflow.apply(find_version(article, "de"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    revise(article, "en", word="second", at=LATER)
    url = {code: f"{SITE}{find_path(article, code)}" for code in ("hy", "en")}
    alternates = [*url.items(), ("x-default", f"{SITE}/{article.pk}/")]
    homes = [*((code, f"{SITE}/{code}/") for code in CODES), ("x-default", f"{SITE}/")]
    assert read_sitemap() == {
        **{f"{SITE}/{code}/": (None, homes) for code in CODES},
        url["hy"]: ("2020-05-04T10:00:00+00:00", alternates),
        url["en"]: ("2020-05-06T10:00:00+00:00", alternates),
    }


def test_every_address_in_it_answers_without_a_detour() -> None:
    create_piece(languages=("be", "ka", "ro"))
    addresses = {href for _, links in read_sitemap().values() for _, href in links} | set(read_sitemap())
    assert {get(address.removeprefix(SITE)).status_code for address in addresses} == {200}


def test_a_large_journal_has_an_index_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "ARTICLES_IN_A_SITEMAP", 2)
    articles = [create_piece(languages=("hy", "en")) for _ in range(3)]
    index = etree.fromstring(get("/sitemap.xml").content)
    parts = [one.text for one in index.findall("s:sitemap/s:loc", NAMES)]
    assert parts == [f"{SITE}/sitemap-1.xml", f"{SITE}/sitemap-2.xml"]
    found = [address for part in parts for address in read_sitemap(part.removeprefix(SITE))]
    expected = [f"{SITE}/{code}/" for code in CODES]
    expected += [f"{SITE}{find_path(article, code)}" for article in articles for code in ("hy", "en")]
    assert found == expected
    assert get("/sitemap-3.xml").status_code == 404


def test_robots_may_read_everything_but_the_desk() -> None:
    response = get("/robots.txt")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert response.content.decode() == f"User-agent: *\nDisallow: /admin/\n\nSitemap: {SITE}/sitemap.xml\n"
