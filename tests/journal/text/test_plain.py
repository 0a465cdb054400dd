"""Plain text: what is read, counted and cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.plain import count_characters, count_words, excerpt, to_text
from tests.journal.text.soups import prose, stored_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("a &amp; b&nbsp;c", "a & b\xa0c"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a\n  b</p>", "a b"),
        ("<p>a<br>b</p>", "a\nb"),
        ('<p>a<sup data-note="k"></sup>, <a href="#b">b</a> x<sup>2</sup></p>', "a, b x2"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "a\n\nb\n\nc"),
        (
            "<table><caption>T</caption><tbody><tr><td>a</td><td>b</td></tr></tbody></table><hr><p>c</p>",
            "T\n\na\n\nb\n\nc",
        ),
        ('a<p>b</p>c <em>d</em><figure data-image="1"></figure>', "a\n\nb\n\nc d"),
    ],
)
def test_html_becomes_paragraphs_of_text(html: str, text: str):
    assert to_text(html) == text


@given(stored_html())
def test_text_never_has_empty_paragraphs_or_spaces_at_its_ends(html: str):
    text = to_text(html)
    assert text == text.strip(" \n")
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("— « ... » _ '", 0),
        ("Ինչպե՞ս ա՛յդ օրը, ո՜հ։", 4),
        ("հայ-թուրքական հայ֊ռուսական", 2),
        ("аб’ём раз'яднаць абʼём ў", 4),
        ("თბილისი და ბათუმი", 3),
        ("Straßenbahn-Haltestelle z.B. hier", 3),
        ("It's 1,234.5 or 20:30 – 7", 5),
        ("so—so", 2),
        ("un\u00adfin\u00adished", 1),
        ("и\u0306од йод", 2),
        ("într-o zi", 2),
    ],
)
def test_words_are_counted_in_every_language(text: str, count: int):
    assert count_words(text) == count


@given(prose(), prose())
def test_words_add_up_over_paragraphs(one: str, other: str):
    assert count_words(f"{one}\n\n{other}") == count_words(one) + count_words(other)


def test_characters_are_those_a_reader_sees():
    assert count_characters("a b\n\nи\u0306\u00ad") == 4


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("one two", 7, "one two"),
        ("one  two\nthree", 9, "one two…"),
        ("one, two three", 6, "one…"),
        ("one two", 0, ""),
        ("one two", 1, "…"),
        ("abcdefgh", 4, "abc…"),
        ("one (two three", 8, "one…"),
    ],
)
def test_an_excerpt_ends_after_a_word(text: str, limit: int, expected: str):
    assert excerpt(text, limit) == expected


@given(st.one_of(prose(), st.text()), st.integers(0, 60))
def test_an_excerpt_is_never_longer_than_asked(text: str, limit: int):
    cut = excerpt(text, limit)
    assert len(cut) <= limit
    assert cut == " ".join(text.split()) or cut == "" or cut.endswith("…")
