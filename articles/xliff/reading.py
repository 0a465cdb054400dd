"""The bytes of an XLIFF 1.2 file as units, whichever tool has written it. Nothing is judged here but the form.

Safe with any bytes: at most 5 MB, no DOCTYPE (so no entity of its own), no network, nothing nested deeper than the
parser allows. Accepted beside what we write: any prefix of the namespace, other attributes and elements around the
texts, `<mrk mtype="seg">` within them.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from articles.refusals import Invalid
from articles.xliff.segments import Nodes, Tag, join_words
from articles.xliff.writing import NAMESPACE
from journal.text.refusals import MAX_NESTING

LARGEST = 5_000_000
"""Bytes."""
MOST_UNITS = 20_000
MOST_ELEMENTS = 200_000

_PROLOGUE = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODINGS = ("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii")
_OTHERS = re.compile(r"urn:oasis:names:tc:xliff:document:([0-9.]+)")

NOT_XLIFF = gettext_lazy("This is not an XLIFF file.")


@dataclass(frozen=True)
class FileUnit:
    """One `<trans-unit>`. `target` is None where there is none."""

    id: str
    source: Nodes
    target: Nodes | None
    foreign: str = ""
    """The first element within its texts that is no tag of ours, as `<ph>`."""


@dataclass(frozen=True)
class XliffFile:
    """The one `<file>` of a document."""

    original: str
    source_language: str
    target_language: str
    units: list[FileUnit] = field(default_factory=list)


def read_xliff(data: bytes) -> XliffFile:
    """Return what the file holds. Invalid, with the reason in words, for anything that is no XLIFF 1.2 of one file.

    Linear; a few seconds for the worst of files.
    """
    if len(data) > LARGEST:
        raise Invalid(_("This file is larger than %(size)s MB.") % {"size": LARGEST // 1_000_000})
    root = _parse(_decode(data))
    if root.tag != f"{{{NAMESPACE}}}xliff":
        raise Invalid(_name_other(root))
    if root.get("version") != "1.2":
        raise Invalid(
            _("This is XLIFF %(version)s; only XLIFF 1.2 is taken.") % {"version": _short(root.get("version"))}
        )
    files = root.findall(_name("file"))
    if len(files) != 1:
        raise Invalid(_("This file holds %(count)s texts; hand in one translation at a time.") % {"count": len(files)})
    rows = list(files[0].iter(_name("trans-unit")))
    if len(rows) > MOST_UNITS or sum(1 for _element in root.iter()) > MOST_ELEMENTS:
        raise Invalid(_("This file has more units and tags than any text of the journal."))
    return XliffFile(
        original=files[0].get("original", ""),
        source_language=files[0].get("source-language", ""),
        target_language=files[0].get("target-language", ""),
        units=[_read_unit(row) for row in rows],
    )


def _decode(data: bytes) -> str:
    """Return the file as text without its XML declaration: UTF-8, or UTF-16 with a byte order mark or without. A second
    mark goes too: a parser would pass over it and see what stands behind."""
    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif data.startswith((b"<\x00", b"\x00<")):
        encoding = "utf-16-le" if data.startswith(b"<") else "utf-16-be"
    try:
        text = data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError:
        text = ""
    declaration = _DECLARATION.match(text)
    named = _ENCODING.search(declaration[0]) if declaration else None
    if not text or (named and named[1].lower().replace("_", "-") not in _ENCODINGS):
        raise Invalid(_("This file is not written in UTF-8 or UTF-16. Save it as UTF-8 and hand it in again."))
    return text[declaration.end() :] if declaration else text


def _parse(text: str) -> etree._Element:
    prologue = _PROLOGUE.match(text)
    if prologue and text.startswith("<!DOCTYPE", prologue.end()):
        raise Invalid(_("This file has a DOCTYPE, which XLIFF does not need and which is not taken."))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text.encode("utf-8", "strict"), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError) as error:
        line = getattr(error, "lineno", None)
        if line and "<" in text[:1000]:
            raise Invalid(_("This file is not well-formed XML: see line %(line)s.") % {"line": line}) from error
        raise Invalid(NOT_XLIFF) from error


def _name_other(root: etree._Element) -> object:
    found = _OTHERS.search(str(root.tag))
    if found is None:
        return NOT_XLIFF
    return _("This is XLIFF %(version)s; only XLIFF 1.2 is taken.") % {"version": found[1]}


def _read_unit(row: etree._Element) -> FileUnit:
    foreign: list[str] = []
    source, target = row.find(_name("source")), row.find(_name("target"))
    return FileUnit(
        row.get("id", ""),
        () if source is None else _read_nodes(source, foreign),
        None if target is None else _read_nodes(target, foreign),
        foreign[0] if foreign else "",
    )


def _read_nodes(element: etree._Element, foreign: list[str], depth: int = 0) -> Nodes:
    if depth > MAX_NESTING:
        raise Invalid(_("The tags in this file are nested more deeply than in any text of the journal."))
    nodes: list[str | Tag] = []
    _take_nodes(element, foreign, nodes, depth)
    return join_words(nodes)


def _take_nodes(element: etree._Element, foreign: list[str], nodes: list[str | Tag], depth: int) -> None:
    nodes.append(element.text or "")
    for child in element:
        name = str(child.tag).removeprefix(f"{{{NAMESPACE}}}") if isinstance(child.tag, str) else "&"
        if name == "mrk" and child.get("mtype") == "seg":
            _take_nodes(child, foreign, nodes, depth)
        elif name == "g":
            nodes.append(Tag(child.get("id", ""), _read_nodes(child, foreign, depth + 1)))
        elif name == "x" and not len(child) and not (child.text or "").strip():
            nodes.append(Tag(child.get("id", "")))
        else:
            foreign.append(f"<{_short(name.rpartition('}')[2])}>")
        nodes.append(child.tail or "")


def _short(text: str | None) -> str:
    return (text or "?")[:20]


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
