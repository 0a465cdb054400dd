"""The grid of an HTML table (HTML Standard, 4.9.12.1) as Word wants it: every row covers the same columns.

Cells over several rows are repeated, empty, in each row below (`vMerge`). Word takes 63 columns and no more.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

MOST_COLUMNS = 63


@dataclass
class Cell:
    """A place in a row. Columns count from 0."""

    column: int
    span: int
    elements: list[etree._Element] = field(default_factory=list)
    """The cell or cells whose content stands here; none in a gap and below a cell over several rows."""
    merge: str = ""
    """restart in the first of several rows, continue in those below, else nothing."""


@dataclass
class Row:
    cells: list[Cell]
    is_header: bool


def lay_out(table: etree._Element) -> tuple[list[Row], int]:
    """Return the rows of a stored table and the number of columns. Linear in the cells and the rows times columns."""
    groups = [(group.tag == "thead", [row for row in group if row.tag == "tr"]) for group in table]
    groups = [(is_header, rows) for is_header, rows in groups if rows]
    laid: list[Row] = []
    for is_header, rows in groups:
        group = _lay_group(rows, is_header=is_header)
        if len(group) < len(rows):
            return _lay_simply(groups)
        laid += group
    columns = max((cell.column + cell.span for row in laid for cell in row.cells), default=0)
    if columns > MOST_COLUMNS:
        columns = _leave_out_empty_columns(laid)
    return (laid, columns) if columns <= MOST_COLUMNS else _lay_simply(groups)


def _lay_group(rows: Sequence[etree._Element], *, is_header: bool) -> list[Row]:
    """Lay the rows of one group; cells do not reach beyond it. Stops at a row of more cells than there may be columns:
    tall cells side by side would otherwise be quadratic."""
    laid = []
    above: dict[int, tuple[int, int]] = {}  # column to span and rows still to come
    for place, row in enumerate(rows):
        if len(above) > MOST_COLUMNS or len(row) > MOST_COLUMNS:
            break
        cells = [Cell(column, span, merge="continue") for column, (span, _rows) in above.items()]
        taken = sorted(above.items())
        above = {column: (span, left - 1) for column, (span, left) in above.items() if left > 1}
        column, at = 0, 0
        for element in row:
            while at < len(taken) and taken[at][0] <= column:
                column = taken[at][0] + taken[at][1][0]
                at += 1
            room = taken[at][0] - column if at < len(taken) else 1_000
            span = min(int(element.get("colspan", 1)), room)
            height = min(int(element.get("rowspan", 1)), len(rows) - place)
            cells.append(Cell(column, span, [element], "restart" if height > 1 else ""))
            if height > 1:
                above[column] = (span, height - 1)
            column += span
        laid.append(Row(_fill_gaps(sorted(cells, key=lambda cell: cell.column)), is_header))
    return laid


def _fill_gaps(cells: list[Cell]) -> list[Cell]:
    """Put an empty cell wherever a row leaves columns free before a cell that reaches down into it."""
    filled, column = [], 0
    for cell in cells:
        if cell.column > column:
            filled.append(Cell(column, cell.column - column))
        filled.append(cell)
        column = cell.column + cell.span
    return filled


def _leave_out_empty_columns(rows: list[Row]) -> int:
    """Take out the columns in which no cell begins: a span of 900 over one column is a span of one."""
    begun = sorted({cell.column for row in rows for cell in row.cells})
    for row in rows:
        for cell in row.cells:
            first, end = bisect_left(begun, cell.column), bisect_left(begun, cell.column + cell.span)
            cell.column, cell.span = first, max(1, end - first)
    return len(begun)


def _lay_simply(groups: list[tuple[bool, list[etree._Element]]]) -> tuple[list[Row], int]:
    """Lay rows of more cells than there may be columns: without spans, the last cells together in the last column."""
    laid = []
    for is_header, rows in groups:
        for row in rows:
            elements = list(row)
            cells = [Cell(column, 1, [element]) for column, element in enumerate(elements[:MOST_COLUMNS])]
            if cells:
                cells[-1].elements += elements[MOST_COLUMNS:]
            laid.append(Row(cells, is_header))
    return laid, max((len(row.cells) for row in laid), default=0)
