"""What an article refers to, from its notes, in short: the notes stand on the same page in full."""

import re

from journal.text.plain import excerpt, to_text

MOST_BYTES = 2_400
"""Of all citations of a page together, in UTF-8: a page is to be light in Georgian, too."""
SHORTEST = 40
"""Bytes of one; less says nothing."""

_REFERENCE = re.compile(r'<li id="note-[a-z0-9]{1,32}">(.*?)</li>', re.DOTALL)
_BACKLINK = re.compile(r'<a role="doc-backlink"[^>]*>[^<]*</a>')


def list_citations(notes: str) -> list[str]:
    """Return the references among the notes of a page as short plain text, in reading order.

    `notes` is kept HTML, where a note that is anything else says so by `data-kind`. The longest are cut until all of
    them fit; where there are too many for that, the last are left out. Linear.
    """
    texts = [" ".join(to_text(_BACKLINK.sub("", found)).split()) for found in _REFERENCE.findall(notes)]
    texts = [text for text in texts if text]
    share = max(SHORTEST, MOST_BYTES // max(1, len(texts)))
    return [_cut(text, share) for text in texts[: MOST_BYTES // SHORTEST]]


def _cut(text: str, most: int) -> str:
    """Cut after a word, so that it has at most so many bytes."""
    if len(text.encode()) <= most:
        return text
    whole = len(text.encode()[:most].decode(errors="ignore"))
    return excerpt(text, whole - 2)  # the mark of what is left out takes three bytes
