"""A Word file of ours as a package: what Word insists on holds for every text there can be.

Word calls a file damaged where properties stand in another order than the schema's (ECMA-376 Part 1, annex A), a cell
ends without a paragraph, or an id leads nowhere. The checks are made here, and each is shown to bite.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from hypothesis import given
from lxml import etree

from articles.manuscripts.word_elements import W
from articles.manuscripts.writing import Picture, write_word
from articles.revisions import Content
from journal.text.footnotes import cited_keys
from journal.text.sanitize import clean
from tests.articles.manuscripts.texts import EVERYTHING, NOTES, paint
from tests.journal.text.soups import stored_html

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ORDERS = {
    "pPr": "pStyle keepNext keepLines numPr pBdr spacing ind outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblCellMar",
    "tcPr": "tcW gridSpan vMerge",
    "trPr": "gridAfter cantSplit tblHeader",
    "sectPr": "pgSz pgMar",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "abstractNum": "multiLevelType lvl",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "settings": "defaultTabStop footnotePr compat",
    "tbl": "tblPr tblGrid tr",
    "p": "pPr *",
    "r": "rPr *",
    "tc": "tcPr *",
}
"""The children of each element that stand in a fixed order."""


def write(body: str, *, notes: dict[str, str] | None = None, **content: object) -> bytes:
    """Return the file of a body in English."""
    rows = {key: {"kind": "remark", "html": html} for key, html in (notes or {}).items()}
    return write_word(
        Content(body=body, notes=rows, **content),
        language="en",
        at=AT,
        find_picture=lambda number: Picture(paint()) if number == 5 else None,
    )


def read_parts(data: bytes) -> dict[str, etree._Element]:
    """Return every XML part of the file by its path."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if "/media/" not in name}


def find_all(root: etree._Element, tag: str) -> list[etree._Element]:
    return list(root.iter(f"{{{W}}}{tag}"))


def name(element: etree._Element) -> str:
    return etree.QName(element).localname


def value(element: etree._Element, attribute: str = "val") -> str:
    return element.get(f"{{{W}}}{attribute}", "")


def find_disorder(parts: dict[str, etree._Element]) -> Iterator[str]:
    for root in parts.values():
        for element in root.iter(etree.Element):
            if element.tag.startswith(f"{{{W}}}") and name(element) in ORDERS:
                order = ORDERS[name(element)].split()
                children = [name(child) for child in element]
                places = [order.index(each) if each in order else order.index("*") for each in children]
                if places != sorted(places):
                    yield f"{name(element)}: {' '.join(children)}"


def find_repeated(parts: dict[str, etree._Element]) -> Iterator[str]:
    """Ids and names that must be unique."""
    document, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    texts = (document, notes)
    drawings = [each.get("id", "") for root in texts for each in root.iter("{*}docPr")]
    rows = {
        "bookmark id": [value(each, "id") for root in texts for each in find_all(root, "bookmarkStart")],
        "bookmark name": [value(each, "name").lower() for root in texts for each in find_all(root, "bookmarkStart")],
        "drawing": drawings,
        "note": [value(each, "id") for each in find_all(notes, "footnote")],
        "reference": [value(each, "id") for each in find_all(document, "footnoteReference")],
        "style": [value(each, "styleId") for each in find_all(parts["word/styles.xml"], "style")],
        "style name": [value(each) for each in find_all(parts["word/styles.xml"], "name")],
        "list": [value(each, "numId") for each in find_all(parts["word/numbering.xml"], "num")],
    }
    for what, ids in rows.items():
        yield from (f"{what} {each} {count} times" for each, count in Counter(ids).items() if count > 1)


