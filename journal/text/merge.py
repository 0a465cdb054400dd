"""Two texts that began as one, put together passage by passage: where they differ, one side is chosen.

A digest of each passage as it was when both began says who has changed it. Nothing is decided by it but which side is
offered first.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import Literal

from journal.text.blocks import split_blocks
from journal.text.diff import BlockChange, diff_html

__all__ = ["Passage", "Side", "compare_bodies", "digest", "digest_blocks", "judge", "make_key", "merge"]

Side = Literal["mine", "theirs"]
Changed = Literal["mine", "theirs", "both", "unknown"]

MOST_BLOCKS = 2_000
"""Blocks of which digests are kept; of a longer text, nobody is said to have changed anything."""
MOST_CHOICES = 200
"""Passages that can be chosen one by one; where more differ, the text is chosen as a whole."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in one place of both texts. Without a `key` both say the same and there is nothing to choose."""

    mine: str
    """HTML, "" where this side has nothing here."""
    theirs: str
    changes: tuple[BlockChange, ...]
    """How mine (`new`) differs from theirs (`old`)."""
    key: str = ""
    """Names the choice, by what is to be chosen between. Both places of a passage that was moved have the same."""
    changed_by: Changed = "unknown"
    default: Side = "mine"
    is_echo: bool = False
    """Whether this is the second place of a passage that was moved: it follows the choice at the first."""


def digest(text: str) -> str:
    """Return ten hexadecimal digits for a text. No secret is made of it."""
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def digest_blocks(html: str) -> list[str] | None:
    """Return the digests of the blocks of clean HTML in order; None for a text of more than `MOST_BLOCKS`. Linear."""
    blocks = split_blocks(html)
    return [digest(block.html) for block in blocks] if len(blocks) <= MOST_BLOCKS else None


def judge(mine: str, theirs: str, base: Collection[str] | None) -> tuple[Changed, Side]:
    """Return who has changed a passage both began with, and which side is offered first.

    `base` holds the digests of what it can have been; None if nothing is known. A side that says what the text began
    with has not changed it.
    """
    if base is None:
        return "unknown", "mine"
    is_mine_old, is_theirs_old = digest(mine) in base, digest(theirs) in base
    if is_mine_old and not is_theirs_old:
        return "theirs", "theirs"
    if is_theirs_old and not is_mine_old:
        return "mine", "mine"
    return "both", "mine"


def compare_bodies(mine: str, theirs: str, base: Sequence[str] | None = None) -> list[Passage]:
    """Return the passages of two texts in reading order, those that differ with a key and the side offered first.

    Clean HTML; `base` is what `digest_blocks` gave of the text both began with. All of `mine` joined is the one text,
    all of `theirs` the other. Costs what `diff_html` costs.
    """
    changes = diff_html(theirs, mine)
    passages = [_make_passage(change) for change in changes]
    if sum(1 for passage in passages if passage.key) > MOST_CHOICES:
        whole = make_key("body", mine, theirs)
        return [Passage("".join(p.mine for p in passages), "".join(p.theirs for p in passages), tuple(changes), whole)]
    return _judge_all(_join_moves(_number(passages)), None if base is None else frozenset(base))


def merge(passages: Sequence[Passage], choices: Mapping[str, Side]) -> str:
    """Return the text in which each passage that differs is that of the side chosen. KeyError for one without a choice.

    Every passage both have is in it once, and so is one that was moved.
    """
    return "".join(
        passage.mine if not passage.key or choices[passage.key] == "mine" else passage.theirs for passage in passages
    )


def make_key(*parts: str) -> str:
    """Return the name of a choice: the same for the same texts, so that no choice is ever taken for another."""
    return digest("\x00".join(parts))


def _make_passage(change: BlockChange) -> Passage:
    mine, theirs = (side.html if side else "" for side in (change.new, change.old))
    return Passage(mine, theirs, (change,), "" if change.kind == "same" else make_key("body", mine, theirs))


def _number(passages: Sequence[Passage]) -> list[Passage]:
    """Give each of several equal choices a key of its own."""
    seen: dict[str, int] = {}
    numbered = []
    for passage in passages:
        count = seen[passage.key] = seen.get(passage.key, 0) + 1
        is_again = passage.key and count > 1
        numbered.append(replace(passage, key=make_key(passage.key, str(count))) if is_again else passage)
    return numbered


def _join_moves(passages: list[Passage]) -> list[Passage]:
    """Give a passage that stands here on one side and there on the other one key for both places."""
    places: dict[tuple[str, str], list[int]] = {}
    joined = list(passages)
    for index, passage in enumerate(passages):
        if not passage.key or (passage.mine and passage.theirs):
            continue
        html, side = passage.mine or passage.theirs, "mine" if passage.mine else "theirs"
        waiting = places.get((html, "theirs" if side == "mine" else "mine"))
        if waiting:
            first = waiting.pop(0)
            joined[index] = replace(passage, key=passages[first].key, is_echo=True)
        else:
            places.setdefault((html, side), []).append(index)
    return joined


def _judge_all(passages: list[Passage], base: frozenset[str] | None) -> list[Passage]:
    moved = {passage.key for passage in passages if passage.is_echo}
    judged = []
    for passage in passages:
        if passage.key and passage.key not in moved:
            changed_by, default = _judge_one(passage, base)
            passage = replace(passage, changed_by=changed_by, default=default)
        judged.append(passage)
    return judged


def _judge_one(passage: Passage, base: frozenset[str] | None) -> tuple[Changed, Side]:
    if base is None or (passage.mine and passage.theirs):
        return judge(passage.mine, passage.theirs, base)
    # One side has nothing here: what was there before was deleted, what was not has been added
    if passage.mine:
        return ("theirs", "theirs") if digest(passage.mine) in base else ("mine", "mine")
    return ("mine", "mine") if digest(passage.theirs) in base else ("theirs", "theirs")
