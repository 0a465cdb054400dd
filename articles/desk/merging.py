"""Two texts of one version, the typed one and the stored one: where they differ, side by side, and what is chosen.

The page carries digests of the text it was opened with (`write_base`), so that a part only one side has changed is
offered as that side has it. Choices are named by what is chosen between: one made for other words is never applied.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.choices import NoteKind, Origin
from articles.desk.source import name_markup_change
from articles.models.article import TEXT_FIELDS
from journal.text import merge
from journal.text.diff import BlockChange, diff_html
from journal.text.footnotes import cited_keys

if TYPE_CHECKING:
    from articles.desk.version_forms import VersionForms

BEFORE_BODY = ("title", "subtitle", "standfirst")
_FIGURE = re.compile(r'data-image="([1-9][0-9]{0,17})"')
_SIDES: dict[str, merge.Side] = {"mine": "mine", "theirs": "theirs"}
State = dict[str, str]
"""A text by its parts: `title`, `body`, `note:k1` (its HTML), `kind:k1`, `image:17:alt`, `lead_image`, `origin` …"""


@dataclass(frozen=True)
class Choice:
    """One part in which both texts differ."""

    key: str
    label: str
    mine: SafeString
    theirs: SafeString
    markup: tuple[str, ...]
    """What differs besides the words."""
    changed_by: str
    """mine, theirs, both or unknown."""
    chosen: merge.Side
    is_echo: bool = False

    @property
    def name(self) -> str:
        return f"choice-{self.key}"


@dataclass
class Merged:
    """What `workflow.apply(SAVE)` takes to store the chosen parts."""

    texts: dict[str, str] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    """The notes that go."""
    images: dict[int, dict[str, str]] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    """`origin`, if it is another one."""
    keeps_lead_image: bool = False
    """Whether the stored lead image stays."""


class Comparison:
    """The words of a bound screen, `is_valid` called, beside those stored. A few milliseconds for a long piece."""

    def __init__(self, screen: "VersionForms") -> None:
        self.screen = screen
        self.mine, self.theirs = read_typed(screen), read_stored(screen)
        self.removed = screen.notes.removed_notes() if screen.notes.is_bound and screen.notes.is_valid() else ()
        self.base = read_base(screen)
        blocks = self.base.get("body")
        known = [each for each in blocks if isinstance(each, str)] if isinstance(blocks, list) else None
        self.passages = merge.compare_bodies(self.mine.get("body", self.theirs["body"]), self.theirs["body"], known)
        self.differing = [
            name
            for name in self.mine
            if name in self.theirs and name != "body" and self.mine[name] != self.theirs[name]
        ]

    @property
    def posted(self) -> Mapping[str, str]:
        return self.screen.request.POST

    @property
    def choices(self) -> list[Choice]:
        """Every part that differs, in the order of the page."""
        first = [self._make_line(name) for name in BEFORE_BODY if name in self.differing]
        rest = [self._make_line(name) for name in self.differing if name not in BEFORE_BODY]
        return [*first, *self._list_passages(), *rest]

    @property
    def is_chosen(self) -> bool:
        """Whether each part that differs has a choice of its own among what was posted."""
        keys = [self._key_of(name) for name in self.differing] + [each.key for each in self.passages if each.key]
        return all(self.posted.get(f"choice-{key}") in ("mine", "theirs") for key in keys)

    @property
    def has_new_words(self) -> bool:
        """Whether something was typed that is not stored: neither there, nor what the page was opened with."""
        if any(self._has_changed(name) for name in self.differing):
            return True
        if any(passage.key and passage.changed_by != "theirs" for passage in self.passages):
            return True
        unknown = {name: text for name, text in self.mine.items() if name not in self.theirs}
        return any(
            text and not name.startswith("kind:") and not self._is_untouched(name) for name, text in unknown.items()
        )

    def find_own_images(self, images: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, str]]:
        """Return what was typed of `images` on this page: words it was only opened with belong to other texts, too."""
        own = {
            number: {word: text for word, text in words.items() if not self._is_untouched(f"image:{number}:{word}")}
            for number, words in images.items()
        }
        return {number: words for number, words in own.items() if words}

    def take(self) -> Merged:
        """Return what is stored if the choices posted are followed. KeyError where one is missing."""
        merged = Merged(keeps_lead_image=True)
        sides = {each.key: self._side_of(each.key) for each in self.passages if each.key}
        body = merge.merge(self.passages, sides)
        if "body" in self.mine and body != self.theirs["body"]:
            merged.texts["body"] = body
        notes = self.screen.notes.changed_notes() if self.screen.notes.is_bound else {}
        cited = cited_keys(body)
        # A note that is gone meanwhile comes back only where something was typed into it, or a passage cites it
        merged.notes = {
            key: note
            for key, note in notes.items()
            if f"note:{key}" not in self.theirs and (key in cited or not self._is_untouched(f"note:{key}"))
        }
        left = {name for name in self.differing if self._side_of(self._key_of(name)) == "theirs"}
        merged.removed = tuple(key for key in self.removed if f"note:{key}" not in left)
        for name in self.differing:
            if name not in left and name.partition(":")[2] not in merged.removed:
                self._put(merged, name)
        return merged

    def _put(self, merged: Merged, name: str) -> None:
        what, _colon, key = name.partition(":")
        if what in ("note", "kind"):
            stored = {"kind": self.theirs[f"kind:{key}"], "html": self.theirs[f"note:{key}"]}
            part = "html" if what == "note" else "kind"
            merged.notes[key] = {**merged.notes.get(key, stored), part: self.mine[name]}
        elif what == "image":
            number, _colon, word = key.partition(":")
            merged.images.setdefault(int(number), {})[word] = self.mine[name]
        elif what == "lead_image":
            merged.keeps_lead_image = False
        elif what == "origin":
            merged.origin = {"origin": self.mine[name]}
        else:
            merged.texts[name] = self.mine[name]

    def _judge(self, name: str) -> tuple[str, merge.Side]:
        was = self.base.get(name)
        return merge.judge(self.mine[name], self.theirs[name], [was] if isinstance(was, str) else None)

    def _is_untouched(self, name: str) -> bool:
        """Whether the page was opened with it; False where that is not known."""
        return self.base.get(name) == merge.digest(self.mine[name])

    def _has_changed(self, name: str) -> bool:
        return self._judge(name)[0] != "theirs"

    def _key_of(self, name: str) -> str:
        return merge.make_key(name, self.mine[name], self.theirs[name])

    def _side_of(self, key: str) -> merge.Side:
        return _SIDES[self.posted.get(f"choice-{key}", "")]

    def _choose(self, key: str, default: merge.Side) -> merge.Side:
        try:
            return self._side_of(key)
        except KeyError:
            return default

    def _make_line(self, name: str) -> Choice:
        mine, theirs = self.mine[name], self.theirs[name]
        if name == "origin" or name.startswith("kind:"):
            labels = dict(Origin.choices if name == "origin" else NoteKind.choices)
            mine, theirs = (str(labels.get(value, value)) for value in (mine, theirs))
        is_html = name.startswith("note:")
        changes = diff_html(*(text if is_html else f"<p>{escape(text)}</p>" for text in (theirs, mine)))
        changed_by, default = self._judge(name)
        key = self._key_of(name)
        sides = _show(changes, "mine"), _show(changes, "theirs")
        return Choice(key, self._name(name), *sides, _list_markup(changes), changed_by, self._choose(key, default))

    def _list_passages(self) -> Iterable[Choice]:
        for number, each in enumerate(self.passages, start=1):
            if each.key:
                label = _("Passage %(number)s") % {"number": number}
                sides = _show(each.changes, "mine"), _show(each.changes, "theirs")
                markup = _list_markup(each.changes)
                chosen = self._choose(each.key, each.default)
                yield Choice(each.key, label, *sides, markup, each.changed_by, chosen, each.is_echo)

    def _name(self, name: str) -> str:
        what, _colon, key = name.partition(":")
        if what == "note":
            return _("Footnote %(key)s") % {"key": key}
        if what == "kind":
            return _("Kind of footnote %(key)s") % {"key": key}
        if what == "image":
            number, _colon, word = key.partition(":")
            words = _("Alternative text of image %(number)s") if word == "alt" else _("Caption of image %(number)s")
            return words % {"number": number}
        if what == "lead_image":
            return _("Lead image")
        form = self.screen.origin_form if name == "origin" else self.screen.text_form
        return str(form.fields[name].label)


def read_stored(screen: "VersionForms") -> State:
    """Return the stored text of a screen by its parts. No query beyond those of the screen's own rows."""
    state = dict(screen.stored)
    for key, note in screen.notes.known.items():
        state |= {f"note:{key}": note.html, f"kind:{key}": note.kind}
    for form in screen.image_rows.forms:
        state |= {f"image:{form.image.pk}:{name}": text for name, text in form.stored.items()}
    return {
        **state,
        "lead_image": str(screen.version.article.lead_image_id or ""),
        "origin": screen.version.origin,
    }


