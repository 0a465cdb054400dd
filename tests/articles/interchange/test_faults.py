"""Whatever is wrong with a folder is reported with file, line and field, and nothing is written."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError

from articles.models import Article, Image, Topic
from authors.models import Author
from journal.models import Page
from tests.articles.interchange.fault_table import FAULTS, put
from tests.articles.interchange.journals import dump_rows, make_small_folder, read_lines, take_in, write_lines

pytestmark = pytest.mark.django_db


def list_faults(folder: Path) -> list[str]:
    """Import a folder that is faulty; return what was said of it. The database must be as it was."""
    before = dump_rows()
    with pytest.raises(CommandError) as refusal:
        take_in(folder)
    *said, last = str(refusal.value).splitlines()
    faults = [line for line in said if not line.startswith("Notice: ")]
    assert last == f"There are faults ({len(faults)}). Nothing was imported."
    assert dump_rows() == before
    return faults


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_faulty_field_is_reported(number: int, tmp_path: Path) -> None:
    file, change, field, message = FAULTS[number]
    folder = make_small_folder(tmp_path / "in")
    lines = read_lines(folder / f"{file}.jsonl")
    change(lines[0])
    write_lines(folder / f"{file}.jsonl", lines)
    assert f"{file}.jsonl, line 1, {field}: {message}" in list_faults(folder)


BAD_LINES: dict[str, tuple[bytes, str]] = {
    "not JSON": (b'{"id": 1', "This is not well-formed JSON (character 9 of the line)."),
    "a list": (b"[]", "This must be an object."),
    "null": (b"null", "This must be an object."),
    "an empty line": (b"", "The line is empty."),
    "two values": (b"{} {}", "This is not well-formed JSON (character 4 of the line)."),
    "NaN": (b'{"id": NaN}', "NaN is not a value of JSON."),
    "minus infinity": (b'{"id": -Infinity}', "-Infinity is not a value of JSON."),
    "a huge number": (b'{"id": ' + b"9" * 5000 + b"}", "A number has more than 25 digits."),
    "a duplicate key": (b'{"id": 1, "id": 2}', "The field “id” stands twice in the same object."),
    "a byte order mark": (b"\xef\xbb\xbf{}", "The file begins with a byte order mark; save it as UTF-8 without one."),
    "a carriage return": (b'{"id": 1}\r', "The line ends in a carriage return; save the file with Unix line ends."),
    "NUL": (b'{"id": \0}', "This is not text: it holds NUL bytes."),
    "not UTF-8": (b'{"id": "\xff"}', "This is not UTF-8 (byte 9 of the line)."),
    "binary": (bytes(range(1, 10)) + b"\x80", "This is not UTF-8 (byte 10 of the line)."),
    "deep nesting": (b"[" * 100_000 + b"]" * 100_000, "This is nested too deeply."),
    "many parts": (b"[" + b"[]," * 200_000 + b"[]]", "This line holds more than 200000 objects and lists."),
    "a raw control character": (b'{"id": "\x01"}', "This is not well-formed JSON (character 9 of the line)."),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_line_that_cannot_be_read_is_reported(name: str, tmp_path: Path) -> None:
    line, message = BAD_LINES[name]
    folder = make_small_folder(tmp_path / "in")
    (folder / "topics.jsonl").write_bytes(line + b"\n")
    (folder / "articles.jsonl").write_bytes(b"")
    counts = {"people": 1, "topics": 1, "images": 1, "pages": 1, "articles": 0}
    change_manifest(folder, counts=counts)
    assert list_faults(folder) == [f"topics.jsonl, line 1: {message}"]


@pytest.mark.parametrize("text", ["1e999", '"\\ud800"', '{"a": ' * 900 + "1" + "}" * 900])
def test_an_odd_value_deep_in_the_details_is_reported(text: str, tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    line = (folder / "articles.jsonl").read_text(encoding="utf-8").rstrip("\n")
    entry = '{"language": "hy", "act": "save", "at": "2026-03-01T12:00:00Z", "details": {"x": %s}}'
    (folder / "articles.jsonl").write_text(line[:-1] + ', "log": [' + entry % text + "]}\n", encoding="utf-8")
    faults = list_faults(folder)
    assert [fault.split(", ")[2].split(".")[0] for fault in faults] == ["log[0]"]


def change_manifest(folder: Path, **fields: object) -> None:
    """Set fields of the manifest."""
    manifest = json.loads((folder / "journal.json").read_text())
    (folder / "journal.json").write_text(json.dumps({**manifest, **fields}))


def test_a_line_that_is_too_long_is_reported_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.interchange.lines.LONGEST_LINE", 5000)
    folder = make_small_folder(tmp_path / "in")
    with (folder / "people.jsonl").open("a") as file:
        file.write('{"id": "' + "x" * 50_000 + '"}\n{"id": 9}\n')
    change_manifest(folder, counts={"people": 3, "topics": 1, "images": 1, "pages": 1, "articles": 1})
    assert list_faults(folder) == [
        "people.jsonl, line 2: This line is longer than 5000 bytes.",
        "people.jsonl, line 3, slug: This field is missing.",
    ]


def test_every_fault_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    write_lines(folder / "people.jsonl", [{"id": 5, "slug": "anna", "age": 3}, {"id": 5, "slug": "anna"}])
    write_lines(folder / "topics.jsonl", [])
    (folder / "pages.jsonl").unlink()
    assert list_faults(folder) == [
        "people.jsonl, line 1, age: There is no such field.",
        "people.jsonl, line 2, id: This stands in line 1 already.",
        "people.jsonl, line 2, slug: This stands in line 1 already.",
        "people.jsonl: The file has 2 lines, but “journal.json” speaks of 1.",
        "topics.jsonl: The file has 0 lines, but “journal.json” speaks of 1.",
        "pages.jsonl: The file is missing, or it is not a plain file.",
        "articles.jsonl, line 1, topics[0]: There is no such topic in “topics.jsonl”.",
    ]


MANIFESTS: dict[str, tuple[str, str]] = {
    "not JSON": ("<html>", ": This is not well-formed JSON (character 1 of the line)."),
    "a list": ("[]", ": This must be an object."),
    "another format": ('{"format": "x"}', ", format: “x” is none of: enface-journal."),
    "a later version": (
        '{"format": "enface-journal", "version": 2}',
        ", version: This must be a whole number from 1 to 1.",
    ),
    "too long": (" " * 1_000_001, ": This file is longer than 1000000 bytes."),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_folder_that_is_no_journal_is_reported(name: str, tmp_path: Path) -> None:
    content, fault = MANIFESTS[name]
    folder = make_small_folder(tmp_path / "in")
    (folder / "journal.json").write_text(content)
    assert list_faults(folder)[0] == f"journal.json{fault}"


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    assert list_faults(tmp_path / "none") == ["journal.json: The file is missing, or it is not a plain file."]


def test_what_the_journal_has_already_is_refused(tmp_path: Path) -> None:
    Author.objects.create(id=5, slug="somebody")
    Topic.objects.create(id=60, slug="cities")
    Page.objects.create(key="about")
    Image.objects.bulk_create([Image(id=7, file="other.png", width=1, height=1)])
    Article.objects.create(id=8, original_language="hy", working_title="Another")
    there = "The journal has one of these already; an import never changes what is there."
    assert list_faults(make_small_folder(tmp_path / "in")) == [
        f"people.jsonl, line 1, id: {there}",
        f"topics.jsonl, line 1, slug: {there}",
        f"images.jsonl, line 1, id: {there}",
        f"pages.jsonl, line 1, key: {there}",
        f"articles.jsonl, line 1, id: {there}",
    ]


def test_links_and_pictures_that_lead_nowhere_are_told_of_and_taken(tmp_path: Path) -> None:
    Article.objects.create(id=99, original_language="hy", working_title="There already")
    folder = make_small_folder(tmp_path / "in")
    lines = read_lines(folder / "articles.jsonl")
    links = "".join(f'<a href="article:{number}">x</a>' for number in (8, 99, 404))
    put("texts.en.body", f'<p>{links}</p><figure data-image="40"></figure>')(lines[0])
    write_lines(folder / "articles.jsonl", lines)
    said = take_in(folder)
    assert [line for line in said.splitlines() if "stays empty" not in line] == [
        "Notice: articles.jsonl, line 1, texts.en.body: The text shows image 40, which is not in “images.jsonl”.",
        "Notice: articles.jsonl, line 1, texts.en.body: The text links to article 404, which there is not.",
    ]
