"""The addresses of the feeds."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Topic
from articles.press import addresses
from articles.press.errors import not_found
from articles.press.feeds import atom
from articles.press.feeds import json_feed as json_form
from articles.press.feeds.entries import load_entries
from articles.press.feeds.head import Feed
from articles.press.language import in_language
from articles.press.licences import find_licence
from articles.press.lists.holdings import pieces_of, pieces_on, public_people, public_topics
from articles.press.lists.pieces import PAGE_SIZE, readable
from articles.press.stamp import find_moment
from authors.models import Author
from journal.columns import columns, read_name
from journal.languages import CODES
from journal.languages import language as language_row

FORMS = {"feed": (atom.write_atom, atom.CONTENT_TYPE), "feed-json": (json_form.write_json, json_form.CONTENT_TYPE)}
"""How a feed is written, and what it is sent as, by the end of the name of its address."""


@dataclass(frozen=True)
class Subject:
    """What a feed is about."""

    prefix: str
    """Before the name of its addresses: `person-`, `topic-`, "" for all of a language."""
    arguments: tuple[Any, ...]
    """Of its addresses."""
    page: str
    name: str
    identity: str
    """The path that names it for good."""
    articles: QuerySet[Any, Any] | None = None
    """None for all."""


@in_language
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/feed/`: the newest pieces of one language, as Atom. Eight queries at the most, whatever there is; two
    more where a text is read for the first time by this release."""
    return _answer(request, "feed", _of_language(language))


@in_language
def json_feed(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/feed.json`: the same, as JSON Feed."""
    return _answer(request, "feed-json", _of_language(language))


@in_language
def person_feed(request: HttpRequest, language: str, author_id: int, slug: str) -> HttpResponse:
    """`/{lang}/people/{id}/{slug}/feed/`: the newest pieces that credit a person by name. One query more."""
    return _answer(request, "feed", _of_person(request, language, author_id), slug)


@in_language
def person_json_feed(request: HttpRequest, language: str, author_id: int, slug: str) -> HttpResponse:
    return _answer(request, "feed-json", _of_person(request, language, author_id), slug)


@in_language
def topic_feed(request: HttpRequest, language: str, topic_id: int, slug: str) -> HttpResponse:
    """`/{lang}/topics/{id}/{slug}/feed/`: the newest pieces on a topic. One query more."""
    return _answer(request, "feed", _of_topic(request, language, topic_id), slug)


@in_language
def topic_json_feed(request: HttpRequest, language: str, topic_id: int, slug: str) -> HttpResponse:
    return _answer(request, "feed-json", _of_topic(request, language, topic_id), slug)


def _of_language(language: str) -> Subject:
    page = addresses.home(language)
    return Subject("", (language,), page, language_row(language).name, addresses.feed(language))


def _of_person(request: HttpRequest, language: str, author_id: int) -> Subject | None:
    at = find_moment(request)
    names = [name for code in CODES for name in columns(["name"], code)]
    person: Author | None = public_people(at=at).filter(pk=author_id).only("slug", *names).first()
    if person is None:
        return None
    page = addresses.person(language, person.pk, person.slug)
    name, identity = read_name(person, "name", language).text, f"/{language}/people/{person.pk}/"
    return Subject("person-", (language, person.pk, person.slug), page, name, identity, pieces_of(person.pk, at=at))


def _of_topic(request: HttpRequest, language: str, topic_id: int) -> Subject | None:
    at = find_moment(request)
    topic: Topic | None = public_topics(at=at).filter(pk=topic_id).first()
    if topic is None:
        return None
    page = addresses.topic(language, topic.pk, topic.slug)
    name, identity = read_name(topic, "name", language).text, f"/{language}/topics/{topic.pk}/"
    return Subject("topic-", (language, topic.pk, topic.slug), page, name, identity, pieces_on(topic.pk))


def _answer(request: HttpRequest, form: str, subject: Subject | None, slug: str = "") -> HttpResponse:
    if subject is None:
        return not_found(request)
    if slug and slug != subject.arguments[-1]:
        return HttpResponsePermanentRedirect(_path(subject, form))
    write, content_type = FORMS[form]
    return HttpResponse(write(_load(request, subject)), content_type=f"{content_type}; charset=utf-8")


def _load(request: HttpRequest, subject: Subject) -> Feed:
    at, language = find_moment(request), subject.arguments[0]
    versions = readable(language, at=at)
    if subject.articles is not None:
        versions = versions.filter(article__in=subject.articles)
    return Feed(
        identity=addresses.absolute(subject.identity),
        title=f"{settings.SITE_NAME} · {subject.name}",
        subtitle=_("Analyses, each in several languages"),
        language=language,
        page=addresses.absolute(subject.page),
        atom=addresses.absolute(_path(subject, "feed")),
        json=addresses.absolute(_path(subject, "feed-json")),
        icon=addresses.absolute(static("press/icon-512.png")),
        picture=addresses.absolute(static("press/share.png")),
        site=settings.SITE_NAME,
        home=addresses.absolute(addresses.home(language)),
        licence=find_licence(),
        entries=load_entries(versions.values_list("article_id", flat=True)[:PAGE_SIZE], language, at=at),
    )


def _path(subject: Subject, form: str) -> str:
    return reverse(f"press:{subject.prefix}{form}", args=subject.arguments)
