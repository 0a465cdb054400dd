"""Texts for the tests of manuscripts: one with every feature, and strategies for texts of what Word can carry."""

import io
from functools import cache

from hypothesis import strategies as st
from PIL import Image as Pillow

from journal.text.sanitize import clean
from tests.journal.text.soups import WORDS

EVERYTHING = clean(
    """
<h2>Heading<sup data-note="h1"></sup> with <em>italics</em></h2>
<p>Bold <strong>and <em>both</em></strong>, x<sup>2</sup>, H<sub>2</sub>O,
soft\u00adhyphen, no\u2011break, no&nbsp;break.</p>
<p>A <a href="https://a.example/?q=1&amp;r=2#s" title="A title">link <em>in italics</em></a>, to
<a href="article:17#note-k">a piece</a>, to <a href="#part">a part</a>,
<a href="mailto:a@b.example">by mail</a>.<br>A new line.</p>
<p>Again<sup data-note="h1"></sup> and <span lang="hy">հայերեն<sup data-note="a1"></sup></span>,
<em><span lang="ar">مرحبا</span></em>,
<cite>A work</cite>, <a href="https://b.example/"><span lang="ka"><cite>წიგნი</cite></span></a>.
🌍 ]]&gt; &lt;b&gt; &amp;amp;</p>
<ul><li>one<ul><li>two<ol start="3"><li>three<ul><li>four<ul><li>five<ul><li>six</li></ul></li></ul></li></ul></li>
<li>next</li></ol></li></ul></li><li><p>first</p><p>second<sup data-note="l1"></sup></p></li></ul>
<p>Between.</p><ol><li>a</li><li>b</li></ol><p>Between.</p>
<ol start="7"><li>seven</li><li><table><tbody><tr><td><ol><li>in a cell</li></ol></td></tr></tbody></table></li></ol>
<blockquote><p>A quote<sup data-note="q1"></sup></p><ul><li>a list in it</li></ul><blockquote><p>within</p></blockquote>
<p><cite>Someone</cite></p></blockquote>
<table><caption>Caption <em>of it</em><sup data-note="c1"></sup></caption><thead><tr><th colspan="2">A</th>
<th rowspan="2">B<sup data-note="t1"></sup></th></tr><tr><th>a1</th><th>a2</th></tr></thead><tbody><tr>
<th scope="row" rowspan="2">r</th><td>1</td><td>2</td></tr><tr><td colspan="2">wide</td></tr><tr><td>short</td></tr>
</tbody></table><table><tbody><tr><td>beside it</td></tr></tbody></table>
<hr><figure data-image="5"></figure><figure data-image="6"></figure><figure data-image="5"></figure>
<h3 lang="de">Unterzeile</h3><p>End.</p>
"""
)
"""With a note cited twice, notes in a heading, a list, a quote, a caption, a header cell; an image missing."""

NOTES = {
    "h1": "<p>Note <em>in italics</em> with <a href='https://a.example/'>a link</a>.</p><p>Second paragraph.</p>",
    "a1": '<p><span lang="ka">შენიშვნა</span></p>',
    "l1": "<p>l</p>",
    "q1": "",
    "c1": "<p>c<sup>2</sup></p>",
}
"""One without a text; `t1` is not there at all."""


@cache
def paint() -> bytes:
    """Return a small picture as JPEG."""
    held = io.BytesIO()
    Pillow.new("RGB", (60, 40), (90, 120, 60)).save(held, "JPEG")
    return held.getvalue()


KEYS = ("k1", "k2", "a", "z9", "abc23x")
_ADDRESSES = (
    "https://a.example/?q=1&amp;r=2#s",
    "https://b.example/Հայ",
    "mailto:a@b.example",
    "article:17",
    "article:18#note-k1",
)
_WORDS = (*WORDS, "&lt;b&gt;", "&amp;amp;", "]]&gt;", "a&nbsp;b", "soft\u00adhyphen", "no\u2011break", "مرحبا", "🌍")


def _words(most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_WORDS), min_size=1, max_size=most).map(" ".join)


@st.composite
def _marked(draw: st.DrawFn, *, is_note: bool, is_heading: bool) -> str:
    """Words within inline elements, nested in the order a reader of Word files writes them."""
    wrappers = [
        draw(st.sampled_from(_ADDRESSES)).join(('<a href="', '">')),
        draw(st.sampled_from(("hy", "de-AT", "grc", "hy-Latn"))).join(('<span lang="', '">')),
        "" if is_note else "<cite>",
        "" if is_heading else "<strong>",
        "<em>",
        draw(st.sampled_from(("<sup>", "<sub>"))),
    ]
    chosen = [tag for tag in wrappers if tag and draw(st.booleans())] or ["<em>"]
    ends = "".join(f"</{tag[1:].rstrip('>').split(' ')[0]}>" for tag in reversed(chosen))
    return f"{''.join(chosen)}{draw(_words())}{ends}"


