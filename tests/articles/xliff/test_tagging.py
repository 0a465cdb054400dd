"""Tags in translated units: wherever they are put, either the reason is given or nothing of them is lost."""

import re
import time
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.revisions import Content
from articles.xliff.cutting import segment
from articles.xliff.segments import Nodes, Tag, rebuild
from articles.xliff.tagging import is_same, join_lines, judge_tags, normalize
from journal.text.sanitize import clean

BODY = (
    '<p>a <a href="https://a.example/">l<strong>b</strong></a> <em>c</em><sup data-note="k1"></sup> <sup>d</sup>'
    '<span lang="ru">e</span><br>f <a href="https://b.example/">g</a><sup data-note="e1"></sup></p>'
)
NOTES = {key: {"kind": kind, "html": "Note"} for key, kind in (("k1", "reference"), ("e1", "editor"))}
SEGMENTS = segment(Content(body=BODY, notes=NOTES))
UNIT = SEGMENTS.units["body.1"]
LINK, BOLD, ITALIC, NOTE, RAISED, LANGUAGE, BREAK, OTHER_LINK, OPTIONAL = "123456789"


def judge(*nodes: str | Tag) -> list[str]:
    """Return what is wrong with a target that has these nodes, and besides them all other tags in order."""
    given_tags = {tag.id for tag in _all(nodes)}
    rest = [
        Tag(name, None if inline.is_single else ("w",))
        for name, inline in UNIT.inlines.items()
        if name not in given_tags and name != OPTIONAL
    ]
    return judge_tags(UNIT, (*nodes, *rest), SEGMENTS, {"t1"})


def _all(nodes: Nodes) -> list[Tag]:
    return [tag for node in nodes if isinstance(node, Tag) for tag in (node, *_all(node.children or ()))]


@pytest.mark.parametrize(
    ("nodes", "wrong"),
    [
        ((), []),
        ((Tag(OPTIONAL),), []),
        ((Tag("own-t1"), Tag("own-t1-2")), []),
        ((Tag(BOLD, (Tag(ITALIC, ("x", Tag(NOTE))),)),), []),
        ((Tag("own-t2"),), ["There is a tag too many: <x own-t2/> (footnote of this translation)."]),
        ((Tag("own-t1", ("x",)),), ["There is a tag too many: <x own-t1/> (footnote of this translation)."]),
        ((Tag("17"),), ["There is a tag too many: <17>."]),
        ((Tag(NOTE), Tag(NOTE)), ["There is a tag too many: <x 4/> (footnote 1)."]),
        ((Tag(OPTIONAL), Tag(OPTIONAL)), ["There is a tag too many: <x 9/> (footnote 2)."]),
        ((Tag(NOTE, ("x",)),), ["The tag <x 4/> (footnote 1) has become another."]),
        ((Tag(LINK),), ["The tag <g 1> (link) has become another."]),
        ((Tag(LINK, ()),), ["The tag <g 1> (link) is empty."]),
        (
            (Tag(LINK, ("x", Tag(OTHER_LINK, ("y",)))),),
            ["The tag <g 8> (link) must not stand within <g 1> (link)."],
        ),
        ((Tag(LINK, ("x", Tag(NOTE))),), ["The tag <x 4/> (footnote 1) must not stand within <g 1> (link)."]),
        (
            (Tag(RAISED, ("x", Tag("own-t1"))),),
            ["The tag <x own-t1/> (footnote of this translation) must not stand within <g 5> (superscript)."],
        ),
    ],
)
def test_what_is_wrong_with_tags_is_said_in_words(nodes: Nodes, wrong: list[str]) -> None:
    assert judge(*nodes) == wrong


def test_a_missing_tag_is_named_with_what_it_stands_for() -> None:
    assert judge_tags(UNIT, ("words",), SEGMENTS, ()) == [
        "The tag <g 1> (link) is missing.",
        "The tag <g 2> (bold) is missing.",
        "The tag <g 3> (italic) is missing.",
        "The tag <x 4/> (footnote 1) is missing.",
        "The tag <g 5> (superscript) is missing.",
        "The tag <g 6> (language of a part) is missing.",
        "The tag <x 7/> (line break) is missing.",
        "The tag <g 8> (link) is missing.",
    ]


