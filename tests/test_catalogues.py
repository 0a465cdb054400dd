"""The interface speaks all seven languages, wholly: no word untranslated, none fuzzy, every placeholder kept."""

import os
import re
import shutil
import subprocess
import sys
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from journal.languages import CODES
from journal.languages import language as language_row

BASE = Path(__file__).resolve().parent.parent
LOCALE = BASE / "locale"
LANGUAGES = [code for code in CODES if code != "en"]
DOMAINS = ("django", "djangojs")
COLLECT = """
import sys
from django.core.management import execute_from_command_line
for domain in sys.argv[1].split():
    execute_from_command_line(["manage.py", "makemessages", "-d", domain, *sys.argv[2:]])
"""
"""Both in one process, for starting it takes longer than the work."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(path: Path) -> dict[tuple[str | None, str], Message]:
    """Return the messages of a catalogue by context and (singular) id; none for a missing file."""
    if not path.exists():
        return {}
    return {(row.context, row.id if isinstance(row.id, str) else row.id[0]): row for row in read(path) if row.id}


def strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def faults(message: Message) -> list[str]:
    """Return what is wrong with one translated message."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    found = ["fuzzy"] if message.fuzzy else []
    for string in strings(message):
        if not string:
            found.append("untranslated")
        elif set(PLACEHOLDER.findall(string)) - set(PLACEHOLDER.findall(" ".join(ids))):
            found.append("a placeholder the message does not have")
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    if strings(message)[-1] and not wanted <= set(PLACEHOLDER.findall(strings(message)[-1])):
        found.append("a placeholder is lost")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_interface_word_is_translated(language: str) -> None:
    found = {}
    for domain in DOMAINS:
        for key, message in messages(LOCALE / language / "LC_MESSAGES" / f"{domain}.po").items():
            if wrong := faults(message):
                found[key] = wrong
    assert found == {}


def test_the_check_of_messages_can_fail() -> None:
    assert faults(Message("Save %(name)s", "")) == ["untranslated"]
    assert faults(Message("Save %(name)s", "Speichern")) == ["a placeholder is lost"]
    assert faults(Message("Save", "%(name)s speichern")) == ["a placeholder the message does not have"]
    assert faults(Message("Save", "Speichern", flags={"fuzzy"})) == ["fuzzy"]


@pytest.mark.slow
def test_the_catalogues_hold_what_the_code_says(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            pytest.fail("gettext is missing")
        pytest.skip("no gettext on this system (Debian: apt install gettext)")
    tree = tmp_path / "tree"
    kept_out = shutil.ignore_patterns(".*", "var", "node_modules", "*.mo", "docs", "tests", "bench")
    shutil.copytree(BASE, tree, ignore=kept_out)
    words = ["--add-location", "file", "--no-obsolete", "-i", "assets", "-i", "django_ckeditor_5", "-l", "de"]
    subprocess.run(
        [sys.executable, "-c", COLLECT, " ".join(DOMAINS), *words],
        cwd=tree,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "journal.settings", "ENFACE_SECRET_KEY": "collecting words"},
        check=True,
        capture_output=True,
    )
    for domain in DOMAINS:
        said = set(messages(tree / "locale" / "de" / "LC_MESSAGES" / f"{domain}.po"))
        for language in LANGUAGES:
            assert set(messages(LOCALE / language / "LC_MESSAGES" / f"{domain}.po")) == said, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_follow_the_unicode_cldr(language: str) -> None:
    """Numbers of one category have one form, and numbers of different categories different ones."""
    rule = Locale.parse(language_row(language).cldr).plural_form
    header = messages_header(LOCALE / language / "LC_MESSAGES" / "django.po")
    chosen = c2py(header.partition("plural=")[2].strip(" ;"))
    pairs = {(rule(number), chosen(number)) for number in range(1_201)}
    assert len(pairs) == len({category for category, _form in pairs}) == len({form for _category, form in pairs})


def test_a_rule_of_another_language_is_not_the_cldr_s() -> None:
    rule, wrong = Locale.parse("ru").plural_form, c2py("n != 1")
    assert len({(rule(number), wrong(number)) for number in range(1_201)}) > len({rule(n) for n in range(1_201)})


def messages_header(path: Path) -> str:
    """Return the rule of plurals of a catalogue as it stands in the file; Babel would put its own there."""
    return re.search(r'"Plural-Forms: ([^"]*?)(?:\\n)?"', path.read_text(encoding="utf-8"))[1]  # type: ignore[index]
