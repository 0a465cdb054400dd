"""What changed in one block besides its words: links, emphasis, languages, note markers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from journal.text.flat import Flat, Mark
from journal.text.wording import Piece


@dataclass(frozen=True, slots=True)
class MarkupChange:
    """A change that the words do not show.

    Kinds: link-target, heading-level and block-kind, whose detail is "old → new"; link-added, link-removed with the
    address; note-added, note-removed, note-moved with the key; italic-, bold-, superscript-, subscript-, citation- and
    language- with -added and -removed, and the words concerned; other, without detail (a list's start, say).
    """

    kind: str
    detail: str = ""


def compare_markup(before: Flat, after: Flat, pieces: Sequence[Piece]) -> list[MarkupChange]:
    """Return the changes of markup between two states of a block; `pieces` say what became of its words. Linear."""
    return _compare_marks(before, after, pieces) + _compare_notes(before, after, pieces)


def _compare_marks(before: Flat, after: Flat, pieces: Sequence[Piece]) -> list[MarkupChange]:
    """Name what is marked otherwise among the words that stayed, and the links that went or came with other words."""
    changes: list[MarkupChange] = []
    at, other_at = 0, 0
    for piece in pieces:
        length = len(piece.text)
        if piece.kind == "same":
            marks = zip(before.marks[at : at + length], after.marks[other_at : other_at + length], strict=True)
            place = 0
            for (old, new), group in groupby(marks):
                end = place + sum(1 for _ in group)
                if old != new:
                    changes += _name_marks(old - new, new - old, piece.text[place:end])
                place = end
        at += length if piece.kind != "added" else 0
        other_at += length if piece.kind != "removed" else 0
    named = {part for change in changes if change.kind.startswith("link-") for part in change.detail.split(" → ")}
    links, other_links = before.list_links(), after.list_links()
    gone = [address for address in links if address not in other_links and address not in named]
    come = [address for address in other_links if address not in links and address not in named]
    return changes + [_name_link(old, new) for old, new in zip_longest(gone, come, fillvalue="")]


def _name_marks(gone: frozenset[Mark], come: frozenset[Mark], words: str) -> list[MarkupChange]:
    links = [next((value for name, value in marks if name == "link"), "") for marks in (gone, come)]
    changes = [_name_link(*links)] if any(links) else []
    for marks, happened in ((gone, "removed"), (come, "added")):
        changes += [MarkupChange(f"{name}-{happened}", words.strip()) for name, _ in sorted(marks) if name != "link"]
    return changes


def _name_link(old: str, new: str) -> MarkupChange:
    if old and new:
        return MarkupChange("link-target", f"{old} → {new}")
    return MarkupChange("link-removed", old) if old else MarkupChange("link-added", new)


def _compare_notes(before: Flat, after: Flat, pieces: Sequence[Piece]) -> list[MarkupChange]:
    keys, other_keys = Counter(key for _, key in before.notes), Counter(key for _, key in after.notes)
    changes = [MarkupChange("note-removed", key) for key in keys - other_keys]
    changes += [MarkupChange("note-added", key) for key in other_keys - keys]
    places, other_places = _list_places(before, keys & other_keys), _list_places(after, keys & other_keys)
    carried = _Carrier(pieces)
    moved = [key for (key, nth), place in places.items() if not carried.may_be(place, other_places[key, nth])]
    if not moved:
        moved = [key for (key, _), (other, _) in zip(places, other_places, strict=True) if key != other]
    return changes + [MarkupChange("note-moved", key) for key in dict.fromkeys(moved)]


def _list_places(flat: Flat, kept: Counter[str]) -> dict[tuple[str, int], int]:
    """Return the place of each mention that both sides have, in reading order."""
    seen: Counter[str] = Counter()
    places = {}
    for place, key in flat.notes:
        seen[key] += 1
        if seen[key] <= kept[key]:
            places[key, seen[key]] = place
    return places


class _Carrier:
    """Carries places in the old text over into the new one."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.spans: list[tuple[int, int, int, int, bool]] = []  # old start and end, new start and end, whether the same
        at, other_at = 0, 0
        for is_same, group in groupby(pieces, lambda piece: piece.kind == "same"):
            lengths = Counter[str]()
            for piece in group:
                lengths[piece.kind] += len(piece.text)
            end = at + lengths["same"] + lengths["removed"]
            other_end = other_at + lengths["same"] + lengths["added"]
            self.spans.append((at, end, other_at, other_end, is_same))
            at, other_at = end, other_end
        self.ends = [span[1] for span in self.spans]

    def may_be(self, place: int, other: int) -> bool:
        """Whether `other` in the new text is where `place` of the old one has come to lie."""
        if not self.spans:
            return place == other
        low, high = [], []
        for start, _, other_start, other_end, is_same in self.spans[bisect_left(self.ends, place) :]:
            if start > place:
                break
            low.append(other_start + place - start if is_same else other_start)
            high.append(other_start + place - start if is_same else other_end)
        return bool(low) and min(low) <= other <= max(high)
