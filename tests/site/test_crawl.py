"""The walk finds what is wrong with a site, and nothing else."""

from pathlib import Path

from django.http import HttpResponse

from tests.site.crawl import crawl, find_dead_links, find_foreign_loads
from tests.site.nu import check_pages, require_checker

PAGES = {
    "/": '<a href="/a/#here">a</a><a href="/a/#gone">gone</a><a href="mailto:x@example.org">mail</a>'
    '<img src="https://elsewhere.example/x.png" srcset="/x.png 1x, /y.png 2x">',
    "/a/": '<p id="here">a</p><a href="../missing/">missing</a><a href="https://elsewhere.example/">away</a>',
    "/x.png": "",
}
LOST = HttpResponse(
    '<a href="/a/#here">a</a><a href="/lost/">lost</a><i id="b"></i><a href="#b">b</a><a href="#c">c</a>', status=410
)


class Shelf:
    """Answers like Django's test client, from PAGES."""

    def get(self, path: str) -> HttpResponse:
        if path not in PAGES:
            return HttpResponse('<a href="/z/">z</a>', status=404)
        return HttpResponse(PAGES[path], content_type="image/png" if path.endswith("png") else "text/html")


def test_a_walk_finds_dead_links_dead_fragments_and_what_others_serve() -> None:
    site = crawl(Shelf(), ["/"], {"/gone/": LOST})  # type: ignore[arg-type]
    assert find_dead_links(site) == [
        ("/", "/a/#gone", "no such place"),
        ("/", "/y.png", "404"),
        ("/a/", "/missing/", "404"),
        ("/gone/", "/gone/#c", "no such place"),
        ("/gone/", "/lost/", "404"),
        *((page, "/z/", "404") for page in ("/lost/", "/missing/", "/y.png", "/z/")),
    ]
    assert find_foreign_loads(site) == [("/", "https://elsewhere.example/x.png")]


def test_the_checker_finds_faults_in_markup(tmp_path: Path) -> None:
    require_checker()
    good = '<!doctype html><html lang="de"><title>Gut</title><p>Gut</p></html>'
    bad = (
        '<!doctype html><html lang="de"><title>Falsch</title><p><p id="a"><b id="a">Falsch</b><center>x</center></html>'
    )
    found = check_pages({"/good/": good, "/bad/": bad}, tmp_path)
    assert {path for path, _message, _extract in found} == {"/bad/"}
    assert len(found) >= 2
