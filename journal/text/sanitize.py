"""Cleaning: whatever the way in, what comes out holds only what `journal.text.features` allows, in one form.

Four steps, each linear: caps; tag soup straightened (`soup`); the filter (nh3, which parses as browsers do); the
content model (`shape`). Cleaning twice changes nothing.
"""

import re
from functools import cache

import nh3

from journal.text.attributes import judge_attribute
from journal.text.features import allowed_attributes, allowed_tags
from journal.text.refusals import MAX_CHARACTERS, MAX_NESTING, TextRefused, TextTooDeep, TextTooLong
from journal.text.shape import shape
from journal.text.soup import BOUNDARY, strain
from journal.text.tree import parse_filtered

__all__ = [
    "MAX_CHARACTERS",
    "MAX_NESTING",
    "TextRefused",
    "TextTooDeep",
    "TextTooLong",
    "clean",
    "clean_line",
    "clean_lines",
]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs, noncharacters and byte order marks: parsers and databases disagree
about them."""
_BREAKS = re.compile("\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\u200b]")
"""Characters that turn the direction of what follows them, and invisible ones."""
_SPACES = re.compile("[ \t]+")


def clean(html: str, profile: str = "body") -> str:
    """Return `html` with nothing but the tags, attributes and addresses of the profile, in canonical form.

    TextTooLong and TextTooDeep, decided before a parser sees the text, or another TextRefused; KeyError for an unknown
    profile. Cost: a few milliseconds for an article, under a second for anything at the cap.
    """
    if len(html) > MAX_CHARACTERS:
        raise TextTooLong
    tags = allowed_tags(profile)
    strained = strain(_remove_controls(html), tags | _PASSING)
    root = parse_filtered(_remove_controls(_filter(strained, profile)))
    return shape(root, tags, loose=profile != "body")


def clean_line(text: str) -> str:
    """Return plain text on one line: a title, a caption. Breaks and control characters become spaces, runs of them one.

    Characters that override the direction of writing go. No-break spaces and everything else stay. Linear; TextTooLong
    over the cap.
    """
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong
    return _SPACES.sub(" ", _CONTROLS.sub(" ", _OVERRIDES.sub("", _BREAKS.sub(" ", text)))).strip()


def clean_lines(text: str) -> str:
    """Return plain text whose paragraphs are lines, none of them empty; each cleaned as by `clean_line`. Linear;
    TextTooLong over the cap."""
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong
    return "\n".join(line for line in map(clean_line, _BREAKS.sub("\n", text).split("\n")) if line)


_PASSING = frozenset({BOUNDARY, "figcaption"})
"""Tags that `shape` replaces by canonical ones."""


def _remove_controls(html: str) -> str:
    return _CONTROLS.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))


def _filter(html: str, profile: str) -> str:
    try:
        return _build_filter(profile).clean(html)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as panic:  # a panic of the Rust part is no Exception
        raise TextRefused("This text cannot be read as HTML.") from panic


@cache
def _build_filter(profile: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(allowed_tags(profile) | _PASSING),
        clean_content_tags={"script", "style"},
        attributes=allowed_attributes(profile),
        attribute_filter=judge_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "article"},
    )