def find_loose_ends(parts: dict[str, etree._Element]) -> Iterator[str]:
    """Ids that lead nowhere, and what nothing leads to."""
    document, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    styles = {value(each, "styleId") for each in find_all(parts["word/styles.xml"], "style")}
    lists = {value(each, "numId") for each in find_all(parts["word/numbering.xml"], "num")}
    kinds = {value(each, "abstractNumId") for each in find_all(parts["word/numbering.xml"], "abstractNum")}
    for path, root in (("word/document.xml", document), ("word/footnotes.xml", notes)):
        used = {value(each) for tag in ("pStyle", "rStyle", "tblStyle") for each in find_all(root, tag)}
        yield from (f"no style {each}" for each in used - styles)
        yield from (f"no list {value(each)}" for each in find_all(root, "numId") if value(each) not in lists)
        begun = [value(each, "id") for each in find_all(root, "bookmarkStart")]
        ended = [value(each, "id") for each in find_all(root, "bookmarkEnd")]
        yield from (f"bookmark {each} not paired" for each in set(begun) ^ set(ended))
        rows = parts.get(path.replace("word/", "word/_rels/") + ".rels")
        known = {row.get("Id"): row for row in rows} if rows is not None else {}
        asked = {
            each for element in root.iter(etree.Element) for key, each in element.items() if "relationships" in key
        }
        yield from (f"{path}: no relationship {each}" for each in asked - set(known))
        for row in known.values():
            if row.get("TargetMode") != "External" and not row.get("Target", "").startswith("media/"):
                target = f"word/{row.get('Target')}"
                yield from () if target in parts else (f"no part {target}",)
    yield from (
        f"no definition {value(each)}"
        for each in find_all(parts["word/numbering.xml"], "abstractNumId")
        if value(each) not in kinds
    )
    cited = {value(each, "id") for each in find_all(document, "footnoteReference")}
    written = {value(each, "id") for each in find_all(notes, "footnote")} - {"-1", "0"}
    yield from (f"note {each} without its other half" for each in cited ^ written)
    names = {value(each, "name") for each in find_all(document, "bookmarkStart")}
    for field in find_all(document, "instrText"):
        bookmark = (field.text or "").split()[1]
        yield from () if bookmark in names else (f"no bookmark {bookmark}",)


def find_torn_tables(parts: dict[str, etree._Element]) -> Iterator[str]:
    """Cells without a last paragraph, rows that do not cover the columns, tables without room between or after them."""
    for root in (parts["word/document.xml"], parts["word/footnotes.xml"]):
        for cell in find_all(root, "tc"):
            if name(cell[-1]) != "p":
                yield "a cell without a last paragraph"
        for table in find_all(root, "tbl"):
            columns = len(table[1])
            following = table.getnext()
            if columns > 63:
                yield f"{columns} columns"
            if following is None or name(following) in ("tbl", "sectPr"):
                yield "nothing after a table"
            for row in table[2:]:
                spans = [value(each[0]) if (each := find_all(cell[0], "gridSpan")) else "1" for cell in row[1:]]
                after = [value(each) for each in find_all(row[0], "gridAfter")]
                if sum(map(int, spans + after)) != columns:
                    yield f"a row of {spans} and {after} over {columns} columns"


CHECKS = (find_disorder, find_repeated, find_loose_ends, find_torn_tables)


def find_faults(data: bytes) -> list[str]:
    """Return everything Word would not take."""
    parts = read_parts(data)
    return [fault for check in CHECKS for fault in check(parts)]


def test_a_text_with_everything_in_it_is_a_file_word_takes() -> None:
    assert find_faults(write(EVERYTHING, notes=NOTES, title="A", subtitle="B", standfirst="C\nD")) == []


def test_an_empty_text_is_a_file_too() -> None:
    assert find_faults(write("")) == []


@given(stored_html(), stored_html("note"))
def test_whatever_is_stored_makes_a_file_word_takes_and_the_same_bytes_again(body: str, note: str) -> None:
    notes = dict.fromkeys(cited_keys(body), note)
    data = write(body, notes=notes)
    assert find_faults(data) == []
    assert write(body, notes=notes) == data


