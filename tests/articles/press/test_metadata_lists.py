"""What machines read of pages other than articles, and that all of it agrees on which versions there are."""

import json
from typing import Any

import pytest
from django.test.utils import override_settings
from lxml import etree, html

from articles.press.lists import pieces as lists
from journal.columns import write
from journal.languages import CODES
from tests.articles.press.feed_rules import ATOM
from tests.articles.press.mixed import SITE, create_journal
from tests.articles.press.reader import attributes, find_path, get, tree
from tests.articles.press.sitemap_rules import SITEMAP, XHTML
from tests.articles.press.test_metadata import DEFAULT_IMAGE, PUBLISHER, read_structured, read_tags

pytestmark = pytest.mark.django_db


def list_alternates(path: str) -> list[tuple[str | None, ...]]:
    return attributes(get(path), "//link[@rel='alternate' and @hreflang]", "hreflang", "href")


def test_everything_that_names_versions_names_the_same_ones() -> None:
    """Alternates, switcher, Open Graph, structured data, chooser, sitemap and both feeds."""
    journal = create_journal()
    sitemap = etree.fromstring(get("/sitemap.xml").content)
    in_sitemap = {
        url.findtext(f"{SITEMAP}loc"): {one.get("hreflang"): one.get("href") for one in url.findall(f"{XHTML}link")}
        for url in sitemap
    }
    feeds = {code: etree.fromstring(get(f"/{code}/feed/").content).findall(f"{ATOM}entry") for code in CODES}
    items = {code: json.loads(get(f"/{code}/feed.json").content)["items"] for code in CODES}
    for article in (journal.whole, journal.orphan, journal.alone):
        codes = journal.readable[article.pk]
        url = {code: SITE + find_path(article, code) for code in codes}
        neutral = f"{SITE}/{article.pk}/"
        chooser = html.document_fromstring(get(f"/{article.pk}/").content.decode())
        assert dict(list_alternates(f"/{article.pk}/")) == {**url, "x-default": neutral}
        assert [SITE + one for one in chooser.xpath("//main//a/@href") if one.count("/") > 3] == [*url.values()]
        for code in codes:
            page = tree(get(find_path(article, code)))
            found: dict[str, Any] = {
                "alternates": list_alternates(find_path(article, code)),
                "canonical": page.xpath("//link[@rel='canonical']/@href"),
                "switcher": sorted(SITE + one for one in page.xpath("//nav[@class='languages']//a[@hreflang]/@href")),
                "locales": len(page.xpath("//meta[starts-with(@property, 'og:locale')]")),
                "sitemap": in_sitemap[url[code]],
            }
            others = {one: address for one, address in url.items() if one != code}
            assert found == {
                "alternates": [*url.items(), ("x-default", neutral)],
                "canonical": [url[code]],
                "switcher": sorted(others.values()),
                "locales": len(codes),
                "sitemap": {**url, "x-default": neutral},
            }
            data = read_structured(get(find_path(article, code)))[0]
            related = [data.get("translationOfWork", {}), *data.get("workTranslation", [])]
            named = {one["inLanguage"]: one["@id"] for one in related if one}
            original = "hy" if article == journal.whole else "ka" if article == journal.alone else "be"
            assert named == (others if code == original else {one: url[one] for one in codes if one == original})
            (entry,) = (one for one in feeds[code] if one.findtext(f"{ATOM}id") == f"{SITE}/{code}/{article.pk}/")
            links = [one for one in entry.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
            assert {one.get("hreflang"): one.get("href") for one in links} == url
            (item,) = (one for one in items[code] if one["id"] == f"{SITE}/{code}/{article.pk}/")
            assert {one["language"]: one["url"] for one in item.get("_enface", {}).get("languages", [])} == others
    held = {code: [one.findtext(f"{ATOM}id") for one in feeds[code]] for code in CODES}
    assert sum(map(len, held.values())) == sum(map(len, journal.readable.values()))


def test_the_homes_name_each_other_and_the_front_page_as_default() -> None:
    expected = [*((code, f"{SITE}/{code}/") for code in CODES), ("x-default", f"{SITE}/")]
    assert [list_alternates(path) for path in ("/", "/hy/", "/ru/")] == [expected] * 3


def test_a_short_link_shows_the_original_where_it_is_sent() -> None:
    article = create_journal().whole
    assert read_tags(f"/{article.pk}/") == [
        ("og:type", "article"),
        ("og:title", "Title hy first"),
        ("og:description", "Standfirst hy first"),
        ("og:url", f"{SITE}/{article.pk}/"),
        ("og:site_name", "Enface"),
        ("og:locale", "hy_AM"),
        ("og:locale:alternate", "en_GB"),
        ("og:locale:alternate", "de_DE"),
        ("og:image", DEFAULT_IMAGE),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("twitter:card", "summary"),
    ]


def test_a_list_says_what_it_is_to_previews_and_leads_to_its_feeds() -> None:
    journal = create_journal()
    path = f"/en/people/{journal.anna.pk}/anna/"
    assert read_tags(path) == [
        ("og:url", SITE + path),
        ("og:locale", "en_GB"),
        *(("og:locale:alternate", locale) for locale in ("hy_AM", "be_BY", "ka_GE", "ro_RO", "de_DE", "ru_RU")),
        ("og:type", "profile"),
        ("og:title", "Anna"),
        ("og:site_name", "Enface"),
        ("og:image", DEFAULT_IMAGE),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("twitter:card", "summary"),
    ]
    memory = f"/en/topics/{journal.memory.pk}/memory/"
    for subject, name in ((path, "Anna"), (memory, "Memory")):
        assert attributes(get(subject), "//link[@rel='alternate' and @type]", "type", "href", "title") == [
            ("application/atom+xml", f"{subject}feed/", f"Enface · {name}"),
            ("application/feed+json", f"{subject}feed.json", f"Enface · {name}"),
            ("application/atom+xml", "/en/feed/", "Enface"),
            ("application/feed+json", "/en/feed.json", "Enface"),
        ]
    titles = {p: dict(read_tags(p)).get("og:title") for p in ("/", "/en/", memory, "/en/archive/", "/en/about/")}
    assert titles == {
        "/": "Enface",
        "/en/": "Enface",
        memory: "Memory",
        "/en/archive/": "Archive",
        "/en/about/": "About en",
    }


@override_settings(SITE_PUBLISHER="A Society", SITE_CONTACT="editors@example.org")
def test_homes_and_the_page_about_the_journal_say_who_publishes_it_and_by_which_principles() -> None:
    create_journal()
    described = [
        {
            **PUBLISHER,
            "logo": f"{SITE}/static/press/icon-512.png",
            "email": "editors@example.org",
            "publishingPrinciples": f"{SITE}/en/about/",
            "ethicsPolicy": f"{SITE}/en/about/",
            "correctionsPolicy": f"{SITE}/en/corrections/",
            "masthead": f"{SITE}/en/imprint/",
            "ownershipFundingInfo": f"{SITE}/en/imprint/",
            "parentOrganization": {"@type": "Organization", "name": "A Society"},
        },
        {
            "@type": "WebSite",
            "@id": f"{SITE}/#site",
            "name": "Enface",
            "url": f"{SITE}/",
            "inLanguage": list(CODES),
            "publisher": {"@id": f"{SITE}/#journal"},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{SITE}/en/search/?q={{words}}"},
                "query-input": "required name=words",
            },
        },
    ]
    assert [read_structured(get(path)) for path in ("/", "/en/", "/en/about/")] == [described] * 3
    links = [one for one in described[0].values() if isinstance(one, str) and one.startswith(f"{SITE}/")]
    assert {
        link: get(link.removeprefix(SITE)).status_code for link in links if "/static/" not in link and "#" not in link
    } == {f"{SITE}{path}": 200 for path in ("/", "/en/about/", "/en/corrections/", "/en/imprint/")}


