"""The images of one language's text as rows of a form: alternative text and caption, beside those of the source.

Rows are named by the number of the image. Of what was typed only what differs from what the page showed is saved; where
somebody has written something else meanwhile (an image may stand in several pieces), both are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import images, rights
from articles.desk.texts import TOO_LONG
from articles.image_uses import visible_images
from articles.models import Image, LanguageVersion
from journal.columns import column, columns, read
from journal.text.sanitize import TextRefused

WORDS = ("alt", "caption")
_MEANWHILE = _("Meanwhile this was written here: “{text}”. Save again to replace it.")
_EMPTIED = _("Meanwhile this was emptied. Save again to replace it.")


class ImageForm(forms.Form):
    """What one language says of an image. A field that was not posted stays as it is."""

    def __init__(self, data: Any, image: Image, language: str) -> None:
        self.image = image
        self.language = language
        self.stored = {name: read(image, name, language) for name in WORDS}
        prefix = f"image-{image.pk}"
        if data is not None:
            data = data.copy()
            for name, text in self.stored.items():
                data.setdefault(f"{prefix}-{name}", text)
                data.setdefault(f"{prefix}-{name}_was", text)
        initial = {**self.stored, **{f"{name}_was": text for name, text in self.stored.items()}}
        super().__init__(data, prefix=prefix, initial=initial, use_required_attribute=False)
        for name in WORDS:
            self.fields[name] = _column(name, language).formfield(required=False)
            self.fields[f"{name}_was"] = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
        self.fields["alt"].label = _("Alternative text")
        self.fields["alt"].widget = forms.TextInput(attrs={"lang": language, "class": "vTextField"})
        self.fields["alt"].help_text = _("What is to be seen, for those who do not see it. Readers hear it instead.")
        self.fields["caption"].label = _("Caption")
        self.fields["caption"].widget = forms.Textarea(attrs={"lang": language, "rows": 2})

    def clean(self) -> dict[str, Any]:
        """Clean the words as the columns will, and stand up for what somebody else has written meanwhile."""
        for name in WORDS:
            if name not in self.cleaned_data:
                continue
            try:
                typed = _column(name, self.language).clean_text(self.cleaned_data[name])
                was = _column(name, self.language).clean_text(self.cleaned_data[f"{name}_was"])
            except TextRefused:
                self.add_error(name, forms.ValidationError(TOO_LONG, code="refused"))
                continue
            stored = self.stored[name]
            self.cleaned_data[name] = stored if typed == was else typed
            if typed not in (was, stored) and was != stored:
                self.data[f"{self.prefix}-{name}_was"] = stored  # whoever saves again has seen it
                self.add_error(name, format_lazy(_MEANWHILE, text=stored) if stored else _EMPTIED)
        return self.cleaned_data

    def changed_words(self) -> dict[str, str]:
        """Return the words that differ from what is stored. Call it on a valid form."""
        return {name: self.cleaned_data[name] for name in WORDS if self.cleaned_data[name] != self.stored[name]}


@dataclass(frozen=True)
class ImageRow:
    """An image of the text, with its form; without one, an image there is not."""

    number: int
    is_lead: bool
    form: ImageForm | None
    source: Mapping[str, Any] = field(default_factory=dict)
    """Alternative text and caption of the source, as passages; {} for an image the source does not show."""

    @property
    def image(self) -> Image | None:
        return self.form.image if self.form else None

    @property
    def name(self) -> str:
        return images.name_image(self.image) if self.image else ""

    @property
    def thumbnail(self) -> str:
        return images.thumbnail_address(self.image) if self.image else ""


class ImageRows:
    """The images a text shows: the lead image, then those of its body in order, then those that were put into the body
    on the page and are not saved yet. One query, three more for a member for assigned pieces who has put one in."""

    def __init__(
        self,
        posted: Any,
        *,
        version: LanguageVersion,
        body: str,
        user: rights.Person,
        source: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        lead = version.article.lead_image_id
        stored = list(dict.fromkeys([*([lead] if lead else []), *images.shown_images(body)]))
        added = [n for n in images.shown_images(posted.get("body", "") if posted else "") if n not in stored]
        language = version.language
        names = ("file", "width", "height", "widths", "name", *("credit", "licence"), *columns(WORDS, language))
        found = {row.pk: row for row in Image.objects.filter(pk__in=stored).only(*names)} if stored else {}
        if added:
            found |= {row.pk: row for row in visible_images(user).filter(pk__in=added).only(*names)}
        self.is_bound = posted is not None and any(
            f"image-{number}-{name}" in posted for number in found for name in WORDS
        )
        self.rows = [
            ImageRow(
                number,
                number == lead,
                ImageForm(posted if self.is_bound else None, found[number], language) if number in found else None,
                (source or {}).get(str(number), {}),
            )
            for number in (*stored, *(number for number in added if number in found))
        ]

    @property
    def forms(self) -> Iterable[ImageForm]:
        return (row.form for row in self.rows if row.form is not None)

    def is_valid(self) -> bool:
        """Whether everything that was typed can be taken."""
        return not self.is_bound or not [form for form in self.forms if not form.is_valid()]

    def changed_images(self) -> dict[int, dict[str, str]]:
        """Return what `workflow.apply(SAVE)` takes as `images`. Call it when they are valid."""
        if not self.is_bound:
            return {}
        changed = {form.image.pk: form.changed_words() for form in self.forms}
        return {number: words for number, words in changed.items() if words}

    def refuse(self, field: str, message: str) -> None:
        """Put a refusal that is about `image:17` into its row."""
        for form in self.forms:
            if form.is_bound and field == f"image:{form.image.pk}":
                form.add_error(None, message)


class LeadImageForm(forms.Form):
    """Which image stands above the text, by its number; a script offers to choose it by looks."""

    lead_image = forms.IntegerField(
        label=_("Lead image"),
        required=False,
        min_value=1,
        max_value=10**18 - 1,
        help_text=_("The number of an image. Empty: none. It is shown above the text, in every language."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, version: LanguageVersion, user: rights.Person) -> None:
        self.stored = version.article.lead_image_id
        self.user = user
        super().__init__(data, initial={"lead_image": self.stored}, use_required_attribute=False)

    def clean_lead_image(self) -> int | None:
        """Refuse an image there is not; one the person may not see is, for them, not there."""
        number: int | None = self.cleaned_data["lead_image"]
        if number not in (None, self.stored) and not visible_images(self.user).filter(pk=number).exists():
            raise forms.ValidationError(_("There is no image with this number, or it is not yours to see."))
        return number

    def changed_lead(self) -> dict[str, int | None]:
        """Return what `workflow.apply(SAVE)` takes as `lead_image`, if it is another one. Call it on a valid form."""
        number = self.cleaned_data["lead_image"]
        return {} if number == self.stored else {"lead_image": number}


def _column(name: str, language: str) -> Any:
    return Image._meta.get_field(column(name, language))
