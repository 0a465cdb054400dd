"""What changed between two states of a text: block by block, word by word, and in the markup that no word shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from journal.text.blocks import Block, split_blocks
from journal.text.flat import flatten
from journal.text.markup import MarkupChange, compare_markup
from journal.text.matching import match_sequences
from journal.text.pairing import pair_blocks
from journal.text.tree import escape_text
from journal.text.wording import Piece, compare_words, count_slips

__all__ = ["BlockChange", "MarkupChange", "Piece", "Significance", "diff_html", "propose_significance", "render_change"]

Significance = Literal["typo", "substantive"]

_MOST_COMPARED = 2_000
"""Changed blocks whose words are compared; further ones are shown as removed and added."""
_MOST_SLIPS = 10
_TAGS = {"added": "ins", "removed": "del"}


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block: "same", "changed", "added" (`old` is None) or "removed" (`new` is None)."""

    kind: str
    old: Block | None
    new: Block | None
    pieces: tuple[Piece, ...] = ()
    markup: tuple[MarkupChange, ...] = ()


def diff_html(old: str, new: str) -> list[BlockChange]:
    """Return what became of each block of `old` and where each block of `new` comes from, in reading order.

    Both are clean HTML. Cost: a few milliseconds for an article, under a second at the cap.
    """
    a, b = split_blocks(old), split_blocks(new)
    changes: list[BlockChange] = []
    compared = 0
    same = match_sequences([block.html for block in a], [block.html for block in b])
    at, other_at = 0, 0
    for i, j in [*same, (len(a), len(b))]:
        for left, right in pair_blocks(a[at:i], b[other_at:j]):
            if left and right and compared < _MOST_COMPARED:
                compared += 1
                changes.append(_compare(left, right))
            else:
                changes += [_report(block, kind) for block, kind in ((left, "removed"), (right, "added")) if block]
        if i < len(a):
            changes.append(BlockChange("same", a[i], b[j]))
        at, other_at = i + 1, j + 1
    return _join_moves(changes)


def render_change(change: BlockChange) -> str:
    """Return the words of one block as HTML: escaped text, with `<ins>` and `<del>` around what changed. Linear."""
    if change.kind == "same":
        return escape_text(change.new.text if change.new else "")
    return "".join(
        f"<{_TAGS[piece.kind]}>{escape_text(piece.text)}</{_TAGS[piece.kind]}>"
        if piece.kind in _TAGS
        else escape_text(piece.text)
        for piece in change.pieces
    )


def propose_significance(changes: Sequence[BlockChange]) -> Significance:
    """Return what the change of a text most likely amounts to.

    "typo" if all that changed are a letter or two inside longer words, and spaces. A figure, a name (any word with a
    capital), a short word, punctuation, a link, a note or other markup makes it "substantive".
    """
    slips = 0
    for change in changes:
        if change.kind == "same":
            continue
        found = count_slips(change.pieces) if change.kind == "changed" and not change.markup else None
        if found is None:
            return "substantive"
        slips += found
    return "typo" if slips <= _MOST_SLIPS else "substantive"


def _compare(old: Block, new: Block) -> BlockChange:
    before, after = flatten(old.html), flatten(new.html)
    pieces = compare_words(before.text, after.text)
    markup: list[MarkupChange] = []
    if old.kind != new.kind:
        kind = "heading-level" if old.level and new.level else "block-kind"
        markup.append(MarkupChange(kind, f"{old.kind or 'text'} → {new.kind or 'text'}"))
    markup += compare_markup(before, after, pieces)
    is_silent = not markup and all(piece.kind == "same" for piece in pieces)
    if is_silent and old.html.split() != new.html.split():
        markup.append(MarkupChange("other"))
    return BlockChange("changed", old, new, tuple(pieces), tuple(dict.fromkeys(markup)))


def _report(block: Block, kind: str) -> BlockChange:
    old, new = (block, None) if kind == "removed" else (None, block)
    pieces = (Piece(kind, block.text),) if block.text else ()
    if not block.note_keys:
        return BlockChange(kind, old, new, pieces)
    notes = tuple(MarkupChange(f"note-{kind}", key) for key in dict.fromkeys(block.note_keys))
    return BlockChange(kind, old, new, pieces, notes)


def _join_moves(changes: list[BlockChange]) -> list[BlockChange]:
    """Call a note moved that left one block and came to another."""
    went = {each.detail for change in changes for each in change.markup if each.kind == "note-removed"}
    came = {each.detail for change in changes for each in change.markup if each.kind == "note-added"}
    moved = {f"note-{kind}": went & came for kind in ("removed", "added")}
    if not went & came:
        return changes

    def rename(each: MarkupChange) -> MarkupChange:
        return MarkupChange("note-moved", each.detail) if each.detail in moved.get(each.kind, ()) else each

    return [replace(change, markup=tuple(dict.fromkeys(map(rename, change.markup)))) for change in changes]
