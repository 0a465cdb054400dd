"""Nothing typed is lost: the window is closed, the session ends, the server goes away, somebody else saves first."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Draft
from journal.models import User
from tests import factories
from tests.browser.gate import stand_gate
from tests.browser.keyboard import go_to_end, settle, write
from tests.browser.looks import find_faults
from tests.browser.test_notes_desk import BODY_FIELD, make_article, open_original, stored

pytestmark = pytest.mark.django_db(transaction=True)

SAVE = "button[name=act][value=save]"
SAID = "[data-draft-said]"
NOTHING_LEFT = "() => Object.keys(localStorage).every((key) => !key.startsWith('enface-draft'))"
KEPT = re.compile(r"Draft kept \d\d:\d\d\.")


def leave_field(page: Page) -> None:
    """Go into another field: what was typed is kept at once."""
    page.locator("#id_title").focus()


def restore(page: Page) -> None:
    page.get_by_role("link", name="Restore it").click()
    expect(page.get_by_text("They are not saved yet.")).to_be_visible()
    page.locator("#id_standfirst").focus()  # an editor starts when it comes into view
    expect(page.locator(BODY_FIELD)).to_be_visible()


def press_save(page: Page) -> None:
    page.locator(SAVE).first.click()


def test_a_window_that_is_closed_and_a_session_that_ends_lose_nothing(page: Page, live_server: LiveServer) -> None:
    article = make_article(body="<p>One</p>")
    _let_in(page, factories.find_chief())
    open_original(page, live_server, article)
    go_to_end(page)
    write(page, " two")
    page.keyboard.press("Control+Alt+F")
    expect(page.locator(".note-open .ck-content")).to_be_focused()
    write(page, "A note.")
    leave_field(page)
    expect(page.locator(SAID)).to_have_text(KEPT)
    assert stored(article) == ("<p>One</p>", {})
    context = page.context
    page.close()

    page = context.new_page()
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    expect(page.get_by_role("heading", name=re.compile("and did not save it"))).to_be_visible()
    assert find_faults(page, widths=(320,)) == []
    restore(page)
    press_save(page)
    expect(page.locator(".messagelist")).to_be_visible()
    body, notes = stored(article)
    (key,) = notes
    assert (body, notes) == (f'<p>One two<sup data-note="{key}"></sup></p>', {key: "<p>A note.</p>"})
    expect(page.get_by_text("did not save it")).to_have_count(0)

    Session.objects.all().delete()
    page.locator("#id_subtitle").fill("Typed after the session had ended")
    leave_field(page)
    expect(page.get_by_role("link", name="Sign in in a new window, then go on here")).to_be_visible()
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new window, then go on here").click()
    _sign_in_by_form(opened.value)
    expect(opened.value.get_by_text("You can close this window")).to_be_visible()
    page.locator("#id_subtitle").fill("Typed after signing in again")
    leave_field(page)
    expect(page.locator(SAID)).to_have_text(KEPT)
    Session.objects.all().delete()
    press_save(page)
    expect(page.get_by_role("alert")).to_contain_text("Your words are still on this page")
    assert find_faults(page, widths=(320,)) == []
    _sign_in_by_form(page, prefix="sign-in-")
    expect(page.locator(".messagelist")).to_have_text("Saved.")
    article.refresh_from_db()
    assert article.subtitle_en == "Typed after signing in again"
    page.wait_for_function(NOTHING_LEFT)


def _sign_in_by_form(page: Page, *, prefix: str = "") -> None:
    page.fill(f"[name={prefix}username]", "chief")
    page.fill(f"[name={prefix}password]", "password")
    page.locator(f"form:has([name={prefix}username]) [type=submit]").click()


def test_a_server_that_goes_away_in_the_middle_of_a_save_loses_nothing(page: Page, live_server: LiveServer) -> None:
    article = make_article(body="<p>One</p>")
    with stand_gate(live_server.url) as gate:
        _let_in(page, factories.find_chief())  # cookies know no ports
        page.goto(f"{gate.url}/admin/articles/article/{article.pk}/change/")
        page.locator(BODY_FIELD).click()
        go_to_end(page)
        write(page, " two")
        leave_field(page)
        expect(page.locator(SAID)).to_have_text(KEPT)
        gate.shut()
        page.locator("#id_subtitle").fill("Typed without a server")
        leave_field(page)
        expect(page.locator(SAID)).to_have_text("Draft not kept: no connection. Your words are kept in this browser.")
        page.locator("#id_subtitle").fill("Sent without a server")
        with page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
            press_save(page)
        expect(page.locator(SAVE)).to_have_count(0)  # the browser's own page
        gate.open()
        with page.expect_response(lambda answer: "offers=1" in answer.url):  # what the browser kept is offered, too
            page.goto(f"{gate.url}/admin/articles/article/{article.pk}/change/")
        page.wait_for_function(NOTHING_LEFT)
        settle(page)
        expect(page.get_by_text("did not save it")).to_have_count(1)
        restore(page)
        press_save(page)
        expect(page.locator(".messagelist")).to_have_text("Saved.")
    article.refresh_from_db()
    assert (article.subtitle_en, stored(article)[0]) == ("Sent without a server", "<p>One two</p>")


def test_two_people_see_each_other_and_choose_between_their_texts(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    article = make_article(body="<p>One walks by the lake.</p><p>Two sit by the stove.</p>")
    _let_in(page, factories.find_chief())
    emma = factories.create_user(memberships=[("edit", "en")], first_name="Emma")
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    hers = context.new_page()
    _let_in(hers, emma)
    open_original(page, live_server, article)
    open_original(hers, live_server, article)
    go_to_end(hers)
    write(hers, " Then they sing.")
    leave_field(hers)
    expect(hers.locator("[data-present]")).to_have_text("chief has this open.")
    expect(hers.locator(SAID)).to_have_text(KEPT)
    page.locator("#id_subtitle").fill("Of mine")
    leave_field(page)
    expect(page.locator("[data-present]")).to_contain_text("Emma has this open, with words not saved yet")
    hers.locator("#id_title").fill("Of hers")
    press_save(hers)
    expect(hers.locator(".messagelist")).to_be_visible()

    page.locator("#id_title").fill("Of mine")
    page.locator("#id_subtitle").focus()
    expect(page.locator("[data-moved]")).to_contain_text("Emma has saved this text since you opened it")
    press_save(page)
    expect(page.locator("#conflict-heading")).to_be_visible()
    assert find_faults(page) == []
    title = page.get_by_role("group", name=re.compile("^Title"))
    expect(title.get_by_label("What you typed")).to_be_checked()
    expect(
        page.get_by_role("group", name=re.compile("^Passage 2")).get_by_label(re.compile("^Emma, saved"))
    ).to_be_checked()
    title.get_by_label(re.compile("^Emma, saved")).check()
    page.get_by_role("button", name="Save with the chosen parts").dblclick()
    expect(page.locator(".messagelist li").first).to_have_text("Saved.")
    article.refresh_from_db()
    assert (article.title_en, article.subtitle_en) == ("Of hers", "Of mine")
    assert stored(article)[0] == "<p>One walks by the lake.</p><p>Two sit by the stove. Then they sing.</p>"
    assert _count_saves(article) == 4
    assert [draft for draft in Draft.objects.all() if "title" in draft.data] == []
    context.close()


def _let_in(page: Page, person: User) -> None:
    """Sign somebody in by the cookie the site itself would set."""
    client = Client()
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "localhost", "path": "/admin/"}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def _count_saves(article: Article) -> int:
    """Return how often the text was begun or saved."""
    return int(article.log.filter(act__in=("start", "save")).count())
