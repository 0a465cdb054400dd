"""The site's own pages for what went wrong, in the language of the path; at the desk in that of the person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from articles.press import addresses
from journal.languages import LANGUAGES


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
    """The page for an address that is not there. It says nothing of what might be behind it."""
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
    """The page for a fault of ours: a file that needs neither context nor database."""
    code = find_language(request) or "en"
    with translation.override(code):
        page = render_to_string("500.html", {"language": code})
    return HttpResponse(page, status=500, headers={"Content-Language": code, "Cache-Control": "no-store"})
