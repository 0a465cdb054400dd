"""The small elements of WordprocessingML (ECMA-376 Part 1, 17): what paragraphs and runs are put together from.

Word refuses files in which the properties of a paragraph or a run stand in another order than the schema's, so they are
put in order here and nowhere else.
"""

import re
from dataclasses import dataclass, replace

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
NAMESPACES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}

LINK_COLOUR = "0563C1"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may contain."""
_SPECIAL = re.compile("([\u00ad\u2011\n])")
_SPECIAL_ELEMENTS = {"\u00ad": "softHyphen", "\u2011": "noBreakHyphen", "\n": "br"}
"""Word shows these characters wrongly, or not at all, in most fonts; it has elements for them."""


def w(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """Return an element `w:tag` with attributes of the same namespace."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES if tag in _ROOTS else {"w": W})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


_ROOTS = frozenset({"document", "footnotes"})


def clean_xml(text: str) -> str:
    """Return `text` without the characters XML cannot hold. Linear."""
    return _NOT_XML.sub("", text)


@dataclass(frozen=True)
class Format:
    """How a piece of text is set."""

    bold: bool = False
    italic: bool = False
    script: str = ""
    """superscript, subscript or nothing."""
    is_cite: bool = False
    is_link: bool = False
    language: str = ""
    """BCP 47 tag of a part in another language than the text around it."""

    def within(self, tag: str, language: str | None) -> "Format":
        """Return the format inside an inline element or a block of that language."""
        changes: dict[str, object] = {"language": language} if language else {}
        changes |= _CHANGES.get(tag, {})
        return replace(self, **changes) if changes else self  # type: ignore[arg-type]


_CHANGES: dict[str, dict[str, object]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "cite": {"is_cite": True},
    "a": {"is_link": True},
    "sup": {"script": "superscript"},
    "sub": {"script": "subscript"},
}
PLAIN = Format()


def name_style(form: Format) -> str:
    """Return the id of the character style of a format, "" for none. A run has one: language goes before link."""
    cite = "HTMLCite" if form.is_cite else ""
    if form.language:
        return f"{cite or 'Language'}-{form.language}"
    return cite or ("Hyperlink" if form.is_link else "")


def make_run(form: Format, *content: etree._Element) -> etree._Element:
    """Return a run of `content`."""
    properties = w("rPr")
    style = name_style(form)
    if style:
        properties.append(w("rStyle", val=style))
    if form.bold:
        properties.extend([w("b"), w("bCs")])
    if form.italic:
        properties.extend([w("i"), w("iCs")])
    if form.is_link and style != "Hyperlink":
        properties.append(w("color", val=LINK_COLOUR))
    if form.script:
        properties.append(w("vertAlign", val=form.script))
    run = w("r", properties) if len(properties) else w("r")
    run.extend(content)
    return run


def make_text_run(text: str, form: Format = PLAIN) -> etree._Element:
    """Return a run of text. Line breaks, soft hyphens and no-break hyphens become Word's own."""
    content = []
    for part in _SPECIAL.split(clean_xml(text)):
        if name := _SPECIAL_ELEMENTS.get(part):
            content.append(w(name))
        elif part:
            element = w("t")
            element.text = part
            if part != part.strip() or "  " in part:
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            content.append(element)
    return make_run(form, *content)


def make_paragraph(
    style: str,
    *content: etree._Element,
    number: tuple[int, int] | None = None,
    indent: int = 0,
) -> etree._Element:
    """Return a paragraph in a style (its id, "" for the normal one).

    `number` is the level (0 to 8) and the id of the list it is an item of; `indent` is from the left, in twentieths of
    a point.
    """
    properties = w("pPr")
    if style:
        properties.append(w("pStyle", val=style))
    if number:
        properties.append(w("numPr", w("ilvl", val=number[0]), w("numId", val=number[1])))
    if indent:
        properties.append(w("ind", left=indent))
    paragraph = w("p", properties) if len(properties) else w("p")
    paragraph.extend(content)
    return paragraph


def make_bookmark(name: str, number: int, *content: etree._Element) -> list[etree._Element]:
    """Return `content` between the two ends of a bookmark. `number` is unique in the file."""
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]


def write_xml(root: etree._Element) -> bytes:
    """Return a part of the file as Word writes them: UTF-8, standalone. The same bytes for the same tree."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(NAMESPACES) if root.tag == f"{{{W}}}document" else None)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
