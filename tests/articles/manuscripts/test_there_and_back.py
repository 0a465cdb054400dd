"""Through Word and back: what a version is sent out as, read in again, is the same text."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.manuscripts.manuscript import Manuscript, WordNote
from articles.manuscripts.reading import read_word
from articles.manuscripts.writing import Picture, write_word
from articles.revisions import Content
from journal.text.footnotes import cited_keys
from journal.text.sanitize import clean
from tests.articles.manuscripts.texts import carried_bodies, carried_lines, carried_notes, paint

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def send(content: Content, *, language: str = "en") -> bytes:
    """Return the file a version with that content is downloaded as; it may show the images 5 and 6."""
    return write_word(content, language=language, at=AT, find_picture=lambda _number: Picture(paint(), "Photo: A. B."))


def return_text(html: str, *, notes: dict[str, str] | None = None) -> Manuscript:
    """Send a text out and read it back."""
    rows = {key: {"kind": "remark", "html": note} for key, note in (notes or {}).items()}
    return read_word(send(Content(title="Title", body=clean(html), notes=rows)), known_images={5, 6})


@given(carried_bodies(), carried_notes(), carried_lines(), carried_lines(), st.lists(carried_lines(), max_size=3))
def test_a_text_comes_back_as_it_went(body: str, note: str, title: str, subtitle: str, lines: list[str]) -> None:
    assert clean(body) == body
    notes = {key: {"kind": "remark", "html": note} for key in dict.fromkeys(cited_keys(body))}
    images = {"5": {"alt": title, "caption": "\n".join(lines)}, "6": {"alt": "", "caption": ""}}
    content = Content(
        title=title, subtitle=subtitle, standfirst="\n".join(lines), body=body, notes=notes, images=images
    )
    read = read_word(send(content), known_images={5, 6})
    assert read.body == body
    assert (read.title, read.subtitle, read.standfirst) == (title, subtitle, content.standfirst)
    assert {key: each.html for key, each in read.notes.items()} == {key: each["html"] for key, each in notes.items()}
    assert all(each.has_own_key for each in read.notes.values())
    assert list(read.notes) == list(notes)
    shown = {5, 6} & {number for number in (5, 6) if f'data-image="{number}"' in body}
    assert read.captions == {number: (images[str(number)]["alt"], images[str(number)]["caption"]) for number in shown}
    assert read.pictures == ()


LOSSES = {
    "a single paragraph in an item or a cell stands loose": (
        "<ul><li><p>a</p></li></ul><table><tbody><tr><td><p>a</p></td><td>b</td></tr></tbody></table>",
        "<ul><li>a</li></ul><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    ),
    "two quotes with nothing between are one": (
        "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
        "<blockquote><p>a</p><p>b</p></blockquote>",
    ),
    "no list counts down": ("<ol reversed><li>a</li></ol>", "<ol><li>a</li></ol>"),
    "no list begins below 0": ('<ol start="-2"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    "an item of nothing but a list is that list": ("<ul><li><ul><li>a</li></ul></li></ul>", "<ul><li>a</li></ul>"),
    "the language of a link's page": (
        '<p><a href="https://a.example/" hreflang="hy">a</a></p>',
        '<p><a href="https://a.example/">a</a></p>',
    ),
    "the language of a block is that of its words": (
        '<p lang="hy">a <em>b</em></p>',
        '<p><span lang="hy">a <em>b</em></span></p>',
    ),
    "inline elements nest in one order": (
        '<p><sup><em><span lang="hy">a</span></em></sup></p>',
        '<p><span lang="hy"><em><sup>a</sup></em></span></p>',
    ),
    "a marker has no language": (
        '<p><span lang="hy">a<sup data-note="k"></sup>b</span></p>',
        '<p><span lang="hy">a</span><sup data-note="k"></sup><span lang="hy">b</span></p>',
    ),
    "several spaces are one": ("<p>a  b\nc</p>", "<p>a b c</p>"),
    "the first level of headings is the second of HTML": ("<h3>a</h3>", "<h2>a</h2>"),
    "a heading is not bold besides": ("<h2><strong>a</strong></h2>", "<h2>a</h2>"),
    "a heading ends a quote": (
        "<blockquote><h2>a</h2><p>b</p></blockquote>",
        "<h2>a</h2><blockquote><p>b</p></blockquote>",
    ),
    "a table ends a list and a quote": (
        "<ul><li>a<table><tbody><tr><td>b</td><td>c</td></tr></tbody></table></li><li>d</li></ul>"
        "<blockquote><p>e</p><table><tbody><tr><td>f</td><td>g</td></tr></tbody></table></blockquote>",
        "<ul><li>a</li></ul><table><tbody><tr><td>b</td><td>c</td></tr></tbody></table><ul><li>d</li></ul>"
        "<blockquote><p>e</p></blockquote><table><tbody><tr><td>f</td><td>g</td></tr></tbody></table>",
    ),
    "a quote ends a list": (
        "<ul><li>a<blockquote><p>b</p></blockquote></li></ul>",
        "<ul><li>a</li></ul><blockquote><p>b</p></blockquote>",
    ),
    "a table of one cell is its text": ("<table><tbody><tr><td>a</td></tr></tbody></table>", "<p>a</p>"),
}
"""What Word cannot carry, or a reader of Word files has to take otherwise; see `articles.manuscripts.writing`."""


@pytest.mark.parametrize("loss", LOSSES)
def test_what_word_cannot_carry_is_known(loss: str) -> None:
    before, after = LOSSES[loss]
    assert clean(before) == before.replace("reversed>", 'reversed="">')
    assert return_text(before).body == after


def test_what_stands_side_by_side_stays_apart() -> None:
    html = (
        "<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol><ol><li>d</li></ol><hr><hr>"
        '<figure data-image="5"></figure><figure data-image="5"></figure><table><tbody><tr><td>e</td><td>f</td></tr>'
        "</tbody></table><table><tbody><tr><td>g</td><td>h</td></tr><tr><td>i</td></tr></tbody></table>"
    )
    assert return_text(html).body == html


def test_a_marker_without_a_note_comes_back_with_an_empty_note_and_an_uncited_note_does_not() -> None:
    read = return_text('<p>a<sup data-note="k1"></sup></p>', notes={"k2": "<p>b</p>"})
    assert (read.body, dict(read.notes)) == (
        '<p>a<sup data-note="k1"></sup></p>',
        {"k1": WordNote("", has_own_key=True)},
    )


def test_loose_text_of_a_note_comes_back_as_a_paragraph() -> None:
    read = return_text('<p>a<sup data-note="k"></sup></p>', notes={"k": "loose <em>text</em>"})
    assert read.notes["k"].html == "<p>loose <em>text</em></p>"


def test_four_hundred_notes_come_back_with_their_keys() -> None:
    keys = [f"key{number}" for number in range(400)]
    html = "".join(f'<p>Word<sup data-note="{key}"></sup></p>' for key in keys)
    read = return_text(html, notes={key: f"<p>Note {key}.</p>" for key in keys})
    assert read.body == html
    assert [(key, note.html) for key, note in read.notes.items()] == [(key, f"<p>Note {key}.</p>") for key in keys]


RETOUCHED = (
    '<h2>Heading<sup data-note="h1"></sup></h2><p>Bold <strong>words</strong>, <em>italics</em>, x<sup>2</sup>, '
    '<a href="https://a.example/">a link</a>, <a href="article:17">a piece</a>, again<sup data-note="h1"></sup>.<br>'
    '<span lang="hy">հայերեն</span> <cite>A work</cite> <span lang="ka"><cite>წიგნი</cite></span></p>'
    "<ul><li>one<ul><li>two</li></ul></li><li><p>first</p><p>second</p></li></ul><p>Between.</p>"
    '<ol start="7"><li>seven<sup data-note="l1"></sup></li><li>eight</li></ol><blockquote><p>A quote.</p></blockquote>'
    '<table><caption>Caption<sup data-note="c1"></sup></caption><thead><tr><th scope="col">A</th>'
    '<th scope="col">B</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr>'
    '<tr><td colspan="2">4</td></tr></tbody></table><hr><figure data-image="5"></figure><p>End.</p>'
)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this system")
def test_a_text_somebody_saved_in_libreoffice_comes_back_as_it_went(tmp_path: Path) -> None:
    notes = {"h1": "<p>One <em>two</em>.</p><p>Three.</p>", "l1": "<p>l</p>", "c1": "<p>c</p>"}
    rows = {key: {"kind": "remark", "html": note} for key, note in notes.items()}
    images = {"5": {"alt": "A field", "caption": "Its caption"}}
    content = Content(title="Title", subtitle="Subtitle", standfirst="Lead", body=RETOUCHED, notes=rows, images=images)
    assert clean(RETOUCHED) == RETOUCHED
    (tmp_path / "piece.docx").write_bytes(send(content))
    run = [
        *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), str(tmp_path / "piece.docx")),
    ]
    subprocess.run(run, check=True, capture_output=True, timeout=180)
    read = read_word((tmp_path / "saved" / "piece.docx").read_bytes(), known_images={5})
    assert read.body == RETOUCHED
    assert {key: note.html for key, note in read.notes.items()} == notes
    assert (read.title, read.subtitle, read.standfirst) == ("Title", "Subtitle", "Lead")
    assert read.captions == {5: ("A field", "Its caption")}
