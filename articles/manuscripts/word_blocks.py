"""The blocks of a stored text as Word's: headings, paragraphs, quotes, lists, tables, pictures, lines.

Word has no blocks within blocks. A quote and the item of a list are a style of paragraph, so what stands in them says
where it belongs by its style, its indent and its number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from articles.manuscripts.word_elements import PLAIN, Format, W, make_bookmark, make_paragraph, make_run, w
from articles.manuscripts.word_inline import Piece, Story, list_pieces, write_inline, write_line
from articles.manuscripts.word_lists import DEEPEST, STEP
from articles.manuscripts.word_package import OFFICE
from articles.manuscripts.word_pictures import BOOKMARK, Fitted, Picture, fit_picture, make_drawing
from articles.manuscripts.word_styles import DEEPEST_QUOTE
from articles.manuscripts.word_tables import Cell, Row, lay_out
from journal.text.plain import BLOCKS

TEXT_WIDTH = 9_072
"""Of A4 with margins of 2.5 centimetres, in twentieths of a point."""
_TWIP = 635
"""English metric units in a twentieth of a point."""
_SPACE = " \t\n\f\r"
_HEADINGS = {"h2": "Heading1", "h3": "Heading2"}


@dataclass
class Item:
    """The item of a list that is being written. Its first paragraph bears the number."""

    level: int
    number: int
    is_pending: bool = True


@dataclass(frozen=True)
class Place:
    """Where in the text a block stands."""

    style: str = ""
    """Of paragraphs that are neither in a list nor in a quote."""
    quotes: int = 0
    item: Item | None = None
    width: int = TEXT_WIDTH
    form: Format = PLAIN


@dataclass
class BlockStory(Story):
    """A text that holds blocks, with its pictures."""

    find_picture: Callable[[int], Picture | None] = lambda number: None
    captions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Id of an image to its alt and caption."""
    media: dict[int, tuple[Fitted, str, str]] = field(default_factory=dict)
    """Id of an image to the picture, its path in the file and its credit."""


def write_flow(parent: etree._Element, place: Place, story: BlockStory) -> list[etree._Element]:
    """Return paragraphs and tables for the content of `parent`: blocks, or loose inline text, or both. Linear."""
    written: list[etree._Element] = []
    run: list[Piece] = []

    def end_run() -> None:
        if any(not isinstance(piece, str) or piece.strip(_SPACE) for piece in run):
            written.append(_make_paragraph(list(run), place, story))
        run.clear()

    for piece in list_pieces(parent):
        if isinstance(piece, str) or piece.tag not in BLOCKS:
            run.append(piece)
        else:
            end_run()
            if piece.tag != "p" and place.item and place.item.is_pending:
                written.append(_make_paragraph([], place, story))
            inner = replace(place, form=place.form.within("", piece.get("lang")))
            written.extend(_write_block(piece, inner, story))
    end_run()
    return written


def close_tables(blocks: list[etree._Element], style: str = "") -> list[etree._Element]:
    """Return `blocks` with an empty paragraph where Word needs one: between two tables, which would become one, and
    at the end of a cell or a text. Linear."""
    closed: list[etree._Element] = []
    for block in blocks:
        if closed and closed[-1].tag == block.tag == f"{{{W}}}tbl":
            closed.append(make_paragraph(style))
        closed.append(block)
    if not closed or closed[-1].tag != f"{{{W}}}p":
        closed.append(make_paragraph(style))
    return closed


def _write_block(block: etree._Element, place: Place, story: BlockStory) -> list[etree._Element]:
    tag = str(block.tag)
    if tag == "p":
        return [_make_paragraph(list_pieces(block), place, story)]
    if tag in _HEADINGS:
        return [make_paragraph(_HEADINGS[tag], *write_inline(list_pieces(block), place.form, story))]
    if tag == "blockquote":
        return write_flow(block, replace(place, quotes=place.quotes + 1, item=None), story)
    if tag in ("ul", "ol"):
        return _write_list(block, place, story)
    if tag == "table":
        return _write_table(block, place, story)
    if tag == "figure":
        return _write_picture(int(block.get("data-image", "0")), place, story)
    if tag == "hr":
        return [make_paragraph("HorizontalLine")]
    return write_flow(block, place, story)  # a part of a list or a table without the whole: never stored


