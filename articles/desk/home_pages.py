"""What stands on top of the home pages, a list for each language and one for all. For who may publish there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import placing
from articles.choices import PublicationState
from articles.desk.choosing import LONGEST_SEARCH
from articles.desk.choosing_pieces import find_pieces, show_pieces
from articles.desk.page import SeeOther, desk_context
from articles.models import LanguageVersion, Placement
from articles.press import addresses
from articles.refusals import Refused
from journal.languages import CODES
from journal.languages import language as language_row

END = 99
"""A place behind every other."""


@dataclass(frozen=True)
class Line:
    """A piece on a list, or found for one."""

    id: int
    title: str
    language: str
    """The language of the title, "" for a working title."""
    authors: str
    address: str
    readable: tuple[str, ...]
    """The languages readers can read it in now."""
    state: str
    """What readers see of it in the language of the list, in words; "" in the list for all."""
    is_planned: bool = True
    """Whether there is a version in the language of the list."""
    place: int = 0
    """From 1; 0 for a piece that is not on the list."""

    @property
    def before(self) -> int:
        return self.place - 1

    @property
    def after(self) -> int:
        return self.place + 1


@dataclass
class Placed:
    """One list as the screen shows it."""

    code: str
    """"" for the one for all languages."""
    name: str
    home: str
    lines: list[Line] = field(default_factory=list)
    search: str = ""
    found: list[Line] | None = None
    """None where nothing was searched for."""

    @property
    def anchor(self) -> str:
        return f"list-{self.code or 'all'}"


def show_home_pages(request: HttpRequest) -> HttpResponse:
    """Show the lists the person keeps, and do what a button on the page asks; `?list=de&q=` finds pieces for one.

    Http404 for who keeps none, and for a list that is not theirs. Four queries to show, three more for each list
    that is not empty, four for a search.
    """
    kept = placing.lists_of(request.user)
    if not kept:
        raise Http404
    refusal = ""
    if request.method == "POST":
        chosen = _read_list(request.POST.get("list", ""), kept)
        try:
            _do(request, chosen)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("The home page has been changed."))
            return SeeOther(f"{reverse('admin:desk_home')}#{Placed(chosen, '', '').anchor}")
    at = timezone.now()
    context = desk_context(
        request, title=_("Home pages"), lists=make_lists(request, kept, at=at), refusal=refusal, end=END
    )
    return render(request, "desk/home_pages.html", context, status=422 if refusal else 200)


def make_lists(request: HttpRequest, kept: Iterable[str], *, at: datetime) -> list[Placed]:
    """Return the lists, the pieces on them, and what the address searches for in one of them."""
    speaks = (get_language() or "en").split("-")[0]
    lists = [Placed(code, *_name_list(code)) for code in kept]
    rows = Placement.objects.filter(language__in=[one.code for one in lists]).order_by("position", "pk")
    placed: dict[str, list[int]] = {}
    for language, article_id in rows.values_list("language", "article_id"):
        placed.setdefault(language, []).append(article_id)
    searched = next((one for one in lists if one.code == _find_searched(request, kept)), None)
    found: list[dict[str, Any]] = []
    if searched is not None and request.method == "GET":
        searched.search = request.GET.get("q", "")[:LONGEST_SEARCH]
        language = searched.code or speaks
        found = find_pieces(request.user, searched.search, language=language, at=at, host=request.get_host())
    states = _find_states([number for ids in placed.values() for number in ids] + [each["id"] for each in found], at=at)
    for one in lists:
        ids = placed.get(one.code, [])
        mine = show_pieces(request.user, ids, language=one.code or speaks, at=at) if ids else []
        one.lines = [_make_line(each, one.code, states, place) for place, each in enumerate(mine, 1)]
        if one is searched:
            on_it = {line.id: line.place for line in one.lines}
            one.found = [_make_line(each, one.code, states, on_it.get(each["id"], 0)) for each in found]
    return lists


def _do(request: HttpRequest, language: str) -> None:
    """Do the act that was posted. Refused; Http404 for what is no act or no number."""
    act, number, to = (request.POST.get(name, "") for name in ("act", "piece", "to"))
    if not (number.isdecimal() and len(number) < 19) or (act == "place" and not (to.isdecimal() and len(to) < 4)):
        raise Http404
    if act == "place":
        placing.place(int(number), language, to=int(to), by=request.user)
    elif act == "remove":
        placing.remove(int(number), language, by=request.user)
    else:
        raise Http404


def _find_searched(request: HttpRequest, kept: Iterable[str]) -> str | None:
    """Return the list the address searches for, None for none."""
    word = request.GET.get("list", "")
    code = "" if word == "all" else word
    return code if word and code in kept else None


def _read_list(word: str, kept: Iterable[str]) -> str:
    code = "" if word == "all" else word
    if not word or code not in kept:
        raise Http404
    return code


def _name_list(code: str) -> tuple[str, str]:
    """Return what a list is called, and the address of the page it is for."""
    return (language_row(code).name, addresses.home(code)) if code else (_("All languages"), "")


def _find_states(ids: Iterable[int], *, at: datetime) -> dict[int, dict[str, PublicationState]]:
    """Return what readers see of the versions of these articles, by language. One query."""
    found: dict[int, dict[str, PublicationState]] = {}
    rows = LanguageVersion.objects.filter(article__in=list(ids)).with_newest_publication(at=at)  # type: ignore[attr-defined]
    columns = ("article_id", "language", "newest_id", "live_id", "first_published_at")
    for article_id, language, newest, live, first in rows.order_by().values_list(*columns):
        if live is not None:
            state = PublicationState.PUBLISHED
        elif newest is not None:
            state = PublicationState.WITHDRAWN
        else:
            state = PublicationState.SCHEDULED if first is not None else PublicationState.UNPUBLISHED
        found.setdefault(article_id, {})[language] = state
    return found


def _make_line(piece: dict[str, Any], code: str, states: dict[int, dict[str, PublicationState]], place: int) -> Line:
    mine = states.get(piece["id"], {})
    state = str(mine[code].label) if code in mine else _("not planned") if code else ""
    return Line(
        id=piece["id"],
        title=piece["title"],
        language=piece["language"],
        authors=piece["authors"],
        address=piece["address"],
        readable=tuple(each for each in CODES if mine.get(each) == PublicationState.PUBLISHED),
        state=state,
        is_planned=not code or code in mine,
        place=place,
    )
