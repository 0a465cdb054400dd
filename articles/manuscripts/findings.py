"""The sentences of the report on a manuscript for what was taken over and what was left out, by the code of a finding.

They stand in the order they are read in; what was changed has a file of its own.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MAPPED: dict[str, object] = {
    "title": _("The title."),
    "subtitle": _("The subtitle."),
    "standfirst": _("The standfirst."),
    "paragraph": ngettext_lazy("%(count)d paragraph.", "%(count)d paragraphs.", "count"),
    "heading": ngettext_lazy("%(count)d heading.", "%(count)d headings.", "count"),
    "list": ngettext_lazy("%(count)d list.", "%(count)d lists.", "count"),
    "quote": ngettext_lazy("%(count)d block quote.", "%(count)d block quotes.", "count"),
    "table": ngettext_lazy("%(count)d table.", "%(count)d tables.", "count"),
    "image": ngettext_lazy("%(count)d image.", "%(count)d images.", "count"),
    "image-known": ngettext_lazy(
        "%(count)d image the piece has already stays as it is in the journal.",
        "%(count)d images the piece has already stay as they are in the journal.",
        "count",
    ),
    "caption": ngettext_lazy("%(count)d caption of an image.", "%(count)d captions of images.", "count"),
    "link": ngettext_lazy("%(count)d link.", "%(count)d links.", "count"),
    "footnote": ngettext_lazy("%(count)d footnote.", "%(count)d footnotes.", "count"),
    "endnote": ngettext_lazy(
        "%(count)d endnote, which becomes a footnote.", "%(count)d endnotes, which become footnotes.", "count"
    ),
    "notes-kept": ngettext_lazy(
        "%(count)d footnote is the one the piece has under the same key.",
        "%(count)d footnotes are those the piece has under the same keys.",
        "count",
    ),
}

LEFT_OUT: dict[str, object] = {
    "deleted": ngettext_lazy("%(count)d tracked deletion.", "%(count)d tracked deletions.", "count"),
    "comment": ngettext_lazy("%(count)d comment.", "%(count)d comments.", "count"),
    "hidden": ngettext_lazy("%(count)d hidden passage.", "%(count)d hidden passages.", "count"),
    "placeholder": ngettext_lazy(
        "%(count)d prompt nobody has filled in.", "%(count)d prompts nobody has filled in.", "count"
    ),
    "author": ngettext_lazy(
        "%(count)d line with an author or a date: choose the credits on the screen of the piece.",
        "%(count)d lines with authors or dates: choose the credits on the screen of the piece.",
        "count",
    ),
    "credit": ngettext_lazy(
        "%(count)d credit of an image: it is kept with the image, not in the text.",
        "%(count)d credits of images: they are kept with the images, not in the text.",
        "count",
    ),
    "contents": ngettext_lazy("%(count)d table of contents.", "%(count)d tables of contents.", "count"),
    "contents-line": ngettext_lazy(
        "%(count)d line of a table of contents.", "%(count)d lines of a table of contents.", "count"
    ),
    "header": ngettext_lazy(
        "%(count)d header or footer of a page.", "%(count)d headers and footers of pages.", "count"
    ),
    "equation": ngettext_lazy("%(count)d formula.", "%(count)d formulas.", "count"),
    "diagram": ngettext_lazy("%(count)d chart or diagram.", "%(count)d charts or diagrams.", "count"),
    "drawing": ngettext_lazy("%(count)d drawing.", "%(count)d drawings.", "count"),
    "object": ngettext_lazy("%(count)d embedded object.", "%(count)d embedded objects.", "count"),
    "symbol": ngettext_lazy("%(count)d sign of a symbol font.", "%(count)d signs of symbol fonts.", "count"),
    "image-format": ngettext_lazy(
        "%(count)d image in a format browsers do not show: hand it in as JPEG, PNG or WebP.",
        "%(count)d images in formats browsers do not show: hand them in as JPEG, PNG or WebP.",
        "count",
    ),
    "image-large": ngettext_lazy("%(count)d image larger than 5 MB.", "%(count)d images larger than 5 MB.", "count"),
    "image-pixels": ngettext_lazy(
        "%(count)d image of more than 25 megapixels, or longer than 16,000 pixels.",
        "%(count)d images of more than 25 megapixels, or longer than 16,000 pixels.",
        "count",
    ),
    "image-animated": ngettext_lazy("%(count)d animated image.", "%(count)d animated images.", "count"),
    "image-many": ngettext_lazy(
        "%(count)d image more than can be taken at once: upload it by itself.",
        "%(count)d images more than can be taken at once: upload them by themselves.",
        "count",
    ),
    "image-bad": ngettext_lazy(
        "%(count)d image that cannot be read.", "%(count)d images that cannot be read.", "count"
    ),
    "image-missing": ngettext_lazy(
        "%(count)d image that is not in the file.", "%(count)d images that are not in the file.", "count"
    ),
    "image-outside": ngettext_lazy(
        "%(count)d image that lies outside the file: it was not fetched.",
        "%(count)d images that lie outside the file: they were not fetched.",
        "count",
    ),
    "image-in-note": ngettext_lazy("%(count)d image within a footnote.", "%(count)d images within footnotes.", "count"),
    "outside": ngettext_lazy(
        "%(count)d reference to another file or address: it was not followed.",
        "%(count)d references to other files or addresses: they were not followed.",
        "count",
    ),
    "macros": _("The macros: nothing of them was run."),
    "note-missing": ngettext_lazy(
        "%(count)d mark of a footnote that is not in the file.",
        "%(count)d marks of footnotes that are not in the file.",
        "count",
    ),
    "note-in-note": ngettext_lazy(
        "%(count)d footnote within a footnote.", "%(count)d footnotes within footnotes.", "count"
    ),
    "note-uncited": ngettext_lazy(
        "%(count)d footnote that is not cited.", "%(count)d footnotes that are not cited.", "count"
    ),
    "lost": _("Some words could not be kept."),
}
