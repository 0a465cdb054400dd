"""Kinds of people, and what the design says they may: by hand, asking nothing of the code that decides it."""

from dataclasses import dataclass

from articles.choices import Act
from tests.articles.desk.probe.world import FACTS
from tests.articles.expected_table import (
    EDIT_THE_ORIGINAL,
    EXPECTED,
    EXPECTED_IN_REVIEW,
    OF_WHO_HAS_IT,
    POSSIBLE_ON_THE_SHELF,
    WRITE,
)

RIGHTS = ("edit", "translate", "review", "publish")
ON_THE_SHELF = ("C/hy", "C/de")
WITHOUT_A_RELEASED_SOURCE: tuple[str, ...] = ()
WITH_REVISIONS = ("A/hy", "A/de", "B/de", "B/hy", "B/en", "B/ru", "C/hy")


@dataclass(frozen=True)
class Role:
    """A kind of person in relation to a version: one right, in which language, for which pieces, with what part."""

    right: str = ""
    where: str = "here"  # here | elsewhere | everywhere
    only: bool = False
    """Whether the right is for assigned pieces only."""
    part: str = ""  # assignee | reviewer: of the version, and of no other
    person: str = "member"  # member | chief | nobody | inactive | outsider | anonymous

    @property
    def comes_in(self) -> bool:
        """Whether the sign-in lets the person through."""
        return self.person in ("member", "chief", "nobody")

    @property
    def is_member(self) -> bool:
        return self.person in ("member", "chief")

    @property
    def is_chief(self) -> bool:
        return self.person == "chief"

    @property
    def sees_everything(self) -> bool:
        return self.is_chief or (self.is_member and not self.only)

    @property
    def is_editor(self) -> bool:
        """Whether the person edits all originals of some language."""
        return self.is_chief or (self.is_member and self.right == "edit" and not self.only)

    @property
    def keeps_home(self) -> bool:
        """Whether the person publishes all pieces of some language, and so keeps its home page."""
        return self.is_chief or (self.is_member and self.right == "publish" and not self.only)

    def language(self, target: str) -> str:
        """Return the language of the right, "" for all."""
        own = language_of(target)
        return {"here": own, "elsewhere": "hy" if own == "de" else "de", "everywhere": ""}[self.where]

    def name(self, target: str) -> str:
        """Return what the account is called."""
        if self.person != "member":
            return f"a-{self.person}"
        return f"{self.right}-{self.language(target) or 'all'}-{'assigned' if self.only else 'everything'}"


OTHERS = tuple(Role(person=person) for person in ("chief", "nobody", "inactive", "outsider", "anonymous"))
PLAIN = tuple(Role(right, where) for right in RIGHTS for where in ("here", "elsewhere", "everywhere"))
ASSIGNED = tuple(
    Role(right, where, only=True, part=part)
    for right in RIGHTS
    for where in ("here", "elsewhere", "everywhere")
    for part in ("", "assignee", "reviewer")
)
WITH_A_PART = tuple(
    Role(right, where, part=part)
    for right in RIGHTS
    for where in ("here", "elsewhere", "everywhere")
    for part in ("assignee", "reviewer")
)
ROLES = (*OTHERS, *PLAIN, *ASSIGNED)


def language_of(key: str) -> str:
    """Return the language of a version."""
    return key.partition("/")[2]


def original_of(key: str) -> str:
    """Return the original of the same piece."""
    return next(name for name in FACTS if name[0] == key[0] and FACTS[name].is_original)


def has_part(role: Role, right: str) -> bool:
    """Whether the part the person has is one for the right."""
    return role.part in {"review": ("reviewer",), "publish": ("assignee", "reviewer")}.get(right, ("assignee",))


def holds(role: Role, right: str, key: str, *, target: str) -> bool:
    """Whether a person who has a part in `target` holds the right for the version `key`."""
    if role.person != "member":
        return role.is_chief
    language = role.language(target)
    if role.right != right or language not in ("", language_of(key)):
        return False
    return not role.only or (key == target and has_part(role, right))


def sees(role: Role, key: str, *, target: str) -> bool:
    """Whether the person may read the version: of members for assigned pieces, these and what they are made from."""
    if role.sees_everything:
        return True
    if not role.is_member or not holds(role, role.right, target, target=target):
        return False
    line = [target]
    while FACTS[line[-1]].source:
        line.append(FACTS[line[-1]].source)
    return key in line


def sees_piece(role: Role, name: str, *, target: str) -> bool:
    """Whether the person sees anything of the piece."""
    return any(sees(role, key, target=target) for key in FACTS if key[0] == name)


def can(role: Role, act: str, key: str, *, target: str, stage: str = "") -> bool:
    """Whether the design lets the person do the act to the version at the stage it is at (or at another)."""
    stage = stage or FACTS[key].stage
    if not sees(role, key, target=target) or (key in ON_THE_SHELF and act not in POSSIBLE_ON_THE_SHELF):
        return False
    if act == "plan":
        return holds(role, "edit", original_of(key), target=target)
    rights, stages = EXPECTED[Act(act)]
    if act in EXPECTED_IN_REVIEW and stage == "in_review":
        rights, stages = EXPECTED_IN_REVIEW[Act(act)], {"in_review": ""}
    if stage not in stages:
        return False
    if rights is EDIT_THE_ORIGINAL:
        return holds(role, "edit", original_of(key), target=target)
    needed = rights[0 if FACTS[key].is_original else 1]
    held = [right for right in needed if holds(role, right, key, target=target)]
    if act in OF_WHO_HAS_IT:
        return key == target and any(has_part(role, right) for right in held)
    if act == "claim" and key == target and role.part == ("reviewer" if stage == "in_review" else "assignee"):
        return False
    return bool(held)


def may_save(role: Role, key: str, *, target: str) -> bool:
    """Whether the person may save the text."""
    return can(role, "save", key, target=target)


def may_comment(role: Role, key: str, *, target: str) -> bool:
    """Whether the person has a part in the work on the version, or in that on its original."""
    if not sees(role, key, target=target):
        return False
    writes = WRITE[0] if FACTS[key].is_original else WRITE[1]
    own = any(holds(role, right, key, target=target) for right in (*writes, "review", "publish"))
    original = original_of(key)
    return own or any(holds(role, right, original, target=target) for right in ("edit", "review", "publish"))
