"""The topics something public is filed under, and the page of each of them."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.models import Topic
from articles.press import addresses
from articles.press.errors import not_found
from articles.press.language import in_language
from articles.press.lists.holdings import count_on_topics, pieces_on
from articles.press.lists.paging import find_page_number
from articles.press.lists.pieces import list_whole, readable, unreadable
from articles.press.metadata import describe_topic
from articles.press.stamp import find_moment
from journal.columns import Name, columns, read_name
from journal.languages import CODES
from journal.text.collation import sort_key

_NAMES = [name for code in CODES for name in columns(["name"], code)]


@dataclass(frozen=True)
class Shelf:
    """One line of the list of topics."""

    name: Name
    path: str
    pieces: int
    """How many can be read in the language of the page."""
    elsewhere: int
    """How many can be read in other languages only."""


@in_language
def show_topics(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/topics/`: every topic something public is filed under, by the language's alphabet. Two queries."""
    context = {
        "language": language,
        "topics": list_topics(language, at=find_moment(request)),
        "alternates": addresses.in_every_language(addresses.topics),
    }
    return render(request, "press/topics.html", context)


def list_topics(language: str, *, at: datetime) -> list[Shelf]:
    """Return the topics with the number of their pieces. Two queries."""
    counts = count_on_topics(language, at=at)
    found = []
    for topic in Topic.objects.filter(pk__in=counts).only("slug", *_NAMES):
        here, elsewhere = counts[topic.pk]
        path = addresses.topic(language, topic.pk, topic.slug)
        found.append(Shelf(read_name(topic, "name", language), path, here, elsewhere))
    return sorted(found, key=lambda shelf: sort_key(shelf.name.text, language))


@in_language
def show_topic(request: HttpRequest, language: str, topic_id: int, slug: str) -> HttpResponse:
    """`/{lang}/topics/{id}/{slug}/`: the pieces filed under a topic. Six queries."""
    at, number = find_moment(request), find_page_number(request)
    topic = Topic.objects.filter(pk=topic_id).only("slug", *_NAMES).first()
    if topic is None:
        return not_found(request)
    filed = pieces_on(topic_id)
    here = readable(language, at=at).filter(article__in=filed)
    elsewhere = unreadable(language, at=at).filter(version__article__in=filed)
    listing = list_whole(here, elsewhere, language, number, at=at)
    if listing.is_empty:
        return not_found(request)
    if slug != topic.slug:
        return HttpResponsePermanentRedirect(addresses.topic(language, topic.pk, topic.slug))
    context = {
        "language": language,
        "topic": topic,
        "name": read_name(topic, "name", language),
        "listing": listing,
        "strip": listing.elsewhere,
        "alternates": addresses.in_every_language(addresses.topic, topic.pk, topic.slug),
        "structured": describe_topic(topic, language),
    }
    return render(request, "press/topic.html", context)
