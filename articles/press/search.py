"""The search of readers."""

from django.http import Http404, HttpRequest, HttpResponse


def show_search(request: HttpRequest, language: str) -> HttpResponse:
    raise Http404
