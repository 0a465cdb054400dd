"""The site's own pages for what went wrong, in the language of the path; at the desk in that of the person."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.press import addresses
from articles.press.moved import find_moved
from journal.languages import LANGUAGES

RETRY_AFTER = 60
"""Seconds after which a reader, or a robot, is asked to try again where the database did not answer."""


def error_page(request: HttpRequest, status: int, template: str, **context: object) -> HttpResponse:
    """Return an error page in the language of the path, English and every language's name where it has none."""
    code = find_language(request)
    with translation.override(code or "en"):
        context = {"language": code or "mul", "neutral": code is None, "languages": LANGUAGES, **context}
        response = render(request, template, context, status=status)
    response.headers["Content-Language"] = code or "en"
    return response


def find_language(request: HttpRequest) -> str | None:
    """Return the language of the path, else the one the desk has chosen for the person; None where there is none."""
    return addresses.language_of(request.path_info) or getattr(request, "LANGUAGE_CODE", None)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that is not there. It says nothing of what might be behind it.

    301 where something stood there before the journal moved here. One query.
    """
    if moved := find_moved(request):
        return HttpResponsePermanentRedirect(moved)
    return error_page(request, 404, "press/404.html")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = error_page(request, 400, "press/400.html")
    response.headers["Cache-Control"] = "no-store"
    return response


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    response = error_page(request, 405, "press/405.html")
    response.headers["Allow"] = "GET, HEAD"
    response.headers["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours, or, where the database does not answer, for a site that is away for a while.

    Both are files that need neither context nor database. Called by Django while it handles what was raised.
    """
    is_away = isinstance(sys.exc_info()[1], InterfaceError | OperationalError)
    template, status = ("503.html", 503) if is_away else ("500.html", 500)
    code = find_language(request) or "en"
    with translation.override(code):
        page = _render_alone(template, code)
    response = HttpResponse(page, status=status, headers={"Content-Language": code, "Cache-Control": "no-store"})
    if is_away:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _render_alone(template: str, code: str) -> str:
    """Return a page of its own, or a bare line where even that fails: as before static files have been collected."""
    try:
        return render_to_string(template, {"language": code})
    except Exception:
        said = _("A fault of ours")
        return f'<!doctype html><html lang="{code}"><meta charset="utf-8"><title>{said}</title><h1>{said}</h1></html>'
