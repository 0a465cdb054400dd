"""Files of every kind: what is no XLIFF 1.2 is refused with a sentence, quickly, and nothing is looked up for it."""

import time

import pytest

from articles.refusals import Invalid
from articles.xliff.reading import LARGEST, FileUnit, XliffFile, read_xliff
from articles.xliff.segments import Tag
from articles.xliff.writing import NAMESPACE

HEAD = f'<xliff xmlns="{NAMESPACE}" version="1.2"><file original="o" source-language="hy" target-language="de"><body>'
FOOT = "</body></file></xliff>"
ONE = '<trans-unit id="a"><source>A <g id="1">b</g></source><target>B<x id="2"/></target></trans-unit>'
READ = XliffFile("o", "hy", "de", [FileUnit("a", ("A ", Tag("1", ("b",))), ("B", Tag("2")))])
BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def refuse(data: bytes) -> str:
    """Return why a file is refused."""
    with pytest.raises(Invalid) as refusal:
        read_xliff(data)
    return str(refusal.value)


NOT_WELL_FORMED = "This file is not well-formed XML: see line 1."
REFUSED = {
    "nothing": (b"", "This file is not written in UTF-8 or UTF-16. Save it as UTF-8 and hand it in again."),
    "a Word file": (b"PK\x03\x04\x14\x00", "This is not an XLIFF file."),
    "words": (b"Dear editors,\nthe translation is attached.", "This is not an XLIFF file."),
    "HTML": (b"<html><body><p>x</p></body></html>", "This is not an XLIFF file."),
    "XLIFF 2": (
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>',
        "This is XLIFF 2.0; only XLIFF 1.2 is taken.",
    ),
    "XLIFF 1.1": (
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.1" version="1.1"/>',
        "This is XLIFF 1.1; only XLIFF 1.2 is taken.",
    ),
    "a false version": (
        f'<xliff xmlns="{NAMESPACE}" version="1.3"/>'.encode(),
        "This is XLIFF 1.3; only XLIFF 1.2 is taken.",
    ),
    "no version": (f'<xliff xmlns="{NAMESPACE}"/>'.encode(), "This is XLIFF ?; only XLIFF 1.2 is taken."),
    "two files": (
        f"{HEAD}</body></file>{HEAD.partition('>')[2]}{FOOT}".encode(),
        "This file holds 2 texts; hand in one translation at a time.",
    ),
    "no file": (
        f'<xliff xmlns="{NAMESPACE}" version="1.2"/>'.encode(),
        "This file holds 0 texts; hand in one translation at a time.",
    ),
    "torn off": (f"{HEAD}{ONE}".encode()[:200], NOT_WELL_FORMED),
    "a control character": (f"{HEAD}{ONE}{FOOT}".replace("A ", "A \x07").encode(), NOT_WELL_FORMED),
    "a reference to one": (f"{HEAD}{ONE}{FOOT}".replace("A ", "A &#7;").encode(), NOT_WELL_FORMED),
    "an unknown entity": (f"{HEAD}{ONE}{FOOT}".replace("A ", "&who;").encode(), NOT_WELL_FORMED),
    "too deep": (f"{HEAD}{'<group>' * 3000}{'</group>' * 3000}{FOOT}".encode(), NOT_WELL_FORMED),
    "Latin 1": (
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{HEAD}{FOOT}'.encode("latin-1"),
        "This file is not written in UTF-8 or UTF-16. Save it as UTF-8 and hand it in again.",
    ),
    "Windows Cyrillic": (
        f"{HEAD}{ONE}{FOOT}".replace("A ", "Привет").encode("cp1251"),
        "This file is not written in UTF-8 or UTF-16. Save it as UTF-8 and hand it in again.",
    ),
    "half a surrogate pair": (
        f"{HEAD}{ONE}{FOOT}".replace("A ", "\ud800").encode("utf-16", "surrogatepass"),
        "This file is not written in UTF-8 or UTF-16. Save it as UTF-8 and hand it in again.",
    ),
    "too large": (b" " * (LARGEST + 1), "This file is larger than 5 MB."),
    "too many units": (
        f"{HEAD}{'<trans-unit/>' * 100_000}{FOOT}".encode(),
        "This file has more units and tags than any text of the journal.",
    ),
    "too many tags": (
        f"{HEAD}{ONE}{FOOT}".replace("<target>", f"<target>{'<x/>' * 300_000}").encode(),
        "This file has more units and tags than any text of the journal.",
    ),
    "tags nested too deeply": (
        f"{HEAD}{ONE}{FOOT}".replace("<target>", f"<target>{'<g>' * 150}{'</g>' * 150}").encode(),
        "The tags in this file are nested more deeply than in any text of the journal.",
    ),
}
DOCTYPES = {
    "a DOCTYPE": "<!DOCTYPE xliff>",
    "an outside DTD": '<!DOCTYPE xliff SYSTEM "http://127.0.0.1:1/x.dtd">',
    "a file read by an entity": '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "a billion laughs": f'<!DOCTYPE xliff [<!ENTITY l0 "ha">{BOMB}]>',
    "one after a comment": "<!-- <!DOCTYPE --> <?a b?>\n<!DOCTYPE xliff>",
    "one after byte order marks": "\ufeff\ufeff<!DOCTYPE xliff>",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_xliff_is_refused_with_its_reason_and_quickly(kind: str) -> None:
    data, reason = REFUSED[kind]
    start = time.perf_counter()
    assert refuse(data) == reason
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("kind", DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused_before_a_parser_sees_it(kind: str, encoding: str) -> None:
    data = f"{DOCTYPES[kind]}{HEAD}{ONE}{FOOT}".replace("B<", "&x;<").encode(encoding)
    assert refuse(data) == "This file has a DOCTYPE, which XLIFF does not need and which is not taken."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_is_read(encoding: str) -> None:
    name = "utf-8" if encoding.startswith("utf-8") else "utf-16"
    for declaration in (f'<?xml version="1.0" encoding="{name}"?>\r\n', ""):
        assert read_xliff(f"{declaration}{HEAD}{ONE}{FOOT}".encode(encoding)) == READ


def test_segments_within_segments_take_no_longer_than_others() -> None:
    tags, spent = '<x id="2"/>' * 50_000, []
    for depth in (1, 200):
        segments = "<mrk mtype='seg'>" * depth + tags + "</mrk>" * depth
        start = time.perf_counter()
        units = read_xliff(f"{HEAD}{ONE}{FOOT}".replace('B<x id="2"/>', segments).encode()).units
        spent.append(time.perf_counter() - start)
        assert [len(unit.target or ()) for unit in units] == [50_000]
    assert spent[1] < 10 * spent[0]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\r\n  {ONE}\r\n{FOOT}\r\n",
        f"<!-- a tool -->{HEAD}<?tool x?>{ONE}<!-- more -->{FOOT}",
        f"{HEAD}<group id='g'><count-group name='c'/><group>{ONE}</group></group>{FOOT}",
        f"{HEAD}{ONE}{FOOT}".replace("<body>", "<header><tool tool-id='t' tool-name='T'/></header><body>"),
        f"{HEAD}{ONE}{FOOT}".replace("<target>", "<seg-source>A</seg-source><target state='final' approved='yes'>"),
        f"{HEAD}{ONE}{FOOT}".replace(
            "</trans-unit>", "<alt-trans><source>x</source><target>y</target></alt-trans></trans-unit>"
        ),
        f"{HEAD}{ONE}{FOOT}".replace("B<x id='2'/>", "").replace(
            'B<x id="2"/>', '<mrk mtype="seg" mid="1">B</mrk><mrk mtype="seg" mid="2"><x ctype="y" id="2"/></mrk>'
        ),
        f"{HEAD}{ONE}{FOOT}".replace("<target>B", "<target><![CDATA[B]]>"),
        f"{HEAD}{ONE}{FOOT}".replace("<target>B", "<target><!-- why -->B"),
        f"{HEAD}{ONE}{FOOT}".replace("B<x", "<other:mrk xmlns:other='NS' mtype='seg'>B</other:mrk><x").replace(
            "NS", NAMESPACE
        ),
    ],
)
def test_the_habits_of_other_tools_change_nothing(text: str) -> None:
    assert read_xliff(text.encode()) == READ


def test_a_prefix_of_the_namespace_changes_nothing() -> None:
    prefixed = f"{HEAD}{ONE}{FOOT}".replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert read_xliff(prefixed.encode()) == READ


@pytest.mark.parametrize(
    ("inside", "foreign"),
    [
        ('<ph id="1">b</ph>', "<ph>"),
        ('<bpt id="1">b</bpt>', "<bpt>"),
        ('<mrk mtype="protected">b</mrk>', "<mrk>"),
        ('<x id="1">words</x>', "<x>"),
        ('<script xmlns="http://www.w3.org/1999/xhtml">b</script>', "<script>"),
    ],
)
def test_other_elements_within_a_text_are_noted(inside: str, foreign: str) -> None:
    data = f"{HEAD}{ONE}{FOOT}".replace("B<", f"{inside}<").encode()
    assert [unit.foreign for unit in read_xliff(data).units] == [foreign]


def test_a_unit_without_a_target_has_none() -> None:
    data = f"{HEAD}<trans-unit id='a'><source>A</source></trans-unit>{FOOT}".encode()
    assert read_xliff(data).units == [FileUnit("a", ("A",), None)]
