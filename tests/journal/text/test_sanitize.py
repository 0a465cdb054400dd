"""Cleaning: what stays, what goes, what is refused."""

from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal.text import sanitize
from journal.text.attributes import judge_attribute
from journal.text.features import allowed_attributes, allowed_tags
from journal.text.sanitize import (
    MAX_CHARACTERS,
    MAX_NESTING,
    TextRefused,
    TextTooDeep,
    TextTooLong,
    clean,
    clean_line,
    clean_lines,
)
from tests.journal.text.soups import nasty_html

STORED = (
    "<h2>Ինչպե՞ս</h2>"
    '<p lang="hy">Ա՛յո, ո՜հ։ <em>და</em> <strong>ў</strong> x<sup>2</sup><sub>i</sub><br>'
    '<a href="https://a.example/?q=1&amp;r=%20" hreflang="ka" title="T">b</a><sup data-note="k1"></sup>'
    ' <a href="article:17#note-k">c</a> <span lang="de-AT">d</span>&nbsp;e</p>'
    '<ul><li>a<ol reversed="" start="3"><li><p>b</p><p>c</p></li></ol></li></ul>'
    "<blockquote><p>q</p><p><cite>C</cite></p></blockquote>"
    '<table><caption>T</caption><thead><tr><th scope="col">a</th></tr></thead>'
    '<tbody><tr><td colspan="2">b<sup data-note="k1"></sup></td><td></td></tr></tbody></table>'
    '<figure data-image="17"></figure><hr><h3>z</h3>'
)


def test_text_in_canonical_form_is_left_alone_to_the_byte():
    assert clean(STORED) == STORED


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        (" \n ", ""),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("a <i>b</i><p>c</p> d", "<p>a <em>b</em></p><p>c</p><p>d</p>"),
        ("<p>a</p>\n\n<p>b</p>\n", "<p>a</p><p>b</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<div>a</div><section>b</section>", "<p>a</p><p>b</p>"),
        ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
        ("<h1>a</h1><h4>b</h4><h6>c</h6>", "<h2>a</h2><h3>b</h3><h3>c</h3>"),
        ("<h2>a<p>b</p></h2>", "<h2>a b</h2>"),
        ("<p>&nbsp;</p><p><br></p><p> </p><h2></h2><p>a<br></p>", "<p>a</p>"),
        ("<b><p>a</p>b</b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<b><i>a</b>b</i>", "<p><strong><em>a</em></strong><em>b</em></p>"),
        ("<em>a <em>b</em></em>", "<p><em>a b</em></p>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ul>a<ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>a</li>", "<p>a</p>"),
        (
            "<table>x<tr><td>1<td>2</table>y",
            "<table><tbody><tr><td>x</td></tr><tr><td>1</td><td>2</td></tr></tbody></table><p>y</p>",
        ),
        (
            '<figure class="table"><table><tbody><tr><td>a</td></table><figcaption>C</figcaption></figure>',
            "<table><caption>C</caption><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ("a < b & c &amp;lt; &copy;", "<p>a &lt; b &amp; c &amp;lt; ©</p>"),
        ("<!-- a --><!doctype html><?x?>b<![CDATA[c]]>d", "<p>bd</p>"),
        ("<script>a</script><style>b</style><title>c</title><svg><text>d</text></svg>e", "<p>e</p>"),
        ("a<script>b", "<p>a</p>"),
        ("<img src=x onerror=alert(1)>", ""),
        ('<p id="a" class="b" style="c" onclick="d" dir="rtl" data-list-item-id="e">f</p>', "<p>f</p>"),
        ("a\x00b\x07c\x7fd\x85e\ufefff\ud800g", "<p>abcdefg</p>"),
        ("<p>a&#0;b&#7;c</p>", "<p>a\ufffdbc</p>"),
        ("<p title='x'>a</p>", "<p>a</p>"),
        ("<p>&lt;br&gt;</p><p>\u2028</p>", "<p>&lt;br&gt;</p>"),
        ('<span lang="de">a <span lang="de">b</span> <span lang="en">c</span></span>',
         '<p><span lang="de">a b <span lang="en">c</span></span></p>'),
        ('<ol start="x" reversed type="a"><li value="3">a</li></ol>', '<ol reversed=""><li>a</li></ol>'),
        ('<table><tr><th scope="x" colspan="0" rowspan="2">a</th></tr></table>',
         '<table><tbody><tr><th rowspan="2">a</th></tr></tbody></table>'),
    ],
)  # fmt: skip
def test_html_is_brought_into_one_form(html: str, expected: str):
    assert clean(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('a<sup data-note="k1">3</sup>b', '<p>a<sup data-note="k1"></sup>b</p>'),
        ('a<sup data-note="k1"><a href="#x">[1]</a></sup>b', '<p>a<sup data-note="k1"></sup>b</p>'),
        ('a<sup data-note="k1"/>b', '<p>a<sup data-note="k1"></sup>b</p>'),
        ('<p>a<sup data-note="k1">b</p><p>c</p>', '<p>a<sup data-note="k1"></sup>b</p><p>c</p>'),
        ('a<sup data-note="K 1">3</sup>b', "<p>ab</p>"),
        (f'a<sup data-note="{"k" * 33}">3</sup>b', "<p>ab</p>"),
        ('<p><sup data-note="k1"></sup></p>', '<p><sup data-note="k1"></sup></p>'),
        (
            '<a href="#x">a<sup data-note="k1"></sup>b</a>',
            '<p><a href="#x">a</a><sup data-note="k1"></sup><a href="#x">b</a></p>',
        ),
        (
            '<figure data-image="17"><img src="x"><figcaption>c</figcaption></figure>',
            '<figure data-image="17"></figure>',
        ),
        ('<p>a<figure data-image="17"></figure>b</p>', '<p>a</p><figure data-image="17"></figure><p>b</p>'),
        ('<figure data-image="x">c</figure>', ""),
    ],
)
def test_markers_and_image_places_are_empty_and_have_good_keys(html: str, expected: str):
    assert clean(html) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "http://пример.рф/Հայ?q=a&amp;b#c",
        "mailto:desk@a.example?subject=x",
        "article:17",
        "article:17#note-k1",
        "#note-k1",
    ],
)
def test_good_addresses_stay(address: str):
    assert clean(f'<p><a href="{address}">a</a></p>') == f'<p><a href="{address}">a</a></p>'


