"""The table of the design, written out once more by hand: who may do what at which stage, and where it leads."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser

from articles.choices import Act, Right, Stage
from tests.factories import MORNING, create_user, find_chief

NOW = MORNING + timedelta(days=1)
SAME = ""
Rights = tuple[set[str], set[str]]
"""Any of the first suffices for an original, any of the second for a translation."""
WRITE: Rights = {"edit"}, {"translate"}
WRITE_OR_REVIEW: Rights = {"edit", "review"}, {"translate", "review"}
REVIEW: Rights = {"review"}, {"review"}
PUBLISH: Rights = {"publish"}, {"publish"}
RELEASE: Rights = {"edit"}, {"review"}
CHECK: Rights = set(), {"translate", "review"}
EDIT_THE_ORIGINAL: Rights = {"edit"}, set()
OF_THE_ORIGINAL: Rights = {"edit"}, set()
"""Equal to the former, told apart by identity: these are done to the original, those also to a translation."""
DISMISS: Rights = {"edit", "publish"}, {"translate", "review", "publish"}

STARTED = dict.fromkeys(("draft", "in_review", "returned", "approved", "done"), SAME)
ANY = dict.fromkeys(Stage.values, SAME)
TO_PUBLISH = dict.fromkeys(("draft", "in_review", "approved", "done"), "done")

EXPECTED: dict[Act, tuple[Rights, dict[str, str]]] = {
    Act.SAVE: (WRITE, {"planned": "draft", "draft": SAME, "returned": SAME, "approved": "draft", "done": "draft"}),
    Act.SUBMIT: (WRITE, {"draft": "in_review", "returned": "in_review"}),
    Act.RETURN: (REVIEW, {"in_review": "returned"}),
    Act.APPROVE: (REVIEW, {"in_review": "approved"}),
    Act.PUBLISH: (PUBLISH, TO_PUBLISH),
    Act.SCHEDULE: (PUBLISH, TO_PUBLISH),
    Act.UNSCHEDULE: (PUBLISH, {**STARTED, "done": "approved"}),
    Act.RELEASE: (RELEASE, {"draft": SAME, "in_review": SAME, "approved": SAME, "done": SAME}),
    Act.CHECKED: (CHECK, STARTED),
    Act.WAIVE: (WRITE_OR_REVIEW, STARTED),
    Act.WITHDRAW: (PUBLISH, ANY),
    Act.REINSTATE: (PUBLISH, ANY),
    Act.ROLL_BACK: (PUBLISH, ANY),
    Act.RECLASSIFY: (RELEASE, ANY),
    Act.ASSIGN: (EDIT_THE_ORIGINAL, ANY),
    Act.DROP: (EDIT_THE_ORIGINAL, {"planned": "gone"}),
    Act.CLAIM: (WRITE, {stage: SAME for stage in ANY if stage != "in_review"}),
    Act.DECLINE: (WRITE_OR_REVIEW, ANY),
    Act.HAND_OVER: (WRITE_OR_REVIEW, ANY),
    Act.SHELVE: (OF_THE_ORIGINAL, ANY),
    Act.UNSHELVE: (OF_THE_ORIGINAL, ANY),
    Act.RELABEL: (OF_THE_ORIGINAL, {stage: SAME for stage in STARTED if stage != "done"}),
    Act.DISMISS: (DISMISS, STARTED),
}
"""Act: who may do it, and every stage it is possible in with the stage it leads to."""
EXPECTED_IN_REVIEW = {Act.SAVE: REVIEW, Act.CLAIM: REVIEW}
"""Who may save a text in review, or claim it: the reviewer, and not who wrote it."""
OF_WHO_HAS_IT = {Act.DECLINE, Act.HAND_OVER}
POSSIBLE_ON_THE_SHELF = {Act.WITHDRAW, Act.REINSTATE, Act.UNSCHEDULE, Act.UNSHELVE}
NOT_FOR_EXISTING_VERSIONS = {Act.PLAN, Act.START, Act.ADOPT}
NEEDS_A_PUBLICATION = {Act.WITHDRAW, Act.REINSTATE, Act.ROLL_BACK, Act.RECLASSIFY}  # so nothing planned has it


@dataclass(frozen=True)
class Role:
    """A kind of person: one right, held where, and whether the piece at hand is assigned to them."""

    right: str = ""
    where: str = "here"  # here | everywhere | in another language
    assigned_only: bool = False
    assigned: bool = False
    person: str = "member"  # member | chief | inactive | outsider | anonymous


MEMBERS = tuple(
    Role(right, where, assigned_only, assigned)
    for right in Right.values
    for where in ("here", "everywhere", "in another language")
    for assigned_only in (False, True)
    for assigned in (False, True)
)
OTHERS = (
    Role(person="member"),
    Role(person="chief"),
    *(
        Role(right, "everywhere", False, True, person)
        for right in Right.values
        for person in ("inactive", "outsider", "anonymous")
    ),
)


def expect_allowed(role: Role, act: Act, *, stage: str, is_original: bool) -> bool:
    """What the design says, where the piece is not shelved, for UNSHELVE where it is. For a translation, `in another
    language` is the language of its original."""
    if (act is Act.CLAIM and role.assigned) or (act in OF_WHO_HAS_IT and not role.assigned):
        return False
    rights, stages = EXPECTED.get(act, (PUBLISH, {}))
    if act in EXPECTED_IN_REVIEW and stage == "in_review":
        rights, stages = EXPECTED_IN_REVIEW[act], {"in_review": SAME}
    if stage not in stages:
        return False
    if rights is EDIT_THE_ORIGINAL and not is_original:
        # The translation may be assigned to them; the original is not
        holds = role.right == "edit" and role.where != "here" and not role.assigned_only
        return holds if role.person == "member" else role.person == "chief"
    needed = rights[0] if is_original else rights[1]
    if role.person != "member":
        return role.person == "chief" and bool(needed)
    return role.right in needed and role.where != "in another language" and (role.assigned or not role.assigned_only)


def make_person(role: Role, *, here: str, elsewhere: str) -> Any:
    if role.person == "anonymous":
        return AnonymousUser()
    if role.person == "chief":
        return find_chief()
    language = {"here": here, "everywhere": "", "in another language": elsewhere}[role.where]
    memberships = [(role.right, language, role.assigned_only)] if role.right else []
    return create_user(memberships=memberships, is_active=role.person != "inactive", is_staff=role.person != "outsider")