def read_typed(screen: "VersionForms") -> State:
    """Return what was posted to a screen by its parts, cleaned where it can be. What was not posted is not in it; a
    note that is to go is empty."""
    form = screen.text_form
    names = [name for name in (*TEXT_FIELDS, "slug") if name in form.given]
    state = {name: _read(form, name) for name in names}
    for row in screen.notes.forms if screen.notes.is_bound else ():
        is_to_go = DELETION_FIELD_NAME in row.fields and bool(row.cleaned_data.get(DELETION_FIELD_NAME))
        key, text = _read(row, "key"), "" if is_to_go else _read(row, "text")
        if key or text:
            state |= {f"note:{key}": text, f"kind:{key}": _read(row, "kind") or (row.note.kind if row.note else "")}
    for row in screen.image_rows.forms:
        if row.is_bound:
            state |= {f"image:{row.image.pk}:{name}": _read(row, name) for name in row.stored}
    if screen.origin_form.is_bound:
        state["origin"] = _read(screen.origin_form, "origin")
    lead = screen.posted.get("lead_image") if screen.posted is not None and screen.lead_form is not None else None
    return state if lead is None else {**state, "lead_image": lead.strip()}


def read_base(screen: "VersionForms") -> dict[str, Any]:
    """Return the digests the page was opened with; {} where they are missing or were not written by us."""
    try:
        base = json.loads(screen.posted.get("base", "") if screen.posted is not None else "")
    except (ValueError, RecursionError):
        return {}
    return base if isinstance(base, dict) else {}


