"""The inline tags of a translated unit held against those of its source, and units compared whatever a tool did to
their spaces. No query."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

from django.utils.translation import gettext as _

from articles.xliff.places import name_tag
from articles.xliff.prefilling import Prefilled, is_kept_tag, make_own_inlines, read_own_tag
from articles.xliff.segments import Inline, Nodes, Segments, Tag, Unit, flatten, join_words, list_tags

_SPACES = re.compile("[ \t\r\n]+")
_ANY_SPACES = re.compile(r"\s+")
_MOST_SHOWN = 40
_LONGEST_WORD = 1_000
NOTHING_KNOWN = Prefilled()


def judge_tags(
    unit: Unit, target: Nodes, segments: Segments, own: Collection[str], known: Prefilled = NOTHING_KNOWN
) -> list[str]:
    """Return in words what is wrong with the tags of a target; their order is free.

    Each tag of the unit stands in it once. Left out may be what the present translation (`known`) leaves out, and
    markers of notes for the source's own readers. Markers of the notes `own` (keys) of the translation may come from
    anywhere, its own emphasis and links from where they stand. A link holds words and no other link.
    """
    tags = [tag for tag in list_tags(target) if not (read_own_tag(tag.id) in own and tag.children is None)]
    inlines: dict[str, Inline] = {
        **make_own_inlines(tag.id for tag in list_tags(target)),
        **unit.inlines,
        **known.inlines,
    }

    def name(tag: str) -> str:
        return name_tag(tag[:_MOST_SHOWN], inlines.get(tag), segments)

    expected, found = Counter(unit.inlines.keys()), Counter(tag.id for tag in tags)
    expected.subtract(known.dropped & (expected - found).keys())
    kept = Counter(tag for tag in known.inlines if is_kept_tag(tag))
    missing = [tag for tag in (expected - found) if unit.inlines[tag].note not in segments.optional]
    wrong = [_("The tag %(tag)s is missing.") % {"tag": name(tag)} for tag in missing]
    wrong += [_("There is a tag too many: %(tag)s.") % {"tag": name(tag)} for tag in (found - expected - kept)]
    with_words = {tag.id for tag in list_tags(unit.nodes) if flatten(tag.children or ()).strip()}
    for tag in {tag.id: tag for tag in tags}.values():  # of one that is there twice that has been said
        inline = inlines.get(tag.id)
        if inline is None or read_own_tag(tag.id):
            continue
        if inline.is_single != (tag.children is None):
            wrong.append(_("The tag %(tag)s has become another.") % {"tag": name(tag.id)})
        elif tag.id in with_words and not flatten(tag.children or ()).strip():
            wrong.append(_("The tag %(tag)s is empty.") % {"tag": name(tag.id)})
    for outer, inner in dict.fromkeys(_find_wrong_nesting(target, inlines)):
        names = {"inner": name(inner), "outer": name(outer)}
        wrong.append(_("The tag %(inner)s must not stand within %(outer)s.") % names)
    return wrong


def unwrap_unknown(nodes: Nodes, known: Prefilled) -> Nodes:
    """Return nodes without tags that only the translation had when the file was exported and that it no longer has;
    what stands within them stays."""
    made: list[str | Tag] = []
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            made.append(node)
        elif is_kept_tag(node.id) and node.id not in known.inlines:
            waiting += reversed(node.children or ())
        else:
            made.append(Tag(node.id, None if node.children is None else unwrap_unknown(node.children, known)))
    return join_words(made)


def is_same(one: Nodes, other: Nodes) -> bool:
    """Whether two units say the same with the same tags, whatever spaces stand between words: some tools have one."""
    return normalize(one, spaces=_ANY_SPACES) == normalize(other, spaces=_ANY_SPACES)


def normalize(nodes: Nodes, *, spaces: re.Pattern[str] = _SPACES) -> Nodes:
    """Return nodes as two of them are compared: composed characters (NFC), single spaces, none at either end."""
    made = list(_map_words(nodes, lambda words: _compose(spaces.sub(" ", words))))
    if made and isinstance(made[0], str):
        made[0] = made[0].lstrip(" ")
    if made and isinstance(made[-1], str):
        made[-1] = made[-1].rstrip(" ")
    return tuple(node for node in made if node != "")


def _compose(text: str) -> str:
    """Return text with its characters composed, but for the longest words: marks piled up by the thousand, which no
    text has, would take quadratic time."""
    words = text.split(" ")
    return " ".join(unicodedata.normalize("NFC", word) if len(word) <= _LONGEST_WORD else word for word in words)


def join_lines(nodes: Nodes) -> Nodes:
    """Return nodes without the line breaks that a tool put into the text."""
    return _map_words(nodes, lambda words: _SPACES.sub(_join_broken, words))


def _join_broken(spaces: re.Match[str]) -> str:
    return " " if spaces[0].strip(" ") else spaces[0]


def _map_words(nodes: Nodes, change: Callable[[str], str]) -> Nodes:
    return tuple(
        change(node)
        if isinstance(node, str)
        else Tag(node.id, None if node.children is None else _map_words(node.children, change))
        for node in nodes
    )


def _find_wrong_nesting(nodes: Nodes, inlines: Mapping[str, Inline]) -> Iterator[tuple[str, str]]:
    """Yield outer and inner tag of what a stored text cannot hold: see `journal.text.shape`."""
    waiting: list[tuple[str | Tag, tuple[str, ...]]] = [(node, ()) for node in reversed(nodes)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, str) or node.id not in inlines:
            continue
        inline = inlines[node.id]
        for outer in around:
            tag = inlines[outer].tag
            is_doubled = tag == inline.tag and tag != "span" and not inline.is_single
            if is_doubled or (inline.note and tag in ("a", "sup", "sub")):
                yield outer, node.id
        within = around if node.id in around else (*around, node.id)
        waiting += [(child, within) for child in reversed(node.children or ())]
