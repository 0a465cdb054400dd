"""Citations of one version."""

from django.http import Http404, HttpRequest, HttpResponse


def cite(request: HttpRequest, language: str, article_id: int, form: str) -> HttpResponse:
    raise Http404
