"""The pages of the journal about itself."""

from django.http import Http404, HttpRequest, HttpResponse


def show_page(request: HttpRequest, language: str, key: str) -> HttpResponse:
    raise Http404
