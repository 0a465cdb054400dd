"""The acts that have a button on the screen of a version, what is said when they are done, and the fields they take.
Nothing is decided here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import Act, Significance
from articles.desk import publish_moment
from articles.desk.publish_moment import MomentField, write_zone
from articles.refusals import Invalid
from journal.languages import language as language_row

__all__ = ["BUTTONS", "DONE", "OF_THE_TEXT", "REASONS", "ActForm", "Button"]

BUTTONS = {
    Act.SAVE: _("Save"),
    Act.SUBMIT: _("Submit for review"),
    Act.CHECKED: _("Checked, nothing to change"),
    Act.RETURN: _("Return with the comment"),
    Act.APPROVE: _("Approve"),
    Act.RELEASE: _("Release for translation"),
    Act.PUBLISH: _("Publish now"),
    Act.SCHEDULE: _("Publish at the time given"),
    Act.UNSCHEDULE: _("Cancel the schedule"),
    Act.WITHDRAW: _("Withdraw"),
    Act.REINSTATE: _("Publish again what was withdrawn"),
    Act.DISMISS: _("No correction needed here"),
    Act.WAIVE: _("Leave it as it is"),
}
DONE = {
    Act.SAVE: _("Saved."),
    Act.SUBMIT: _("The text has been submitted for review."),
    Act.CHECKED: _("Noted: checked against the source, nothing to change."),
    Act.RETURN: _("The text has been returned with your comment."),
    Act.APPROVE: _("The text has been approved."),
    Act.RELEASE: _("The text has been released for translation."),
    Act.PUBLISH: _("The text has been published."),
    Act.SCHEDULE: _("The text will be published at the time given."),
    Act.UNSCHEDULE: _("The schedule has been cancelled."),
    Act.WITHDRAW: _("The text has been withdrawn; readers are told why."),
    Act.REINSTATE: _("The text has been published again."),
    Act.ROLL_BACK: _("Readers see the chosen revision again."),
    Act.DISMISS: _("Noted: no correction is needed in this language."),
    Act.WAIVE: _("The problem is left as it is."),
    Act.RECLASSIFY: _("The significance has been changed."),
    Act.PLAN: _("The language has been planned."),
    Act.ASSIGN: _("The assignment has been saved."),
    Act.DROP: _("The language is no longer planned."),
    Act.SHELVE: _("The piece has been put on the shelf."),
    Act.UNSHELVE: _("The piece has been taken from the shelf."),
    Act.RELABEL: _("The original language has been corrected."),
}
OF_THE_TEXT = frozenset(
    {Act.SUBMIT, Act.RETURN, Act.APPROVE, Act.PUBLISH, Act.SCHEDULE, Act.RELEASE, Act.CHECKED, Act.WAIVE}
)
"""Acts that mean the text as the person saw it: they carry the edit number."""

_FIELDS: dict[Act, tuple[str, ...]] = {
    Act.PUBLISH: ("significance", "correction"),
    Act.SCHEDULE: ("when", "significance", "correction"),
    Act.RELEASE: ("significance",),
    Act.WITHDRAW: ("reason",),
    Act.WAIVE: ("problem",),
}
REASONS: dict[str, str] = {Act.WAIVE: "waive_reason", Act.DISMISS: "dismiss_reason"}
"""Acts whose comment has a field of its own."""


class ActForm(forms.Form):
    """What the acts take. Nothing is required by the form: each act says itself what it lacks.

    `language` is the one readers read, for what they are told; `proposed` the significance that is chosen beforehand.
    """

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    significance = forms.ChoiceField(
        label=_("Significance of the change"), required=False, choices=Significance.choices, widget=forms.RadioSelect
    )
    proposed = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    is_typo_still = forms.BooleanField(label=_("It is a typo all the same."), required=False)
    correction = forms.CharField(
        label=_("Correction note for readers"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    which = forms.ChoiceField(
        label=_("Which of the two"), required=False, choices=publish_moment.WHICH, widget=forms.RadioSelect
    )
    when = MomentField(
        label=_("At"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(
        label=_("Reason, shown to readers"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    problem = forms.CharField(required=False, max_length=80)
    waive_reason = forms.CharField(label=_("Why it is left as it is"), required=False, max_length=2_000)
    dismiss_reason = forms.CharField(label=_("Why no correction is needed"), required=False, max_length=2_000)

    def __init__(
        self, data: Any = None, *, language: str = "", proposed: str = "", at: datetime | None = None, **kwargs: Any
    ) -> None:
        initial = {"significance": proposed, "proposed": proposed}
        super().__init__(data, initial=initial, use_required_attribute=False, **kwargs)
        self.asks_which = False
        self.fields["when"].help_text = write_zone(at or timezone.now())
        if language:
            told = {"language": language_row(language).name}
            self.fields["reason"].help_text = _("Readers see it instead of the text. Write it in %(language)s.") % told
            self.fields["correction"].help_text = _("Readers see it. Write it in %(language)s.") % told
            for name in ("reason", "correction"):
                self.fields[name].widget.attrs["lang"] = language

    def clean_when(self) -> datetime | None:
        """Return the moment. The hour that comes twice is asked for, the one that does not exist refused."""
        typed: datetime | None = self.cleaned_data["when"]
        if typed is None:
            return None
        if both := publish_moment.name_both(typed):
            self.asks_which = True
            self.fields["which"].choices = both  # type: ignore[attr-defined]
        return publish_moment.settle(typed, self.cleaned_data.get("which", ""))

    def is_ready_for(self, act: Act) -> bool:
        """Whether nothing the act takes is malformed. What belongs to other acts may be half typed."""
        used = {"comment", *_FIELDS.get(act, ()), REASONS.get(act, "comment")}
        return not used & set(self.errors)

    def given_for(self, act: Act) -> dict[str, Any]:
        """Return what the act takes by keyword, comment included. Invalid for a moment that is missing."""
        given = {name: self.cleaned_data[name] for name in _FIELDS.get(act, ())}
        given["comment"] = self.cleaned_data[REASONS.get(act, "comment")]
        if act is Act.SCHEDULE and given["when"] is None:
            raise Invalid(_("Give the day and the time."), field="when")
        return given

    @property
    def may_be_no_typo(self) -> bool:
        """Whether "typo" is chosen, as the page had proposed, and the person has not said that it stands."""
        chosen = (self.cleaned_data.get("proposed"), self.cleaned_data.get("significance"))
        return chosen == (Significance.TYPO, Significance.TYPO) and not self.cleaned_data.get("is_typo_still")


@dataclass(frozen=True)
class Button:
    act: str
    label: object
    is_primary: bool = True
    """Whether it is what the person most likely does next; one in a group at the most."""


def name_buttons(acts: Iterable[Act], primary: Act | None) -> list[Button]:
    """Return the buttons of acts in their order; `primary` is the one that stands out."""
    return [Button(act.value, BUTTONS[act], act is primary) for act in acts]
