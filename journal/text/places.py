"""Places of a text: what a link, a switch of language or a list of contents can lead to. Pure.

Anchors are counted, not stored: `p-3` is the third top-level block that is no heading, `s-2` the second heading. Texts
that run in parallel have the same ones, in whatever language they are.
"""

from dataclasses import dataclass

from journal.text.blocks import split_blocks


@dataclass(frozen=True)
class Heading:
    """A heading of a text as a list of contents names it."""

    level: int
    """2 or 3."""
    anchor: str
    words: str
    """Plain text, without note markers."""


def mark_places(html: str) -> tuple[str, list[Heading]]:
    """Return clean HTML with an `id` on each top-level block, and its headings in order. Linear.

    A heading of the third level before any of the second becomes one of the second: the page's first level is its
    title, and none is skipped (WCAG 2.2, 1.3.1). Headings within quotes belong to what is quoted and get no anchor.
    """
    parts: list[str] = []
    headings: list[Heading] = []
    blocks = 0
    has_second = False
    for block in split_blocks(html):
        if block.level:
            has_second = has_second or block.level == 2
            level = block.level if has_second else 2
            heading = Heading(level, f"s-{len(headings) + 1}", " ".join(block.text.split()))
            headings.append(heading)
            parts.append(_rename(block.html, block.kind, f"h{level}", heading.anchor))
        elif block.kind:
            blocks += 1
            parts.append(_rename(block.html, block.kind, block.kind, f"p-{blocks}"))
        else:  # loose words, which a text of the profile "body" does not have
            parts.append(block.html)
    return "".join(parts), headings


def _rename(html: str, old: str, new: str, anchor: str) -> str:
    """Return one block under the tag `new`, with its anchor first among its attributes."""
    inner = html.removeprefix(f"<{old}")
    if old != new:
        inner = f"{inner.removesuffix(f'</{old}>')}</{new}>"
    return f'<{new} id="{anchor}"{inner}'
