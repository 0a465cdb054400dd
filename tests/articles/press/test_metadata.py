"""What machines read of pages: structured data, Open Graph, and what scholars' tools look for."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test.utils import override_settings

from articles import workflow
from articles.choices import Act
from articles.models import Article
from journal.columns import write
from tests.articles.press.mixed import SITE
from tests.articles.press.pieces import (
    create_person,
    create_piece,
    create_topic,
    credit,
    make_notes,
    revise,
    rewrite,
    translate,
)
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, tree
from tests.factories import create_article, create_image, find_chief, find_version, make_texts, publish

pytestmark = pytest.mark.django_db

PUBLISHER = {"@type": "NewsMediaOrganization", "@id": f"{SITE}/#journal", "name": "Enface", "url": f"{SITE}/"}
DEFAULT_IMAGE = f"{SITE}/static/press/share.png"


def read_structured(response: HttpResponse) -> list[dict[str, Any]]:
    """The things of the one JSON-LD script of a page."""
    (script,) = tree(response).xpath("//script[@type='application/ld+json']")
    data = json.loads(script.text)
    assert data.pop("@context") == "https://schema.org"
    return data.pop("@graph", [data])


def read_article(response: HttpResponse) -> dict[str, Any]:
    return read_structured(response)[0]


def work(article: Article, language: str, **more: str) -> dict[str, str]:
    """A version as another one names it."""
    return {"@type": "Article", "@id": SITE + find_path(article, language), "inLanguage": language, **more}


def test_structured_data_of_an_original_says_everything_of_it() -> None:
    article = create_piece(languages=("hy", "en", "de"))
    anna = create_person("anna", hy="Աննա", en="Anna")
    anna.orcid, anna.website = "0000-0002-1825-0097", "https://anna.example/"
    anna.save()
    write(anna, {"affiliation": "Ակադեմիա"}, "hy")
    credit(anna, article)
    credit(create_person("ed", hy="Էդ"), article, role="editor", alias="E.")
    credit(create_person("pia", hy="Փիա"), article, role="photographer")
    memory = create_topic("memory", hy="Հիշողություն")
    article.topics.set([memory])
    given = {"licence": "CC-BY-SA-4.0", "first_published_in": "Elsewhere", "first_published_url": "https://x.example/1"}
    Article.objects.filter(pk=article.pk).update(**given)
    url = SITE + find_path(article, "hy")
    pia = article.credits.get(role="photographer").author
    assert read_structured(get(find_path(article, "hy"))) == [
        {
            "@type": "Article",
            "@id": url,
            "headline": "Title hy first",
            "image": DEFAULT_IMAGE,
            "inLanguage": "hy",
            "datePublished": "2020-05-04T10:00:00+00:00",
            "dateModified": "2020-05-04T10:00:00+00:00",
            "license": "https://creativecommons.org/licenses/by-sa/4.0/",
            "publisher": PUBLISHER,
            "isPartOf": {"@type": "Periodical", "@id": f"{SITE}/#periodical", "name": "Enface"},
            "citation": ["Note a1 hy.", "Note b2 hy."],
            "author": [
                {
                    "@type": "Person",
                    "name": "Աննա",
                    "url": f"{SITE}/hy/people/{anna.pk}/anna/",
                    "sameAs": ["https://orcid.org/0000-0002-1825-0097", "https://anna.example/"],
                }
            ],
            "editor": [{"@type": "Person", "name": "E."}],
            "contributor": [
                {
                    "@type": "Person",
                    "name": "Փիա",
                    "url": f"{SITE}/hy/people/{pia.pk}/pia/",
                }
            ],
            "isBasedOn": [{"@type": "CreativeWork", "name": "Elsewhere", "url": "https://x.example/1"}],
            "workTranslation": [work(article, "en"), work(article, "de")],
        },
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Enface", "item": f"{SITE}/hy/"},
                {
                    "@type": "ListItem",
                    "position": 2,
                    "name": "Հիշողություն",
                    "item": f"{SITE}/hy/topics/{memory.pk}/memory/",
                },
            ],
        },
    ]


def test_structured_data_of_a_translation_names_its_translator_its_way_and_its_corrections() -> None:
    article = create_piece(languages=("hy", "en"))
    publish(translate(article, "de", source="en"), at=LATER)
    credit(create_person("ben", de="Ben"), article, "de", role="translator", alias="B. N.")
    day = LATER + timedelta(days=1)
    version = rewrite(article, "de", word="second", at=day)
    workflow.apply(version, Act.PUBLISH, by=find_chief(), at=day, significance="typo", correction="It was </script>.")
    data = read_article(get(find_path(article, "de")))
    names = ("author", "translator", "translationOfWork", "isBasedOn", "workTranslation", "dateModified", "correction")
    assert {name: data.get(name) for name in names} == {
        "author": None,
        "translator": [{"@type": "Person", "name": "B. N."}],
        "translationOfWork": work(article, "hy", headline="Title hy first"),
        "isBasedOn": [work(article, "en", headline="Title en first")],
        "workTranslation": None,
        "dateModified": "2020-05-07T10:00:00+00:00",
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "It was </script>.",
                "datePublished": "2020-05-07T10:00:00+00:00",
            }
        ],
    }
    workflow.apply(find_version(article), Act.WITHDRAW, by=find_chief(), at=day, reason="Gone.")
    data = read_article(get(find_path(article, "de")))
    assert [data.get(name) for name in names[2:4]] == [None, [work(article, "en", headline="Title en first")]]


def test_citations_are_whole_references_among_the_notes_as_many_as_there_is_room_for() -> None:
    keys = [f"k{number}" for number in range(20)]
    body = "<p>Text" + "".join(f'<sup data-note="{key}"></sup>' for key in keys) + ".</p>"
    notes = make_notes("ka", *keys)
    notes["k0"] = {"html": '<p>A <em>b</em> &amp; <a href="https://x.example/">c</a>.</p>'}
    notes["k1"] = {"html": "<p>Only a remark.</p>", "kind": "remark"}
    notes["k2"] = {"html": "<p>" + "სიტყვა " * 50 + "</p>"}
    notes["k3"] = {"html": "<p>" + "სიტყვა " * 43 + "ბოლო.</p>"}
    article = create_article(language="ka", texts=make_texts("ka", body=body), notes=notes, at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    citations = read_article(get(find_path(article, "ka")))["citation"]
    short = [f"Note {key} ka." for key in keys[4:]]
    assert citations == ["A b & c.", "სიტყვა " * 43 + "ბოლო.", *short[:5]]
    assert 890 < sum(len(text.encode()) for text in citations) <= 900


def test_a_title_cannot_leave_the_script_or_an_attribute() -> None:
    title = "</script><script>alert(1)</script> \" ' & <!--"
    article = create_article(
        language="en", texts={**make_texts("en"), "title": title, "standfirst": title}, at=LONG_AGO
    )
    publish(find_version(article), at=LONG_AGO)
    response = get(find_path(article, "en"))
    stored = read_article(response)["headline"]
    assert stored == tree(response).xpath("string(//h1)") == title
    assert attributes(response, "//meta[@name='description']", "content") == [(title,)]
    assert attributes(response, "//meta[@name='citation_title']", "content") == [(title,)]
    assert b"alert(1)</script>" not in response.content
    assert b"<script>alert" not in get("/en/").content + get("/").content + get("/en/feed/").content


def read_tags(path: str) -> list[tuple[str | None, str | None]]:
    """Every `meta` of previews and of scholars' tools, in order."""
    found = attributes(
        get(path),
        "//meta[@property or starts-with(@name, 'citation_') or starts-with(@name, 'twitter:')]",
        "property",
        "name",
        "content",
    )
    return [(prop or name, content) for prop, name, content in found]


