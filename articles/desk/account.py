"""One's own account, and the way to a new password for those who cannot sign in."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import views
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import accounts, notices
from articles.desk.page import SeeOther, desk_context
from journal.languages import CHOICES, CODES
from journal.models import User

_CHOSEN_IN = "password_chosen_in"
"""Where the session keeps the language of a person who has just chosen a password and is not signed in."""


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What everybody may change of themselves."""

    class Meta:
        model = User
        fields = accounts.OWN_FIELDS
        labels = {"first_name": gettext_lazy("Given name"), "last_name": gettext_lazy("Family name")}
        widgets = {"mail": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", gettext_lazy("that of the browser")), *CHOICES]  # type: ignore[attr-defined]


def show_account(request: HttpRequest) -> HttpResponse:
    """Show and save what is one's own: name, language, notices. For everybody signed in. One query, and the save."""
    person = User.objects.get(username=request.user.get_username())  # the frame shows the other: not yet changed
    form = AccountForm(request.POST if request.method == "POST" else None, instance=person)
    if form.is_valid():
        accounts.change_own(person, **form.cleaned_data)
        with translation.override(person.language if person.language in CODES else translation.get_language()):
            messages.success(request, _("Saved."))
        return SeeOther(request.path)
    context = desk_context(request, title=_("Your account"), form=form, own=request.user)
    return render(request, "desk/account.html", context, status=422 if form.errors else 200)


class AskForm(forms.Form):
    """A user name or an address."""

    name = forms.CharField(
        label=gettext_lazy("User name or mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class _InFrame:
    """A page for people who are not signed in, in the frame of the admin."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**admin.site.each_context(self.request), **context}  # type: ignore[attr-defined]


class AskForPassword(_InFrame, views.PasswordResetView):
    """Takes a name or an address, queues a mail if somebody has it, and says the same in any case."""

    form_class = AskForm  # type: ignore[assignment]
    success_url = reverse_lazy("admin_password_reset_done")
    title = gettext_lazy("A new password")

    def form_valid(self, form: Any) -> HttpResponse:
        notices.ask_for_password(form.cleaned_data["name"], at=timezone.now())
        return SeeOther(str(self.success_url))


class PasswordAsked(_InFrame, views.PasswordResetDoneView):
    title = gettext_lazy("A new password")


class ChoosePassword(_InFrame, views.PasswordResetConfirmView):
    """The page the link of a mail leads to, in the language of the person it was sent to."""

    title = gettext_lazy("Choose a password")

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As Django's. The language is the person's only where the link is good: it tells nobody who has an account."""
        person = self.get_user(kwargs["uidb64"])
        in_address = kwargs["token"] != self.reset_url_token
        token = kwargs["token"] if in_address else self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)
        is_good = person is not None and self.token_generator.check_token(person, token)
        language = person.language if person is not None and is_good else ""
        return _answer_in(language, self.request, lambda: super(ChoosePassword, self).dispatch(*args, **kwargs))

    def get_user(self, uidb64: str) -> User | None:
        """Return the person of the link, unless they do not work here any more."""
        person: Any = super().get_user(uidb64)
        return person if person is not None and person.is_active and person.is_staff else None

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[_CHOSEN_IN] = form.user.language
        return super().form_valid(form)


class PasswordChosen(_InFrame, views.PasswordResetCompleteView):
    title = gettext_lazy("Your password is set")

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = self.request.session.get(_CHOSEN_IN, "")
        return _answer_in(language, self.request, lambda: super(PasswordChosen, self).dispatch(*args, **kwargs))


def _answer_in(language: str, request: HttpRequest, view: Any) -> HttpResponseBase:
    """Answer in a language, "" for that of the request; rendered here, while it is active."""
    chosen = language if language in CODES else translation.get_language()
    with translation.override(chosen):
        response: HttpResponseBase = view()
        if isinstance(response, TemplateResponse):
            response.render()
    request.LANGUAGE_CODE = str(chosen)
    response.headers["Content-Language"] = str(chosen)
    return response
