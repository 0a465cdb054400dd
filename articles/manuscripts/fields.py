"""Word's fields: instructions with the result Word last computed for them (ECMA-376, part 1, 17.16).

The result is text and stays, but for tables of contents; a link and a reference to a note become what they are.
"""

import re
from dataclasses import dataclass

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(?!\\)(\S+))?(?:.*?\\l\s+"([^"]*)")?', re.IGNORECASE | re.DOTALL)
_BOOKMARK = re.compile(r'\s*\w+\s+"?([^\s"\\]+)')
_OUTSIDE = frozenset({"INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO", "IMPORT", "RD", "DATABASE"})
_CROSS = frozenset({"REF", "PAGEREF", "STYLEREF"})
_CONTENTS = frozenset({"TOC", "INDEX", "TOA"})
_CITATIONS = frozenset({"ADDIN", "CITATION", "BIBLIOGRAPHY"})
_PLAIN = frozenset({"SEQ", "PAGE", "NUMPAGES", "DATE", "TIME", "QUOTE", "SYMBOL", "EQ", "FORMTEXT", "TITLE", "AUTHOR"})

LONGEST_INSTRUCTION = 4_000


@dataclass
class Field:
    """A field that has begun and not ended."""

    instruction: str = ""
    has_result: bool = False
    """Whether its instruction is over."""
    kind: str = ""
    """link, note, contents, cross, citation, outside, plain or other; known once the instruction is over."""
    target: str = ""
    """Of a link its address; of a reference its bookmark."""

    def add(self, text: str) -> None:
        """Add to the instruction; what is far longer than any is left out."""
        if len(self.instruction) < LONGEST_INSTRUCTION:
            self.instruction += text

    def start_result(self) -> None:
        self.has_result = True
        self.kind, self.target = read_instruction(self.instruction)

    @property
    def hides_text(self) -> bool:
        """Whether text within it is not part of the manuscript."""
        return not self.has_result or self.kind in ("note", "contents")


def read_instruction(instruction: str) -> tuple[str, str]:
    """Return what a field is, and its target; see `Field`. Linear."""
    word = instruction.split(None, 1)[0].upper() if instruction.strip() else ""
    if word == "HYPERLINK":
        found = _HYPERLINK.match(instruction[:LONGEST_INSTRUCTION])
        address, part = (found[1] or found[2] or "", found[3] or "") if found else ("", "")
        return "link", f"{address}#{part}" if part else address
    bookmark = found[1] if (found := _BOOKMARK.match(instruction[:LONGEST_INSTRUCTION])) else ""
    for names, kind in (
        ({"NOTEREF", "FTNREF"}, "note"),
        (_CONTENTS, "contents"),
        (_CROSS, "cross"),
        (_CITATIONS, "citation"),
        (_OUTSIDE, "outside"),
        (_PLAIN, "plain"),
    ):
        if word in names:
            return kind, bookmark
    return "other", ""
