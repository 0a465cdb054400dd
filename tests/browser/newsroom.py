"""A journal of its own for a story in the browser: an empty migrated database, a real server, people who sign in.

Nothing here imports a model: what the people do they do through the pages, and what is checked is what pages show.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from playwright.sync_api import Browser, Page

BASE = Path(__file__).resolve().parent.parent.parent
PASSWORD = "a-long-walk-by-the-lake"


@contextmanager
def serve_empty_journal(folder: Path, *, demo: bool = False) -> Iterator[str]:
    """Serve an empty migrated journal from `folder` and yield its address; the one account is `admin`. With `demo` the
    demo journal and its accounts stand in it instead.

    On the kind of database the suite runs on: a file of its own, or a fresh database on the same server.
    """
    with _free_database() as database:
        port = _free_port()
        address = f"http://127.0.0.1:{port}"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ENFACE_")}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "journal.settings",
            "ENFACE_DATA_DIR": str(folder),
            "ENFACE_URL": address,
            "ENFACE_DATABASE_POOL": "0",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
            **database,
        }

        def manage(*words: str) -> None:
            subprocess.run(
                [sys.executable, "manage.py", *words], cwd=BASE, env=environment, check=True, capture_output=True
            )

        manage("migrate", "--no-input")
        manage("collectstatic", "--no-input")
        if demo:
            manage("demo")
        else:
            manage("createsuperuser", "--no-input", "--username", "admin", "--email", "admin@example.org")
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "journal.wsgi", "--threads", "4", "--bind", f"127.0.0.1:{port}"],
            cwd=BASE,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


class Reader:
    """Somebody without an account, and without a browser: sees the bytes."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body; redirects are followed."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def languages(self, path: str) -> list[str]:
        """Return the languages of the page's alternates, in order, the default one left out."""
        return [
            code
            for code in re.findall(r'rel="alternate" hreflang="([a-z-]+)"', self.get(path)[1])
            if code != "x-default"
        ]

    def anchors(self, path: str) -> list[tuple[str, str]]:
        """Return (anchor, number shown) of each footnote marker in reading order."""
        return re.findall(r'<a id="(noteref-[a-z0-9-]+)"[^>]*>(\d+)</a>', self.get(path)[1])

    def notes(self, path: str) -> list[str]:
        """Return the anchors of the notes in their order."""
        return re.findall(r'<li id="(note-[a-z0-9]+)"', self.get(path)[1])


class Person:
    """Somebody at the desk, in a browser of their own, with script off."""

    def __init__(self, browser: Browser, address: str, username: str) -> None:
        self.address = address
        self.username = username
        context = browser.new_context(locale="en-GB", java_script_enabled=False)
        context.set_default_timeout(20_000)
        self.page: Page = context.new_page()
        self.open("/admin/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("[type=submit]")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def fill(self, **fields: str) -> None:
        """Type into fields by name."""
        for name, value in fields.items():
            self.page.fill(f"[name={name}]", value)

    def fill_note(self, row: int, key: str, text: str, kind: str = "") -> None:
        """Type into a row of the notes."""
        if self.page.locator(f"[name=note-{row}-key]").get_attribute("readonly") is None:
            self.page.fill(f"[name=note-{row}-key]", key)
        if kind:
            self.page.select_option(f"[name=note-{row}-kind]", kind)
        self.page.fill(f"[name=note-{row}-text]", text)

    def row_of(self, key: str) -> int:
        """Return the row a note of that key stands in."""
        for field in self.page.locator("input[name^=note-][name$=-key]").all():
            if field.input_value() == key:
                return int(re.findall(r"\d+", field.get_attribute("name") or "")[0])
        raise AssertionError(f"no row for the note {key}")

    def blank_row(self) -> int:
        """Return the first row that is free."""
        return self.row_of("")

    def press(self, act: str) -> None:
        """Press the button of an act."""
        self.page.locator(f"button[name=act][value='{act}']").first.click()

    def said(self) -> str:
        """Return what the desk said after the last button."""
        return " ".join(self.page.locator(".messagelist li, .desk-refusal").all_inner_texts()).strip()

    def board(self) -> dict[str, list[str]]:
        """Return what the board says of the one piece: language name to stage, publication, freshness."""
        self.open("/admin/")
        lines = {}
        for cell in self.page.locator(".desk-board .line").all():
            name = cell.locator(".line-name span[lang]").inner_text()
            lines[name] = [text.strip() for text in cell.locator("li").all_inner_texts()][:3]
        return lines

    def waiting(self) -> list[str]:
        """Return the languages that stand under "Waiting for you"."""
        self.open("/admin/")
        return self.page.locator(".desk-waiting .line-name span[lang]").all_inner_texts()


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address + "/robots.txt", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _free_database() -> Iterator[dict[str, str]]:
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield {"DATABASE_URL": ""}
        return
    name = f"story_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
