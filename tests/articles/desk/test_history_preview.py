"""The preview keeps its promise: it is the page readers will get, byte for byte, but for what is named here."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from articles import workflow
from articles.choices import Act
from articles.desk.preview import render_preview
from articles.models import Article
from tests import factories
from tests.articles.desk.forms import sign_in
from tests.articles.press.pieces import (
    BODY,
    create_person,
    create_piece,
    create_topic,
    credit,
    make_notes,
    rewrite,
)
from tests.articles.press.reader import LATER, find_path, get_at, texts
from tests.factories import create_user, find_chief, find_version

pytestmark = pytest.mark.django_db

NAMED = {
    "what machines are told of the address": r'<link rel="(?:canonical|alternate)"[^>]*>\n'
    r'|<meta (?:property="(?:og|article):|name="(?:robots|twitter:|description|citation_))[^>]*>\n?'
    r'|<script type="application/ld\+json">.*?</script>\n?',
    "the notice of the preview": r'<p class="notice">[^<]*(?:Preview|Vorschau)[^<]*</p>',
    "the dates": r'<p class="piece-dates">.*?</p>',
    "where it can be read beside another": r'<p class="piece-facing">.*?</p>',
    "how it is cited": r'<details class="cite">.*?</details>',
    "where it is shared": r'<ul class="share".*?</ul>',
    "the short address": r'<p class="short-address">.*?</p>',
}


def strip(response: HttpResponse) -> str:
    """Return a page without what differs by intent; each kind is there in one of the two."""
    html = response.content.decode()
    for pattern in NAMED.values():
        html = re.sub(pattern, "", html, flags=re.DOTALL)
    return re.sub(r"\n+", "\n", html)


def create_rich_piece() -> Article:
    """A published piece in two languages with credits, a topic, a lead image, one in the text, and links."""
    article = create_piece(languages=("hy", "en"))
    other = create_piece(languages=("hy", "en"))
    harbour, ship = (
        factories.create_image(colour=colour, alt={"en": f"A {name}"}, caption={"en": f"Of a {name}"})
        for name, colour in (("harbour", "teal"), ("ship", "navy"))
    )
    Article.objects.filter(pk=article.pk).update(lead_image=harbour)
    article.topics.add(create_topic("war", en="War", hy="Պատերազմ"))
    credit(create_person("anna", hy="Աննա", en="Anna"), article, alias="A. Nonym")
    credit(create_person("tom", en="Tom"), article, "en", role="translator")
    body = (
        BODY.format("en rich")
        + f'<p><a href="article:{other.pk}">there</a></p><figure data-image="{ship.pk}"></figure>'
    )
    written = factories.make_texts("en", word="rich", body=body)
    factories.write_text(find_version(article, "en"), texts=written, notes=make_notes("en", "a1", "b2"), at=LATER)
    return article


def preview_at(article: Article, *, number: int | None = None) -> HttpResponse:
    request = RequestFactory().get("/admin/")
    request.user, request.session = find_chief(), SessionStore()
    version = find_version(article, "en")
    revision = version.revisions.get(number=number) if number else None
    return render_preview(request, version, at=LATER, revision=revision)


def test_it_is_the_page_readers_will_get_byte_for_byte() -> None:
    article = create_rich_piece()
    shown = preview_at(article)
    factories.publish(find_version(article, "en"), significance="typo", at=LATER)
    published = get_at(find_path(article, "en"), LATER)
    assert strip(shown) == strip(published)
    assert (texts(shown, "//p[@class='byline']"), texts(shown, "//figcaption")) == (
        ["By A. Nonym", "Translated by Tom"],
        ["Of a harbour Photo: Ani, CC BY 4.0", "Of a ship Photo: Ani, CC BY 4.0"],
    )
    both = shown.content.decode() + published.content.decode()
    assert [name for name, pattern in NAMED.items() if not re.search(pattern, both, re.DOTALL)] == []


def test_a_revision_has_the_page_it_had_or_will_have() -> None:
    article = create_rich_piece()
    version = factories.publish(find_version(article, "en"), significance="typo", at=LATER)
    published = get_at(find_path(article, "en"), LATER)
    number = version.revisions.order_by("-number")[0].number
    Article.objects.filter(pk=article.pk).update(lead_image=None)
    rewrite(article, "en", word="later", at=LATER)
    shown = preview_at(article, number=number)
    kept = [strip(page)[strip(page).index("<article") :] for page in (shown, published)]
    assert kept[0] == kept[1]
    scheduled = workflow.apply(
        find_version(article, "en"),
        Act.SCHEDULE,
        by=find_chief(),
        at=LATER,
        when=LATER + timedelta(days=9000),
        significance="typo",
    )
    client = sign_in(create_user(memberships=[("translate", "en")]))
    page = reverse("admin:desk_preview", args=[scheduled.pk])
    newest = client.get(f"{page}?revision={number + 1}")
    assert (texts(newest, "//h1"), newest.status_code) == (["Title en later"], 200)
    assert texts(newest, "//p[@class='notice']") == [f"Preview of revision {number + 1}. Readers cannot see this page."]
    assert (newest["Cache-Control"], newest["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert [client.get(f"{page}?revision={wrong}").status_code for wrong in ("99", "x", "-1")] == [404] * 3
