"""The board: what waits for the person on top, below it every piece in all its languages, in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import placing, rights
from articles.choices import Right
from articles.desk import access
from articles.desk.board_cells import Answer, Piece, annotate_cells, fill_pieces
from articles.desk.board_filters import Choices, read_choices, select_articles
from articles.desk.board_waiting import Waiting, list_waiting
from articles.desk.choosing_pieces import read_number
from articles.desk.lines import to_lines
from articles.desk.page import desk_context
from articles.desk.planning import load_team
from articles.searching import explain_matches

PIECES_ON_A_PAGE = 25

_VERSION_ADDRESS = re.compile(r"/admin/articles/(?:translation|version)/([1-9][0-9]{0,17})/")
_ARTICLE_ADDRESS = re.compile(r"/admin/articles/article/([1-9][0-9]{0,17})/")


@dataclass(frozen=True)
class Board:
    waiting: list[Waiting]
    pieces: list[Piece]
    page: Page  # type: ignore[type-arg]
    choices: Choices
    lost_answer: Answer | None = None
    """What is said about a cell that is not on this page."""

    @property
    def tasks(self) -> list[Waiting]:
        return [group for group in self.waiting if not group.is_offer]

    @property
    def offers(self) -> list[Waiting]:
        return [group for group in self.waiting if group.is_offer]

    @cached_property
    def address(self) -> str:
        """This page of the board, its choices kept."""
        return self.address_of_page(self.page.number)

    @property
    def previous_address(self) -> str:
        return self.address_of_page(self.page.previous_page_number())

    @property
    def next_address(self) -> str:
        return self.address_of_page(self.page.next_page_number())

    def address_of_page(self, number: int) -> str:
        """Return the address of a page of the same choices."""
        return join_address(self.choices.to_query(page=number if number > 1 else ""))


def show_board(
    request: HttpRequest,
    extra_context: dict[str, Any] | None = None,
    *,
    given: Mapping[str, str] | None = None,
    refused: tuple[str, Answer] | None = None,
) -> HttpResponse:
    """Show the first page of the desk. The number of its queries does not depend on the number of pieces.

    `given` are other parameters than the address has; `refused` is an act that was not done, by the anchor of its cell:
    then the status is 422.
    """
    answers, messages = _sort_messages(request)
    answers |= dict([refused] if refused else [])
    at = timezone.now()
    host = request.get_host()
    board = make_board(request.user, request.GET if given is None else given, at=at, host=host, answers=answers)
    context = desk_context(
        request,
        title=_("Board"),
        board=board,
        may_begin=bool(rights.languages_with(request.user, Right.EDIT)),
        is_board=True,
        messages=messages,
        links=[(label, url) for label, name in _list_places(request.user) if (url := _find_url(name))],
    )
    return render(request, "desk/board.html", {**context, **(extra_context or {})}, status=422 if refused else 200)


def make_board(
    user: rights.Person,
    given: Mapping[str, str],
    *,
    at: datetime,
    host: str = "",
    answers: Mapping[str, Answer] | None = None,
) -> Board:
    """Return the board of the person; `given` are query parameters, of which any nonsense is ignored.

    `answers` stand beside the cells of these anchors. About a dozen queries, a dozen more for a search; no text is
    loaded, but for a search those that have what was searched for.
    """
    today = timezone.localdate(at)
    team = load_team()
    choices = read_choices(user, given, people=team.people if rights.sees_all(user) else ())
    named = find_named_article(user, choices.search, host=host)
    articles = select_articles(user, choices, named=named, at=at, today=today)
    page = Paginator(articles, PIECES_ON_A_PAGE).get_page(given.get("page"))
    shown = list(page.object_list)
    versions = annotate_cells(rights.visible_versions(user).filter(article__in=shown), at=at)
    lines = to_lines(versions.select_related("assignee", "reviewer"), at=at)
    pieces = fill_pieces(user, shown, lines, team=team, answers=answers or {})
    if choices.search:
        matches = explain_matches(user, shown, choices.search)
        for piece in pieces:
            piece.matches = matches.get(piece.article.pk, [])
    waiting = list_waiting(user, at=at, today=today)
    anchors = {anchor for piece in pieces for anchor in (piece.anchor, *(cell.anchor for cell in piece.cells))}
    lost = next((answer for anchor, answer in (answers or {}).items() if anchor not in anchors), None)
    return Board(waiting, pieces, page, choices, lost)


def find_named_article(user: rights.Person, search: str, *, host: str) -> int | None:
    """Return the number of the piece a search names by its number or an address on this site, public or of the desk;
    None for anything else. One query for an address that names a version."""
    text = search.strip()
    path = urlsplit(text).path if "/" in text and "[" not in text else ""
    if found := _VERSION_ADDRESS.match(path):
        rows = rights.visible_versions(user).filter(pk=int(found[1]))
        return rows.values_list("article_id", flat=True).first()
    if found := _ARTICLE_ADDRESS.match(path):
        return int(found[1])
    return read_number(text, host=host)


def join_address(query: str) -> str:
    """Return the address of the board with a query string."""
    return reverse("admin:index") + (f"?{query}" if query else "")


def _sort_messages(request: HttpRequest) -> tuple[dict[str, Answer], list[Any]]:
    """Return what the desk has to say beside cells, by anchor, and what it says on top."""
    answers, others = {}, []
    for message in get_messages(request):
        tags = (message.extra_tags or "").split()
        anchor = next((tag.removeprefix("at-") for tag in tags if tag.startswith("at-")), "")
        if anchor:
            answers[anchor] = Answer(str(message), is_refusal=False)
        else:
            others.append(message)
    return answers, others


def _list_places(user: rights.Person) -> list[tuple[str, str]]:
    """Return (label, name of the address) of what else the person may open from here."""
    report = [(_("Report"), "admin:desk_report")] if access.is_member(user) else []
    home = [(_("Home pages"), "admin:desk_home")] if placing.lists_of(user) else []
    return report + home + ([(_("Members"), "admin:desk_members")] if rights.is_chief(user) else [])


def _find_url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
