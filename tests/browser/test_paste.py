"""Pasting from Word, LibreOffice, Google Docs and elsewhere: what arrives in text and notes, and what is said of it."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journal.text.sanitize import MAX_CHARACTERS, clean
from tests.browser.editor_page.views import START
from tests.browser.keyboard import TEXT, expect_numbers, go_to_end, paste, press, save, settle, write

pytestmark = pytest.mark.urls("tests.browser.editor_page.urls")

CLIPBOARD = Path(__file__).parent / "clipboard"
"""HTML as the programs put it on the clipboard. The texts are ours; `libreoffice.html` was written by LibreOffice 7.4
(`soffice --convert-to html`, the same filter), the others have the shape their programs give."""

PASTE_MUCH = """(kind) => {
  const data = new DataTransfer();
  data.setData(kind, "<p>x</p>".repeat(1_250_000));
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  const start = performance.now();
  document.activeElement.dispatchEvent(event);
  return performance.now() - start;
}"""
"""Pastes ten million characters and returns how many milliseconds that took."""


def named(sent: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return text and notes as they were sent, the new keys called n1, n2 in reading order; all of it clean."""
    body = sent["body"]
    rows = {sent[name]: sent[name.replace("key", "text")] for name in sent if re.fullmatch(r"notes-\d+-key", name)}
    assert clean(body) == body
    assert {key: clean(html, "note") for key, html in rows.items()} == rows
    for number, key in enumerate(dict.fromkeys(re.findall(r'data-note="(\w+)"', body)), start=1):
        body = body.replace(f'"{key}"', f'"n{number}"')
        rows[f"n{number}"] = rows.pop(key)
    return body, dict(sorted(rows.items()))


def said(page: Page) -> str:
    return page.locator(".editor-notice [role=status]").first.inner_text()


@pytest.fixture
def desk(visit: Callable[[str], Page]) -> Page:
    """The page with an empty text and no notes, the cursor in the text."""
    page = visit("notes=0")
    page.locator(TEXT).first.click()
    return page


def test_a_text_from_word_arrives_with_its_footnotes(desk: Page) -> None:
    paste(desk, (CLIPBOARD / "word.html").read_text())
    expect_numbers(desk, "1", "2", "3", "4", "2")
    assert said(desk) == (
        "Pasted from Word. Footnotes taken over: 4. Images left out: 1. Please put them in with the image button. "
        "Comments left out: 1. Passages marked as deleted, left out: 1."
    )
    assert named(save(desk)) == (
        '<h2>Der See und seine Ufer<sup data-note="n1"></sup></h2>'
        "<p>Der Sewan ist, sagt man, „das Meer“ der Armenier, und <em>Sewan</em> heißt er seit langem."
        '<sup data-note="n2"></sup> Ջուրը պակասում է։ Mehr steht '
        '<a href="https://example.org/see?a=1&amp;b=2"><strong>hier</strong></a>, nicht dort und nicht oben.</p>'
        '<ul><li>Fische<ul><li>die Forelle<sup data-note="n3"></sup></li></ul></li><li>Vögel</li></ul>'
        '<h3>Zahlen</h3><ol start="3"><li>drittens</li><li>viertens</li></ol>'
        "<table><thead><tr><th>Jahr</th><th>Höhe</th></tr></thead>"
        '<tbody><tr><td colspan="2">1930: 1916 m<sup data-note="n4"></sup></td></tr></tbody></table>'
        "<blockquote><p>Wer ihn gesehen hat, vergisst ihn nicht.</p></blockquote>"
        '<p>Er stieg wieder. Siehe noch einmal <sup data-note="n2"></sup>.</p>',
        {
            "n1": "<p>Zuerst in der <em>Chronik</em>, <strong>Bd. 2</strong>, S. 12–15.</p>",
            "n2": '<p>Vgl. <a href="https://example.org/name">den Namen</a>.</p><p>Երկրորդ պարբերություն։</p>',
            "n3": "<p>Salmo <em>ischchan</em><sup>a</sup>.</p>",
            "n4": "<p>Gemessen im Juli.</p>",
        },
    )


