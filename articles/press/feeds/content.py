"""The text of an entry: a piece as it stands on its page, so that it also reads right far from it."""

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urljoin

from django.utils.html import escape, format_html

from articles.press.pictures import Picture
from articles.press.rendering import resolve

_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")+ ?/?>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_OF_THE_PAGE = re.compile(r"id|class|role|aria-.*|data-.*")
"""What only the page's own style, script and outline need; in a reader several entries stand on one page."""


def compose(
    body: str,
    notes: str,
    *,
    page: str,
    links: Mapping[int, str],
    figure: Callable[[int], str],
    before: Iterable[str] = (),
    after: Iterable[str] = (),
) -> str:
    """Return the HTML of an entry: what stands before, text, notes, what stands after; every address absolute.

    `body` and `notes` are kept HTML; `page` is the absolute address of the page, where the notes' anchors are;
    `links` leads from articles to absolute addresses; `figure` makes the HTML of a picture; `before` and `after` are
    paragraphs in plain text. Linear.
    """
    text = resolve(body, links, figure) + resolve(notes, links, figure)
    return _paragraphs(before) + set_free(text, page) + _paragraphs(after)


def set_free(html: str, page: str) -> str:
    """Return HTML that does not depend on the page it was made for: addresses absolute, anchors those of the page at
    the address `page`, attributes dropped that mean nothing elsewhere. Linear."""

    def attribute(found: re.Match[str]) -> str:
        name, value = found.groups()
        if name in ("href", "src") and not re.match(r"[a-z][a-z0-9+.-]*:", value):
            return f' {name}="{escape(page) + value if value.startswith("#") else urljoin(escape(page), value)}"'
        return "" if _OF_THE_PAGE.fullmatch(name) else found[0]

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), html)


def draw_figure(picture: Picture, words: Mapping[str, str]) -> str:
    """Return a figure in the one size that every reader of feeds can show. `words` are alternative text and caption."""
    size = format_html(' width="{}" height="{}"', picture.url_width, picture.url_height) if picture.url_width else ""
    caption = words.get("caption", "")
    told = ", ".join(filter(None, (picture.credit, picture.licence)))
    lines = [line for text in (caption, told) for line in text.splitlines() if line.strip()]
    below = "<figcaption>" + "<br>".join(escape(line) for line in lines) + "</figcaption>" if lines else ""
    return (
        format_html('<figure><img src="{}" alt="{}"{}>', picture.url, words.get("alt", ""), size) + below + "</figure>"
    )


def _paragraphs(texts: Iterable[str]) -> str:
    blocks = [block for text in texts for block in re.split(r"\n\s*\n", text) if block.strip()]
    return "".join(f"<p>{'<br>'.join(escape(line) for line in block.strip().splitlines())}</p>" for block in blocks)
