"""A language version as a Word file (.docx), for an author or a reviewer who works in Word.

The way back is `articles.manuscripts.reading.read_word`. What it knows our files by: the names of the styles
(`word_styles`), a bookmark around the mark of each note (`word_notes`) and one before each picture (`word_pictures`).

What Word cannot carry, and a reader of the file will not find: the language of the page a link leads to; lists that
count down, and those that begin below 0 or above 32,767; headings, tables and pictures as parts of a quote or an item
of a list; the scope of a header cell; whether a single paragraph stood loose in an item or a cell; notes no text cites;
the kind of a note, which its key tells; the image at the head of the piece.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from lxml import etree

from articles.manuscripts.word_blocks import BlockStory, Place, close_tables, write_flow
from articles.manuscripts.word_elements import clean_xml, make_paragraph, w, write_xml
from articles.manuscripts.word_inline import Sheet, write_line
from articles.manuscripts.word_notes import SEPARATORS, begin_notes, make_note
from articles.manuscripts.word_package import MEDIA_TYPE, OFFICE, WORD, Package, Relationships
from articles.manuscripts.word_pictures import Picture
from articles.manuscripts.word_styles import write_styles
from articles.revisions import Content
from journal.text.tree import parse

__all__ = ["MEDIA_TYPE", "Picture", "write_word"]

_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def write_word(
    content: Content,
    *,
    language: str,
    at: datetime,
    find_picture: Callable[[int], Picture | None],
    authors: Sequence[str] = (),
) -> bytes:
    """Return the content of a version as a .docx file.

    `language` is the version's; `find_picture` gives the picture of an image by its id, None or one without data for
    a picture that is not to be had; `authors` are the names readers see; `at` (aware) is the only moment the file
    bears. Equal arguments give equal bytes. Nobody who works at the desk is named in it.

    Cost: about 0.1 s for a long piece, besides its pictures; under three seconds for a text at the cap.
    """
    sheet = Sheet()
    body = BlockStory(sheet, find_picture=find_picture, captions=content.images)
    blocks = [*_write_head(content, body), *write_flow(parse(content.body), Place(), body)]
    document = w("document", w("body", *close_tables(blocks), _make_page()))
    notes = BlockStory(sheet, has_notes=False, find_picture=find_picture, captions=content.images)
    footnotes = begin_notes()
    for key, number in sheet.notes.items():
        html = content.notes.get(key, {}).get("html", "")
        footnotes.append(make_note(number, write_flow(parse(html), Place(style="FootnoteText"), notes)))

    package = Package()
    whole = Relationships()
    whole.add(f"{OFFICE}/officeDocument", "word/document.xml")
    whole.add(_CORE_RELATIONSHIP, "docProps/core.xml")
    package.parts["_rels/.rels"] = whole.write()
    package.add("docProps/core.xml", _write_properties(content.title, language, authors, at), _CORE_TYPE)
    for story in (body, notes):
        for fitted, path, _credit in story.media.values():
            package.parts.setdefault(f"word/{path}", fitted.data)
    for name, data in (
        ("styles", write_styles(language, sheet.styles)),
        ("settings", _write_settings()),
        ("numbering", sheet.numbering.write()),
    ):
        body.relationships.add(f"{OFFICE}/{name}", f"{name}.xml")
        package.add(f"word/{name}.xml", data, f"{WORD}.{name}+xml")
    body.relationships.add(f"{OFFICE}/footnotes", "footnotes.xml")
    package.add("word/footnotes.xml", write_xml(footnotes), f"{WORD}.footnotes+xml", notes.relationships)
    package.add("word/document.xml", write_xml(document), f"{MEDIA_TYPE}.main+xml", body.relationships)
    return package.pack()


def _write_head(content: Content, story: BlockStory) -> list[etree._Element]:
    """Return title, subtitle and standfirst, as far as there are any."""
    head = [(style, text) for style, text in (("Title", content.title), ("Subtitle", content.subtitle)) if text]
    head += [("Standfirst", line) for line in content.standfirst.split("\n") if line]
    return [make_paragraph(style, *write_line(text, story)) for style, text in head]


def _make_page() -> etree._Element:
    """Return the page: A4 with margins of 2.5 centimetres."""
    margins = dict.fromkeys(("top", "right", "bottom", "left"), 1417)
    return w("sectPr", w("pgSz", w=11_906, h=16_838), w("pgMar", **margins, header=709, footer=709, gutter=0))


def _write_settings() -> bytes:
    """Return the settings: the lines above the notes, and that the file is of Word 2013 or later, which otherwise
    opens it as an old one."""
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    separators = w("footnotePr", *(w("footnote", id=number) for number in SEPARATORS))
    return write_xml(w("settings", w("defaultTabStop", val=709), separators, w("compat", mode)))


def _write_properties(title: str, language: str, authors: Sequence[str], at: datetime) -> bytes:
    """Return the core properties (ECMA-376 Part 2, 11), in which Dublin Core names author and language."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = {
        "dc:title": clean_xml(title),
        "dc:creator": clean_xml("; ".join(authors)),
        "dcterms:created": moment,
        "dcterms:modified": moment,
        "dc:language": language,
    }
    kinds = {name: ' xsi:type="dcterms:W3CDTF"' if name.startswith("dcterms") else "" for name in rows}
    written = "".join(f"<{name}{kinds[name]}>{escape(text)}</{name}>" for name, text in rows.items() if text)
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{written}</cp:coreProperties>"
    ).encode()
