"""What every test gets: English to begin with, hypothesis settings, and a browser for those that ask."""

import os
import shutil
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, Request, sync_playwright

# A fixture that opens a database lives as long as the whole property test, which is what ours expect.
_BASE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
settings.register_profile("default", _BASE, max_examples=60)
settings.register_profile("quick", _BASE, max_examples=15)
settings.register_profile("ci", _BASE, max_examples=60, derandomize=True, print_blob=True)
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
    """Add `--share 0.4:SEED`: run that share of the tests only, another one with each seed."""
    parser.addoption("--share", default="", help="run a share of the tests only, chosen by a seed: 0.4:SEED")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that uses the browser, and every other that asks the database, so that `-m` is always right.

    The slow ones come first, so that in the end no process waits for another. With `--share` most stay away.
    """
    share, _colon, seed = config.getoption("share").partition(":")
    if share:
        # The same for every process, as the order is not
        left = [item for item in items if zlib.crc32(f"{seed} {item.nodeid}".encode()) < float(share) * 2**32]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(left)])
        items[:] = left
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "browser" in fixtures:
            item.add_marker("browser")
        elif item.get_closest_marker("django_db") or "db" in fixtures or "transactional_db" in fixtures:
            item.add_marker("database")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


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


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Start every test in English, and keep a language it activates from leaking into the next."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Drive the system's Chromium. Starting it takes about half a second, once per module.

    Skips where there is none; with ENFACE_REQUIRE_BROWSER=1 the test fails instead.
    """
    executable = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    if executable is None:
        message = "no Chromium on this system (Debian: apt install chromium-headless-shell)"
        if os.environ.get("ENFACE_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    # Playwright keeps an event loop running in this thread, where Django would refuse to query, and takes a connection
    # of its own to the database: not for longer than needed.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=executable, headless=True, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a fresh page: no cookie, English, 1280 x 900.

    Requests to any host but this machine lead nowhere. The test fails at its end if there was one, or a script error.
    """
    problems: list[str] = []

    def note_foreign_request(request: Request) -> None:
        if urlsplit(request.url).hostname not in {"localhost", "127.0.0.1", None}:
            problems.append(f"asked a foreign host: {request.url}")

    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    context.on("request", note_foreign_request)
    context.on("weberror", lambda error: problems.append(f"script error: {error.error}"))
    yield context.new_page()
    context.close()
    assert problems == []
