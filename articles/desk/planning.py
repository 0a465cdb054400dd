"""Which languages a piece is to be translated into, by whom and by when: forms and their choices of people."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right
from articles.desk.publish_moment import DayField
from articles.models import LanguageVersion
from journal.languages import CHOICES, CODES
from journal.models import User

NOBODY = ("", "---------")


@dataclass(frozen=True)
class Team:
    """Everybody who works at the desk, loaded once for a page."""

    people: tuple[User, ...]

    def choices(self, right: Right, language: str = "") -> list[tuple[str, str]]:
        """Return those who hold the right in the language (in any, without one), for a form."""
        return [NOBODY] + [(str(user.pk), str(user)) for user in self.people if _holds(user, right, language)]

    def find(self, pk: str) -> User | None:
        """Return the person with that key, None for "" and strangers."""
        return next((user for user in self.people if str(user.pk) == pk), None)


def load_team() -> Team:
    """Return the active members of staff with their memberships. Two queries."""
    people = User.objects.filter(is_active=True, is_staff=True).filter(
        Q(memberships__isnull=False) | Q(is_superuser=True)
    )
    return Team(
        tuple(people.distinct().prefetch_related("memberships").order_by("first_name", "last_name", "username"))
    )


class AssignmentForm(forms.Form):
    """Who writes, who reviews, by when, with what instruction."""

    assignee = forms.ChoiceField(label=_("Assignee"), required=False)
    reviewer = forms.ChoiceField(label=_("Reviewer"), required=False)
    due_on = DayField(label=_("Due on"))
    instruction = forms.CharField(
        label=_("Instruction"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, team: Team, version: LanguageVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.version = version
        language = version.language if version else ""
        writes = Right.EDIT if version and version.is_original else Right.TRANSLATE
        for name, right in (("assignee", writes), ("reviewer", Right.REVIEW)):
            choices = team.choices(right, language)
            current = getattr(version, name) if version else None
            if current and str(current.pk) not in dict(choices):
                choices.append((str(current.pk), str(current)))
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def assignment(self) -> dict[str, Any]:
        """Return what ASSIGN and PLAN take: what was posted, and nothing else."""
        given = {
            "assignee": self._person("assignee"),
            "reviewer": self._person("reviewer"),
            "due_on": self.cleaned_data["due_on"],
            "instruction": self.cleaned_data["instruction"],
        }
        return {name: value for name, value in given.items() if self.add_prefix(name) in self.data}

    def _person(self, name: str) -> User | None:
        pk = self.cleaned_data[name]
        current = getattr(self.version, name) if self.version else None
        return current if current and str(current.pk) == pk else self.team.find(pk)


class PlanForm(AssignmentForm):
    """A language to be planned."""

    language = forms.ChoiceField(label=_("Language"))
    translated_from = forms.ChoiceField(label=_("Translate from"))

    def __init__(self, *args: Any, versions: list[LanguageVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(CHOICES)
        there = {row.language for row in versions}
        self.fields["language"].choices = [(code, names[code]) for code in CODES if code not in there]  # type: ignore[attr-defined]
        self.fields["translated_from"].choices = [(str(row.pk), names[row.language]) for row in versions]  # type: ignore[attr-defined]
        self.order_fields(["language", "translated_from"])


def make_assignment_form(version: LanguageVersion, team: Team, data: Any = None) -> AssignmentForm:
    """Return the form for the assignment of a version, filled from `data` where that has it."""
    prefix = f"assign-{version.pk}"
    initial = {
        "assignee": str(version.assignee_id or ""),
        "reviewer": str(version.reviewer_id or ""),
        "due_on": version.due_on,
        "instruction": version.instruction,
    }
    names = (f"{prefix}-{name}" for name in AssignmentForm.base_fields)
    posted = data if data is not None and any(name in data for name in names) else None
    return AssignmentForm(posted, prefix=prefix, initial=initial, team=team, version=version)


def _holds(user: User, right: Right, language: str) -> bool:
    if rights.is_chief(user):
        return True
    return any(
        row.right == right and (not language or row.language in ("", language)) for row in user.memberships.all()
    )
