"""The address of the editor's page."""

from django.urls import path

from tests.browser.editor_page.views import show_page

urlpatterns = [path("admin/editor-page/", show_page)]
