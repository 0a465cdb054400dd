"""What the editor's dialogs ask for while somebody types: pieces to link to, and images to show. JSON, to read only.

A person finds what they may see at the desk and what everybody can read, and no word of anything else: not yours and
not there look the same, an absent row.
"""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from articles import rights
from articles.choices import Right
from articles.desk import access
from articles.desk.choosing_images import find_images, show_images
from articles.desk.choosing_pieces import find_pieces, show_pieces
from journal.languages import CODES

MOST_IDS = 200
LONGEST_SEARCH = 200
"""Characters of a search that are looked at."""


def choose_pieces(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` (words of a title, a number, an address) or `?ids=17,18` with the pieces the person may link to.

    `{"found": [{"id", "href": "article:17", "title", "language", "original", "authors", "published", "address"}]}`;
    `?language=` is the one titles are preferred in. Members of the desk only: Http404 for others. Four queries and
    the person's memberships, whatever is found.
    """
    if refusal := _refuse_writing(request):
        return refusal
    if not access.is_member(request.user):
        raise Http404
    ids, language, at = _read_ids(request), _read_language(request), timezone.now()
    if ids is not None:
        return _answer({"found": show_pieces(request.user, ids, language=language, at=at)})
    found = find_pieces(request.user, _read_search(request), language=language, at=at, host=request.get_host())
    return _answer({"found": found})


def choose_images(request: HttpRequest) -> HttpResponse:
    """Answer `?q=&page=` (newest first) or `?ids=17,18` with the images the person may put into a text.

    `{"found": [{"id", "label", "alt", "credit", "thumbnail", "width", "height"}], "more": bool}`; `?language=` is the
    one alternative texts are given in. For those who may write something: Http404 for others. One query for members
    for all pieces, five for those who see assigned pieces only.
    """
    if refusal := _refuse_writing(request):
        return refusal
    if not may_write_something(request.user):
        raise Http404
    ids, language = _read_ids(request), _read_language(request)
    if ids is not None:
        return _answer({"found": show_images(request.user, ids, language=language), "more": False})
    page = request.GET.get("page", "")
    number = max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1
    found, more = find_images(request.user, _read_search(request), page=number, language=language)
    return _answer({"found": found, "more": more})


def may_write_something(user: rights.Person) -> bool:
    """Whether the person may change the text of some piece: edit, translate, or correct it in review."""
    writing = (Right.EDIT, Right.TRANSLATE, Right.REVIEW)
    return rights.is_chief(user) or any(row.right in writing for row in rights.memberships(user))


def _refuse_writing(request: HttpRequest) -> HttpResponse | None:
    return None if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET", "HEAD"])


def _read_ids(request: HttpRequest) -> list[int] | None:
    """Return the numbers asked for, at most MOST_IDS; None where none are. What is no number of a row is left out."""
    if "ids" not in request.GET:
        return None
    words: Iterable[str] = request.GET["ids"][: MOST_IDS * 19].split(",")
    return [int(word) for word in words if word.isdecimal() and len(word) < 19][:MOST_IDS]


def _read_language(request: HttpRequest) -> str:
    language = request.GET.get("language", "")
    return language if language in CODES else ""


def _read_search(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:LONGEST_SEARCH]


def _answer(data: dict[str, Any]) -> JsonResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
