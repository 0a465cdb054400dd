"""What a manuscript says stands in the text or in the report; and a file written to be slow is not."""

import random
import time
from contextlib import suppress

import pytest

from articles.manuscripts.manuscript import WordNote
from articles.manuscripts.package import Unreadable
from articles.manuscripts.reading import read_word
from tests.articles.manuscripts.packages import cite, make_parts, make_word, note, p, pack, run, style
from tests.articles.manuscripts.test_reading_text import tell

BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


def test_a_note_on_an_author_moves_to_the_first_paragraph() -> None:
    body = p("T", "Title") + p(run("Anna") + cite(1), "Author") + p("One.") + p(run("Two.") + cite(2))
    read = read_word(make_word(body, footnotes=note(1, "of Gyumri") + note(2, "x")))
    assert read.body == '<p>One.<sup data-note="new1"></sup></p><p>Two.<sup data-note="new2"></sup></p>'
    assert read.notes["new1"] == WordNote("<p>of Gyumri</p>", False, False)
    found = tell(read, "author", "marker-in-head", "footnote", "note-uncited")
    assert found == {"author": (1, ["Anna"]), "marker-in-head": (1, []), "footnote": (2, [])}


def test_a_note_on_a_credit_stays_below_the_image() -> None:
    body = p("T", "Title") + p("a") + p(run("Photo: Anna") + cite(1), "PictureCredit")
    read = read_word(make_word(body, footnotes=note(1, "x")))
    assert (read.body, list(read.notes)) == ('<p>a</p><p><sup data-note="new1"></sup></p>', ["new1"])


def test_a_note_that_is_cited_in_a_table_of_contents_only_is_told() -> None:
    styles = style("TOC1", "toc 1")
    read = read_word(make_word(p("a") + p(run("b") + cite(1), "TOC1"), styles=styles, footnotes=note(1, "x")))
    assert (read.notes, tell(read, "footnote", "note-uncited")) == ({}, {"note-uncited": (1, ["x"])})


def test_a_paragraph_styled_as_a_subtitle_further_down_is_a_heading() -> None:
    body = p("T", "Title") + p("S", "Subtitle") + p("a") + p("Gyumri", "Subtitle") + p("b") + p("Vanadzor", "Subtitle")
    read = read_word(make_word(body + p("c")))
    assert (read.subtitle, read.body) == ("S", "<p>a</p><h2>Gyumri</h2><p>b</p><h2>Vanadzor</h2><p>c</p>")
    assert tell(read, "subtitle", "subtitle-twice") == {"subtitle": (1, []), "subtitle-twice": (2, [])}


def test_a_field_whose_end_is_missing_swallows_nothing() -> None:
    read = read_word(
        make_word(p(run("a ") + BEGIN + "<w:r><w:instrText>REF x</w:instrText></w:r>" + run("b")) + p("c"))
    )
    assert read.body == "<p>a b</p><p>c</p>"


def test_more_than_a_sign_after_a_note_is_text() -> None:
    def write(sign: str) -> str:
        mark = f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>{sign}</w:t></w:r>'
        return read_word(make_word(p(run("a") + mark), footnotes=note(1, "x"))).body

    assert write("***") == '<p>a<sup data-note="new1"></sup></p>'
    assert write(", he said.") == '<p>a<sup data-note="new1"></sup></p>'
    assert write(", and he said.") == '<p>a<sup data-note="new1"></sup>, and he said.</p>'


def test_numbers_the_word_processor_counts_itself_are_told_where_they_go() -> None:
    level = '<w:lvl w:ilvl="{}"><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'.format
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level(0, kind, text)}</w:abstractNum>'
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, (kind, text) in enumerate([("decimal", "%1."), ("lowerLetter", "%1)"), ("decimal", "§ %1 a")], 1)
    )
    items = "".join(p(f"i{n}", properties=f'<w:numPr><w:numId w:val="{n}"/></w:numPr>') for n in (1, 2, 3))
    headings = style("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    read = read_word(make_word(p("T", "Title") + items + p("Part", "H1"), numbering=numbering, styles=headings))
    assert read.body == "<ol><li>i1</li></ol><ol><li>i2</li></ol><ol><li>i3</li></ol><h2>Part</h2>"
    assert tell(read, "list-number", "heading-number") == {"list-number": (2, []), "heading-number": (1, ["Part"])}


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("before", "raised", "is_mark"),
    [
        ("town", "1", True),
        ("town ", "1", True),
        ("ends.”", "12", True),
        ("գետը։", "[3]", True),
        ("town", "*", True),
        ("km", "2", False),
        ("x", "2", False),
        ("10", "6", False),
        ("town", "th", False),
        ("town", "1848", False),
    ],
)
def test_marks_of_notes_typed_by_hand_are_told(before: str, raised: str, *, is_mark: bool) -> None:
    read = read_word(make_word(p("T", "Title") + p(run(before) + run(raised, RAISED))))
    assert tell(read, "typed-mark") == ({"typed-mark": (1, [raised])} if is_mark else {})


def test_the_words_of_a_drawing_made_of_words_are_told() -> None:
    shape = '<w:r><w:pict><v:shape><v:textpath string="Shushi 1905"/></v:shape></w:pict></w:r>'
    assert tell(read_word(make_word(p(run("a") + shape))), "drawing") == {"drawing": (1, ["Shushi 1905"])}


def noisy(pattern: str, number: int) -> str:
    """Return a pattern so many times, each with a number of its own: what repeats itself is refused for that."""
    numbers = random.Random(7)
    return "".join(pattern.format(f"{numbers.getrandbits(32):08x}") for _ in range(number))


def item(text: str) -> str:
    return p(text, properties='<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>')


SLOW = {
    "lists beside notes": lambda: make_parts(
        "".join(p(run("x") + cite(n)) for n in range(4_000)),
        footnotes="".join(note(n, "n") for n in range(4_000)),
        numbering=noisy('<w:num w:numId="{}"/>', 60_000),
    ),
    "levels of a list": lambda: make_parts(
        "".join(item(f"{n * 7919}") for n in range(6_000)),
        numbering='<w:abstractNum w:abstractNumId="0">'
        + noisy('<w:lvl w:ilvl="7" w:tplc="{}"/>', 60_000)
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ),
    "paragraphs whose ends are deleted": lambda: make_parts(
        noisy('<w:p w:rsidR="{}"><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', 15_000)
    ),
    "notes without number": lambda: make_parts(
        "".join(p(run("x") + cite(n)) for n in range(15_000)), footnotes="".join(note(n, "n") for n in range(15_000))
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_a_file_that_is_written_to_be_slow_is_read_in_seconds(name: str) -> None:
    data = pack({**SLOW[name](), "word/media/a.bin": random.Random(1).randbytes(600_000)})
    start = time.process_time()
    with suppress(Unreadable):
        read_word(data)
    assert time.process_time() - start < 10
