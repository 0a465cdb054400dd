"""The site behind its real server: bytes on a socket, as nobody means well."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.press.parameters import LONGEST_QUERY, LONGEST_SEARCH
from tests.articles.press.hostile import METHODS, PATHS, QUERIES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve an empty journal with gunicorn on a port of its own."""
    data = tmp_path_factory.mktemp("site")
    (data / "media").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environ = {**kept, "ENFACE_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "journal.settings"}
    for command in (["migrate", "--no-input"], ["collectstatic", "--no-input"]):
        subprocess.run([sys.executable, "manage.py", *command, "-v0"], cwd=ROOT, env=environ, check=True)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        command = ["-m", "gunicorn", "journal.wsgi", "--worker-class", "gthread", "--threads", "4"]
        command += ["--bind", f"fd://{listening.fileno()}", "--limit-request-line", "8190"]
        command += ["--log-level", "critical", "--no-control-socket"]
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environ, pass_fds=[listening.fileno()], stderr=subprocess.DEVNULL
        )
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.wait(timeout=20)


def send(port: int, request: bytes) -> tuple[int, bytes]:
    """Send bytes, return the status and everything that came back."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return int(answer.split(b" ", 2)[1]) if answer else 0, answer


def ask(port: int, target: str, method: str = "GET", host: str = "127.0.0.1", more: str = "") -> tuple[int, bytes]:
    line = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
    return send(port, line.encode("latin-1", "replace"))


@pytest.mark.slow
def test_no_address_and_no_query_is_a_fault(server: int) -> None:
    targets = [*PATHS, *(f"{path}?{query}" for path in ("/", "/hy/", "/hy/1/x/") for query in QUERIES)]
    wrong = {}
    for target in targets:
        status, answer = ask(server, target)
        ours = b"Content-Security-Policy" in answer
        refused_by_the_server = status in (400, 414) and not ours  # not a request line, or one too long
        if status not in (200, 301, 400, 404, 414) or not (ours or refused_by_the_server) or b"Traceback" in answer:
            wrong[target] = (status, answer[:500])
    assert wrong == {}


@pytest.mark.slow
def test_a_query_too_long_to_be_read_is_answered_by_the_site_all_the_same(server: int) -> None:
    def search(length: int) -> tuple[int, bytes]:
        status, answer = ask(server, f"/hy/search/?q={'a' * length}")
        return status, answer.partition(b"\r\n\r\n")[2]

    longest = search(LONGEST_SEARCH)
    assert (longest[0], longest[1].count(b"<h1")) == (200, 1)
    assert [search(length) for length in (5_000, LONGEST_QUERY)] == [longest] * 2


@pytest.mark.slow
def test_other_methods_are_refused_with_a_page(server: int) -> None:
    found = {method: ask(server, "/hy/", method, more="Content-Length: 3\r\n\r\na=b") for method in METHODS}
    assert {method: status for method, (status, _) in found.items()} == dict.fromkeys(METHODS, 405)
    assert all(b"Allow: GET, HEAD" in answer for _, answer in found.values())


@pytest.mark.slow
def test_a_foreign_host_and_broken_headers_are_refused(server: int) -> None:
    hosts = ["evil.example", "127.0.0.1@evil.example", "x" * 3000, "a,b"]
    assert {host: ask(server, "/", host=host)[0] for host in hosts} == dict.fromkeys(hosts, 400)
    headers = ["Cookie: \xff\xfe=\x01", f"Accept-Language: {'de,' * 900}", 'If-None-Match: \xff"', "Range: bytes=9-1"]
    headers += ["If-Modified-Since: yesterday", f"Cookie: {'a=b; ' * 900}", "X-Forwarded-Host: evil.example"]
    answers = {header: ask(server, "/hy/", more=f"{header}\r\n") for header in headers}
    assert {header: status for header, (status, _) in answers.items() if status not in (200, 400)} == {}
    assert all(b"evil.example" not in answer and b"Set-Cookie" not in answer for _, answer in answers.values())


@pytest.mark.slow
def test_a_page_is_the_same_byte_by_byte_for_everybody(server: int) -> None:
    def read(more: str = "") -> bytes:
        answer = ask(server, "/hy/", more=more)[1]
        return b"\r\n".join(line for line in answer.split(b"\r\n") if not line.startswith(b"Date:"))

    first = read()
    assert b"\r\nContent-Length: " in first
    others = ["Accept-Language: de\r\n", "Cookie: sessionid=abc; csrftoken=def\r\n", "Accept-Encoding: gzip\r\n"]
    assert [read(more) for more in others] == [first] * 3


@pytest.mark.slow
def test_no_header_puts_another_site_before_the_links_of_a_kept_page(server: int) -> None:
    ask(server, "//evil.example/hy/archive/", more="SCRIPT_NAME: //evil.example\r\n")
    status, answer = ask(server, "/hy/archive/")
    assert (status, b"evil.example" in answer) == (200, False)
