"""Files no word processor would write but that are read all the same; what reading costs at the worst."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.manuscripts.package import Unreadable
from articles.manuscripts.reading import read_word
from tests.articles.manuscripts.packages import cite, make_parts, make_word, note, p, pack, picture, run, store, style

FILES = Path(__file__).resolve().parent / "files"
MOST_SECONDS = 2.0

ODD = {
    "no styles": (make_word(p("x", "Unknown")), "<p>x</p>"),
    "no relationships": (
        pack({"[Content_Types].xml": "<Types/>", "word/document.xml": make_parts(p("x"))["word/document.xml"]}),
        "<p>x</p>",
    ),
    "numbering without kinds": (
        make_word(
            p("x", properties='<w:numPr><w:ilvl w:val="a"/><w:numId w:val="1"/></w:numPr>'),
            numbering='<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
        ),
        "<p>x</p>",
    ),
    "a list that leads to itself": (
        make_word(
            p("x", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'),
            styles=style("L", "L", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "numbering"),
            numbering='<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
        "<p>x</p>",
    ),
    "notes without ids": (
        make_word(
            p(run("x") + "<w:r><w:footnoteReference/></w:r>"),
            footnotes=f"<w:footnote>{p('n')}</w:footnote><w:footnote>{p('m')}</w:footnote>",
        ),
        '<p>x<sup data-note="new1"></sup></p>',
    ),
    "no part of notes": (make_word(p(run("x") + cite(1) + cite(2, "endnote"))), "<p>x</p>"),
    "empty paragraphs": (store(make_parts("<w:p/>" * 200_000 + p("x"))), "<p>x</p>"),
    "spans that are no numbers": (
        make_word(
            f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='x'/></w:tcPr>{p('x')}</w:tc><w:tc><w:tcPr>"
            f"<w:gridSpan w:val='-3'/></w:tcPr>{p('y')}</w:tc></w:tr><w:tr/></w:tbl>"
        ),
        "<table><tbody><tr><td>x</td><td>y</td></tr></tbody></table>",
    ),
    "script in words": (make_word(p(run("&lt;script&gt;x&lt;/script&gt;"))), "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
    "signs nobody sees": (make_word(p(run("a\u202eb\ufeffc"))), "<p>a\u202ebc</p>"),
    "the strict form of the format": (
        pack(
            {
                name: str(content).replace(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
                for name, content in make_parts(p("T", "Title") + p(run("x", "<w:i/>"))).items()
            }
        ),
        "<p><em>x</em></p>",
    ),
    "macros": (pack({**make_parts(p("x")), "word/vbaProject.bin": b"x"}), "<p>x</p>"),
    "an odd part nobody needs": (pack({**make_parts(p("x")), "customXml/item1.xml": "<a"}), "<p>x</p>"),
    "fields without end": (
        store(make_parts(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 2_000) + p("x"))),
        "<p>x</p>",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_the_reader_survives(name: str) -> None:
    data, body = ODD[name]
    assert read_word(data).body == body


def test_a_chain_of_styles_without_end_is_followed_for_a_while_only() -> None:
    styles = "".join(style(f"s{n}", f"n{n}", f'<w:basedOn w:val="s{n + 1}"/>') for n in range(3_000))
    start = time.process_time()
    read = read_word(store(make_parts("".join(p("a", f"s{n}") for n in range(3_000)), styles=styles)))
    assert read.body == "<p>a</p>" * 3_000
    assert time.process_time() - start < MOST_SECONDS


@given(st.binary(max_size=400), st.integers(min_value=0, max_value=2_000))
def test_bytes_changed_anywhere_are_read_or_refused(noise: bytes, place: int) -> None:
    data = (FILES / "russian-pandoc-libreoffice.docx").read_bytes()
    place = place * 7 % len(data)
    spoilt = data[:place] + noise + data[place + len(noise) :]
    try:
        said = read_word(spoilt).body
    except Unreadable as refusal:
        said = f"<p>{refusal}"
    assert said.startswith("<p>")


MEASURE = """
import sys, re
from django.conf import settings
settings.configure(USE_I18N=False)
from articles.manuscripts.reading import read_word
from articles.manuscripts.package import Unreadable
data = sys.stdin.buffer.read()
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
before = peak()
try:
    read_word(data)
except Unreadable:
    pass
print((peak() - before) // 1024)
"""

HEAVY = {
    "elements": lambda: store(make_parts("<w:p/>" * 390_000)),
    "runs": lambda: store(make_parts(p("<w:r><w:t>a</w:t></w:r>" * 150_000))),
    "attributes": lambda: store(make_parts("<w:p " + " ".join(f'w:a{n}=""' for n in range(380_000)) + "/>")),
    "text": lambda: store(make_parts(p(run("a" * 9_000_000)))),
    "pictures": lambda: store(
        {
            **make_parts(p(picture("i")), links=(("i", "image", "media/a.png"),)),
            "word/media/a.png": b"\x89PNG\r\n\x1a\n" + bytes(4_900_000),
            "word/media/b.bin": bytes(14_000_000),
        }
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_reading_takes_less_than_200_megabytes(name: str) -> None:
    """The most memory a process of its own has held while reading, beyond what it held before."""
    done = subprocess.run([sys.executable, "-c", MEASURE], input=HEAVY[name](), capture_output=True, check=True)
    assert int(done.stdout) < 200


def test_a_long_article_with_many_notes_is_read_in_a_fraction_of_a_second() -> None:
    words = " ".join(["word"] * 25)
    body = p("T", "Title") + "".join(p(run(words) + (cite(n) if n <= 20 else "")) for n in range(1, 101))
    data = make_word(body, footnotes="".join(note(n, words) for n in range(1, 21)))
    start = time.process_time()
    assert len(read_word(data).notes) == 20
    assert time.process_time() - start < 0.5
