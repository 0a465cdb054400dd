"""A form that was sent by somebody who has been signed out, or with a token that is not valid any more: nothing typed
is lost. The page that answers holds every field; who signs in there sends the form with it, with their own rights.

A form that another site has sent gets none of this: Django's plain refusal stands.
"""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.debug import sensitive_post_parameters

PREFIX = "sign-in"
"""Of the two fields by which somebody signs in: no field of a screen is called so."""

TOKEN = "csrfmiddlewaretoken"

View = Callable[..., HttpResponse]


def keep_words(view: View) -> View:
    """Decorate a view of the desk that is behind the site's sign-in: a form sent to it without being signed in is
    answered with 403 and a page that holds it. Scripts are told in JSON: `signed_out`, and `error`, a sentence."""

    @functools.wraps(view)
    @sensitive_post_parameters(f"{PREFIX}-password")
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if admin.site.has_permission(request):
            if f"{PREFIX}-username" in request.POST:  # a second press of the button by which they have signed in
                request.POST = _without_sign_in(request.POST)  # type: ignore[assignment]
            return view(request, *args, **kwargs)
        if _is_of_script(request):
            return JsonResponse({"signed_out": True, "error": _("You have been signed out.")}, status=403)
        if request.method != "POST":
            return view(request, *args, **kwargs)
        form = _bind(request)
        if form is None or not form.is_valid():
            return _ask(request, form or AdminAuthenticationForm(request, prefix=PREFIX), is_signed_out=True)
        login(request, form.get_user())
        request.POST = _without_sign_in(request.POST)  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    keeping.keeps_words = True  # type: ignore[attr-defined]
    return keeping


def refuse_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a POST whose token is missing or not valid (`CSRF_FAILURE_VIEW`), 403. To a form of our own, sent to a
    screen of the desk, the page that holds it, to be sent again; Django's answer to everything else."""
    match = request.resolver_match
    is_screen = match is not None and getattr(match.func, "keeps_words", False)
    if not is_screen or _is_of_script(request) or not is_from_here(request):
        return csrf_failure(request, reason=reason)
    is_signed_out = not admin.site.has_permission(request)
    return _ask(request, AdminAuthenticationForm(request, prefix=PREFIX), is_signed_out=is_signed_out)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site has sent the form, by what browsers say of it (Fetch standard, "Origin" header; where
    there is none, the referrer). Free."""
    here = f"{request.scheme}://{request.get_host()}"
    origin = request.META.get("HTTP_ORIGIN")
    if origin is None:
        parts = urlsplit(request.META.get("HTTP_REFERER", ""))
        origin = f"{parts.scheme}://{parts.netloc}"
    return origin == here or origin in settings.CSRF_TRUSTED_ORIGINS


def show_signed_in(request: HttpRequest) -> HttpResponse:
    """Show the page on which somebody lands who has signed in in a second window."""
    context = {**admin.site.each_context(request), "title": _("You are signed in"), "is_nav_sidebar_enabled": False}
    return render(request, "desk/signed_in.html", context)


def _bind(request: HttpRequest) -> AdminAuthenticationForm | None:
    given = f"{PREFIX}-username" in request.POST
    return AdminAuthenticationForm(request, data=request.POST, prefix=PREFIX) if given else None


def _ask(request: HttpRequest, form: AdminAuthenticationForm, *, is_signed_out: bool) -> HttpResponse:
    posted = _without_sign_in(request.POST)
    context = {
        **admin.site.each_context(request),
        "title": _("You have been signed out") if is_signed_out else _("Please send the form again"),
        "is_nav_sidebar_enabled": False,
        "form": form,
        "is_signed_out": is_signed_out,
        "action": request.get_full_path(),
        "fields": [(name, text) for name, texts in posted.lists() for text in texts if name != TOKEN],
        "has_files": request.content_type == "multipart/form-data",
        "is_cut_short": getattr(request, "is_cut_short", False),
    }
    return render(request, "desk/sign_in_again.html", context, status=403)


def _without_sign_in(posted: QueryDict) -> QueryDict:
    left = posted.copy()
    for name in [name for name in left if name.startswith(f"{PREFIX}-")]:
        del left[name]
    left._mutable = False
    return left


def _is_of_script(request: HttpRequest) -> bool:
    return request.content_type == "application/json" or request.headers.get("Sec-Fetch-Dest") == "empty"
