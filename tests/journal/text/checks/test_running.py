"""All checks at once: on anything, on the demo, and what a finding says of its place."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.demo.reading import FOLDER
from journal.languages import CODES
from journal.text.blocks import split_blocks
from journal.text.checks.findings import Finding
from journal.text.checks.reading import TextToCheck, read_html, read_passages
from journal.text.checks.running import CHECKS, MOST, check_text
from journal.text.flat import flatten
from tests.journal.text.soups import stored_html
from tests.properties import in_proportion

_DEBRIS = (
    *('„', '“', '”', '«', '»', '"', "'", '‚', '‘', '’', "(", ")", "[1]", "|", "\ufffd", "\u200b"),
    *(",,", "..", " ,", ":", "։"),
    *("the the", "die die", "և և", "1915-1918", "1.234,5", "24.04.1915", "XIX", "18:30", "3,5 Mio."),
    *("ո՞", "ս՞", "?", " - "),
    *("сделaно", "şi", "the page that was left here and is not ours.", "<br>"),
    "die nicht übersetzt worden ist, weil sie fehlt.",
    '<span lang="en">Had “had”</span>',
    '<a href="#note-a">x</a>',
    '<a href="https://de.wikipedia.org/wiki/A">y</a>',
    '<sup data-note="a"></sup>',
    "<cite>Ps 51,3</cite>",
)  # fmt: skip


def bodies() -> st.SearchStrategy[str]:
    """Stored text, and paragraphs of all that the checks look for."""
    paragraph = st.lists(st.sampled_from(_DEBRIS), max_size=12).map(lambda words: f"<p>{' '.join(words)}</p>")
    return st.one_of(stored_html(), st.lists(paragraph, max_size=4).map("".join))


@given(stored_html())
def test_passages_are_the_blocks_laid_flat(body: str) -> None:
    passages = read_html("body", body, "en")
    assert [(each.place, each.kind, each.text) for each in passages] == [
        (place, block.kind, flatten(block.html).text) for place, block in enumerate(split_blocks(body))
    ]


@in_proportion(2)
@given(bodies(), bodies(), bodies(), st.sampled_from(CODES), st.sampled_from(CODES), st.text(max_size=12))
def test_every_finding_says_where_it_stands(
    body: str, source: str, note: str, language: str, other: str, line: str
) -> None:
    content = TextToCheck(line, "", line, body, {"a": note}, {17: {"alt": line, "caption": ""}}, 17)
    findings = check_text(content, language=language, source=TextToCheck(source, body=source), source_language=other)
    texts = {(each.field, each.place): each.text for each in read_passages(content, language)}
    assert [each for each in findings if each.code not in sum(CHECKS.values(), ())] == []
    assert [each for each in findings if (each.field, each.place) not in texts and each.place is not None] == []
    assert [each for each in findings if each.start is not None and not stands_there(each, texts)] == []
    assert len({each.id for each in findings}) == len(findings)
    assert [each.id for each in findings if len(each.id) > 80] == []


def stands_there(finding: Finding, texts: dict[tuple[str, int | None], str]) -> bool:
    """Whether a finding lies within its passage and its excerpt is of the lines it stands in."""
    text = texts[finding.field, finding.place]
    start, end = finding.start or 0, finding.end or 0
    return 0 <= start < end <= len(text) and finding.excerpt in text.replace("\n", " ")


def test_a_waiver_lasts_while_the_words_of_the_place_do() -> None:
    first, second = (
        [each.id for each in check_text(TextToCheck(body=body), language="en")]
        for body in (
            "<p>Far away the the book lay on a table.</p><p>Somebody read and and wrote.</p>",
            "<p>New.</p><p>Far away the the book lay on a table.</p><p>Nobody read and and wrote.</p>",
        )
    )
    assert [first[0] == second[0], first[1] == second[1]] == [True, False]
    twice = check_text(TextToCheck(body="<p>Now the the end.</p>" * 3), language="en")
    assert [each.id.removeprefix(twice[0].id) for each in twice] == ["", "-2", "-3"]


def test_no_more_of_one_kind_is_reported_than_anybody_reads() -> None:
    found = check_text(TextToCheck(body="<p>Now and and then.</p>" * (MOST + 5)), language="en")
    assert [each.place for each in found] == list(range(MOST))


def test_findings_come_in_the_order_of_the_text() -> None:
    content = TextToCheck(
        title="The the title",
        body="<p>One , and a a word.</p><p>1914-1918 «x»</p>",
        notes={"k": "<p>Ibid ibid.</p>"},
        images={3: {"alt": "A a tree", "caption": 'A "tree"'}},
    )
    assert [(each.code, each.field, each.place) for each in check_text(content, language="en")] == [
        ("doubled", "title", None),
        ("space-before-mark", "body", 0),
        ("doubled", "body", 0),
        ("range-hyphen", "body", 1),
        ("wrong-quote", "body", 1),
        ("doubled", "note:k", 0),
        ("doubled", "image:3:alt", None),
        ("straight-quote", "image:3:caption", None),
    ]


def test_a_number_longer_than_any_is_compared_like_others() -> None:
    long, longer = "9" * 5_000, "9" * 5_001
    texts = TextToCheck(body=f"<p>{long}</p>"), TextToCheck(body=f"<p>{longer}</p>")
    found = check_text(texts[0], language="en", source=texts[1], source_language="de")
    assert [(each.code, each.detail) for each in found] == [
        ("number-differs", {"number": "9" * 80, "expected": "9" * 80})
    ]


def test_a_language_the_journal_does_not_write_is_not_judged() -> None:
    assert check_text(TextToCheck(body='<p>le le "mot"</p>'), language="fr") == []


PIECES = sorted(path.parent for path in FOLDER.glob("*/article.toml"))


@pytest.mark.parametrize("folder", PIECES, ids=lambda folder: folder.name)
def test_the_demo_raises_nothing(folder: Path) -> None:
    about = tomllib.loads((folder / "article.toml").read_text(encoding="utf-8"))
    texts = {path.stem: read_demo(folder, about, path.stem) for path in sorted(folder.glob("*.html"))}
    original = about["original"]
    found = {}
    for name, text in texts.items():
        language, _, state = name.partition(".")
        source = texts.get(f"{original}.{state}", texts[original]) if language != original else None
        found[name] = check_text(text, language=language, source=source, source_language=source and original)
    assert found == {name: [] for name in texts}


def read_demo(folder: Path, about: dict[str, dict[str, str]], name: str) -> TextToCheck:
    """Return one language of a piece of the demo, or a later state of it (`en.revised`)."""
    language = name.partition(".")[0]
    path = folder / "notes.toml"
    notes = tomllib.loads(path.read_text(encoding="utf-8")).get("note", []) if path.exists() else []
    picture = about.get("picture", {}).get(language)
    return TextToCheck(
        **{line: about[language].get(line, "") for line in ("title", "subtitle", "standfirst")},
        body=(folder / f"{name}.html").read_text(encoding="utf-8"),
        notes={note["key"]: note["text"][language] for note in notes if language in note["text"]},
        images={1: picture} if isinstance(picture, dict) else {},
    )