@pytest.mark.parametrize(
    ("address", "expected"),
    [(" HTTPS://A.example/b c ", "https://A.example/b%20c"), ('https://a.example/"&lt;', "https://a.example/%22%3C")],
)
def test_addresses_are_mended(address: str, expected: str):
    assert clean(f"<p><a href='{address}'>a</a></p>") == f'<p><a href="{expected}">a</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java&#10;script:alert(1)"),
        *("&#1;javascript:alert(1)", "javascript&colon;alert(1)", "\x00javascript:alert(1)", "data:text/html,x"),
        *("vbscript:x", "file:///etc/passwd", "//a.example", "/en/17/", "a.html", "https:a.example", "https:///a"),
        *("https://", "https:\\\\a.example", "https://a\nb.example", "httpſ://a.example", "article:", "article:0"),
        *(
            "https://a.example/" + "a" * 2000,
            "#" + "&amp;" * 9000,
            "article:17/../x",
            "article:x",
            "mailto:",
            "mailto:@",
            "#",
            "",
            "tel:1",
            "blob:x",
            "&#x202e;javascript:x",
        ),
    ],
)
def test_other_addresses_go_and_the_words_stay(address: str):
    assert clean(f'<p>a <a href="{address}">b</a></p>') == "<p>a b</p>"


@pytest.mark.parametrize("language", ["hy", "de-AT", "sr-Latn-RS", "zh-Hant", "es-419", "de-1996", "hy-x-old"])
def test_a_language_tag_stays(language: str):
    assert clean(f'<p lang="{language}">a</p>') == f'<p lang="{language}">a</p>'


