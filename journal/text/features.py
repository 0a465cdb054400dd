"""The one table of what a text may hold: from it come the editor's toolbar and plugins and the sanitiser's allow-list.

Names of toolbar items are CKEditor's; names of plugins are those `assets/editor/plugins.js` knows, without the ones
no editor does without. Tags are the canonical ones a stored text consists of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ANYWHERE: frozenset[str] = frozenset({"lang"})
"""Attributes every tag may carry: the language of a part (WCAG 2.2, 3.1.2)."""


@dataclass(frozen=True)
class Feature:
    """One thing an editor can do, with what it needs in the editor and what it leaves in the text."""

    name: str
    toolbar: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Tag to its attributes, besides those of ANYWHERE."""


def _tags(*names: str, **attributes: str) -> dict[str, frozenset[str]]:
    """Return tags without attributes of their own, and tags with a list of attributes between spaces."""
    return {**dict.fromkeys(names, frozenset()), **{tag: frozenset(words.split()) for tag, words in attributes.items()}}


SOURCE = "source"
"""The feature that shows the HTML of the text. For administrators: it is given when asked for."""

FEATURES: tuple[Feature, ...] = (
    Feature("history", ("undo", "redo", "|")),
    Feature("paragraph", tags=_tags("p", "br")),
    Feature("heading", ("heading", "|"), ("Heading",), _tags("h2", "h3")),
    Feature("bold", ("bold",), ("Bold",), _tags("strong")),
    Feature("italic", ("italic",), ("Italic",), _tags("em")),
    Feature("script", ("superscript", "subscript"), ("Superscript", "Subscript"), _tags("sup", "sub")),
    Feature("clear", ("removeFormat", "|"), ("RemoveFormat",)),
    Feature("link", ("link", "pieceLink"), ("Link", "PieceLink"), _tags(a="href hreflang title")),
    Feature("footnote", ("footnote",), ("NoteMarker",), _tags(sup="data-note")),
    Feature("language", ("partLanguage", "|"), ("PartLanguage",), _tags("span")),
    Feature("characters", ("quotes", "characters", "|"), ("Quotes", "Characters")),
    Feature(
        "list", ("bulletedList", "numberedList"), ("List", "ListProperties"), _tags("ul", "li", ol="start reversed")
    ),
    Feature("quote", ("blockQuote",), ("BlockQuote", "Citation"), _tags("blockquote", "cite")),
    Feature(
        "table",
        ("insertTable",),
        ("Table", "TableCaption"),
        _tags("table", "thead", "tbody", "tr", "caption", th="scope colspan rowspan", td="colspan rowspan"),
    ),
    Feature("image", ("chooseImage",), ("ImageMarker", "ImageChooser"), _tags(figure="data-image")),
    Feature("line", ("horizontalLine", "|"), ("HorizontalLine",), _tags("hr")),
    Feature("search", ("findAndReplace",), ("FindAndReplace",)),
    Feature("count", (), ("WordCount",)),
    Feature(SOURCE, ("sourceEditing",), ("SourceView",)),
)

PROFILES: Mapping[str, tuple[str, ...]] = {
    "body": tuple(row.name for row in FEATURES),
    "note": ("history", "paragraph", "bold", "italic", "script", "clear", "link", "language", "characters", SOURCE),
}
"""The text of an article, and the text of a footnote or a biography."""


def toolbar(profile: str, *, source: bool = False) -> list[str]:
    """Return the toolbar of a profile as CKEditor wants it; "|" separates groups. KeyError for an unknown profile."""
    items = [item for row in _rows(profile, source=source) for item in row.toolbar]
    while items and items[-1] == "|":
        items.pop()
    return items


def plugins(profile: str, *, source: bool = False) -> list[str]:
    """Return the names of the editor plugins of a profile, each once. KeyError for an unknown profile."""
    return list(dict.fromkeys(name for row in _rows(profile, source=source) for name in row.plugins))


def allowed_tags(profile: str) -> frozenset[str]:
    """Return the tags a stored text of the profile may contain. KeyError for an unknown profile."""
    return frozenset(tag for row in _rows(profile) for tag in row.tags)


def allowed_attributes(profile: str) -> dict[str, set[str]]:
    """Return the attributes of each tag of the profile; "*" stands for every tag. KeyError for an unknown profile."""
    attributes: dict[str, set[str]] = {"*": set(ANYWHERE)}
    for row in _rows(profile):
        for tag, names in row.tags.items():
            if names:
                attributes.setdefault(tag, set()).update(names)
    return attributes


def _rows(profile: str, *, source: bool = False) -> list[Feature]:
    names = PROFILES[profile]
    return [row for row in FEATURES if row.name in names and (source or row.name != SOURCE)]
