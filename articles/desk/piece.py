"""What is done to a whole piece on the screen of its original: more languages at once, the shelf, another original
language. Forms and the buttons that send them; nothing is decided here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import rights, workflow
from articles.choices import Act, Right
from articles.desk.publish_moment import DayField
from articles.models import LanguageVersion
from articles.refusals import Invalid
from journal.languages import CHOICES, CODES

PLAN_MANY = "plan-many"
"""The button that plans several languages."""
OF_THE_PIECE = (Act.SHELVE, Act.UNSHELVE, Act.RELABEL)


class PlanManyForm(forms.Form):
    """Languages to be planned from the original, with one due date for all."""

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    due_on = DayField(label=_("Due on, for all of them"))

    def __init__(self, data: Any, *, versions: Iterable[LanguageVersion]) -> None:
        bound = data if data is not None and data.get("act") == PLAN_MANY else None
        super().__init__(bound, prefix="many", use_required_attribute=False)
        there = {row.language for row in versions}
        self.fields["languages"].choices = [pair for pair in CHOICES if pair[0] not in there]  # type: ignore[attr-defined]


class PieceForm(forms.Form):
    """What the shelf and the correction of the original language take."""

    language = forms.ChoiceField(label=_("It is written in"), required=False)
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    relabel_comment = forms.CharField(
        label=_("Comment"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any, *, user: rights.Person, versions: Iterable[LanguageVersion]) -> None:
        bound = data if data is not None and data.get("act") in OF_THE_PIECE else None
        super().__init__(bound, prefix="piece", use_required_attribute=False)
        there = {row.language for row in versions}
        free = [code for code in rights.languages_with(user, Right.EDIT) if code not in there]
        names = dict(CHOICES)
        offered = [(code, names[code]) for code in CODES if code in free]
        self.fields["language"].choices = [("", "---------"), *offered]  # type: ignore[attr-defined]
        self.may_relabel = bool(offered)

    def given_for(self, act: Act) -> dict[str, Any]:
        """Return what the act takes. Invalid for a language that was not chosen. Call it on a valid form."""
        if act is not Act.RELABEL:
            return {"comment": self.cleaned_data["comment"]}
        if not self.cleaned_data["language"]:
            raise Invalid(_("Choose the language it is written in."), field="language")
        return {"language": self.cleaned_data["language"], "comment": self.cleaned_data["relabel_comment"]}


def plan_many(form: PlanManyForm, original: LanguageVersion, *, by: rights.Person, at: datetime) -> int:
    """Plan every chosen language once, from the original, all or none; return how many. Inside a transaction."""
    chosen = [code for code in CODES if code in form.cleaned_data["languages"]]
    for code in chosen:
        workflow.plan(original.article, code, by=by, at=at, due_on=form.cleaned_data["due_on"])
    return len(chosen)
