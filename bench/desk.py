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
from itertools import cycle, islice
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from django.utils.html import escape

from articles.models import LanguageVersion
from journal.models import User

WORDS, NOTES = 2_500, 20
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
    """Measure the facing desk of a piece that is written for it, in the journal as it is."""
    from journal.text.plain import count_words, to_text  # app ready

    chief = User.objects.create_superuser("bench", password=None)
    version = _make_piece(chief)
    source = version.based_on
    assert source is not None
    path = f"/admin/articles/translation/{version.pk}/change/"
    session = _sign_in(chief)
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
        words=count_words(to_text(source.body)),
        notes=len(source.notes),
        queries=len(asked),
        kilobytes=len(page) / 1000,
        server=statistics.median(times) * 1000,
        ready=ready,
        key=statistics.median(delays) if delays else None,
        slowest_key=max(delays) if delays else None,
    )


def _make_piece(chief: User) -> LanguageVersion:
    """Write a piece of WORDS words and NOTES footnotes out of words of the corpus, in German, release it, and translate
    it into English, all by the acts of the desk. Return the translation."""
    from articles import workflow  # app ready
    from articles.choices import Act

    given = {"by": chief, "at": timezone.now()}
    original = workflow.begin(language="de", working_title="The long piece", **given)
    workflow.apply(original, Act.SAVE, edit_number=original.edit_number, **_write("de"), **given)
    released = workflow.apply(original, Act.RELEASE, **given).revisions.get()
    translation = workflow.plan(original.article, "en", **given)
    written = {**_write("en"), "edit_number": translation.edit_number, "source_revision": released.number}
    return workflow.apply(translation, Act.SAVE, **written, **given)


def _write(language: str) -> dict[str, Any]:
    """Return a text and its notes as SAVE takes them: WORDS words in paragraphs of 50 with a link each, NOTES notes."""
    from articles.models import Revision  # app ready
    from journal.text.plain import to_text

    bodies = Revision.objects.filter(version__language=language).order_by("pk").values_list("body", flat=True)
    words = cycle(escape(word) for body in bodies[:5] for word in to_text(body).split() if word.isalpha())
    notes = {f"n{number}": " ".join(islice(words, 25)) for number in range(NOTES)}
    marks = iter(notes)
    blocks = []
    for number in range(WORDS // 50):
        first, linked, rest = (" ".join(islice(words, count)) for count in (30, 3, 17))
        mark = next(marks, None) if number % 2 else None
        cited = f'<sup data-note="{mark}"></sup>' if mark else ""
        blocks.append(f'<p>{first} <a href="https://example.org/{number}">{linked}</a>{cited} {rest}.</p>')
    texts = {
        name: " ".join(islice(words, count)) for name, count in (("title", 6), ("subtitle", 8), ("standfirst", 35))
    }
    rows = {key: {"kind": "reference", "html": f"<p>{text}.</p>"} for key, text in notes.items()}
    return {"texts": {**texts, "body": "".join(blocks)}, "notes": rows}


def _sign_in(user: User) -> str:
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
    command += ["--bind", f"127.0.0.1:{port}", "--limit-request-line", "8190"]
    command += ["--no-control-socket", "--log-level", "error"]
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
