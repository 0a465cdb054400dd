"""The facing desk by hand: paragraph facing paragraph, scrolled and typed, and what is taken from the source."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import LanguageVersion
from tests import factories
from tests.browser.keyboard import settle
from tests.browser.looks import find_faults

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "A sentence that makes its paragraph long enough to fill some lines of the pane. " * 6
PARAGRAPHS = [f"<p>Source {number}. {LONG}</p>" for number in range(12)]
MARKED = (
    '<p>See <a href="https://example.org/">the archive</a> and <a href="article:7">a piece</a>'
    '.<sup data-note="k1"></sup></p>'
)
TABLE = "<table><tbody><tr><td>Eins</td><td>Zwei</td></tr><tr><td>Drei</td><td>noch noch da</td></tr></tbody></table>"
NOTES = {"k1": {"kind": "reference", "html": "<p>The <em>source</em> of it.</p>"}}
TEXT = "#id_body + .ck-editor .ck-content"
TOPS = """() => {
  const top = (element) => element?.getBoundingClientRect().top;
  const block = document.querySelector("#id_body + .ck-editor .ck-content").children[8];
  return [top(document.querySelector("[data-passage='8']")), top(block)];
}"""
"""How high passage 8 of the source and the block that translates it stand in the window."""
DATA = """async () => (await window.enfaceEditors.open(document.getElementById("id_body"))).getData()"""


def make_translation() -> LanguageVersion:
    """Make a German translation, half as long as its English source, of which one passage has changed since."""
    source = {**factories.make_texts("en"), "body": "".join(PARAGRAPHS) + MARKED}
    article = factories.create_article(language="en", texts=source, notes=NOTES)
    factories.release(factories.find_version(article))
    german = "".join(f"<p>Absatz {number}. {LONG[: len(LONG) // 2]}</p>" for number in range(12))
    version = factories.create_version(article, "de")
    version = factories.write_text(
        version, texts={**factories.make_texts("de"), "body": german + TABLE + "<p>Mehr.</p>"}
    )
    changed = source["body"].replace("Source 3.", "Source three.")
    original = factories.write_text(factories.find_version(article), texts={**source, "body": changed})
    factories.release(original, significance="substantive")
    return version


def open_facing(page: Page, live_server: LiveServer, version: LanguageVersion) -> None:
    client = Client()
    client.force_login(factories.find_chief())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/articles/translation/{version.pk}/change/")
    page.locator("[data-facing][data-live]").wait_for()


def read_data(page: Page) -> str:
    text: str = page.evaluate(DATA)
    return text


def test_source_and_text_go_together_and_what_is_copied_arrives_as_it_is_stored(
    page: Page, live_server: LiveServer
) -> None:
    version = make_translation()
    open_facing(page, live_server, version)

    # Scrolled by the wheel, either side brings its facing passage level
    for pane in (TEXT, "[data-source]"):
        page.locator(pane).hover()
        for _turn in range(30):
            source_top, own_top = page.evaluate(TOPS)
            if (own_top if pane == TEXT else source_top) < 450:
                break
            page.mouse.wheel(0, 120)
            page.wait_for_timeout(40)
        source_top, own_top = page.evaluate(TOPS)
        assert abs(source_top - own_top) < 60, pane
        page.locator(TEXT).evaluate("(pane) => (pane.scrollTop = 0)")
        page.locator("[data-source]").evaluate("(pane) => (pane.scrollTop = 0)")

    # The passage facing the cursor is marked, and stays the right one when a paragraph is put in before it
    page.locator(f"{TEXT} > p").nth(5).click()
    expect(page.locator("[data-faces-cursor]")).to_have_attribute("data-passage", "5")
    with page.expect_response(lambda answer: answer.url.endswith("/look/")):
        page.keyboard.press("Home")
        page.keyboard.type("Ein neuer kurzer Absatz.")
        page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-faces-cursor]")).to_have_attribute("data-passage", "5")
    before = read_data(page)

    # The changes are gone through by keys, and the way back leads to the text
    page.keyboard.press("Control+Alt+n")
    expect(page.locator("[data-state='changed']")).to_be_focused()
    page.keyboard.press("Control+Alt+j")
    expect(page.locator(TEXT)).to_be_focused()

    # What the checks find in words just typed leads to them
    page.locator(f"{TEXT} > p").nth(9).click()
    page.keyboard.press("End")
    with page.expect_response(lambda answer: answer.url.endswith("/look/")):
        page.keyboard.insert_text(" 😀😀 und und hier")  # two UTF-16 units each, one code point
    page.locator(f"{TEXT} > p").first.click()
    for word in ("noch", "und"):
        page.locator("[data-word-faults] .fault").filter(has_text=f"“{word}”").get_by_role("link").click()
        settle(page)
        assert page.evaluate("getSelection().toString()") == f"{word} {word}"
    page.keyboard.press("Delete")
    before = read_data(page)

    # Links, citations and paragraphs of the source arrive as they are stored
    last = page.locator(f"{TEXT} > p").last
    last.click()
    page.keyboard.press("End")
    settle(page)
    menu = page.locator("[data-passage='12'] .passage-copy")
    for name in ("Copy the link: a piece", "Cite footnote 1"):
        menu.locator("summary").click()
        menu.get_by_role("button", name=name).click()
        settle(page)
    page.keyboard.press("Control+Alt+j")
    page.keyboard.press("Control+Alt+j")
    page.keyboard.press("Control+Alt+p")
    settle(page)
    link = '<a href="article:7">a piece</a><sup data-note="k1"></sup>'
    assert read_data(page) == before.replace("Mehr.", f"Mehr.{link}") + MARKED

    # The words of a field and the text of a note
    page.locator("[data-copy-to='id_title']").click()
    expect(page.locator("#id_title")).to_have_value("Title en first")
    note = page.locator("[data-note-unit]").filter(has=page.locator("[data-note-key][value='k1']"))
    note.get_by_role("button", name="Copy the footnote’s text").click()
    expect(note.locator("textarea")).to_have_value(NOTES["k1"]["html"])
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_be_visible()
    assert find_faults(page, widths=(768, 1440)) == []


def test_without_script_source_and_text_stand_side_by_side(browser: Browser, live_server: LiveServer) -> None:
    version = make_translation()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    client = Client()
    client.force_login(factories.find_chief())
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/articles/translation/{version.pk}/change/")
    source, own = page.locator("[data-source]").bounding_box(), page.locator("#id_body").bounding_box()
    assert source
    assert own
    assert source["x"] + source["width"] <= own["x"]
    assert page.locator("[data-passage]").count() == 13
    assert page.get_by_role("button", name="Copy").count() == 0
    context.close()
