"""Who has a piece: assigning it, claiming it, giving it back, handing it over."""

from datetime import date, datetime
from types import EllipsisType

from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right, Stage
from articles.effects.details import Details
from articles.hindrances import submitted_by
from articles.models import LanguageVersion
from articles.refusals import Invalid, NotAllowed
from journal.models import User


def assign(
    version: LanguageVersion,
    *,
    by: rights.Person,
    at: datetime,
    comment: str,
    assignee: User | EllipsisType | None = ...,
    reviewer: User | EllipsisType | None = ...,
    due_on: date | EllipsisType | None = ...,
    instruction: str | EllipsisType = ...,
) -> Details:
    """Say who translates, who reviews, by when, with what instruction. What is not given stays; None empties it.

    Invalid for a person without the right they would need. The log names what has changed.
    """
    given: Details = {"assignee": assignee, "reviewer": reviewer, "due_on": due_on, "instruction": instruction}
    columns = {name: value for name, value in given.items() if value is not ...}
    if "instruction" in columns:
        columns["instruction"] = columns["instruction"].strip()
    for field, right in (("assignee", rights.writing_right(version)), ("reviewer", Right.REVIEW)):
        if columns.get(field) and not rights.holds(columns[field], right, version.language):
            raise Invalid(_("This person does not hold the right for this language."), field=field)
    after = {name: columns.get(name, getattr(version, name)) for name in given}
    return {
        "columns": columns,
        "assignee": rights.actor_name(after["assignee"]),
        "reviewer": rights.actor_name(after["reviewer"]),
        "due_on": after["due_on"].isoformat() if after["due_on"] else "",
        "changed": [name for name in given if after[name] != getattr(version, name)],
    }


def claim(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Become the reviewer of a text in review, the assignee of any other. Whether somebody has it already is asked
    before (`articles.hindrances`). NotAllowed for the review of what one has submitted oneself."""
    field = "reviewer" if version.stage == Stage.IN_REVIEW else "assignee"
    if field == "reviewer" and submitted_by(version, by):
        raise NotAllowed(_("You submitted this text; somebody else has to review it."))
    return {"columns": {field: by}, "field": field, "from": "", "to": rights.actor_name(by)}


def decline(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Give the piece back: nobody has it then."""
    field, _right = own_field(version, by)
    return {"columns": {field: None}, "field": field, "from": rights.actor_name(by), "to": ""}


def hand_over(
    version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, to: User | None = None
) -> Details:
    """Pass the piece on to another person who holds the right. Invalid without one."""
    field, right = own_field(version, by)
    if to is None or to == by:
        raise Invalid(_("Say who takes it over."), field="to")
    if not rights.holds(to, right, version.language):
        raise Invalid(_("This person does not hold the right for this language."), field="to")
    if field == "reviewer" and version.stage == Stage.IN_REVIEW and submitted_by(version, to):
        raise Invalid(_("This person submitted the text; somebody else has to review it."), field="to")
    return {"columns": {field: to}, "field": field, "from": rights.actor_name(by), "to": rights.actor_name(to)}


def own_field(version: LanguageVersion, person: rights.Person) -> tuple[str, Right]:
    """Return what the person has the piece as, "assignee" or "reviewer", and the right that takes. In review the
    reviewer's part comes first, else the assignee's. NotAllowed for anybody else. No query beyond memberships."""
    parts = [("assignee", rights.writing_right(version)), ("reviewer", Right.REVIEW)]
    if version.stage == Stage.IN_REVIEW:
        parts.reverse()
    for field, right in parts:
        if rights.is_assigned(person, right, version) and rights.may(person, right, version):
            return field, right
    raise NotAllowed
