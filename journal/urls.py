"""The whole site's map on one screen."""

from django.contrib import admin
from django.urls import include, path, re_path

from articles.desk import account
from articles.press import errors
from journal.media import show_file

PASSWORDS = [
    path("password_reset/", account.AskForPassword.as_view(), name="admin_password_reset"),
    path("password_reset/done/", account.PasswordAsked.as_view(), name="admin_password_reset_done"),
    path("reset/<uidb64>/<token>/", account.ChoosePassword.as_view(), name="password_reset_confirm"),
    path("reset/done/", account.PasswordChosen.as_view(), name="password_reset_complete"),
]
"""By the names that Django's sign-in page looks for."""

urlpatterns = [
    path("admin/", include(PASSWORDS)),
    path("admin/", admin.site.urls),
    re_path(r"^media/(?P<path>.+)$", show_file, name="media"),
    path("", include("articles.press.urls")),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
