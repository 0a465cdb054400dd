"""Notes: numbers, anchors both ways, and every fault reported."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.footnotes import (
    Labels,
    Note,
    Problem,
    cited_keys,
    find_problems,
    number_notes,
    render_body,
    render_notes,
)
from tests.journal.text.soups import stored_html

LABELS = Labels(
    heading="Notes & sources",
    noteref="Note {number}",
    again="Back to note {number} in the text, mention {mention}",
    kinds={"translator": "Translator's note:", "reference": ""},
)


def mark(key: str) -> str:
    return f'<sup data-note="{key}"></sup>'


def note(key: str, html: str = "A book.", kind: str = "reference", added_in: str = "") -> Note:
    return Note(key, html, kind, added_in)


def keyed(*notes: Note) -> dict[str, Note]:
    return {each.key: each for each in notes}


def test_keys_are_listed_in_reading_order_with_repetitions():
    body = f"<h2>a{mark('b')}</h2><p>c{mark('a1')}{mark('b')}</p>"
    assert cited_keys(body) == ("b", "a1", "b")
    assert number_notes(body) == {"b": 1, "a1": 2}
    assert cited_keys("<p>a<sup>2</sup></p>") == ()


def test_a_note_cited_twice_has_one_item_one_number_and_two_ways_back():
    body = f"<p>a{mark('x')} b{mark('y')} c{mark('x')}</p>"
    notes = keyed(note("x", "<p>One.</p><p>Two.</p>", "translator"), note("y", "A <em>book</em>."))
    assert render_body(body, notes, LABELS) == (
        '<p>a<sup><a id="noteref-x" href="#note-x" role="doc-noteref" aria-label="Note 1">1</a></sup>'
        ' b<sup><a id="noteref-y" href="#note-y" role="doc-noteref" aria-label="Note 2">2</a></sup>'
        ' c<sup><a id="noteref-x-2" href="#note-x" role="doc-noteref" aria-label="Note 1">1</a></sup>'
        "</p>"
    )
    assert render_notes(body, notes, LABELS) == (
        '<section role="doc-endnotes" class="notes" aria-labelledby="notes-heading">'
        '<h2 id="notes-heading">Notes &amp; sources</h2><ol>'
        '<li id="note-x" data-kind="translator"><p><span class="note-kind">Translator\'s note:</span> One.</p><p>Two.'
        ' <a role="doc-backlink" href="#noteref-x" aria-labelledby="back noteref-x">↩</a>'
        ' <a role="doc-backlink" href="#noteref-x-2" aria-label="Back to note 1 in the text, mention 2">↩</a></p></li>'
        '<li id="note-y">A <em>book</em>.'
        ' <a role="doc-backlink" href="#noteref-y" aria-labelledby="back noteref-y">↩</a></li>'
        "</ol></section>"
    )


def test_a_marker_without_a_note_leaves_no_trace_and_no_gap_in_the_numbers():
    body = f"<p>a{mark('x')}b{mark('y')}c{mark('z')}</p>"
    notes = keyed(note("x", ""), note("z"))
    assert render_body(body, notes, LABELS) == (
        '<p>abc<sup><a id="noteref-z" href="#note-z" role="doc-noteref" aria-label="Note 1">1</a></sup></p>'
    )
    assert 'id="note-x"' not in render_notes(body, notes, LABELS)


def test_a_preview_says_where_a_note_is_missing():
    body = f"<p>a{mark('x')}b{mark('y')}c{mark('z')}</p>"
    labels = replace(LABELS, missing="[no <note>]")
    assert render_body(body, keyed(note("x", ""), note("z")), labels) == (
        "<p>a <mark>[no &lt;note&gt;]</mark>b <mark>[no &lt;note&gt;]</mark>c"
        '<sup><a id="noteref-z" href="#note-z" role="doc-noteref" aria-label="Note 1">1</a></sup></p>'
    )


def test_a_text_that_cites_nothing_has_no_section():
    assert render_notes("<p>a</p>", keyed(note("x")), LABELS) == ""
    assert render_notes(f"<p>a{mark('y')}</p>", keyed(note("x")), LABELS) == ""


def test_labels_are_escaped_and_braces_in_them_are_harmless():
    labels = Labels('<"&', 'Note "{number}" {x}', "{number}", {"reference": "<b>"})
    body, notes = f"<p>{mark('x')}</p>", keyed(note("x"))
    assert 'aria-label="Note &quot;1&quot; {x}"' in render_body(body, notes, labels)
    assert '<h2 id="notes-heading">&lt;"&amp;</h2>' in render_notes(body, notes, labels)
    assert '<span class="note-kind">&lt;b&gt;</span>' in render_notes(body, notes, labels)


KEYS = st.sampled_from(["k1", "k2", "a", "b", "c"])


@given(st.lists(st.tuples(stored_html(), KEYS), max_size=5), st.dictionaries(KEYS, stored_html("note")))
def test_markers_and_notes_always_agree(pieces: list[tuple[str, str]], texts: dict[str, str]):
    body = "".join(f"{html}<p>{mark(key)}</p>" for html, key in pieces)
    notes = {key: note(key, html) for key, html in texts.items()}
    rendered, section = render_body(body, notes, LABELS), render_notes(body, notes, LABELS)
    shown = re.findall(r'<a id="(noteref-[^"]+)" href="#(note-[^"]+)"[^>]*>(\d+)</a>', rendered)
    items = re.findall(r'<li id="(note-[a-z0-9]+)">', section)
    assert [f"note-{key}" for key in dict.fromkeys(cited_keys(body)) if f"note-{key}" in items] == items
    assert all(items[int(number) - 1] == anchor for _, anchor, number in shown)
    assert {anchor for _, anchor, _ in shown} == set(items)
    assert Counter(re.findall(r'href="#(noteref-[^"]+)"', section)) == Counter(place for place, _, _ in shown)
    names = re.findall(r'role="doc-backlink"[^>]*aria-label(?:ledby)?="([^"]+)"', section)
    assert len(names) == section.count("doc-backlink")
    assert len(set(names)) == len(names)
    assert "<sup data-note" not in rendered


def test_every_fault_is_reported():
    body = (
        f'<p>a{mark("gone")}{mark("empty")}{mark("half")}{mark("own")}{mark("new")}<sup data-note="Bad 1">1</sup></p>'
    )
    notes = keyed(
        note("empty", ""),
        note("half", "<p>Ibid.,</p>"),
        note("own", kind="translator"),
        note("new", kind="remark"),
        note("orphan", "TODO"),
        note("theirs", "", kind="editor"),
    )
    problems = find_problems(body, notes, source_keys=["half", "half", "lost", "orphan", "theirs"])
    assert problems == [
        Problem("no-note", "gone"),
        Problem("extra", "gone"),
        Problem("no-note", "empty"),
        Problem("extra", "empty"),
        Problem("unfinished", "half", "Ibid.,"),
        Problem("extra", "new"),
        Problem("lacks", "lost"),
        Problem("lacks", "orphan"),
        Problem("not-cited", "orphan"),
        Problem("unfinished", "orphan", "TODO"),
        Problem("malformed", "Bad 1", "Bad 1"),
    ]
    assert problems[0].id == "no-note:gone"


def test_an_original_is_not_compared_and_a_good_text_has_no_problems():
    body = f"<p>a{mark('x')}b{mark('x')}</p>"
    assert find_problems(body, keyed(note("x"), note("y", ""))) == []
    assert find_problems(body, keyed(note("x")), source_keys=("x",)) == []


def test_a_note_added_in_this_language_is_no_surplus():
    body, notes = f"<p>a{mark('x')}</p>", keyed(note("x", kind="remark", added_in="de"))
    assert find_problems(body, notes, source_keys=(), language="de") == []
    assert find_problems(body, notes, source_keys=(), language="ru") == [Problem("extra", "x")]


@pytest.mark.parametrize(
    ("text", "is_finished"),
    [
        *((text, True) for text in ("Ibid.", "A book", "Ա. Բ.։", "Was?", "(S. 3)", "«Titel»", "“T”", "Bd. XXX.", "9")),
        *((text, False) for text in ("Ibid.,", "See:", "a;", "a -", "a –", "a/", "a &amp;", "(", "a „", "Գիրք՝")),
        *((text, False) for text in ("TODO", "todo: find", "???", "Who??", "TK", "–", "...", "XXX")),
    ],
)  # fmt: skip
def test_a_note_that_stops_in_the_middle_is_unfinished(text: str, is_finished: bool):
    found = find_problems(f"<p>{mark('x')}</p>", keyed(note("x", f"<p>{text}</p>")))
    assert [problem.code for problem in found] == ([] if is_finished else ["unfinished"])


def test_a_colon_ends_an_armenian_sentence():
    assert find_problems(f"<p>{mark('x')}</p>", keyed(note("x", "Նույն տեղում:")), language="hy") == []


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ('<sup data-note="A">', "A"),
        ("<sup class=x data-note='a b'>", "a b"),
        ("<SUP data-note=a-b>", "a-b"),
        ("<sup data-note>", ""),
        ('<sup data-note="">', ""),
        ('<sup data-note="a&amp;b">', "a&b"),
    ],
)
def test_a_malformed_key_is_reported_as_it_was(raw: str, key: str):
    assert find_problems(f"<p>{raw}1</sup></p>", {}) == [Problem("malformed", key, key)]


@given(stored_html())
def test_clean_text_has_no_malformed_markers(body: str):
    assert all(problem.code == "no-note" for problem in find_problems(body, {}))
