"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, of a language, a person, a topic."""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.press import addresses
from articles.press.language import in_language
from articles.press.lists import PAGE_SIZE, load_pieces, readable
from articles.press.notice import label_machine_made
from journal.languages import language as language_row

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_xml(text: str) -> str:
    """Return text without the characters XML 1.0 (2.2) has no place for: one of them would cost the whole feed."""
    return _NOT_XML.sub("", text)


class Feed(Atom1Feed):
    """Atom (RFC 4287) whose entries name their authors one by one, and their other languages."""

    def latest_post_date(self) -> datetime:
        """Return when the feed changed last; a feed without entries must be the same at every request, too."""
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name, path in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", as_xml(name.text))
            if path:
                handler.addQuickElement("uri", addresses.absolute(path))
            handler.endElement("author")
        for version in item["others"]:
            link = {
                "rel": "alternate",
                "href": version.url,
                "hreflang": version.language,
                "title": as_xml(version.title),
            }
            handler.addQuickElement("link", "", link)


@in_language
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/feed/`: the newest pieces of one language. Four queries."""
    at = request.press.at  # type: ignore[attr-defined]
    name = f"{settings.SITE_NAME} · {language_row(language).name}"
    atom = Feed(
        title=name,
        link=addresses.absolute(addresses.home(language)),
        description="",
        subtitle=_("Analyses, each in several languages"),
        author_name=settings.SITE_NAME,
        language=language,
        feed_url=addresses.absolute(addresses.feed(language)),
        feed_guid=addresses.absolute(addresses.feed(language)),
    )
    ids = readable(language, at=at).values_list("article_id", flat=True)[:PAGE_SIZE]
    for piece in load_pieces(ids, language, at=at):
        shown = piece.shown
        told = " ".join(filter(None, (label_machine_made(shown), shown.standfirst)))
        atom.add_item(
            title=as_xml(shown.title),
            link=shown.url,
            description=escape(as_xml(told)),  # an Atom summary of Django's is HTML
            unique_id=addresses.absolute(f"/{language}/{shown.article_id}/"),
            authors=piece.authors,
            pubdate=shown.first_at,
            updateddate=shown.revised_at,
            others=piece.others,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def json_feed(request: HttpRequest, language: str) -> HttpResponse:
    raise Http404


def person_feed(request: HttpRequest, language: str, author_id: int, slug: str) -> HttpResponse:
    raise Http404


def person_json_feed(request: HttpRequest, language: str, author_id: int, slug: str) -> HttpResponse:
    raise Http404


def topic_feed(request: HttpRequest, language: str, topic_id: int, slug: str) -> HttpResponse:
    raise Http404


def topic_json_feed(request: HttpRequest, language: str, topic_id: int, slug: str) -> HttpResponse:
    raise Http404
