"""For machines: sitemap, robots, and an Atom feed per language."""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import LanguageVersion
from articles.press import addresses
from articles.press.language import in_language
from articles.press.lists import PAGE_SIZE, load_pieces, readable
from articles.press.notice import label_machine_made
from articles.press.public import public_versions
from journal.languages import CODES
from journal.languages import language as language_row

ARTICLES_IN_A_SITEMAP = 5_000
"""At most seven addresses each: under the 50,000 of the sitemaps protocol."""


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


def sitemap(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """`/sitemap.xml`: every public address with its alternates; an index of parts for a large journal."""
    at = request.press.at  # type: ignore[attr-defined]
    ids = _public_articles(at)
    total = ids.count()
    parts = -(-total // ARTICLES_IN_A_SITEMAP)
    if number is None and parts > 1:
        urls = [addresses.absolute(f"/sitemap-{part}.xml") for part in range(1, parts + 1)]
        return _xml(request, "press/sitemap_index.xml", {"urls": urls})
    if number is not None and number > parts:
        raise Http404
    start = ((number or 1) - 1) * ARTICLES_IN_A_SITEMAP
    pieces = public_versions(ids[start : start + ARTICLES_IN_A_SITEMAP], at=at)
    homes = [(code, addresses.absolute(addresses.home(code))) for code in CODES] if start == 0 else []
    groups = [([(url, None) for _, url in homes], _alternates([*homes, ("x-default", addresses.absolute("/"))]))]
    for article_id, versions in sorted(pieces.items()):
        links = [(version.language, version.url) for version in versions]
        links.append(("x-default", addresses.absolute(addresses.chooser(article_id))))
        groups.append(([(version.url, version.revised_at) for version in versions], _alternates(links)))
    return _xml(request, "press/sitemap.xml", {"groups": groups})


def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: everything public may be read; the desk is not for robots."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {addresses.absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _public_articles(at: datetime) -> Any:
    public = LanguageVersion.objects.filter(first_published_at__lte=at).published(at=at)  # type: ignore[attr-defined]
    return public.order_by("article_id").values_list("article_id", flat=True).distinct()


def _alternates(links: list[tuple[str, str]]) -> SafeString:
    """The same for every language of a group, so made once."""
    return format_html_join("", '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>', links)


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    with translation.override(None), timezone.override("UTC"):
        return render(request, template, context, content_type="application/xml; charset=utf-8")
