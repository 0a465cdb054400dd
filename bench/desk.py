"""Measures the facing desk of one long piece: the server's time, the time until one can type, the delay of a key."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import URLError

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from articles.models import LanguageVersion
from journal.models import User

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DELAYS = """() => {
  window.delays = [];
  const text = document.querySelector("#id_body + .ck-editor .ck-content");
  text.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => setTimeout(() => window.delays.push(performance.now() - event.timeStamp)));
  }, { capture: true });
}"""
"""From the key to the moment after the frame that shows its letter."""


@dataclass(frozen=True)
class Desk:
    """The figures of the facing desk: medians in milliseconds; None for what only a browser tells, without one."""

    words: int
    notes: int
    queries: int
    kilobytes: float
    server: float
    ready: float | None
    key: float | None
    slowest_key: float | None


def measure_desk(*, rounds: int = 15, keys: int = 120) -> Desk:
    """Measure the facing desk of the translation whose source has the most footnotes, of the journal as it is."""
    version, notes, words = _choose_version()
    path = f"/admin/articles/translation/{version.pk}/change/"
    session = _sign_in()
    handler = WSGIHandler()
    asked: list[str] = []
    with connection.execute_wrapper(lambda run, sql, *rest: (asked.append(sql), run(sql, *rest))[1]):
        page = _ask(handler, path, session)
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        _ask(handler, path, session)
        times.append(time.perf_counter() - start)
    ready, delays = _type(path, session, keys=keys)
    return Desk(
        words=words,
        notes=notes,
        queries=len(asked),
        kilobytes=len(page) / 1000,
        server=statistics.median(times) * 1000,
        ready=ready,
        key=statistics.median(delays) if delays else None,
        slowest_key=max(delays) if delays else None,
    )


def _choose_version() -> tuple[LanguageVersion, int, int]:
    """Return a translation, the notes of its source, and the words of it."""
    from journal.text.plain import count_words, to_text  # app ready

    candidates = LanguageVersion.objects.translations().select_related("based_on")[:200]  # type: ignore[attr-defined]
    best = max((row for row in candidates if row.based_on), key=lambda row: len(row.based_on.notes))
    return best, len(best.based_on.notes), count_words(to_text(best.based_on.body))


def _sign_in() -> str:
    user = User.objects.create_superuser("bench", password=None)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _ask(handler: WSGIHandler, path: str, session: str) -> bytes:
    environ = RequestFactory(SERVER_NAME=settings.ALLOWED_HOSTS[0]).get(path).environ
    environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={session}"
    seen: list[str] = []
    response = handler(environ, lambda line, headers, exc_info=None: seen.append(line))  # type: ignore[arg-type, return-value]
    content = b"".join(response)
    response.close()
    if not seen[0].startswith("200"):
        raise RuntimeError(f"{path}: {seen[0]}")
    return content


def _type(path: str, session: str, *, keys: int) -> tuple[float | None, list[float]]:
    """Return when one can type, and the delay of each key, in milliseconds; nothing without a browser."""
    try:
        from playwright.sync_api import sync_playwright  # optional dependency
    except ImportError:
        return None, []
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        return None, []
    with _serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
        page = context.new_page()
        readiness = []
        for _round in range(3):
            page.goto(address + path, wait_until="commit")
            page.locator("[data-facing][data-live]").wait_for()
            readiness.append(page.evaluate("performance.now()"))
        text = page.locator("#id_body + .ck-editor .ck-content")
        text.locator("p").nth(8).click()
        page.evaluate(DELAYS)
        for number in range(keys):
            page.keyboard.press("abcde "[number % 6])
            page.wait_for_timeout(60)
        delays: list[float] = page.evaluate("window.delays")
        browser.close()
    return statistics.median(readiness), delays


@contextmanager
def _serve() -> Iterator[str]:
    """Serve the journal as `make run` does and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "journal.wsgi", "--worker-class", "gthread", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "error"]
    server = subprocess.Popen(command, env={**os.environ, "ENFACE_URL": address})
    try:
        for _try in range(100):
            try:
                urllib.request.urlopen(f"{address}/robots.txt", timeout=5).close()
                break
            except (URLError, HTTPException, OSError):
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()
