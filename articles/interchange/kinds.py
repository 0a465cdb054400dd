"""The kinds of value a line may hold. Each reads one decoded JSON value and reports what is wrong with it.

`kind.read(value, path, reading)` returns the value as Python has it. Where something is wrong it has told `reading`,
and what it returns is not to be used.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from articles.interchange.findings import show

LONGEST = 250_000
"""Characters of any text, as `journal.text.sanitize` has it."""
DEEPEST = 20
BIGGEST_COUNT = 2**31 - 1
EXACT = 2**53 - 1
"""The biggest number that every reader of JSON reads exactly."""

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1000, 9999)


@dataclass
class Reading:
    """What is found while one line is read. With `cleaning` texts are cleaned, to see whether they can be."""

    cleaning: bool = False
    faults: list[tuple[str, str]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)

    def fault(self, path: str, message: str) -> None:
        self.faults.append((path, message))

    def notice(self, path: str, message: str) -> None:
        self.notices.append((path, message))


class Kind(Protocol):
    """A kind of value."""

    def read(self, value: object, path: str, reading: Reading) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Text:
    """Text that a database can hold: no NUL, no half of a surrogate pair. `form` is a pattern it must match whole."""

    longest: int = LONGEST
    required: bool = False
    form: str = ""

    def read(self, value: object, path: str, reading: Reading) -> str:
        if not isinstance(value, str):
            reading.fault(path, _("This must be text."))
            return ""
        if len(value) > self.longest:
            reading.fault(path, _("This is longer than {limit} characters.").format(limit=self.longest))
        elif not _can_be_stored(value):
            reading.fault(path, _("This holds a character that cannot be stored (NUL, or half of a pair)."))
        elif self.required and not value.strip():
            reading.fault(path, _("This must not be empty."))
        elif value and self.form and not re.fullmatch(self.form, value):
            reading.fault(path, _("“{value}” does not have the form that is asked for.").format(value=show(value)))
        return value


@dataclass(frozen=True)
class Cleaned:
    """Text of the journal: it is cleaned when stored, and must be such that it can be."""

    cleaner: Callable[[str], str]

    def read(self, value: object, path: str, reading: Reading) -> str:
        before = len(reading.faults)
        text = Text().read(value, path, reading)
        if not reading.cleaning or len(reading.faults) > before:
            return text
        try:
            cleaned = self.cleaner(text)
        except ValueError:
            reading.fault(path, _("This text is too long or too deeply nested to be stored."))
            return text
        if cleaned != text:
            reading.notice(path, _("The text holds what the journal does not store; it will be cleaned."))
        return cleaned


@dataclass(frozen=True)
class Word:
    """One of the known words; with `""` among them it may be empty."""

    known: Collection[str]

    def read(self, value: object, path: str, reading: Reading) -> str:
        if not isinstance(value, str):
            reading.fault(path, _("This must be text."))
            return ""
        if value not in self.known:
            words = ", ".join(word for word in self.known if word)
            reading.fault(path, _("“{value}” is none of: {words}.").format(value=show(value), words=words))
        return value


@dataclass(frozen=True)
class Number:
    """A whole number."""

    least: int
    most: int

    def read(self, value: object, path: str, reading: Reading) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        message = _("This must be a whole number from {least} to {most}.")
        reading.fault(path, message.format(least=self.least, most=self.most))
        return 0


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, value: object, path: str, reading: Reading) -> bool:
        if not isinstance(value, bool):
            reading.fault(path, _("This must be true or false."))
        return value is True


@dataclass(frozen=True)
class Moment:
    """A moment in ISO 8601 with seconds and an offset; read as UTC."""

    def read(self, value: object, path: str, reading: Reading) -> datetime | None:
        if isinstance(value, str) and _MOMENT.fullmatch(value) and int(value[:4]) in _YEARS:
            try:
                return datetime.fromisoformat(value).astimezone(UTC)
            except ValueError:
                pass
        reading.fault(path, _("This must be a moment with its offset, such as 2026-03-01T12:00:00+00:00."))
        return None


@dataclass(frozen=True)
class Day:
    """A date in ISO 8601."""

    def read(self, value: object, path: str, reading: Reading) -> date | None:
        if isinstance(value, str) and _DAY.fullmatch(value) and int(value[:4]) in _YEARS:
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        reading.fault(path, _("This must be a date such as 2026-03-01."))
        return None


@dataclass(frozen=True)
class Maybe:
    """A value of the kind, or null."""

    kind: Kind

    def read(self, value: object, path: str, reading: Reading) -> Any:
        return None if value is None else self.kind.read(value, path, reading)


@dataclass(frozen=True)
class Many:
    """A list of values of the kind."""

    kind: Kind

    def read(self, value: object, path: str, reading: Reading) -> tuple[Any, ...]:
        if not isinstance(value, list):
            reading.fault(path, _("This must be a list."))
            return ()
        return tuple(self.kind.read(item, f"{path}[{index}]", reading) for index, item in enumerate(value))


@dataclass(frozen=True)
class Keyed:
    """An object whose keys match `key` and whose values are of the kind."""

    key: Kind
    kind: Kind

    def read(self, value: object, path: str, reading: Reading) -> dict[str, Any]:
        if not isinstance(value, dict):
            reading.fault(path, _("This must be an object."))
            return {}
        taken = {}
        for name, item in value.items():
            here = f"{path}.{show(name)}"
            before = len(reading.faults)
            self.key.read(name, here, reading)
            if len(reading.faults) == before:
                taken[name] = self.kind.read(item, here, reading)
        return taken


@dataclass(frozen=True)
class Pair:
    """A list of exactly two values of two kinds."""

    first: Kind
    second: Kind

    def read(self, value: object, path: str, reading: Reading) -> tuple[Any, Any]:
        if not isinstance(value, list) or len(value) != 2:
            reading.fault(path, _("This must be a list of two."))
            return "", 0
        return self.first.read(value[0], f"{path}[0]", reading), self.second.read(value[1], f"{path}[1]", reading)


@dataclass(frozen=True)
class Free:
    """An object of anything JSON knows but fractions, to a depth that every reader can follow."""

    def read(self, value: object, path: str, reading: Reading) -> dict[str, Any]:
        if not isinstance(value, dict):
            reading.fault(path, _("This must be an object."))
            return {}
        self._check(value, path, reading, DEEPEST)
        return value

    def _check(self, value: object, path: str, reading: Reading, depth: int) -> None:
        if isinstance(value, dict | list) and not depth:
            reading.fault(path, _("This is nested too deeply."))
        elif isinstance(value, dict):
            for name, item in value.items():
                Text().read(name, f"{path}.{show(name)}", reading)
                self._check(item, f"{path}.{show(name)}", reading, depth - 1)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._check(item, f"{path}[{index}]", reading, depth - 1)
        elif isinstance(value, str):
            Text().read(value, path, reading)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            Number(-EXACT, EXACT).read(value, path, reading)


@dataclass(frozen=True)
class Default:
    """A field that may be left out, and what it is then."""

    kind: Kind
    value: Any

    def read(self, value: object, path: str, reading: Reading) -> Any:
        return self.kind.read(value, path, reading)


@dataclass(frozen=True)
class Record:
    """An object with exactly these fields, made into whatever `make` makes of them (None if something is wrong)."""

    fields: Mapping[str, Kind]
    make: Callable[..., Any] = dict

    def read(self, value: object, path: str, reading: Reading) -> Any:
        if not isinstance(value, dict):
            reading.fault(path, _("This must be an object."))
            return None
        before = len(reading.faults)
        prefix = f"{path}." if path else ""
        for name in value:
            if name not in self.fields:
                reading.fault(f"{prefix}{show(name)}", _("There is no such field."))
        taken = {}
        for name, kind in self.fields.items():
            if name in value:
                taken[name] = kind.read(value[name], f"{prefix}{name}", reading)
            elif isinstance(kind, Default):
                taken[name] = kind.value
            else:
                reading.fault(f"{prefix}{name}", _("This field is missing."))
        return self.make(**taken) if len(reading.faults) == before else None


def _can_be_stored(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
