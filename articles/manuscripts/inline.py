"""Runs of text with their formatting, and how they become HTML: neighbours that look alike are one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journal.text.tree import escape_text, write_tag

BREAK = "<br>"
_BLANKS = " \t\n"


class Format(NamedTuple):
    """How a piece of text looks, from the outside in."""

    href: str = ""
    language: str = ""
    cite: bool = False
    strong: bool = False
    em: bool = False
    script: str = ""
    """sup, sub or ""."""


PLAIN = Format()


class Leaf(NamedTuple):
    """A piece of text; or, with `is_html`, a line break or a note marker."""

    text: str
    format: Format = PLAIN
    is_html: bool = False


def write_marker(key: str) -> Leaf:
    """Return the marker of a note."""
    return Leaf(f'<sup data-note="{key}"></sup>', PLAIN, is_html=True)


def read_leaves(leaves: Iterable[Leaf]) -> str:
    """Return the plain text of leaves, on one line."""
    return " ".join(
        "".join(" " if leaf.text == BREAK else leaf.text for leaf in leaves if not _is_marker(leaf)).split()
    )


def read_lines(leaves: Iterable[Leaf]) -> str:
    """Return the plain text of leaves with its line breaks."""
    text = "".join("\n" if leaf.text == BREAK else "" if leaf.is_html else leaf.text for leaf in leaves)
    return "\n".join(line for each in text.split("\n") if (line := " ".join(each.split())))


def list_markers(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Return the note markers among leaves."""
    return [leaf for leaf in leaves if _is_marker(leaf)]


def drop_markers(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Return leaves without the note markers among them."""
    return [leaf for leaf in leaves if not _is_marker(leaf)]


def _is_marker(leaf: Leaf) -> bool:
    return leaf.is_html and leaf.text != BREAK


def write_leaves(leaves: Sequence[Leaf], *, is_heading: bool = False) -> str:
    """Return leaves as HTML, "" if nothing is in them. A heading is not bold within itself. Linear."""
    rows = _lend_formats(_trim(leaves))
    parts: list[str] = []
    open_tags: tuple[str, ...] = ()
    for leaf in rows:
        tags = _list_tags(leaf.format._replace(strong=False) if is_heading else leaf.format)
        shared = 0
        while shared < min(len(open_tags), len(tags)) and open_tags[shared] == tags[shared]:
            shared += 1
        parts += [_close(tag) for tag in reversed(open_tags[shared:])]
        parts += tags[shared:]
        parts.append(leaf.text if leaf.is_html else escape_text(leaf.text))
        open_tags = tags
    return "".join([*parts, *(_close(tag) for tag in reversed(open_tags))])


def _close(tag: str) -> str:
    return f"</{tag[1:].rstrip('>').split(' ')[0]}>"


def _lend_formats(rows: list[Leaf]) -> list[Leaf]:
    """Give spaces and line breaks the formatting their neighbours share: they have none of their own."""
    before, lent = PLAIN, []
    for leaf in rows:
        lent.append(before if _is_space(leaf) else leaf.format)
        before = lent[-1]
    after = PLAIN
    for number in range(len(rows) - 1, -1, -1):
        if _is_space(rows[number]):
            lent[number] = lent[number] if lent[number] == after else _share_link(lent[number], after)
        after = lent[number]
    return [leaf._replace(format=format_) for leaf, format_ in zip(rows, lent, strict=True)]


def _share_link(before: Format, after: Format) -> Format:
    return Format(
        href=before.href if before.href == after.href else "",
        language=before.language if before.language == after.language and before.href == after.href else "",
    )


def _is_space(leaf: Leaf) -> bool:
    return leaf.text == BREAK if leaf.is_html else not leaf.text.strip()


def _list_tags(format_: Format) -> tuple[str, ...]:
    if format_ == PLAIN:
        return ()
    tags = (
        write_tag("a", [("href", format_.href)]) if format_.href else "",
        write_tag("span", [("lang", format_.language)]) if format_.language else "",
        "<cite>" if format_.cite else "",
        "<strong>" if format_.strong else "",
        "<em>" if format_.em else "",
        f"<{format_.script}>" if format_.script else "",
    )
    return tuple(filter(None, tags))


def _trim(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return leaves without empty ones, and without spaces and line breaks at either end."""
    rows = [leaf for leaf in leaves if leaf.text]
    first, last = 0, len(rows)
    while first < last and _is_empty(rows[first]):
        first += 1
    while last > first and _is_empty(rows[last - 1]):
        last -= 1
    rows = rows[first:last]
    if rows and not rows[0].is_html:
        rows[0] = rows[0]._replace(text=rows[0].text.lstrip(_BLANKS))
    if rows and not rows[-1].is_html:
        rows[-1] = rows[-1]._replace(text=rows[-1].text.rstrip(_BLANKS))
    return rows


def _is_empty(leaf: Leaf) -> bool:
    return leaf.text == BREAK if leaf.is_html else not leaf.text.strip(_BLANKS)
