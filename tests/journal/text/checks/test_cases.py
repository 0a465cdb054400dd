"""What the checks find and what they leave alone, by check and language: the files under `cases/`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from journal.languages import CODES
from journal.text.checks.findings import Finding
from journal.text.checks.reading import TextToCheck, read_passages
from journal.text.checks.running import CHECKS, check_text

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.toml"))
FEWEST = 20
TEXTS = ("title", "subtitle", "standfirst", "notes", "images", "number")
COMPARED = ("title", "subtitle", "standfirst")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_wrong_is_found_and_nothing_else(path: Path) -> None:
    check, language = path.stem.split(".")
    cases = tomllib.loads(path.read_text(encoding="utf-8"))
    wrong = []
    for case in cases["true"]:
        found = case.get("found", [])
        expected = [(case["code"], words) for words in ([found] if isinstance(found, str) else found)]
        actual = [pair for pair in find(case, language) if pair[0] in CHECKS[check]]
        if actual != expected:
            wrong.append((case["text"], expected, actual))
    for case in cases["false"]:
        case = {"text": case} if isinstance(case, str) else case
        if actual := find(case, language):
            wrong.append((case["text"], [], actual))
    assert wrong == []
    assert [kind for kind in ("true", "false") if len(cases[kind]) < FEWEST] == []


def test_every_check_has_cases_in_every_language() -> None:
    assert {path.stem for path in FILES} == {f"{check}.{language}" for check in CHECKS for language in CODES}


def find(case: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Return code and words of each finding; of what is missing here, the number or the address."""
    content = TextToCheck(body=wrap(case.get("text", "")), **{name: case[name] for name in TEXTS if name in case})
    source = None
    if "source" in case:
        lines = {name: case[f"source_{name}"] for name in COMPARED if f"source_{name}" in case}
        source = TextToCheck(body=wrap(case["source"]), **lines)
    findings = check_text(content, language=language, source=source, source_language=case.get("source_language"))
    texts = {(each.field, each.place): each.text for each in read_passages(content, language)}
    return [(each.code, name_words(each, texts)) for each in findings]


def name_words(finding: Finding, texts: dict[tuple[str, int | None], str]) -> str:
    """Return the words a finding stands at."""
    if finding.start is None:
        return finding.detail.get("number") or finding.detail["target"]
    return texts[finding.field, finding.place][finding.start : finding.end]


def wrap(text: str) -> str:
    """Return a text as a body: in one paragraph if it has none."""
    return (
        text
        if text.startswith("<") and not text.startswith(("<a", "<em", "<span", "<cite", "<sup"))
        else f"<p>{text}</p>"
    )
