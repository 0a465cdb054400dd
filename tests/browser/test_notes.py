"""Footnotes in the editor, by typing: put in, moved, copied, deleted, cited twice; everywhere a number may stand."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from journal.text.sanitize import clean
from tests.browser.editor_page.views import START
from tests.browser.keyboard import TEXT, expect_numbers, go_to_end, go_to_start, press, save, settle, write

pytestmark = pytest.mark.urls("tests.browser.editor_page.urls")

THREE = '<p>One<sup data-note="a"></sup> two<sup data-note="b"></sup></p><p>three<sup data-note="c"></sup></p>'

SELECTED = """async () => {
  const editor = await window.enfaceEditors.open(document.querySelector("textarea[data-editor]"));
  const { selection } = editor.model.document;
  return [selection.getFirstPosition().path, selection.getLastPosition().path];
}"""


@pytest.fixture
def desk(visit: Callable[[str], Page], page: Page) -> Callable[[str], Page]:
    """Give a function that opens the page with a text; the clipboard is the real one, the cursor before the text."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open_text(body: str = "") -> Page:
        START["body"] = body
        visit("notes=0")
        page.locator(TEXT).first.click()
        go_to_start(page)
        return page

    return open_text


def numbers(page: Page) -> Locator:
    """Return the headings of the rows, which say number or "not cited"."""
    return page.locator("[data-note-number]")


def row(page: Page, place: int) -> Locator:
    return page.locator("[data-note-row]").nth(place)


def key_press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        settle(page)


def named(body: str) -> str:
    """Return a text that is clean, its keys called n1, n2 in reading order."""
    assert clean(body) == body
    for number, key in enumerate(dict.fromkeys(re.findall(r'data-note="(\w+)"', body)), start=1):
        body = body.replace(f'"{key}"', f'"n{number}"')
    return body


def test_a_note_is_put_in_by_shortcut_written_beside_and_left_by_escape(desk: Callable[[str], Page]) -> None:
    page = desk("")
    write(page, "A claim")
    key_press(page, "Control+Alt+F")
    expect(row(page, 0).locator(".ck-content")).to_be_focused()
    expect(row(page, 0)).to_have_class("note-open")
    write(page, "See ")
    key_press(page, "Control+I")
    write(page, "there")
    key_press(page, "Control+I")
    write(page, ", here")
    key_press(page, "Control+Shift+ArrowLeft", "Control+K")
    page.get_by_label("Link URL").fill("https://example.org/n")
    page.keyboard.press("Enter")
    expect(row(page, 0).locator(".ck-content")).to_be_focused()
    key_press(page, "Escape", "Escape")  # the first closes the panel of the link
    expect(row(page, 0)).not_to_have_class("note-open")
    expect(page.locator(TEXT).first).to_be_focused()
    write(page, ", another")
    press(page, "Footnote")
    write(page, "Second.")
    row(page, 1).get_by_role("button", name="Close").click()
    write(page, ".")
    expect(numbers(page)).to_have_text(["Footnote 1", "Footnote 2"])
    sent = save(page)
    assert named(sent["body"]) == '<p>A claim<sup data-note="n1"></sup>, another<sup data-note="n2"></sup>.</p>'
    assert [sent[f"notes-{place}-text"] for place in range(2)] == [
        '<p>See <em>there</em>, <a href="https://example.org/n">here</a></p>',
        "<p>Second.</p>",
    ]


