"""Every way a note can stand in a text and in its source, in each language, judged a second time in plain words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from journal.languages import CODES
from journal.text.footnotes import Note, Problem, find_problems

FEWEST = 20
CHECKED = ("no-note", "not-cited", "lacks", "extra")
BLANK = ("", "<p></p>", "<p>\u00a0</p>", " ")
WORDS = {
    "hy": "Նույն տեղում, էջ 17։",
    "be": "Тамсама, с. 17.",
    "ka": "იქვე, გვ. 17.",
    "ro": "Ibidem, p. 17.",
    "en": "Ibid., p. 17.",
    "de": "Ebd., S. 17.",
    "ru": "Там же, с. 17.",
}
MALFORMED = (
    *("", "A", "K1", "a b", "a-b", "a_b", "a.b", "a/b", "#a", "note:1", " a", "a ", "a&b", "a\n", "a" * 33, "é", "ŭ"),
    *("ա", "я", "ა", "٣", "²", "ﬁ", "İ"),
)
WELL_FORMED = (*"abcxyz019", "k1", "1k", "a1b2", "fn12", "2024", "00", "note", "sup", "data", "z" * 32, "9" * 32, "hy")


@dataclass(frozen=True)
class Situation:
    """How one note stands. Counts are of its markers."""

    kind: str
    """"" where the article has no such note."""
    is_written: bool
    is_own: bool
    """Whether this language added it."""
    here: int
    there: int


def list_situations() -> Iterator[Situation]:
    kinds = ("reference", "remark", "editor", "translator")
    for kind, is_written, is_own, here, there in product(kinds, (True, False), (True, False), range(3), range(3)):
        yield Situation(kind, is_written, is_own, here, there)
    for here, there in product(range(3), range(3)):
        yield Situation("", is_written=False, is_own=False, here=here, there=there)


def judge(note: Situation, *, has_source: bool) -> list[str]:
    """What the design says of a note: cited, it needs words; written, it needs a marker; the markers are those of the
    source, except for editor's and translator's notes and for what this language has added of its own."""
    reported = []
    if note.here and not note.is_written:
        reported.append("no-note")
    if note.is_written and not note.here:
        reported.append("not-cited")
    must_agree = has_source and note.kind in ("", "reference", "remark") and not note.is_own
    if must_agree and note.here and not note.there:
        reported.append("extra")
    if must_agree and note.there and not note.here:
        reported.append("lacks")
    return reported


def lay_markers(counts: dict[str, int], *, reverse: bool) -> str:
    """A text with each key as often as it is counted: the first mentions in order or reversed, then the repetitions."""
    keys = sorted(counts, reverse=reverse)
    mentions = [key for turn in range(max(counts.values(), default=0)) for key in keys if counts[key] > turn]
    return "".join(f'<p>A<sup data-note="{key}"></sup>b.</p>' for key in mentions)


def test_each_note_is_judged_by_itself_however_many_stand_round_it() -> None:
    situations = list(list_situations())
    reported: Counter[tuple[str, str]] = Counter()
    left_alone: Counter[tuple[str, str]] = Counter()
    wrong = []
    for (number, language), has_source, size in product(enumerate(CODES), (True, False), (1, 7, len(situations))):
        other = CODES[number - 1]
        for start in range(0, len(situations), size):
            group = {f"k{start + place}": each for place, each in enumerate(situations[start : start + size])}
            notes = {
                key: Note(
                    key,
                    f"<p>{WORDS[language]}</p>" if each.is_written else BLANK[len(key + each.kind) % len(BLANK)],
                    each.kind,
                    language if each.is_own else other,
                )
                for key, each in group.items()
                if each.kind
            }
            body = lay_markers({key: each.here for key, each in group.items()}, reverse=bool(start % 2))
            there = [key for key, each in group.items() for _mention in range(each.there)] if has_source else None
            problems = find_problems(body, notes, source_keys=there, language=language)
            expected = [(c, key) for key, each in group.items() for c in judge(each, has_source=has_source)]
            if sorted((each.code, each.key) for each in problems) != sorted(expected):
                wrong.append((language, group, problems))
            for key, code in product(group, CHECKED):
                (reported if (code, key) in expected else left_alone)[code, language] += 1
    assert wrong == []
    assert {pair for counted in (reported, left_alone) for pair, times in counted.items() if times < FEWEST} == set()
    assert set(reported) == set(left_alone) == set(product(CHECKED, CODES))


def test_a_marker_is_malformed_by_its_key_alone_in_every_language() -> None:
    wrong = []
    for language, (is_malformed, keys) in product(CODES, ((True, MALFORMED), (False, WELL_FORMED))):
        assert len(set(keys)) >= FEWEST
        for key in keys:
            value = key.replace("&", "&amp;")
            for tag in (f'<sup data-note="{value}">', f"<SUP class='x' data-note='{value}' lang=\"{language}\">"):
                found = find_problems(f"<p>{WORDS[language]}{tag}1</sup></p>", {}, language=language)
                malformed = [each for each in found if each.code == "malformed"]
                if malformed != ([Problem("malformed", key, key)] if is_malformed else []):
                    wrong.append((language, tag, found))
    assert wrong == []
