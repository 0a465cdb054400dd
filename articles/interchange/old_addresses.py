"""Old addresses in and out: two columns of comma-separated values, the old address and where it leads."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.press.moved import read_address, read_target, require_other
from articles.refusals import Refused
from journal.models import OldAddress, PressStamp

LARGEST = 5_000_000
"""Bytes of a file."""
BATCH = 500

_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class RefusedLine:
    """A line that is not taken, and why, in the active language."""

    number: int
    text: str
    reason: str


@dataclass
class AddressFile:
    """What a file says: targets by old address, and the lines that cannot be taken."""

    targets: dict[str, str] = field(default_factory=dict)
    refused: list[RefusedLine] = field(default_factory=list)


@dataclass(frozen=True)
class Imported:
    """How many addresses were new, and how many lead elsewhere now."""

    added: int = 0
    changed: int = 0


def read_addresses(data: bytes) -> AddressFile:
    """Read a file of old addresses: UTF-8, a line each, separated by commas, semicolons or tabs, with or without a
    first line of headings. Refused where it is no such file. Nothing is written; linear."""
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than 5 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("The file is not in UTF-8.")) from None
    found = AddressFile()
    seen: dict[str, int] = {}
    for number, cells in _read_rows(text):
        try:
            path, target = _read_row(cells)
            if found.targets.get(path, target) != target:
                raise ValidationError(_("Line %(number)s says something else of it.") % {"number": seen[path]})
        except ValidationError as refusal:
            found.refused.append(RefusedLine(number, ", ".join(cells)[:200], " ".join(refusal.messages)))
        else:
            found.targets.setdefault(path, target)
            seen.setdefault(path, number)
    if not found.targets and not found.refused:
        raise Refused(_("There is no address in the file."))
    return found


def _read_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each line that is not empty, without headings."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    is_first = True
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells and not (is_first and _is_heading(cells)):
                yield reader.line_num, cells
            is_first = is_first and not cells
    except csv.Error as fault:
        raise Refused(_("Line %(number)s cannot be read.") % {"number": reader.line_num}) from fault


def _is_heading(cells: list[str]) -> bool:
    return not any("/" in cell for cell in cells)


def _read_row(cells: list[str]) -> tuple[str, str]:
    if len(cells) != 2:
        raise ValidationError(_("Two columns are expected: the old address, and where it leads."))
    path, target = read_address(cells[0]), read_target(cells[1])
    require_other(path, target)
    return path, target


def import_addresses(targets: dict[str, str]) -> Imported:
    """Store addresses, all or none of them; one that is known already leads to the new place from now on.

    `targets` as `read_addresses` returns them. Two queries for each 500, and the press stamp.
    """
    added = changed = 0
    with transaction.atomic():
        for paths in _in_batches(sorted(targets)):
            known = dict(OldAddress.objects.filter(path__in=paths).values_list("path", "target"))
            news = [OldAddress(path=path, target=targets[path]) for path in paths if known.get(path) != targets[path]]
            OldAddress.objects.bulk_create(
                news, update_conflicts=True, unique_fields=["path"], update_fields=["target"]
            )
            moved = sum(row.path in known for row in news)
            added, changed = added + len(news) - moved, changed + moved
        if added or changed:
            PressStamp.bump()
    return Imported(added, changed)


def _in_batches(paths: list[str]) -> Iterable[list[str]]:
    return (paths[start : start + BATCH] for start in range(0, len(paths), BATCH))


def write_addresses() -> str:
    """Return every old address with its target as a file that `read_addresses` reads. One query."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(["old address", "leads to"])
    rows.writerows(OldAddress.objects.order_by("path").values_list("path", "target"))
    return out.getvalue()
