"""Blocks and rows: paragraph facing paragraph."""

from hypothesis import given

from journal.text.align import Row, align
from journal.text.blocks import Block, split_blocks
from journal.text.sanitize import clean
from tests.journal.text.soups import stored_html


def mark(key: str) -> str:
    return f'<sup data-note="{key}"></sup>'


def texts(*lengths: int) -> list[Block]:
    return split_blocks("".join(f"<p>{'a' * length}</p>" for length in lengths))


def rows(*pairs: tuple[str, str]) -> list[Row]:
    """Return rows written as strings of digits."""
    return [Row(tuple(map(int, left)), tuple(map(int, right))) for left, right in pairs]


def test_a_text_is_split_into_its_top_level_blocks():
    html = f"<h2>a</h2><p>b{mark('k')}<br>c</p><ul><li>d</li><li>e{mark('l')}</li></ul><hr>f <em>g</em>"
    assert split_blocks(html) == [
        Block("<h2>a</h2>", "a", "h2", 2, ()),
        Block(f"<p>b{mark('k')}<br>c</p>", "b\nc", "p", 0, ("k",)),
        Block(f"<ul><li>d</li><li>e{mark('l')}</li></ul>", "d\n\ne", "ul", 0, ("l",)),
        Block("<hr>", "", "hr", 0, ()),
        Block("f <em>g</em>", "f g", "", 0, ()),
    ]


@given(stored_html())
def test_blocks_joined_are_the_text(html: str):
    assert "".join(block.html for block in split_blocks(html)) == html


@given(stored_html("note"))
def test_blocks_of_a_note_joined_are_the_note(html: str):
    joined = "".join(block.html for block in split_blocks(html))
    assert clean(joined, "note") == html


@given(stored_html(), stored_html())
def test_every_block_is_in_one_row_in_order(one: str, other: str):
    a, b = split_blocks(one), split_blocks(other)
    aligned = align(a, b)
    assert [i for row in aligned for i in row.left] == list(range(len(a)))
    assert [j for row in aligned for j in row.right] == list(range(len(b)))
    assert all(row.left or row.right for row in aligned)


@given(stored_html())
def test_equal_texts_face_each_other_block_by_block(html: str):
    blocks = split_blocks(html)
    assert align(blocks, blocks) == [Row((i,), (i,)) for i in range(len(blocks))]


def test_a_paragraph_that_was_split_faces_both_parts():
    assert align(texts(100, 400, 90), texts(110, 190, 200, 95)) == rows(("0", "0"), ("1", "12"), ("2", "3"))


def test_paragraphs_that_were_joined_face_the_one():
    assert align(texts(100, 210, 200, 90), texts(130, 520, 110)) == rows(("0", "0"), ("12", "1"), ("3", "2"))


def test_a_missing_paragraph_faces_nothing():
    assert align(texts(100, 300, 150, 80), texts(100, 150, 80)) == rows(("0", "0"), ("1", ""), ("2", "1"), ("3", "2"))


def test_notes_hold_paragraphs_together_whatever_their_length():
    a = split_blocks(f"<p>{'a' * 300}</p><p>b{mark('k')}</p><p>c</p>")
    b = split_blocks(f"<p>b{'b' * 300}{mark('k')}</p><p>c</p>")
    assert align(a, b) == rows(("0", ""), ("1", "0"), ("2", "1"))


def test_notes_of_one_paragraph_may_be_in_two():
    a = split_blocks(f"<p>a{mark('k')} b{mark('l')}</p><p>c</p>")
    b = split_blocks(f"<p>a{mark('k')}</p><p>b{mark('l')}</p><p>c</p>")
    assert align(a, b) == rows(("0", "01"), ("1", "2"))


def test_headings_hold_sections_together():
    a = split_blocks("<p>a</p><h2>b</h2><p>c</p><p>d</p><h2>e</h2>")
    b = split_blocks("<h2>b</h2><p>c</p><h2>e</h2><p>f</p>")
    assert align(a, b)[0] == Row((0,), ())
    assert Row((1,), (0,)) in align(a, b)
    assert align(a, b)[-2:] == rows(("4", "2"), ("", "3"))


def test_notes_in_another_order_do_not_cross():
    a = split_blocks(f"<p>a{mark('k')}</p><p>b{mark('l')}</p><p>c{mark('m')}</p>")
    b = split_blocks(f"<p>b{mark('l')}</p><p>a{mark('k')}</p><p>c{mark('m')}</p>")
    assert [i for row in align(a, b) for i in row.left] == [0, 1, 2]
    assert align(a, b)[-1] == Row((2,), (2,))


def test_a_side_without_blocks_leaves_the_other_alone():
    assert align([], texts(1, 2)) == rows(("", "0"), ("", "1"))
    assert align([], []) == []
