"""What every test gets: English to begin with, hypothesis settings, and a browser for those that ask."""

import asyncio
import gc
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.db import connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebError, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

# A fixture that opens a database lives as long as the whole property test, which is what ours expect.
_BASE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
settings.register_profile("default", _BASE, max_examples=60)
settings.register_profile("quick", _BASE, max_examples=15)
settings.register_profile("ci", _BASE, max_examples=25, derandomize=True, print_blob=True)
settings.register_profile("thorough", _BASE, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))

BROWSER_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    # No host but this machine is ever found. A route would do the same, and turn the browser's cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    # Nothing but what the page itself asks for
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--share 0-0.4:SEED`: each test draws a lot between 0 and 1, another one with each seed; those within run."""
    parser.addoption("--share", default="", help="run the tests only whose lots, drawn by a seed, lie in 0-0.4:SEED")
    parser.addoption("--share-database", action="store_true", help="only tests that ask the database draw lots")


def pytest_sessionstart() -> None:
    """Look for no garbage while the tests are collected: nothing of what is made then is thrown away."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but not among what stays to the end: the code and the tests themselves."""
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that uses the browser, and every other that asks the database, so that `-m` is always right.

    One whose fixtures open the database before it begins is marked as asking for it: test databases are made only of
    those that marked tests ask for, and what is opened would else be the named one. The slow ones come first, so that
    in the end no process waits for another.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "open_database" in fixtures:
            item.add_marker("django_db")
        if "browser" in fixtures:
            item.add_marker("browser")
        elif item.get_closest_marker("django_db") or "db" in fixtures or "transactional_db" in fixtures:
            item.add_marker("database")
    _draw_lots(config, items)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _draw_lots(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests whose lot lies outside `--share`."""
    share, _colon, seed = config.getoption("share").partition(":")
    if not share:
        return
    low, _dash, high = share.partition("-")
    draws = "database" if config.getoption("share_database") else ""
    left = []
    for item in items:
        lot = zlib.crc32(f"{seed} {item.nodeid}".encode()) / 2**32  # the same for every process, as the order is not
        # What says something about PostgreSQL only is asked nowhere else
        is_spared = item.get_closest_marker("postgres") or (draws and not item.get_closest_marker(draws))
        if is_spared or float(low) <= lot < float(high):
            left.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in set(left)])
    items[:] = left


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what says something about PostgreSQL only when the database is another."""
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("says something about PostgreSQL only")


@pytest.fixture(scope="session", autouse=True)
def _private_folder() -> Iterator[None]:
    """Make the folder for the files of this test process, and delete it at the end."""
    shutil.rmtree(site.DATA_DIR, ignore_errors=True)
    site.STATIC_ROOT.mkdir(parents=True)  # WhiteNoise warns where there is none
    yield
    shutil.rmtree(site.DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="module")
def open_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Open the database for what another fixture makes once for a module; it is taken back after the last test."""
    name = Path(connection.settings_dict["NAME"]).name
    assert name.startswith(("test_", "test.")), f"{name} is no test database"
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Start every test in English, and keep a language it activates from leaking into the next."""
    with translation.override("en"):
        yield


_LOOPS: list[asyncio.AbstractEventLoop] = []
"""The event loop of playwright, once it has started."""


@contextmanager
def _beside_playwright() -> Iterator[None]:
    """Let playwright's event loop count as running. Elsewhere it must not: Django would refuse to query, and take a
    connection of its own to the database."""
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(next(iter(_LOOPS), before))
    try:
        yield
    finally:
        asyncio._set_running_loop(before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run the tests in the browser beside playwright, and no other."""
    if "browser" not in getattr(item, "fixturenames", ()):
        return (yield)
    with _beside_playwright():
        return (yield)


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    """Start the system's Chromium, once per process: it takes half a second. Skips where there is none; with
    ENFACE_REQUIRE_BROWSER=1 the test fails instead.
    """
    executable = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    if executable is None:
        message = "no Chromium on this system (Debian: apt install chromium-headless-shell)"
        if os.environ.get("ENFACE_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    playwright = sync_playwright()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        driver = playwright.start()
        _LOOPS.append(asyncio.get_running_loop())
        chromium = driver.chromium.launch(executable_path=executable, headless=True, args=BROWSER_ARGUMENTS)
        yield chromium
        with _beside_playwright():
            chromium.close()
            driver.stop()


@pytest.fixture(scope="module")
def browser(_chromium: Browser) -> Iterator[Browser]:
    """Drive the system's Chromium. What a module has opened in it is closed at the module's end."""
    yield _chromium
    with _beside_playwright():
        for context in _chromium.contexts:
            context.close()


@pytest.fixture(scope="module")
def _contexts() -> list[BrowserContext]:
    """The context that the pages of a module share, one after the other: its scripts are compiled once."""
    return []


@pytest.fixture
def page(browser: Browser, _contexts: list[BrowserContext]) -> Iterator[Page]:
    """Open a fresh page: no cookie, no permission, nothing stored, English, 1280 x 900.

    Requests to any host but this machine lead nowhere. The test fails at its end if there was one, or a script error.
    """
    problems: list[str] = []
    kept = True

    def note_request(request: Request) -> None:
        nonlocal kept
        address = urlsplit(request.url)
        if address.hostname not in {"localhost", "127.0.0.1", None}:
            problems.append(f"asked a foreign host: {request.url}")
        elif address.hostname and not address.path.startswith(("/admin/", "/static/")):
            # What readers get, the browser keeps for a while: the next test would see what this one has published.
            kept = False

    def note_error(error: WebError) -> None:
        problems.append(f"script error: {error.error}")

    context = _contexts.pop() if _contexts else _open_context(browser)
    context.on("request", note_request)
    context.on("weberror", note_error)
    opened = context.new_page()
    # Now, for a page that closes may still store something
    context.new_cdp_session(opened).send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    yield opened
    for left in context.pages:
        left.close()
    context.remove_listener("request", note_request)
    context.remove_listener("weberror", note_error)
    if kept:
        context.clear_cookies()
        context.clear_permissions()
        _contexts.append(context)
    else:
        context.close()
    assert problems == []


def _open_context(browser: Browser) -> BrowserContext:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    return context
