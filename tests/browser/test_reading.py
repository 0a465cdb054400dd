"""What scripts add for readers: the place kept from one language to another, a hint, a copied link. And all without."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import find_path
from tests.browser.looks import find_faults
from tests.browser.reading import SETTLE, create_long_piece

GO = "(one) => scrollTo({ top: one.getBoundingClientRect().top + scrollY - 40, behavior: 'instant' })"
PLACE = "(link) => { link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); return link.hash; }"
TOP = "() => scrollTo({ top: 0, behavior: 'instant' })"


@pytest.mark.django_db(transaction=True)
def test_without_script_the_notes_are_links_there_and_back(browser: Browser, live_server: LiveServer) -> None:
    address = f"{live_server.url}{find_path(create_long_piece(), 'hy')}"
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".notes li").last).not_to_be_in_viewport()
    page.click("#noteref-e5")
    assert page.url == f"{address}#note-e5"
    expect(page.locator("#note-e5")).to_be_in_viewport()
    page.click("#note-e5 a[role=doc-backlink]")
    assert page.url == f"{address}#noteref-e5"
    expect(page.locator("#noteref-e5")).to_be_in_viewport()
    assert page.locator("button[data-copy]:visible, .hint").count() == 0
    context.close()

    # The same in a browser that knows no popovers
    context = browser.new_context(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    context.add_init_script("delete HTMLElement.prototype.showPopover")
    page = context.new_page()
    page.goto(address)
    page.click("#noteref-e5")
    assert page.url == f"{address}#note-e5"
    expect(page.locator("#note-e5")).to_be_in_viewport()
    context.close()


@pytest.mark.django_db(transaction=True)
def test_the_place_is_kept_and_the_address_copied(page: Page, live_server: LiveServer) -> None:
    article = create_long_piece()
    german = f"{live_server.url}{find_path(article, 'de')}"
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{live_server.url}{find_path(article, 'hy')}")
    link = page.locator(".languages a[hreflang=de]").first

    places = [link.evaluate(PLACE)]
    for anchor in ("#p-7", "#s-2", "#p-16"):
        page.locator(anchor).evaluate(GO)
        places.append(link.evaluate(PLACE))
    assert places == ["", "#p-7", "#s-2", "#p-16"]

    # What the address names, while it is in view; in the margin a note
    page.evaluate("location.hash = 'note-f6'")
    assert link.evaluate(PLACE) == "#note-f6"
    page.evaluate("location.hash = 'note-d4'")  # an editor's note: the other language may not have it
    assert link.evaluate(PLACE) == "#p-5"
    page.evaluate("location.hash = 'noteref-d4'")
    assert link.evaluate(PLACE) == "#p-5"
    page.locator("#p-2").evaluate(GO)
    assert link.evaluate(PLACE) == "#p-2"

    facing = page.locator("a[href*='/facing/de/']").first
    assert facing.evaluate(PLACE) == "#p-2"

    # A copied address is that of the page, and the button says so
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(".share button[data-copy]")
    address = page.locator("link[rel=canonical]").get_attribute("href")
    button.click()
    expect(page.locator(".share [role=status]")).to_have_text(button.get_attribute("data-copied") or "")
    assert page.evaluate("navigator.clipboard.readText()") == address

    # Whoever goes up to the links after having read comes from where they read
    page.locator("#p-15").evaluate(GO)
    page.wait_for_timeout(1_200)
    page.evaluate(TOP)
    link.click()
    page.wait_for_url(f"{german}#p-15")
    expect(page.locator("#p-15")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 0

    # A text with fewer paragraphs opens at its last
    page.goto(f"{german}#p-20")
    expect(page.locator("#p-16")).to_be_in_viewport()
    page.evaluate(SETTLE)

    # In the list of notes a note is the place
    page.set_viewport_size({"width": 700, "height": 800})
    page.goto(f"{german}?")
    page.evaluate(SETTLE)
    page.locator("#note-b2").evaluate(GO)
    link = page.locator(".languages a[hreflang=hy]").first
    assert link.evaluate(PLACE) == "#note-b2"

    # Whoever came to a note and goes to the links at once comes from it
    page.goto(f"{german}#note-b2")
    page.evaluate(TOP)
    assert link.evaluate(PLACE) == "#note-b2"


@pytest.mark.django_db(transaction=True)
def test_a_page_in_another_language_offers_the_readers_own(
    browser: Browser, page: Page, live_server: LiveServer
) -> None:
    article: Article = create_piece(languages=("hy", "en"))
    armenian, english = (f"{live_server.url}{find_path(article, code)}" for code in ("hy", "en"))
    stored = "() => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    hint = page.locator(".hint")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(armenian)
    offer, close = hint.locator("a"), hint.locator("button")
    assert hint.get_attribute("lang") == "en"
    expect(offer).to_have_text("This page can also be read in English.")
    expect(hint).to_be_in_viewport(ratio=1)
    shift = "() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().length)).observe("
    shift += "{ type: 'layout-shift', buffered: true }) || setTimeout(done, 100, 0))"
    assert page.evaluate(shift) == 0
    assert find_faults(page) == []
    assert page.evaluate(stored) == [""]

    # By the keyboard it is the last thing on the page; the link leads there, and there nothing is offered
    offer.click()
    page.wait_for_url(english)
    expect(hint).to_have_count(0)
    page.locator(".languages a[hreflang=hy]").first.click()
    page.wait_for_url(armenian)  # chosen here
    expect(hint).to_have_count(0)
    page.goto(armenian)
    close.click()
    expect(hint).to_have_count(0)
    assert page.evaluate(stored) == ["", "no-language-hint"]
    page.goto(armenian)
    expect(hint).to_have_count(0)
    assert page.context.cookies() == []

    # Somebody who reads Armenian is offered nothing
    context = browser.new_context(locale="hy-AM")
    other = context.new_page()
    other.goto(armenian)
    assert (other.evaluate("navigator.languages[0]"), other.locator(".hint").count()) == ("hy-AM", 0)
    context.close()
