"""The rich text editor: CKEditor 5 behind django-ckeditor-5's widget, with our own bundle.

What a text may hold is decided in `journal.text.features`; this module only hands it to the page. The page gets a
plain textarea with the HTML, usable without script, whose attribute `data-editor` holds the configuration as JSON: a
site under `script-src 'self'` runs no script of the page. `assets/editor/start.js` reads it.
"""

import functools
import json
from typing import Any

from babel import Locale
from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext
from django_ckeditor_5.widgets import CKEditor5Widget

from journal.languages import CODES, LANGUAGES
from journal.text.features import plugins, toolbar
from journal.text.refusals import MAX_CHARACTERS
from journal.text.typography import SOURCE_LANGUAGES, characters_of, quotes_of

FOLDER = "django_ckeditor_5/dist"
"""Where the package's widget expects the bundle among the static files; ours lies there instead."""

INTERFACE_LANGUAGES = ("hy", "be", "ro", "de", "ru")
"""Languages CKEditor's interface is translated into, of ours. English is in the bundle; Georgian does not exist."""


def interface_language(code: str | None) -> str:
    """Return the language the editor speaks to a person whose interface is in `code`: "en" if it lacks that one."""
    primary = (code or "").split("-")[0].lower()
    return primary if primary in INTERFACE_LANGUAGES else "en"


ADDRESSES = {
    "pieces": "admin:desk_choose_pieces",
    "images": "admin:desk_choose_images",
    "upload": "admin:desk_image_upload",
}
"""Where the editor's dialogs search and send files, by name: the ground imports no screen of the desk."""

NEEDED = {"pieceLink": "pieces", "chooseImage": "images"}
"""Buttons that do nothing without one of the ADDRESSES."""


def editor_config(profile: str, *, language: str, interface: str | None, source: bool = False) -> dict[str, Any]:
    """Return the configuration of one editor as plain JSON values, never null.

    `language` is the language of the text ("" if unknown), `interface` the language of the person as Django names it;
    `source` adds the view of the HTML. Words of our own buttons come in the language active now. KeyError for an
    unknown profile.
    """
    speaks: dict[str, Any] = {"ui": interface_language(interface)}
    if language:
        speaks["content"] = language
    addresses = find_addresses()
    return {
        "language": speaks,
        "toolbar": [
            item for item in toolbar(profile, source=source) if item not in NEEDED or NEEDED[item] in addresses
        ],
        "plugins": list(plugins(profile, source=source)),
        "words": editor_words(),
        "limit": MAX_CHARACTERS,
        "addresses": addresses,
        "languages": [[code, name] for code, name in part_languages(get_language() or "en") if code != language],
        "journal": list(CODES),
        "quotes": {code: list(marks) for code, marks in quotes_of().items()},
        "characters": [[character, character_name(character, language)] for character in characters_of(language)],
    }


def find_addresses() -> dict[str, str]:
    """Return those of the ADDRESSES this site has."""
    found = {}
    for key, name in ADDRESSES.items():
        try:
            found[key] = reverse(name)
        except NoReverseMatch:
            continue
    return found


@functools.lru_cache(maxsize=16)
def part_languages(interface: str) -> tuple[tuple[str, str], ...]:
    """Return (tag, name) of the languages a part of a text may be in: the journal's own, then SOURCE_LANGUAGES by name.

    Names come from CLDR in the language of the interface (the one active now), else from our catalogue.
    """
    code = interface.split("-")[0]
    ours = {"ota": gettext("Ottoman Turkish"), "xcl": gettext("Classical Armenian")}
    names = {**ours, **Locale.parse(code if code in CODES else "en").languages}
    named = [(tag, names[tag]) for tag in SOURCE_LANGUAGES]
    own = tuple((row.code, names.get(row.code, row.english)) for row in LANGUAGES)
    return (*own, *sorted(named, key=lambda pair: pair[1].casefold()))


