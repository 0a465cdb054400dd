"""A revision as clean HTML for reading at the desk, and what has changed in it since another."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.images import shown_images, thumbnail_address
from articles.models import Image, Revision
from articles.press import addresses
from journal.languages import language as language_row
from journal.text.blocks import split_blocks
from journal.text.diff import BlockChange, MarkupChange, diff_html, render_change
from journal.text.footnotes import number_notes

_LINK = re.compile(r'href="article:([1-9][0-9]{0,17})(#[^"]*)?"')
_FIGURE = re.compile(r'<figure\b[^>]*\bdata-image="([1-9][0-9]{0,17})"[^>]*></figure>')
LINES = ("title", "subtitle", "standfirst")
NOTHING = SafeString()
Show = Callable[[str], SafeString]

MARKUP_WORDS = {
    "link-target": gettext_lazy("a link leads elsewhere"),
    "link-added": gettext_lazy("new link"),
    "link-removed": gettext_lazy("link removed"),
    "heading-level": gettext_lazy("level of the heading"),
    "block-kind": gettext_lazy("kind of the passage"),
    "note-added": gettext_lazy("new footnote"),
    "note-removed": gettext_lazy("footnote removed"),
    "note-moved": gettext_lazy("footnote moved"),
    "italic-added": gettext_lazy("now in italics"),
    "italic-removed": gettext_lazy("no longer in italics"),
    "bold-added": gettext_lazy("now in bold"),
    "bold-removed": gettext_lazy("no longer in bold"),
    "superscript-added": gettext_lazy("now raised"),
    "superscript-removed": gettext_lazy("no longer raised"),
    "subscript-added": gettext_lazy("now lowered"),
    "subscript-removed": gettext_lazy("no longer lowered"),
    "citation-added": gettext_lazy("now marked as the title of a work"),
    "citation-removed": gettext_lazy("no longer marked as the title of a work"),
    "language-added": gettext_lazy("now marked with its language"),
    "language-removed": gettext_lazy("no longer marked with its language"),
    "other": gettext_lazy("markup"),
}
"""What `journal.text.diff` calls the changes that no word shows."""


@dataclass(frozen=True)
class Passage:
    """One block of a text, or a note of it, beside what it was before."""

    state: str
    """same, changed, added or removed."""
    html: SafeString
    difference: SafeString = NOTHING
    """Of a changed passage, its words with what went and came."""
    place: int | None = None
    """Of a passage of the body, its place among the blocks of the revision; None for what is there no longer."""
    stored: str = ""
    """The same block as it is stored, to be copied from."""


@dataclass(frozen=True)
class SourceText:
    """A revision for reading. Everything in it is escaped or was cleaned when it was stored."""

    revision: Revision
    base: Revision | None
    """What it is compared with, None for nothing."""
    lines: dict[str, Passage]
    """Title, subtitle and standfirst."""
    body: list[Passage]
    notes: dict[str, Passage]
    images: dict[str, dict[str, Passage]]
    """By the number of the image: alternative text (`alt`) and `caption`."""

    @property
    def language(self) -> str:
        return self.revision.version.language

    @property
    def language_name(self) -> str:
        return language_row(self.language).name

    @property
    def changes(self) -> int:
        """How many passages differ from those of the base."""
        words = (passage for image in self.images.values() for passage in image.values())
        passages = (*self.lines.values(), *self.body, *self.notes.values(), *words)
        return sum(1 for passage in passages if passage.state != "same")


def render_source(revision: Revision, base: Revision | None) -> SourceText:
    """Return the revision as HTML, each passage marked by how it differs from `base` (an older revision of the same
    version; None or itself marks nothing). A few milliseconds for a long piece; one query if it shows images."""
    if base is not None and base.pk == revision.pk:
        base = None
    lines = {name: _mark_line(getattr(revision, name), getattr(base, name) if base else None) for name in LINES}
    body = _mark_body(revision, base)
    return SourceText(revision, base, lines, body, _mark_notes(revision, base), _mark_images(revision, base))


def _mark_line(new: str, old: str | None) -> Passage:
    html = mark_safe(escape(new).replace("\n", "<br>"))  # noqa: S308  escaped
    if old is None or old == new:
        return Passage("same", html)
    if not old or not new:
        return Passage("added" if new else "removed", html)
    return Passage("changed", html, _write_differences(diff_html(f"<p>{escape(old)}</p>", f"<p>{escape(new)}</p>")))


def _mark_body(revision: Revision, base: Revision | None) -> list[Passage]:
    thumbnails = _load_thumbnails(revision.body + (base.body if base else ""))
    show = _make_readable(revision, thumbnails)
    if base is None:
        blocks = enumerate(split_blocks(revision.body))
        return [Passage("same", show(block.html), place=place, stored=block.html) for place, block in blocks]
    return _mark_blocks(diff_html(base.body, revision.body), show, _make_readable(base, thumbnails))


def _mark_notes(revision: Revision, base: Revision | None) -> dict[str, Passage]:
    notes: dict[str, Passage] = {}
    order = number_notes(revision.body)
    for key, note in sorted(revision.notes.items(), key=lambda item: order.get(item[0], len(order) + 1)):
        old = None if base is None else base.notes.get(key, {}).get("html", "")
        html = _clean(note["html"])
        if old is None or old == note["html"]:
            notes[key] = Passage("same", html)
        elif not old:
            notes[key] = Passage("added", html)
        else:
            notes[key] = Passage("changed", html, _write_differences(diff_html(old, note["html"])))
    return notes


def _mark_images(revision: Revision, base: Revision | None) -> dict[str, dict[str, Passage]]:
    marked = {}
    for number, words in revision.images.items():
        old = base.images.get(number, {}) if base else None
        names = ("alt", "caption")
        before = {name: None if old is None else old.get(name, "") for name in names}
        marked[number] = {name: _mark_line(words.get(name, ""), before[name]) for name in names}
    return marked


def _load_thumbnails(html: str) -> dict[int, str]:
    """Return the addresses of small copies of the images a text shows. One query if it shows any."""
    numbers = shown_images(html)
    rows = Image.objects.filter(pk__in=numbers).only("file", "width", "height", "widths") if numbers else ()
    return {image.pk: thumbnail_address(image) for image in rows}


def _mark_blocks(changes: list[BlockChange], show: Show, show_old: Show) -> list[Passage]:
    passages: list[Passage] = []
    places = count()
    for change in changes:
        if change.new is not None:
            difference = _write_difference(change) if change.kind == "changed" else NOTHING
            html = change.new.html
            passages.append(Passage(change.kind, show(html), difference, place=next(places), stored=html))
        elif change.old is not None:
            passages.append(Passage(change.kind, show_old(change.old.html)))
    return passages


def _write_difference(change: BlockChange) -> SafeString:
    """Return the words of a changed block with what went and came, and a list of what the words do not show."""
    words = mark_safe(render_change(change))  # noqa: S308  escaped by render_change
    names = format_html_join("", "<li>{}</li>", ((name_markup_change(each),) for each in change.markup))
    return format_html("<p>{}</p>", words) + (format_html("<ul>{}</ul>", names) if names else NOTHING)


def _write_differences(changes: list[BlockChange]) -> SafeString:
    written = [_write_difference(change) for change in changes if change.kind != "same"]
    return mark_safe("".join(written))  # noqa: S308  each is safe


def name_markup_change(change: MarkupChange) -> str:
    """Return in words what changed in the markup of a passage."""
    word = str(MARKUP_WORDS.get(change.kind, MARKUP_WORDS["other"]))
    return f"{word}: {change.detail}" if change.detail else word


def _make_readable(revision: Revision, thumbnails: Mapping[int, str]) -> Show:
    """Return a function that gives a block of the revision the numbers of its notes, as readers of it see them, and its
    images, small."""
    numbers = number_notes(revision.body)

    def figure(found: re.Match[str]) -> str:
        name = format_html('<span lang="{}">{}</span>', get_language(), _("Image %(number)s") % {"number": found[1]})
        address = thumbnails.get(int(found[1]))
        if address is None:
            return format_html("<p>[{}]</p>", name)
        alt = revision.images.get(found[1], {}).get("alt", "")
        picture = format_html('<img src="{}" alt="{}" loading="lazy">', address, alt)
        return format_html('<figure class="desk-figure">{}<figcaption>{}</figcaption></figure>', picture, name)

    return lambda html: _clean(_FIGURE.sub(figure, _number(html, numbers)))


def _number(html: str, numbers: Mapping[str, int]) -> str:
    def link(found: re.Match[str]) -> str:
        number = numbers.get(found[1])
        return f'<sup><a href="#source-{found[1]}">{number}</a></sup>' if number else "<sup>*</sup>"

    return re.sub(r'<sup data-note="([a-z0-9]{1,32})"></sup>', link, html)


def _clean(html: str) -> SafeString:
    """Return stored HTML as it can stand at the desk: links to pieces lead to the piece."""
    html = _LINK.sub(lambda found: f'href="{addresses.chooser(int(found[1]))}{found[2] or ""}"', html)
    return mark_safe(html)  # noqa: S308  cleaned when stored
