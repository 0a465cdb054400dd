"""The acts open to a person on the screen of a version, in groups, with what should be known before each."""

from dataclasses import dataclass, field
from datetime import datetime

from articles import corrections, freshness, publication, revisions, rights, workflow
from articles.choices import Act, Origin, PublicationState, Stage
from articles.desk.acts import BUTTONS, Button, name_buttons
from articles.desk.publish_earlier import Earlier, list_earlier
from articles.desk.publish_moment import write_moment
from articles.desk.publish_proposal import Proposal, make_proposal
from articles.hindrances import submitted_by
from articles.models import Correction, LanguageVersion, Revision
from journal.languages import language

WRITING = (Act.SAVE, Act.SUBMIT, Act.CHECKED, Act.RETURN, Act.APPROVE)
LIKELY = {
    Stage.PLANNED: (Act.SAVE,),
    Stage.DRAFT: (Act.SUBMIT, Act.SAVE),
    Stage.RETURNED: (Act.SUBMIT, Act.SAVE),
    Stage.IN_REVIEW: (Act.APPROVE, Act.SAVE),
    Stage.APPROVED: (Act.SAVE,),
    Stage.DONE: (Act.SAVE,),
}
"""What is done next to a text at a stage, the likeliest first."""
BEGINNING = (Stage.PLANNED, Stage.APPROVED, Stage.DONE)
"""Stages a save leads from to a draft, which the same press may submit."""
_RELEASING = frozenset({Act.RELEASE, Act.PUBLISH, Act.SCHEDULE})


@dataclass(frozen=True)
class Panel:
    """Which acts are open to the person now, and what readers see of the version."""

    version: LanguageVersion
    possible: frozenset[Act]
    standing: publication.Standing
    earlier: tuple[Earlier, ...] = ()
    """What readers have seen before and can see again, the last one first."""
    asks_significance: bool = False
    """Whether a release would have to say what the significance of the change is."""
    proposal: Proposal | None = None
    tasks: tuple[Correction, ...] = ()
    """The correction tasks open on the version."""
    is_worth_a_check: bool = False
    """Whether so many small corrections of the source have come together that somebody should look."""
    asked: list[str] = field(default_factory=list)
    """The languages that get a task if a correction note is given, by their own names."""

    @property
    def is_machine(self) -> bool:
        """Whether readers would be told that no person has reviewed the text."""
        return self.version.origin == Origin.MACHINE

    @property
    def pending(self) -> str:
        """The moment readers will see something else, with its time zone; "" where nothing is to come."""
        return write_moment(self.standing.pending.at) if self.standing.pending else ""

    @property
    def seen(self) -> str:
        """What readers see as this page shows it, for its forms."""
        return name_standing(self.standing)

    @property
    def writing(self) -> list[Button]:
        likely = LIKELY[Stage(self.version.stage)]
        return self._name(*WRITING, likely=next((act for act in likely if act in self.possible), None))

    @property
    def releasing(self) -> list[Button]:
        goes_out = self.version.stage in (Stage.APPROVED, Stage.DONE) or Act.RELEASE not in self.possible
        likely = Act.PUBLISH if goes_out else Act.RELEASE if self.version.is_original else None
        return self._name(Act.RELEASE, Act.PUBLISH, likely=likely)

    @property
    def scheduling(self) -> list[Button]:
        return self._name(Act.SCHEDULE)

    @property
    def unscheduling(self) -> list[Button]:
        return self._name(Act.UNSCHEDULE)

    @property
    def publishing(self) -> bool:
        return bool(self.possible & {Act.PUBLISH, Act.SCHEDULE})

    @property
    def withdrawing(self) -> list[Button]:
        return self._name(Act.WITHDRAW)

    @property
    def returning(self) -> list[Button]:
        return self._name(Act.REINSTATE, likely=Act.REINSTATE)

    @property
    def dismissing(self) -> list[Button]:
        return self._name(Act.DISMISS)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show below "What happens now"."""
        return bool(self.possible - {Act.WAIVE, Act.DISMISS})

    @property
    def may_waive(self) -> bool:
        return Act.WAIVE in self.possible

    def _name(self, *acts: Act, likely: Act | None = None) -> list[Button]:
        return name_buttons([act for act in acts if act in self.possible], likely)


def make_panel(user: rights.Person, version: LanguageVersion, *, at: datetime) -> Panel:
    """Return the acts the person may do to the version now. About ten queries for those who may release or publish,
    half of them for others; the texts are compared where something has been released."""
    possible = {act for act in (*BUTTONS, Act.ROLL_BACK) if workflow.may(user, act, version)}
    if version.stage in BEGINNING and Act.SAVE in possible:
        possible.add(Act.SUBMIT)
    now = publication.standing(version, at=at)
    if now.pending is None:
        possible.discard(Act.UNSCHEDULE)
    if now.state is not PublicationState.PUBLISHED:
        possible -= {Act.WITHDRAW, Act.ROLL_BACK}
    if now.state is not PublicationState.WITHDRAWN:
        possible.discard(Act.REINSTATE)
    if version.based_on_id is None:
        possible.discard(Act.CHECKED)
    if Act.APPROVE in possible and submitted_by(version, user):
        possible.discard(Act.APPROVE)
    tasks = tuple(corrections.list_open(version))
    if not tasks:
        possible.discard(Act.DISMISS)
    earlier = list_earlier(version, now, at=at) if Act.ROLL_BACK in possible else ()
    newest: Revision | None = None
    proposal = None
    if possible & _RELEASING:
        newest = freshness.newest_released(version)
        content = revisions.working_content(version) if newest is not None else None
        is_new = newest is None or revisions.content_of(newest) != content
        if newest is not None and content is not None and is_new:
            proposal = make_proposal(version, newest, content)
        if not is_new and Act.SAVE not in possible:
            possible -= {Act.RELEASE}
            if shows_already(now, newest):
                possible -= {Act.PUBLISH, Act.SCHEDULE}
    asked = [language(row.language).name for row in corrections.find_asked(version)] if now.current else []
    return Panel(
        version,
        frozenset(possible),
        now,
        earlier,
        asks_significance=newest is not None and (proposal is not None or Act.SAVE in possible),
        proposal=proposal,
        tasks=tasks,
        is_worth_a_check=Act.CHECKED in possible
        and freshness.count_typos_behind(version) >= freshness.TYPOS_WORTH_A_CHECK,
        asked=asked if possible & {Act.PUBLISH, Act.SCHEDULE} and not tasks else [],
    )


def name_standing(now: publication.Standing) -> str:
    """Return a name of what readers see and what is to come, other for other. Free."""
    return f"{now.current.pk if now.current else 0}-{now.pending.pk if now.pending else 0}"


def shows_already(now: publication.Standing, newest: Revision | None) -> bool:
    """Whether readers see the newest released revision, and nothing else is to come. Free."""
    return (
        now.pending is None and now.current is not None and newest is not None and now.current.revision_id == newest.pk
    )
