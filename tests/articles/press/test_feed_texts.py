"""The texts of entries: as on their pages, and right far from them."""

from datetime import timedelta
from typing import Any

import pytest
from lxml import html

from articles import workflow
from articles.choices import Act, Origin
from articles.models import Article
from tests.articles.press.feed_rules import ATOM
from tests.articles.press.mixed import SITE
from tests.articles.press.pieces import create_person, create_piece, credit
from tests.articles.press.reader import LATER, LONG_AGO, find_path, get
from tests.articles.press.test_feeds import create_credited, read_atom, read_json
from tests.factories import (
    create_article,
    create_image,
    create_version,
    find_chief,
    find_version,
    make_texts,
    publish,
    write_text,
)

pytestmark = pytest.mark.django_db


def test_markup_in_a_title_or_standfirst_is_read_as_text() -> None:
    given = {**make_texts("en"), "title": "1 < 2 & <b>", "standfirst": "a < b\n& <i>c</i>"}
    publish(find_version(create_article(language="en", texts=given, at=LONG_AGO)), at=LONG_AGO)
    (entry,) = read_atom("/en/feed/").findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}{name}") for name in ("title", "summary")] == ["1 < 2 & <b>", "a < b & <i>c</i>"]


def test_pictures_links_and_a_correction_are_right_far_from_the_page(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    lead = create_image(size=(1900, 950), alt={"en": "Harbour"}, caption={"en": "One\nTwo"})
    image = create_image(size=(300, 200), alt={"en": 'A "quay"'})
    cited = create_piece(languages=("en", "hy"))
    body = (
        f'<p><a href="article:{cited.pk}#note-a1">Here</a>, <a href="article:987654321">there</a>,'
        f' <a href="https://example.org/?a=1&amp;b=2">elsewhere</a>.</p><figure data-image="{image.pk}"></figure>'
    )
    article = create_article(language="en", texts=make_texts("en", body=body), at=LATER)
    Article.objects.filter(pk=article.pk).update(lead_image=lead)
    publish(find_version(article), at=LATER)
    day = LATER + timedelta(days=1)
    version = write_text(find_version(article), texts=make_texts("en", word="mended", body=body), at=day)
    workflow.apply(version, Act.PUBLISH, by=find_chief(), at=day, significance="typo", correction="It was 3 < 4.")
    entry, _other = read_atom("/en/feed/").findall(f"{ATOM}entry")
    media = f"{SITE}/media/"
    assert entry.findtext(f"{ATOM}updated") == "2020-05-07T10:00:00+00:00"
    assert entry.findtext(f"{ATOM}content") == (
        f'<figure><img src="{media}{lead.file.name}-1200.jpg" alt="Harbour" width="1200" height="600">'
        "<figcaption>One<br>Two<br>Photo: Ani, CC BY 4.0</figcaption></figure>"
        f'<p><a href="{SITE}{find_path(cited, "en")}#note-a1">Here</a>, there,'
        ' <a href="https://example.org/?a=1&amp;b=2">elsewhere</a>.</p>'
        f'<figure><img src="{media}{image.file.name}" alt="A &quot;quay&quot;" width="300" height="200">'
        "<figcaption>Photo: Ani, CC BY 4.0</figcaption></figure>"
        "<p>Correction</p><p>It was 3 &lt; 4.</p>"
    )
    item, _other = read_json("/en/feed.json")["items"]
    assert item["image"] == f"{media}{lead.file.name}-1200.jpg"
    assert item["content_html"] == entry.findtext(f"{ATOM}content")


def test_what_a_machine_wrote_says_so_before_its_first_word() -> None:
    article = create_article(language="hy", at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    version = create_version(article, "en", at=LONG_AGO)
    given = {"texts": make_texts("en", word="machine"), "origin": Origin.MACHINE, "edit_number": version.edit_number}
    workflow.apply(version, Act.SAVE, by=find_chief(), at=LONG_AGO, **given)
    publish(find_version(article, "en"), at=LONG_AGO)
    label = "This is a machine translation. No person has reviewed it."
    (item,) = read_json("/en/feed.json")["items"]
    assert item["content_html"].startswith(f"<p>{label}</p><p>")
    assert item["summary"] == f"{label} Standfirst en machine"


def test_anchors_lead_to_places_that_are_on_the_page() -> None:
    article = create_credited()
    content = read_json("/en/feed.json")["items"][0]["content_html"]
    page = html.document_fromstring(get(find_path(article, "en")).content.decode())
    there = {f"{SITE}{find_path(article, 'en')}#{one}" for one in page.xpath("//@id")}
    linked = set(html.fragment_fromstring(content, create_parent="div").xpath("//@href"))
    assert (len(linked), linked - there) == (5, set())


def test_a_character_that_xml_has_no_place_for_costs_no_feed() -> None:
    article = create_piece(languages=("hy",))
    credit(create_person("ani", hy="Ան\x01ի\ufffe"), article)
    (entry,) = read_atom("/hy/feed/").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name", "").replace(" ", "") == "Անի"
