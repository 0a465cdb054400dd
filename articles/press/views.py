"""Front page, home, person and topic pages. The article page has a file of its own."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Credit, LanguageVersion, Topic
from articles.press import addresses
from articles.press.errors import not_found
from articles.press.language import in_language
from articles.press.lists import list_elsewhere, list_newest, list_page, load_pieces, readable, unreadable
from articles.press.references import load_links
from articles.press.rendering import linked_articles, resolve
from authors.models import Author
from journal.columns import columns, read, read_name
from journal.languages import CODES, LANGUAGES

MOST_ELSEWHERE = 50
"""So many pieces in other languages are listed below those in the reader's."""


def show_front(request: HttpRequest) -> HttpResponse:
    """`/`: every language's name in its own script, and the newest pieces, each in its original language."""
    context = {"language": "mul", "neutral": True, "languages": LANGUAGES, "pieces": list_newest(at=_moment(request))}
    with translation.override("en"):
        response = render(request, "press/front.html", context)
    response.headers["Content-Language"] = ", ".join(CODES)
    return response


@in_language
def show_home(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/`: what can be read in the language, and a strip of what is new in the others."""
    at = _moment(request)
    number = _page_number(request)
    listing = list_page(readable(language, at=at), language, number, at=at)
    if number > 1 and not listing.pieces:
        return not_found(request)
    context = {
        "language": language,
        "listing": listing,
        "strip": list_elsewhere(language, at=at) if number == 1 else [],
        "alternates": [(code, addresses.home(code)) for code in CODES],
        "default_alternate": "/",
    }
    return render(request, "press/home.html", context)


@in_language
def show_person(request: HttpRequest, language: str, author_id: int, slug: str) -> HttpResponse:
    """A person who is credited in something public: biography and pieces."""
    at = _moment(request)
    names = [name for code in CODES for name in columns(["name", "affiliation"], code)]
    loaded = ["slug", "orcid", "website", *names, *columns(["bio"], language)]
    author = Author.objects.filter(pk=author_id).only(*loaded).first()
    found = _public_list(request, language, _pieces_of(author_id, at=at), at=at) if author else None
    if author is None or found is None:
        return not_found(request)
    if slug != author.slug:
        return HttpResponsePermanentRedirect(addresses.person(language, author.pk, author.slug))
    context = {
        **found,
        "language": language,
        "author": author,
        "name": read_name(author, "name", language),
        "affiliation": read_name(author, "affiliation", language),
        "bio": _biography(author, language, at=at),
        "alternates": [(code, addresses.person(code, author.pk, author.slug)) for code in CODES],
    }
    return render(request, "press/person.html", context)


@in_language
def show_topic(request: HttpRequest, language: str, topic_id: int, slug: str) -> HttpResponse:
    """A topic that something public is filed under."""
    at = _moment(request)
    filed = Article.topics.through.objects.filter(topic_id=topic_id).values("article_id")
    topic = Topic.objects.filter(pk=topic_id).first()
    found = _public_list(request, language, filed, at=at) if topic else None
    if topic is None or found is None:
        return not_found(request)
    if slug != topic.slug:
        return HttpResponsePermanentRedirect(addresses.topic(language, topic.pk, topic.slug))
    context = {
        **found,
        "language": language,
        "topic": topic,
        "name": read_name(topic, "name", language),
        "alternates": [(code, addresses.topic(code, topic.pk, topic.slug)) for code in CODES],
    }
    return render(request, "press/topic.html", context)


def _pieces_of(author_id: int, *, at: datetime) -> QuerySet[Any, Any]:
    """Return the articles that credit the person by name, themselves or in a version readers can see."""
    public = LanguageVersion.objects.filter(pk=OuterRef("version")).published(at=at)  # type: ignore[attr-defined]
    credits = Credit.objects.filter(author_id=author_id, credited_as="").filter(Q(version=None) | Exists(public))
    return credits.values_list(Coalesce("article_id", "version__article_id"))


def _biography(author: Author, language: str, *, at: datetime) -> SafeString:
    """Return the biography with its links to pieces resolved. One query if it has any."""
    bio = read(author, "bio", language)
    linked = linked_articles(bio)
    links = load_links(linked, language, at=at) if linked else {}
    # cleaned when it was saved
    return mark_safe(resolve(bio, links))  # noqa: S308


def _public_list(
    request: HttpRequest, language: str, articles: QuerySet[Any, Any], *, at: datetime
) -> dict[str, object] | None:
    """Return the list of these articles, None where nothing of them is public in any language."""
    number = _page_number(request)
    listing = list_page(readable(language, at=at).filter(article__in=articles), language, number, at=at)
    strip = []
    if number == 1:
        elsewhere = unreadable(language, at=at).filter(version__article__in=articles)
        strip = load_pieces(elsewhere.values_list("version__article", flat=True)[:MOST_ELSEWHERE], language, at=at)
    if not listing.pieces and not strip:
        return None
    return {"listing": listing, "strip": strip}


def _moment(request: HttpRequest) -> datetime:
    return request.press.at  # type: ignore[attr-defined, no-any-return]


def _page_number(request: HttpRequest) -> int:
    return int(request.GET.get("page", "1"))
