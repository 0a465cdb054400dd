"""A text as the row of its top-level blocks: what stands in one row of the facing desk, what a comparison goes by."""

from dataclasses import dataclass

from journal.text.footnotes import cited_keys
from journal.text.plain import BLOCKS, read_text, to_text
from journal.text.tree import escape_text, parse, serialize


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block of clean HTML. The `html` of all blocks, joined, is the text."""

    html: str
    text: str
    """Plain text, without note markers."""
    kind: str
    """Its tag: p, h2, h3, ul, ol, blockquote, table, figure, hr; "" for loose inline text of a note."""
    level: int
    """2 or 3 for a heading, otherwise 0."""
    note_keys: tuple[str, ...]
    """Keys of the notes it cites, in reading order, with repetitions."""


def split_blocks(html: str) -> list[Block]:
    """Return the top-level blocks of clean HTML in order. Loose inline text between blocks is one block. Linear."""
    root = parse(html)
    blocks: list[Block] = []
    loose = escape_text(root.text or "")
    for element in root:
        tag = str(element.tag)
        if tag not in BLOCKS:
            loose += serialize(element) + escape_text(element.tail or "")
            continue
        blocks += _build_loose(loose)
        keys = cited_keys(html := serialize(element))
        blocks.append(Block(html, read_text(element), tag, int(tag[1]) if tag in ("h2", "h3") else 0, keys))
        loose = escape_text(element.tail or "")
    return blocks + _build_loose(loose)


def _build_loose(html: str) -> list[Block]:
    return [Block(html, to_text(html), "", 0, cited_keys(html))] if html.strip() else []
