"""Follows every link of the public site, as a search engine would, and says what leads nowhere."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from lxml import etree, html

ADDRESSES = (("a", "href"), ("link", "href"), ("form", "action"), ("img", "src"), ("script", "src"), ("source", "src"))
SETS = (("img", "srcset"), ("source", "srcset"))
LOADED = {"img", "script", "source"}
LOADED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
"""Of `<link>`: what a browser fetches by itself."""


@dataclass(frozen=True)
class Link:
    """One address as it stands on a page."""

    page: str
    target: str
    """Absolute path with its query, on this site; the whole address elsewhere."""
    fragment: str = ""
    is_loaded: bool = False
    """Whether a browser fetches it without being asked."""

    @property
    def is_ours(self) -> bool:
        return self.target.startswith("/")


@dataclass
class Site:
    """What a walk has found: responses by address, and every link."""

    pages: dict[str, HttpResponse] = field(default_factory=dict)
    trees: dict[str, Any] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)

    def html_pages(self) -> dict[str, str]:
        """Return the pages by address."""
        return {path: page.content.decode() for path, page in self.pages.items() if path in self.trees}


def crawl(client: Client, start: Iterable[str], given: Mapping[str, HttpResponse] | None = None) -> Site:
    """Follow every link from the addresses of `start` on, each page once, redirects not; also those on the pages
    `given`, each at the address at which it is to be read."""
    site = Site()
    given = given or {}
    waiting = deque(dict.fromkeys((*given, *start)))
    seen = set(waiting)
    while waiting:
        path = waiting.popleft()
        response = given.get(path) or client.get(path)
        response.getvalue()  # or the file behind it stays open
        site.pages[path] = response
        for link in read_links(site, path, response):
            site.links.add(link)
            if link.is_ours and link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return site


def read_links(site: Site, path: str, response: HttpResponse) -> list[Link]:
    """Return the links of a page, whatever its status, of a feed or a sitemap; none of a redirect."""
    kind = response.headers.get("Content-Type", "")
    if "Location" in response.headers:
        return []
    if kind.startswith("text/html"):
        tree = site.trees[path] = html.document_fromstring(response.content.decode())
        return [_make_link(path, address, is_loaded=loaded) for address, loaded in _list_addresses(tree) if address]
    if "xml" in kind and "svg" not in kind:
        tree = etree.fromstring(response.content)
        found = [one.text for one in tree.iter("{*}loc", "{*}uri")] + [one.get("href") for one in tree.iter("{*}link")]
        return [_make_link(path, address) for address in found if address]
    return []


def find_dead_links(site: Site) -> list[tuple[str, str, str]]:
    """Return (page, link, what is wrong) of every link that gives anything but 200, or whose fragment is not there.

    A link to a place on the same page asks for nothing: only the place has to be there.
    """
    faults = []
    for link in site.links:
        if not link.is_ours:
            continue
        status = site.pages[link.target].status_code
        if status != 200 and not (link.fragment and link.target == link.page):
            faults.append((link.page, link.target, str(status)))
        elif link.fragment and link.target in site.trees and not _has_anchor(site.trees[link.target], link.fragment):
            faults.append((link.page, f"{link.target}#{link.fragment}", "no such place"))
    return sorted(faults)


def find_foreign_loads(site: Site) -> list[tuple[str, str]]:
    """Return (page, address) of everything a browser would fetch from somebody else."""
    return sorted((link.page, link.target) for link in site.links if link.is_loaded and not link.is_ours)


def _list_addresses(tree: Any) -> Iterable[tuple[str, bool]]:
    for tag, name in ADDRESSES:
        for one in tree.iter(tag):
            loaded = tag in LOADED or bool(LOADED_RELATIONS & set((one.get("rel") or "").split()))
            yield one.get(name, ""), loaded
    for tag, name in SETS:
        for one in tree.iter(tag):
            for candidate in filter(None, (one.get(name) or "").split(", ")):
                yield candidate.split()[0], True


def _make_link(page: str, address: str, *, is_loaded: bool = False) -> Link:
    whole, fragment = urldefrag(urljoin(f"{settings.SITE_URL}{page}", address.strip()))
    if f"{whole}/".startswith(f"{settings.SITE_URL}/"):
        parts = urlsplit(whole)
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        return Link(page, target, unquote(fragment), is_loaded)
    return Link(page, whole, unquote(fragment), is_loaded)


def _has_anchor(tree: Any, fragment: str) -> bool:
    return bool(tree.xpath("//*[@id=$name]", name=fragment))
