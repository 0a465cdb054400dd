"""What an article refers to, from its notes: as much as a page has room for; the notes stand below in full."""

import re

from journal.text.plain import to_text

MOST_BYTES = 900
"""Of all citations of a page together, in UTF-8: a page is to be light in Georgian, too."""

_REFERENCE = re.compile(r'<li id="note-[a-z0-9]{1,32}">(.*?)</li>', re.DOTALL)
_BACKLINK = re.compile(r'<a role="doc-backlink"[^>]*>[^<]*</a>')


def list_citations(notes: str) -> list[str]:
    """Return references among the notes of a page as plain text, in reading order: whole ones, each that still fits.

    `notes` is kept HTML, where a note that is anything else says so by `data-kind`. Linear.
    """
    chosen, left = [], MOST_BYTES
    for found in _REFERENCE.findall(notes):
        text = " ".join(to_text(_BACKLINK.sub("", found)).split())
        size = len(text.encode())
        if text and size <= left:
            chosen.append(text)
            left -= size
    return chosen
