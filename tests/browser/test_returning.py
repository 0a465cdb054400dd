"""Leaving the desk with something typed and coming back with the Back button: nothing is lost, nothing overwritten."""

import pytest
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.browser.keyboard import expect_numbers, go_to_end, write
from tests.browser.test_notes_desk import NOTES, make_article, open_original, save, sign_in, stored

pytestmark = pytest.mark.django_db(transaction=True)

BODY = '<p>One<sup data-note="k1"></sup></p>'


def go_back(page: Page) -> None:
    """Press the Back button and wait for the editor."""
    page.go_back()
    expect(page.locator("#id_body + .ck-editor")).to_be_visible()


def test_who_leaves_with_something_typed_is_asked_and_finds_it_again(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server)
    article = make_article(body=BODY)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    open_original(page, live_server, article)
    go_to_end(page)
    write(page, " two")
    page.keyboard.press("Control+Alt+F")
    expect(page.locator(".note-open .ck-content")).to_be_focused()
    write(page, "Written.")
    page.goto(f"{live_server.url}/admin/")
    go_back(page)
    expect_numbers(page, "1", "2")
    save(page)
    body, notes = stored(article)
    key = next(key for key in notes if key not in NOTES)
    assert asked == ["beforeunload"]
    assert body == f'<p>One<sup data-note="k1"></sup> two<sup data-note="{key}"></sup></p>'
    assert notes == {"k1": NOTES["k1"]["html"], "k2": NOTES["k2"]["html"], key: "<p>Written.</p>"}


def test_a_text_brought_back_after_saving_does_not_replace_a_newer_one(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server)
    article = make_article(body=BODY)
    open_original(page, live_server, article)
    go_to_end(page)
    write(page, " mine")
    save(page)
    factories.write_text(factories.find_version(article), texts={"body": "<p>Of somebody else.</p>"})
    go_back(page)
    page.locator("button[name=act][value=save]").first.click()
    expect(page.locator("#conflict-heading")).to_be_visible()
    assert stored(article)[0] == "<p>Of somebody else.</p>"


def test_who_goes_back_after_saving_may_go_on(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server)
    article = make_article(body=BODY)
    open_original(page, live_server, article)
    go_to_end(page)
    page.keyboard.press("Control+Alt+F")
    expect(page.locator(".note-open .ck-content")).to_be_focused()
    write(page, "Written.")
    save(page)
    once = stored(article)
    go_back(page)
    expect_numbers(page, "1", "2")
    save(page)
    assert stored(article) == once
