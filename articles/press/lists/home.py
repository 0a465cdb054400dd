"""Front page and home pages. What is listed by person, topic, year or correction has files of its own."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from articles.models import Placement
from articles.press import addresses
from articles.press.errors import not_found
from articles.press.language import in_language
from articles.press.lists.paging import find_page_number
from articles.press.lists.pieces import dress, list_elsewhere, list_newest, list_page, readable
from articles.press.metadata import describe_journal
from articles.press.stamp import find_moment
from journal.languages import CODES, LANGUAGES


def show_front(request: HttpRequest) -> HttpResponse:
    """`/`: every language's name in its own script, and the newest pieces, each in its original language."""
    context = {
        "language": "mul",
        "neutral": True,
        "languages": LANGUAGES,
        "pieces": dress(list_newest(at=find_moment(request))),
        "structured": describe_journal("en"),
    }
    with translation.override("en"):
        response = render(request, "press/front.html", context)
    response.headers["Content-Language"] = ", ".join(CODES)
    return response


@in_language
def show_home(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/`: what can be read in the language, what is placed before what is new, and a strip of what is new
    in the others."""
    at = find_moment(request)
    number = find_page_number(request)
    placed = list_placed(language, at=at)
    listing = list_page(readable(language, at=at), language, number, first=placed, at=at)
    if number > 1 and not listing.pieces:
        return not_found(request)
    context = {
        "language": language,
        "listing": replace(listing, pieces=dress(listing.pieces)),
        "strip": list_elsewhere(language, at=at) if number == 1 else [],
        "alternates": addresses.in_every_language(addresses.home),
        "default_alternate": "/",
        "structured": describe_journal(language) if number == 1 else "",
    }
    return render(request, "press/home.html", context)


def list_placed(language: str, *, at: datetime) -> list[int]:
    """Return the articles that the editors have put on top of a home page, the lead first, each once: those of the
    language, then those for all. What cannot be read in the language is left out until it can. One query."""
    public = readable(language, at=at).filter(article=OuterRef("article"))
    rows = Placement.objects.filter(Exists(public), language__in=["", language])
    own_first = rows.order_by(Length("language").desc(), "position", "pk")
    return list(dict.fromkeys(own_first.values_list("article_id", flat=True)))
