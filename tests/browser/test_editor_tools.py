"""The editor's tools by keyboard and mouse: languages of parts, quotation marks, characters, words counted, search."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from journal.languages import CODES
from tests.browser.editor_page.views import START
from tests.browser.keyboard import TEXT, go_to_end, go_to_start, press, save, settle, write

pytestmark = pytest.mark.urls("tests.browser.editor_page.urls")

Visit = Callable[[str], Page]
CASES = json.loads((Path(__file__).parent.parent / "journal/text/counting_cases.json").read_text())


def begin(visit: Visit, query: str = "", **start: str) -> Page:
    """Open the page and put the cursor into the text."""
    START.update(start)
    page = visit(query)
    page.locator(TEXT).first.click()
    return page


def keys(page: Page, *names: str) -> None:
    """Press keys, and give the editor the moment it needs to hear of the selection."""
    for name in names:
        page.keyboard.press(name)
        if "Control" in name or name in {"Home", "End"} or len(names) < 3:
            settle(page)
    settle(page)


def choose_language(page: Page, name: str, *, now: str = "") -> None:
    """Choose in the menu of languages; `now` is the language the button names."""
    press(page, f"Language of a part: {now}" if now else "Language of a part")
    page.get_by_role("menuitemradio", name=name, exact=True).click()
    settle(page)


# Language of a part


def test_what_is_selected_gets_a_language_and_typing_goes_on_in_that_of_the_text(visit: Visit) -> None:
    page = begin(visit, "language=de")
    write(page, "Das Wort logos")
    keys(page, "Control+Shift+ArrowLeft")
    choose_language(page, "Ancient Greek")
    expect(page.locator(TEXT).locator("span[lang]")).to_have_css("content", '"grc"', pseudo="after")
    keys(page, "ArrowRight")
    choose_language(page, "No other language", now="Ancient Greek")
    write(page, " hier")
    assert save(page)["body"] == '<p>Das Wort <span lang="grc">logos</span> hier</p>'


def test_a_language_chosen_first_is_that_of_what_is_typed_next(visit: Visit) -> None:
    page = begin(visit, "language=hy")
    write(page, "ա ")
    choose_language(page, "Classical Armenian")
    write(page, "բան")
    assert save(page)["body"] == '<p>ա <span lang="xcl">բան</span></p>'


def test_with_the_cursor_in_a_part_the_whole_of_it_is_changed_or_unmarked(visit: Visit) -> None:
    page = begin(visit, "language=de", body='<p>vor <span lang="la">lorem <em>ipsum</em> dolor</span> nach</p>')
    go_to_start(page)
    keys(page, *["ArrowRight"] * 8)
    choose_language(page, "French", now="Latin")
    expect(page.locator(TEXT).locator("span[lang=fr]")).to_have_count(1)
    expect(page.get_by_role("button", name="Language of a part: French")).to_be_visible()
    choose_language(page, "No other language", now="French")
    expect(page.locator(TEXT).locator("span[lang]")).to_have_count(0)
    keys(page, "Control+Z")
    expect(page.locator(TEXT).locator("span[lang=fr]")).to_have_count(1)
    assert save(page)["body"] == '<p>vor <span lang="fr">lorem <em>ipsum</em> dolor</span> nach</p>'


def test_a_paragraph_an_import_has_marked_can_be_unmarked(visit: Visit) -> None:
    page = begin(visit, "language=de", body='<p lang="la">Lorem ipsum</p><ul><li lang="fr">mot</li></ul>')
    go_to_start(page)
    choose_language(page, "No other language", now="Latin")
    go_to_end(page)
    choose_language(page, "No other language", now="French")
    assert save(page)["body"] == "<p>Lorem ipsum</p><ul><li>mot</li></ul>"


def test_a_header_of_a_table_may_be_in_another_language(visit: Visit) -> None:
    table = '<table><thead><tr><th scope="col">Anno</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    page = begin(visit, "language=de", body=table)
    page.locator(TEXT).locator("th").click()
    keys(page, "Home", "Shift+End")
    choose_language(page, "Latin")
    assert save(page)["body"] == table.replace("Anno", '<span lang="la">Anno</span>')


def test_the_menu_is_gone_through_by_keyboard_and_leaves_out_the_language_of_the_text(visit: Visit) -> None:
    page = begin(visit, "language=hy&interface=de")
    write(page, "ա")
    keys(page, "Shift+Home")
    page.locator(".part-language > button").focus()
    keys(page, "Enter")
    items = page.locator(".part-language [role=menuitemradio]")
    expect(items).to_have_count(25)
    assert items.all_inner_texts()[1:7] == [
        *("Belarussisch", "Georgisch", "Rumänisch", "Englisch", "Deutsch", "Russisch"),
    ]
    keys(page, "ArrowDown", "ArrowDown", "Enter")
    expect(page.locator(TEXT)).to_be_focused()
    assert save(page)["body"] == '<p><span lang="ka">ա</span></p>'


# Quotation marks


@pytest.mark.parametrize(
    ("language", "pair", "nested"),
    [("hy", "«word»", "«a «word» b»"), ("ka", "„word“", "„a «word» b“"), ("de", "„word“", "„a ‚word‘ b“")],
)
def test_a_selection_gets_the_marks_of_the_texts_language(visit: Visit, language: str, pair: str, nested: str) -> None:
    page = begin(visit, f"language={language}")
    write(page, "word")
    keys(page, "Control+Shift+ArrowLeft", "Control+Shift+Digit2", "End", "Enter")
    write(page, nested[0] + "a word b" + nested[-1])
    keys(page, "ArrowLeft", "Control+ArrowLeft", "ArrowLeft", "Control+Shift+ArrowLeft")
    press(page, "Quotation marks")
    assert save(page)["body"] == f"<p>{pair}</p><p>{nested}</p>"


def test_without_a_selection_the_cursor_stands_between_the_marks(visit: Visit) -> None:
    page = begin(visit, "language=be")
    press(page, "Quotation marks")
    write(page, "а ")
    keys(page, "Control+Shift+Digit2")
    write(page, "б")
    keys(page, "End")
    write(page, " ")
    keys(page, "Control+Shift+Digit2")
    write(page, "в")
    assert save(page)["body"] == "<p>«а „б“» «в»</p>"


def test_within_a_part_its_own_marks_are_used_and_around_it_those_of_the_text(visit: Visit) -> None:
    page = begin(visit, "language=hy", body='<p>ա <span lang="de">das Wort</span> բ</p>')
    go_to_start(page)
    keys(page, *["ArrowRight"] * 6, *["Shift+ArrowRight"] * 4)
    press(page, "Quotation marks")
    go_to_start(page)
    keys(page, *["ArrowRight"] * 2, *["Shift+ArrowRight"] * 10)
    press(page, "Quotation marks")
    assert save(page)["body"] == '<p>ա «<span lang="de">das „Wort“</span>» բ</p>'


def test_marks_around_an_emphasis_are_not_emphasised_and_spaces_stay_outside(visit: Visit) -> None:
    page = begin(visit, "language=en", body="<p>the <em>Times</em> and <em>all the rest</em></p>")
    go_to_start(page)
    keys(page, *["ArrowRight"] * 4, *["Shift+ArrowRight"] * 6)
    press(page, "Quotation marks")
    keys(page, "End", *["ArrowLeft"] * 5, *["Shift+ArrowLeft"] * 3)
    press(page, "Quotation marks")
    body = save(page)["body"]
    assert body == "<p>the “<em>Times</em>” and <em>all “the” rest</em></p>"


def test_marks_are_one_step_to_undo(visit: Visit) -> None:
    page = begin(visit, "language=ru", body="<p>слово</p>")
    keys(page, "Control+A", "Control+Shift+Digit2")
    expect(page.locator(TEXT)).to_have_text("«слово»")
    keys(page, "Control+Z")
    expect(page.locator(TEXT)).to_have_text("слово")


# Characters


def test_characters_of_the_language_are_one_press_away(visit: Visit) -> None:
    page = begin(visit, "language=hy")
    write(page, "Ինչպե")
    for name in ("Armenian question mark", "Narrow no-break space", "Soft hyphen"):
        press(page, "Characters")
        page.get_by_role("button", name=name, exact=True).click()
        settle(page)
    write(page, "ս")
    assert save(page)["body"] == "<p>Ինչպե՞\u202f\u00adս</p>"


def test_every_character_on_offer_has_a_name_and_arrow_keys_lead_to_it(visit: Visit) -> None:
    for language in CODES:
        page = begin(visit, f"language={language}")
        press(page, "Characters")
        buttons = page.locator(".characters .ck-dropdown__panel").get_by_role("button")
        names = buttons.evaluate_all("all => all.map((one) => one.getAttribute('aria-label') || one.innerText)")
        assert (len(names) == len(set(names)), all(name.strip() for name in names)) == (True, True)
        expect(buttons.first).to_be_focused()
        keys(page, "ArrowRight", "Enter")
        expect(page.locator(TEXT)).to_be_focused()
        keys(page, "Home", "Shift+End")
        assert (language, len(page.evaluate("getSelection().toString()"))) == (language, 1)


def test_more_characters_are_in_the_editors_own_collection(visit: Visit) -> None:
    page = begin(visit, "language=de")
    press(page, "Characters")
    page.get_by_role("button", name="More characters").click()
    expect(page.get_by_role("dialog", name="Special characters")).to_be_visible()


def test_a_note_has_quotation_marks_and_characters_too(visit: Visit) -> None:
    page = begin(visit, "language=ka&profile=note")
    press(page, "Quotation marks")
    write(page, "სიტყვა")
    assert save(page)["body"] == "<p>„სიტყვა“</p>"


# Words counted


def test_the_script_counts_as_python_does(visit: Visit) -> None:
    page = visit("")
    counted = page.evaluate("cases => cases.map(({html}) => ({html, ...enfaceEditors.count(html)}))", CASES)
    assert counted == CASES


def test_words_are_counted_as_one_types_and_said_on_demand(visit: Visit) -> None:
    page = begin(visit, "language=hy", body='<p>Ինչպե՞ս<sup data-note="k"></sup> օրը</p>')
    shown = page.locator(".word-count")
    expect(shown).to_have_text("Words: 2 · Characters with spaces: 11")
    go_to_end(page)
    write(page, " ու գիշերը")
    expect(shown).to_have_text("Words: 4 · Characters with spaces: 21")
    assert page.locator(".word-count[aria-live], [aria-live] .word-count, output.word-count").count() == 0
    keys(page, "Control+Alt+W")
    expect(page.locator(".ck-aria-live-region-list").filter(has_text="Words: 4")).to_have_count(1)
    expect(page.locator(TEXT)).to_be_focused()


def test_a_note_is_not_counted(visit: Visit) -> None:
    page = visit("profile=note")
    assert page.locator(".word-count").count() == 0


# Find and replace, headings


def test_find_and_replace_by_keyboard(visit: Visit) -> None:
    page = begin(visit, "language=ru", body="<p>Память и память</p><p>памятник</p>")
    keys(page, "Control+F")
    dialog = page.get_by_role("dialog", name="Find and replace")
    expect(dialog.get_by_label("Find in text…")).to_be_focused()
    write(page, "память")
    keys(page, "Enter")
    expect(page.locator(".ck-find-result")).to_have_count(2)
    dialog.get_by_label("Replace with…").fill("история")
    dialog.get_by_role("button", name="Replace all").click()
    keys(page, "Escape")
    expect(dialog).to_have_count(0)
    assert save(page)["body"] == "<p>история и история</p><p>памятник</p>"


@pytest.mark.parametrize(
    ("interface", "names"),
    [
        ("de", ["Absatz", "Überschrift 2", "Überschrift 3"]),
        ("ru", ["Параграф", "Заголовок 2", "Заголовок 3"]),
        ("ka", ["Paragraph", "Heading 2", "Heading 3"]),
    ],
)
def test_headings_are_named_in_the_language_of_the_person(visit: Visit, interface: str, names: list[str]) -> None:
    page = begin(visit, f"language=hy&interface={interface}")
    page.locator(".ck-heading-dropdown button").first.click()
    assert page.locator(".ck-heading-dropdown [role=menuitemradio]").all_inner_texts() == names


# Failure


def test_an_editor_that_breaks_while_it_starts_gives_the_text_area_back(page: Page, live_server: LiveServer) -> None:
    def take_a_word_away(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("&quot;count&quot;", "&quot;gone&quot;", 1))

    START["body"] = "<p>Old</p>"
    page.route("**/admin/editor-page/", take_a_word_away)
    with page.expect_console_message(lambda message: "stays a plain text area" in message.text):
        page.goto(f"{live_server.url}/admin/editor-page/")
    expect(page.locator(".ck-editor")).to_have_count(0)
    page.locator("#id_body").fill("<p>Still here</p>")
    assert save(page)["body"] == "<p>Still here</p>"
