"""Old addresses: found however they are written, asked only where the site itself has nothing, never in a circle."""

import string
from urllib.parse import quote

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from articles.press.moved import read_address, read_target, spell
from journal.models import OldAddress
from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import find_path, get
from tests.articles.press.test_errors import ask

pytestmark = pytest.mark.django_db


def keep(**targets: str) -> None:
    """Store old addresses as the forms would: `a="/de/"` is kept as `/a`."""
    OldAddress.objects.bulk_create(OldAddress(path=f"/{path}", target=target) for path, target in targets.items())


def leads(*paths: str) -> dict[str, str | int]:
    """Return where each path leads, its status where it leads nowhere."""
    found = {path: ask(path) for path in paths}
    return {path: one.get("Location", one.status_code) for path, one in found.items()}


def test_an_old_address_is_found_in_every_spelling() -> None:
    OldAddress.objects.bulk_create(
        OldAddress(path=read_address(path), target=f"https://example.org/{number}")
        for number, path in enumerate(
            (
                "/articles/17-title",
                "/Бібліятэка/Й/",
                "/index.php?id=17",
                "/index.php",
                "/a%FFb",
                "/100%25",
                "/q?x=%C3%A9",
            )
        )
    )
    decomposed = quote("/Бібліятэка/И\u0306")
    assert leads(
        *("/articles/17-title", "/articles/17-title/", "/articles/17-title?lang=en", "/articles/17%2Dtitle"),
        *(quote("/Бібліятэка/Й/"), quote("/Бібліятэка/Й"), decomposed, decomposed.lower()),
        *("/index.php?id=17", "/index.php/?id=17", "/index.php?id=17&utm_source=x", "/index.php?fbclid=1&id=17"),
        *("/index.php?id=18", "/index.php", "/a%ffb", "/100%25", "/q?x=%c3%a9", "/q?x=é"),
        *("/articles", "/articles/17-titl", "/ARTICLES/17-title", "/q?x=%C3%A8", "/a%feb"),
    ) == {
        **dict.fromkeys(("/articles/17-title", "/articles/17-title/"), "https://example.org/0"),
        **dict.fromkeys(("/articles/17-title?lang=en", "/articles/17%2Dtitle"), "https://example.org/0"),
        **dict.fromkeys((quote("/Бібліятэка/Й/"), quote("/Бібліятэка/Й")), "https://example.org/1"),
        **dict.fromkeys((decomposed, decomposed.lower()), "https://example.org/1"),
        **dict.fromkeys(("/index.php?id=17", "/index.php/?id=17"), "https://example.org/2"),
        **dict.fromkeys(("/index.php?id=17&utm_source=x", "/index.php?fbclid=1&id=17"), "https://example.org/2"),
        **dict.fromkeys(("/index.php?id=18", "/index.php"), "https://example.org/3"),
        "/a%ffb": "https://example.org/4",
        "/100%25": "https://example.org/5",
        **dict.fromkeys(("/q?x=%c3%a9", "/q?x=é"), "https://example.org/6"),
        **dict.fromkeys(("/articles", "/articles/17-titl", "/ARTICLES/17-title", "/q?x=%C3%A8", "/a%feb"), 404),
    }


def test_an_old_address_leads_to_the_final_one_in_one_step() -> None:
    article = create_piece(languages=("hy", "en"))
    path = find_path(article, "en")
    number = article.pk
    keep(
        short=f"/en/{number}/",
        wrong=f"/en/{number}/another-slug/#note-a1",
        chooser=f"/{number}/",
        unread=f"/de/{number}/",
        own=f"http://127.0.0.1:8000/en/{number}/",
        chain="/short",
        page="/ka/imprint/",
        nothing="/nowhere/",
        abroad="https://example.org/a?b=c",
    )
    assert leads("/short", "/wrong", "/chooser", "/unread", "/own", "/chain", "/page", "/nothing", "/abroad") == {
        "/short": path,
        "/wrong": f"{path}#note-a1",
        "/chooser": f"/{number}/",
        "/unread": f"/de/{number}/",  # says in German which languages there are
        "/own": path,
        "/chain": path,
        "/page": "/ka/imprint/",
        "/nothing": "/nowhere/",
        "/abroad": "https://example.org/a?b=c",
    }
    moved = get("/short")
    assert (moved.status_code, moved["Cache-Control"], moved.content) == (301, "public, max-age=60", b"")
    assert Client(raise_request_exception=False).head("/short")["Location"] == path
    assert Client(raise_request_exception=False).post("/short").status_code == 405


