"""The editor's small page for every test in the browser that wants it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from journal.middleware import DESK_POLICY
from tests.browser.editor_page.views import POSTED, START

expect.set_options(timeout=15_000)  # processes outnumber the processors


@pytest.fixture(autouse=True)
def _empty_page() -> Iterator[None]:
    START.clear()
    POSTED.clear()
    yield
    START.clear()


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Iterator[Callable[[str], Page]]:
    """Give a function that opens the page with a query. A warning of CKEditor or of the policy fails the test."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # Of a handler in what is pasted, the policy speaks while it is parsed, in a document that runs nothing.
        if message.type in {"error", "warning"} and "inline event handler" not in message.text:
            said.append(message.text)

    page.on("console", hear)

    def open_page(query: str = "") -> Page:
        response = page.goto(f"{live_server.url}/admin/editor-page/?{query}")
        assert response is not None
        assert response.headers["content-security-policy"] == DESK_POLICY
        page.locator(".ck-editor").first.wait_for()
        return page

    yield open_page
    assert said == []
