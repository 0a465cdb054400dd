"""A text taken apart into units and put together again: the same to the byte, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from articles.revisions import Content
from articles.xliff.cutting import segment
from articles.xliff.segments import Segments, rebuild
from journal.text.footnotes import cited_keys
from journal.text.sanitize import clean_line, clean_lines
from tests.journal.text.soups import prose, stored_html

BODY = (
    '<h2>Head<sup data-note="k1"></sup></h2>'
    '<p>See <a href="https://a.example/" title="A title">the <strong>report</strong></a><sup data-note="k2"></sup>'
    " for 1&nbsp;&amp;&nbsp;2.<br>Next</p>"
    '<figure data-image="17"></figure><hr><p>* * *</p>'
    '<blockquote><p lang="en">Quoted <span lang="ru">слово</span></p></blockquote>'
    "<ul><li>one<ul><li>inner</li></ul></li><li><p>two</p><p>three</p></li></ul>"
    '<table><caption>Table</caption><tbody><tr><th scope="col">A</th><td>1</td></tr></tbody></table>'
)
CONTENT = Content(
    title="Title",
    standfirst="First line\nSecond line",
    body=BODY,
    notes={
        "k2": {"kind": "reference", "added_in": "hy", "html": "Loose <em>text</em>"},
        "k1": {"kind": "editor", "added_in": "hy", "html": "<p>One.</p><p>Two.</p>"},
    },
    images={"17": {"alt": "Alt", "caption": "Line\nLine 2"}, "9": {"alt": "Nine", "caption": ""}},
)


def put_back(segments: Segments) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]:
    """Rebuild a text with its own units."""
    made = rebuild(segments, {unit.id: unit.nodes for unit in segments.units.values()})
    return made.texts, made.notes, made.images


def test_a_text_becomes_units_in_reading_order() -> None:
    units = segment(CONTENT).units.values()
    assert [(unit.id, unit.kind, unit.text) for unit in units] == [
        ("title", "title", "Title"),
        ("standfirst.1", "standfirst", "First line"),
        ("standfirst.2", "standfirst", "Second line"),
        ("body.1", "heading", "Head"),
        ("body.2", "paragraph", "See the report for 1\xa0&\xa02.Next"),
        ("body.2.1.title", "link-title", "A title"),
        ("body.3", "quotation", "Quoted слово"),
        ("body.4", "item", "one"),
        ("body.5", "item", "inner"),
        ("body.6", "item", "two"),
        ("body.7", "item", "three"),
        ("body.8", "caption", "Table"),
        ("body.9", "cell", "A"),
        ("body.10", "cell", "1"),
        ("note.k1.1", "note", "One."),
        ("note.k1.2", "note", "Two."),
        ("note.k2.1", "note", "Loose text"),
        ("image.9.alt", "alt", "Nine"),
        ("image.17.alt", "alt", "Alt"),
        ("image.17.caption.1", "image-caption", "Line"),
        ("image.17.caption.2", "image-caption", "Line 2"),
    ]


def test_a_text_put_together_from_its_own_units_is_the_same() -> None:
    assert put_back(segment(CONTENT)) == (
        {"title": CONTENT.title, "standfirst": CONTENT.standfirst, "body": BODY},
        {"k1": "<p>One.</p><p>Two.</p>", "k2": "Loose <em>text</em>"},
        {"17": {"alt": "Alt", "caption": "Line\nLine 2"}, "9": {"alt": "Nine"}},
    )


def test_notes_for_the_readers_of_the_source_are_optional() -> None:
    segments = segment(CONTENT)
    assert (segments.optional, dict(segments.numbers)) == (frozenset({"k1"}), {"k1": 1, "k2": 2})


def test_words_of_a_target_are_escaped_and_the_title_of_a_link_is_its_own_unit() -> None:
    segments = segment(Content(body='<p><a href="https://a.example/" title="old">x</a></p>'))
    link = segments.units["body.1"].nodes[0]
    targets = {"body.1": ("<script>&", link), "body.1.1.title": ('"><b>',)}
    assert rebuild(segments, targets).texts == {
        "body": '<p>&lt;script&gt;&amp;<a href="https://a.example/" title="&quot;&gt;&lt;b&gt;">x</a></p>'
    }


@given(stored_html(), stored_html("note"), prose(), st.text(max_size=30))
def test_whatever_is_stored_comes_back_to_the_byte(body: str, note: str, words: str, line: str) -> None:
    keys = dict.fromkeys(cited_keys(body))
    notes = {key: {"kind": "reference", "added_in": "hy", "html": note} for key in keys}
    title, standfirst = clean_line(line + words), clean_lines(f"{words}\n{line}\n{words}")
    content = Content(title=title, standfirst=standfirst, body=body, notes=notes, images={"1": {"alt": title}})
    texts, made_notes, images = put_back(segment(content))
    whole = {"title": title, "standfirst": standfirst, "body": body}
    assert texts == {name: whole[name] for name in texts}
    assert made_notes == dict.fromkeys(made_notes, note)
    assert images in ({}, {"1": {"alt": title}})
