"""The rich text editor: CKEditor 5 behind django-ckeditor-5's widget, with our own bundle.

What a text may hold is decided in `journal.text.features`; this module only hands it to the page. The page gets a
plain textarea with the HTML, usable without script, whose attribute `data-editor` holds the configuration as JSON: a
site under `script-src 'self'` runs no script of the page. `assets/editor/start.js` reads it.
"""

import json
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext
from django_ckeditor_5.widgets import CKEditor5Widget

from journal.languages import LANGUAGES
from journal.text.features import plugins, toolbar

FOLDER = "django_ckeditor_5/dist"
"""Where the package's widget expects the bundle among the static files; ours lies there instead."""

INTERFACE_LANGUAGES = ("hy", "be", "ro", "de", "ru")
"""Languages CKEditor's interface is translated into, of ours. English is in the bundle; Georgian does not exist."""


def interface_language(code: str | None) -> str:
    """Return the language the editor speaks to a person whose interface is in `code`: "en" if it lacks that one."""
    primary = (code or "").split("-")[0].lower()
    return primary if primary in INTERFACE_LANGUAGES else "en"


def editor_config(profile: str, *, language: str, interface: str | None) -> dict[str, Any]:
    """Return the configuration of one editor as plain JSON values, never null.

    `language` is the language of the text ("" if unknown), `interface` the language of the person as Django names it.
    Words of our own buttons come in the language active now. KeyError for an unknown profile.
    """
    speaks: dict[str, Any] = {
        "ui": interface_language(interface),
        "textPartLanguage": [{"title": row.name, "languageCode": row.code} for row in LANGUAGES],
    }
    if language:
        speaks["content"] = language
    return {
        "language": speaks,
        "toolbar": list(toolbar(profile)),
        "plugins": list(plugins(profile)),
        "words": editor_words(),
    }


def editor_words() -> dict[str, str]:
    """Return the interface words of our own plugins in the active language; `%s` stands for a number."""
    return {
        "footnote": gettext("Footnote"),
        "footnoteNumber": gettext("Footnote %s"),
        "imageNumber": pgettext("a picture in a text", "Image %s"),
    }


class RichTextWidget(CKEditor5Widget):
    """A textarea which becomes an editor of one profile when it is looked at.

    `lang` on the textarea is the language of the text, for spelling and voice, with and without the editor.
    """

    template_name = "django/forms/widgets/textarea.html"

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
            css={"all": [f"{FOLDER}/styles.css", "desk/editor.css"]},
            js=[*words, f"{FOLDER}/bundle.js"],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of Django's textarea, with the configuration of the editor among the attributes."""
        context = forms.Widget.get_context(self, name, value, attrs)
        attributes = context["widget"]["attrs"]
        config = editor_config(self.profile, language=attributes.get("lang", ""), interface=get_language())
        attributes["data-editor"] = json.dumps(config, ensure_ascii=False)
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the HTML of the control. The package's own asks for the address of its upload view, which we lack."""
        return forms.Widget.render(self, name, value, attrs, renderer)
