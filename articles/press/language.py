"""The language of a public page is the language of its path, whatever the reader's browser says."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation


def in_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view `(request, language, …)`: it runs in that language and its response says so."""

    @functools.wraps(view)
    def speaking(request: HttpRequest, language: str, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(language):
            response = view(request, language, *args, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return speaking
