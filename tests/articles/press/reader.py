"""What a reader gets: requests through the whole site, or at a moment of one's choice, and pages read as trees."""

from datetime import UTC, datetime

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from lxml import html

from articles.press import errors
from articles.press.middleware import Press
from articles.press.public import public_versions

LONG_AGO = datetime(2020, 5, 4, 10, tzinfo=UTC)
"""When the pieces of these tests were published: before any clock the suite runs under."""
LATER = datetime(2020, 5, 6, 10, tzinfo=UTC)
YEARS_LATER = datetime(2022, 1, 1, tzinfo=UTC)


def get(path: str, **headers: str) -> HttpResponse:
    """Ask the whole site for a path, now, without a cookie."""
    return Client(raise_request_exception=False).get(path, headers=headers)


def get_at(path: str, at: datetime, **headers: str) -> HttpResponse:
    """Ask the press for a path as if it were `at`."""
    return Press(_call_view).answer(RequestFactory().get(path, headers=headers), at=at)


def get_fault(status: int, language: str) -> HttpResponse:
    """Return the page that readers of a language get with the status 400, 405, 500 or 503."""
    path = f"/{language}/"
    if status == 400:
        return get(path, host="evil.example")
    if status == 405:
        return Client().post(path)
    try:
        raise OperationalError if status == 503 else RuntimeError
    except (OperationalError, RuntimeError):
        return errors.server_error(RequestFactory().get(path))


def _call_view(request: HttpRequest) -> HttpResponse:
    try:
        view, args, kwargs = resolve(request.path_info)
        return view(request, *args, **kwargs)
    except Http404:
        return errors.not_found(request)


def find_path(article, language: str, *, at: datetime = YEARS_LATER) -> str:
    """Return the public address of a version."""
    versions = public_versions([article.pk], at=at)[article.pk]
    return next(version.path for version in versions if version.language == language)


def tree(response: HttpResponse) -> html.HtmlElement:
    """Return a page as a tree."""
    return html.document_fromstring(response.content.decode())


def texts(response: HttpResponse, selector: str) -> list[str]:
    """Return the texts of the elements an XPath finds, whitespace collapsed."""
    return [" ".join(one.text_content().split()) for one in tree(response).xpath(selector)]


def attributes(response: HttpResponse, selector: str, *names: str) -> list[tuple[str | None, ...]]:
    """Return some attributes of the elements an XPath finds."""
    return [tuple(one.get(name) for name in names) for one in tree(response).xpath(selector)]
