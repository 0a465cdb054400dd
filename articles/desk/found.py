"""What was found in a text, in the order in which a person wants to see it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from articles.problems import Fault


@dataclass(frozen=True)
class Found:
    """The faults of a text as its screen shows them. `posted` is what came with the form, if anything did."""

    faults: tuple[Fault, ...]
    posted: Any = None

    @cached_property
    def groups(self) -> list[tuple[str, list[Fault]]]:
        """What is not about the words, by what it holds up; the groups that are empty are left out."""
        open_ones = [fault for fault in self.faults if not fault.waived and fault.kind != "words"]
        groups = (
            (
                _("To mend before the text is submitted"),
                [fault for fault in open_ones if not (fault.is_advice or fault.blocks_only_publishing)],
            ),
            (_("To mend before it is published"), [fault for fault in open_ones if fault.blocks_only_publishing]),
            (_("To be looked at"), [fault for fault in open_ones if fault.is_advice]),
        )
        return [(heading, faults) for heading, faults in groups if faults]

    @property
    def in_words(self) -> list[Fault]:
        """What the checks find in the words of the text."""
        return [fault for fault in self.faults if fault.kind == "words" and not fault.waived]

    @property
    def left(self) -> list[Fault]:
        """What is left as it is."""
        return [fault for fault in self.faults if fault.waived]

    @property
    def has_waivable(self) -> bool:
        return any(fault.waivable and not fault.waived for fault in self.faults)

    @cached_property
    def chosen(self) -> list[str]:
        """The problems chosen in the form, each once."""
        return list(dict.fromkeys(self.posted.getlist("problem"))) if self.posted is not None else []
