"""Run a command with a PostgreSQL server of its own, which is gone afterwards.

    python -m tests.private_postgres -- COMMAND ...

The command finds the server in DATABASE_URL; its exit code becomes this program's. The server listens on a socket in
a private directory only, trades safety for speed, and never runs as root. Starting it takes about two seconds.
`--find` starts nothing and prints where the server's programs are. Without them: a sentence and exit code 69.
"""

import argparse
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

NO_SERVER = 69
"""The exit code for "no server binaries" (EX_UNAVAILABLE of sysexits.h); pytest never returns it."""
HINT = "no PostgreSQL server binaries found (Debian: apt install postgresql)"
INSTALLED = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
# The first that lower-cases Armenian is taken: the suite searches texts in seven languages.
LOCALES = (["--locale=C.UTF-8"], ["--locale=C", "--locale-provider=icu", "--icu-locale=und"])
SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "timezone=UTC")
SETTINGS += ("wal_level=minimal", "max_wal_senders=0", "autovacuum=off")


def find_binaries(patterns: tuple[str, ...] = INSTALLED, path: str | None = None) -> Path | None:
    """Return the folder with the newest installed `initdb` and `postgres`, else the one on `path`, else None."""
    folders = [folder for pattern in patterns for folder in Path("/").glob(pattern.lstrip("/"))]
    folders.sort(key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))], reverse=True)
    on_path = shutil.which("initdb", path=path)
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    complete = (folder for folder in folders if (folder / "initdb").is_file() and (folder / "postgres").is_file())
    return next(complete, None)


@contextmanager
def start_server(binaries: Path) -> Iterator[str]:
    """Start a private server, give the URL of its empty database `enface`, stop and delete it at the end.

    RuntimeError with the server's own words when it cannot be made or started.
    """
    # Not the system's temporary folder: the path of a socket may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="enface-pg-", dir="/tmp"))
    try:
        owner = _choose_owner(folder)
        for locale in LOCALES:
            data = folder / f"data-{LOCALES.index(locale)}"
            made = _run_initdb(binaries, data, locale, owner)
            if made.returncode:
                continue
            with _run_postgres(binaries, data, folder, owner) as url:
                if _create_database(url):
                    yield url
                    return
        raise RuntimeError(f"no usable locale for PostgreSQL in {binaries}: {made.stderr.strip()}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _choose_owner(folder: Path) -> Mapping[str, Any]:
    """Return the subprocess arguments that make the server run as an ordinary user, who then owns `folder`."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no user postgres or nobody.")


def _run_initdb(
    binaries: Path, data: Path, locale: list[str], owner: Mapping[str, Any]
) -> subprocess.CompletedProcess[str]:
    command = [binaries / "initdb", "--pgdata", data, "--username=enface", "--auth=trust", "--encoding=UTF8"]
    return subprocess.run(
        [*command, "--no-sync", "--no-instructions", *locale],
        cwd=data.parent,
        env=_plain_environment(),
        capture_output=True,
        text=True,
        check=False,
        **owner,
    )


@contextmanager
def _run_postgres(binaries: Path, data: Path, socket: Path, owner: Mapping[str, Any]) -> Iterator[str]:
    url = f"postgresql://enface@{quote(str(socket), safe='')}/enface"
    options = [part for setting in SETTINGS for part in ("-c", setting)]
    log = socket / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", socket, *options],
            cwd=socket,
            env=_plain_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # an interrupt at the keyboard is for the command; the server is stopped below
            **owner,
        )
    try:
        _wait_until_ready(server, url, log)
        yield url
    finally:
        server.send_signal(signal.SIGQUIT)  # stop at once: the data are thrown away
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_ready(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            psycopg.connect(url, dbname="postgres").close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")


def _create_database(url: str) -> bool:
    """Create the database `enface`, unless the server cannot lower-case Armenian."""
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        row = connection.execute("SELECT lower('Ղ') = 'ղ'").fetchone()
        if not row or not row[0]:
            return False
        connection.execute("CREATE DATABASE enface")
    return True


def _plain_environment() -> dict[str, str]:
    """Return an environment without the PG… variables, which would lead the server's programs elsewhere."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def run(command: list[str]) -> int:
    """Run `command` with a private server; return its exit code, or NO_SERVER."""
    binaries = find_binaries()
    if binaries is None:
        print(f"PostgreSQL: {HINT}", file=sys.stderr)
        return NO_SERVER
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: sys.exit(128 + received))
    with start_server(binaries) as url:
        code = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    return code if code >= 0 else 128 - code


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.private_postgres", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--find", action="store_true", help="print the folder of the server's programs and end")
    parser.add_argument("command", nargs="*", help="what to run, after --")
    arguments = parser.parse_args()
    if arguments.find:
        binaries = find_binaries()
        print(binaries or f"PostgreSQL: {HINT}", file=sys.stdout if binaries else sys.stderr)
        return 0 if binaries else NO_SERVER
    if not arguments.command:
        parser.error("name the command to run, after --")
    return run(arguments.command)


if __name__ == "__main__":
    sys.exit(main())
