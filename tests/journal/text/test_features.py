"""The table of features: toolbar, plugins and allow-list come from the same rows."""

import pytest

from journal.text.features import FEATURES, PROFILES, allowed_attributes, allowed_tags, plugins, toolbar


def test_the_body_may_hold_what_an_article_needs():
    assert allowed_tags("body") == {
        *("p", "br", "h2", "h3", "strong", "em", "sup", "sub", "a", "span", "ul", "ol", "li", "blockquote", "cite"),
        *("table", "thead", "tbody", "tr", "th", "td", "caption", "figure", "hr"),
    }
    assert allowed_attributes("body") == {
        "*": {"lang"},
        "a": {"href", "hreflang", "title"},
        "sup": {"data-note"},
        "ol": {"start", "reversed"},
        "th": {"scope", "colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
        "figure": {"data-image"},
    }


def test_a_note_holds_inline_text_in_paragraphs_and_no_marker():
    assert allowed_tags("note") == {"p", "br", "strong", "em", "sup", "sub", "a", "span"}
    assert allowed_attributes("note") == {"*": {"lang"}, "a": {"href", "hreflang", "title"}}
    assert toolbar("note") == [
        *("undo", "redo", "|", "bold", "italic", "superscript", "subscript", "removeFormat", "|", "link", "pieceLink"),
        *("partLanguage", "|", "quotes", "characters"),
    ]
    assert plugins("note") == [
        *("Bold", "Italic", "Superscript", "Subscript", "RemoveFormat", "Link", "PieceLink", "PartLanguage"),
        *("Quotes", "Characters"),
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_view_of_the_html_comes_only_when_it_is_asked_for(profile: str):
    assert set(toolbar(profile, source=True)) - set(toolbar(profile)) == {"sourceEditing"}
    assert toolbar(profile, source=True)[-1] == "sourceEditing"
    assert plugins(profile, source=True) == [*plugins(profile), "SourceView"]


def test_the_footnote_button_brings_its_plugin_and_its_tag():
    assert "footnote" in toolbar("body")
    assert "NoteMarker" in plugins("body")
    assert "footnote" not in toolbar("note")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_toolbar_has_no_separator_at_its_ends_and_names_nothing_twice(profile: str):
    items = toolbar(profile)
    named = [item for item in items if item != "|"]
    assert items[0] != "|"
    assert items[-1] != "|"
    assert len(named) == len(set(named))
    assert len(plugins(profile)) == len(set(plugins(profile)))


def test_profiles_name_rows_of_the_table_and_unknown_ones_are_refused():
    names = {row.name for row in FEATURES}
    assert all(set(rows) <= names for rows in PROFILES.values())
    with pytest.raises(KeyError):
        allowed_tags("nothing")
