"""Strategies for hypothesis: HTML as nasty as it comes, stored text, words of all languages."""

from hypothesis import strategies as st

from journal.text.sanitize import TextRefused, clean

WORDS = (
    "Ինչպե՞ս ա՛յդ օրը և երկու՜ հայ-թուրքական мы ў аб’ёме раз'яднаць თბილისი și ţară Straße It’s 1,234.5 — « » … a b"
).split()

_TAGS = (
    "p br h1 h2 h3 h4 b i em strong sup sub a span cite div ul ol li blockquote table thead tbody tfoot "
    "tr td th caption figure figcaption hr img font u script style svg math template title iframe "
    "textarea noscript select option form button input pre code o:p main center marquee plaintext xmp "
    "object nobr frameset head body html"
).split()

_ATTRIBUTES = (
    'href="https://a.example/?q=1&amp;r=2"',
    "href='article:17#note-k1'",
    "href=#part",
    'href="mailto:a@b.example"',
    'href="java&#9;script:alert(1)"',
    'href=" JaVaScRiPt:alert(1)"',
    'href="data:text/html,x"',
    'href="//evil.example"',
    'href="https://a.example/a b&quot;c<d>"',
    'href="&#1;javascript:alert(1)"',
    "hreflang=hy",
    'title="a < b > c &quot; &nbsp; d"',
    'lang="hy"',
    "lang=de-AT",
    'lang="x y"',
    'lang=""',
    'data-note="k1"',
    "data-note=k2",
    'data-note="Bad Key"',
    'data-note=""',
    'data-image="17"',
    "data-image=x",
    "start=3",
    "start=x",
    "reversed",
    "scope=row",
    "colspan=2",
    "rowspan=0",
    'id="x"',
    'class="ck table"',
    'style="color:red"',
    "onclick=alert(1)",
    'onerror="x"',
    'src="x"',
    "a=\"'",
    "'",
    '"',
    "=",
    "/",
    "<",
)

_DEBRIS = (
    *(
        "<",
        ">",
        "&",
        '"',
        "'",
        "<!",
        "<!--",
        "-->",
        "--!>",
        "<!-->",
        "<?",
        "</",
        "</>",
        "<![CDATA[",
        "]]>",
        "<!doctype html>",
    ),
    *(
        "&lt;",
        "&lt;script&gt;",
        "&amp;",
        "&amp;lt;",
        "&nbsp;",
        "&#0;",
        "&#x1;",
        "&#xD800;",
        "&copy",
        "&#60;b&#62;",
        "&l",
    ),
    *(
        "\x00",
        "\x0b",
        "\x7f",
        "\x85",
        "\ud800",
        "\ufffe",
        "\u2028",
        "\u202e",
        "\xa0",
        "\xad",
        "\ufeff",
        "\r\n",
        "\n",
        " ",
    ),
)


@st.composite
def _tags(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(_TAGS))
    if draw(st.booleans()):
        return f"</{name}{draw(st.sampled_from(['', ' ', ' x']))}>"
    attributes = draw(st.lists(st.sampled_from(_ATTRIBUTES), max_size=3))
    return (
        f"<{name}{''.join(' ' + each for each in attributes)}{draw(st.sampled_from(['>', '>', '>', '/>', ' >', '']))}"
    )


def nasty_html() -> st.SearchStrategy[str]:
    """Tags opened and closed at random, broken attributes, debris of markup, words."""
    piece = st.one_of(_tags(), _tags(), st.sampled_from(_DEBRIS), st.sampled_from(WORDS), st.text(max_size=4))
    return st.lists(piece, max_size=40).map("".join)


def stored_html(profile: str = "body") -> st.SearchStrategy[str]:
    """What the sanitiser leaves of nasty HTML."""

    def clean_or_nothing(html: str) -> str:
        try:
            return clean(html, profile)
        except TextRefused:
            return ""

    return nasty_html().map(clean_or_nothing)


def prose() -> st.SearchStrategy[str]:
    """Words of all languages with spaces between."""
    return st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
