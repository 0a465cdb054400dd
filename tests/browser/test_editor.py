"""The editor as an author meets it: typed into, not fed with data, under the desk's security policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from journal.text.sanitize import clean
from tests.browser.editor_page.views import POSTED, START
from tests.browser.keyboard import expect_numbers, go_to_start, press, save, settle, write

pytestmark = pytest.mark.urls("tests.browser.editor_page.urls")

CANONICAL = {
    "paragraphs": "<p>One.</p><p>Two<br>lines.</p>",
    "emphasis": "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> H<sub>2</sub>O 1<sup>st</sup></p>",
    "headings": "<h2>Two</h2><p>x</p><h3>Three</h3><p>y</p>",
    "links": (
        '<p><a href="https://example.org/a?b=1&amp;c=2" hreflang="hy" title="An example">one</a> '
        '<a href="article:17">two</a> <a href="article:17#note-k">three</a> '
        '<a href="mailto:editor@example.org">four</a> <a href="#note-k">five</a></p>'
    ),
    "markers": (
        '<h2>In a heading<sup data-note="a1"></sup></h2>'
        '<p><strong>in bold</strong><sup data-note="b2"></sup> and again<sup data-note="a1"></sup>.</p>'
        '<blockquote><p>in a quote<sup data-note="c3"></sup></p></blockquote>'
        '<ul><li>in a list<sup data-note="d4"></sup></li></ul>'
    ),
    "lists": (
        "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>"
        '<ol start="3"><li>three</li></ol><p>x</p><ol reversed=""><li>last</li></ol>'
    ),
    "quotes": "<blockquote><p>Said.</p><p><cite>Somebody</cite></p></blockquote><p>x</p>",
    "tables": (
        '<table><caption>A caption<sup data-note="k"></sup></caption>'
        '<thead><tr><th scope="col">A</th><th colspan="2" scope="col">B</th></tr></thead>'
        '<tbody><tr><th rowspan="2" scope="row">1</th><td>2</td><td>3</td></tr>'
        "<tr><td>4</td><td>5</td></tr></tbody></table>"
    ),
    "images": '<p>a</p><figure data-image="17"></figure><p>b</p><figure data-image="18"></figure>',
    "lines": "<p>a</p><hr><p>b</p>",
    "parts in other languages": '<p>a <span lang="hy">Հայերեն<sup data-note="k"></sup> լեզու</span> b</p>',
    "blocks in other languages": (
        '<h2 lang="de">Titel</h2><p lang="hy">Հայերեն</p><blockquote lang="ru"><p>Цитата</p></blockquote>'
        '<ul lang="be"><li lang="ka">ქართული</li><li>б<ul><li lang="ro">cinci</li></ul></li></ul>'
        '<table lang="en"><caption lang="de">Tabelle</caption>'
        '<tbody><tr><td lang="hy">ա</td><td>b</td></tr></tbody></table>'
    ),
}
"""Every construct a text may hold, as it is stored."""

RESAVE = """async () => {
  const editor = await enfaceEditors.open(document.querySelector("#id_body"));
  editor.changed = true; editor.updateSourceElement();
}"""
"""Writes the text back as after a change, without making one."""


def test_what_is_typed_is_sent_in_canonical_form(visit: Callable[[str], Page]) -> None:
    page = visit("")
    page.locator(".ck-content").click()
    write(page, "Opening")
    press(page, "Heading")
    page.get_by_role("menuitemradio", name="Heading 2").click()
    settle(page)
    write(page, "", "A claim")
    press(page, "Footnote")
    write(page, ", another")
    press(page, "Footnote")
    write(page, ".", "and ")
    page.keyboard.press("Control+I")
    write(page, "slanted")
    page.keyboard.press("Control+I")
    write(page, " words", "")
    press(page, "Bulleted List")
    write(page, "first", "second", "", "see here")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+K")
    page.get_by_label("Link URL").fill("article:17")
    page.keyboard.press("Enter")
    expect(page.locator(".note-marker")).to_have_count(2)
    assert page.locator(".note-marker").evaluate_all("found => found.map(item => item.ariaLabel)") == [
        "Footnote 1",
        "Footnote 2",
    ]
    body = save(page)["body"]
    first, second = (part.split('"')[0] for part in body.split('data-note="')[1:])
    assert body == (
        f'<h2>Opening</h2><p>A claim<sup data-note="{first}"></sup>, another<sup data-note="{second}"></sup>.</p>'
        "<p>and <em>slanted</em> words</p><ul><li>first</li><li>second</li></ul>"
        '<p>see <a href="article:17">here</a></p>'
    )
    assert (first != second, clean(body, "body")) == (True, body)


def test_what_is_stored_survives_the_editor(visit: Callable[[str], Page]) -> None:
    survived = {}
    for name, stored in CANONICAL.items():
        assert clean(stored, "body") == stored
        START["body"] = stored
        page = visit("")
        page.evaluate(RESAVE)
        survived[name] = save(page)["body"]
    assert survived == CANONICAL


def test_a_text_nobody_touched_is_sent_as_it_came(visit: Callable[[str], Page]) -> None:
    START["body"] = "<p>Not <b>quite</b> what the editor\n writes</p><table><tbody><tr><td>a</td></tr></tbody></table>"
    page = visit("")
    page.locator(".ck-content").click()
    assert save(page)["body"].replace("\r\n", "\n") == START["body"]


def test_markers_are_renumbered_as_one_types(visit: Callable[[str], Page]) -> None:
    START["body"] = '<p>One<sup data-note="a"></sup> two<sup data-note="b"></sup> one<sup data-note="a"></sup></p>'
    page = visit("")
    expect_numbers(page, "1", "2", "1")
    page.locator(".ck-content").click()
    go_to_start(page)
    page.keyboard.press("Control+Alt+F")
    expect_numbers(page, "1", "2", "3", "2")
    page.keyboard.press("Control+Z")
    expect_numbers(page, "1", "2", "1")
    page.locator(".note-marker").first.click()
    page.keyboard.press("Delete")
    expect_numbers(page, "1", "2")
    assert page.locator(".note-marker").nth(1).get_attribute("aria-label") == "Footnote 2"
    assert save(page)["body"] == '<p>One two<sup data-note="b"></sup> one<sup data-note="a"></sup></p>'


def test_a_marker_inside_a_link_moves_out_of_it(visit: Callable[[str], Page]) -> None:
    START["body"] = '<p><a href="https://example.org">ab<sup data-note="k"></sup>cd</a></p>'
    page = visit("")
    page.evaluate(RESAVE)
    assert save(page)["body"] == (
        '<p><a href="https://example.org">ab</a><sup data-note="k"></sup><a href="https://example.org">cd</a></p>'
    )


def test_only_the_editor_in_view_is_started(visit: Callable[[str], Page], page: Page) -> None:
    START["text19"] = "<p>The last.</p>"
    page.set_viewport_size({"width": 1280, "height": 150})
    page = visit("texts=20")
    assert page.locator(".ck-editor").count() == 1
    page.locator("#id_text19").scroll_into_view_if_needed()
    expect(page.locator("#id_text19 + .ck-editor")).to_be_visible()
    assert page.locator(".ck-editor").count() < 5
    assert save(page)["text19"] == "<p>The last.</p>"


def test_one_broken_configuration_stops_no_other_editor(page: Page, live_server: LiveServer) -> None:
    def break_first(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace('data-editor="{', 'data-editor="', 1))

    page.route("**/admin/editor-page/?texts=2", break_first)
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{live_server.url}/admin/editor-page/?texts=2")
    expect(page.locator("#id_text1 + .ck-editor")).to_be_visible()
    page.locator("#id_body").fill("<p>Still here</p>")
    assert save(page)["body"] == "<p>Still here</p>"


@pytest.mark.parametrize("attribute", ["disabled", "readonly"])
def test_a_text_that_may_not_be_changed_cannot_be_typed_into(visit: Callable[[str], Page], attribute: str) -> None:
    START["body"] = "<p>Original</p>"
    page = visit(f"attribute={attribute}")
    expect(page.locator(".ck-content")).to_have_attribute("contenteditable", "false")


def test_the_text_says_its_language(visit: Callable[[str], Page]) -> None:
    page = visit("language=ka")
    expect(page.locator(".ck-content")).to_have_attribute("lang", "ka")
    expect(page.locator("#id_body")).to_have_attribute("lang", "ka")


def test_the_interface_speaks_the_language_of_the_person(visit: Callable[[str], Page]) -> None:
    page = visit("interface=de")
    expect(page.get_by_role("button", name="Fett").first).to_be_visible()
    page = visit("interface=ka")
    expect(page.get_by_role("button", name="Bold").first).to_be_visible()


def test_without_script_the_text_is_an_ordinary_control(browser: Browser, live_server: LiveServer) -> None:
    START["body"] = "<p>Old</p>"
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/editor-page/")
    page.fill("#id_body", "<p>New</p>")
    page.click("#save")
    context.close()
    assert POSTED["body"] == "<p>New</p>"


def test_a_new_marker_opens_its_note(visit: Callable[[str], Page]) -> None:
    START["body"] = '<p>Text<sup data-note="old"></sup></p>'
    page = visit("notes=1")
    page.locator("#id_body + .ck-editor .ck-content").click()
    go_to_start(page)
    press(page, "Footnote")
    expect(page.locator("#id_notes-1-text + .ck-editor .ck-content")).to_be_focused()
    write(page, "See there.")
    rows = page.locator("[data-note-row]")
    assert rows.locator("[data-note-number]").all_text_contents() == ["Footnote 1", "Footnote 2"]
    sent = save(page)
    key = sent["notes-1-key"]
    assert sent["body"] == f'<p><sup data-note="{key}"></sup>Text<sup data-note="old"></sup></p>'
    assert (sent["notes-TOTAL_FORMS"], sent["notes-1-text"], sent["notes-0-key"]) == ("2", "<p>See there.</p>", "old")


def test_a_note_nobody_cites_says_so_and_stays(visit: Callable[[str], Page]) -> None:
    START["body"] = '<p>Text<sup data-note="old"></sup></p>'
    page = visit("notes=1")
    row = page.locator("[data-note-row]")
    expect(row.locator("[data-note-number]")).to_have_text("Footnote 1")
    page.locator(".note-marker").click()
    page.keyboard.press("Delete")
    expect(row.locator("[data-note-number]")).to_have_text("Footnote, not cited")
    expect(row).to_have_attribute("data-uncited", "")
    page.keyboard.press("Control+Z")
    expect(row.locator("[data-note-number]")).to_have_text("Footnote 1")
