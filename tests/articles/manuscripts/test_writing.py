"""What each thing a text may hold becomes in a Word file, read with python-docx and mammoth: other people's readers."""

import io
from datetime import UTC, datetime

import mammoth
import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image as Pillow

from articles.manuscripts.word_elements import W
from articles.manuscripts.word_pictures import fit_picture
from articles.manuscripts.writing import Picture, write_word
from articles.revisions import Content
from journal.text.plain import to_text
from journal.text.sanitize import clean
from tests.articles.manuscripts.texts import paint

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def write(body: str = "", *, language: str = "en", notes: dict[str, str] | None = None, **content: object) -> bytes:
    """Return the file of a text that is cleaned first, as a stored one was."""
    rows = {key: {"kind": "remark", "html": html} for key, html in (notes or {}).items()}
    return write_word(
        Content(body=clean(body), notes=rows, **content),
        language=language,
        at=AT,
        find_picture=lambda number: Picture(paint(), "Photo: A. B.") if number == 5 else None,
    )


def open_word(data: bytes) -> DocumentObject:
    return Document(io.BytesIO(data))


def read_html(data: bytes) -> str:
    """Return the text as mammoth reads it, which knows real footnotes, lists and tables and no names of ours."""
    return mammoth.convert_to_html(io.BytesIO(data), id_prefix="").value


