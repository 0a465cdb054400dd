"""Reading JSON Lines from a file that may hold anything: one line at a time, and never an exception for its content."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from articles.interchange.findings import show

LONGEST_LINE = 64_000_000
"""Bytes. An article of 2,500 words in four languages with ten revisions each takes two millions."""
MOST_PARTS = 200_000
"""Objects and lists in one line: a line of nothing but brackets would take fifty times its size in memory."""
LONGEST_NUMBER = 25
LONGEST_MANIFEST = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Unreadable(Exception):
    """A line that is no JSON we take. The message is a sentence."""


def read_lines(path: Path, digest: "hashlib._Hash | None" = None) -> Iterator[tuple[int, object]]:
    """Yield the number of each line, from 1, with its decoded value, or with an Unreadable that says what is wrong.

    `digest` is fed every byte. Holds one line in memory. OSError if the file cannot be read.
    """
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if digest:
                digest.update(line)
            if len(line) > LONGEST_LINE:
                _skip_line(file, line, digest)
                yield number, Unreadable(_("This line is longer than {limit} bytes.").format(limit=LONGEST_LINE))
                continue
            try:
                value: object = parse(line.removesuffix(b"\n"), is_first=number == 1)
            except Unreadable as fault:
                value = fault
            yield number, value


def read_manifest(path: Path) -> object:
    """Return the decoded value of a small JSON file. Unreadable, or OSError."""
    with path.open("rb") as file:
        content = file.read(LONGEST_MANIFEST + 1)
    if len(content) > LONGEST_MANIFEST:
        raise Unreadable(_("This file is longer than {limit} bytes.").format(limit=LONGEST_MANIFEST))
    return parse(content, is_first=True)


def parse(line: bytes, *, is_first: bool = False) -> object:
    """Return the value of one JSON text. Unreadable with the reason if it is none, or one that nobody should write."""
    if is_first and line.startswith(BYTE_ORDER_MARK):
        raise Unreadable(_("The file begins with a byte order mark; save it as UTF-8 without one."))
    if b"\0" in line:
        raise Unreadable(_("This is not text: it holds NUL bytes."))
    if line.endswith(b"\r"):
        raise Unreadable(_("The line ends in a carriage return; save the file with Unix line ends."))
    if line.count(b"[") + line.count(b"{") > MOST_PARTS:
        raise Unreadable(_("This line holds more than {limit} objects and lists.").format(limit=MOST_PARTS))
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        message = _("This is not UTF-8 (byte {position} of the line).")
        raise Unreadable(message.format(position=error.start + 1)) from error
    if not text.strip():
        raise Unreadable(_("The line is empty."))
    try:
        return json.loads(
            text, object_pairs_hook=_take_object, parse_constant=_refuse_constant, parse_int=_take_whole_number
        )
    except json.JSONDecodeError as error:
        message = _("This is not well-formed JSON (character {position} of the line).")
        raise Unreadable(message.format(position=error.pos + 1)) from error
    except RecursionError as error:
        raise Unreadable(_("This is nested too deeply.")) from error


def _take_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    taken = dict(pairs)
    if len(taken) != len(pairs):
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise Unreadable(_("The field “{name}” stands twice in the same object.").format(name=show(name)))
            seen.add(name)
    return taken


def _refuse_constant(name: str) -> NoReturn:
    raise Unreadable(_("{name} is not a value of JSON.").format(name=name))


def _take_whole_number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise Unreadable(_("A number has more than {limit} digits.").format(limit=LONGEST_NUMBER))
    return int(digits)


def _skip_line(file: Any, line: bytes, digest: "hashlib._Hash | None") -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(1_000_000)
        if digest:
            digest.update(line)