@st.composite
def arrangements(draw: st.DrawFn) -> Nodes:
    """All tags of the unit in any order and nesting, some of them perhaps lost or doubled, words between."""
    names = draw(st.permutations(list(UNIT.inlines)))
    names += draw(st.lists(st.sampled_from([*UNIT.inlines, "own-t1", "99"]), max_size=1))
    names = names[draw(st.integers(0, 1)) :]

    def build(rest: list[str], depth: int) -> list[str | Tag]:
        made: list[str | Tag] = []
        while rest:
            made.append(draw(st.sampled_from(["", "w", "x y", " ", "<b>&"])))
            name = rest.pop(0)
            inline = UNIT.inlines.get(name)
            if inline is None or inline.is_single:
                made.append(Tag(name))
            else:
                taken = [rest.pop(0) for _ in range(min(len(rest), draw(st.integers(0, 2))))]
                made.append(Tag(name, (draw(st.sampled_from(["w", "", "v"])), *build(taken, depth + 1))))
        return made

    return (*build(names, 0), "end")


def count_tags(html: str) -> Counter[str]:
    """Count what must not be lost: links by address, markers by key, breaks, emphasis."""
    return Counter(re.findall(r'href="[^"]*"|data-note="[^"]*"|<br>|<(?:strong|em|sup)>', html))


@given(arrangements())
@example((Tag(LANGUAGE, (Tag(ITALIC, ("c",)),)), "end"))
def test_whatever_is_taken_loses_no_tag_when_it_is_stored(target: Nodes) -> None:
    wrong = judge_tags(UNIT, target, SEGMENTS, {"t1"})
    if not wrong:
        inlines = {"body.1": {"own-t1": UNIT.inlines[NOTE]}}
        html = rebuild(SEGMENTS, {"body.1": target}, inlines).texts["body"]
        # a break at either end of a paragraph is none
        stored, expected = count_tags(clean(html)), count_tags(html)
        assert (expected - stored) <= Counter({"<br>": 1})
        assert stored <= expected


def test_units_are_compared_without_regard_to_spaces_and_composition() -> None:
    one = (" a\n\t b ", Tag("1", ("c  d",)), "e\u0301 ")
    other = ("a b ", Tag("1", ("c d",)), "\u00e9")
    assert normalize(one) == normalize(other) == other
    assert normalize(("a\xa0b",)) != normalize(("a b",))
    assert is_same(("a\xa0b\u2009c", Tag("1")), ("a b c", Tag("1")))
    assert not is_same(("a b", Tag("1")), ("a b", Tag("2")))


def test_line_breaks_of_a_tool_become_spaces_and_other_spaces_stay() -> None:
    assert join_lines(("a \r\n  b  c\td", Tag("1", ("e\nf",)))) == ("a b  c d", Tag("1", ("e f",)))


@pytest.mark.parametrize("words", [" " * 1_000_000 + "w", "e\u0301" + "\u0323\u0301" * 500_000])
def test_spaces_and_marks_without_end_are_read_quickly(words: str) -> None:
    start = time.perf_counter()
    assert (join_lines((words,)), normalize((words,))) == ((words,), (words.strip(),))
    assert time.perf_counter() - start < 5


def test_tags_nested_deeply_around_many_others_are_judged_quickly() -> None:
    target: Nodes = (Tag(NOTE),) * 50_000
    for _ in range(90):
        target = (Tag(LINK, target),)
    start = time.perf_counter()
    assert [reason for reason in judge_tags(UNIT, target, SEGMENTS, ()) if "must not stand" in reason] == [
        "The tag <g 1> (link) must not stand within <g 1> (link).",
        "The tag <x 4/> (footnote 1) must not stand within <g 1> (link).",
    ]
    assert time.perf_counter() - start < 10
