"""One story of a Word file, the text or a note, as a row of blocks in the order a reader meets them."""

import re
from collections.abc import Iterable

from lxml import etree

from articles.manuscripts.blocks import Block, Cell, Figure, Paragraph, Row, Rule, Table
from articles.manuscripts.inline import Leaf
from articles.manuscripts.numbering import Item, Numbering
from articles.manuscripts.package import Package
from articles.manuscripts.references import NoteBook, PictureBook
from articles.manuscripts.runs import DELETED, INSERTED, MC, WRAPPERS, M, RunReader, choose_alternative, read_text
from articles.manuscripts.styles import OUTLINE, Role, Styles, W, read_switch, read_value
from articles.manuscripts.survey import Survey

_MOST_COLUMNS = 200


class Story:
    """Reads the blocks of one story. `notes` and `pictures` are None for the story of a note."""

    def __init__(
        self,
        package: Package,
        part: str,
        *,
        styles: Styles,
        numbering: Numbering,
        survey: Survey,
        notes: NoteBook | None = None,
        pictures: PictureBook | None = None,
        comments: dict[str, tuple[str, str]] | None = None,
    ) -> None:
        self.styles = styles
        self.numbering = numbering
        self.survey = survey
        self.runs = RunReader(
            package, part, styles, survey, notes, pictures, self._read_box, {} if comments is None else comments
        )
        self._carried: list[Leaf] = []
        self._boxes: list[Block] = []
        self._tables = 0
        """How many tables the present block is within."""

    def read(self, root: etree._Element) -> list[Block]:
        """Return the blocks within `root`: the body, or a note."""
        steps = [each.get(f"{W}fldCharType") for each in root.iter(f"{W}fldChar")]
        self.runs.keeps_contents = steps.count("begin") != steps.count("end")
        blocks = self._read_blocks(root)
        if self._carried:
            blocks.append(Paragraph(Role(), self._carried))
        return blocks

    def _read_blocks(self, parent: Iterable[etree._Element]) -> list[Block]:
        blocks: list[Block] = []
        for element in parent:
            tag = str(element.tag)
            if tag == f"{W}p":
                blocks += self._read_paragraph(element)
            elif tag == f"{W}tbl":
                blocks += self._read_table(element)
            elif tag == f"{W}sdt":
                content = self.runs.open_control(element)
                self.survey.place("")
                blocks += self._read_blocks(content)
            elif tag in WRAPPERS or tag in INSERTED:
                blocks += self._read_blocks(element)
            elif tag == f"{MC}AlternateContent":
                blocks += self._read_blocks(choose_alternative(element))
            elif tag == f"{W}bookmarkStart":
                self.runs.meet_bookmark(element)
            elif tag == f"{W}altChunk":
                self._tell("object", element)
            elif tag == f"{M}oMathPara":
                self.survey.note("equation", " ".join("".join(map(str, element.itertext())).split()))
                self.survey.place("")
            elif tag in DELETED and read_text(element):
                self._tell("deleted", element, who=element.get(f"{W}author") or "")
        return blocks

    def _tell(self, code: str, element: etree._Element, *, who: str = "") -> None:
        """Report something that stands between paragraphs, by its own first words."""
        self.survey.note(code, read_text(element), who=who)
        self.survey.place("")

    # Paragraphs

    def _read_paragraph(self, element: etree._Element) -> list[Block]:
        properties = element.find(f"{W}pPr")
        outer = self.runs.leaves, self.runs.figures, self._boxes
        self.runs.leaves, self.runs.figures, self._boxes, self.runs.has_rule = self._carried, [], [], False
        self._carried = []
        self.runs.read(element)
        self.runs.end_paragraph()
        leaves, after = self.runs.leaves, [*map(Figure, self.runs.figures), *self._boxes]
        has_rule = self.runs.has_rule
        self.runs.leaves, self.runs.figures, self._boxes = outer
        if self._runs_on(properties):
            self._carried = leaves
            self.survey.place(read_text(element))  # not of all that is carried along: there may be much of it
            return after
        paragraph = Paragraph(self._find_role(properties), leaves, after=after)
        self.survey.place(paragraph.text)
        if paragraph.role.name == "contents":
            if paragraph.text:
                self.survey.count("contents-line")
            return after
        if has_rule or paragraph.role.name == "rule":
            after = [Rule(), *after]
        if not leaves or not (paragraph.text or any(leaf.is_html for leaf in leaves)):
            return after
        if paragraph.role.name not in ("heading", "title", "subtitle", "caption", "table-caption"):
            paragraph.item = self._find_item(properties)
        elif (item := self._find_item(properties)) is not None and item.is_ordered:
            self.survey.note("heading-number", paragraph.text)
            self.survey.place("")
        paragraph.indent = _read_indent(properties)
        if paragraph.item is not None:
            return [paragraph]
        paragraph.after = []
        return [paragraph, *after]

    def _runs_on(self, properties: etree._Element | None) -> bool:
        """Whether the paragraph's end is deleted, or it is a large first letter: its words belong to the next one."""
        if properties is None:
            return False
        frame = properties.find(f"{W}framePr")
        is_letter = frame is not None and (frame.get(f"{W}dropCap") or "none") != "none"
        return is_letter or properties.find(f"{W}rPr/{W}del") is not None

    def _find_role(self, properties: etree._Element | None) -> Role:
        style = read_value(properties, "pStyle")
        role = self.styles.role(style) if style else Role()
        level = read_value(properties, "outlineLvl")
        if role.name == "body" and level in OUTLINE:
            return Role("heading", int(level) + 1)
        return role

    def _find_item(self, properties: etree._Element | None) -> Item | None:
        direct = None if properties is None else properties.find(f"{W}numPr")
        list_id, level = self.styles.numbering(read_value(properties, "pStyle"))
        if direct is not None:
            list_id = read_value(direct, "numId") or list_id
            level = read_value(direct, "ilvl") or level
        return self.numbering.place(list_id, level) if list_id else None

    def _read_box(self, box: etree._Element) -> None:
        """Read what stands in a text box: it follows the paragraph the box is anchored in."""
        carried, self._carried = self._carried, []
        fields, self.runs.fields = self.runs.fields, []
        blocks = self._read_blocks(box)
        self._boxes += blocks
        self._carried, self.runs.fields = carried, fields

    # Tables

    def _read_table(self, element: etree._Element) -> list[Block]:
        self._tables += 1
        rows = [row for each in self._list_rows(element) if (row := self._read_row(each)) is not None]
        self._tables -= 1
        rows = [row for row in rows if row.cells]
        flat = [block for row in rows for cell in row.cells for block in cell.blocks]
        if not rows or not flat:
            return []
        if self._tables:
            self._tell("table-in-table", element)
            return flat
        if len(rows) == 1 and len(rows[0].cells) == 1:
            self._tell("table-of-one", element)
            return flat
        _merge_down(rows)
        return [Table(rows)]

    def _list_rows(self, element: Iterable[etree._Element]) -> list[etree._Element]:
        """Return the rows of a table, whatever they are wrapped in."""
        rows = []
        for each in element:
            if each.tag == f"{W}tr":
                rows.append(each)
            elif each.tag in WRAPPERS or each.tag in INSERTED:
                rows += self._list_rows(each)
            elif each.tag == f"{W}sdt":
                rows += self._list_rows(each.iterfind(f"{W}sdtContent/*"))
        return rows

    def _read_row(self, element: etree._Element) -> Row | None:
        properties = element.find(f"{W}trPr")
        change = None if properties is None else properties.find(f"{W}del")
        if change is not None:
            self._tell("deleted", element, who=change.get(f"{W}author") or "")
            return None
        cells = [self._read_cell(each) for each in _list_cells(element)]
        return Row(cells, is_header=bool(read_switch(properties, "tblHeader")))

    def _read_cell(self, element: etree._Element) -> Cell:
        properties = element.find(f"{W}tcPr")
        span = read_value(properties, "gridSpan")
        columns = int(span) if span.isascii() and span.isdecimal() and len(span) < 4 else 1
        merge = None if properties is None else properties.find(f"{W}vMerge")
        is_merged = merge is not None and (merge.get(f"{W}val") or "continue") == "continue"
        carried, self._carried = self._carried, []
        blocks = self._read_blocks(element)
        if self._carried:
            blocks.append(Paragraph(Role(), self._carried))
        self._carried = carried
        return Cell(blocks, columns=min(max(columns, 1), _MOST_COLUMNS), is_merged=is_merged)


def _list_cells(element: Iterable[etree._Element]) -> list[etree._Element]:
    cells = []
    for each in element:
        if each.tag == f"{W}tc":
            cells.append(each)
        elif each.tag in WRAPPERS:
            cells += _list_cells(each)
        elif each.tag == f"{W}sdt":
            cells += _list_cells(each.iterfind(f"{W}sdtContent/*"))
    return cells


def _merge_down(rows: list[Row]) -> None:
    """Give cells that run on into the rows below their height, and take those below out. Linear."""
    above: dict[int, Cell] = {}
    for row in rows:
        column, kept = 0, []
        for cell in row.cells:
            if cell.is_merged and column in above:
                above[column].rows += 1
                above[column].blocks += cell.blocks
            else:
                above[column] = cell
                kept.append(cell)
            column += cell.columns
        row.cells = kept


def _read_indent(properties: etree._Element | None) -> int:
    indent = None if properties is None else properties.find(f"{W}ind")
    left = "" if indent is None else indent.get(f"{W}left") or indent.get(f"{W}start") or ""
    return int(left) if re.fullmatch(r"[0-9]{1,5}", left) else 0
