"""A text as a row of units to translate, and back: what stands between them is the skeleton and stays as it is.

A unit is one innermost block of text: a title, a paragraph, a heading, a list item, a cell, a line of a standfirst, an
alternative text. Within it stand words and inline tags, known by a number; what a tag is (a link and its address, a
note marker) is kept here and never travels. No query, no clock; the same content gives the same units.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from journal.text.tree import VOID, escape_text, write_tag


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline tag in a unit: around `children`, or by itself where they are None."""

    id: str
    children: "Nodes | None" = None


Nodes = tuple["str | Tag", ...]


@dataclass(frozen=True, slots=True)
class Inline:
    """What an inline tag stands for."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    title_unit: str = ""
    """The unit in which the title of a link is translated."""

    @property
    def note(self) -> str:
        """The key of the note, for a marker; otherwise ""."""
        return dict(self.attributes).get("data-note", "") if self.tag == "sup" else ""

    @property
    def is_single(self) -> bool:
        return self.tag == "br" or bool(self.note)


@dataclass(frozen=True, slots=True)
class Unit:
    """One block of text to translate."""

    id: str
    """Such as `title`, `standfirst.1`, `body.3`, `body.3.2.title`, `note.k1.1`, `image.17.alt`."""
    kind: str
    """title, subtitle, standfirst, paragraph, heading, item, cell, caption, quotation, note, alt, image-caption or
    link-title."""
    nodes: Nodes
    inlines: Mapping[str, Inline] = field(default_factory=dict)
    block: int = -1
    """The place of its top-level block in the body; -1 elsewhere."""

    @property
    def text(self) -> str:
        """Its words without tags."""
        return flatten(self.nodes)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a unit in the skeleton."""

    unit: str


Skeleton = tuple["str | Slot", ...]


@dataclass(frozen=True)
class Segments:
    """A text taken apart. `rebuild` puts it together again."""

    units: Mapping[str, Unit]
    """In reading order: title, subtitle, standfirst, body, notes, images."""
    texts: Mapping[str, Skeleton]
    """By field: title, subtitle, standfirst, body. A field without words is not there."""
    notes: Mapping[str, Skeleton]
    """By key, in the order of their numbers."""
    images: Mapping[tuple[str, str], Skeleton]
    """By image id and field (alt, caption)."""
    numbers: Mapping[str, int]
    """The number of each note in this text."""
    optional: frozenset[str]
    """Keys of notes for the readers of this text alone: a translation may leave them out."""


@dataclass(frozen=True)
class Rebuilt:
    """A text put together: fields, note texts and captions, as the SAVE act takes them."""

    texts: dict[str, str]
    notes: dict[str, str]
    images: dict[str, dict[str, str]]


def rebuild(
    segments: Segments, targets: Mapping[str, Nodes], inlines: Mapping[str, Mapping[str, Inline]] | None = None
) -> Rebuilt:
    """Return the text with `targets` (unit id to nodes) in the places of the units; KeyError for one that is missing.

    `inlines` may say for a unit what other tags stand for. With every unit's own nodes the result is the text that was
    segmented, to the byte. A note or image whose units are all absent from `targets` is left out.
    """
    given = inlines or {}

    def fill(skeleton: Skeleton, *, html: bool) -> str:
        return "".join(part if isinstance(part, str) else write(part.unit, html=html) for part in skeleton)

    def write(name: str, *, html: bool) -> str:
        nodes = targets[name]
        if not html:
            return flatten(nodes)
        return write_nodes(nodes, {**segments.units[name].inlines, **given.get(name, {})}, targets)

    def is_given(skeleton: Skeleton) -> bool:
        return any(part.unit in targets for part in skeleton if isinstance(part, Slot))

    texts = {name: fill(skeleton, html=name == "body") for name, skeleton in segments.texts.items()}
    notes = {key: fill(skeleton, html=True) for key, skeleton in segments.notes.items() if is_given(skeleton)}
    images: dict[str, dict[str, str]] = {}
    for (pk, name), skeleton in segments.images.items():
        images.setdefault(pk, {})[name] = fill(skeleton, html=False)
    return Rebuilt(texts, notes, images)


def write_nodes(nodes: Nodes, inlines: Mapping[str, Inline], targets: Mapping[str, Nodes]) -> str:
    """Return the nodes as HTML, every word escaped; `targets` has the titles of links. KeyError for a strange tag."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(escape_text(node))
            continue
        inline = inlines[node.id]
        start = write_tag(inline.tag, _translate_title(inline, targets))
        if inline.is_single:
            parts.append(start if inline.tag in VOID else f"{start}</{inline.tag}>")
        else:
            parts.append(f"{start}{write_nodes(node.children or (), inlines, targets)}</{inline.tag}>")
    return "".join(parts)


def flatten(nodes: Nodes) -> str:
    """Return the words of nodes without the tags."""
    return "".join(node if isinstance(node, str) else flatten(node.children or ()) for node in nodes)


def join_words(nodes: Iterable["str | Tag"]) -> Nodes:
    """Return the nodes with neighbouring words as one, and without empty ones."""
    joined: list[str | Tag] = []
    words: list[str] = []
    for node in (*nodes, None):
        if isinstance(node, str):
            words.append(node)
            continue
        if text := "".join(words):
            joined.append(text)
        words.clear()
        if node is not None:
            joined.append(node)
    return tuple(joined)


def list_tags(nodes: Nodes) -> Iterator[Tag]:
    """Yield every tag of the nodes, outer ones first. Linear, however deeply they are nested."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            yield node
            waiting += reversed(node.children or ())


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter or a digit."""
    return any(map(str.isalnum, text))


def has_ink(text: str) -> bool:
    """Whether anything of a text can be seen: more than spaces, controls, and characters of no width."""
    return any(unicodedata.category(character)[0] in "LMNPS" for character in text)


def _translate_title(inline: Inline, targets: Mapping[str, Nodes]) -> tuple[tuple[str, str], ...]:
    title = targets.get(inline.title_unit) if inline.title_unit else None
    if title is None:
        return inline.attributes
    return tuple((name, flatten(title) if name == "title" else value) for name, value in inline.attributes)