def test_word_says_some_things_in_odd_ways(desk: Page) -> None:
    item = "<p class=MsoListParagraph style='mso-list:l0 level{0} lfo1'><span style='mso-list:Ignore'>{1}</span>{2}</p>"
    paste(
        desk,
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><h1>A</h1><h2 style='mso-list:l1 level1 lfo3'><span "
        "style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Counted</h2><h1>B</h1><p align=center><b><i>both </i></b>"
        "and<span style='mso-spacerun:yes'>  </span>p.&nbsp;12 <strike>gone</strike> <u>under</u><br>\nnew <st1:place "
        "w:st='on'>place</st1:place></p>"
        + item.format(1, "a)", "first")
        + item.format(3, "i.", "deep")
        + "<table><tr><td><p>a</p><p>b</p></td></tr></table><div style='border:solid'><p>box</p></div></html>",
    )
    assert named(save(desk)) == (
        "<h2>A</h2><h3>Counted</h3><h2>B</h2>"
        "<p><em><strong>both</strong></em> and p.&nbsp;12 gone under<br>new place</p>"
        "<ol><li>first<ol><li>deep</li></ol></li></ol>"
        "<table><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody></table><p>box</p>",
        {},
    )


def test_a_text_from_libreoffice_arrives_with_its_footnotes(desk: Page) -> None:
    paste(desk, (CLIPBOARD / "libreoffice.html").read_text())
    assert said(desk) == "Pasted from LibreOffice. Footnotes taken over: 5."
    assert named(save(desk)) == (
        "<h2>Լիճը և նրա ափերը</h2><p>Լիճը <em>կապույտ</em> է, իսկ ջուրը՝ <strong>սառը</strong>,"
        '<sup data-note="n1"></sup> և <a href="https://example.org/hy">այստեղ</a> է։ Er sagt: „Der See.“</p>'
        '<h2>Über die Ufer<sup data-note="n2"></sup></h2>'
        '<ul><li>Fische</li><li>Vögel<sup data-note="n3"></sup><ul><li>Möwen</li></ul></li></ul>'
        "<ol><li>erstens</li><li>zweitens</li></ol>"
        '<blockquote><p>Ein Zitat.<sup data-note="n4"></sup></p></blockquote><p>Wasserstand</p>'
        "<table><thead><tr><th>Jahr</th><th>Höhe</th></tr></thead>"
        '<tbody><tr><td>1930<sup data-note="n5"></sup></td><td>1916 m</td></tr></tbody></table>'
        "<p>Ende, wie gesagt.</p>",
        {
            "n1": '<p>Տես <em>Քրոնիկոն</em>, <strong>հատոր 2</strong>, <a href="https://example.org/n">այստեղ</a>։</p>',
            "n2": "<p>Zur Überschrift.</p>",
            "n3": "<p>In der Liste.</p><p>Ein zweiter Absatz.</p>",
            "n4": "<p>Im Zitat.</p>",
            "n5": "<p>In der Tabelle.</p>",
        },
    )


def test_footnotes_google_docs_keeps_to_itself_wait_for_their_text(desk: Page) -> None:
    paste(desk, (CLIPBOARD / "google-docs.html").read_text())
    assert said(desk) == (
        "Pasted from Google Docs. Footnotes that came without their text: 2. Please write it beside the text. "
        "Images left out: 1. Please put them in with the image button."
    )
    expect(desk.locator("[data-note-number]")).to_have_text(["Footnote 1", "Footnote 2"])
    assert named(save(desk)) == (
        "<h2>ტბა და მისი ნაპირები</h2>"
        '<p>ფარავანი <em>მთის</em> <strong>ტბაა</strong>.<sup data-note="n1"></sup> წყალი H<sub>2</sub>O „სუფთაა“, იხ. '
        '<a href="https://example.org/ka">აქ</a>.</p>'
        '<ul><li>თევზი<ul><li>კალმახი<sup data-note="n2"></sup></li></ul></li><li>ჩიტი</li></ul>'
        "<table><tbody><tr><td>წელი</td><td>სიმაღლე</td></tr></tbody></table>",
        {"n1": "", "n2": ""},
    )


def test_an_exported_google_document_brings_its_footnotes(desk: Page) -> None:
    paste(desk, (CLIPBOARD / "google-docs-exported.html").read_text())
    assert said(desk) == "Pasted from Google Docs. Footnotes taken over: 2. Comments left out: 1."
    assert named(save(desk)) == (
        '<h2>Озеро<sup data-note="n1"></sup></h2><p>Вода убывает, см. <a href="https://example.org/ru?a=1&amp;b=2">здесь</a>.'
        '<sup data-note="n2"></sup></p>',
        {"n1": "<p>Впервые в <em>«Хронике»</em>.</p>", "n2": "<p>Измерено в июле.</p><p>Второй абзац.</p>"},
    )


def test_one_undo_takes_the_pasted_text_back_and_leaves_its_notes_in_sight(desk: Page) -> None:
    write(desk, "Before")
    paste(desk, (CLIPBOARD / "google-docs-exported.html").read_text())
    expect_numbers(desk, "1", "2")
    desk.keyboard.press("Control+Z")
    expect_numbers(desk)
    expect(desk.locator("[data-note-number]")).to_have_text(["Footnote, not cited"] * 2)
    desk.keyboard.press("Control+Y")
    expect(desk.locator("[data-note-number]")).to_have_text(["Footnote 1", "Footnote 2"])
    desk.keyboard.press("Control+Z")
    for _ in range(2):
        desk.get_by_role("button", name="Remove this footnote").first.click()
    sent = save(desk)
    assert (sent["body"], [name for name in sent if name.endswith("-key")]) == ("<p>Before</p>", [])


