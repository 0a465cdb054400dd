"""What is written down agrees with what there is: commands, variables of the environment, pinned packages."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import private_postgres

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-next.txt")
FOREIGN_VARIABLES = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}


def read(name: str) -> str:
    """Return the text of one file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def find_variables(source: str) -> Iterator[str]:
    """Yield the names that a module asks the readers of `journal.env` for."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=reader), args=[ast.Constant(value=str(name)), *_]) if reader.startswith(
                "env_"
            ):
                yield name


def test_the_variables_a_module_reads_are_found() -> None:
    source = 'NAME = env_str("A", "x")\nif env_bool("B", default=True):\n    other("C")\n'
    assert list(find_variables(source)) == ["A", "B"]


def test_the_readme_shows_the_two_commands() -> None:
    readme = read("README.md")
    assert [command for command in ("make run", "make test") if command not in readme] == []


def test_every_variable_of_the_site_is_documented() -> None:
    sources = [path for app in ("journal", "articles", "authors") for path in (ROOT / app).rglob("*.py")]
    variables = {name for path in sources for name in find_variables(path.read_text(encoding="utf-8"))}
    documented = "".join(read(name) for name in ("docs/operations.md", "README.md") if (ROOT / name).exists())
    assert {"ENFACE_SECRET_KEY", "DATABASE_URL"} <= variables
    assert sorted(name for name in variables if f"`{name}`" not in documented) == []


def test_every_variable_of_the_tests_is_documented() -> None:
    sources = [ROOT / "Makefile", ROOT / ".ci" / "run", *(ROOT / "tests").glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    variables = set(re.findall(r"\b(?:ENFACE_REQUIRE_[A-Z]+|TEST_DATABASE|HYPOTHESIS_PROFILE)\b", text))
    documented = read("docs/testing.md")
    assert {"ENFACE_REQUIRE_BROWSER", "ENFACE_REQUIRE_POSTGRES"} <= variables
    assert sorted(name for name in variables if f"`{name}" not in documented) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    lines = [line for line in read(name).replace("\\\n", "").splitlines() if line and not line.lstrip().startswith("#")]
    assert [line for line in lines if not re.match(r"[\w.-]+==\S+(?: ;[^#]+)?\s+--hash=sha256:", line)] == []


def test_what_the_project_needs_is_what_is_pinned() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    needed = {
        "requirements.txt": project["dependencies"],
        "requirements-dev.txt": [*project["dependencies"], *extras["test"], *extras["lint"]],
        "requirements-next.txt": [*project["dependencies"], *extras["test"]],
    }
    for name, wanted in needed.items():
        pinned = {line.partition("==")[0] for line in read(name).splitlines() if re.match(r"[\w.-]+==", line)}
        assert {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in wanted} - pinned == set(), name


def test_the_development_packages_are_those_of_the_site_and_more() -> None:
    runtime, development = (set(re.findall(r"^\S+==\S+", read(name), re.MULTILINE)) for name in LOCKS[:2])
    assert runtime - development == set()


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this system")
def test_make_lists_every_target() -> None:
    declared = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    targets = {target for line in declared for target in line.split() if re.fullmatch(r"[a-z-]+", target)}
    listing = subprocess.run(["make", "-C", ROOT], capture_output=True, text=True, check=True).stdout
    listed = set(re.findall(r"^  make ([a-z-]+)", listing, re.MULTILINE))
    assert listed == targets - {"python-is-new", "port-is-free"}


def test_no_server_is_found_where_none_is_installed(tmp_path: Path) -> None:
    assert private_postgres.find_binaries((), path=str(tmp_path)) is None


def test_the_newest_complete_server_is_found(tmp_path: Path) -> None:
    for version, programs in {"9": ("initdb", "postgres"), "15": ("initdb", "postgres"), "16": ("initdb",)}.items():
        (tmp_path / version / "bin").mkdir(parents=True)
        for program in programs:
            (tmp_path / version / "bin" / program).touch()
    assert private_postgres.find_binaries((f"{tmp_path}/*/bin",), path=str(tmp_path)) == tmp_path / "15" / "bin"


def test_a_command_without_a_server_to_use_is_not_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(private_postgres, "find_binaries", lambda: None)
    assert private_postgres.run(["false"]) == private_postgres.NO_SERVER
    assert capsys.readouterr().err == f"PostgreSQL: {private_postgres.HINT}\n"


@pytest.mark.slow
@pytest.mark.skipif(private_postgres.find_binaries() is None, reason=private_postgres.HINT)
def test_a_private_server_answers_and_is_gone_afterwards() -> None:
    question = "SELECT lower('ՂԵ'), current_setting('listen_addresses'), current_database()"
    program = f"""
import os, psycopg
url = os.environ["DATABASE_URL"]
print(url, *psycopg.connect(url).execute("{question}").fetchone(), sep="|")
raise SystemExit(7)
"""
    command = [sys.executable, "-m", "tests.private_postgres", "--", sys.executable, "-c", program]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    url, *row = answer.stdout.strip().split("|")
    assert (answer.returncode, row) == (7, ["ղե", "", "enface"])
    assert not Path(re.sub(r".*@|/enface$", "", url).replace("%2F", "/")).exists()
