"""The sitemap: what stands in it, and the rules it keeps."""

import pytest
from django.core.cache import caches
from lxml import etree

from articles.press import sitemap
from journal.languages import CODES
from tests.articles.press.mixed import SITE, create_journal
from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import find_path, get
from tests.articles.press.sitemap_rules import SITEMAP, XHTML, find_alternate_faults, find_sitemap_faults

pytestmark = pytest.mark.django_db


def read_sitemap(path: str = "/sitemap.xml") -> dict[str, tuple[str | None, list[tuple[str | None, str | None]]]]:
    """Address to the day of its last change and its alternates."""
    response = get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert "Vary" not in response
    assert find_sitemap_faults(response.content, SITE) == []
    return {
        url.findtext(f"{SITEMAP}loc"): (
            url.findtext(f"{SITEMAP}lastmod"),
            [(one.get("hreflang"), one.get("href")) for one in url.findall(f"{XHTML}link")],
        )
        for url in etree.fromstring(response.content)
    }


def group(
    path: str, codes: tuple[str, ...] = CODES, *, neutral: str = ""
) -> dict[str, tuple[None, list[tuple[str, str]]]]:
    """What stands there of pages without a date: `{}` in the path is the language."""
    links = [(code, SITE + path.format(code)) for code in codes]
    links += [("x-default", SITE + neutral)] if neutral else []
    return {SITE + path.format(code): (None, links) for code in codes}


def test_all_that_is_public_stands_there_with_its_alternates_and_nothing_else() -> None:
    journal = create_journal()
    changed = {
        (journal.whole.pk, "hy"): "2020-05-04T10:00:00+00:00",
        (journal.whole.pk, "en"): "2020-05-07T10:00:00+00:00",
        (journal.whole.pk, "de"): "2020-05-04T11:00:00+00:00",
        (journal.orphan.pk, "en"): "2020-05-06T11:00:00+00:00",
        (journal.orphan.pk, "de"): "2020-05-06T12:00:00+00:00",
        (journal.alone.pk, "ka"): "2020-05-08T10:00:00+00:00",
    }
    pieces = {}
    for article in (journal.whole, journal.orphan, journal.alone):
        links = [(code, SITE + find_path(article, code)) for code in journal.readable[article.pk]]
        alternates = [*links, ("x-default", f"{SITE}/{article.pk}/")]
        pieces |= {url: (changed[article.pk, code], alternates) for code, url in links}
    people = [f"/{{}}/people/{one.pk}/{one.slug}/" for one in (journal.anna, journal.ben)]
    lists = [f"/{{}}/{name}/" for name in ("people", "topics", "archive", "corrections", "archive/2020")]
    assert read_sitemap() == {
        **group("/{}/", neutral="/"),
        **{place: entry for path in lists for place, entry in group(path).items()},
        **group("/{}/about/", ("hy", "en")),
        **pieces,
        **group(f"/{{}}/topics/{journal.memory.pk}/memory/"),
        **{place: entry for path in people for place, entry in group(path).items()},
    }


def test_every_address_in_it_answers_without_a_detour_and_names_itself_the_right_one() -> None:
    create_journal()
    found = read_sitemap()
    pages = {place: get(place.removeprefix(SITE)) for place in found}
    assert {place: page.status_code for place, page in pages.items()} == dict.fromkeys(found, 200)
    said = {}
    for place, page in pages.items():
        root = etree.HTML(page.content.decode())
        (canonical,) = root.xpath("//link[@rel='canonical']/@href")
        links = root.xpath("//link[@rel='alternate' and @hreflang]")
        said[place] = canonical, [(link.get("hreflang"), link.get("href")) for link in links]
    assert said == {place: (place, links) for place, (_changed, links) in found.items()}


def test_a_large_journal_has_an_index_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "GROUPS_IN_A_SITEMAP", 100)
    articles = [create_piece(languages=("hy", "en")) for _ in range(3)]
    whole = read_sitemap()
    assert (read_sitemap("/sitemap-1.xml"), get("/sitemap-2.xml").status_code) == (whole, 404)
    monkeypatch.setattr(sitemap, "GROUPS_IN_A_SITEMAP", 2)
    caches["press"].clear()
    index = etree.fromstring(get("/sitemap.xml").content)
    assert index.tag == f"{SITEMAP}sitemapindex"
    parts = [one.text or "" for one in index.findall(f"{SITEMAP}sitemap/{SITEMAP}loc")]
    assert parts == [f"{SITE}/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    read = [read_sitemap(part.removeprefix(SITE)) for part in parts]
    assert {place: entry for part in read for place, entry in part.items()} == whole
    assert sum(map(len, read)) == len(whole)
    pieces = [f"{SITE}{find_path(article, code)}" for article in articles for code in ("hy", "en")]
    assert [list(part) for part in read[-2:]] == [pieces[:4], pieces[4:]]
    assert get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_the_rules_bite() -> None:
    here, there = f"{SITE}/en/", f"{SITE}/de/"
    assert find_alternate_faults({here: [("en", here), ("de", there)], there: [("en", here), ("de", there)]}) == []
    assert find_alternate_faults({here: [("de", there)]}) == [
        f"{here}: does not name itself",
        f"{here}: {there} is not there",
    ]
    assert find_alternate_faults({here: [("en", here), ("de", there)], there: [("de", there)]}) == [
        f"{here}: {there} names others"
    ]
    wrong = (
        f'<urlset xmlns="{SITEMAP[1:-1]}" xmlns:xhtml="{XHTML[1:-1]}">'
        f"<url><lastmod>yesterday</lastmod><loc>https://elsewhere.example/</loc></url></urlset>"
    )
    assert find_sitemap_faults(wrong.encode(), SITE) == [
        "https://elsewhere.example/: one loc, first",
        "https://elsewhere.example/: no address of the site",
        "https://elsewhere.example/: yesterday",
        "https://elsewhere.example/: does not name itself",
    ]