def test_a_page_of_this_journal_is_pasted_with_its_notes_as_new_ones(desk: Page) -> None:
    paste(
        desk,
        '<p>Der See<sup class="noteref"><a id="noteref-old" href="https://example.org/de/1/see/#note-old" '
        'role="doc-noteref" aria-label="Note 1">1</a></sup>.</p><section role="doc-endnotes"><h2>Notes</h2><ol>'
        '<li id="note-old"><p>Die <em>Chronik</em>. <a role="doc-backlink" href="https://example.org/de/1/see/'
        '#noteref-old">↩</a></p></li></ol></section>',
    )
    assert named(save(desk)) == ('<p>Der See<sup data-note="n1"></sup>.</p>', {"n1": "<p>Die <em>Chronik</em>.</p>"})


def test_the_source_beside_the_text_is_pasted_with_the_same_notes(visit: Callable[[str], Page]) -> None:
    START["body"] = '<p>Text<sup data-note="old"></sup></p>'
    page = visit("notes=1")
    page.locator(TEXT).first.click()
    go_to_end(page)
    paste(page, f'<p>Two<sup><a href="{page.url}#source-old">1</a></sup></p>')
    expect_numbers(page, "1", "1")
    assert save(page)["body"] == '<p>Text<sup data-note="old"></sup>Two<sup data-note="old"></sup></p>'


def test_a_marker_that_comes_alone_gets_a_row(desk: Page) -> None:
    paste(
        desk, '<p>One<sup data-note="zzz"></sup>, <a href="https://example.org">two<sup data-note="yyy"></sup></a>.</p>'
    )
    expect(desk.locator("[data-note-number]")).to_have_text(["Footnote 1", "Footnote 2"])
    sent = save(desk)
    assert {sent[name] for name in sent if name.endswith("-key")} == {"zzz", "yyy"}
    assert sent["body"] == (
        '<p>One<sup data-note="zzz"></sup>, <a href="https://example.org">two</a><sup data-note="yyy"></sup>.</p>'
    )


def test_what_a_marker_carries_cannot_bring_in_a_script(desk: Page) -> None:
    note = escape(
        "<p><img src=x onerror=alert(1)><a href='javascript:alert(1)'>a</a> <em>b</em><sup data-note='k'></sup></p>"
    )
    paste(desk, f'<p>One<sup data-note="k" data-note-html="{note}" data-note-kind="x" data-note-of="9:de"></sup></p>')
    assert named(save(desk)) == ('<p>One<sup data-note="n1"></sup></p>', {"n1": "<p>a <em>b</em></p>"})


def test_a_web_page_leaves_its_pictures_scripts_and_styles_behind(desk: Page) -> None:
    paste(
        desk,
        '<div class="x" style="color:red"><h1>Big</h1><script>alert(1)</script><style>p{color:red}</style>'
        '<p onclick="alert(1)">One <img src="https://example.org/a.png"> <b>two</b> '
        '<a href="javascript:alert(1)">three</a> <span lang="hy">չորս</span></p><div>five</div></div>',
    )
    assert said(desk) == "Images left out: 1. Please put them in with the image button."
    assert named(save(desk)) == (
        '<h2>Big</h2><p>One <strong>two</strong> three <span lang="hy">չորս</span></p><p>five</p>',
        {},
    )


def test_a_note_takes_the_words_and_no_markers(visit: Callable[[str], Page]) -> None:
    START["body"] = '<p>Text<sup data-note="old"></sup></p>'
    page = visit("notes=1")
    page.locator("#id_notes-0-text + .ck-editor .ck-content").click()
    page.keyboard.press("Control+A")
    paste(
        page,
        '<html><meta name=Generator content="Microsoft Word 15"><p>See <i>there</i><a href="#_ftn1">[1]</a></p>'
        "<ul><li>one</li></ul></html>",
    )
    assert save(page)["notes-0-text"] == "<p>See <em>there</em>[1]</p><p>one</p>"


def test_ten_megabytes_are_refused_at_once_and_the_text_stays(visit: Callable[[str], Page]) -> None:
    page = visit("notes=0&interface=de")
    page.locator(TEXT).first.click()
    write(page, "Vorher")
    for kind in ("text/html", "text/plain"):
        assert page.evaluate(PASTE_MUCH, kind) < 500
        expect(page.locator(".editor-notice [role=status]").first).to_contain_text("10.000.000")
        write(page, ".")
    assert save(page)["body"] == "<p>Vorher..</p>"


