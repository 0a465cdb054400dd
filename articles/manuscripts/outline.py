"""From blocks to a text of the journal: what is the title, which levels the headings have, and the HTML of it all."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.manuscripts.blocks import Block, Cell, Figure, Paragraph, Row, Rule, Table
from articles.manuscripts.inline import Leaf, drop_markers, list_markers, read_lines, write_leaves
from articles.manuscripts.references import PictureBook
from articles.manuscripts.styles import Role
from articles.manuscripts.survey import Survey
from journal.text.tree import write_tag

LONGEST_TITLE = 300
_LONGEST_BOLD_TITLE = 200
_LOOSE = ("body", "continued", "header")
"""Roles of paragraphs that need none of their own where they are alone in an item or a cell."""
_ENDS = (".", "։", ":", ";", ",", "…")


@dataclass
class Head:
    """What stands above the text, as plain text."""

    title: str
    subtitle: str
    standfirst: str
    markers: list[Leaf]
    """Markers of notes that stood in it or in the lines with the authors, which have none."""


def take_head(blocks: list[Block], survey: Survey) -> tuple[Head, list[Block]]:
    """Return title, subtitle and standfirst, and the blocks without them. What was taken for what is reported."""
    found = _find_head(blocks, survey)
    taken = {id(row) for rows in found.values() for row in rows}
    lines = {name: [row.text for row in rows] for name, rows in found.items()}
    markers: list[Leaf] = []
    for block in blocks:
        if isinstance(block, Paragraph) and (id(block) in taken or block.role.name == "author"):
            markers += list_markers(block.leaves)
            block.leaves = drop_markers(block.leaves)
    head = Head(" ".join(lines["title"]), " ".join(lines["subtitle"]), "\n".join(lines["standfirst"]), markers)
    for name, rows in lines.items():
        survey.count(name if rows else f"no-{name}")
    return head, [block for block in blocks if id(block) not in taken]


def _find_head(blocks: list[Block], survey: Survey) -> dict[str, list[Paragraph]]:
    rows = [block for block in blocks if isinstance(block, Paragraph) and block.text]
    found = {name: _find_first(rows, name) for name in ("title", "subtitle")}
    found["standfirst"] = [row for row in rows if row.role.name == "standfirst"]
    has_title = bool(found["title"])
    if sum(len(row.text) for row in found["title"]) > LONGEST_TITLE:
        found["title"] = []
    # A later one is a heading that was given the wrong style
    survey.count("title-twice", _count_role(rows, "title") - len(found["title"]))
    survey.count("subtitle-twice", _count_role(rows, "subtitle") - len(found["subtitle"]))
    taken = {id(row) for row in found["subtitle"]}
    for row in rows:
        if row.role.name == "subtitle" and id(row) not in taken:
            row.role = Role("heading", 2)
    if not has_title and (guess := _guess_title(rows)) is not None:
        found["title"] = [guess]
        survey.note("title-heading" if guess.role.name == "heading" else "title-bold", guess.text)
        survey.place("")
    return found


def _find_first(rows: list[Paragraph], name: str) -> list[Paragraph]:
    """Return the first paragraphs of a role: a title may run over two."""
    first = next((number for number, row in enumerate(rows) if row.role.name == name), len(rows))
    end = next((number for number in range(first, len(rows)) if rows[number].role.name != name), len(rows))
    return rows[first:end]


def _count_role(rows: list[Paragraph], name: str) -> int:
    return sum(1 for row in rows if row.role.name == name)


def _guess_title(rows: list[Paragraph]) -> Paragraph | None:
    """Return the only heading of the first level if it stands first, else a short bold first paragraph, else None."""
    first = next((row for row in rows if row.role.name not in ("author", "standfirst", "subtitle")), None)
    if first is None:
        return None
    if first.role == Role("heading", 1):
        is_only = sum(1 for row in rows if row.role == Role("heading", 1)) == 1
        return first if is_only else None
    is_short = len(first.text) <= _LONGEST_BOLD_TITLE and not first.text.endswith(_ENDS)
    is_plain = first.role.name == "body" and first.item is None
    return first if is_plain and is_short and first.is_bold and len(rows) > 1 else None


class Writer:
    """Writes blocks as HTML. `is_note` is for notes, which hold paragraphs only."""

    def __init__(self, survey: Survey, pictures: PictureBook | None, *, is_note: bool = False) -> None:
        self.survey = survey
        self.pictures = pictures
        self.is_note = is_note
        self._levels: dict[int, str] = {}

    def write(self, blocks: Sequence[Block]) -> str:
        """Return the HTML of a whole story. The highest level of its headings becomes h2, all others h3."""
        levels = sorted({row.role.level for row in _list_paragraphs(blocks) if row.role.name == "heading"})
        titles = any(row.role.name == "title" for row in _list_paragraphs(blocks))
        self._levels = {level: "h2" if level == levels[0] and not titles else "h3" for level in levels} | {0: "h2"}
        if len(levels) + titles > 2:
            self.survey.count("heading-deep", len(levels))
        return self._write_row(self._take_captions(list(blocks)))

    def _write_row(self, blocks: Sequence[Block]) -> str:
        parts: list[str] = []
        number = 0
        while number < len(blocks):
            block = blocks[number]
            end = number + 1
            if isinstance(block, Paragraph) and (block.item or block.role.name == "quote") and not self.is_note:
                is_quote = block.role.name == "quote"
                belongs = _continues_quote if is_quote else _continues_list
                while end < len(blocks) and belongs(blocks[end]):
                    end += 1
                run = [each for each in blocks[number:end] if isinstance(each, Paragraph)]
                parts.append(self._write_quote(run) if is_quote else self._write_list(run))
            else:
                parts.append(self._write_block(block))
            number = end
        return "".join(parts)

    def _write_block(self, block: Block) -> str:
        if isinstance(block, Figure):
            return write_tag("figure", [("data-image", str(block.number))]) + "</figure>"
        if isinstance(block, Rule):
            return "" if self.is_note else "<hr>"
        if isinstance(block, Table):
            return self._flatten(block) if self.is_note else self._write_table(block)
        return self._write_paragraph(block)

    def _write_paragraph(self, block: Paragraph) -> str:
        role = block.role
        after = self._write_row(block.after)
        if role.name in ("author", "credit"):
            self.survey.note(role.name, block.text)
            markers = write_leaves(list_markers(block.leaves))
            self.survey.count("marker-in-caption", 1 if markers else 0)
            self.survey.place("")
            return f"<p>{markers}</p>{after}" if markers else after
        is_heading = role.name in ("heading", "title") and not self.is_note
        html = write_leaves(block.leaves, is_heading=is_heading)
        if not html:
            return after
        if self.is_note:
            if block.item or role.name not in _LOOSE:
                self.survey.note("note-flattened", block.text)
                self.survey.place("")
            return f"<p>{html}</p>{after}"
        if is_heading:
            tag = self._levels.get(role.level, "h3")
            self.survey.count("heading")
            return f"<{tag}>{html}</{tag}>{after}"
        if role.name == "body" and block.is_bold and len(block.text) <= 120 and not block.text.endswith(_ENDS):
            self.survey.note("bold-line", block.text)
            self.survey.place("")
        self.survey.count("paragraph")
        return f"<p>{html}</p>{after}"

    # Quotes and lists

    def _write_quote(self, run: list[Paragraph]) -> str:
        parts: list[str] = []
        items: list[Paragraph] = []
        depth = 0
        for block in run:
            level = max(block.role.level, 1)
            if items and (level != depth or not (block.item or block.indent)):
                parts.append(self._write_list(items))
                items = []
            parts.append("<blockquote>" * (level - depth) + "</blockquote>" * (depth - level))
            self.survey.count("quote", max(level - depth, 0))
            depth = level
            if block.item or items:
                role = Role() if block.item else Role("continued")
                items.append(Paragraph(role, block.leaves, block.item, block.indent, block.after))
            else:
                parts.append(f"<p>{write_leaves(block.leaves)}</p>{self._write_row(block.after)}")
        parts.append(self._write_list(items) if items else "")
        return "".join(parts) + "</blockquote>" * depth

    def _write_list(self, run: list[Paragraph]) -> str:
        """Return paragraphs that are items as lists within lists. Linear."""
        parts: list[str] = []
        open_: list[tuple[int, str, str]] = []
        last: dict[int, int] = {}

        def close() -> None:
            parts.append(f"</li></{open_.pop()[1]}>")

        for content in _group_items(run):
            item = content[0].item
            if item is None or item.is_continued:
                while len(open_) > 1 and open_[-1][0] > content[0].depth:
                    close()
                parts.append(self._write_row([_loosen(each) for each in content]))
                continue
            tag = "ol" if item.is_ordered else "ul"
            while open_ and open_[-1][0] > item.level:
                close()
            counts_on = not item.is_ordered or item.number == last.get(item.level, 0) + 1
            if open_ and open_[-1][0] == item.level and (open_[-1][1:] != (tag, item.list_id) or not counts_on):
                close()
            last[item.level] = item.number
            if open_ and open_[-1][0] == item.level:
                parts.append("</li>")
            else:
                start = [("start", str(item.number))] if item.is_ordered and item.number != 1 else []
                parts.append(write_tag(tag, start))
                self.survey.count("list-number", 0 if item.is_plain else 1)
                open_.append((item.level, tag, item.list_id))
                self.survey.count("list")
            parts.append("<li>" + self._write_content(content))
        while open_:
            close()
        return "".join(parts)

    def _write_content(self, blocks: Sequence[Block]) -> str:
        """Return what stands in an item or a cell: one paragraph loose, more as such."""
        first = blocks[0] if blocks else None
        if len(blocks) == 1 and isinstance(first, Paragraph) and first.role.name in _LOOSE:
            return write_leaves(first.leaves) + self._write_row(first.after)
        return self._write_row([_loosen(each) for each in blocks])

    # Tables

    def _write_table(self, table: Table) -> str:
        self.survey.count("table")
        caption = write_leaves(table.caption)
        heads = 0
        while heads < len(table.rows) and (table.rows[heads].is_header or (not heads and _is_headed(table.rows[0]))):
            heads += 1
        heads = heads if heads < len(table.rows) else 0
        parts = ["<table>", f"<caption>{caption}</caption>" if caption else ""]
        if heads:
            parts += ["<thead>", *(self._write_cells(row, "th") for row in table.rows[:heads]), "</thead>"]
        parts += ["<tbody>", *(self._write_cells(row, "td") for row in table.rows[heads:]), "</tbody></table>"]
        return "".join(parts)

    def _write_cells(self, row: Row, tag: str) -> str:
        parts = []
        for cell in row.cells:
            spans = [("colspan", cell.columns), ("rowspan", cell.rows)]
            scope = "col" if tag == "th" else "row" if _is_header(cell) else ""
            attributes = [("scope", scope)] if scope else []
            attributes += [(name, str(number)) for name, number in spans if number > 1]
            blocks = self._take_captions(cell.blocks)
            if scope:
                blocks = [_unbolden(each) for each in blocks]
            name = "th" if scope else "td"
            parts.append(f"{write_tag(name, attributes)}{self._write_cell(blocks)}</{name}>")
        return f"<tr>{''.join(parts)}</tr>"

    def _write_cell(self, blocks: list[Block]) -> str:
        first = blocks[0] if blocks else None
        if len(blocks) == 1 and isinstance(first, Paragraph) and first.item:
            return self._write_list([first])
        return self._write_content(blocks) if len(blocks) == 1 else self._write_row(blocks)

    def _flatten(self, table: Table) -> str:
        self.survey.note("note-flattened")
        blocks = [block for row in table.rows for cell in row.cells for block in cell.blocks]
        return self._write_row(blocks)

    # Captions

    def _take_captions(self, blocks: list[Block]) -> list[Block]:
        """Return blocks without the captions that stand at a picture or a table: they go to what they are about."""
        if self.is_note:
            return blocks
        rest: list[Block] = []
        waiting: Paragraph | None = None
        for block in blocks:
            before = rest[-1] if rest else None
            if isinstance(block, Table) and waiting is not None:
                block.caption, waiting = waiting.leaves, None
                rest.pop()
            elif isinstance(block, Paragraph) and block.role.name in ("caption", "table-caption"):
                if isinstance(before, Figure):
                    rest += self._caption_picture(before, block)
                    continue
                if isinstance(before, Table) and not before.caption and block.role.name == "caption":
                    before.caption = block.leaves
                    continue
                waiting = block
                rest.append(block)
                continue
            waiting = None
            rest.append(block)
        return rest

    def _caption_picture(self, figure: Figure, block: Paragraph) -> list[Block]:
        """Give a picture its caption, which is plain text; markers in it stay in a line of their own."""
        found = self.pictures.found.get(figure.number) if self.pictures else None
        if found is None or found.caption:
            return [block]
        found.caption = read_lines(block.leaves)
        self.survey.count("caption")
        markers = list_markers(block.leaves)
        if markers:
            self.survey.note("marker-in-caption", block.text)
            self.survey.place("")
        return [Paragraph(Role(), markers)] if markers else []


def _list_paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [block, *_list_paragraphs(block.after)]
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    found += _list_paragraphs(cell.blocks)
    return found


def _continues_list(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.role.name == "quote":
        return False
    return block.item is not None or block.role.name == "continued"


def _continues_quote(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role.name == "quote"


def _group_items(run: list[Paragraph]) -> list[list[Paragraph]]:
    """Return items with the further paragraphs that belong to them; one that belongs further out stands alone."""
    groups: list[list[Paragraph]] = []
    for block in run:
        is_further = block.item is None or block.item.is_continued
        if is_further and groups and block.depth >= groups[-1][0].depth:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _loosen(block: Block) -> Block:
    """Return a paragraph without its place in a list, for within the item."""
    if isinstance(block, Paragraph) and (block.item or block.role.name == "continued"):
        return Paragraph(Role(), block.leaves, after=block.after)
    return block


def _is_header(cell: Cell) -> bool:
    """Whether a cell is set in the style of headings of tables."""
    return bool(cell.blocks) and all(isinstance(each, Paragraph) and each.role.name == "header" for each in cell.blocks)


def _is_headed(row: Row) -> bool:
    return all(map(_is_header, row.cells))


def _unbolden(block: Block) -> Block:
    """Return a paragraph of a heading cell without the bold type that only shows that it is one."""
    if not isinstance(block, Paragraph) or not block.is_bold:
        return block
    leaves = [leaf._replace(format=leaf.format._replace(strong=False)) for leaf in block.leaves]
    return Paragraph(block.role, leaves, block.item, block.indent, block.after)
