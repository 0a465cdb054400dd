"""Links that a translation lacks, and links to places within the text that do not exist."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from journal.text.checks.findings import Finding, cut_excerpt
from journal.text.checks.reading import Passage, Span
from journal.text.footnotes import cited_keys
from journal.text.plain import to_text

_ARTICLE = re.compile(r"article:([1-9][0-9]*)(#.*)?\Z")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_OWN_EDITIONS = {
    "wikisource": "wikipedia",
    "wikiquote": "wikipedia",
    "wiktionary": "wikipedia",
    "wikidata": "wikipedia",
}


def find_lost_links(
    passages: list[Passage], source: list[Passage], find_place: Callable[[int], int | None]
) -> Iterator[Finding]:
    """Yield `link-missing` for each target that the body of the source links to and this body does not. Linear.

    `find_place` gives the block that faces a block of the source. A target is a piece of the journal, or an address: an
    address may be replaced by another of the same site, whatever its subdomain and country, as languages have editions
    of their own. How often a target is linked to does not matter.
    """
    ours = _group_targets(passages)
    theirs = _group_targets(source)
    for group, targets in theirs.items():
        own = ours.get(group, {})
        lost = [target for target in targets if target not in own]
        spare = len([target for target in own if target not in targets])
        for target in lost[spare:]:
            passage, span = targets[target]
            place = find_place(passage.place or 0)
            excerpt = cut_excerpt(passage.text, span.start, span.end)
            words = " ".join(passage.text[span.start : span.end].split())[:80]
            yield Finding("link-missing", "body", excerpt, place, detail={"target": span.value, "words": words})


def find_dead_fragments(
    passages: list[Passage], body: str, notes: Mapping[str, str], number: int | None
) -> Iterator[Finding]:
    """Yield `dead-fragment` for each link within this text to a note or place the page does not have. Linear.

    A page has anchors for its notes and their markers, for the section of notes, for its content; headings have none.
    """
    mentions = Counter(cited_keys(body))
    counts = {key: count for key, count in mentions.items() if to_text(notes.get(key, "")).strip()}
    anchors = {"content"} | ({"notes-heading"} if counts else set())
    for key, count in counts.items():
        anchors |= {f"note-{key}", f"noteref-{key}", *(f"noteref-{key}-{each}" for each in range(2, count + 1))}
    for passage in passages:
        for span in passage.spans:
            if (
                span.name == "link"
                and (anchor := _read_anchor(span.value, number)) is not None
                and anchor not in anchors
            ):
                yield passage.report("dead-fragment", span.start, span.end, target=span.value, anchor=anchor)


def _read_anchor(address: str, number: int | None) -> str | None:
    if address.startswith("#"):
        return address[1:]
    article = _ARTICLE.match(address)
    if article and article[2] and number is not None and int(article[1]) == number:
        return article[2][1:]
    return None


def _group_targets(passages: list[Passage]) -> dict[str, dict[str, tuple[Passage, Span]]]:
    """Return the targets linked to in the body, by site, with where each is mentioned first."""
    groups: dict[str, dict[str, tuple[Passage, Span]]] = {}
    for passage in passages:
        if passage.field == "body":
            for span in passage.spans:
                if span.name == "link" and (named := _name_target(span.value)):
                    group, target = named
                    groups.setdefault(group, {}).setdefault(target, (passage, span))
    return groups


def _name_target(address: str) -> tuple[str, str] | None:
    """Return the site and the target of a link, None for one within the text."""
    if address.startswith("#"):
        return None
    if article := _ARTICLE.match(address):
        target = f"article:{article[1]}"
        return target, target
    if address.startswith("mailto:"):
        return "mailto:" + address.rpartition("@")[2].lower(), address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, address
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    name = labels[-2] if len(labels) > 1 else labels[0]
    if name in _SECOND_LEVEL and len(labels) > 2:
        name = labels[-3]
    path = parts.path.rstrip("/")
    return f"site:{_OWN_EDITIONS.get(name, name)}", f"{'.'.join(labels)}{path}" + (
        f"?{parts.query}" if parts.query else ""
    )
