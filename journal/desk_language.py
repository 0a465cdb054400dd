"""The language of the desk: the person's own choice, else what their browser asks for."""

from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from journal.languages import CODES


class DeskLanguage:
    """Has everything under `/admin/` speak the language of the person. No other address is touched.

    Stands after the sessions and before the accounts: it asks for the person itself, which costs no second query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        language = choose_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language",))
        return response


def choose_language(request: HttpRequest) -> str:
    """Return the language of the signed-in person, else the best of `Accept-Language`, else the site's. One query."""
    own = getattr(get_user(request), "language", "")
    return own if own in CODES else translation.get_language_from_request(request)
