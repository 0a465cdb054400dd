"""Who made the words of a text, as a field of its screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.choices import Origin
from articles.models import LanguageVersion

CHOOSABLE = (Origin.HUMAN, Origin.MACHINE)
"""What a person may say; that a machine draft has been revised is for the approval to say, and an import for itself."""


class OriginForm(forms.Form):
    """The origin of a text. What was not changed on the page is not saved, so that a colleague's choice stays."""

    origin = forms.ChoiceField(label=_("Who made the words"))
    origin_was = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, version: LanguageVersion) -> None:
        self.version = version
        bound = data if data is not None and "origin" in data else None
        initial = {"origin": version.origin, "origin_was": version.origin}
        super().__init__(bound, initial=initial, use_required_attribute=False)
        # What the page was opened with is no choice of the person's: a colleague's save since is a conflict, no error
        offered = {*CHOOSABLE, version.origin, bound.get("origin_was", "") if bound is not None else ""}
        self.fields["origin"].choices = [pair for pair in Origin.choices if pair[0] in offered]  # type: ignore[attr-defined]

    def changed_origin(self) -> dict[str, str]:
        """Return what SAVE takes: `origin`, if the person has chosen another one. Call it on a valid form."""
        if not self.is_bound:
            return {}
        chosen, was = self.cleaned_data["origin"], self.cleaned_data["origin_was"]
        return {} if chosen in (was, self.version.origin) else {"origin": chosen}