@pytest.mark.parametrize("html", [f"<p>{'x' * 200}</p>" * 700, ""])
def test_what_would_make_the_text_too_long_is_refused_with_the_reason(desk: Page, html: str) -> None:
    write(desk, "Before")
    paste(desk, html, "y" * 140_000)
    settle(desk)
    paste(desk, html, "y" * 140_000)
    assert said(desk) == (
        f"With this the text would have more than {MAX_CHARACTERS:,} characters, markup included. "
        "Nothing has been changed."
    )
    desk.get_by_role("button", name="Close this message").click()
    assert said(desk) == ""
    desk.keyboard.press("Control+Z")
    expect(desk.locator(TEXT).first).to_have_text("Before")


def test_more_notes_than_a_form_takes_are_refused(desk: Page) -> None:
    write(desk, "Before")
    paste(desk, "<p>" + "".join(f'<a href="#_ftn{n}">[{n}]</a>' for n in range(1001)) + "</p>")
    assert said(desk) == "There would be more than 1,000 footnotes. Nothing has been changed."
    assert save(desk)["body"] == "<p>Before</p>"


def test_italics_typed_after_a_paste_are_italics(desk: Page) -> None:
    paste(desk, (CLIPBOARD / "google-docs-exported.html").read_text())
    press(desk, "Italic")
    write(desk, " more")
    assert save(desk)["body"].endswith("<em> more</em></p>")


def test_word_in_the_browser_says_headings_and_lists_in_its_own_way(desk: Page) -> None:
    item = (
        "<div class='ListContainerWrapper SCXW1'><{0} role=list><li role=listitem data-aria-level={1}>"
        "<p><span>{2}</span><span class=EOP data-ccp-props='{{}}'>&nbsp;</span></p></li></{0}></div>"
    )
    paste(
        desk,
        "<div class='OutlineElement Ltr SCXW1'><p role=heading aria-level=1><span lang=DE>Titel</span><span class=EOP>"
        "&nbsp;</span></p></div>"
        + item.format("ul", 1, "a")
        + item.format("ul", 2, "b")
        + item.format("ul", 1, "c")
        + "<div class='OutlineElement'><p><span>End</span><span class='EOP'>&nbsp;</span></p></div>"
        + item.format("ol", 1, "one"),
    )
    assert said(desk) == "Pasted from Word."
    assert named(save(desk)) == (
        "<h2>Titel</h2><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><p>End</p><ol><li>one</li></ol>",
        {},
    )


def test_tables_of_word_bring_neither_its_empty_rows_nor_a_million_columns(desk: Page) -> None:
    paste(
        desk,
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><table><tr><td colspan=2>a</td><td colspan=1>b</td></tr>"
        "<tr><td colspan=3>c</td></tr><tr height=0><td width=1></td><td width=1></td><td width=1></td></tr></table>"
        "<p>between</p><table><tr><td colspan=1000000>wide</td></tr></table></html>",
    )
    assert named(save(desk)) == (
        '<table><tbody><tr><td colspan="2">a</td><td>b</td></tr><tr><td colspan="3">c</td></tr></tbody></table>'
        "<p>between</p><table><tbody><tr><td>wide</td></tr></tbody></table>",
        {},
    )


def test_comments_are_counted_where_they_stand_in_the_text(desk: Page) -> None:
    paste(
        desk,
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><p>Said<span class=MsoCommentReference><a "
        "class=msocomanchor href='#_msocom_1'>[A1]</a></span>.</p><div style='mso-element:comment-list'><div "
        "style='mso-element:comment'><p><span class=MsoCommentReference><a href='#_msoanchor_1'>[A1]</a></span>No."
        "</p></div></div></html>",
    )
    assert said(desk) == "Pasted from Word. Comments left out: 1."
    assert named(save(desk)) == ("<p>Said.</p>", {})


def test_plain_lines_bring_no_empty_ones(desk: Page) -> None:
    paste(desk, "", "a\n\n\n\nb\n\n\nc\nd\n")
    assert named(save(desk)) == ("<p>a</p><p>b</p><p>c<br>d</p>", {})


def test_a_page_of_pandoc_arrives_with_its_footnotes(desk: Page) -> None:
    paste(
        desk,
        '<p>Text<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p>'
        '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1" role="doc-endnote"><p>The note.'
        '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
    )
    assert said(desk) == "Footnotes taken over: 1."
    assert named(save(desk)) == ('<p>Text<sup data-note="n1"></sup>.</p>', {"n1": "<p>The note.</p>"})
