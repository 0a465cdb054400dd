"""Comparing two states of a text."""

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.blocks import split_blocks
from journal.text.diff import MarkupChange, Piece, diff_html, propose_significance, render_change
from journal.text.matching import find_rising, match_sequences
from journal.text.wording import compare_words
from tests.journal.text.soups import prose, stored_html


def mark(key: str) -> str:
    return f'<sup data-note="{key}"></sup>'


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """Return the kind and the rendering of every block that is not the same."""
    return [(each.kind, render_change(each)) for each in diff_html(old, new) if each.kind != "same"]


def markup(old: str, new: str) -> list[tuple[str, str]]:
    return [(each.kind, each.detail) for change in diff_html(old, new) for each in change.markup]


def test_words_that_changed_are_marked_and_escaped():
    assert changes("<p>The men said a &lt; b.</p><p>c</p>", "<p>The women said a &lt; b &amp; d.</p><p>c</p>") == [
        ("changed", "The <del>men</del><ins>women</ins> said a &lt; b<ins> &amp; d</ins>."),
    ]


def test_words_replaced_one_after_the_other_are_shown_as_a_phrase():
    assert compare_words("a one two b", "a three four b") == [
        Piece("same", "a "),
        Piece("removed", "one two"),
        Piece("added", "three four"),
        Piece("same", " b"),
    ]


def test_blocks_come_and_go():
    old = "<p>first of all</p><p>second thing here</p><p>last of them</p>"
    new = "<p>first of all</p><h2>New</h2><p>second thing there</p>"
    assert changes(old, new) == [
        ("added", "<ins>New</ins>"),
        ("changed", "second thing <del>here</del><ins>there</ins>"),
        ("removed", "<del>last of them</del>"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('a <a href="#b">b</a>', 'a <a href="#c">b</a>', [("link-target", "#b → #c")]),
        ("a b", 'a <a href="#c">b</a>', [("link-added", "#c")]),
        ('a <a href="#b">b</a> d', "a c d", [("link-removed", "#b")]),
        ("a b c", "a <em>b</em> c", [("italic-added", "b")]),
        ("a <strong>b</strong>", "a b", [("bold-removed", "b")]),
        ("a b", 'a <span lang="de">b</span>', [("language-added", "b")]),
        ("a x2", "a x<sup>2</sup>", [("superscript-added", "2")]),
        (f"a b{mark('k')}", "a b", [("note-removed", "k")]),
        ("a b", f"a b{mark('k')}", [("note-added", "k")]),
        (f"a{mark('k')} b", f"a b{mark('k')}", [("note-moved", "k")]),
        (f"a b{mark('k')}.", f"a b.{mark('k')}", [("note-moved", "k")]),
        (f"a{mark('k')}{mark('l')}", f"a{mark('l')}{mark('k')}", [("note-moved", "k"), ("note-moved", "l")]),
        (f"a b{mark('k')} c d", f"x a b{mark('k')} c d", []),
        (f"a b{mark('k')} c d e", f"a z{mark('k')} c d e", []),
    ],
)
def test_changes_of_markup_are_named(old: str, new: str, expected: list[tuple[str, str]]):
    assert markup(f"<p>{old}</p>", f"<p>{new}</p>") == expected


def test_changes_of_blocks_are_named():
    assert markup("<h2>a b</h2>", "<h3>a b</h3>") == [("heading-level", "h2 → h3")]
    assert markup("<p>a b</p>", "<blockquote><p>a b</p></blockquote>") == [("block-kind", "p → blockquote")]
    assert markup('<ol start="2"><li>a</li></ol>', "<ol><li>a</li></ol>") == [("other", "")]


def test_a_marker_that_went_to_another_block_has_moved():
    old = f"<p>one two{mark('k')}</p><p>three four</p>"
    new = f"<p>one two</p><p>three four{mark('k')}</p>"
    assert [change.markup for change in diff_html(old, new)] == [(MarkupChange("note-moved", "k"),)] * 2


