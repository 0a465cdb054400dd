"""The whole site's map on one screen."""

from django.contrib import admin
from django.urls import include, path, re_path

from articles.press import errors
from journal.media import show_file

urlpatterns = [
    path("admin/", admin.site.urls),
    re_path(r"^media/(?P<path>.+)$", show_file, name="media"),
    path("", include("articles.press.urls")),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