def write_base(screen: "VersionForms") -> str:
    """Return digests of the stored text by its parts, for a hidden field: JSON, some ten characters a passage."""
    state = read_stored(screen)
    base: dict[str, object] = {name: merge.digest(text) for name, text in state.items() if name != "body"}
    blocks = merge.digest_blocks(state["body"])
    return json.dumps(base if blocks is None else {**base, "body": blocks}, separators=(",", ":"))


def _read(form: Any, name: str) -> str:
    """Return a field as it was cleaned, or as it was typed if it could not be."""
    if name in form.errors or name not in form.cleaned_data:
        return str(form[name].data or "")
    return str(form.cleaned_data[name] or "")


def _show(changes: Iterable[BlockChange], side: str) -> SafeString:
    """Return the words of one side as HTML, with what only this side has marked."""
    tag, own = ("ins", "added") if side == "mine" else ("del", "removed")
    shown = []
    for change in changes:
        block = change.new if side == "mine" else change.old
        if block is None:
            continue
        pieces = [(piece.kind, piece.text) for piece in change.pieces] or [("same", block.text)]
        kept = [piece for piece in pieces if piece[0] in ("same", own)]
        words = "".join(f"<{tag}>{escape(text)}</{tag}>" if kind == own else escape(text) for kind, text in kept)
        shown.append((mark_safe(words or escape(_name_wordless(block.html))),))  # noqa: S308  escaped piece by piece
    return format_html_join("", "<p>{}</p>", shown)


def _name_wordless(html: str) -> str:
    found = _FIGURE.search(html)
    return _("Image %(number)s") % {"number": found[1]} if found else "–"


def _list_markup(changes: Iterable[BlockChange]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name_markup_change(each) for change in changes for each in change.markup))
