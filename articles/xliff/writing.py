"""XLIFF 1.2 of one translation, for translators with their own tools (OASIS standard of 1 February 2008).

One `<file>`; which piece, language, source revision and edit it is stands in `original`, which every tool hands back.
What tags stand for is said in notes; addresses and keys stay here. Every unit has a `<target>`: OmegaT shows no other.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from lxml import etree

from articles.models import LanguageVersion, Revision
from articles.revisions import content_of
from articles.xliff.cutting import segment
from articles.xliff.origins import Origin
from articles.xliff.places import explain_unit, name_unit
from articles.xliff.prefilling import Prefilled, prefill
from articles.xliff.present import read_present
from articles.xliff.segments import Inline, Nodes, Segments, Tag, Unit
from journal.languages import language

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
CTYPES = {"strong": "bold", "em": "italic", "a": "link", "br": "lb"}
GROUPS = {"body": "x-text", "note": "x-notes", "image": "x-images"}

ON_LINES = ("file", "header", "body", "group", "trans-unit")
"""Elements that stand on lines of their own, for those who read the file as it is."""

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_xliff(version: LanguageVersion, revision: Revision, *, at: datetime, from_source: bool = False) -> bytes:
    """Return the file for translating `revision`, a revision of the source, into the language of `version`.

    Targets hold the present translation where it fits its unit, elsewhere the source text; with `from_source` always
    the source text, as OmegaT needs it, and the translation stands beside it as `<alt-trans>`. Words of explanation are
    in the active language. About seven queries; some ten milliseconds for an article.
    """
    source = content_of(revision)
    working = read_present(version, source)
    base = content_of(version.based_on) if version.based_on else None
    segments = segment(source)
    known = prefill(segments, source=source, working=working, base=base, language=version.language)
    origin = Origin(version.article_id, version.language, revision.number, version.edit_number)
    root = _make("xliff", version="1.2")
    languages = {"source-language": revision.version.language, "target-language": version.language}
    date = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    file = _add(root, "file", original=str(origin), **languages, datatype="html", date=date)
    _add(_add(file, "header"), "note").text = _introduce(revision, version)
    parents: dict[str, etree._Element] = {"": _add(file, "body")}
    for unit in segments.units.values():
        group = unit.id.partition(".")[0]
        group = group if group in GROUPS else ""
        if group not in parents:
            parents[group] = _add(parents[""], "group", id=group, restype=GROUPS[group])
        _write_unit(parents[group], unit, known.get(unit.id, Prefilled()), segments, from_source=from_source)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _introduce(revision: Revision, version: LanguageVersion) -> str:
    source, target = language(revision.version.language).name, language(version.language).name
    names = {"source": source, "target": target, "number": revision.number}
    return " ".join(
        [
            _("%(source)s to %(target)s, revision %(number)s of the source.") % names,
            _("Keep every tag; tags may change places within their unit."),
            _("Footnotes are units of their own, after the text."),
        ]
    )


def _write_unit(parent: etree._Element, unit: Unit, known: Prefilled, segments: Segments, *, from_source: bool) -> None:
    row = _add(parent, "trans-unit", id=unit.id, resname=name_unit(unit, segments))
    row.set(_XML_SPACE, "preserve")
    source = _add(row, "source")
    _write_nodes(source, unit.nodes, unit.inlines, segments)
    is_translated = bool(known.nodes) and not from_source
    state = "needs-translation"
    if is_translated:
        state = "translated" if known.is_current else "needs-review-translation"
    target = _add(row, "target", state=state)
    nodes = known.nodes if is_translated else (*unit.nodes, *map(Tag, known.own_tags))
    _write_nodes(target, nodes, {**unit.inlines, **known.inlines}, segments)
    _add(row, "note").text = explain_unit(unit, segments)
    if known.nodes and not is_translated:
        other = _add(_add(row, "alt-trans", origin="enface"), "target")
        _write_nodes(other, known.nodes, {**unit.inlines, **known.inlines}, segments)
    elif known.words:
        _add(_add(row, "alt-trans", origin="enface"), "target").text = known.words


def _write_nodes(parent: etree._Element, nodes: Nodes, inlines: Mapping[str, Inline], segments: Segments) -> None:
    last: etree._Element | None = None
    for node in nodes:
        if isinstance(node, Tag):
            last = _add_tag(parent, node, inlines, segments)
        elif last is None:
            parent.text = (parent.text or "") + node
        else:
            last.tail = (last.tail or "") + node


def _add_tag(parent: etree._Element, node: Tag, inlines: Mapping[str, Inline], segments: Segments) -> etree._Element:
    inline = inlines[node.id]
    if inline.note:
        shown = f"[{segments.numbers.get(inline.note, '*')}]"
        return _add(parent, "x", id=node.id, ctype="x-footnote", **{"equiv-text": shown})
    ctype = CTYPES.get(inline.tag, f"x-html-{inline.tag}")
    if inline.is_single:
        return _add(parent, "x", id=node.id, ctype=ctype)
    element = _add(parent, "g", id=node.id, ctype=ctype)
    _write_nodes(element, node.children or (), inlines, segments)
    return element


def _make(name: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{NAMESPACE}}}{name}", attributes, nsmap={None: NAMESPACE})  # type: ignore[dict-item]


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if name in ON_LINES:
        parent.text, element.tail = "\n", "\n"
    return element
