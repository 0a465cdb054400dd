"""For machines: sitemap, robots, and an Atom feed per language."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.models import LanguageVersion
from articles.press import addresses
from articles.press.public import public_versions
from journal.languages import CODES

ARTICLES_IN_A_SITEMAP = 5_000
"""At most seven addresses each: under the 50,000 of the sitemaps protocol."""


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


def security(request: HttpRequest) -> HttpResponse:
    raise Http404


def _public_articles(at: datetime) -> Any:
    public = LanguageVersion.objects.filter(first_published_at__lte=at).published(at=at)  # type: ignore[attr-defined]
    return public.order_by("article_id").values_list("article_id", flat=True).distinct()


def _alternates(links: list[tuple[str, str]]) -> SafeString:
    """The same for every language of a group, so made once."""
    return format_html_join("", '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>', links)


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    with translation.override(None), timezone.override("UTC"):
        return render(request, template, context, content_type="application/xml; charset=utf-8")
