"""Lists of everything: years, people, topics."""

from django.http import Http404, HttpRequest, HttpResponse


def show_archive(request: HttpRequest, language: str) -> HttpResponse:
    raise Http404


def show_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    raise Http404


def show_people(request: HttpRequest, language: str) -> HttpResponse:
    raise Http404


def show_topics(request: HttpRequest, language: str) -> HttpResponse:
    raise Http404
