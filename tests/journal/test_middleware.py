"""An answer to HEAD has no body, whoever gives it: asked below Django's test client, which would drop it by itself."""

from collections.abc import Iterator
from http.client import responses
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from tests.articles.press.pieces import create_piece

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_database() -> Iterator[None]:
    """Keep the connection, and the test's transaction, from being closed after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(method: str, path: str, host: str = "testserver") -> tuple[str, str | None, int]:
    """Return status, Content-Length and the number of bytes sent of an answer, as the server is handed it."""
    said: list[tuple[str, str | None]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        said.append((status, dict(headers).get("Content-Length")))

    answer = WSGIHandler()(RequestFactory().generic(method, path, HTTP_HOST=host).environ, start)  # type: ignore[arg-type]
    sent = sum(map(len, answer))
    answer.close()
    return (*said[0], sent)


def test_an_answer_to_head_has_the_length_of_the_page_and_no_body(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "a.txt").write_text("words")
    create_piece(languages=("hy",))
    right = {"/hy/": 200, "/nowhere": 404, "/healthz": 404, "/readyz": 404, "/admin/login/": 200, "/admin/": 302}
    right |= {"/media/a.txt": 200, "/media/b.txt": 404, "/admin/login/?next=%00": 400}
    asked = [(path, "testserver", status) for path, status in right.items()] + [("/hy/", "evil.example", 400)]
    for path, host, status in asked:
        page, head = ask("GET", path, host), ask("HEAD", path, host)
        said = f"{status} {responses[status]}"
        assert (page[0], page[1] or str(page[2])) == (said, str(page[2])), path
        assert head == (said, str(page[2]), 0), path
