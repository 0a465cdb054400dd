"""Original and translation side by side."""

from django.http import Http404, HttpRequest, HttpResponse


def show_facing(request: HttpRequest, language: str, article_id: int, slug: str, other: str) -> HttpResponse:
    raise Http404
