"""What an existing translation says in the place of each unit of its source.

Units are paired where the texts run alike: fields with fields, notes by their keys, paragraphs as the facing desk lays
them side by side (`journal.text.align`). A pair counts where both hold the same tags. Notes that only the translation
has travel as tags `own-KEY`, so that nothing a translator added is lost on the way.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from articles.choices import NOTES_OF_ONE_LANGUAGE
from articles.revisions import Content
from articles.xliff.cutting import segment
from articles.xliff.segments import Inline, Nodes, Segments, Tag, Unit, write_nodes
from journal.text.align import align
from journal.text.blocks import split_blocks
from journal.text.footnotes import cited_keys
from journal.text.tree import escape_value

_OWN_TAG = re.compile(r"own-([a-z0-9]{1,32})(?:-[1-9][0-9]?)?")
_KEPT_TAG = re.compile(r"kept-[1-9][0-9]{0,5}-[a-z]{1,6}")

_HREF = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True)
class Prefilled:
    """What is known of a unit's translation."""

    nodes: Nodes = ()
    """The translation with the numbers of the source's tags; () where there is none that fits."""
    inlines: Mapping[str, Inline] = field(default_factory=dict)
    """Tags that stand for something else in the translation, or stand in it alone: its own links, emphasis, notes."""
    dropped: frozenset[str] = frozenset()
    """Tags of the source that the translation does without."""
    is_current: bool = False
    """Whether the unit says what it said in the revision the translation was made from."""
    words: str = ""
    """Where no translation fits: the words that stand in its place."""
    own_tags: tuple[str, ...] = ()
    """The tags of the translation's own notes that belong here."""


def prefill(
    segments: Segments, *, source: Content, working: Content, base: Content | None, language: str
) -> dict[str, Prefilled]:
    """Return what `working`, a translation made from `base`, has for the units of `source` (`segments` are its).

    A unit that has nothing may be missing. Deterministic; a few milliseconds for an article; no query.
    """
    matcher = _Matcher(segments, source, working, base, language)
    matcher.pair_fields()
    matcher.pair_blocks(source.body, working.body)
    return matcher.units


def own_notes(source: Content, working: Content, language: str) -> tuple[str, ...]:
    """Return the keys of the notes that the translation cites and its source does not, and that are the translation's
    own: added in its language, or an editor's or translator's note. In reading order. Linear."""
    cited = set(cited_keys(source.body))
    return tuple(
        key
        for key in dict.fromkeys(cited_keys(working.body))
        if key not in cited
        and (note := working.notes.get(key))
        and (note.get("added_in") == language or note.get("kind") in NOTES_OF_ONE_LANGUAGE)
    )


class _Matcher:
    """Finds for the units of a source what an existing translation has."""

    def __init__(
        self, segments: Segments, source: Content, working: Content, base: Content | None, language: str
    ) -> None:
        self.source = segments
        self.working = segment(working)
        self.own = own_notes(source, working, language)
        self.mentions: Counter[str] = Counter()
        self.units: dict[str, Prefilled] = {}
        base = base or Content()
        self.base_markup = {_write(unit) for unit in segment(base).units.values()}
        """The units of the source as they were when the translation was made."""
        self.base_links = set(_HREF.findall(f"{base.body}{_join_notes(base)}"))

    def pair_fields(self) -> None:
        """Pair what is not in the body: by its place."""
        theirs: dict[str, list[Unit]] = {}
        for unit in self.working.units.values():
            theirs.setdefault(_name_place(unit), []).append(unit)
        mine: dict[str, list[Unit]] = {}
        for unit in self.source.units.values():
            if unit.block < 0:
                mine.setdefault(_name_place(unit), []).append(unit)
        for place, units in mine.items():
            self.pair(units, theirs.get(place, []))

    def pair_blocks(self, source: str, working: str) -> None:
        """Pair the units of the bodies, row by row."""
        mine, theirs = _group(self.source), _group(self.working)
        last = next((unit.id for units in mine.values() for unit in units), "")
        stray: list[tuple[str, str]] = []
        for row in align(split_blocks(source), split_blocks(working)):
            units = [unit for place in row.left for unit in mine.get(place, ())]
            others = [unit for place in row.right for unit in theirs.get(place, ())]
            last = next((unit.id for unit in reversed(units) if unit.kind != "link-title"), last)
            if not self.pair(units, others):
                stray += [(last, key) for other in others for key in self.list_own(other)]
        for name, key in stray:
            self.add_own(name, key)

    def pair(self, mine: Sequence[Unit], theirs: Sequence[Unit]) -> bool:
        """Pair units that stand in the same place; return whether they could be paired."""
        units, others = ([unit for unit in side if unit.kind != "link-title"] for side in (mine, theirs))
        if len(units) != len(others):
            for unit in units[:1]:
                self.units[unit.id] = Prefilled(words=" ".join(other.text for other in others))
            return False
        for unit, other in zip(units, others, strict=True):
            self.match(unit, other)
        return True

    def match(self, unit: Unit, other: Unit) -> None:
        """Take the translation `other` for `unit`, with the numbers of the tags of `unit`, if both cite the same notes;
        otherwise its words."""
        numbers, free = match_tags(unit, other)
        left = {name: inline for name, inline in other.inlines.items() if name not in numbers}
        strange = {inline.note for inline in left.values()} - set(self.own)
        missing = {inline.note for inline in free.values()} - self.source.optional
        if any(strange) or any(missing):
            tags = tuple(self.name_own(key) for key in self.list_own(other))
            self.units[unit.id] = Prefilled(words=other.text, own_tags=tags, inlines=make_own_inlines(tags))
            return
        own = {name: self.name_own(inline.note) for name, inline in left.items() if inline.note}
        kept = {name: f"kept-{name}-{inline.tag}" for name, inline in left.items() if not inline.note}
        inlines = make_own_inlines(own.values())
        inlines |= {tag: replace(other.inlines[name], title_unit="") for name, tag in kept.items()}
        for old, new in numbers.items():
            mine, theirs = unit.inlines[new], other.inlines[old]
            if self.is_of_the_translation(theirs):
                inlines[new] = _adopt_link(mine, theirs)
            if mine.title_unit and theirs.title_unit:
                self.match(self.source.units[mine.title_unit], self.working.units[theirs.title_unit])
        self.units[unit.id] = Prefilled(
            _rename(other.nodes, numbers | own | kept),
            inlines,
            frozenset(free),
            is_current=_write(unit) in self.base_markup,
            own_tags=tuple(own.values()),
        )

    def is_of_the_translation(self, inline: Inline) -> bool:
        """Whether a link leads where the source never led: the translator has chosen its address."""
        href = dict(inline.attributes).get("href", "")
        return bool(href) and escape_value(href) not in self.base_links

    def list_own(self, unit: Unit) -> list[str]:
        return [inline.note for inline in unit.inlines.values() if inline.note in self.own]

    def name_own(self, key: str) -> str:
        """Return a tag for one more mention of a note of the translation."""
        self.mentions[key] += 1
        mention = self.mentions[key]
        return f"own-{key}" if mention == 1 else f"own-{key}-{mention}"

    def add_own(self, name: str, key: str) -> None:
        """Put the tag of a note whose paragraph has no counterpart at the end of a unit."""
        there, tag = self.units.get(name, Prefilled()), self.name_own(key)
        nodes = (*there.nodes, Tag(tag)) if there.nodes else ()
        inlines = {**there.inlines, **make_own_inlines([tag])}
        self.units[name] = replace(there, nodes=nodes, inlines=inlines, own_tags=(*there.own_tags, tag))


