"""Everybody who works at the desk, with what they may do in which language, on one screen. For chiefs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import accounts, rights
from articles.choices import Right
from articles.desk.lines import screen_url
from articles.desk.page import SeeOther, desk_context
from articles.models import LanguageVersion
from articles.notices.queue import count_unsent
from articles.refusals import Refused
from journal.languages import CHOICES, LANGUAGES
from journal.models import User

ROWS = (("", gettext_lazy("every language")), *((row.code, row.name) for row in LANGUAGES))
REACHES = (
    ("", pgettext_lazy("right", "–")),
    ("all", pgettext_lazy("right", "all pieces")),
    ("assigned", pgettext_lazy("right", "assigned pieces")),
)


class MemberForm(forms.Form):
    """A person and their rights: a list of reaches for each right and language."""

    first_name = forms.CharField(label=gettext_lazy("Given name"), max_length=150, required=False)
    last_name = forms.CharField(label=gettext_lazy("Family name"), max_length=150, required=False)
    email = forms.EmailField(label=gettext_lazy("Mail address"), max_length=254, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Interface language"), required=False, choices=[("", "---------"), *CHOICES]
    )
    is_chief = forms.BooleanField(label=gettext_lazy("May do everything, and keeps the accounts"), required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    person_fields: tuple[str, ...] = ("first_name", "last_name", "email", "language", "is_chief")

    use_required_attribute = False

    def __init__(self, data: Any = None, *, prefix: str, person: User | None = None) -> None:
        super().__init__(data, prefix=prefix, initial=_initial_of(person) if person else {})
        for code, name in ROWS:
            for right in Right:
                label = f"{right.label}, {name}"
                widget = forms.Select(attrs={"aria-label": label})
                self.fields[_cell(right, code)] = forms.ChoiceField(
                    label=label, required=False, choices=REACHES, widget=widget
                )

    def of_person(self) -> list[Any]:
        """Return the fields about the person."""
        return [self[name] for name in self.person_fields]

    def matrix(self) -> list[tuple[str, object, list[Any]]]:
        """Return the rights as rows: language, its name, the field of each right."""
        return [(code, name, [self[_cell(right, code)] for right in Right]) for code, name in ROWS]

    def to_person(self, *, shown: str) -> accounts.Person:
        """Return what was typed as the acts take it."""
        data = self.cleaned_data
        held = {
            (right, code): data[_cell(right, code)] == "assigned"
            for code, _name in ROWS
            for right in Right
            if data[_cell(right, code)]
        }
        own = {name: data[name] for name in MemberForm.person_fields}
        return accounts.Person(**own, rights=held, shown=shown)


class NewMemberForm(MemberForm):
    """A person who does not work here yet, and needs an address to be invited at."""

    email = forms.EmailField(label=gettext_lazy("Mail address"), max_length=254)

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        required=False,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("Left empty, it is made of the mail address."),
    )
    person_fields = (*MemberForm.person_fields[:3], "username", *MemberForm.person_fields[3:])


@dataclass(frozen=True)
class Member:
    """One person as the screen shows them."""

    person: User
    form: MemberForm
    rights: tuple[tuple[str, str, str], ...]
    """Code ("" for every language), name, and what the person may do in it, in words."""
    unfinished: tuple[tuple[LanguageVersion, str], ...]
    """What somebody has to take over from a deactivated person, with the address of its screen."""

    @property
    def is_open(self) -> bool:
        return self.person.is_active and self.person.is_staff

    @property
    def is_invited(self) -> bool:
        """Whether the person has not chosen a password yet."""
        return self.is_open and not self.person.has_usable_password()


def show_members(request: HttpRequest) -> HttpResponse:
    """Show everybody, and do what a form on the page asks. Http404 for anybody but chiefs. Five queries to show."""
    if not rights.is_chief(request.user):
        raise Http404
    people = {user.pk: user for user in list_people()}
    bound: dict[int | None, MemberForm] = {}
    refusal = ""
    if request.method == "POST":
        try:
            target = _do(request, people, bound)
        except Refused as refused:
            refusal = str(refused)
        else:
            if target.pk == request.user.pk and not rights.is_chief(User.objects.get(pk=target.pk)):
                return SeeOther(reverse("admin:index"))  # who has given that right away sees this page no more
            return SeeOther(f"{request.path}#member-{target.pk}")
    closed = [user for user in people.values() if not (user.is_active and user.is_staff)]
    unfinished = accounts.list_unfinished(closed) if closed else {}
    context = desk_context(
        request,
        title=_("Members"),
        members=[_make_member(user, bound.get(user.pk), unfinished.get(user.pk, ())) for user in people.values()],
        new=bound.get(None) or NewMemberForm(prefix="new"),
        is_adding=None in bound,
        rights=list(Right),
        refusal=refusal,
        unsent=count_unsent(at=timezone.now()),
    )
    return render(request, "desk/members.html", context, status=422 if refusal else 200)


def list_people() -> list[User]:
    """Return everybody with their memberships, those who work here first. Two queries."""
    rows = User.objects.prefetch_related("memberships")
    return list(rows.order_by("-is_active", "-is_staff", "first_name", "last_name", "username"))


def _do(request: HttpRequest, people: dict[int, User], bound: dict[int | None, MemberForm]) -> User:
    """Do the act that was posted and return the person it was done to. `bound` gets the form, should it be refused."""
    act, at = request.POST.get("act", ""), timezone.now()
    if act == "add":
        new = bound[None] = NewMemberForm(request.POST, prefix="new")
        _require_valid(new)
        with _marking(new):
            person = accounts.add_member(new.cleaned_data["username"], new.to_person(shown=""), by=request.user, at=at)
        messages.success(request, _("An invitation goes to %(person)s.") % {"person": person})
        return person
    key = request.POST.get("person", "")
    person = people.get(int(key)) if key.isdecimal() and len(key) < 19 else None  # type: ignore[assignment]
    if person is None or act not in ("save", "invite", "deactivate", "reactivate"):
        raise Http404
    if act == "save":
        form = bound[person.pk] = MemberForm(request.POST, prefix=f"member-{person.pk}", person=person)
        _require_valid(form)
        with _marking(form):
            accounts.change_member(person, form.to_person(shown=form.cleaned_data["shown"]), by=request.user)
        messages.success(request, _("Saved: %(person)s.") % {"person": person})
    elif act == "invite":
        accounts.invite_again(person, by=request.user, at=at)
        messages.success(request, _("An invitation goes to %(person)s.") % {"person": person})
    elif act == "deactivate":
        accounts.deactivate(person, by=request.user)
        messages.success(request, _("Deactivated: %(person)s.") % {"person": person})
    else:
        accounts.reactivate(person, by=request.user)
        messages.success(request, _("Active again: %(person)s.") % {"person": person})
    return person


class _marking:
    """Writes a refusal beside the field it is about, and passes it on."""

    def __init__(self, form: MemberForm) -> None:
        self.form = form

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, Refused) and error.field in self.form.fields:
            self.form.add_error(error.field, str(error))


def _require_valid(form: MemberForm) -> None:
    if not form.is_valid():
        raise Refused(_("Nothing has been saved: please mend what is marked below."))


def _make_member(person: User, form: MemberForm | None, unfinished: Iterable[LanguageVersion]) -> Member:
    return Member(
        person=person,
        form=form or MemberForm(prefix=f"member-{person.pk}", person=person),
        rights=tuple(_say_rights(person)),
        unfinished=tuple((version, screen_url(version)) for version in unfinished),
    )


def _say_rights(person: User) -> Iterable[tuple[str, str, str]]:
    held = accounts.rights_of(person)
    for code, name in ROWS:
        words = [
            _("%(right)s (assigned pieces)") % {"right": right.label} if held[right, code] else str(right.label)
            for right in Right
            if (right, code) in held
        ]
        if words:
            yield code, str(name), ", ".join(words)


def _initial_of(person: User) -> dict[str, Any]:
    cells = {
        _cell(right, code): "assigned" if only else "all" for (right, code), only in accounts.rights_of(person).items()
    }
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "language": person.language,
        "is_chief": person.is_superuser,
        "shown": accounts.state_of(person),
        **cells,
    }


def _cell(right: Right, code: str) -> str:
    return f"{right.value}-{code or 'all'}"
