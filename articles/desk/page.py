"""What every page of the desk needs around its own content."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from articles.desk.lines import screen_url
from articles.models import LanguageVersion


class SeeOther(HttpResponseRedirect):
    """The answer to a form that was taken: look at the page again, with GET (RFC 9110, 15.4.4)."""

    status_code = 303


def desk_context(request: HttpRequest, *, title: object, **context: Any) -> dict[str, Any]:
    """Return the context of a page within the admin's frame."""
    return {**admin.site.each_context(request), "title": title, "is_nav_sidebar_enabled": False, **context}


def version_links(version: LanguageVersion) -> dict[str, str]:
    """Return the addresses of what else there is about a version."""
    return {
        "preview": reverse("admin:desk_preview", args=[version.pk]),
        "history": reverse("admin:desk_history", args=[version.pk]),
        "publish": reverse("admin:desk_publish", args=[version.article_id]),
        "screen": screen_url(version),
        "article": reverse("admin:articles_article_change", args=[version.article_id]),
    }
