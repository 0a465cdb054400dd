"""Notes as they are read: in the margin where it has room, else beside a marker when asked for; always one list."""

import pytest
from django.conf import settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import find_path
from tests.browser.looks import ENLARGE, SCROLLS, enlarge, find_faults
from tests.browser.reading import NOTES, READ_NOTES, SETTLE, create_long_piece

IDS = [f"note-{key}" for key in NOTES]
LISTED = {"ids": IDS, "copies": [1] * 6, "isInMargin": "false", "isInOrder": True, "meetsBlocks": [], "heading": True}
BESIDE = {**LISTED, "isInMargin": "true"}

READ_OPEN = """() => {
  const [note, ...more] = document.querySelectorAll(":popover-open");
  const expanded = Array.from(document.querySelectorAll("[aria-expanded]"), (marker) => marker.id);
  if (!note) return [expanded, document.activeElement.id];
  const { left, right, top, bottom } = note.getBoundingClientRect();
  const marker = document.getElementById(expanded[0]).getBoundingClientRect();
  const fits = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  const covers = top < marker.bottom && bottom > marker.top;
  const number = getComputedStyle(note, "::before").content.replace("attr(data-number)", note.dataset.number);
  return [[note.id, ...more.map(({ id }) => id)], expanded, document.activeElement.id, fits, covers, number];
}"""
WHERE = (
    "() => [scrollY, ...Array.from(document.querySelectorAll('.notes, .footer'), (e) => e.getBoundingClientRect().top)]"
)
READ_PRINTED = """() => {
  const after = (link) => {
    const { content } = getComputedStyle(link, "::after");
    return content.replace("attr(href)", `"${link.getAttribute("href")}"`).replaceAll(/" ?"|^"|"$/g, "");
  };
  const seen = (selector) => Array.from(document.querySelectorAll(selector)).filter((one) => one.checkVisibility());
  return [
    seen(":is(.prose, .notes) a:not([role])").map(after),
    seen(".short-address a").map((link) => link.textContent),
    seen("nav a, [aria-current], button, form, details, [role=doc-backlink], .footer a").map((one) => one.textContent),
  ];
}"""
"""What stands after the links of the text and its notes, the short address, and what could be clicked around them."""
MEASURE = "(all) => all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => [width, height])"
FLAT = "(root) => Array.from(document.querySelectorAll('.notes li'), (note) => getComputedStyle(note).position)"


def read(page: Page) -> dict[str, object]:
    """Return what the window shows of the notes, once it has come to rest, but for which stand level."""
    page.evaluate(SETTLE)
    return {name: found for name, found in page.evaluate(READ_NOTES).items() if name != "isLevel"}


def bring(page: Page, selector: str) -> None:
    """Scroll an element to the middle of the window, at once."""
    page.locator(selector).first.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")


@pytest.mark.django_db(transaction=True)
def test_notes_stand_in_the_margin_beside_their_markers(page: Page, live_server: LiveServer) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    cited = create_piece(languages=("hy",))
    article = create_long_piece(cited=cited.pk)
    page.goto(f"{live_server.url}{find_path(article, 'hy')}")
    assert read(page) == BESIDE
    # c3 makes way for b2, which is long
    assert page.evaluate(READ_NOTES)["isLevel"] == ["note-a1", "note-b2", "note-d4", "note-e5", "note-f6"]

    # They make way for a table that sticks out
    page.locator(".prose table").evaluate("(table) => table.style.setProperty('width', '75rem')")
    page.locator(".prose table").evaluate("(table) => table.style.setProperty('margin-block-start', '-15rem')")
    shown = read(page)
    assert (shown["isInMargin"], shown["isInOrder"], shown["meetsBlocks"]) == ("true", True, [])
    assert "note-e5" not in page.evaluate(READ_NOTES)["isLevel"]
    page.locator(".prose table").evaluate("(table) => table.removeAttribute('style')")

    # A marker lights up its note, a note its markers
    lit = "() => Array.from(document.querySelectorAll('.lit'), (one) => one.id)"
    bring(page, "#noteref-d4")
    page.hover("#noteref-d4")
    assert page.evaluate(lit) == ["noteref-d4", "note-d4"]
    page.mouse.move(2, 2)
    page.locator("#note-a1 a").first.focus()
    assert page.evaluate(lit) == ["noteref-a1", "noteref-a1-2", "note-a1"]

    # A link to a note in view marks it and leaves the page where it is; one to a note elsewhere brings it into view
    bring(page, "#noteref-d4")
    before = page.evaluate(WHERE)
    page.click("#noteref-d4")
    assert (page.evaluate(WHERE), page.evaluate("document.querySelector(':target').id")) == (before, "note-d4")
    page.click("#note-d4 a[role=doc-backlink]")
    assert (page.evaluate(WHERE), page.evaluate("document.querySelector(':target').id")) == (before, "noteref-d4")
    page.evaluate("location.hash = 'note-f6'")
    in_view = "(note) => note.getBoundingClientRect().top >= 0 && note.getBoundingClientRect().bottom <= innerHeight"
    assert page.locator("#note-f6").evaluate(in_view)
    assert find_faults(page, widths=(1440,)) == []

    # In a narrow window, on paper, in large letters, and where there is more to note than to say: a list
    page.set_viewport_size({"width": 700, "height": 900})
    assert (read(page), page.evaluate(FLAT)) == (LISTED, ["static"] * 6)
    assert page.locator("#note-f6").evaluate(in_view)  # whoever reads a note goes on reading it
    page.set_viewport_size({"width": 1440, "height": 900})
    assert read(page) == BESIDE
    page.emulate_media(media="print")
    assert (read(page), page.evaluate(FLAT)) == (LISTED, ["static"] * 6)
    linked = [find_path(cited, "hy"), "https://example.org/"]
    short = f"{settings.SITE_URL}/{article.pk}/"
    assert page.evaluate(READ_PRINTED) == [[f" ({address})" for address in linked], [short], [short]]
    page.emulate_media(media="screen")
    assert read(page) == BESIDE
    page.evaluate(ENLARGE, "200%")
    assert (read(page), page.evaluate(FLAT), page.evaluate(SCROLLS)) == (LISTED, ["static"] * 6, False)
    page.evaluate(ENLARGE, "")
    assert enlarge(page, widths=(1024, 1440)) == []
    assert read(page) == BESIDE
    page.evaluate("document.querySelectorAll('.prose > p:not(:has(a)), .prose > table').forEach((one) => one.remove())")
    page.evaluate("document.querySelectorAll('.prose > p').forEach((one) => one.replaceChildren(...one.children))")
    assert (read(page)["ids"], page.evaluate(FLAT)) == (IDS, ["static"] * 6)
    assert said == []