def describe(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.style.name, paragraph.text


def list_paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Return style and text of each paragraph that is in no table."""
    return [describe(paragraph) for paragraph in open_word(data).paragraphs]


def list_numbers(data: bytes) -> list[tuple[str, int, str, str]]:
    """Return of each item its text, its level, the kind of its list and where that begins (empty if nowhere said)."""
    document = open_word(data)
    numbering = document.part.numbering_part.element
    rows = []
    for element in document.element.body.iter(qn("w:p")):
        place = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if place is not None:
            level, number = place.ilvl.val, place.numId.val
            row = numbering.num_having_numId(number)
            kind = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{row.abstractNumId.val}']/w:lvl/w:numFmt/@w:val")
            starts = row.xpath("./w:lvlOverride/w:startOverride/@w:val")
            rows.append((Paragraph(element, document).text, level, kind[level], "".join(starts)))
    return rows


def test_the_head_of_the_text_has_styles_of_its_own() -> None:
    data = write("<p>Body.</p>", title="A title 🌍 ]]> <b>", subtitle="עברית", standfirst="One\nTwo")
    assert list_paragraphs(data) == [
        ("Title", "A title 🌍 ]]> <b>"),
        ("Subtitle", "עברית"),
        ("Standfirst", "One"),
        ("Standfirst", "Two"),
        ("Normal", "Body."),
    ]


def test_what_is_empty_leaves_no_paragraph() -> None:
    assert list_paragraphs(write("<p>Body.</p>")) == [("Normal", "Body.")]


def test_characters_no_file_can_hold_are_left_out() -> None:
    data = write(title="a\x00b\x0bc\ufffed\ud800e")
    assert list_paragraphs(data) == [("Title", "abcde")]


def test_headings_begin_at_the_first_level() -> None:
    data = write("<h2>Two</h2><h3>Three</h3>")
    assert list_paragraphs(data) == [("Heading 1", "Two"), ("Heading 2", "Three")]


def test_emphasis_stays() -> None:
    html = (
        "<p>a <strong>b <em>c</em></strong> <em>d</em> x<sup>2</sup> H<sub>2</sub>O<br>e&nbsp;f soft\u00adhyphen"
        " no\u2011break</p>"
    )
    written = read_html(write(html)).replace("<br />", "<br>").replace("\xa0", "&nbsp;")
    assert written == clean(html)


def test_links_lead_where_they_led() -> None:
    html = (
        '<p><a href="https://a.example/?q=1&amp;r=%202#s">a</a> <a href="article:17#note-k">b</a> <a href="#part">'
        'c</a> <a href="mailto:a@b.example"><em>d</em></a> <a href="https://hy.example/Հայ">e</a></p>'
    )
    assert read_html(write(html)) == clean(html)


def test_the_title_of_a_link_is_its_tip_unless_a_word_processor_would_spoil_the_link() -> None:
    data = write(
        f'<p><a href="https://a.example" title="A tip">a</a><a href="https://b.example" title="{"x" * 300}">b</a></p>'
    )
    links = open_word(data).element.body.iter(qn("w:hyperlink"))
    assert [link.get(qn("w:tooltip")) for link in links] == ["A tip", None]


def test_a_part_in_another_language_has_the_style_of_that_language() -> None:
    html = '<p><span lang="hy">ա</span><cite>b</cite><cite lang="ka">c</cite><span lang="ar">د</span></p>'
    data = write(f'{html}<p lang="xcl">e</p>')
    document = open_word(data)
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [(run.text, run.style.name) for run in runs] == [
        ("ա", "Language hy"),
        ("b", "HTML Cite"),
        ("c", "HTML Cite ka"),
        ("د", "Language ar"),
        ("e", "Language xcl"),
    ]
    languages = {
        name: dict(document.styles[name].element.find(f"{qn('w:rPr')}/{qn('w:lang')}").attrib)
        for name in ("Language hy", "HTML Cite ka", "Language ar", "Language xcl")
    }
    assert languages == {
        "Language hy": {qn("w:val"): "hy-AM"},
        "HTML Cite ka": {qn("w:val"): "ka-GE"},
        "Language ar": {qn("w:val"): "ar", qn("w:eastAsia"): "ar", qn("w:bidi"): "ar"},
        "Language xcl": {qn("w:val"): "xcl"},
    }


@pytest.mark.parametrize(
    ("language", "tag", "font"),
    [
        ("hy", "hy-AM", "Sylfaen"),
        ("ka", "ka-GE", "Sylfaen"),
        ("be", "be-BY", "Times New Roman"),
        ("en", "en-GB", "Times New Roman"),
    ],
)
def test_the_text_is_set_and_spelt_in_its_language(language: str, tag: str, font: str) -> None:
    defaults = open_word(write(language=language)).styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    assert (defaults.find(qn("w:lang")).get(qn("w:val")), defaults.find(qn("w:rFonts")).get(qn("w:hAnsi"))) == (
        tag,
        font,
    )


def test_lists_nest_and_each_begins_at_its_own_number() -> None:
    html = (
        "<ul><li>one<ul><li>two<ol start='3'><li>three<ul><li>four<ul><li>five<ul><li>six</li></ul></li></ul></li></ul>"
        "</li><li>next</li></ol></li></ul></li></ul><ol><li>a</li></ol><p>x</p><ol><li>b</li><li>c</li></ol>"
        "<ol start='-2'><li>d</li></ol><ol start='99999'><li>e</li></ol><ol start='0'><li>f</li></ol>"
    )
    assert list_numbers(write(html)) == [
        ("one", 0, "bullet", ""),
        ("two", 1, "bullet", ""),
        ("three", 2, "decimal", "3"),
        ("four", 3, "bullet", ""),
        ("five", 4, "bullet", ""),
        ("six", 5, "bullet", ""),
        ("next", 2, "decimal", "3"),
        ("a", 0, "decimal", "1"),
        ("b", 0, "decimal", "1"),
        ("c", 0, "decimal", "1"),
        ("d", 0, "decimal", "1"),
        ("e", 0, "decimal", "1"),
        ("f", 0, "decimal", "0"),
    ]


def test_a_list_deeper_than_word_can_count_stays_on_the_last_level() -> None:
    html = "".join(f"<ul><li>{number}" for number in range(12)) + "</li></ul>" * 12
    assert [level for _text, level, *_rest in list_numbers(write(html))] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]


def test_an_item_goes_on_without_a_number_and_one_that_begins_with_a_table_has_an_empty_line() -> None:
    data = write("<ul><li><p>a</p><p>b</p></li><li><table><tbody><tr><td>c</td></tr></tbody></table></li></ul>")
    assert list_paragraphs(data) == [
        ("List Paragraph", "a"),
        ("List Continue", "b"),
        ("List Paragraph", ""),
        ("Normal", ""),
    ]
    assert [text for text, *_rest in list_numbers(data)] == ["a", ""]


def test_a_list_in_a_cell_of_an_item_counts_for_itself() -> None:
    html = "<ol><li>a<table><tbody><tr><td><ol><li>in</li></ol></td></tr></tbody></table></li><li>b</li></ol>"
    rows = open_word(write(html)).part.numbering_part.element.num_lst
    assert [row.abstractNumId.val for row in rows] == [1, 2]


def test_very_many_ordered_lists_share_a_definition_and_still_begin_anew() -> None:
    data = write("<p>x</p>".join(["<ol><li>a</li></ol>"] * 300))
    rows = open_word(data).part.numbering_part.element.num_lst
    assert [row.abstractNumId.val for row in rows] == [*range(1, 201), *([200] * 100)]
    assert {start for *_rest, start in list_numbers(data)} == {"1"}


def test_quotes_hold_lists_and_quotes() -> None:
    html = (
        "<blockquote><p>a</p><ul><li>b</li></ul><blockquote><p>c</p></blockquote><p><cite>d</cite></p></blockquote>"
        + "<blockquote>" * 11
        + "<p>deep</p>"
        + "</blockquote>" * 11
    )
    data = write(html)
    assert list_paragraphs(data) == [
        ("Quote", "a"),
        ("Quote", "b"),
        ("Quote 2", "c"),
        ("Quote", "d"),
        ("Quote 9", "deep"),
    ]
    assert [text for text, *_rest in list_numbers(data)] == ["b"]


def test_tables_keep_head_spans_and_caption() -> None:
    html = (
        '<table><caption>Cap <em>x</em></caption><thead><tr><th colspan="2">A</th><th rowspan="2">B</th></tr>'
        '<tr><th>a1</th><th>a2</th></tr></thead><tbody><tr><th rowspan="2">r</th><td>1</td><td>2</td></tr>'
        '<tr><td colspan="2">wide</td></tr><tr><td>short</td></tr></tbody></table><p>x</p>'
    )
    data = write(html)
    assert read_html(data) == (
        '<p>Cap <em>x</em></p><table><thead><tr><th colspan="2"><p>A</p></th><th rowspan="2"><p>B</p></th></tr>'
        "<tr><th><p>a1</p></th><th><p>a2</p></th></tr></thead><tbody>"
        '<tr><td rowspan="2"><p>r</p></td><td><p>1</p></td><td><p>2</p></td></tr>'
        '<tr><td colspan="2"><p>wide</p></td></tr><tr><td><p>short</p></td></tr></tbody></table><p>x</p>'
    )
    table = open_word(data).tables[0]
    styles = {cell.text: cell.paragraphs[0].style.name for row in table.rows for cell in row.cells}
    assert {text for text, style in styles.items() if style == "Table Heading"} == {"A", "B", "a1", "a2", "r"}
    assert list_paragraphs(data)[0] == ("Table Caption", "Cap x")


def test_a_table_of_more_columns_than_word_takes_loses_no_word() -> None:
    cells = "".join(f"<td>{number}</td>" for number in range(100))
    table = open_word(write(f"<table><tbody><tr>{cells}</tr></tbody></table>")).tables[0]
    assert len(table.columns) == 63
    assert "\n".join(cell.text for cell in table.rows[0].cells).split() == [str(number) for number in range(100)]


def test_a_span_over_columns_that_are_not_there_is_shortened() -> None:
    html = '<table><tbody><tr><td colspan="999">a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>'
    table = open_word(write(html)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["a", "a", "b"]


def test_pictures_stand_in_the_line_with_alt_caption_and_credit() -> None:
    images = {"5": {"alt": 'A "field"', "caption": "Two\nlines"}, "6": {"alt": "", "caption": ""}}
    data = write(
        '<figure data-image="5"></figure><figure data-image="6"></figure><figure data-image="5"></figure>',
        images=images,
    )
    shapes = open_word(data).inline_shapes
    assert [(shape._inline.docPr.get("name"), shape._inline.docPr.get("descr")) for shape in shapes] == [
        ("enface_image_5", 'A "field"'),
        ("enface_image_6", ""),
        ("enface_image_5", 'A "field"'),
    ]
    assert [(shape.width, shape.height) for shape in shapes][:2] == [(60 * 9525, 40 * 9525), (480 * 9525, 320 * 9525)]
    captions = [("Caption", "Two\nlines"), ("Picture Credit", "Photo: A. B.")]
    assert list_paragraphs(data) == [("Picture", ""), *captions, ("Picture", ""), ("Picture", "")]


def draw(kind: str, *, mode: str = "RGB", size: tuple[int, int] = (2_000, 1_000)) -> bytes:
    held = io.BytesIO()
    Pillow.new(mode, size).save(held, kind)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "fitted"),
    [
        (draw("JPEG", size=(60, 40)), ("jpeg", 60, 40)),
        (draw("PNG", size=(60, 40)), ("png", 60, 40)),
        (draw("JPEG"), ("jpeg", 1_600, 800)),
        (draw("PNG", mode="RGBA"), ("png", 1_600, 800)),
        (draw("JPEG", mode="CMYK", size=(60, 40)), ("jpeg", 60, 40)),
        (draw("WEBP", size=(60, 40)), ("jpeg", 60, 40)),
        (draw("GIF", mode="P", size=(60, 40)), ("jpeg", 60, 40)),
        (draw("JPEG", size=(60, 40))[:300], ("png", 480, 320)),
        (draw("PNG", mode="1", size=(30_000, 2_000)), ("png", 480, 320)),
        (b"<svg/>", ("png", 480, 320)),
        (b"", ("png", 480, 320)),
        (None, ("png", 480, 320)),
    ],
    ids="jpeg png wide-jpeg wide-png cmyk webp gif torn huge svg empty missing".split(),
)
def test_every_picture_becomes_one_word_can_show(data: bytes | None, fitted: tuple[str, int, int]) -> None:
    made = fit_picture(data)
    assert (made.ending, made.width, made.height) == fitted
    with Pillow.open(io.BytesIO(made.data)) as picture:
        assert (picture.format, picture.size) == (made.ending.upper(), fitted[1:])


def test_a_line_is_a_paragraph_with_a_line_below_it() -> None:
    assert list_paragraphs(write("<p>a</p><hr><p>b</p>")) == [("Normal", "a"), ("Horizontal Line", ""), ("Normal", "b")]


def test_notes_are_real_ones_wherever_they_are_cited() -> None:
    html = (
        '<h2>H<sup data-note="h1"></sup></h2><ul><li>L<sup data-note="l1"></sup></li></ul>'
        '<blockquote><p>Q<sup data-note="q1"></sup></p></blockquote>'
        '<table><caption>C<sup data-note="c1"></sup></caption>'
        '<tbody><tr><td>T<sup data-note="t1"></sup></td></tr></tbody></table>'
        '<p>E<sup data-note="e1"></sup><sup data-note="none"></sup></p>'
    )
    notes = {key: f"<p>note {key}</p>" for key in ("h1", "l1", "q1", "c1", "t1")} | {"e1": ""}
    written = read_html(write(html, notes=notes | {"uncited": "<p>uncited</p>"}))
    assert [written.count(f'id="footnote-ref-{number}"') for number in range(1, 9)] == [1] * 7 + [0]
    texts = [*(f" note {key}" for key in ("h1", "l1", "q1", "c1", "t1")), " ", " "]
    items = [f'<p>{text} <a href="#footnote-ref-{place}">↑</a></p>' for place, text in enumerate(texts, start=1)]
    listed = "".join(f'<li id="footnote-{place}">{item}</li>' for place, item in enumerate(items, start=1))
    assert written.endswith(f"<ol>{listed}</ol>")


def test_a_note_keeps_paragraphs_italics_and_links() -> None:
    note = '<p>One <em>two</em> <a href="https://a.example/">three</a></p><p>Four <a href="article:3">five</a></p>'
    written = read_html(write('<p>x<sup data-note="k"></sup></p>', notes={"k": note}))
    assert note.removesuffix("</p>").removeprefix("<p>") in written


def test_a_note_cited_again_is_referred_to_by_the_bookmark_around_its_mark() -> None:
    data = write(
        '<p>x<sup data-note="k9"></sup> y<sup data-note="z"></sup> z<sup data-note="k9"></sup></p>',
        notes={"k9": "a", "z": "b"},
    )
    body = open_word(data).element.body
    marks = [each.get(qn("w:id")) for each in body.iter(qn("w:footnoteReference"))]
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert (marks, names) == (["1", "2"], ["enface_note_k9", "enface_note_z"])
    assert [each.text for each in body.iter(qn("w:instrText"))] == [" NOTEREF enface_note_k9 \\f \\h "]
    assert [run.text for run in open_word(data).paragraphs[0].runs if run.style.name == "footnote reference"] == [
        "",
        "",
        "1",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "word " * 49_000 + "</p>",
        "".join(f'<p>Word<sup data-note="k{number}"></sup></p>' for number in range(400)),
        "<ul>" + "".join(f"<li>{number}</li>" for number in range(9_000)) + "</ul>",
        "<table><tbody>" + "<tr>" + "<td>a</td>" * 20_000 + "</tr></tbody></table>",
        "<table><tbody>" + "<tr><td rowspan='900'>a</td><td>b</td></tr>" * 5_000 + "</tbody></table>",
        "<p>" + "<em>a</em> " * 15_000 + "</p>",
    ],
    ids=["words", "notes", "items", "cells in a row", "tall cells", "runs"],
)
def test_texts_at_the_cap_are_written(html: str) -> None:
    data = write(html, notes={f"k{number}": "<p>Note.</p>" for number in range(400)})
    texts = open_word(data).element.body.iter(f"{{{W}}}t")
    assert "".join("".join(text.text for text in texts).split()) == "".join(to_text(clean(html)).split())
