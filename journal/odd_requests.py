"""Requests to the desk that no browser makes: answered with the site's page for a bad request, or made plain."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

_NUL = re.compile(r"%00|\x00")
_SESSION_KEY = re.compile(r"[a-z0-9]{8,64}")
_CHARSETS = {"utf-8", "utf8", "us-ascii"}


class OddRequests:
    """Under `/admin/`, refuses NUL in a query (PostgreSQL cannot take it) and a body in another charset than UTF-8, and
    forgets a session cookie that Django cannot have made. Stands before everything that reads any of these."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin"):
            if _NUL.search(request.META.get("QUERY_STRING", "")) or "\x00" in request.path_info:
                raise BadRequest("NUL in an address.")
            charset = (request.content_params or {}).get("charset", "utf-8")
            if charset.lower() not in _CHARSETS:
                raise BadRequest("A form is sent in UTF-8.")
            key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
            if key is not None and not _SESSION_KEY.fullmatch(key):
                del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return self.get_response(request)
