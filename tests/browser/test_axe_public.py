"""Accessibility of every kind of public page, by axe: light and dark, narrow and wide, the languages taking turns."""

import os
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import settings as profile
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from journal.languages import CODES
from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import find_path, get_fault
from tests.browser.looks import SCROLLS, enlarge, find_faults
from tests.browser.public_kinds import KINDS, NEUTRAL, SCHEMES, WIDTHS, Look, choose_pages, make_journal

THOROUGH = profile().max_examples >= 2_000
TURN = int(os.environ.get("SEED") or datetime.now(tz=UTC).toordinal())


def unfold(looks: list[Look]) -> set[tuple[str, str, int, str]]:
    """Return kind, language, width and scheme of each single look."""
    return {
        (kind, code, *state)
        for kind, code, widths, scheme in looks
        for state in product(widths, (scheme,) if scheme else SCHEMES)
    }


def go(page: Page, address: str, kind: str, code: str) -> None:
    """Open a page; at the address of a fault the one that the site gives with it. No query."""
    if not kind.isdigit():
        page.goto(address)
        return
    answer = get_fault(int(kind), code)
    headers, body = dict(answer.items()), answer.content
    page.route(address, lambda route: route.fulfill(status=answer.status_code, headers=headers, body=body))
    page.goto(address)
    page.unroute_all()  # where anything is routed, the browser keeps nothing


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_page_has_a_fault_axe_can_find(page: Page, live_server: LiveServer) -> None:
    """Nor does one scroll sideways in letters of twice the size (WCAG 1.4.4, 1.4.10).
    An open note, and notes in the margin: test_reading_notes.py."""
    journal = make_journal()
    faults = {}
    for kind, code, widths, scheme in choose_pages(TURN, is_thorough=THOROUGH):
        path = NEUTRAL[kind](journal) if kind in NEUTRAL else KINDS[kind](journal, code)
        go(page, f"{live_server.url}{path}", kind, code)
        found = find_faults(page, widths=widths, scheme=scheme, dark=None if THOROUGH else widths[-1:])
        faults[path] = found + enlarge(page, widths=WIDTHS)
    assert {path: found for path, found in faults.items() if found} == {}, f"Again with SEED={TURN}"


def test_all_turns_together_show_every_kind_in_every_language_and_state() -> None:
    turns = [unfold(choose_pages(turn)) for turn in range(28)]
    every_page = {*product(KINDS, CODES), *product(NEUTRAL, ("",))}
    assert set().union(*turns) == {(*page, *state) for page, state in product(every_page, product(WIDTHS, SCHEMES))}
    assert {(kind, code) for turn in turns[:7] for kind, code, _width, _scheme in turn} == every_page
    assert unfold(choose_pages(0, is_thorough=True)) == set().union(*turns)


@pytest.mark.django_db(transaction=True)
def test_the_pages_need_no_script_and_keep_to_their_policy(page: Page, live_server: LiveServer) -> None:
    article = create_piece(languages=("hy", "de"))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in (find_path(article, "de"), "/de/", "/", f"/{article.pk}/"):
        page.goto(f"{live_server.url}{path}")
    page.goto(f"{live_server.url}{find_path(article, 'de')}")
    page.locator("a[role=doc-noteref]").first.click()
    assert page.url.endswith("#note-a1")
    page.locator("#note-a1 a[role=doc-backlink]").last.click()
    assert page.url.endswith("#noteref-a1-2")
    assert page.context.cookies() == []
    assert said == []


@pytest.mark.django_db(transaction=True)
def test_a_keyboard_reaches_the_text_first(page: Page, live_server: LiveServer) -> None:
    article = create_piece(languages=("de",))
    page.goto(f"{live_server.url}{find_path(article, 'de')}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content(
        '<html lang="hy"><title>x</title><style>p {color: #999} @media (prefers-color-scheme: dark) {main {background: '
        "black} p {color: white} @media (width > 400px) {p {color: #333}}}</style><main><h1>x</h1><p>pale</p><img "
        'src="x"><div style="width: 2000px">wide</div></main>'
    )
    assert {(place, rule) for place, rule, _elements in find_faults(page)} == {
        ("320 light", "color-contrast"),
        ("320 light", "image-alt"),
        ("1280 light", "color-contrast"),
        ("1280 light", "image-alt"),
        ("1280 dark", "color-contrast"),
        ("1280", "scrolls sideways"),
        ("320", "scrolls sideways"),
    }
    page.set_content('<html lang="hy"><div style="width: 15rem">narrow enough</div>')
    page.set_viewport_size({"width": 320, "height": 900})
    assert (page.evaluate(SCROLLS), enlarge(page)) == (False, [("320 at 200 %", "scrolls sideways", [])])
