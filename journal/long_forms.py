"""A form with more fields than are taken: not an error page, but the form again with what was typed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict


class LongForms:
    """Cuts a form of the desk after `DATA_UPLOAD_MAX_NUMBER_FIELDS` fields and marks the request `is_cut_short`.

    Only views with the attribute `shows_long_forms_again` are handed such a request: they save nothing of it and give
    the form back. For the others Django's answer, 400, stands. Stands before
    the middleware against forged requests, which reads the form first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path_info.startswith("/admin/"):
            try:
                request.POST  # noqa: B018  reading is what raises
            except TooManyFieldsSent:
                if request.content_type == "application/x-www-form-urlencoded":
                    fields = request.body.split(b"&", settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
                    cut = b"&".join(fields[: settings.DATA_UPLOAD_MAX_NUMBER_FIELDS])
                    request._post, request._files = QueryDict(cut), MultiValueDict()  # type: ignore[attr-defined]
                    request.is_cut_short = True  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuse for the view what it cannot answer well."""
        if getattr(request, "is_cut_short", False) and not getattr(view, "shows_long_forms_again", False):
            raise TooManyFieldsSent("The form has more fields than are taken.")