@pytest.mark.parametrize("language", ["x y", "", "1", "hy_AM", "hy-", "armenian", "de-" + "abcde-" * 9 + "abcde"])
def test_what_has_not_the_shape_of_a_language_tag_goes(language: str):
    assert clean(f'<p lang="{language}">a</p>') == "<p>a</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("See <i>this</i>.", "See <em>this</em>."),
        ("<p>a</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<h2>a</h2><ul><li>b</li></ul><table><tr><td>c</td></tr></table>", "<p>a</p><p>b</p><p>c</p>"),
        ("a<hr>b", "a<p>b</p>"),
        ('a<sup data-note="k1">1</sup><sup>2</sup><figure data-image="1">x</figure>', "a<sup>2</sup><p>x</p>"),
    ],
)
def test_a_note_keeps_loose_text_and_loses_what_notes_have_not(html: str, expected: str):
    assert clean(html, "note") == expected


@given(nasty_html(), st.sampled_from(["body", "note"]))
@example("<br>\ufeff<br><", "body")
@example("<h2><p>a</p>\n<ul><li>b</h2>", "body")
@example('<a href="#x"><table><td><a href="#y">a', "body")
def test_cleaning_twice_changes_nothing_and_leaves_only_what_is_allowed(html: str, profile: str):
    try:
        cleaned = clean(html, profile)
    except TextRefused:
        return
    assert clean(cleaned, profile) == cleaned
    again = nh3.clean(
        cleaned,
        tags=set(allowed_tags(profile)),
        attributes=allowed_attributes(profile),
        attribute_filter=judge_attribute,
        url_schemes={"http", "https", "mailto", "article"},
        link_rel=None,
    )
    assert again == cleaned
    _Inspector(profile).feed(cleaned)


class _Inspector(HTMLParser):
    """A second opinion, by a parser that has no part in cleaning."""

    def __init__(self, profile: str) -> None:
        super().__init__()
        self.tags = allowed_tags(profile)
        self.attributes = allowed_attributes(profile)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.tags
        assert {name for name, _ in attrs} <= self.attributes["*"] | self.attributes.get(tag, set())

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def test_text_over_the_cap_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sanitize, "strain", None)
    with pytest.raises(TextTooLong):
        clean("a" * (MAX_CHARACTERS + 1))


def test_text_that_cleaning_makes_too_long_is_refused_too():
    assert len(clean(f"<p>{'a' * (MAX_CHARACTERS - 7)}</p>")) == MAX_CHARACTERS
    for html in ("&" * MAX_CHARACTERS, "a" * MAX_CHARACTERS, "\xa0" * MAX_CHARACTERS):
        with pytest.raises(TextTooLong):
            clean(html)


@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "span", "font", "ul"])
def test_elements_may_nest_a_hundred_deep_and_no_deeper(tag: str):
    deep = f"<{tag}>" * MAX_NESTING + "a"
    assert clean(clean(deep)) == clean(deep)
    with pytest.raises(TextTooDeep):
        clean(f"<{tag}>" + deep)


def test_paragraphs_items_and_cells_need_no_end_tags():
    assert clean("<p>a" * 200) == "<p>a</p>" * 200
    assert clean("<ul>" + "<li>a" * 200) == f"<ul>{'<li>a</li>' * 200}</ul>"


def test_a_panic_of_the_parser_is_a_refusal(monkeypatch: pytest.MonkeyPatch):
    class Panic(BaseException):
        pass

    class Cleaner:
        def clean(self, html: str) -> str:
            raise Panic

    monkeypatch.setattr(sanitize, "_build_filter", lambda profile: Cleaner())
    with pytest.raises(TextRefused):
        clean("a")


@given(st.text())
def test_a_line_is_one_line_and_stays_the_same(text: str):
    line = clean_line(text)
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


def test_a_line_loses_breaks_and_controls_and_keeps_letters_and_markup_signs():
    assert clean_line("  Ինչպե՞ս\r\n<b>\x07 a\u2028b\u202ec\u2066d\xa0e ") == "Ինչպե՞ս <b> a bcd\xa0e"


@given(st.text())
def test_lines_are_never_empty_and_stay_the_same(text: str):
    lines = clean_lines(text)
    assert clean_lines(lines) == lines
    assert all(clean_line(line) == line != "" for line in lines.split("\n")) or lines == ""


def test_lines_keep_paragraphs_as_single_breaks():
    assert clean_lines(" a  b \r\n\r\n c\u2029d\n\n\n") == "a b\nc\nd"
