"""The real client: OmegaT, Debian's package, without a window. What it makes of an export is taken over."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from articles.choices import Stage
from articles.revisions import working_content
from articles.xliff.fitting import fit
from articles.xliff.reading import read_xliff
from articles.xliff.taking import take_over
from articles.xliff.writing import NAMESPACE
from journal.demo.reading import read_pieces
from tests import factories
from tests.articles.xliff.exports import change, export, find_german, make_piece

SETTINGS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>hy</source_lang><target_lang>de</target_lang><sentence_seg>{sentences}</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""
FOLDERS = ("source", "target", "omegat", "tm", "glossary", "dictionary", "home", "settings")


@pytest.fixture
def omegat() -> str:
    """Find OmegaT. Skips where there is none; with ENFACE_REQUIRE_OMEGAT=1 the test fails instead."""
    found = shutil.which("omegat")
    if found is None:
        message = "OmegaT is not installed (Debian: apt install omegat)"
        if os.environ.get("ENFACE_REQUIRE_OMEGAT") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


def run_omegat(omegat: str, folder: Path, data: bytes, memory: dict[str, str], *, by_sentence: bool = False) -> bytes:
    """Have OmegaT translate a file with a memory of whole segments, units or sentences; return what it has written.

    Nothing outside of `folder` is touched. About three seconds.
    """
    for name in FOLDERS:
        (folder / name).mkdir()
    (folder / "omegat.project").write_text(SETTINGS.format(sentences="true" if by_sentence else "false"))
    (folder / "source" / "piece.xlf").write_bytes(data)
    (folder / "omegat" / "project_save.tmx").write_bytes(write_memory(memory))
    java = f"-Duser.home={folder / 'home'} -Djava.util.prefs.userRoot={folder / 'home'} -Djava.awt.headless=true"
    said = subprocess.run(
        [omegat, str(folder), "--mode=console-translate", f"--config-dir={folder / 'settings'}", "--no-team"],
        env={**os.environ, "HOME": str(folder / "home"), "JAVA_TOOL_OPTIONS": java},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    written = folder / "target" / "piece.xlf"
    assert written.is_file(), said.stdout + said.stderr
    return written.read_bytes()


def write_memory(memory: dict[str, str]) -> bytes:
    """Return a translation memory as OmegaT keeps it: TMX 1.1, tags written out as text."""
    root = etree.Element("tmx", version="1.1")
    header = {"creationtool": "OmegaT", "creationtoolversion": "3.6.0", "o-tmf": "OmegaT TMX", "datatype": "plaintext"}
    etree.SubElement(root, "header", {**header, "adminlang": "EN-US", "segtype": "paragraph", "srclang": "hy"})
    body = etree.SubElement(root, "body")
    for source, target in memory.items():
        row = etree.SubElement(body, "tu")
        for code, text in (("hy", source), ("de", target)):
            etree.SubElement(etree.SubElement(row, "tuv", lang=code), "seg").text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def list_segments(data: bytes) -> Iterator[str]:
    """Yield every segment as OmegaT names its tags, numbered from 0; and without the tags at its ends, which it may
    leave out of a segment and put back."""
    for target in etree.fromstring(data).iter(f"{{{NAMESPACE}}}target"):
        numbers = {tag: str(number) for number, tag in enumerate(target.iterdescendants())}
        yield name_tags(find_words(target), numbers)
        segment = name_tags(target, numbers)
        yield segment
        first, last = 0, len(segment)
        while segment[first:last].endswith("/>"):
            last = segment.rindex("<", first, last)
            yield segment[first:last]


def find_words(element: etree._Element) -> etree._Element:
    """Return the innermost tag that is around everything in an element, or the element itself."""
    while (
        not element.text and len(element) == 1 and len(element[0]) + len(element[0].text or "") and not element[0].tail
    ):
        element = element[0]
    return element


def put_mark(root: etree._Element) -> None:
    """Put `DE ` before the words of every target, as the memory does."""
    for target in root.iter(f"{{{NAMESPACE}}}target"):
        words = find_words(target)
        words.text = f"DE {words.text or ''}"


def name_tags(element: etree._Element, numbers: dict[etree._Element, str]) -> str:
    parts = [element.text or ""]
    for child in element:
        name = f"{etree.QName(child).localname}{numbers[child]}"
        inner = name_tags(child, numbers)
        parts.append(f"<{name}>{inner}</{name}>" if name.startswith("g") else f"<{name}/>")
        parts.append(child.tail or "")
    return "".join(parts)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_omegat_makes_of_an_export_becomes_the_translation(omegat: str, tmp_path: Path) -> None:
    article, lena = make_piece()
    german = find_german(article)
    data = export(german, from_source=True)
    link = "See <g0>the <g1>report</g1></g0><x2/> of\xa02021 & after.<x3/>Next line"
    memory = {segment: f"DE {segment}" for segment in list_segments(data)}
    assert link in memory
    memory[link] = "<x2/>Den <g0><g1>Bericht</g1> dort</g0>, siehe <dies> & später.<x3/>Weiter"
    made = fit(read_xliff(run_omegat(omegat, tmp_path, data, memory)), german)
    german = take_over(german, made, by=lena, at=factories.MORNING, edit_number=german.edit_number, submit=True)
    content = working_content(german)
    assert (german.stage, made.untranslated, content.title, content.standfirst) == (
        Stage.IN_REVIEW,
        [],
        "DE A title",
        "DE One line.\nDE Another line.",
    )
    assert content.body == (
        '<h2>DE Heading<sup data-note="k1"></sup></h2><p><sup data-note="k2"></sup>Den <a href="https://a.example/">'
        "<strong>Bericht</strong> dort</a>, siehe &lt;dies&gt; &amp; später.<br>Weiter</p>"
        '<blockquote><p lang="en">DE Quoted <em>words</em></p></blockquote>'
        "<ul><li>DE first item</li><li>DE second item</li></ul><hr>"
        '<p>DE The end<sup data-note="k2"></sup>.</p>'
    )
    assert {key: note["html"] for key, note in content.notes.items()} == {
        "k1": 'DE See <a href="https://b.example/">a book</a>, p. 5.',
        "k2": "<p>DE First part.</p><p>DE Second part.</p>",
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_a_real_piece_comes_back_from_omegat_with_every_tag(omegat: str, tmp_path: Path) -> None:
    piece = max(read_pieces(), key=lambda each: len(each.texts[each.original].notes))
    text = piece.texts[piece.original]
    article = factories.create_article(language=piece.original, texts=text.fields(), notes=text.notes)
    factories.release(factories.find_version(article))
    target = "de" if piece.original != "de" else "hy"
    version = factories.create_version(article, target)
    data = export(version, from_source=True)
    memory = {segment: f"DE {segment}" for segment in list_segments(data)}
    made = fit(read_xliff(run_omegat(omegat, tmp_path, data, memory)), version)
    expected = fit(read_xliff(change(data, put_mark)), version)
    assert (made.texts, made.notes, made.untranslated) == (expected.texts, expected.notes, [])
    assert len(made.notes) == len(text.notes) > 0


@pytest.mark.slow
@pytest.mark.django_db
def test_units_cut_into_sentences_come_back_whole_and_what_is_left_alone_is_named(omegat: str, tmp_path: Path) -> None:
    article, _lena = make_piece(body="<p>One.  Two <em>words.</em> Three.</p><p>Four.</p>", notes={})
    german = find_german(article)
    memory = {"One.": "Eins.", "Two <g0>words.</g0> Three.": "<g0>Zwei</g0>. Drei.", "A title": "Titel"}
    made = fit(read_xliff(run_omegat(omegat, tmp_path, export(german), memory, by_sentence=True)), german)
    assert (made.texts["body"], made.texts["title"]) == (
        "<p>Eins.  <em>Zwei</em>. Drei.</p><p>Four.</p>",
        "Titel",
    )
    assert made.untranslated == [
        "Subtitle",
        "Standfirst, line 1",
        "Standfirst, line 2",
        "Passage 2 of the text (paragraph)",
    ]
