"""The admin's site: the board is its first page, the desk's own screens stand among its addresses."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from articles.desk import urls
from articles.desk.board import show_board


class DeskSite(AdminSite):
    """Django's admin site with the desk in it."""

    site_header = _("Enface desk")
    site_title = _("Enface desk")
    index_title = _("Board")
    enable_nav_sidebar = False

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        """As Django's; what is not the person's to see is, for them, not there."""
        return super().admin_view(hide_refusals(view), cacheable)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Put the screens of the desk before the admin's own addresses."""
        return [*urls.desk_urls(self), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the board."""
        return show_board(request, extra_context)


def hide_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view of the admin: where Django would say 403 it says 404, as for what does not exist."""

    @functools.wraps(view)
    def hiding(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except PermissionDenied as refusal:
            raise Http404 from refusal

    return hiding