SPOILT: dict[str, tuple[str, Callable[[str], str], str]] = {
    "rPr: b rStyle": (
        "word/document.xml",
        lambda xml: xml.replace('<w:rPr><w:rStyle w:val="HTMLCite"/>', '<w:rPr><w:b/><w:rStyle w:val="HTMLCite"/>'),
        "<p><cite>x</cite></p>",
    ),
    "bookmark id 1 2 times": (
        "word/document.xml",
        lambda xml: xml.replace('w:id="2"', 'w:id="1"'),
        '<p>a<sup data-note="a"></sup>b</p><figure data-image="5"></figure>',
    ),
    "bookmark 1 not paired": (
        "word/document.xml",
        lambda xml: re.sub("<w:bookmarkEnd[^>]*>", "", xml),
        '<p>a<sup data-note="a"></sup></p>',
    ),
    "no style HTMLCite-xx": (
        "word/document.xml",
        lambda xml: xml.replace("HTMLCite", "HTMLCite-xx"),
        "<p><cite>x</cite></p>",
    ),
    "no list 7": (
        "word/document.xml",
        lambda xml: xml.replace('<w:numId w:val="1"/>', '<w:numId w:val="7"/>'),
        "<ul><li>x</li></ul>",
    ),
    "word/document.xml: no relationship rId9": (
        "word/document.xml",
        lambda xml: xml.replace('r:id="rId1"', 'r:id="rId9"'),
        '<p><a href="https://a.example">x</a></p>',
    ),
    "note 1 without its other half": (
        "word/footnotes.xml",
        lambda xml: re.sub('<w:footnote w:id="1".*</w:footnote>', "", xml),
        '<p>a<sup data-note="a"></sup></p>',
    ),
    "nothing after a table": (
        "word/document.xml",
        lambda xml: xml.replace("</w:tbl><w:p/>", "</w:tbl>"),
        "<table><tbody><tr><td>x</td></tr></tbody></table>",
    ),
    "a row of ['1'] and [] over 2 columns": (
        "word/document.xml",
        lambda xml: xml.replace('<w:gridSpan w:val="2"/>', ""),
        '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table><p>y</p>',
    ),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_file_is_found_out(fault: str) -> None:
    path, spoil, html = SPOILT[fault]
    parts = read_parts(write(clean(html)))
    xml = etree.tostring(parts[path]).decode()
    assert spoil(xml) != xml
    parts[path] = etree.fromstring(spoil(xml))
    assert [found for check in CHECKS for found in check(parts)] == [fault]


def test_the_file_names_authors_and_language_and_nobody_else() -> None:
    data = write_word(
        Content(title="A & B"),
        language="ka",
        at=AT,
        find_picture=lambda _number: None,
        authors=["Nane <M>", "B"],
    )
    properties = read_parts(data)["docProps/core.xml"]
    assert [(name(row), row.text) for row in properties] == [
        ("title", "A & B"),
        ("creator", "Nane <M>; B"),
        ("created", "2026-03-02T09:00:00Z"),
        ("modified", "2026-03-02T09:00:00Z"),
        ("language", "ka"),
    ]
    with ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/styles.xml",
            "word/settings.xml",
            "word/numbering.xml",
            "word/footnotes.xml",
            "word/document.xml",
            "word/_rels/document.xml.rels",
        ]


def test_every_part_has_a_type() -> None:
    parts = read_parts(write(EVERYTHING, notes=NOTES))
    types = parts["[Content_Types].xml"]
    named = {row.get("PartName"): row.get("ContentType") for row in types if row.get("PartName")}
    endings = {row.get("Extension") for row in types if row.get("Extension")}
    assert endings == {"jpeg", "png", "rels", "xml"}
    assert {f"/{path}" for path in parts if not path.endswith(".rels") and path != "[Content_Types].xml"} == set(named)
    assert all(kind.startswith("application/vnd.openxmlformats") for kind in named.values())