@st.composite
def _lines(draw: st.DrawFn, *, is_note: bool = False, is_heading: bool = False) -> str:
    """Inline text: marked words, markers and line breaks, with plain words around each."""
    text = draw(_words())
    for kind in draw(st.lists(st.sampled_from("mmnb"), max_size=3)):
        if kind == "n" and not is_note:
            text += f'<sup data-note="{draw(st.sampled_from(KEYS))}"></sup> '
        elif kind == "b" and not is_heading:
            text += "<br>"
        else:
            text += f" {draw(_marked(is_note=is_note, is_heading=is_heading))} "
        text += draw(_words())
    return text


def _paragraphs(*, most: int = 2, is_note: bool = False) -> st.SearchStrategy[str]:
    return st.lists(_lines(is_note=is_note).map("<p>{}</p>".format), min_size=1, max_size=most).map("".join)


@st.composite
def _lists(draw: st.DrawFn, depth: int = 6) -> str:
    tag = draw(st.sampled_from(("ul", "ol")))
    start = draw(st.sampled_from(("", "", ' start="3"', ' start="41"'))) if tag == "ol" else ""
    items = []
    for _number in range(draw(st.integers(1, 3))):
        text = draw(st.one_of(_lines(), _paragraphs(most=2).filter(lambda html: html.count("<p>") == 2)))
        inner = draw(_lists(depth - 1)) if depth > 1 and draw(st.integers(0, 3)) == 0 else ""
        items.append(f"<li>{text}{inner}</li>")
    return f"<{tag}{start}>{''.join(items)}</{tag}>"


@st.composite
def _tables(draw: st.DrawFn) -> str:
    """Tables of two or three columns: a caption, a head, headers of rows, cells over two columns or two rows."""
    columns = draw(st.integers(2, 3))
    caption = f"<caption>{draw(_lines(is_heading=True))}</caption>" if draw(st.booleans()) else ""
    head = "".join(f'<th scope="col">{draw(_words())}</th>' for _ in range(columns))
    rows = ""
    for _number in range(draw(st.integers(1, 3))):
        first = '<th scope="row">{}</th>' if draw(st.booleans()) else "<td>{}</td>"
        rows += f"<tr>{first.format(draw(_lines()))}"
        rows += "".join(f"<td>{draw(st.one_of(_lines(), _lists(2)))}</td>" for _ in range(columns - 1)) + "</tr>"
    if draw(st.booleans()):
        rows += f'<tr><td colspan="{columns}">{draw(_lines())}</td></tr>'
    if draw(st.booleans()):
        rest = "".join(f"<td>{draw(_words())}</td>" for _ in range(columns - 1))
        rows += f'<tr><td rowspan="2">{draw(_lines())}</td>{rest}</tr><tr>{rest}</tr>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


@st.composite
def _quotes(draw: st.DrawFn, depth: int = 3) -> str:
    blocks = draw(_paragraphs())
    if draw(st.integers(0, 3)) == 0:
        blocks += draw(_lists(2)) + draw(_paragraphs(most=1))
    if depth > 1 and draw(st.integers(0, 3)) == 0:
        blocks += draw(_quotes(depth - 1))
    return f"<blockquote>{blocks}</blockquote>"


def carried_bodies() -> st.SearchStrategy[str]:
    """Bodies of everything that survives the way through Word to the letter. Between two blocks of any other kind
    stands a paragraph: Word would make one quote of two."""
    block = st.one_of(
        _lines(is_heading=True).map("<h2>{}</h2>".format),
        _lines(is_heading=True).map("<h3>{}</h3>".format),
        _lists(),
        _quotes(),
        _tables(),
        st.sampled_from(("<hr>", '<figure data-image="5"></figure>', '<figure data-image="6"></figure>')),
    )
    rows = st.lists(st.tuples(_paragraphs(), block).map("".join), max_size=4).map("".join)
    return st.tuples(rows, _paragraphs()).map("".join).map(_begin_with_second_level)


def _begin_with_second_level(body: str) -> str:
    """A text whose only headings are of the third level comes back with headings of the second, as it should be."""
    return body if "<h2>" in body else body.replace("<h3>", "<h2>").replace("</h3>", "</h2>")


def carried_notes() -> st.SearchStrategy[str]:
    """The text of a note; empty for one not written yet."""
    return st.one_of(_paragraphs(is_note=True), st.just(""))


def carried_lines() -> st.SearchStrategy[str]:
    """A title or a line of a caption: plain text."""
    return st.lists(st.sampled_from((*WORDS, "<b>", "&amp;", "]]>", "🌍", "עברית")), min_size=1, max_size=5).map(
        " ".join
    )
