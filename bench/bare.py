"""What the site is measured against: a Django view that returns the same bytes and does nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import re_path

STARTPROJECT = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
"""The middleware of a fresh Django project."""

content = b""
status = 200


class UseBareUrls:
    """Sends every request to the one view below."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.bare"  # type: ignore[attr-defined]
        return self.get_response(request)


def same_bytes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(content, status=status)


urlpatterns = [re_path("", same_bytes)]
