"""Accessibility of every kind of public page, by axe: light and dark, narrow and wide, three scripts taking turns."""

from itertools import cycle

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles import workflow
from articles.choices import Act
from articles.models import Article
from articles.press import addresses
from journal.models import Page as OwnPage
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, revise
from tests.articles.press.reader import LATER, LONG_AGO, find_path
from tests.browser.looks import find_faults
from tests.factories import find_chief, find_version, make_texts, publish, write_text

RICH = (
    '<h2>{0}</h2><p>{0} <em>em</em> <strong>strong</strong> <a href="https://example.org/">link</a>'
    '<sup data-note="a1"></sup> and <sup>2</sup> H<sub>2</sub>O<sup data-note="b2"></sup>.</p>'
    '<blockquote><p><span lang="en">Quoted</span><sup data-note="a1"></sup></p><p><cite>Them</cite></p></blockquote>'
    '<h3>{0}</h3><ul><li>one</li><li>two</li></ul><ol start="3"><li>three</li></ol><hr>'
    '<table><caption>Table</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
)


def make_journal() -> Article:
    """A piece in three scripts with everything a page can show, one language of it withdrawn, and a foreign one."""
    article = create_piece(languages=("hy", "ka", "de", "ru"))
    for code in ("hy", "ka", "de"):
        texts = make_texts(code, body=RICH.format(code))
        written = write_text(find_version(article, code), texts=texts, at=LATER)
        publish(written, correction="A name was wrong.", at=LATER)
    revise(article, word="changed", significance="major", at=LATER)
    workflow.apply(find_version(article, "ru"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    person, topic = create_person("anna", hy="Աննա Անուն"), create_topic("memory", ka="მეხსიერება")
    person.bio_hy, person.affiliation_hy = "<p>Գրող <em>է</em>։</p>", "Երևան"
    person.website, person.orcid = "https://example.org/", "0000-0002-1825-0097"
    person.save()
    credit(person, article)
    credit(person, article, "de", role="translator")
    article.topics.add(topic)
    create_piece(languages=("be", "en"), at=LONG_AGO)
    rows = "<h2>One</h2><p>Text <em>em</em>.</p><ul><li>one</li></ul>"
    OwnPage.objects.create(key="about", title_hy="Մեր մասին", body_hy=rows, title_ka="ჩვენ შესახებ", body_ka=rows)
    return article


def list_pages(article: Article) -> list[str]:
    """An address of every kind of page a reader can meet. The article, its frame and its notes in three scripts; of
    the other kinds, which differ in their words only, each in the next of the three."""
    person, topic = article.credits.get().author, article.topics.get()
    paths = ["/", f"/{article.pk}/", "/nowhere", f"/ru/{article.pk}/", f"/en/{article.pk}/"]
    paths += [find_path(article, code) for code in ("hy", "ka", "de")]
    kinds = [
        addresses.home,
        addresses.people,
        addresses.topics,
        addresses.archive,
        addresses.corrections,
        lambda code: addresses.archive(code, LONG_AGO.year),
        lambda code: addresses.person(code, person.pk, person.slug),
        lambda code: addresses.topic(code, topic.pk, topic.slug),
        lambda code: addresses.facing(code, article.pk, f"title-{code}-first", "hy" if code == "de" else "de"),
        lambda code: f"{addresses.search(code)}?q=title",
        lambda code: f"{addresses.search(code)}?q=nowhere",
        lambda code: addresses.page(code, "about"),
        lambda code: addresses.page(code, "imprint"),
        lambda code: f"{addresses.home(code)}nowhere/",
    ]
    return paths + [address(code) for address, code in zip(kinds, cycle(("hy", "ka", "de")), strict=False)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_page_has_a_fault_axe_can_find(page: Page, live_server: LiveServer) -> None:
    faults = {}
    for path in list_pages(make_journal()):
        page.goto(f"{live_server.url}{path}")
        # the colours of the other kinds do not depend on the width
        faults[path] = find_faults(page, dark=None if page.locator(".piece, .cards-led").count() else (1280,))
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.django_db(transaction=True)
def test_the_pages_need_no_script_and_keep_to_their_policy(page: Page, live_server: LiveServer) -> None:
    article = make_journal()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in (find_path(article, "de"), "/de/", "/", f"/{article.pk}/"):
        page.goto(f"{live_server.url}{path}")
    page.goto(f"{live_server.url}{find_path(article, 'de')}")
    page.locator("a[role=doc-noteref]").first.click()
    assert page.url.endswith("#note-a1")
    page.locator("#note-a1 a[role=doc-backlink]").last.click()
    assert page.url.endswith("#noteref-a1-2")
    assert page.context.cookies() == []
    assert said == []


@pytest.mark.django_db(transaction=True)
def test_a_keyboard_reaches_the_text_first(page: Page, live_server: LiveServer) -> None:
    article = create_piece(languages=("de",))
    page.goto(f"{live_server.url}{find_path(article, 'de')}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content(
        '<html lang="hy"><title>x</title><style>p {color: #999} @media (prefers-color-scheme: dark) {main {background: '
        "black} p {color: white} @media (width > 400px) {p {color: #333}}}</style><main><h1>x</h1><p>pale</p><img "
        'src="x"><div style="width: 2000px">wide</div></main>'
    )
    assert {(place, rule) for place, rule, _elements in find_faults(page)} == {
        ("320 light", "color-contrast"),
        ("320 light", "image-alt"),
        ("1280 light", "color-contrast"),
        ("1280 light", "image-alt"),
        ("1280 dark", "color-contrast"),
        ("1280", "scrolls sideways"),
        ("320", "scrolls sideways"),
    }
