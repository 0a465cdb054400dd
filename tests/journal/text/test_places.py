"""Anchors of the places of a text."""

import re

import pytest
from hypothesis import example, given

from journal.text.blocks import split_blocks
from journal.text.places import Heading, mark_places
from journal.text.plain import to_text
from tests.journal.text.soups import stored_html

ANCHOR = re.compile(r'<(?:p|h2|h3|ul|ol|blockquote|table|figure|hr) id="((?:p|s)-[0-9]+)"')


@pytest.mark.parametrize(
    ("html", "marked", "headings"),
    [
        ("", "", []),
        ("<p>One</p>", '<p id="p-1">One</p>', []),
        (
            '<h2>A <em>b</em><sup data-note="k"></sup></h2><p lang="de">One</p><h3>C &amp; d</h3><hr><p>Two</p>',
            '<h2 id="s-1">A <em>b</em><sup data-note="k"></sup></h2><p id="p-1" lang="de">One</p>'
            '<h3 id="s-2">C &amp; d</h3><hr id="p-2"><p id="p-3">Two</p>',
            [Heading(2, "s-1", "A b"), Heading(3, "s-2", "C & d")],
        ),
        (
            '<h3 lang="hy">Deep</h3><p>One</p><h3>Deep, too</h3><h2>Two</h2><h3>Three</h3>',
            '<h2 id="s-1" lang="hy">Deep</h2><p id="p-1">One</p><h2 id="s-2">Deep, too</h2><h2 id="s-3">Two</h2>'
            '<h3 id="s-4">Three</h3>',
            [
                Heading(2, "s-1", "Deep"),
                Heading(2, "s-2", "Deep, too"),
                Heading(2, "s-3", "Two"),
                Heading(3, "s-4", "Three"),
            ],
        ),
        (
            "<blockquote><h2>Quoted</h2><p>One</p></blockquote><ol><li>a</li></ol><table><tbody></tbody></table>"
            '<figure data-image="7"></figure>',
            '<blockquote id="p-1"><h2>Quoted</h2><p>One</p></blockquote><ol id="p-2"><li>a</li></ol>'
            '<table id="p-3"><tbody></tbody></table><figure id="p-4" data-image="7"></figure>',
            [],
        ),
    ],
)
def test_every_block_and_heading_gets_its_place(html: str, marked: str, headings: list[Heading]) -> None:
    assert mark_places(html) == (marked, headings)


@given(html=stored_html())
@example(html='<p>&lt;p id="x"</p>')
def test_nothing_but_the_anchors_is_added_and_each_is_there_once(html: str) -> None:
    marked, headings = mark_places(html)
    assert to_text(marked) == to_text(html)
    blocks = [block for block in split_blocks(html) if block.kind]
    expected = {f"s-{n + 1}" for n in range(len(headings))}
    expected |= {f"p-{n + 1}" for n in range(len(blocks) - len(headings))}
    anchors = re.findall(r'<[a-z1-6]+ id="([^"]*)"', marked)
    assert (sorted(anchors), ANCHOR.findall(marked)) == (sorted(expected), anchors)
    if not any(block.level == 3 for block in blocks):
        assert re.sub(r' id="[ps]-[0-9]+"', "", marked) == html


@given(html=stored_html())
def test_texts_that_run_in_parallel_have_the_same_places(html: str) -> None:
    other = "".join(f"<{b.kind}>Այլ</{b.kind}>" if b.kind in ("p", "h2", "h3") else b.html for b in split_blocks(html))
    assert re.findall(r' id="([^"]*)"', mark_places(other)[0]) == re.findall(r' id="([^"]*)"', mark_places(html)[0])
