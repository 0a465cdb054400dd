"""The words that are stored: stages, acts, rights, significance, kinds and roles, with the named sets of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where the working text of a language version stands on the desk. Says nothing of what readers see."""

    PLANNED = "planned", _("planned")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    DONE = "done", _("done")


class Act(TextChoices):
    """What a person does to a language version. Each is one entry of the log."""

    PLAN = "plan", _("plan")
    ASSIGN = "assign", _("assign")
    START = "start", _("start")
    SAVE = "save", _("save")
    WAIVE = "waive", _("waive a problem")
    SUBMIT = "submit", _("submit")
    RETURN = "return", _("return")
    APPROVE = "approve", _("approve")
    PUBLISH = "publish", _("publish")
    SCHEDULE = "schedule", _("schedule")
    UNSCHEDULE = "unschedule", _("cancel the schedule")
    RELEASE = "release", _("release for translation")
    CHECKED = "checked", _("checked, nothing to change")
    DROP = "drop", _("drop")
    WITHDRAW = "withdraw", _("withdraw")
    REINSTATE = "reinstate", _("reinstate")
    ROLL_BACK = "roll_back", _("go back to an earlier revision")
    RECLASSIFY = "reclassify", _("change the significance")
    ADOPT = "adopt", _("import")
    CLAIM = "claim", _("claim")
    DECLINE = "decline", _("decline")
    HAND_OVER = "hand_over", _("hand over")
    SHELVE = "shelve", _("shelve")
    UNSHELVE = "unshelve", _("take from the shelf")
    RELABEL = "relabel", _("correct the original language")
    DISMISS = "dismiss", _("no correction needed")


class Right(TextChoices):
    """What a membership allows in a language."""

    EDIT = "edit", _("edit originals")
    TRANSLATE = "translate", _("translate")
    REVIEW = "review", _("review")
    PUBLISH = "publish", _("publish")


class Significance(TextChoices):
    """The weight of a change to a text, chosen by a person when a revision is released."""

    TYPO = "typo", _("typo: translations need nothing")
    SUBSTANTIVE = "substantive", _("substantive: translations must be brought up to it")
    MAJOR = "major", _("major: readers of translations are told as well")


WEIGHTY = (Significance.SUBSTANTIVE, Significance.MAJOR)
"""Significances that leave a translation outdated."""


class Freshness(TextChoices):
    """How a translation stands to its source. Computed, never stored."""

    ORIGINAL = "original", _("original")
    NOT_STARTED = "not_started", _("not started")
    UP_TO_DATE = "up_to_date", _("up to date")
    OUTDATED = "outdated", _("outdated")
    WAITING = "waiting", _("waiting: its source is outdated")


class PublicationState(TextChoices):
    """What readers see of a language version at a moment. Computed, never stored."""

    UNPUBLISHED = "unpublished", _("not published")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Origin(TextChoices):
    """Who made the words."""

    HUMAN = "human", _("written by a person")
    MACHINE = "machine", _("machine draft")
    MACHINE_REVISED = "machine_revised", _("machine draft revised by a person")
    IMPORTED = "imported", _("imported")


class Licence(TextChoices):
    """Under what terms readers may pass a piece on, by its identifier of the SPDX list."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"
    CC_BY_ND = "CC-BY-ND-4.0", "CC BY-ND 4.0"
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"
    CC0 = "CC0-1.0", "CC0 1.0"
    RESERVED = "reserved", _("all rights reserved")

    @property
    def url(self) -> str:
        """The address of the licence, "" where all rights are reserved."""
        if self is Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        if self is Licence.RESERVED:
            return ""
        return f"https://creativecommons.org/licenses/{self.value[3:-4].lower()}/4.0/"


class NoteKind(TextChoices):
    """What a footnote is."""

    REFERENCE = "reference", _("reference")
    REMARK = "remark", _("remark")
    EDITOR = "editor", _("editor's note")
    TRANSLATOR = "translator", _("translator's note")


NOTES_OF_ONE_LANGUAGE = (NoteKind.EDITOR, NoteKind.TRANSLATOR)
"""Kinds that a translation may add for its own readers."""


class CreditRole(TextChoices):
    """What a credited person did."""

    AUTHOR = "author", _("author")
    TRANSLATOR = "translator", _("translator")
    TRANSLATION_EDITOR = "translation_editor", _("translation editor")
    TRANSLATION_REVIEWER = "translation_reviewer", _("translation reviewer")
    EDITOR = "editor", _("editor")
    PHOTOGRAPHER = "photographer", _("photographer")
