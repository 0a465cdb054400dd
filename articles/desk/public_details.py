"""What readers are told of a piece in every language: its licence, and where it was first published.

It is no part of the text and shown live. Of what was typed only what differs from what the page showed is saved; where
somebody has written something else meanwhile, both are shown.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.choices import Licence
from articles.models import Article
from articles.press.licences import find_licence
from articles.refusals import Invalid
from journal.models import PressStamp
from journal.text.sanitize import clean_line

NAMES = ("licence", "first_published_in", "first_published_url", "first_published_on")
YEARS = range(1500, 2200)
_MEANWHILE = _("Meanwhile this was written here: “{text}”. Save again to replace it.")
_EMPTIED = _("Meanwhile this was emptied. Save again to replace it.")


class PublicDetailsForm(forms.Form):
    """Licence and first publication of a piece. Bound only where they were on the page that was posted. One query."""

    licence = forms.ChoiceField(label=_("Licence"), required=False)
    first_published_in = forms.CharField(
        label=_("First published in"),
        required=False,
        max_length=200,
        help_text=_("If it has come out elsewhere before: the name of the periodical or site."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    first_published_url = forms.URLField(
        label=_("Its address there"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
    )
    first_published_on = forms.DateField(
        label=_("First published there on"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, *, article_id: int) -> None:
        self.article_id = article_id
        self.stored = _read(article_id)
        bound = data.copy() if data is not None and "public-licence" in data else None
        if bound is not None:
            for name, text in self.stored.items():
                bound.setdefault(f"public-{name}", text)
                bound.setdefault(f"public-{name}_was", text)
        was = {f"{name}_was": text for name, text in self.stored.items()}
        super().__init__(bound, prefix="public", initial={**self.stored, **was}, use_required_attribute=False)
        own = find_licence()
        default = format_lazy(_("That of the journal ({name})"), name=own.label) if own else _("None is named")
        self.fields["licence"].choices = [("", default), *Licence.choices]  # type: ignore[attr-defined]
        for name in NAMES:
            self.fields[f"{name}_was"] = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_first_published_in(self) -> str:
        """Return the name as it is stored: one line."""
        return clean_line(self.cleaned_data["first_published_in"])

    def clean_first_published_on(self) -> date | None:
        """Refuse a year nobody means, as browsers send it while one is being typed."""
        day: date | None = self.cleaned_data["first_published_on"]
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(_("Enter a valid date."), code="invalid")
        return day

    def clean(self) -> dict[str, Any]:
        """Stand up for what somebody else has written meanwhile; a place needs a name."""
        for name in NAMES:
            if name not in self.cleaned_data:
                continue
            typed, was, stored = _write(self.cleaned_data[name]), self.cleaned_data[f"{name}_was"], self.stored[name]
            if typed == was:
                self.cleaned_data[name] = stored
            elif typed != stored and was != stored:
                self.data[self.add_prefix(f"{name}_was")] = stored  # type: ignore[index]  # who saves again has seen it
                self.add_error(name, format_lazy(_MEANWHILE, text=stored) if stored else _EMPTIED)
        given = self.cleaned_data
        if not given.get("first_published_in", True) and (
            given.get("first_published_url") or given.get("first_published_on")
        ):
            self.add_error("first_published_in", _("Name the periodical or site, or leave its address and day empty."))
        return given

    def save(self) -> None:
        """Store what has changed and renew the press stamp. Invalid where somebody has been quicker. Three queries,
        none where nothing has changed. Call it on a valid form, in a transaction that holds the original."""
        changed = {name: self.cleaned_data[name] for name in NAMES}
        changed = {name: value for name, value in changed.items() if _write(value) != self.stored[name]}
        if not changed:
            return
        now = _read(self.article_id)
        if any(now[name] != self.stored[name] for name in changed):
            raise Invalid(_("Somebody has changed the licence or the first publication meanwhile. Please look again."))
        Article.objects.filter(pk=self.article_id).update(**changed)
        PressStamp.bump()


def _read(article_id: int) -> dict[str, str]:
    row = Article.objects.values(*NAMES).get(pk=article_id)
    return {name: _write(row[name]) for name in NAMES}


def _write(value: Any) -> str:
    """Return a value as its control shows it."""
    return value if isinstance(value, str) else value.isoformat() if value else ""
