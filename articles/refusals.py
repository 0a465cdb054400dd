"""Why an act was refused. Each carries a sentence for the person, in their language."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from articles.problems import Fault


class Refused(Exception):
    """An act that was not done; nothing has been written. `message` is a (lazy) sentence, `field` what it is about."""

    code = "refused"

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The person does not hold the right."""

    code = "not-allowed"

    def __init__(self, message: object = _("You do not have the right to do this.")) -> None:
        super().__init__(message)


class NotPossible(Refused):
    """The version is not in a state in which the act makes sense."""

    code = "not-possible"


class Invalid(Refused):
    """Something that came with the act is missing or wrong."""

    code = "invalid"


class Conflict(Refused):
    """Somebody else has saved since the form was opened."""

    code = "conflict"

    def __init__(self) -> None:
        super().__init__(_("Somebody has saved this text since you opened it. Nothing was overwritten."))


class Incomplete(Refused):
    """The text is not ready: `faults` names everything that is missing or wrong."""

    code = "incomplete"

    def __init__(self, faults: Sequence["Fault"]) -> None:
        super().__init__(_("The text is not complete yet."))
        self.faults = tuple(faults)
