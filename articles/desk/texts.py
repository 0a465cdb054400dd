"""The form of one language's text: its four fields and its address word. Field names on the page are plain."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import Article, LanguageVersion
from articles.models.article import TEXT_FIELDS
from journal.columns import column, columns, read
from journal.text.sanitize import TextRefused
from journal.text.slugs import clean_slug

TOO_LONG = _("This text is too long or too deeply nested to be stored.")


class TextForm(forms.Form):
    """Title, subtitle, standfirst, body and slug of one version, and the state of the text they were opened from.

    `stored` is the working text as it is now; `changed_texts()` what differs from it once cleaned. A field that is not
    among what was posted stays as it is.
    """

    edit_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    stored_edit_number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    source_revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        version: LanguageVersion,
        stored: dict[str, str],
        source_revision: int | None,
        sees_html: bool = False,
        **kwargs: Any,
    ) -> None:
        initial = {**stored, "edit_number": version.edit_number, "source_revision": source_revision}
        self.given = frozenset(data or ())
        if data is not None:
            data = data.copy()
            for name, text in stored.items():
                data.setdefault(name, text)
        super().__init__(data, *args, initial=initial, **kwargs)
        self.version = version
        self.stored = stored
        for name in TEXT_FIELDS:
            self.fields[name] = make_text_field(name, version.language)
        self.fields["body"].widget.source = sees_html
        self.fields["slug"] = forms.CharField(
            label=_("Address word"),
            required=False,
            max_length=80,
            help_text=_("Empty: made from the title."),
            widget=forms.TextInput(attrs={"lang": version.language, "class": "vTextField"}),
        )
        if version.is_original:
            del self.fields["source_revision"]

    def clean(self) -> dict[str, Any]:
        """Clean the texts as the columns will, so that a text over the caps is an error at its field."""
        for name in TEXT_FIELDS:
            if name in self.cleaned_data:
                field = Article._meta.get_field(column(name, self.version.language))
                try:
                    self.cleaned_data[name] = field.clean_text(self.cleaned_data[name])  # type: ignore[union-attr]
                except TextRefused:
                    self.add_error(name, forms.ValidationError(TOO_LONG, code="refused"))
        if self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = clean_slug(self.cleaned_data["slug"])
            if not self.cleaned_data["slug"]:
                self.add_error("slug", _("Nothing of this can stand in an address."))
        return self.cleaned_data

    def changed_texts(self) -> dict[str, str]:
        """Return the fields that differ from the stored text. Call it on a valid form."""
        names = [name for name in (*TEXT_FIELDS, "slug") if name in self.given]
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name] != self.stored[name]}


def make_text_field(name: str, language: str) -> forms.Field:
    """Return the form field of one text column, with its control, language and limits."""
    field = Article._meta.get_field(column(name, language))
    made = field.formfield(required=False, label=_label(name))  # type: ignore[union-attr]
    made.widget.attrs.update({"lang": language} | ({"rows": 4} if name == "standfirst" else {}))
    if name in ("title", "subtitle"):
        made.widget.attrs["class"] = "vTextField"
    return made


def _label(name: str) -> str:
    """Return the field's name as the start of a line: with a capital, which Georgian does not take."""
    words = str(Article._meta.get_field(name).verbose_name)
    return words if get_language() == "ka" else words[:1].upper() + words[1:]


def read_texts(version: LanguageVersion) -> dict[str, str]:
    """Return the working text of a version, slug included. One query; only this language's columns are loaded."""
    article = Article.objects.only(*columns(TEXT_FIELDS, version.language)).get(pk=version.article_id)
    return {name: read(article, name, version.language) for name in TEXT_FIELDS} | {"slug": version.working_slug}
