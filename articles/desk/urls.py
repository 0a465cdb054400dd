"""The addresses of the desk's own screens, below `/admin/`. Each is for members of staff who are signed in."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from articles.desk.account import show_account
from articles.desk.cell_acts import act_in_cell
from articles.desk.choosing import choose_images, choose_pieces
from articles.desk.comments import answer_comments
from articles.desk.drafts import answer_draft, show_draft
from articles.desk.exchange import send_xliff, show_hand_in, show_xliff_delivery
from articles.desk.facing import show_facing
from articles.desk.history import show_comparison, show_history, show_preview, show_revision
from articles.desk.home_pages import show_home_pages
from articles.desk.images import show_upload
from articles.desk.looking import look_at_text
from articles.desk.manuscripts import show_manuscript, show_manuscript_begin, show_manuscript_hand_in
from articles.desk.members import show_members
from articles.desk.original import show_begin, show_original
from articles.desk.publish import show_publish
from articles.desk.publish_back import show_back
from articles.desk.reviewing import show_review
from articles.desk.signing_in import keep_words, show_signed_in
from articles.desk.word_download import download_revision, download_word
from articles.desk.work_report import show_report
from articles.press.addresses import IdConverter

register_converter(IdConverter, "row")

SHOW_LONG_FORMS_AGAIN = (show_original, show_facing)
"""Views that save nothing of a form that was cut short, and give it back; see `journal.long_forms`."""

SCREENS: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("account/", show_account, "desk_account"),
    ("articles/article/add/", show_begin, "articles_article_add"),
    ("articles/article/<row:pk>/change/", show_original, "articles_article_change"),
    ("articles/article/<row:pk>/publish/", show_publish, "desk_publish"),
    ("articles/manuscript/add/", show_manuscript_begin, "desk_manuscript_begin"),
    ("articles/manuscript/<row:pk>/", show_manuscript, "desk_manuscript"),
    ("articles/image/add/", show_upload, "articles_image_add"),
    ("articles/image/upload/", show_upload, "desk_image_upload"),
    ("articles/translation/<row:pk>/change/", show_facing, "articles_translation_change"),
    ("articles/choose/pieces/", choose_pieces, "desk_choose_pieces"),
    ("articles/choose/images/", choose_images, "desk_choose_images"),
    ("articles/translation/<row:pk>/xliff/", send_xliff, "desk_xliff"),
    ("articles/translation/<row:pk>/xliff/hand-in/", show_hand_in, "desk_xliff_hand_in"),
    ("articles/translation/<row:pk>/xliff/<row:delivery>/", show_xliff_delivery, "desk_xliff_delivery"),
    ("home/", show_home_pages, "desk_home"),
    ("members/", show_members, "desk_members"),
    ("report/", show_report, "desk_report"),
    ("signed-in/", show_signed_in, "desk_signed_in"),
    ("articles/version/<row:pk>/act/", act_in_cell, "desk_act"),
    ("articles/version/<row:pk>/back/<int:number>/", show_back, "desk_back"),
    ("articles/version/<row:pk>/comments/", answer_comments, "desk_comments"),
    ("articles/version/<row:pk>/look/", look_at_text, "desk_look"),
    ("articles/version/<row:pk>/draft/", answer_draft, "desk_draft"),
    ("articles/version/<row:pk>/draft/<row:draft>/", show_draft, "desk_draft_look"),
    ("articles/version/<row:pk>/history/", show_history, "desk_history"),
    ("articles/version/<row:pk>/revisions/<int:number>/", show_revision, "desk_revision"),
    ("articles/version/<row:pk>/compare/", show_comparison, "desk_compare"),
    ("articles/version/<row:pk>/preview/", show_preview, "desk_preview"),
    ("articles/version/<row:pk>/review/", show_review, "desk_review"),
    ("articles/version/<row:pk>/word/", download_word, "desk_word"),
    ("articles/version/<row:pk>/word/hand-in/", show_manuscript_hand_in, "desk_word_hand_in"),
    ("articles/version/<row:pk>/revisions/<int:number>/word/", download_revision, "desk_revision_word"),
)


def desk_urls(site: AdminSite) -> list[URLPattern]:
    """Return the patterns of the screens, each behind the site's sign-in."""
    return [path(route, _behind_sign_in(site, view), name=name) for route, view, name in SCREENS]


def _behind_sign_in(site: AdminSite, view: Callable[..., HttpResponse]) -> Any:
    shown = keep_words(site.admin_view(view, cacheable=view is show_preview))  # it says itself that nobody keeps it
    shown.shows_long_forms_again = view in SHOW_LONG_FORMS_AGAIN  # type: ignore[attr-defined]
    return shown