def test_numbers_follow_what_is_typed_before_them(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    expect_numbers(page, "1", "2", "3")
    key_press(page, "Control+Alt+F")
    expect_numbers(page, "1", "2", "3", "4")
    expect(numbers(page)).to_have_text(["Footnote 1", "Footnote 2", "Footnote 3", "Footnote 4"])


def test_enter_and_a_click_on_a_marker_open_its_note(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    page.locator(".note-marker").nth(1).click()
    expect(row(page, 1)).to_have_class("note-open")
    expect(page.locator(TEXT).first).to_be_focused()
    key_press(page, "Enter")
    expect(row(page, 1).locator(".ck-content")).to_be_focused()
    key_press(page, "Escape", "ArrowLeft")
    expect(page.locator(".note-marker").nth(1)).to_have_class(re.compile("ck-widget_selected"))
    key_press(page, "Control+Alt+F")
    expect(row(page, 1).locator(".ck-content")).to_be_focused()
    expect_numbers(page, "1", "2", "3")
    key_press(page, "Escape")
    page.locator(".note-marker").nth(2).click()
    expect(row(page, 2)).to_have_class("note-open")
    key_press(page, "Escape")
    expect(page.locator(".note-open")).to_have_count(0)


def test_a_marker_that_is_cut_and_pasted_has_moved(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    page.locator(".note-marker").first.click()
    key_press(page, "Control+X")
    expect_numbers(page, "1", "2")
    go_to_end(page)
    key_press(page, "Control+V")
    expect_numbers(page, "1", "2", "3")
    assert save(page)["body"] == (
        '<p>One two<sup data-note="b"></sup></p><p>three<sup data-note="c"></sup><sup data-note="a"></sup></p>'
    )


def test_a_marker_is_moved_with_the_mouse(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    marker, line = (
        page.locator(".note-marker").first.bounding_box(),
        page.locator(".ck-content p").nth(1).bounding_box(),
    )
    assert marker is not None
    assert line is not None
    page.mouse.move(marker["x"] + marker["width"] / 2, marker["y"] + marker["height"] / 2)
    page.mouse.down()
    settle(page)
    page.mouse.move(line["x"] + 1, line["y"] + line["height"] / 2, steps=8)
    settle(page)
    page.mouse.up()
    expect_numbers(page, "1", "2", "3")
    assert save(page)["body"] == (
        '<p>One two<sup data-note="b"></sup></p><p><sup data-note="a"></sup>three<sup data-note="c"></sup></p>'
    )


def test_a_marker_that_is_copied_cites_its_note_twice(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    page.locator(".note-marker").first.click()
    key_press(page, "Control+C", "ArrowRight")
    go_to_end(page)
    key_press(page, "Control+V")
    expect_numbers(page, "1", "2", "3", "1")
    expect(numbers(page)).to_have_count(3)
    assert (
        save(page)["body"]
        == THREE.replace("</p>", "", 1).replace("<p>three", "</p><p>three").removesuffix("</p>")
        + '<sup data-note="a"></sup></p>'
    )


def test_a_passage_with_markers_is_copied_within_a_text(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    key_press(page, "Control+A", "Control+C")
    go_to_end(page)
    key_press(page, "Enter", "Control+V")
    expect_numbers(page, "1", "2", "3", "1", "2", "3")
    assert save(page)["body"] == THREE * 2


def test_a_note_is_cited_again_on_purpose(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    go_to_end(page)
    row(page, 0).get_by_role("button", name="Cite again at the cursor").click()
    expect_numbers(page, "1", "2", "3", "1")
    expect(page.locator(TEXT).first).to_be_focused()
    write(page, "!")
    assert save(page)["body"].endswith('<sup data-note="a"></sup>!</p>')


def test_a_note_is_not_put_where_nobody_put_the_cursor(visit: Callable[[str], Page]) -> None:
    START["body"] = THREE
    page = visit("notes=0")
    row(page, 0).get_by_role("button", name="Cite again at the cursor").click()
    expect(row(page, 0).get_by_role("status").last).to_have_text("Put the cursor into the text first.")
    expect_numbers(page, "1", "2", "3")
    assert save(page)["body"] == THREE


def test_a_deleted_marker_leaves_its_note_until_it_is_dealt_with(desk: Callable[[str], Page]) -> None:
    page = desk("<p>Text</p>")
    go_to_end(page)
    key_press(page, "Control+Alt+F")
    write(page, "Written.")
    key_press(page, "Escape", "Backspace", "Backspace")
    expect_numbers(page)
    expect(numbers(page)).to_have_text(["Footnote, not cited"])
    expect(row(page, 0)).to_have_attribute("data-uncited", "")
    key_press(page, "Control+Z")
    expect(numbers(page)).to_have_text(["Footnote 1"])
    key_press(page, "Control+Y")
    expect(numbers(page)).to_have_text(["Footnote, not cited"])
    row(page, 0).get_by_role("button", name="Cite").click()
    expect(numbers(page)).to_have_text(["Footnote 1"])
    key_press(page, "Control+Z")
    row(page, 0).get_by_role("button", name="Remove this footnote").click()
    expect(numbers(page)).to_have_count(0)
    sent = save(page)
    assert (sent["body"], [name for name in sent if name.endswith("-key")]) == ("<p>Text</p>", [])


def test_a_marker_taken_back_at_once_leaves_no_empty_note(desk: Callable[[str], Page]) -> None:
    page = desk("<p>Text</p>")
    go_to_end(page)
    key_press(page, "Control+Alt+F", "Escape", "Control+Z")
    expect_numbers(page)
    expect(numbers(page)).to_have_count(0)
    key_press(page, "Control+Y")
    expect_numbers(page, "1")
    expect(numbers(page)).to_have_text(["Footnote 1"])


def test_a_row_shows_where_its_marker_stands(desk: Callable[[str], Page]) -> None:
    page = desk(THREE)
    row(page, 2).get_by_role("button", name="Show in the text").click()
    expect(page.locator(".note-marker").nth(2)).to_have_class(re.compile("ck-widget_selected"))
    expect(page.locator(TEXT).first).to_be_focused()


@pytest.mark.parametrize(
    ("button", "item", "stored"),
    [
        ("Heading", "Heading 2", '<h2>Words<sup data-note="n1"></sup></h2>'),
        ("Block quote", "", '<blockquote><p>Words<sup data-note="n1"></sup></p></blockquote>'),
        ("Bulleted List", "", '<ul><li>Words<sup data-note="n1"></sup></li></ul>'),
        ("Numbered List", "", '<ol><li>Words<sup data-note="n1"></sup></li></ol>'),
    ],
)
def test_a_note_stands_in_any_block(desk: Callable[[str], Page], button: str, item: str, stored: str) -> None:
    page = desk("")
    press(page, button)
    if item:
        page.get_by_role("menuitemradio", name=item).click()
        settle(page)
    write(page, "Words")
    key_press(page, "Control+Alt+F")
    write(page, "The note.")
    sent = save(page)
    assert (named(sent["body"]), sent["notes-0-text"]) == (stored, "<p>The note.</p>")


def test_notes_stand_in_cells_and_captions_of_tables(desk: Callable[[str], Page]) -> None:
    page = desk("")
    press(page, "Insert table")
    page.keyboard.press("Enter")
    settle(page)
    write(page, "Cell")
    key_press(page, "Control+Alt+F")
    write(page, "Of the cell.")
    key_press(page, "Escape")
    write(page, ".")
    page.get_by_role("button", name="Toggle caption on").click()
    settle(page)
    page.locator(".ck-content figcaption").click()
    write(page, "Caption")
    key_press(page, "Control+Alt+F")
    write(page, "Of the caption.")
    key_press(page, "Escape")
    expect(page.locator(".ck-content figcaption")).to_contain_text("Caption")
    sent = save(page)
    assert named(sent["body"]) == (
        '<table><caption>Caption<sup data-note="n1"></sup></caption>'
        '<tbody><tr><td>Cell<sup data-note="n2"></sup>.</td></tr></tbody></table>'
    )
    assert {sent["notes-0-text"], sent["notes-1-text"]} == {"<p>Of the cell.</p>", "<p>Of the caption.</p>"}


def test_two_pieces_share_a_passage_but_not_its_notes(
    desk: Callable[[str], Page], visit: Callable[[str], Page], page: Page
) -> None:
    desk('<p>One<sup data-note="a"></sup>, again<sup data-note="a"></sup></p>')
    page.locator(".note-marker").first.click()
    key_press(page, "Enter")
    write(page, "The note.")
    key_press(page, "Escape", "Control+A", "Control+C")
    START["body"] = '<p>Other<sup data-note="a"></sup></p>'
    visit("notes=0&article=8")
    page.locator(TEXT).first.click()
    go_to_end(page)
    key_press(page, "Control+V")
    expect_numbers(page, "1", "2", "2")
    sent = save(page)
    own, first, second = re.findall(r'data-note="(\w+)"', sent["body"])
    assert (own, first == second, first != own) == ("a", True, True)
    rows = {sent[f"notes-{place}-key"]: sent[f"notes-{place}-text"] for place in range(2)}
    assert rows == {"a": "", first: "<p>The note.</p>"}
    assert clean(sent["body"]) == sent["body"]


def test_another_language_of_the_same_piece_keeps_the_keys(
    desk: Callable[[str], Page], visit: Callable[[str], Page], page: Page
) -> None:
    desk('<p>One<sup data-note="a"></sup></p>')
    page.locator(".note-marker").first.click()
    key_press(page, "Enter")
    write(page, "Մի բան")
    key_press(page, "Escape", "Control+A", "Control+C")
    START["body"] = ""
    visit("notes=0&language=de")
    page.locator(TEXT).first.click()
    key_press(page, "Control+V")
    expect_numbers(page, "1")
    sent = save(page)
    assert (sent["body"], sent["notes-0-key"], sent["notes-0-text"]) == ('<p>One<sup data-note="a"></sup></p>', "a", "")


def test_keys_that_go_far_start_from_a_selected_marker(desk: Callable[[str], Page]) -> None:
    page = desk('<p>One<sup data-note="a"></sup> two</p><p>three<sup data-note="c"></sup></p>')
    expected = {
        "Control+End": [[1, 6], [1, 6]],
        "Control+Home": [[0, 0], [0, 0]],
        "Home": [[0, 0], [0, 0]],
        "End": [[0, 8], [0, 8]],
        "Shift+End": [[0, 3], [0, 8]],
        "Shift+Home": [[0, 0], [0, 4]],
        "Control+Shift+End": [[0, 3], [1, 6]],
        "Control+Shift+Home": [[0, 0], [0, 4]],
    }
    found = {}
    for key in expected:
        page.locator(".note-marker").first.click()
        expect(page.locator(".note-marker").first).to_have_class(re.compile("ck-widget_selected"))
        key_press(page, key)
        found[key] = page.evaluate(SELECTED)
    assert found == expected


def test_a_note_comes_back_with_its_marker(desk: Callable[[str], Page]) -> None:
    page = desk("<p>Text</p>")
    go_to_end(page)
    key_press(page, "Control+Alt+F")
    write(page, "Written.")
    key_press(page, "Escape", "Backspace", "Backspace")
    row(page, 0).get_by_role("button", name="Remove this footnote").click()
    expect(numbers(page)).to_have_count(0)
    page.locator(TEXT).first.click()
    key_press(page, "Control+Z")
    expect_numbers(page, "1")
    assert save(page)["notes-1-text"] == "<p>Written.</p>"