@override_settings(SITE_ISSN="1234-5679")
def test_previews_and_scholars_tools_find_every_tag_they_know() -> None:
    article = create_piece(languages=("hy", "en", "ka"))
    anna = create_person("anna", hy="Աննա")
    credit(anna, article)
    credit(create_person("ben", en="Ben"), article, alias="B. N.")
    credit(create_person("cleo", en="Cleo"), article, "en", role="translator")
    article.topics.set([create_topic("memory", en="Memory"), create_topic("war", hy="Պատերազմ")])
    revise(article, "en", word="second", at=LATER)
    url = SITE + find_path(article, "en")
    assert read_tags(find_path(article, "en")) == [
        ("og:description", "Standfirst en second"),
        ("og:type", "article"),
        ("og:title", "Title en second"),
        ("og:url", url),
        ("og:site_name", "Enface"),
        ("og:locale", "en_GB"),
        ("og:locale:alternate", "hy_AM"),
        ("og:locale:alternate", "ka_GE"),
        ("og:image", DEFAULT_IMAGE),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("twitter:card", "summary"),
        ("article:published_time", "2020-05-04T13:00:00+02:00"),
        ("article:modified_time", "2020-05-06T12:00:00+02:00"),
        ("article:author", f"{SITE}/en/people/{anna.pk}/anna/"),
        ("article:tag", "Memory"),
        ("article:tag", "Պատերազմ"),
        ("citation_title", "Title en second"),
        ("citation_author", "Աննա"),
        ("citation_author", "B. N."),
        ("citation_publication_date", "2020/05/04"),
        ("citation_journal_title", "Enface"),
        ("citation_issn", "1234-5679"),
        ("citation_language", "en"),
        ("citation_abstract_html_url", url),
    ]
    links = attributes(get(find_path(article, "en")), "//link[@rel='alternate' and @type]", "type", "href")
    assert links == [
        ("application/x-bibtex", f"/en/{article.pk}/cite.bib"),
        ("application/x-research-info-systems", f"/en/{article.pk}/cite.ris"),
        ("application/vnd.citationstyles.csl+json", f"/en/{article.pk}/cite.json"),
        ("application/atom+xml", "/en/feed/"),
        ("application/feed+json", "/en/feed.json"),
    ]
    assert read_article(get(find_path(article, "en")))["isPartOf"]["issn"] == "1234-5679"


def test_the_lead_image_stands_for_the_page_in_the_size_it_is_shown_in(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    lead = create_image(size=(1900, 950), alt={"en": 'Harbour "A"'})
    article = create_article(language="en", at=LONG_AGO)
    Article.objects.filter(pk=article.pk).update(lead_image=lead)
    publish(find_version(article), at=LONG_AGO)
    address = f"{SITE}/media/{lead.file.name}-1200.jpg"
    path = find_path(article, "en")
    assert [tag for tag in read_tags(path) if "image" in tag[0] or "card" in tag[0]] == [
        ("og:image", address),
        ("og:image:width", "1200"),
        ("og:image:height", "600"),
        ("og:image:alt", 'Harbour "A"'),
        ("twitter:card", "summary_large_image"),
    ]
    assert read_article(get(path))["image"] == {
        "@type": "ImageObject",
        "url": address,
        "caption": 'Harbour "A"',
        "width": 1200,
        "height": 600,
    }
