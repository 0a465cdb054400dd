"""What readers get while the database does not answer: asked of sites of their own, whose databases are not there."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory
from lxml import html

from articles.press.errors import server_error

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import django, json, sys
django.setup()
from django.test import Client
ask = Client(raise_request_exception=False, HTTP_HOST="127.0.0.1")
for path in json.loads(sys.argv[1]):
    page = ask.get(path)
    print(json.dumps([path, page.status_code, dict(page.items()), page.content.decode()]))
"""
PATHS = {
    "/": "en",
    "/de/": "de",
    "/ka/17/x/": "ka",
    "/hy/imprint/": "hy",
    "/nowhere/": "en",
    "/ru/feed/": "ru",
    "/robots.txt": "en",
    "/be/search/?q=x": "be",
}


@pytest.mark.slow
def test_a_site_whose_database_is_away_says_so_in_the_language_of_the_path(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and nobody listens
        away = f"postgres://a:secret-word@127.0.0.1:{nobody.getsockname()[1]}/enface"
        empty = f"sqlite:///{tmp_path}/without-tables.sqlite3"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        common = {**kept, "DJANGO_SETTINGS_MODULE": "journal.settings", "ENFACE_DATABASE_POOL": "0"}
        common |= {"ENFACE_DATA_DIR": str(tmp_path), "ENFACE_SECRET_KEY": "for this test only, and long enough"}
        asking = [
            subprocess.Popen(
                [sys.executable, "-c", ASK, json.dumps(list(PATHS))],
                cwd=ROOT,
                env={**common, "DATABASE_URL": database},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            for database in (away, empty)
        ]
        answers = [one.communicate(timeout=60)[0].decode().splitlines() for one in asking]
    for lines in answers:
        found = {}
        for path, status, headers, content in map(json.loads, lines):
            page = html.document_fromstring(content)
            found[path] = page.get("lang")
            told = [headers.get(name) for name in ("Retry-After", "Cache-Control", "Content-Language")]
            assert (status, told) == (503, ["60", "no-store", PATHS[path]]), path
            assert (len(page.xpath("//h1")), page.xpath("//script"), "Set-Cookie" in headers) == (1, [], False), path
            assert not {"secret-word", "sqlite", "Traceback"} & set(content.split()), path
            assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert found == PATHS


def test_a_fault_has_a_page_even_where_its_template_fails(settings) -> None:
    manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}  # nothing has been collected
    page = server_error(RequestFactory().get("/de/"))
    tree = html.document_fromstring(page.content.decode())
    assert (page.status_code, page.get("Retry-After")) == (500, None)
    assert (tree.get("lang"), len(tree.xpath("//h1"))) == ("de", 1)
