"""Cleaned HTML as a tree and back. For stored text and for what the sanitiser's filter has passed, for nothing else."""

import re
from collections.abc import Sequence

from lxml import etree

VOID = frozenset({"br", "hr"})


_TO_ESCAPE = re.compile("[&<>\xa0]")
_VOID_TAG = re.compile(r"<((?:br|hr)(?: [^<>]*)?)>")


def parse(html: str) -> etree._Element:
    """Return a `body` element holding the nodes of `html`: stored text, within the caps. Never raises. Linear."""
    # Not lxml.html: its elements know forms and links, which costs time for every element made.
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    page = etree.fromstring(f"<html><body>{html}</body></html>", parser)
    body = page.find("body")
    return etree.Element("body") if body is None else body


def parse_filtered(html: str) -> etree._Element:
    """Return a `body` element holding the nodes of `html` exactly as the sanitiser's filter wrote them. Linear.

    An HTML parser would rearrange blocks that stand within inline tags. The filter closes and escapes everything, which
    makes its output XML but for empty tags and one entity. XMLSyntaxError for anything else.
    """
    xml = _VOID_TAG.sub(r"<\1/>", html).replace("&nbsp;", "\xa0")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(f"<body>{xml}</body>", parser)


def write_tag(tag: str, attributes: Sequence[tuple[str, str]] = ()) -> str:
    """Return a start tag with every value escaped."""
    if not attributes:
        return f"<{tag}>"
    written = "".join(f' {name}="{escape_value(value)}"' for name, value in attributes)
    return f"<{tag}{written}>"


def escape_text(text: str) -> str:
    """Return `text` as HTML. The no-break space is written as the editor writes it, so that saving changes nothing."""
    if not _TO_ESCAPE.search(text):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def escape_value(value: str) -> str:
    """Return `value` for use between double quotation marks."""
    return escape_text(value).replace('"', "&quot;")


def serialize(element: etree._Element) -> str:
    """Return the element with its tag and content, without what follows it; the same bytes the sanitiser writes."""
    if not len(element) and element.tag not in VOID:
        return f"{_write_start(element)}{escape_text(element.text or '')}</{element.tag}>"
    parts: list[str] = []
    _write(element, parts)
    return "".join(parts)


def _write(element: etree._Element, parts: list[str]) -> None:
    tag = str(element.tag)
    parts.append(_write_start(element))
    if tag in VOID:
        return
    parts.append(escape_text(element.text or ""))
    for child in element:
        _write(child, parts)
        parts.append(escape_text(child.tail or ""))
    parts.append(f"</{tag}>")


def _write_start(element: etree._Element) -> str:
    attributes = element.items()
    return write_tag(str(element.tag), [(str(name), str(value)) for name, value in attributes] if attributes else ())
