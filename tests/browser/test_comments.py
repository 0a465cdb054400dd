"""Comments sent by script: what is typed into the text, and into other comments, stays as it is."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import comments
from articles.models import Comment
from tests import factories
from tests.browser.keyboard import expect_numbers, go_to_end, write
from tests.browser.looks import find_faults
from tests.browser.test_notes_desk import BODY_FIELD, make_article, open_original, save, sign_in, stored

pytestmark = pytest.mark.django_db(transaction=True)


def test_comments_are_answered_and_resolved_beside_a_text_that_is_being_typed(
    page: Page, live_server: LiveServer
) -> None:
    article = make_article()
    version = factories.find_version(article)
    thread = comments.add(version, "Which page?", by=factories.find_chief(), at=factories.MORNING, note_key="k2")
    sign_in(page, live_server)
    open_original(page, live_server, article)
    expect_numbers(page, "1", "2", "1")
    go_to_end(page)
    write(page, " typed")
    count = page.locator("[data-comments-of=k2]")
    expect(count).to_have_text("1 open comment")

    page.fill("#comment-text", "Half a thou")
    page.fill(f"#reply-{thread.pk}", "Page 3.")
    page.locator(f"#comment-{thread.pk} button[value=reply]").click()
    expect(page.locator("[data-comments-said]")).to_have_text("Your answer has been added.")
    expect(page.locator(f"#reply-{thread.pk}")).to_be_focused()
    assert [page.input_value(name) for name in (f"#reply-{thread.pk}", "#comment-text")] == ["", "Half a thou"]

    page.fill("#comment-text", "")
    page.locator(".comment-new button").click()
    expect(page.locator("#comment-error")).to_have_text("Write the comment first.")
    page.fill("#comment-text", "And here?")
    page.select_option("#comment-note", "k1")
    page.locator(".comment-new button").dblclick()
    expect(page.locator("[data-comments-of=k1]")).to_have_text("1 open comment")
    assert find_faults(page, inside="#comments") == []

    page.locator(f"#comment-{thread.pk} button[value=resolve]").click()
    expect(page.locator("[data-comments-said]")).to_have_text("The thread has been resolved.")
    expect(page.locator("#comments-resolved summary")).to_be_focused()
    expect(count).to_have_text("")
    page.fill("#comment-text", "Not sent yet")
    expect(page.locator(BODY_FIELD)).to_contain_text(" typed")
    save(page)
    assert stored(article)[0].endswith(" typed</p>")
    assert page.input_value("#comment-text") == "Not sent yet"
    said = [(row.text, row.note_key, row.resolved_at is not None) for row in Comment.objects.order_by("pk")]
    assert said == [("Which page?", "k2", True), ("Page 3.", "k2", False), ("And here?", "k1", False)]
