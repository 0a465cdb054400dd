"""The board: what waits for the person on top, below it every piece in all its languages, in words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import freshness, rights
from articles.choices import Freshness, Right, Stage
from articles.desk import access
from articles.desk.lines import VersionLine, annotate_lines, make_lines, to_lines
from articles.desk.page import desk_context
from articles.models import Article, LanguageVersion
from journal.languages import CHOICES, CODES

PIECES_ON_A_PAGE = 25
MOST_WAITING = 20
"""Rows of each list on top; the rest is counted as "more"."""

OPEN = (Stage.PLANNED, Stage.DRAFT, Stage.RETURNED)


@dataclass(frozen=True)
class Waiting:
    """Versions that wait for the person for one and the same thing."""

    heading: str
    lines: list[VersionLine]
    has_more: bool


@dataclass(frozen=True)
class Piece:
    """One article with its versions, the original first."""

    article: Article
    lines: list[VersionLine] = field(default_factory=list)


@dataclass(frozen=True)
class Filter:
    """One choice above the board; what is not among its options counts as no choice."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Board:
    waiting: list[Waiting]
    pieces: list[Piece]
    page: Page  # type: ignore[type-arg]
    filters: list[Filter]
    query: str
    """The filters as the beginning of a query string, for the links to other pages."""

    @property
    def is_filtered(self) -> bool:
        return any(each.chosen for each in self.filters)


def show_board(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Show the first page of the desk. The number of its queries does not depend on the number of pieces."""
    board = make_board(request.user, request.GET, at=timezone.now())
    may_begin = bool(rights.languages_with(request.user, Right.EDIT))
    context = desk_context(request, title=_("Board"), board=board, may_begin=may_begin, is_board=True)
    return render(request, "desk/board.html", {**context, **(extra_context or {})})


def make_board(user: rights.Person, given: Any, *, at: datetime) -> Board:
    """Return the board of the person; `given` are query parameters, of which any nonsense is ignored."""
    filters = make_filters(given)
    chosen = {each.name: each.chosen for each in filters if each.chosen}
    articles = rights.visible_articles(user)
    if chosen:
        articles = articles.filter(Exists(_matching(user, chosen)))
    page = Paginator(articles.without_texts().order_by("-pk"), PIECES_ON_A_PAGE).get_page(given.get("page"))  # type: ignore[attr-defined]
    pieces = {article.pk: Piece(article) for article in page.object_list}
    shown = rights.visible_versions(user).filter(article__in=list(pieces)).select_related("assignee")
    for line in make_lines(shown, at=at):
        pieces[line.version.article_id].lines.append(line)
    for piece in pieces.values():
        piece.lines.sort(key=lambda line: (not line.version.is_original, CODES.index(line.version.language)))
    query = "".join(f"{name}={value}&" for name, value in chosen.items())
    return Board(list_waiting(user, at=at), list(pieces.values()), page, filters, query)


def list_waiting(user: rights.Person, *, at: datetime) -> list[Waiting]:
    """Return what waits for the person, without the lists that are empty. Eight queries at the most."""
    mine = Q(assignee=user.pk)  # type: ignore[union-attr]
    groups = (
        (_("To write, assigned to you"), mine & Q(stage__in=OPEN)),
        (_("To review"), Q(stage=Stage.IN_REVIEW) & access.reach(user, Right.REVIEW)),
        (_("To publish"), Q(stage=Stage.APPROVED) & access.reach(user, Right.PUBLISH)),
        (_("Yours, and behind the source"), mine & ~Q(stage__in=OPEN) & Q(freshness=Freshness.OUTDATED)),
    )
    waiting = []
    for heading, condition in groups:
        rows = annotate_lines(access.desk_versions(user).filter(article__shelved=False), at=at).filter(condition)
        lines = to_lines(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[: MOST_WAITING + 1], at=at)
        if lines:
            waiting.append(Waiting(heading, lines[:MOST_WAITING], len(lines) > MOST_WAITING))
    return waiting


def make_filters(given: Any) -> list[Filter]:
    """Return the choices above the board with what `given` chooses of them."""
    choices = (
        ("language", gettext_lazy("Language"), [(code, name) for code, name in CHOICES]),
        ("stage", gettext_lazy("Stage"), list(Stage.choices)),
        ("freshness", gettext_lazy("Freshness"), list(Freshness.choices)),
    )
    filters = []
    for name, label, options in choices:
        value = given.get(name, "")
        known = value if value in dict(options) else ""
        filters.append(Filter(name, str(label), [(key, str(word)) for key, word in options], known))
    return filters


def _matching(user: rights.Person, chosen: dict[str, str]) -> Any:
    """Return the versions of an outer article of which one fits all that was chosen."""
    versions = freshness.annotate(LanguageVersion.objects.filter(article=OuterRef("pk")))
    if not rights.is_chief(user):
        versions = versions.filter(pk__in=rights.visible_versions(user).values("pk"))
    return versions.filter(**chosen)
