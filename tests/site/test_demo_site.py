"""The whole demo journal as readers get it: walked link by link, and every kind of page judged by the Nu checker."""

from collections import Counter
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.press import addresses
from journal.demo.building import build_demo
from journal.languages import CODES
from tests.articles.press.pieces import create_halves, find_ends
from tests.articles.press.reader import get_fault
from tests.site.crawl import Site, crawl, find_dead_links, find_foreign_loads
from tests.site.nu import check_pages, require_checker

FAULTS = (400, 405, 500, 503)


def list_starts() -> list[str]:
    """Return the addresses to walk from: those no link leads to, and in each language what is searched for and where
    there is nothing."""
    halves = create_halves()
    starts = ["/", "/sitemap.xml", "/robots.txt", "/nowhere"]
    for code in CODES:
        search = addresses.search(code)
        starts += [search, f"{search}?q=unesco", f"{search}?q=qwxz", f"/{code}/nowhere/", *find_ends(halves, code)]
    return starts


def sort_by_kind(site: Site) -> dict[tuple[str, str, int, str], str]:
    """Return one page of each kind in each language: the longest, which has most that can be wrong. A kind is the name
    of the view with its key, and the status."""
    pages = site.html_pages()
    kinds = {}
    for path in sorted(pages, key=lambda path: len(pages[path])):
        try:
            view = resolve(path.partition("?")[0])
            name, key = view.url_name or "", str(view.kwargs.get("key", ""))
        except Resolver404:
            name, key = "", ""
        kinds[name, key, site.pages[path].status_code, addresses.language_of(path) or ""] = path
    return kinds


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_journal_has_no_dead_end_and_no_fault_in_its_markup(tmp_path: Path) -> None:
    build_demo(at=timezone.now() - timedelta(minutes=1))
    starts = list_starts()
    faults = {f"/{code}/?{status}": get_fault(status, code) for status, code in product(FAULTS, CODES)}
    site = crawl(Client(), starts, faults)
    assert find_dead_links(site) == []
    assert find_foreign_loads(site) == []
    assert [path for path, page in site.pages.items() if page.cookies or "Vary" in page.headers] == []
    languages = {path: tree.get("lang") for path, tree in site.trees.items()}
    assert {path: found for path, found in languages.items() if found != (addresses.language_of(path) or "mul")} == {}
    kinds = sort_by_kind(site)
    counts = Counter((name, key, status) for name, key, status, _language in kinds)
    neutral = {("front", "", 200), ("chooser", "", 200)}
    assert {kind: count for kind, count in counts.items() if count != len(CODES)} == {
        **dict.fromkeys(neutral, 1),
        ("", "", 404): len(CODES) + 1,
    }
    require_checker()
    judged = {*kinds.values(), *(path for path in starts if path in site.trees)}
    assert check_pages({path: site.pages[path].content.decode() for path in judged}, tmp_path) == []
