"""What comes of holding a file against a text: everything that does not fit, or the translation as it would be."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.models import Revision
from articles.refusals import Invalid
from articles.revisions import Content
from articles.xliff.origins import Origin


@dataclass(frozen=True)
class Misfit:
    """One thing that does not fit, where it stands, and why it cannot be taken. Both in the active language."""

    unit: str
    """The id of the unit, "" for what concerns the whole file."""
    where: str
    why: str


class Unfit(Invalid):
    """A file that cannot be taken over; nothing has been written."""

    code = "unfit"

    def __init__(self, *misfits: Misfit) -> None:
        super().__init__(_("This file does not fit the text."))
        self.misfits = misfits


@dataclass(frozen=True)
class Fit:
    """What a file would make of the translation."""

    origin: Origin
    revision: Revision
    """The revision of the source that was translated."""
    present: Content
    """The translation as it is now."""
    proposed: Content
    """The translation as it would be."""
    texts: dict[str, str]
    notes: dict[str, str]
    images: dict[str, dict[str, str]]
    untranslated: list[str] = field(default_factory=list)
    """Places where the file still has the words of the source."""
    left_out: list[int] = field(default_factory=list)
    """Numbers of the source's footnotes for its own readers that the file leaves out."""
    lost: dict[str, str] = field(default_factory=dict)
    """Footnotes that the present text cites and the new one would not: key to the first words."""
    unplaced: list[str] = field(default_factory=list)
    """Places where emphasis or links of the translation, as it was when exported, have no counterpart any more."""
