"""The report in words, and the small pure functions it and the reading rest on."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import manuscripts
from articles.manuscripts.fields import read_instruction
from articles.manuscripts.inline import BREAK, PLAIN, Format, Leaf, read_leaves, write_leaves, write_marker
from articles.manuscripts.manuscript import Excerpt, Finding
from articles.manuscripts.report import list_codes, write_report
from articles.manuscripts.styles import Role, judge_name
from articles.manuscripts.survey import MOST_EXCERPTS, Survey
from journal.text.plain import to_text
from journal.text.sanitize import clean

SOURCE = "".join(path.read_text() for path in sorted(Path(manuscripts.__file__).parent.glob("*.py")))


def list_emitted() -> set[str]:
    """Return the codes that are written out where something is counted."""
    found = re.findall(r'(?:note|count|_tell|Finding)\(\s*f?"([a-z][a-z{}.-]*)"', SOURCE)
    found += re.findall(r'Reason\.\w+: "([a-z-]+)"', SOURCE)
    return {code for code in found if "{" not in code} - {"begin", "end"}  # steps of a field


def test_everything_that_is_counted_has_a_sentence() -> None:
    built = {f"{start}{name}" for start in ("", "no-", "keeps-") for name in ("title", "subtitle", "standfirst")}
    built |= {f"field-{kind}" for kind in ("cross", "citation", "outside", "other")}
    built |= {"inserted", "moved", "title-heading", "title-bold", "author", "credit", "diagram", "drawing"}
    built |= {"image-outside", "image-missing", "link-inside", "link-refused", "contents", "image-many"}
    assert list_emitted() | built == list_codes()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_sentence_can_be_said(count: int) -> None:
    parts = write_report(Finding(code, count) for code in sorted(list_codes()))
    lines = [line for part in parts for line in part.lines]
    assert [part.kind for part in parts] == ["changed", "left-out", "mapped"]
    assert {line.code for line in lines} == list_codes()
    assert [line.sentence for line in lines if not line.sentence.endswith(".") or "%" in line.sentence] == []


def test_a_report_says_what_asks_for_a_look_first() -> None:
    excerpts = (Excerpt("one"), Excerpt("two"))
    parts = write_report(
        [Finding("link", 3), Finding("strike", 0), Finding("comment", 5, excerpts), Finding("no-title", 1)]
    )
    assert [(part.kind, [(line.sentence, line.excerpts, line.more) for line in part.lines]) for part in parts] == [
        (
            "changed",
            [
                (
                    "No title was found: no paragraph has the style Title, and no heading stands alone on top.",
                    (),
                    0,
                )
            ],
        ),
        ("left-out", [("5 comments.", excerpts, 3)]),
        ("mapped", [("3 links.", (), 0)]),
    ]


def test_a_finding_without_a_sentence_is_an_error() -> None:
    with pytest.raises(KeyError, match="unheard-of"):
        write_report([Finding("unheard-of", 1)])


def test_a_survey_counts_all_and_keeps_the_first_with_their_places() -> None:
    survey = Survey()
    for number in range(MOST_EXCERPTS + 5):
        survey.note("comment", f"c{number}", who="Ani")
    survey.place("The paragraph")
    survey.note("hidden", "word " * 100)
    survey.place("word " * 100)
    comments, hidden = survey.findings()
    assert (comments.count, len(comments.excerpts)) == (MOST_EXCERPTS + 5, MOST_EXCERPTS)
    assert comments.excerpts[0] == Excerpt("c0", "The paragraph", "Ani")
    assert (hidden.count, len(hidden.excerpts[0].text) <= 200, hidden.excerpts[0].place) == (1, True, "")


INSTRUCTIONS = {
    ' HYPERLINK "https://example.org/a" ': ("link", "https://example.org/a"),
    ' HYPERLINK "https://example.org/a" \\l "part" \\o "tip"': ("link", "https://example.org/a#part"),
    ' hyperlink \\l "_Toc1"': ("link", "#_Toc1"),
    " HYPERLINK https://example.org ": ("link", "https://example.org"),
    " NOTEREF _Ref12 \\f \\h ": ("note", "_Ref12"),
    ' TOC \\o "1-3" ': ("contents", "\\o"),
    " REF x \\h": ("cross", "x"),
    ' INCLUDEPICTURE "http://127.0.0.1/x"': ("outside", "http://127.0.0.1/x"),
    " PAGE ": ("plain", ""),
    " MADEUP x": ("other", ""),
    "": ("other", ""),
}


@pytest.mark.parametrize("instruction", INSTRUCTIONS)
def test_the_instruction_of_a_field_is_understood(instruction: str) -> None:
    kind, target = read_instruction(instruction)
    expected = INSTRUCTIONS[instruction]
    assert (kind, target if kind != "contents" else expected[1]) == expected


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("heading 1", Role("heading", 1)),
        ("Überschrift 2", Role("heading", 2)),
        ("Заголовок 3", Role("heading", 3)),
        ("Վերնագիր 1", Role("heading", 1)),
        ("toc 2", Role("contents")),
        ("TOC Heading", Role("contents")),
        ("Block Text", Role("quote")),
        ("Quotations", Role("quote")),
        ("Quote 2", Role("quote", 2)),
        ("Zusammenfassung", Role("standfirst")),
        ("Table Caption", Role("table-caption")),
        ("My own style", None),
    ],
)
def test_a_style_is_known_by_its_name(name: str, role: Role | None) -> None:
    assert judge_name(name) == role


@given(st.text())
def test_any_name_is_judged(name: str) -> None:
    role = judge_name(name)
    assert role is None or role.name


FORMATS = st.builds(
    Format,
    href=st.sampled_from(["", "https://example.org/"]),
    language=st.sampled_from(["", "hy"]),
    strong=st.booleans(),
    em=st.booleans(),
    script=st.sampled_from(["", "sup", "sub"]),
)
LEAVES = st.lists(
    st.builds(Leaf, st.sampled_from(["a", " ", "b c", "<&>", "Ինչպե՞ս", "\xa0"]), FORMATS, st.just(value=False))
    | st.builds(lambda format_: Leaf(BREAK, format_, is_html=True), FORMATS)
    | st.just(write_marker("k1")),
    max_size=8,
)


@given(LEAVES)
def test_leaves_are_written_as_html_that_cleaning_only_tidies(leaves: list[Leaf]) -> None:
    html = f"<p>{write_leaves(leaves)}</p>"
    cleaned = clean(html)
    assert to_text(cleaned).split() == to_text(html).split()
    assert cleaned.count('<sup data-note="k1"></sup>') == sum(1 for leaf in leaves if leaf == write_marker("k1"))
    assert "".join(read_leaves(leaves).split()) == "".join(to_text(html).split())


def test_neighbours_that_look_alike_are_one() -> None:
    strong = Format(strong=True)
    rows = [Leaf("a", strong), Leaf(" ", PLAIN), Leaf("b", strong), Leaf(" "), Leaf("c"), Leaf(BREAK, is_html=True)]
    assert write_leaves(rows) == "<strong>a b</strong> c"
    assert write_leaves(rows, is_heading=True) == "a b c"
    assert write_leaves([Leaf(" "), Leaf(BREAK, is_html=True), Leaf("\n")]) == ""
