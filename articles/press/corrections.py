"""The public list of corrections."""

from django.http import Http404, HttpRequest, HttpResponse


def show_corrections(request: HttpRequest, language: str) -> HttpResponse:
    raise Http404