def _make_paragraph(pieces: list[Piece], place: Place, story: BlockStory) -> etree._Element:
    item = place.item
    depth = min(place.quotes, DEEPEST_QUOTE)
    style = f"Quote{depth}" if depth > 1 else "Quote" if depth else place.style
    content = write_inline(pieces, place.form, story)
    if item is None:
        return make_paragraph(style, *content)
    if item.is_pending:
        item.is_pending = False
        style = style if place.quotes else "ListParagraph"
        return make_paragraph(style, *content, number=(item.level, item.number))
    return make_paragraph(style if place.quotes else "ListContinue", *content, indent=STEP * (item.level + 1))


def _write_list(block: etree._Element, place: Place, story: BlockStory) -> list[etree._Element]:
    level = min(place.item.level + 1, DEEPEST) if place.item else 0
    number = story.sheet.numbering.add(level, is_ordered=block.tag == "ol", start=block.get("start", ""))
    written = []
    for element in block:
        inner = replace(place, item=Item(level, number), form=place.form.within("", element.get("lang")))
        written += write_flow(element, inner, story) or [_make_paragraph([], inner, story)]
    return written


def _write_table(block: etree._Element, place: Place, story: BlockStory) -> list[etree._Element]:
    caption = block.find("caption")
    written = []
    if caption is not None:
        form = place.form.within("", caption.get("lang"))
        written.append(make_paragraph("TableCaption", *write_inline(list_pieces(caption), form, story)))
    rows, columns = lay_out(block)
    if not columns:
        return written
    width = max(200, place.width // columns)
    table = w(
        "tbl",
        w("tblPr", w("tblStyle", val="TableGrid"), w("tblW", w=width * columns, type="dxa")),
        w("tblGrid", *(w("gridCol", w=width) for _ in range(columns))),
    )
    inner = replace(place, quotes=0, item=None)
    table.extend(_write_row(row, columns, width, inner, story) for row in rows)
    return [*written, table]


def _write_row(row: Row, columns: int, width: int, place: Place, story: BlockStory) -> etree._Element:
    properties = w("trPr")
    end = row.cells[-1].column + row.cells[-1].span if row.cells else 0
    if end < columns and end:
        properties.append(w("gridAfter", val=columns - end))
    properties.append(w("cantSplit"))
    if row.is_header:
        properties.append(w("tblHeader"))
    cells = row.cells or [Cell(0, columns)]
    return w("tr", properties, *(_write_cell(cell, width * cell.span, place, story) for cell in cells))


def _write_cell(cell: Cell, width: int, place: Place, story: BlockStory) -> etree._Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if cell.span > 1:
        properties.append(w("gridSpan", val=cell.span))
    if cell.merge:
        properties.append(w("vMerge", val=cell.merge) if cell.merge == "restart" else w("vMerge"))
    style, blocks = "TableText", []
    for element in cell.elements:
        style = "TableHeading" if element.tag == "th" else "TableText"
        form = _inherit(element, place.form)
        blocks += write_flow(element, replace(place, style=style, width=max(200, width - 216), form=form), story)
    return w("tc", properties, *close_tables(blocks, style))


def _inherit(element: etree._Element, form: Format) -> Format:
    """Return the format in a cell: its language, or that of its row or group."""
    for each in (element, *element.iterancestors("tr", "thead", "tbody", "table")):
        if each.get("lang"):
            return form.within("", each.get("lang"))
        if each.tag == "table":
            break
    return form


def _write_picture(number: int, place: Place, story: BlockStory) -> list[etree._Element]:
    """Return the picture and, as paragraphs of their own, its caption and its credit.

    An image shown again has neither, nor a bookmark: the caption is one text, and the name of a bookmark stands once.
    """
    if number not in story.media:
        picture = story.find_picture(number) or Picture(None)
        fitted = fit_picture(picture.data)
        story.media[number] = (fitted, f"media/image{len(story.media) + 1}.{fitted.ending}", picture.credit)
    fitted, path, credit = story.media[number]
    words = story.captions.get(str(number), {})
    drawing = make_drawing(
        fitted,
        story.relationships.add(f"{OFFICE}/image", path),
        number=story.sheet.number_drawing(),
        name=f"{BOOKMARK}{number}",
        alt=words.get("alt", ""),
        room=place.width * _TWIP,
    )
    shown = make_run(PLAIN, w("drawing", drawing))
    if number in story.sheet.images:
        return [make_paragraph("Picture", shown)]
    story.sheet.images.add(number)
    bookmark = make_bookmark(f"{BOOKMARK}{number}", story.sheet.number_bookmark())
    written = [make_paragraph("Picture", *bookmark, shown)]
    if caption := words.get("caption"):
        written.append(make_paragraph("Caption", *write_line(caption, story)))
    if credit:
        written.append(make_paragraph("PictureCredit", *write_line(credit, story)))
    return written
