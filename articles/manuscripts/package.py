"""The file before anything is read: a zip archive opened under caps, its XML parts parsed with nothing allowed.

Every refusal is an `Unreadable` with a sentence for the person. Nothing is unpacked before the archive's own figures
have been judged, nothing is believed of them while it is unpacked, and no part may declare anything: a DOCTYPE ends the
reading, so there are no entities and nothing outside the file is ever asked for. Package rules: ECMA-376, part 2.
"""

import posixpath
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from struct import error as StructError
from urllib.parse import unquote
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _
from lxml import etree

from articles.refusals import Invalid

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_MEMBERS = 1_000
MAX_UNPACKED = 50 * MEGABYTE
MAX_RATIO = 100
MAX_XML = 16 * MEGABYTE
"""Of one XML part: a tree takes several times its text."""
MAX_NODES = 400_000
"""Elements and attributes of all XML parts together."""
MAX_DEPTH = 120
SMALL = 100_000
"""A member no larger than this may be as well packed as it likes."""

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml)/")
"""Namespaces of the strict form of the format (ISO/IEC 29500-1), which are those of the usual one under other names."""
_USUAL = {
    b"wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"drawingml": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_FAULTS = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, StructError, ValueError)
"""What `zipfile` raises for archives that are damaged, by accident or on purpose."""
_XML_NAME = re.compile(r"\.(?:xml|rels|vml)\Z", re.IGNORECASE)
_BAD_NAME = re.compile(r"[\x00-\x1f\\]|\A/|\A[A-Za-z]:|(?:\A|/)\.\.?(?:/|\Z)")

NO_WORD_FILE = _("This is not a Word file of the kind .docx. Open it in a word processor and save it as .docx.")
DAMAGED = _("This file is damaged and cannot be read. Open it in a word processor and save it again as .docx.")
KINDS = {
    "protected": _("This file is protected by a password. Remove the password in Word and hand it in again."),
    "doc": _("This is an old Word file (.doc). Open it in Word or LibreOffice and save it as .docx."),
    "odt": _("This is an OpenDocument text (.odt). Open it in LibreOffice or Word and save it as .docx."),
    "pdf": _("This is a PDF file. A manuscript is handed in as .docx."),
    "rtf": _("This is an RTF file. Open it in a word processor and save it as .docx."),
    "pages": _("This is a Pages file. Export it from Pages as a Word file (.docx)."),
    "office": _("This is an Excel or PowerPoint file. A manuscript is handed in as .docx."),
}
TOO_LARGE = _("This file is larger than 20 MB. Make its pictures smaller, or hand them in one by one.")
TOO_MUCH_INSIDE = _("This file holds more than it may: at most 1,000 parts, and 50 MB once unpacked.")
PACKED_TOO_WELL = _("This file is compressed more than a hundredfold. It is not read.")
WRONG_NAMES = _("The parts of this file have names that no word processor writes: it is not read.")
DECLARATIONS = _(
    "A part of this file declares entities or a document type, which no word processor writes. It is not read."
)
TOO_COMPLEX = _("The text in this file is too long or too deeply nested to be read.")


class Unreadable(Invalid):
    """A file that is not taken; the message says why."""

    def __init__(self, message: object) -> None:
        super().__init__(message, field="file")


@dataclass(frozen=True)
class Relationship:
    """What a part refers to: another part, or something outside, which is never followed."""

    kind: str
    """The last word of its type: hyperlink, image, footnotes …"""
    target: str
    """Name of a part (without a leading slash), or the address of something outside."""
    is_external: bool


class Package:
    """An archive that has passed its caps. Parts are found whatever the case of their names."""

    def __init__(self, archive: ZipFile, members: dict[str, ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self._unpacked = 0
        self._nodes = 0
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._examined: set[str] = set()

    @property
    def names(self) -> list[str]:
        return [info.filename for info in self._members.values()]

    def has(self, name: str) -> bool:
        return name.lower() in self._members

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Unreadable if they are not what was declared, or too many in all."""
        info = self._members[name.lower()]
        try:
            with self._archive.open(info) as member:
                data = member.read(info.file_size + 1)
        except _FAULTS as fault:
            raise Unreadable(DAMAGED) from fault
        if len(data) != info.file_size:
            raise Unreadable(DAMAGED)
        self._unpacked += len(data)
        # A part is looked through, read, and a picture taken out: no honest reading goes round more often
        if self._unpacked > 3 * MAX_UNPACKED:
            raise Unreadable(TOO_MUCH_INSIDE)
        return data

    def examine(self) -> None:
        """Look through every XML part without building anything. Unreadable for a declaration anywhere, or too much."""
        for name in self.names:
            if _XML_NAME.search(name):
                self._examine(name, self.read(name), is_needed=False)

    def parse(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, None where there is no such part. Unreadable for anything not XML."""
        if not self.has(name):
            return None
        data = self.read(name)
        self._examine(name, data, is_needed=True)
        data = _STRICT.sub(lambda found: _USUAL[found[1]], data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise Unreadable(DAMAGED) from fault
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
            raise Unreadable(DECLARATIONS)
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return what a part refers to, by id; {} for a part without."""
        if part not in self._relationships:
            folder, name = posixpath.split(part)
            self._relationships[part] = self._read_relationships(f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
        return self._relationships[part]

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the first part of a kind that `part` refers to, None where there is none."""
        return next((row.target for row in self._inside(part, kind)), None)

    def all_related(self, part: str, kind: str) -> list[str]:
        """Return the names of all of them."""
        return [row.target for row in self._inside(part, kind)]

    def _inside(self, part: str, kind: str) -> list[Relationship]:
        rows = self.relationships(part).values()
        return [row for row in rows if row.kind == kind and not row.is_external and self.has(row.target)]

    @cached_property
    def main(self) -> str:
        """The name of the main part. Unreadable where there is none."""
        name = self.related("", "officeDocument") or "word/document.xml"
        if not self.has(name):
            raise Unreadable(NO_WORD_FILE)
        return name

    def _read_relationships(self, name: str, folder: str) -> dict[str, Relationship]:
        root = self.parse(name)
        found = {}
        for row in () if root is None else root.iter(_RELATIONSHIPS):
            target, is_external = row.get("Target", ""), row.get("TargetMode") == "External"
            if not is_external:
                # A part's name may be written as an address
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[row.get("Id", "")] = Relationship(row.get("Type", "").rpartition("/")[2], target, is_external)
        return found

    def _examine(self, name: str, data: bytes, *, is_needed: bool) -> None:
        if name in self._examined:
            return
        if len(data) > MAX_XML:
            raise Unreadable(TOO_COMPLEX)
        self._examined.add(name)
        depth = 0

        def start(_tag: str, attributes: list[str]) -> None:
            nonlocal depth
            depth += 1
            self._nodes += 1 + len(attributes) // 2
            if depth > MAX_DEPTH or self._nodes > MAX_NODES:
                raise Unreadable(TOO_COMPLEX)

        def end(_tag: str) -> None:
            nonlocal depth
            depth -= 1

        def refuse(*_given: object) -> None:
            raise Unreadable(DECLARATIONS)

        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as fault:
            if is_needed:
                raise Unreadable(DAMAGED) from fault
            self._examined.discard(name)


def open_package(data: bytes) -> Package:
    """Return the package in `data`, its parts looked through. Unreadable, with the reason, for anything else.

    Refusals take well under a second: what cannot be judged by figures is judged while it is counted.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    if reason := _name_kind(data):
        raise Unreadable(reason)
    if not data.startswith(b"PK"):
        raise Unreadable(NO_WORD_FILE)
    _judge_directory(data)
    try:
        archive = ZipFile(BytesIO(data))
    except _FAULTS as fault:
        raise Unreadable(DAMAGED) from fault
    members = _judge_members(archive.infolist(), len(data))
    if kind := _name_archive(members, archive):
        raise Unreadable(KINDS[kind])
    package = Package(archive, members)
    package.examine()
    return package


def _name_kind(data: bytes) -> object:
    """Return the sentence for a file that is plainly of another kind, None for others."""
    if data.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):  # [MS-CFB]: old Office files, and encrypted new ones
        if "EncryptedPackage".encode("utf-16-le") in data:
            return KINDS["protected"]
        return KINDS["doc"] if "WordDocument".encode("utf-16-le") in data else NO_WORD_FILE
    head = data[:1024].lstrip()
    return KINDS["pdf"] if head.startswith(b"%PDF-") else KINDS["rtf"] if head.startswith(b"{\\rtf") else None


def _judge_directory(data: bytes) -> None:
    """Refuse a table of contents that is too long to be listed (PKWARE APPNOTE 4.3.16)."""
    end = data.rfind(b"PK\x05\x06", -(65_535 + 22))
    if end < 0 or len(data) < end + 22:
        raise Unreadable(DAMAGED)
    entries = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if data[max(end - 20, 0) : end].startswith(b"PK\x06\x07") or entries > MAX_MEMBERS or size > MAX_MEMBERS * 512:
        raise Unreadable(TOO_MUCH_INSIDE)


def _judge_members(rows: list[ZipInfo], packed: int) -> dict[str, ZipInfo]:
    """Return the files of an archive by their names in small letters. Unreadable for what no word processor writes."""
    if len(rows) > MAX_MEMBERS or sum(row.file_size for row in rows) > MAX_UNPACKED:
        raise Unreadable(TOO_MUCH_INSIDE)
    for row in rows:
        if row.flag_bits & 1:
            raise Unreadable(KINDS["protected"])
        if row.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable(DAMAGED)
        if row.file_size > SMALL and row.file_size > MAX_RATIO * max(row.compress_size, 1):
            raise Unreadable(PACKED_TOO_WELL)
        if _BAD_NAME.search(row.orig_filename.rstrip("/")):
            raise Unreadable(WRONG_NAMES)
    files = [row for row in rows if not row.is_dir()]
    if sum(row.file_size for row in files) > max(MAX_RATIO * packed, SMALL):
        raise Unreadable(PACKED_TOO_WELL)
    members = {row.filename.lower(): row for row in files}
    if len(members) < len(files):
        raise Unreadable(WRONG_NAMES)
    return members


def _name_archive(members: dict[str, ZipInfo], archive: ZipFile) -> str:
    """Return the kind of an archive that is no Word file, where it can be told; "" otherwise."""
    if "mimetype" in members and members["mimetype"].file_size < 200:
        try:
            mimetype = archive.read(members["mimetype"])
        except _FAULTS:
            mimetype = b""
        if mimetype.startswith(b"application/vnd.oasis.opendocument"):
            return "odt"
    if "index/document.iwa" in members or "index.zip" in members:
        return "pages"
    return "office" if {"xl/workbook.xml", "ppt/presentation.xml"} & set(members) else ""