def editor_words() -> dict[str, str]:
    """Return the interface words of our own plugins in the active language; `%s` stands for a number or a name."""
    return {
        "footnote": gettext("Footnote"),
        "footnoteNumber": gettext("Footnote %s"),
        "footnoteTooMany": gettext("There would be more than %s footnotes. Nothing has been changed."),
        "noticeClose": gettext("Close this message"),
        "pastedFrom": pgettext("the name of a program", "Pasted from %s."),
        "pastedNotes": gettext("Footnotes taken over: %s."),
        "pastedNotesEmpty": gettext("Footnotes that came without their text: %s. Please write it beside the text."),
        "pastedImages": gettext("Images left out: %s. Please put them in with the image button."),
        "pastedComments": gettext("Comments left out: %s."),
        "pastedDeletions": gettext("Passages marked as deleted, left out: %s."),
        "pasteTooLarge": gettext(
            "This is too large to be pasted (%s characters with all markup). Nothing has been changed. "
            "Please paste it in parts."
        ),
        "pasteOverLimit": gettext(
            "With this the text would have more than %s characters, markup included. Nothing has been changed."
        ),
        "imageNumber": pgettext("a picture in a text", "Image %s"),
        "imageMissing": pgettext("a picture in a text", "Image %s is not there, or is not yours to see."),
        "imageWithoutAlt": gettext("No alternative text in this language yet."),
        "language": gettext("Language of a part"),
        "languageRemove": gettext("No other language"),
        "languagesOwn": gettext("Languages of the journal"),
        "languagesOther": gettext("Other languages"),
        "quotes": gettext("Quotation marks"),
        "characters": gettext("Characters"),
        "charactersMore": gettext("More characters"),
        "count": gettext("Words: %s"),
        "countCharacters": gettext("Characters with spaces: %s"),
        "countSay": gettext("Say the number of words"),
        "piece": gettext("Link to a piece"),
        "pieceSearch": gettext("Title, number or address of the piece"),
        "pieceMissing": gettext("Piece %s is not there, or is not yours to see."),
        "pieceOriginal": gettext("Original: %s"),
        "pieceUnpublished": gettext("not published"),
        "image": gettext("Image from the collection"),
        "imageSearch": gettext("File name, description, caption or credit"),
        "imageUpload": gettext("New image from this computer"),
        "imageDrop": gettext("You can also drop a file here."),
        "imageSent": gettext("The image is being sent."),
        "close": gettext("Close"),
        "found": gettext("Found: %s"),
        "foundNothing": gettext("Nothing was found."),
        "failed": gettext("The server did not answer as expected. Please try again."),
        "more": gettext("Show more"),
        "source": gettext("The text as HTML"),
    }


def character_name(character: str, language: str) -> str:
    """Return what a character is called in the active language, by its use in `language`; a letter is its own name."""
    quotes = quotes_of().get(language) or quotes_of()["en"]
    if character in quotes:
        return (
            gettext("Opening quotation mark"),
            gettext("Closing quotation mark"),
            gettext("Inner opening quotation mark"),
            gettext("Inner closing quotation mark"),
        )[quotes.index(character)]
    return _character_names().get(character, character)


def _character_names() -> dict[str, str]:
    return {
        "»": gettext("Opening quotation mark, pointed"),
        "«": gettext("Closing quotation mark, pointed"),
        "–": gettext("Dash"),
        "—": gettext("Long dash"),
        "…": gettext("Ellipsis"),
        "ʼ": gettext("Apostrophe"),
        "№": gettext("Number sign"),
        "\u0301": gettext("Stress on the letter before"),
        "\u00a0": gettext("No-break space"),
        "\u202f": gettext("Narrow no-break space"),
        "\u00ad": gettext("Soft hyphen"),
        "՞": gettext("Armenian question mark"),
        "՜": gettext("Armenian exclamation mark"),
        "՛": gettext("Armenian stress mark"),
        "՝": gettext("Armenian separation mark"),
        "։": gettext("Armenian full stop"),
        "՟": gettext("Armenian abbreviation mark"),
        "՚": gettext("Armenian apostrophe"),
        "֊": gettext("Armenian hyphen"),
        "჻": gettext("Georgian paragraph mark"),
    }


class RichTextWidget(CKEditor5Widget):
    """A textarea which becomes an editor of one profile when it is looked at.

    `lang` on the textarea is the language of the text, for spelling and voice, with and without the editor.
    """

    template_name = "django/forms/widgets/textarea.html"

    source = False
    """Whether the person may see the HTML of the text: set by the screen, for administrators."""

    def __init__(self, profile: str = "body", *, language: str = "", attrs: dict[str, Any] | None = None) -> None:
        # Not the package's __init__: it reads CKEDITOR_5_CONFIGS, and the table of features is our only configuration.
        forms.Widget.__init__(self, {"class": "rich-text", "rows": 12 if profile == "body" else 3, **(attrs or {})})
        self.profile = profile
        if language:
            self.attrs["lang"] = language

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a browser refuses to send a form with an empty required control it cannot show."""
        return False

    @property
    def media(self) -> forms.Media:
        """The bundle, its style, ours, and the words of the interface in the language active now."""
        spoken = interface_language(get_language())
        words = [] if spoken == "en" else [f"{FOLDER}/translations/{spoken}.js"]
        return forms.Media(
            css={"all": [f"{FOLDER}/styles.css", "desk/editor.css", "desk/editor-tools.css"]},
            js=[*words, f"{FOLDER}/bundle.js"],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of Django's textarea, with the configuration of the editor among the attributes."""
        context = forms.Widget.get_context(self, name, value, attrs)
        attributes = context["widget"]["attrs"]
        config = editor_config(
            self.profile, language=attributes.get("lang", ""), interface=get_language(), source=self.source
        )
        attributes["data-editor"] = json.dumps(config, ensure_ascii=False)
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the HTML of the control. The package's own asks for the address of its upload view, which we lack."""
        return forms.Widget.render(self, name, value, attrs, renderer)
