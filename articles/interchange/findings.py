"""What is found in a folder: faults, which stop an import, and notices, which do not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Finding:
    """One thing to tell. `line` counts from 1, 0 where the whole file is meant; `field` is a path such as
    `versions[0].stage`, where places in lists count from 0, or empty where the whole line is meant."""

    file: str
    line: int
    field: str
    message: str
    is_fault: bool = True

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(_("line {number}").format(number=self.line))
        if self.field:
            place.append(self.field)
        said = f"{', '.join(place)}: {self.message}"
        return said if self.is_fault else _("Notice: {finding}").format(finding=said)


def show(value: object) -> str:
    """Return something out of a file as it may be printed: short, and nothing in it that moves a terminal's cursor."""
    text = value if isinstance(value, str) else repr(value)
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[:60])
    return shown if len(text) <= 60 else f"{shown}…"
