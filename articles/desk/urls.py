"""The addresses of the desk's own screens, below `/admin/`. Each is for members of staff who are signed in."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from articles.desk.facing import show_facing
from articles.desk.history import show_comparison, show_history, show_preview, show_revision
from articles.desk.original import show_begin, show_original
from articles.desk.publish import show_publish
from articles.press.addresses import IdConverter

register_converter(IdConverter, "row")

SHOW_LONG_FORMS_AGAIN = (show_original, show_facing)
"""Views that save nothing of a form that was cut short, and give it back; see `journal.long_forms`."""

SCREENS: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("articles/article/add/", show_begin, "articles_article_add"),
    ("articles/article/<row:pk>/change/", show_original, "articles_article_change"),
    ("articles/article/<row:pk>/publish/", show_publish, "desk_publish"),
    ("articles/translation/<row:pk>/change/", show_facing, "articles_translation_change"),
    ("articles/version/<row:pk>/history/", show_history, "desk_history"),
    ("articles/version/<row:pk>/revisions/<int:number>/", show_revision, "desk_revision"),
    ("articles/version/<row:pk>/compare/", show_comparison, "desk_compare"),
    ("articles/version/<row:pk>/preview/", show_preview, "desk_preview"),
)


def desk_urls(site: AdminSite) -> list[URLPattern]:
    """Return the patterns of the screens, each behind the site's sign-in."""
    return [path(route, _behind_sign_in(site, view), name=name) for route, view, name in SCREENS]


def _behind_sign_in(site: AdminSite, view: Callable[..., HttpResponse]) -> Any:
    shown = site.admin_view(view, cacheable=view is show_preview)  # it says itself that nobody keeps it
    shown.shows_long_forms_again = view in SHOW_LONG_FORMS_AGAIN  # type: ignore[attr-defined]
    return shown
