"""A Word file as a whole: its parts, how they refer to each other, and the archive (ECMA-376 Part 2, OPC).

Equal input gives equal bytes: the order of the parts is that in which they were added, and the archive bears no time.
"""

import io
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MEDIA_TYPE = f"{WORD}.document"
"""Of the file itself."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_BY_ENDING = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest an archive can say."""


@dataclass
class Relationships:
    """What one part refers to. Ids are given in order; the same target has one id."""

    rows: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, is_external: bool = False) -> str:
        """Return the id of the relationship of `kind` (a URI) to `target`: a path relative to the part, or, of an
        external one, an address."""
        return self.rows.setdefault((kind, target, is_external), f"rId{len(self.rows) + 1}")

    def write(self) -> bytes:
        """Return the part that lists them."""
        modes = {True: ' TargetMode="External"', False: ""}
        rows = "".join(
            f'<Relationship Id="{row_id}" Type={quoteattr(kind)} Target={quoteattr(target)}{modes[is_external]}/>'
            for (kind, target, is_external), row_id in self.rows.items()
        )
        return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{rows}</Relationships>'.encode()


@dataclass
class Package:
    """The parts of a file by their path, with their content types where the ending of the path does not say it."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, data: bytes, media_type: str = "", relationships: Relationships | None = None) -> None:
        """Put a part into the file, and what it refers to."""
        self.parts[path] = data
        if media_type:
            self.types[path] = media_type
        if relationships and relationships.rows:
            folder, _, name = path.rpartition("/")
            self.parts[f"{folder}/_rels/{name}.rels".lstrip("/")] = relationships.write()

    def pack(self) -> bytes:
        """Return the archive, the content types first as the standard recommends."""
        held = io.BytesIO()
        with ZipFile(held, "w", ZIP_DEFLATED) as archive:
            for path, data in {"[Content_Types].xml": self._write_types(), **self.parts}.items():
                entry = ZipInfo(path, _NO_TIME)
                entry.compress_type = ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, data)
        return held.getvalue()

    def _write_types(self) -> bytes:
        endings = sorted({path.rpartition(".")[2] for path in self.parts} & set(_BY_ENDING))
        defaults = "".join(f'<Default Extension="{each}" ContentType="{_BY_ENDING[each]}"/>' for each in endings)
        parts = "".join(
            f'<Override PartName="/{path}" ContentType="{media_type}"/>' for path, media_type in self.types.items()
        )
        return f'{_HEAD}<Types xmlns="{_TYPES}">{defaults}{parts}</Types>'.encode()
