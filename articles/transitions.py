"""The transition table: which act leads from which stage to which, and which right it takes."""

from dataclasses import dataclass

from articles.choices import Act, Right, Stage
from articles.models import LanguageVersion

P, D, I, R, A, F = Stage.PLANNED, Stage.DRAFT, Stage.IN_REVIEW, Stage.RETURNED, Stage.APPROVED, Stage.DONE  # noqa: E741
ALL = (P, D, I, R, A, F)


@dataclass(frozen=True)
class Transition:
    """One row: from any of `sources` by `act` to `target` (None: the stage stays)."""

    act: Act
    sources: tuple[Stage, ...]
    target: Stage | None
    original: tuple[Right, ...]
    """Any of these suffices for an original; () where the act is not for originals."""
    translation: tuple[Right, ...]
    assigned: bool = False
    """Whether the piece must be assigned to the person: as assignee to write, as reviewer to review."""

    def rights_for(self, version: LanguageVersion) -> tuple[Right, ...]:
        """Return the rights any of which suffices for the version. Free."""
        return self.original if version.is_original else self.translation


EDIT, TRANSLATE, REVIEW, PUBLISH = (Right.EDIT,), (Right.TRANSLATE,), (Right.REVIEW,), (Right.PUBLISH,)

TABLE: tuple[Transition, ...] = (
    Transition(Act.SAVE, (P, A, F), D, EDIT, TRANSLATE),  # logged as START
    Transition(Act.SAVE, (D, R), None, EDIT, TRANSLATE),
    Transition(Act.SAVE, (I,), None, REVIEW, REVIEW),
    Transition(Act.WAIVE, (D, R, I, A, F), None, (*EDIT, *REVIEW), (*TRANSLATE, *REVIEW)),
    Transition(Act.SUBMIT, (D, R), I, EDIT, TRANSLATE),
    Transition(Act.RETURN, (I,), R, REVIEW, REVIEW),
    Transition(Act.APPROVE, (I,), A, REVIEW, REVIEW),
    Transition(Act.PUBLISH, (D, I, A, F), F, PUBLISH, PUBLISH),
    Transition(Act.SCHEDULE, (D, I, A, F), F, PUBLISH, PUBLISH),
    Transition(Act.UNSCHEDULE, (F,), A, PUBLISH, PUBLISH),  # or where it was scheduled from: publishing.unschedule
    Transition(Act.UNSCHEDULE, (D, I, R, A), None, PUBLISH, PUBLISH),
    Transition(Act.RELEASE, (D, I, A, F), None, EDIT, REVIEW),
    Transition(Act.CHECKED, (D, R, I, A, F), None, (), (*TRANSLATE, *REVIEW)),
    Transition(Act.WITHDRAW, ALL, None, PUBLISH, PUBLISH),
    Transition(Act.REINSTATE, ALL, None, PUBLISH, PUBLISH),
    Transition(Act.ROLL_BACK, ALL, None, PUBLISH, PUBLISH),
    Transition(Act.RECLASSIFY, ALL, None, EDIT, REVIEW),
    Transition(Act.CLAIM, (P, D, R, A, F), None, EDIT, TRANSLATE),
    Transition(Act.CLAIM, (I,), None, REVIEW, REVIEW),
    Transition(Act.DECLINE, ALL, None, (*EDIT, *REVIEW), (*TRANSLATE, *REVIEW), assigned=True),
    Transition(Act.HAND_OVER, ALL, None, (*EDIT, *REVIEW), (*TRANSLATE, *REVIEW), assigned=True),
    Transition(Act.SHELVE, ALL, None, EDIT, ()),
    Transition(Act.UNSHELVE, ALL, None, EDIT, ()),
    Transition(Act.RELABEL, (D, I, R, A), None, EDIT, ()),  # what is done is published or scheduled
    Transition(Act.DISMISS, (D, I, R, A, F), None, (*EDIT, *PUBLISH), (*TRANSLATE, *REVIEW, *PUBLISH)),
)
"""Acts on an existing version. PLAN, ASSIGN and DROP take the right to edit the article's original instead."""

OF_THE_ARTICLE: dict[Act, tuple[Stage, ...]] = {Act.ASSIGN: ALL, Act.DROP: (P,)}
"""Acts of the editor of the article, with the stages they are possible in."""

OF_ALL_VERSIONS = frozenset({Act.SHELVE, Act.UNSHELVE, Act.RELABEL})
"""Acts done to an original that hold every version of the article."""

ON_THE_SHELF = frozenset({Act.WITHDRAW, Act.REINSTATE, Act.UNSCHEDULE, Act.UNSHELVE})
"""What remains possible while the piece is shelved: whatever keeps readers from harm, and taking it back."""


def find(act: Act, stage: Stage) -> Transition | None:
    """Return the row for an act in a stage, None where there is none. Free."""
    return next((row for row in TABLE if row.act == act and stage in row.sources), None)
