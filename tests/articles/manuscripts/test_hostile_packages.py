"""Files that are no manuscripts, or not only: refused with a sentence, or read without doing anybody's bidding."""

import socket
import struct
import threading
import time
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation

from articles.manuscripts import package
from articles.manuscripts.package import Unreadable
from articles.manuscripts.reading import read_word
from tests.articles.manuscripts.packages import (
    deepen,
    field,
    make_parts,
    make_word,
    p,
    pack,
    picture,
    run,
    store,
    write_part,
    write_relationships,
)

FILES = Path(__file__).resolve().parent / "files"
CFB = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
MOST_SECONDS = 2.0


def refuse(data: bytes) -> str:
    """Return the sentence a file is refused with. Fails if it is read, or refused too late."""
    start = time.process_time()
    with pytest.raises(Unreadable) as refusal:
        read_word(data)
    assert time.process_time() - start < MOST_SECONDS
    assert refusal.value.field == "file"
    return str(refusal.value)


def change(data: bytes, signature: bytes, offset: int, new: bytes) -> bytes:
    """Return an archive with bytes of its last record of a kind replaced."""
    place = data.rfind(signature) + offset
    return data[:place] + new + data[place + len(new) :]


def truncate(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


OTHER_KINDS = {
    "nothing": (b"", package.NO_WORD_FILE),
    "a text": (b"Dear editor", package.NO_WORD_FILE),
    "a password": (CFB + "EncryptedPackage".encode("utf-16-le"), package.KINDS["protected"]),
    "an old Word file": (CFB + "WordDocument".encode("utf-16-le"), package.KINDS["doc"]),
    "another old file": (CFB, package.NO_WORD_FILE),
    "a PDF": (b"%PDF-1.7\n", package.KINDS["pdf"]),
    "an RTF": (b"{\\rtf1 a}", package.KINDS["rtf"]),
    "a web page": (b"<html><p>x</p></html>", package.NO_WORD_FILE),
    "an OpenDocument text": (
        pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        package.KINDS["odt"],
    ),
    "a Pages file": (pack({"Index/Document.iwa": b"x"}), package.KINDS["pages"]),
    "an Excel file": (pack({"xl/workbook.xml": "<a/>"}), package.KINDS["office"]),
    "an archive of nothing": (pack({}), package.NO_WORD_FILE),
    "an archive of something": (pack({"a.txt": "x"}), package.NO_WORD_FILE),
    "half an archive": (truncate(make_word(p("x"))), package.DAMAGED),
    "an archive without its end": (make_word(p("x"))[:-30], package.DAMAGED),
    "no body": (pack({**make_parts(), "word/document.xml": write_part("document", "")}), package.DAMAGED),
    "no XML": (pack({**make_parts(), "word/document.xml": "x"}), package.DAMAGED),
    "a sign XML does not have": (make_word(p(run("a&#1;"))), package.DAMAGED),
    "a part that is cut off": (pack({**make_parts(), "word/document.xml": "<w:document"}), package.DAMAGED),
}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_what_is_no_word_file_is_refused_by_name(name: str) -> None:
    data, sentence = OTHER_KINDS[name]
    assert refuse(data) == str(sentence)


def test_the_reason_is_told_in_the_language_of_the_person() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_word(b"%PDF-1.7")
    with translation.override("de"):
        assert str(refusal.value) == translation.gettext(str(package.KINDS["pdf"]))


NOISE = "".join(f"{number:x}" for number in range(20_000))


def lie(declared: int) -> bytes:
    """Return a file whose text says it has another size than it has."""
    data = make_word(p(run(NOISE)))
    return change(data, b"PK\x01\x02", 24, struct.pack("<I", declared)) if declared else data


BOX = f"<w:txbxContent>{p('x')}</w:txbxContent>"
BOMBS = {
    "zeros": lambda: (pack({**make_parts(), "word/media/a.png": bytes(40_000_000)}), package.PACKED_TOO_WELL),
    "a text of spaces": lambda: (make_word(p(run(" " * 2_000_000))), package.PACKED_TOO_WELL),
    "an archive within": lambda: (
        pack({**make_parts(), "word/a.bin": pack({"b": bytes(30_000_000)}) + bytes(3_000_000)}),
        package.PACKED_TOO_WELL,
    ),
    "many small ones": lambda: (
        pack({**make_parts(), **{f"a{n}": bytes(90_000) for n in range(400)}}),
        package.PACKED_TOO_WELL,
    ),
    "many members": lambda: (pack({f"a{n}": "" for n in range(1_001)}), package.TOO_MUCH_INSIDE),
    "very many members": lambda: (store({f"a{n}": "" for n in range(60_000)}), package.TOO_MUCH_INSIDE),
    "more than fits": lambda: (b"PK" + bytes(package.MAX_BYTES), package.TOO_LARGE),
    "a deep text": lambda: (store(make_parts(deepen("tbl", 10_000))), package.TOO_COMPLEX),
    "deep controls": lambda: (store(make_parts(deepen("sdt", 10_000))), package.TOO_COMPLEX),
    "too many elements": lambda: (store(make_parts("<w:p/>" * 500_000)), package.TOO_COMPLEX),
    "too many elements elsewhere": lambda: (
        store({**make_parts(), "x.xml": f"<a>{'<b/>' * 500_000}</a>"}),
        package.TOO_COMPLEX,
    ),
    "too many attributes": lambda: (
        store(make_parts("<w:p " + " ".join(f'w:a{n}=""' for n in range(400_000)) + "/>")),
        package.TOO_COMPLEX,
    ),
    "too long a part": lambda: (store({**make_parts(), "x.xml": f"<a>{'b' * 17_000_000}</a>"}), package.TOO_COMPLEX),
    "too long a text": lambda: (store(make_parts(p(run("a" * 250_001)))), package.TOO_COMPLEX),
    "too many paragraphs": lambda: (store(make_parts(p("a") * 40_000)), package.TOO_COMPLEX),
    "too many cells": lambda: (
        store(make_parts(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 60_000}</w:tr></w:tbl>")),
        package.TOO_COMPLEX,
    ),
    "too many boxes": lambda: (
        store(make_parts(p(f"<w:r><w:pict>{BOX * 40_000}</w:pict></w:r>"))),
        package.TOO_COMPLEX,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(name: str) -> None:
    data, sentence = BOMBS[name]()
    assert refuse(data) == str(sentence)


@pytest.mark.parametrize("declared", [1, 1_000, 400_000, 2**32 - 1])
def test_sizes_that_lie_are_found_out(declared: int) -> None:
    assert refuse(lie(declared)) in {str(package.DAMAGED), str(package.TOO_MUCH_INSIDE)}


NAMES = [
    "../evil.xml",
    "/etc/evil.xml",
    "word/../../evil.xml",
    "C:/evil.xml",
    "word\\evil.xml",
    "a\x01b.xml",
    "./a.xml",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, content in make_parts().items():
            archive.writestr(part, content)
        info = zipfile.ZipInfo("placeholder")
        info.filename = info.orig_filename = name
        archive.writestr(info, "<a/>")
    assert refuse(file.getvalue()) == str(package.WRONG_NAMES)


def test_a_name_with_nul_in_it_is_refused() -> None:
    data = pack({**make_parts(), "word/evilXxml": "<a/>"}).replace(b"evilXxml", b"evil\x00xml")
    assert refuse(data) == str(package.WRONG_NAMES)


@pytest.mark.parametrize("second", ["word/document.xml", "WORD/Document.XML"])
def test_two_parts_of_one_name_are_refused(second: str) -> None:
    file = BytesIO(make_word(p("x")))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(second, "<a/>")
    assert refuse(file.getvalue()) == str(package.WRONG_NAMES)


def test_an_encrypted_member_is_a_password_and_an_odd_packing_is_damage() -> None:
    data = make_word(p("x"))
    assert refuse(change(data, b"PK\x01\x02", 8, b"\x01\x00")) == str(package.KINDS["protected"])
    assert refuse(pack(make_parts(p("x")), compression=zipfile.ZIP_BZIP2)) == str(package.DAMAGED)
    spoilt = store(make_parts(p("Words that are spoilt")))
    assert refuse(spoilt.replace(b"that are", b"that ARE")) == str(package.DAMAGED)


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
DECLARED = {
    "laughs": LAUGHS,
    "a file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE a SYSTEM "http://127.0.0.1:{port}/x.dtd">',
    "a parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:{port}/p"> %x;]>',
    "nothing": "<!DOCTYPE a>",
}
PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/theme/theme1.xml",
    "customXml/item1.xml",
    "docProps/core.xml",
]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server that writes down everything it is asked. Yields its port and what came."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        is_over = threading.Event()

        def listen() -> None:
            while not is_over.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    heard.append(b"asked")

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        is_over.set()
        thread.join()


@pytest.mark.parametrize("part", PARTS)
def test_no_part_may_declare_anything(part: str, listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    parts = make_parts(p("x"), styles="", numbering="", footnotes="", comments="")
    for declaration in DECLARED.values():
        written = declaration.replace("{port}", str(port))
        content = written + str(parts.get(part, "<a>&x;</a>"))
        assert refuse(pack({**parts, part: content})) == str(package.DECLARATIONS)
        assert refuse(pack({**parts, part: content.encode("utf-16")})) == str(package.DECLARATIONS)
    assert heard == []


def test_nothing_outside_the_file_is_asked_for(listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    here = f"http://127.0.0.1:{port}"
    links = tuple(
        (f"x{number}", kind, f"{here}/{kind}")
        for number, kind in enumerate(("image", "oleObject", "attachedTemplate", "subDocument", "frame", "hyperlink"))
    )
    body = p(
        picture("x0")
        + picture("x0", kind="link")
        + '<w:r><w:object><o:OLEObject r:id="x1"/></w:object></w:r>'
        + f'<w:r><w:pict><v:imagedata r:id="x0"/><v:imagedata src="{here}/v"/></w:pict></w:r>'
        + field(f'INCLUDEPICTURE "{here}/p"', run("a"))
        + field(f'DDEAUTO excel "{here}"', run("b"))
        + '<w:hyperlink r:id="x5">'
        + run("c")
        + "</w:hyperlink>"
    )
    parts = make_parts(f'{body}<w:altChunk r:id="x1"/><w:subDoc r:id="x3"/>', links=links)
    parts["word/_rels/settings.xml.rels"] = write_relationships(
        ("t", "attachedTemplate", f"\\\\127.0.0.1@{port}\\t.dotm")
    )
    read = read_word(pack(parts))
    assert (heard, read.body) == ([], f'<p>ab<a href="{here}/hyperlink">c</a></p>')
    counts = {row.code: row.count for row in read.findings if not row.code.startswith("no-")}
    assert counts == {
        "image-outside": 3,
        "image-missing": 1,
        "object": 2,
        "field-outside": 2,
        "link": 1,
        "paragraph": 1,
        "outside": 5,
    }


@pytest.mark.parametrize(
    ("name", "target"), [("an absolute name", "/word/../../../etc/passwd"), ("an address", "file:///etc/passwd")]
)
def test_a_picture_is_looked_for_within_the_file_only(name: str, target: str) -> None:
    rows = f'<Relationship Id="i1" Type="x/image" Target="{target}"/>'
    relationships = write_relationships().replace("</Relationships>", f"{rows}</Relationships>")
    read = read_word(pack({**make_parts(p(picture("i1", name))), "word/_rels/document.xml.rels": relationships}))
    assert (read.body, {row.code for row in read.findings} & {"image-missing"}) == ("", {"image-missing"})