def test_what_the_site_has_comes_first() -> None:
    article = create_piece(languages=("hy",))
    path = find_path(article, "hy")
    OldAddress.objects.bulk_create(
        OldAddress(path=old, target="https://example.org/") for old in ("/hy/", path, f"/de/{article.pk}/", "/hy/feed/")
    )
    assert leads("/hy/", path, f"/de/{article.pk}/", "/hy/feed/") == {
        "/hy/": 200,
        path: 200,
        f"/de/{article.pk}/": 404,  # says which languages there are
        "/hy/feed/": 200,
    }


def test_nothing_leads_in_a_circle_or_to_itself() -> None:
    OldAddress.objects.bulk_create(
        OldAddress(path=path, target=target)
        for path, target in {
            "/self": "/self/",
            "/self?a": "/self",
            "/one": "/two",
            "/two": "/three/",
            "/three": "/one?x=y",
            "/de/987654321/": "/into",
            "/into": "/de/987654321/",
            "/again": "http://127.0.0.1:8000/again",
        }.items()
    )
    asked = ("/self", "/self/", "/self?a", "/one", "/two/", "/three", "/de/987654321/", "/into", "/again")
    assert leads(*asked) == dict.fromkeys(asked, 404)


def test_a_row_that_came_past_the_forms_leads_nobody_astray() -> None:
    wrong = [
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: a=b",
        "evil",
        "",
        "ftp://a/",
    ]
    OldAddress.objects.bulk_create(OldAddress(path=f"/x{number}", target=target) for number, target in enumerate(wrong))
    paths = [f"/x{number}" for number in range(len(wrong))]
    assert leads(*paths) == dict.fromkeys(paths, 404)


def test_a_page_that_is_not_there_costs_one_query_more() -> None:
    article = create_piece(languages=("hy",))
    keep(short=f"/hy/{article.pk}/", abroad="https://example.org/")
    counts = {}
    for path in ("/nowhere/?a=b", "/abroad", "/short", "/hy/"):
        caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            get(path)
        counts[path] = sum("journal_oldaddress" in query["sql"] for query in queries), len(queries)
    assert (counts["/nowhere/?a=b"], counts["/abroad"], counts["/short"]) == ((1, 2), (1, 2), (1, 3))
    assert counts["/hy/"][0] == 0


@given(st.text() | st.text(alphabet=string.printable + "%?#/é\udcff\ud800"))
@example("/%2525?%23#x")
@example("/\u0344?%FF%00")
def test_spelling_twice_changes_nothing(text: str) -> None:
    once = spell(text)
    assert (spell(once), "#" in once, set(once) & set("\x00\r\n\t ")) == (once, False, set())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" /articles/17-title ", "/articles/17-title"),
        ("https://old.example.org/a?b=c#d", "/a?b=c"),
        ("HTTP://old.example.org:8080/a", "/a"),
        ("/%D5%A1?q=%D5%A1", "/ա?q=ա"),
        ("/a b", "/a%20b"),
        ("/a%3Fb?", "/a%3Fb"),
    ],
)
def test_an_old_address_is_kept_in_one_spelling(text: str, kept: str) -> None:
    assert read_address(text) == kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("articles/17", "An old address begins with a slash."),
        ("", "An old address begins with a slash."),
        ("https://old.example.org", "An old address begins with a slash."),
        ("/" + "a" * 700, "An address has at most 700 characters."),
        ("/admin/x", "This address belongs to the desk or to files of the site."),
        ("/%61dmin", "This address belongs to the desk or to files of the site."),
        ("/media/x.png", "This address belongs to the desk or to files of the site."),
        ("/", "The site itself has a page at this address."),
        ("/?p=17", "The site itself has a page at this address."),
        ("/de/imprint/", "The site itself has a page at this address."),
    ],
)
def test_an_address_that_cannot_be_an_old_one_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_address(text)
    assert refusal.value.messages == [reason]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/de/17/", "/de/17/"),
        ("http://127.0.0.1:8000", "/"),
        ("http://127.0.0.1:8000/de/", "/de/"),
        ("https://example.org/ա?b#c", "https://example.org/ա?b#c"),
        ("//example.org/", None),
        ("/\\example.org/", None),
        ("https:/example.org", None),
        ("https://", None),
        ("https://[::1", None),
        ("https://example.org:x/", None),
        ("javascript:alert(1)", None),
        ("/a b", None),
        ("/a\nb", None),
        ("de/17/", None),
        ("/" + "a" * 700, None),
        ("", None),
    ],
)
def test_a_target_is_a_path_of_the_site_or_a_whole_address(text: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(ValidationError):
            read_target(text)
    else:
        assert read_target(text) == kept
