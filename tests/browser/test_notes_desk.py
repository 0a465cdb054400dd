"""Footnotes on the real screens of the desk: written, pasted from one piece into another, saved and read back."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Footnote
from journal.columns import read
from tests import factories
from tests.browser.keyboard import expect_numbers, go_to_end, paste, settle, write
from tests.browser.looks import find_faults

pytestmark = pytest.mark.django_db(transaction=True)

BODY = '<h2>Head</h2><p>One<sup data-note="k1"></sup> two<sup data-note="k2"></sup> one<sup data-note="k1"></sup></p>'
NOTES = {
    "k1": {"kind": "reference", "html": "<p>The <em>first</em> note.</p>"},
    "k2": {"kind": "remark", "html": "<p>The second.</p>"},
}
BODY_FIELD = "#id_body + .ck-editor .ck-content"


def make_article(*, body: str = BODY, language: str = "en") -> Article:
    return factories.create_article(
        language=language, texts={**factories.make_texts(language), "body": body}, notes=NOTES if "k1" in body else None
    )


def sign_in(page: Page, live_server: LiveServer) -> None:
    """Sign the chief editor in, in a browser whose clipboard works."""
    client = Client()
    client.force_login(factories.find_chief())
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def open_original(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.locator(BODY_FIELD).click()


def save(page: Page) -> None:
    page.locator("button[name=act][value=save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()


def stored(article: Article, language: str = "en") -> tuple[str, dict[str, str]]:
    """Return the text and the notes as the database has them."""
    article = Article.objects.get(pk=article.pk)
    rows = Footnote.objects.filter(article=article).order_by("pk")
    return read(article, "body", language), {row.key: read(row, "text", language) for row in rows}


def test_a_passage_goes_from_one_piece_to_another_with_its_notes(page: Page, live_server: LiveServer) -> None:
    first, second = make_article(), make_article(body='<p>Other<sup data-note="k2"></sup></p>')
    sign_in(page, live_server)
    open_original(page, live_server, first)
    expect_numbers(page, "1", "2", "1")
    page.keyboard.press("Control+A")
    settle(page)
    page.keyboard.press("Control+C")
    other = page.context.new_page()
    open_original(other, live_server, second)
    go_to_end(other)
    other.keyboard.press("Enter")
    other.keyboard.press("Control+V")
    expect_numbers(other, "1", "2", "3", "2")
    save(other)
    expect_numbers(other, "1", "2", "3", "2")
    body, notes = stored(second)
    keys = re.findall(r'data-note="(\w+)"', body)
    assert body == (
        f'<p>Other<sup data-note="k2"></sup></p><h2>Head</h2><p>One<sup data-note="{keys[1]}"></sup> '
        f'two<sup data-note="{keys[2]}"></sup> one<sup data-note="{keys[1]}"></sup></p>'
    )
    assert notes == {"k2": "", keys[1]: "<p>The <em>first</em> note.</p>", keys[2]: "<p>The second.</p>"}
    assert Footnote.objects.get(article=second, key=keys[2]).kind == "remark"
    assert stored(first) == (BODY, {key: note["html"] for key, note in NOTES.items()})


def test_a_note_is_written_with_italics_and_a_link_and_stored(page: Page, live_server: LiveServer) -> None:
    article = make_article(body="<p>Text</p>")
    sign_in(page, live_server)
    open_original(page, live_server, article)
    go_to_end(page)
    page.keyboard.press("Control+Alt+F")
    note = page.locator(".note-open")
    expect(note.locator(".ck-content")).to_be_focused()
    write(page, "See ")
    page.keyboard.press("Control+I")
    write(page, "there")
    page.keyboard.press("Control+I")
    write(page, ", here")
    page.keyboard.press("Control+Shift+ArrowLeft")
    settle(page)
    page.keyboard.press("Control+K")
    page.get_by_label("Link URL").fill("https://example.org/n")
    page.keyboard.press("Enter")
    save(page)
    body, notes = stored(article)
    (key,) = notes
    assert (body, notes) == (
        f'<p>Text<sup data-note="{key}"></sup></p>',
        {key: '<p>See <em>there</em>, <a href="https://example.org/n">here</a></p>'},
    )


def test_a_note_nobody_cites_any_more_is_deleted_or_put_back(page: Page, live_server: LiveServer) -> None:
    article = make_article()
    sign_in(page, live_server)
    open_original(page, live_server, article)
    page.locator(".note-marker").nth(1).click()
    page.keyboard.press("Delete")
    row = page.locator("[data-note-row]", has=page.locator("input[value=k2]"))
    expect(row.get_by_role("heading")).to_have_text("Footnote, not cited in the text")
    row.get_by_label("Delete").check()
    save(page)
    assert stored(article) == (BODY.replace('<sup data-note="k2"></sup>', ""), {"k1": NOTES["k1"]["html"]})


def test_the_translator_writes_the_note_beside_that_of_the_source(page: Page, live_server: LiveServer) -> None:
    article = make_article(language="hy")
    factories.release(factories.find_version(article))
    version = factories.create_version(article, "de")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/translation/{version.pk}/change/")
    page.locator(BODY_FIELD).click()
    write(page, "Eins")
    page.locator("[data-note-row]").first.get_by_role("button", name="Cite at the cursor").click()
    expect_numbers(page, "1")
    page.locator(BODY_FIELD + " .note-marker").click()
    page.keyboard.press("Enter")
    expect(page.locator(".note-open .source")).to_contain_text("The first note.")
    write(page, "Die erste.")
    page.keyboard.press("Escape")
    write(page, " und")
    page.keyboard.press("Control+Alt+F")
    expect(page.locator(".note-open .source")).to_contain_text("Not in the source.")
    write(page, "Anm.")
    page.fill("#id_title", "Titel")
    save(page)
    body, notes = stored(article, "de")
    new = next(key for key in notes if key not in NOTES)
    assert body == f'<p>Eins<sup data-note="k1"></sup> und<sup data-note="{new}"></sup></p>'
    assert notes == {"k1": "<p>Die erste.</p>", "k2": "", new: "<p>Anm.</p>"}


def test_a_press_counts_for_its_button_also_if_the_page_moves_beneath_the_pointer(
    page: Page, live_server: LiveServer
) -> None:
    article = make_article()
    sign_in(page, live_server)
    open_original(page, live_server, article)
    go_to_end(page)
    button = page.locator("[data-note-row]").nth(1).get_by_role("button", name="Cite again at the cursor")
    for far, numbers in ((60, ["1", "2", "1"]), (0, ["1", "2", "1", "2"])):  # drawn away it is no press
        button.scroll_into_view_if_needed()
        settle(page)
        button.hover()
        page.mouse.down()
        page.evaluate("document.querySelector('[data-notes]').style.paddingTop = '90px'")
        if far:
            page.mouse.move(far, far)
        page.mouse.up()
        settle(page)
        expect_numbers(page, *numbers)
        page.evaluate("document.querySelector('[data-notes]').style.paddingTop = ''")


@pytest.mark.parametrize("screen", ["original", "facing"])
def test_an_open_note_has_no_fault_axe_can_find(page: Page, live_server: LiveServer, screen: str) -> None:
    article = make_article(language="hy")
    factories.release(factories.find_version(article))
    version = factories.create_version(article, "de")
    factories.write_text(version, texts={**factories.make_texts("de"), "body": BODY}, notes={}, source_revision=1)
    sign_in(page, live_server)
    path = f"article/{article.pk}" if screen == "original" else f"translation/{version.pk}"
    page.goto(f"{live_server.url}/admin/articles/{path}/change/")
    page.locator(BODY_FIELD).click()
    go_to_end(page)
    paste(
        page,
        '<html><meta name=Generator content="Microsoft Word 15"><p>a<img src=x> <a href="#_ftn1">[1]</a></p></html>',
    )
    for width in (768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".note-marker").first.click()
        page.keyboard.press("Enter")
        expect(page.locator(".note-open")).to_be_visible()
        line, box = page.locator(".note-marker").first.bounding_box(), page.locator(".note-open").bounding_box()
        assert line is not None
        assert box is not None
        assert line["y"] + line["height"] <= box["y"] or line["x"] + line["width"] <= box["x"]
        assert find_faults(page, widths=(width,)) == []
        page.keyboard.press("Escape")


def test_without_script_the_notes_are_an_ordinary_form(browser: Browser, live_server: LiveServer) -> None:
    article = make_article()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    expect(page.locator("[data-note-act]:visible")).to_have_count(0)
    page.fill("#id_body", '<p>New<sup data-note="k9"></sup></p>')
    page.fill("[name=note-2-key]", "k9")
    page.fill("[name=note-2-text]", "<p>Nine.</p>")
    page.check("[name=note-0-DELETE]")
    save(page)
    context.close()
    assert stored(article) == (
        '<p>New<sup data-note="k9"></sup></p>',
        {"k2": NOTES["k2"]["html"], "k9": "<p>Nine.</p>"},
    )
