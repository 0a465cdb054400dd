"""Fault: one thing to mend, or to look at."""

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where in the text it is."""

    field: str
    """title, subtitle, standfirst, body, note:KEY, image:N:alt, image:N:caption, credits; slug of none."""
    block: int | None = None
    """Number of the block within the body or the note (`journal.text.blocks.split_blocks`)."""
    start: int | None = None
    end: int | None = None
    """Characters within the block as `journal.text.flat.flatten` lays it, or within the line."""
    excerpt: str = ""
    """The words round it; of what is missing, those of the source."""

    @property
    def anchor(self) -> str:
        """The part of the desk's page it is in, for a link that works without script."""
        kind, _colon, rest = self.field.partition(":")
        if kind == "image":
            return f"image-{rest.partition(':')[0]}-heading"
        return {"note": "notes-heading", "credits": "credits-heading"}.get(kind, f"id_{kind}")

    @property
    def jump(self) -> str:
        """The place for the page's script, as JSON."""
        return json.dumps({"field": self.field, "block": self.block, "start": self.start, "end": self.end})


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `id` is stable while it lasts. Missing fields cannot be waived."""

    id: str
    message: object
    waivable: bool
    kind: str = ""
    """missing, notes, images, credits or words."""
    waived: bool = False
    blocks_only_publishing: bool = False
    """Whether it blocks neither submitting nor approving: it is for others than the writer to mend, or can wait."""
    is_advice: bool = False
    """Whether it blocks nothing: somebody should look at it."""
    about: str = ""
    """A fingerprint of the words it was found in, where they can change while it lasts."""
    place: Place | None = None

    @property
    def is_of_source(self) -> bool:
        """Whether its excerpt is of the source: the text has no words for it."""
        return self.place is not None and self.place.start is None

    @property
    def waiver(self) -> str:
        """What a waiver of it names: with other words it is another problem, and to be looked at again."""
        return f"{self.id}~{self.about}" if self.about else self.id


def blocking(faults: Iterable[Fault], *, publishing: bool = False) -> list[Fault]:
    """Return those that block submitting and approving: what is not waived. `publishing`: and what blocks only that."""
    return [
        fault
        for fault in faults
        if not fault.waived and not fault.is_advice and (publishing or not fault.blocks_only_publishing)
    ]