@pytest.mark.django_db(transaction=True)
def test_a_marker_opens_its_note_where_the_margin_has_no_room(page: Page, live_server: LiveServer) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(reduced_motion="reduce")
    address = f"{live_server.url}{find_path(create_long_piece(), 'hy')}"
    page.goto(address)
    assert find_faults(page, widths=(320,)) + enlarge(page, widths=(320,)) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert read(page) == LISTED
    sizes = page.locator("[role=doc-noteref]").evaluate_all(MEASURE)
    assert [size for size in sizes if min(size) < 24] == []  # WCAG 2.5.8
    bring(page, "#noteref-a1")
    before = page.evaluate(WHERE)
    page.hover("#noteref-a1")
    assert page.evaluate(READ_OPEN) == [[], ""]

    # By the keyboard: open, go through its links and back to the marker or on in the text, close
    page.focus("#noteref-b2")
    closed = [[], "noteref-b2"]
    opened = [["note-b2"], ["noteref-b2"], "note-b2", True, False, '"2."']
    page.keyboard.press("Enter")
    assert (page.evaluate(READ_OPEN), page.evaluate(WHERE)) == (opened, before)
    page.keyboard.press("Escape")
    assert (page.evaluate(READ_OPEN), page.evaluate(WHERE)) == (closed, before)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == "https://example.org/"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(READ_OPEN) == closed
    page.keyboard.press("Enter")
    for _link in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(READ_OPEN) == [[], "noteref-c3"]
    bring(page, "#noteref-a1")

    # By the pointer: a click opens, another closes, one outside or on the way back too; never two at once
    page.click("#noteref-a1")
    assert page.evaluate(READ_OPEN) == [["note-a1"], ["noteref-a1"], "note-a1", True, False, '"1."']
    page.locator("#noteref-b2").evaluate("(marker) => marker.click()")
    assert (page.evaluate(READ_OPEN), page.evaluate(WHERE)) == (opened, before)
    page.click("#noteref-b2")
    assert (page.evaluate(READ_OPEN), page.evaluate(WHERE)) == (closed, before)
    page.click("#noteref-b2")
    page.mouse.click(160, 4)
    assert page.evaluate(READ_OPEN)[0] == []
    page.click("#noteref-a1")
    page.locator("#note-a1 a[role=doc-backlink]").first.click()
    assert (page.evaluate(READ_OPEN), page.evaluate(WHERE), page.url) == ([[], "noteref-a1"], before, address)
    assert page.locator(".notes [popover], .notes [tabindex]").count() == 0
    assert read(page) == LISTED

    # Near the end too, over the list itself; marked in forced colours, and without a fault while it is open
    bring(page, "#noteref-f6")
    page.click("#noteref-f6")
    assert page.evaluate(READ_OPEN) == [["note-f6"], ["noteref-f6"], "note-f6", True, False, '"6."']
    assert find_faults(page, widths=(320,)) == []
    page.emulate_media(forced_colors="active")
    assert page.locator("#noteref-f6").evaluate("(marker) => getComputedStyle(marker).outlineStyle") == "solid"
    page.emulate_media(forced_colors="none")

    # With a key held down the link is followed elsewhere
    with page.context.expect_page() as other:
        page.click("#noteref-a1", modifiers=["ControlOrMeta"])
    assert other.value.url == f"{address}#note-a1"
    assert page.url == address
    assert page.context.cookies() == []
    assert said == []
