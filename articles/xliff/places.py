"""Units and tags in words, in the language that is active: for translators in the file, for refusals on the page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.xliff.prefilling import read_own_tag
from articles.xliff.segments import Inline, Segments, Unit

FIELDS = {
    "title": gettext_lazy("Title"),
    "subtitle": gettext_lazy("Subtitle"),
    "standfirst": gettext_lazy("Standfirst"),
}
BLOCKS = {
    "paragraph": gettext_lazy("paragraph"),
    "heading": gettext_lazy("heading"),
    "item": gettext_lazy("list item"),
    "cell": gettext_lazy("table cell"),
    "caption": gettext_lazy("caption of a table"),
    "quotation": gettext_lazy("quotation"),
}
TAGS = {
    "strong": gettext_lazy("bold"),
    "em": gettext_lazy("italic"),
    "sup": gettext_lazy("superscript"),
    "sub": gettext_lazy("subscript"),
    "cite": gettext_lazy("title of a work"),
    "a": gettext_lazy("link"),
    "span": gettext_lazy("language of a part"),
    "br": gettext_lazy("line break"),
}


def name_unit(unit: Unit, segments: Segments) -> str:
    """Return what a unit is and where, such as "Footnote 3" or "Passage 12 of the text (heading)"."""
    parts = unit.id.split(".")
    if unit.kind == "link-title":
        parent = segments.units[".".join(parts[:-2])]
        return _("Title of a link in: %(place)s") % {"place": name_unit(parent, segments)}
    if unit.kind == "standfirst" and any(name.startswith("standfirst.2") for name in segments.units):
        return _("Standfirst, line %(number)s") % {"number": parts[1]}
    if unit.kind in FIELDS:
        return str(FIELDS[unit.kind])
    if unit.kind == "note":
        number = segments.numbers[parts[1]]
        if f"note.{parts[1]}.2" in segments.units:
            return _("Footnote %(number)s, passage %(passage)s") % {"number": number, "passage": parts[2]}
        return _("Footnote %(number)s") % {"number": number}
    if unit.kind == "alt":
        return _("Alternative text of image %(number)s") % {"number": parts[1]}
    if unit.kind == "image-caption":
        return _("Caption of image %(number)s") % {"number": parts[1]}
    return _("Passage %(number)s of the text (%(kind)s)") % {"number": parts[1], "kind": BLOCKS[unit.kind]}


def name_tag(name: str, inline: Inline | None, segments: Segments) -> str:
    """Return a tag as translation tools show it, with what it stands for: `<x 3/> (footnote 2)`."""
    if inline is None:
        return f"<{name}>"
    shown = f"<x {name}/>" if inline.is_single else f"<g {name}>"
    return f"{shown} ({name_meaning(name, inline, segments)})"


def name_meaning(name: str, inline: Inline, segments: Segments) -> str:
    """Return what a tag stands for."""
    if read_own_tag(name):
        return _("footnote of this translation")
    if inline.note:
        return _("footnote %(number)s") % {"number": segments.numbers.get(inline.note, "?")}
    return str(TAGS[inline.tag])


def explain_unit(unit: Unit, segments: Segments) -> str:
    """Return the note a translator reads beside a unit: what it is, and what its tags stand for."""
    tags = [name_tag(name, inline, segments) for name, inline in unit.inlines.items()]
    words = [name_unit(unit, segments), *tags]
    key = unit.id.split(".")[1] if unit.kind == "note" else ""
    if key in segments.optional or any(inline.note in segments.optional for inline in unit.inlines.values()):
        words.append(_("a footnote for the readers of the source: its tag may be left out"))
    return "; ".join(words)