def _group(segments: Segments) -> dict[int, list[Unit]]:
    blocks: dict[int, list[Unit]] = {}
    for unit in segments.units.values():
        if unit.block >= 0:
            blocks.setdefault(unit.block, []).append(unit)
    return blocks


def _name_place(unit: Unit) -> str:
    """Return the field a unit belongs to: its id without the numbers at its end."""
    parts = unit.id.split(".")
    return ".".join(parts[:2] if parts[0] == "note" else parts[:3] if parts[0] == "image" else parts[:1])


def match_tags(unit: Unit, other: Unit) -> tuple[dict[str, str], dict[str, Inline]]:
    """Return the number in `unit` of each tag of `other` that both have, equal ones first; and the tags of `unit` that
    `other` lacks."""
    numbers: dict[str, str] = {}
    free = dict(unit.inlines)
    for name_kind in (_name_exactly, _name_kind):
        places: dict[object, deque[str]] = {}
        for number, inline in free.items():
            places.setdefault(name_kind(inline), deque()).append(number)
        for name, inline in other.inlines.items():
            if name not in numbers and (alike := places.get(name_kind(inline))):
                numbers[name] = alike.popleft()
                del free[numbers[name]]
    return numbers, free


def _adopt_link(mine: Inline, theirs: Inline) -> Inline:
    """Return the link of a translation in the place of the source's, whose title is translated."""
    titles = {name: value for name, value in mine.attributes if name == "title"}
    return Inline("a", tuple(sorted({**titles, **dict(theirs.attributes)}.items())), mine.title_unit)


def _name_exactly(inline: Inline) -> object:
    return inline.tag, inline.attributes


def _name_kind(inline: Inline) -> object:
    # Words in one language never stand for words in another: the source may quote Russian, its translation Armenian
    return inline.tag, inline.note, dict(inline.attributes).get("lang", "")


def _rename(nodes: Nodes, numbers: Mapping[str, str]) -> Nodes:
    return tuple(
        node
        if isinstance(node, str)
        else Tag(numbers[node.id], None if node.children is None else _rename(node.children, numbers))
        for node in nodes
    )


def read_own_tag(tag: str) -> str:
    """Return the key of the note that a tag of the translation's own notes cites, "" for any other tag."""
    found = _OWN_TAG.fullmatch(tag)
    return found[1] if found else ""


def is_kept_tag(tag: str) -> bool:
    """Whether a tag was one of the translation alone, other than a note, when the file was exported."""
    return bool(_KEPT_TAG.fullmatch(tag))


def make_own_inlines(tags: Iterable[str]) -> dict[str, Inline]:
    """Return what those of `tags` stand for that cite notes of the translation alone."""
    return {tag: Inline("sup", (("data-note", key),)) for tag in tags if (key := read_own_tag(tag))}


def _write(unit: Unit) -> str:
    return write_nodes(unit.nodes, unit.inlines, {})


def _join_notes(content: Content) -> str:
    return "".join(note.get("html", "") for note in content.notes.values())
