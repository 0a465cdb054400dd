"""A journal of its own for a story in the browser: an empty migrated database, a real server, people who sign in.

Nothing here imports a model: what the people do they do through the pages, and what is checked is what pages show.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from playwright.sync_api import Browser, Page

BASE = Path(__file__).resolve().parent.parent.parent
PASSWORD = "a-long-walk-by-the-lake"


Office = Mapping[str, Sequence[tuple[str, str, bool]]]
"""User name to memberships: right, language ("" for every one), whether for assigned pieces only."""


class Journal:
    """A journal that is served, killed and started again: same data, same port."""

    def __init__(self, folder: Path, database: Mapping[str, str]) -> None:
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.file = folder / "enface.sqlite3"
        """The database, if it is no server's."""
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("ENFACE_")}
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "journal.settings",
            "ENFACE_DATA_DIR": str(folder),
            "ENFACE_URL": self.address,
            "ENFACE_DATABASE_POOL": "0",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
            **database,
        }
        self.command = ["gunicorn", "journal.wsgi", "--threads", "4", "--no-control-socket"]
        self.command += ["--bind", f"127.0.0.1:{port}", "--limit-request-line", "8190"]

    def furnish(self, asked: str) -> None:
        """Make tables, static files and accounts (`tests.browser.furnishing`)."""
        words = [sys.executable, "-m", "tests.browser.furnishing", asked]
        subprocess.run(words, cwd=BASE, env=self.environment, check=True, capture_output=True)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        words = [sys.executable, "-m", *self.command]
        # A session of its own, so that it can be killed with its workers
        self.server = subprocess.Popen(
            words, cwd=BASE, env=self.environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        _wait_for(self.address)

    def kill(self) -> None:
        """End the server and its workers at once (SIGKILL), whatever they are doing, as a power cut would."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=20)

    def stop(self) -> None:
        """Ask the server to end, and wait."""
        if self.server.poll() is None:
            self.server.terminate()
            self.server.wait(timeout=20)


@contextmanager
def serve_journal(folder: Path, office: Office, *, has_own_file: bool = False, demo: bool = False) -> Iterator[Journal]:
    """Serve an empty migrated journal from `folder`; its accounts are `admin` and those of `office`.

    On the kind of database the suite runs on: a file of its own, or a fresh database on the same server; with
    `has_own_file` always the former. With `demo` the demo journal and its accounts stand in it.
    """
    with nullcontext({"DATABASE_URL": ""}) if has_own_file else _free_database() as database:
        journal = Journal(folder, database)
        journal.furnish("demo" if demo else json.dumps(office))
        try:
            journal.start()
            yield journal
        finally:
            journal.stop()


@contextmanager
def serve_empty_journal(folder: Path, *, demo: bool = False) -> Iterator[str]:
    """Serve a journal in which only `admin` works, or the demo journal, and yield its address."""
    with serve_journal(folder, {}, demo=demo) as journal:
        yield journal.address


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
        self.places: dict[str, str] = {}
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

    def board(self) -> dict[str, list[str]]:
        """Return what the board says of the one piece: language name to stage, publication, freshness. Remembers
        where the board leads."""
        self.open("/admin/")
        lines = {}
        for cell in self.page.locator(".desk-board .line").all():
            link = cell.locator(".line-name")
            name = link.locator("span[lang]").inner_text()
            self.places[name] = link.get_attribute("href") or ""
            lines[name] = [text.strip() for text in cell.locator("li").all_inner_texts()][:3]
        return lines

    def open_version(self, name: str) -> None:
        """Open the screen of a language version, as the board leads there."""
        if name not in self.places:
            self.board()
        self.open(self.places[name])

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
