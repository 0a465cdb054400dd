"""The board by keyboard: narrowed down, a cell opened, a piece assigned, declined, claimed and checked."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Comment, LogEntry
from tests import factories
from tests.browser.looks import find_faults

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FOCUSED = "document.activeElement.name || document.activeElement.value || document.activeElement.tagName"


def test_the_acts_of_a_cell_are_done_by_keyboard_at_its_place(page: Page, live_server: LiveServer) -> None:
    rights = [("edit", "hy"), ("translate", "de"), ("review", "de"), ("publish", "")]
    lena = factories.create_user(memberships=rights, first_name="Lena", last_name="Vogt")
    article = factories.create_published(working_title="Grenzen", languages=("hy", "de"))
    factories.create_article(working_title="Not in German")
    german = factories.find_version(article, "de")
    factories.change_original(article, word="second", significance="major")
    factories.create_version(article, "ka")
    Comment.objects.create(version=german, text="Why?", at=factories.MORNING)
    client = Client()
    client.force_login(lena)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/admin/"}])

    # Narrowed down: only what was chosen stands in the address
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Search", exact=True).fill("second")
    page.get_by_label("Language", exact=True).select_option("de")
    page.get_by_label("Search", exact=True).press("Enter")
    expect(page.locator(".desk-board tbody > tr")).to_have_count(1)
    assert page.url.removeprefix(live_server.url) == "/admin/?q=second&language=de#pieces-heading"

    # By keyboard to the pieces, and into a cell and out of it
    page.get_by_role("link", name="Skip to the pieces").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Grenzen"
    acts = page.locator(f"#v{german.pk} .cell-acts > summary")
    form = page.locator(f"#v{german.pk} form")
    acts.press("Enter")
    expect(form).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "assignee"
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    expect(acts).to_be_focused()

    # Assigned, given back, claimed
    page.keyboard.press("Enter")
    form.get_by_label("Assignee").press("L")
    form.get_by_role("button", name="Save the assignment").press("Enter")
    cell = page.locator(f"#v{german.pk}")
    expect(cell.locator(".board-done")).to_have_text("The assignment has been saved.")
    expect(cell.locator(".line")).to_contain_text("Lena Vogt")
    assert page.url.removeprefix(live_server.url) == f"/admin/?q=second&language=de#v{german.pk}"
    acts.press("Enter")
    faults = find_faults(page, widths=(768, 1440))
    form.get_by_role("button", name="Decline").press("Enter")
    expect(cell.locator(".board-done")).to_have_text("You have given it back.")
    acts.press("Enter")
    form.get_by_role("button", name="Claim").press("Enter")
    expect(cell.locator(".board-done")).to_have_text("It is yours now.")

    # Refused beside the cell, and then checked
    acts.press("Enter")
    form.get_by_role("button", name="Hand over").press("Enter")
    expect(cell.get_by_role("alert")).to_have_text("Say who takes it over.")
    form.get_by_role("button", name="Checked against revision 2, nothing to change").press("Enter")
    expect(cell.locator(".line-freshness")).to_have_text("up to date")
    assert page.url.removeprefix(live_server.url) == f"/admin/?q=second&language=de#v{german.pk}"
    done = LogEntry.objects.filter(version=german).order_by("pk").values_list("act", flat=True)
    assert (faults, list(done)[-4:]) == ([], ["assign", "decline", "claim", "checked"])