def test_the_page_of_a_person_and_of_a_topic_say_whose_they_are() -> None:
    journal = create_journal()
    anna, memory = journal.anna, journal.memory
    anna.orcid = "0000-0002-1825-0097"
    anna.save()
    write(anna, {"bio": "<p>Writes <em>much</em>.</p>", "affiliation": "Academy"}, "en")
    url = f"{SITE}/en/people/{anna.pk}/anna/"
    person, way = read_structured(get(f"/en/people/{anna.pk}/anna/"))
    assert person == {
        "@type": "ProfilePage",
        "@id": url,
        "inLanguage": "en",
        "mainEntity": {
            "@type": "Person",
            "@id": f"{SITE}/#person-{anna.pk}",
            "name": "Anna",
            "alternateName": ["Աննա"],
            "url": url,
            "sameAs": ["https://orcid.org/0000-0002-1825-0097"],
            "affiliation": {"@type": "Organization", "name": "Academy"},
            "description": "Writes much.",
        },
    }
    steps = [{"@type": "ListItem", "position": 1, "name": "Enface", "item": f"{SITE}/en/"}]
    assert way["itemListElement"] == [
        *steps,
        {"@type": "ListItem", "position": 2, "name": "People", "item": f"{SITE}/en/people/"},
        {"@type": "ListItem", "position": 3, "name": "Anna"},
    ]
    topic, way = read_structured(get(f"/en/topics/{memory.pk}/memory/"))
    assert topic == {
        "@type": "CollectionPage",
        "@id": f"{SITE}/en/topics/{memory.pk}/memory/",
        "name": "Memory",
        "inLanguage": "en",
        "isPartOf": {"@id": f"{SITE}/#site"},
    }
    assert way["itemListElement"] == [
        *steps,
        {"@type": "ListItem", "position": 2, "name": "Topics", "item": f"{SITE}/en/topics/"},
        {"@type": "ListItem", "position": 3, "name": "Memory"},
    ]


def test_a_second_page_of_a_list_names_itself_and_no_other_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    create_journal()
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    path = "/de/?page=2"
    assert attributes(get(path), "//link[@rel='canonical']", "href") == [(SITE + path,)]
    assert list_alternates(path) == []
