"""Answers readers above everything that knows sessions, cookies or users.

Every public response carries the same headers for everybody: cacheable, validated by the press stamp, without a cookie
and without `Vary`. A page is rendered once for a stamp and kept whole.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.http import parse_etags

from articles.press.addresses import is_search
from articles.press.errors import bad_request, method_not_allowed
from articles.press.parameters import normalise_query
from articles.press.stamp import Stamp, read_stamp

NOT_PUBLIC = ("/admin/", "/media/", "/static/", "/healthz", "/readyz")
KEPT_HEADERS = ("Content-Type", "Content-Language", "Content-Disposition")


class Press:
    """Stamps, keeps and revalidates public responses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(NOT_PUBLIC) or request.path_info == "/admin":
            return self.get_response(request)
        return self.answer(request, at=timezone.now())

    def answer(self, request: HttpRequest, *, at: datetime) -> HttpResponse:
        """Return what readers get at the moment `at`. One query where the page is kept."""
        try:
            request.get_host()  # a kept page must not answer where a new one would not
        except DisallowedHost:
            return bad_request(request)
        if request.method not in ("GET", "HEAD"):
            return method_not_allowed(request)
        request.asked_query = request.META.get("QUERY_STRING", "")  # type: ignore[attr-defined]  # old addresses want it
        _forget_unknown_parameters(request)
        stamp = read_stamp(at=at)
        request.press = stamp  # type: ignore[attr-defined]
        response = self._kept_or_made(request, stamp)
        _finish(response, stamp)
        if response.status_code == 200 and _has_it(request, stamp):
            return _not_modified(response)
        return response

    def _kept_or_made(self, request: HttpRequest, stamp: Stamp) -> HttpResponse:
        if request.GET and is_search(request.path_info):
            return self.get_response(request)  # kept, what robots search for would push out the pages of the journal
        address = f"{stamp.key} {request.path_info}?{request.META['QUERY_STRING']}"
        key = hashlib.sha256(address.encode(errors="surrogatepass")).hexdigest()
        kept = caches["press"].get(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if response.status_code == 200:
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            caches["press"].set(key, (response.content, headers))
            return HttpResponse(response.content, headers=headers)  # to the byte what others get from now on
        return response


def _forget_unknown_parameters(request: HttpRequest) -> None:
    """Leave only what a public view reads, in one spelling: other queries give the same page, kept once."""
    query = normalise_query(request.path_info, request.META.get("QUERY_STRING", ""))
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)


def _finish(response: HttpResponse, stamp: Stamp) -> None:
    response.headers.setdefault("Cache-Control", f"public, max-age={stamp.max_age}")
    response.headers["Content-Length"] = str(len(response.content))
    if response.status_code == 200:
        response.headers["ETag"] = stamp.etag
    response.cookies.clear()
    response.headers.pop("Vary", None)


def _has_it(request: HttpRequest, stamp: Stamp) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or any(tag.removeprefix("W/") == stamp.etag.removeprefix("W/") for tag in known)


def _not_modified(response: HttpResponse) -> HttpResponse:
    bare = HttpResponse(status=304)
    for name in ("Cache-Control", "ETag", "Content-Language"):
        if name in response.headers:
            bare.headers[name] = response.headers[name]
    del bare.headers["Content-Type"]
    return bare
