"""The acts a person may do to a version, as buttons, and the fields those take. Nothing is decided here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles import freshness, publication, rights, workflow
from articles.choices import Act, PublicationState, Significance
from articles.models import LanguageVersion, Revision
from articles.refusals import Invalid

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
    Act.ROLL_BACK: _("Go back to the chosen revision"),
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
    Act.WAIVE: _("The problem is left as it is."),
    Act.RECLASSIFY: _("The significance has been changed."),
    Act.PLAN: _("The language has been planned."),
    Act.ASSIGN: _("The assignment has been saved."),
    Act.DROP: _("The language is no longer planned."),
}
OF_THE_TEXT = frozenset(
    {Act.SUBMIT, Act.RETURN, Act.APPROVE, Act.PUBLISH, Act.SCHEDULE, Act.RELEASE, Act.CHECKED, Act.WAIVE}
)
"""Acts that mean the text as the person saw it: they carry the edit number."""

YEARS = range(2000, 2200)
"""The years a moment or a day given at the desk may lie in."""

_FIELDS: dict[Act, tuple[str, ...]] = {
    Act.PUBLISH: ("significance", "correction"),
    Act.SCHEDULE: ("when", "significance", "correction"),
    Act.RELEASE: ("significance",),
    Act.WITHDRAW: ("reason",),
    Act.ROLL_BACK: ("revision", "correction"),
    Act.WAIVE: ("problem",),
}


class ActForm(forms.Form):
    """What the acts take. Nothing is required by the form: each act says itself what it lacks."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    significance = forms.ChoiceField(
        label=_("How weighty is the change?"), required=False, choices=Significance.choices, widget=forms.RadioSelect
    )
    correction = forms.CharField(
        label=_("Correction note for readers"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    when = forms.DateTimeField(
        label=_("At"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(
        label=_("Reason, shown to readers"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(label=_("Revision"), required=False, min_value=1, max_value=2**31 - 1)
    problem = forms.CharField(required=False, max_length=80)
    waive_reason = forms.CharField(label=_("Why it is left as it is"), required=False, max_length=2_000)

    def __init__(self, *args: Any, revisions: Iterable[Revision] = (), **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        choices = [("", "")] + [(str(row.number), _describe(row)) for row in revisions]
        self.fields["revision"].widget = forms.Select(choices=choices)
        self.fields["when"].help_text = _("Time zone: %(zone)s") % {"zone": settings.TIME_ZONE}

    def clean_when(self) -> datetime | None:
        """Refuse a year nobody means: some databases and calendars cannot take it either."""
        when: datetime | None = self.cleaned_data["when"]
        if when is not None and when.year not in YEARS:
            raise forms.ValidationError(self.fields["when"].error_messages["invalid"], code="invalid")
        return when

    def is_ready_for(self, act: Act) -> bool:
        """Whether nothing the act takes is malformed. What belongs to other acts may be half typed."""
        used = {"comment", *_FIELDS.get(act, ()), *(("waive_reason",) if act is Act.WAIVE else ())}
        return not used & set(self.errors)

    def given_for(self, act: Act) -> dict[str, Any]:
        """Return what the act takes by keyword, comment included. Invalid for a moment that is missing."""
        given = {name: self.cleaned_data[name] for name in _FIELDS.get(act, ())}
        given["comment"] = self.cleaned_data["waive_reason" if act is Act.WAIVE else "comment"]
        if act is Act.SCHEDULE and given["when"] is None:
            raise Invalid(_("Give the day and the time."), field="when")
        if act is Act.ROLL_BACK and given["revision"] is None:
            raise Invalid(_("Choose an earlier revision that was published."), field="revision")
        return given


@dataclass(frozen=True)
class Button:
    act: str
    label: object


@dataclass(frozen=True)
class Panel:
    """Which acts are open to the person now, and what readers see of the version."""

    possible: frozenset[Act]
    standing: publication.Standing
    earlier: tuple[Revision, ...]
    asks_significance: bool
    """Whether a release would have to say how weighty the change is."""

    def buttons(self, *acts: Act) -> list[Button]:
        return [Button(act.value, BUTTONS[act]) for act in acts if act in self.possible]

    @property
    def writing(self) -> list[Button]:
        return self.buttons(Act.SAVE, Act.SUBMIT, Act.CHECKED, Act.RETURN, Act.APPROVE)

    @property
    def releasing(self) -> list[Button]:
        return self.buttons(Act.RELEASE, Act.PUBLISH)

    @property
    def scheduling(self) -> list[Button]:
        return self.buttons(Act.SCHEDULE, Act.UNSCHEDULE)

    @property
    def withdrawing(self) -> list[Button]:
        return self.buttons(Act.WITHDRAW)

    @property
    def returning(self) -> list[Button]:
        return self.buttons(Act.REINSTATE)

    @property
    def going_back(self) -> list[Button]:
        return self.buttons(Act.ROLL_BACK)

    @property
    def may_waive(self) -> bool:
        return Act.WAIVE in self.possible


def make_panel(user: rights.Person, version: LanguageVersion, *, at: datetime) -> Panel:
    """Return the acts the person may do to the version now. About six queries, no text loaded but for the release."""
    possible = {act for act in BUTTONS if workflow.may(user, act, version)}
    now = publication.standing(version, at=at)
    if now.pending is None:
        possible.discard(Act.UNSCHEDULE)
    if now.state is not PublicationState.PUBLISHED:
        possible -= {Act.WITHDRAW, Act.ROLL_BACK}
    if now.state is not PublicationState.WITHDRAWN:
        possible.discard(Act.REINSTATE)
    earlier: tuple[Revision, ...] = ()
    if Act.ROLL_BACK in possible and now.current is not None:
        shown = version.publications.standing(at=at).exclude(revision=None).values("revision")
        rows = version.revisions.filter(pk__in=shown).exclude(pk=now.current.revision_id)
        earlier = tuple(rows.only("number", "made_at", "comment").order_by("-number"))
        if not earlier:
            possible.discard(Act.ROLL_BACK)
    if not version.is_original and possible & {Act.SUBMIT, Act.CHECKED} and version.based_on_id is None:
        possible.discard(Act.CHECKED)
    asks = False
    if possible & {Act.RELEASE, Act.PUBLISH, Act.SCHEDULE}:
        newest = freshness.newest_released(version)
        asks = newest is not None
    return Panel(frozenset(possible), now, earlier, asks)


def _describe(row: Revision) -> str:
    return f"{row.number} · {row.made_at:%Y-%m-%d} {row.comment[:60]}".rstrip()
