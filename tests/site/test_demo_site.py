"""The whole demo journal as readers get it: walked link by link, and every kind of page judged by the Nu checker."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from articles.press import addresses
from journal.demo.building import build_demo
from tests.site.crawl import Site, crawl, find_dead_links, find_foreign_loads
from tests.site.nu import check_pages, require_checker

START = ("/", "/sitemap.xml", "/robots.txt", "/nowhere", "/de/nowhere/")


def sort_by_kind(site: Site) -> dict[tuple[str, str], str]:
    """Return one page of each kind in each language: the longest, which has most that can be wrong."""
    pages = site.html_pages()
    kinds = {
        path: (resolve(path.partition("?")[0]).url_name or "", addresses.language_of(path) or "") for path in pages
    }
    return {kinds[path]: path for path in sorted(pages, key=lambda path: len(pages[path]))}


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_journal_has_no_dead_end_and_no_fault_in_its_markup(tmp_path: Path) -> None:
    build_demo(at=timezone.now() - timedelta(minutes=1))
    client = Client()
    site = crawl(client, START)
    assert find_dead_links(site) == []
    assert find_foreign_loads(site) == []
    assert [path for path, page in site.pages.items() if page.cookies or "Vary" in page.headers] == []
    languages = {path: tree.get("lang") for path, tree in site.trees.items()}
    assert {path: found for path, found in languages.items() if found != (addresses.language_of(path) or "mul")} == {}
    require_checker()
    pages = {path: site.pages[path].content.decode() for path in sort_by_kind(site).values()}
    lost = {path: client.get(path).content.decode() for path in ("/nowhere", "/ka/nowhere/")}
    assert check_pages(pages | lost, tmp_path) == []