@given(stored_html(), stored_html())
def test_both_texts_can_be_read_from_the_comparison(old: str, new: str):
    found = diff_html(old, new)
    assert [change.old for change in found if change.old] == split_blocks(old)
    assert [change.new for change in found if change.new] == split_blocks(new)
    assert {change.kind for change in found} <= {"same", "changed", "added", "removed"}
    assert all((change.kind == "same") == (change.old == change.new) for change in found)


@given(stored_html())
def test_a_text_is_the_same_as_itself(html: str):
    assert all(change.kind == "same" and not change.markup for change in diff_html(html, html))


@given(stored_html(), stored_html())
def test_a_rendering_has_no_tags_but_ins_and_del(old: str, new: str):
    for change in diff_html(old, new):
        html = render_change(change)
        assert set(re.findall(r"<[^>]*>", html)) <= {"<ins>", "</ins>", "<del>", "</del>"}
        assert unescape(re.sub(r"<[^>]*>", "", html)) == "".join(p.text for p in change.pieces) or change.kind == "same"


@given(prose(), prose())
def test_pieces_hold_both_texts(old: str, new: str):
    pieces = compare_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


@pytest.mark.parametrize(
    ("old", "new", "significance"),
    [
        ("a b", "a b", "typo"),
        ("the goverment said", "the government said", "typo"),
        ("они подписалы договор", "они подписали договор", "typo"),
        ("սահմանադրութուն նոր", "սահմանադրություն նոր", "typo"),
        ("მთავრბა და", "მთავრობა და", "typo"),
        ("a  b", "a b", "typo"),
        ("recieve it", "receive it", "typo"),
        ("Goverment said", "Government said", "substantive"),
        ("in 1998", "in 1989", "substantive"),
        ("he is now here", "he is not here", "substantive"),
        ("this is legal", "this is illegal", "substantive"),
        ("it was possible", "it was impossible", "substantive"),
        ("a b", "a, b", "substantive"),
        ("one two", "one", "substantive"),
        ("word", "<em>word</em>", "substantive"),
        ('<a href="#a">word</a>', '<a href="#b">word</a>', "substantive"),
        ("word", f"word{mark('k')}", "substantive"),
    ],
)
def test_only_slips_of_the_pen_are_proposed_as_typos(old: str, new: str, significance: str):
    assert propose_significance(diff_html(f"<p>{old} word</p>", f"<p>{new} word</p>")) == significance


def test_many_slips_or_another_paragraph_are_more_than_a_typo():
    old = "".join(f"<p>goverment of place letter {letter}</p>" for letter in "abcdefghijk")
    assert propose_significance(diff_html(old, old.replace("goverment", "government"))) == "substantive"
    assert propose_significance(diff_html("<p>a</p>", "<p>a</p><p>b</p>")) == "substantive"


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")))
def test_what_is_matched_is_equal_and_rises(a: list[str], b: list[str]):
    pairs = match_sequences(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    assert bool(pairs) == bool(set(a) & set(b))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.booleans())
def test_the_longest_rising_chain_is_found(pairs: list[tuple[int, int]], strictly: bool):
    def rises(one: tuple[int, int], other: tuple[int, int]) -> bool:
        if strictly:
            return one[0] < other[0] and one[1] < other[1]
        return one != other and one[0] <= other[0] and one[1] <= other[1]

    longest: dict[tuple[int, int], int] = {}
    for pair in sorted(set(pairs)):
        longest[pair] = 1 + max((length for other, length in longest.items() if rises(other, pair)), default=0)
    chain = find_rising(pairs, strictly=strictly)
    assert all(rises(one, other) for one, other in pairwise(chain))
    assert len(chain) == max(longest.values(), default=0)


def test_long_sequences_of_few_items_are_matched_too():
    a, b = list("ab" * 300), list("ba" * 300)
    assert len(match_sequences(a, b)) >= 300
