"""The acts in a cell of the board. One door: `POST /admin/articles/version/<pk>/act/`, and back to the same place."""

from collections.abc import Mapping
from datetime import date, datetime
from types import EllipsisType
from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafts, hindrances, workflow
from articles.choices import Act, Stage
from articles.desk import access
from articles.desk.acts import DONE
from articles.desk.board import join_address, show_board
from articles.desk.board_cells import Answer, name_anchor, name_plan_anchor
from articles.desk.board_filters import PARAMETERS
from articles.desk.page import SeeOther
from articles.desk.planning import load_team
from articles.desk.publish_moment import DayField
from articles.models import LanguageVersion, LogEntry, Revision
from articles.refusals import Incomplete, Invalid, NotPossible, Refused
from articles.twice import find_just_done
from journal.languages import CODES
from journal.models import User

NOBODY = "nobody"
"""What a form says to empty a place; "" leaves it as it is."""
LONGEST_ADDRESS = 2_000
MOST_FAULTS = 5
"""Faults of an incomplete text that are named beside its cell; the publish page lists them all."""

DONE_IN_CELL: dict[Act, object] = {
    **{act: DONE[act] for act in (Act.ASSIGN, Act.CHECKED, Act.PLAN, Act.PUBLISH)},
    Act.CLAIM: gettext_lazy("It is yours now."),
    Act.DECLINE: gettext_lazy("You have given it back."),
    Act.HAND_OVER: gettext_lazy("It has been handed over."),
}
"""The acts of the board, with the sentence that says it is done."""
NOT_TWICE = frozenset({Act.CLAIM, Act.DECLINE, Act.HAND_OVER, Act.PLAN, Act.PUBLISH})
"""Those of them that are refused to whoever has just done them; the others would change nothing."""


class CellForm(forms.Form):
    """Everything a cell can send. Each act takes its own of it; nothing is required by the form."""

    assignee = forms.CharField(required=False, max_length=20)
    reviewer = forms.CharField(required=False, max_length=20)
    to = forms.CharField(required=False, max_length=20)
    due_on = DayField()
    due_was = forms.CharField(required=False, max_length=10)
    comment = forms.CharField(required=False, max_length=10_000)
    language = forms.CharField(required=False, max_length=10)
    edit_number = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    source_revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


def act_in_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one act of the board to a version, and show the board again: by 303 at the cell, or with status 422 and the
    reason beside the cell. Http404 for a version that is not the person's to see.

    Only the query of `next` is used, and only what the board knows of it: no address leads elsewhere.
    """
    version = access.load_version(request.user, pk)
    given = read_place(request.POST.get("next", ""))
    anchor = name_anchor(pk)
    if request.method != "POST":
        return SeeOther(f"{join_address('')}#{anchor}")
    user = cast("User", request.user)  # the admin lets nobody else in
    name = request.POST.get("act", "")
    if name == Act.PLAN:
        anchor = name_plan_anchor(version.article_id)
    at = timezone.now()
    try:
        with transaction.atomic():
            drafts.hold(user)  # of two equal forms at once, the second finds what the first has done
            if name == Act.PUBLISH:
                workflow.hold(version)
                at = timezone.now()
            anchor, words = do_act(user, access.load_version(user, pk), name, request.POST, at=at)
    except Refused as refusal:
        done = find_done(user, version, request.POST, at=at)
        if done is None:
            answer = Answer(_explain(refusal), is_refusal=True, typed=request.POST.dict())
            return show_board(request, given=given, refused=(anchor, answer))
        anchor, words = name_anchor(done), DONE_IN_CELL[Act(name)]
    messages.success(request, str(words), extra_tags=f"at-{anchor}")
    return SeeOther(f"{join_address(given.urlencode())}#{anchor}")


def do_act(
    user: User, version: LanguageVersion, name: str, posted: Mapping[str, str], *, at: datetime
) -> tuple[str, object]:
    """Do the act and return the anchor to go back to and the sentence that says it is done. Refused if it is not."""
    form = CellForm(posted)
    if name not in DONE_IN_CELL:
        raise Invalid(_("There is no such act."))
    if not form.is_valid():
        raise Invalid(next(iter(form.errors.values()))[0])
    act, data = Act(name), form.cleaned_data
    if act is Act.PLAN:
        if data["language"] not in CODES:
            raise Invalid(_("Choose the language to plan."))
        planned = workflow.plan(version.article, data["language"], by=user, at=at, translated_from=version)
        return name_anchor(planned.pk), DONE_IN_CELL[act]
    given = _read_given(user, act, version, data)
    if given is not None:
        workflow.apply(version, act, by=user, at=at, **given)
    return name_anchor(version.pk), DONE_IN_CELL[act]


def find_done(user: User, version: LanguageVersion, posted: Mapping[str, str], *, at: datetime) -> int | None:
    """Return the key of the version to which the person has done exactly this a moment ago: the button was pressed
    twice. None if they have not. One query."""
    name = posted.get("act", "")
    if name not in NOT_TWICE:
        return None
    log = LogEntry.objects.filter(version=version)
    if name == Act.PLAN:
        language = posted.get("language", "")
        log = LogEntry.objects.filter(version__translated_from=version, language=language if language in CODES else "")
    last = find_just_done(log, name, by=user, at=at)
    return last.version_id if last is not None else None


def read_place(address: str) -> QueryDict:
    """Return the parameters of an address of the board that the board knows, none of any other address."""
    given = QueryDict(mutable=True)
    try:
        parts = urlsplit(address)
        if len(address) <= LONGEST_ADDRESS and address.startswith("/") and not parts.netloc:
            asked = QueryDict(parts.query) if parts.path == reverse("admin:index") else {}
            known = {name: asked[name] for name in PARAMETERS if asked.get(name)}
            given.update({name: value for name, value in known.items() if "\x00" not in value})
    except (ValueError, SuspiciousOperation):
        pass
    return given


def _read_given(user: User, act: Act, version: LanguageVersion, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the act takes; None where it would change nothing. Two queries for acts that name a person."""
    comment = data["comment"]
    if act is Act.ASSIGN:
        return _read_assignment(version, data) or None
    if act is Act.CLAIM and hindrances.holder_id(version) == user.pk:
        return None
    if act is Act.HAND_OVER:
        return {"to": _find_person(data["to"]), "comment": comment}
    if act is Act.CHECKED:
        number = data["source_revision"]
        if number and Revision.objects.filter(versions_based_on=version, number=number).exists():
            return None
        return {"source_revision": number, "edit_number": data["edit_number"], "comment": comment}
    if act is Act.PUBLISH:
        if version.stage != Stage.APPROVED or version.first_published_at is not None:
            words = _(
                "Only an approved text goes out from the board, and only for the first time. "
                "The publish page takes the others."
            )
            raise NotPossible(words)
        return {"edit_number": data["edit_number"]}
    return {"comment": comment}


def _read_assignment(version: LanguageVersion, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form changes: a place left as it was is not named, so that a colleague's choice stays."""
    chosen: dict[str, User | date | EllipsisType | None] = {
        name: ... if not data[name] else None if data[name] == NOBODY else _find_person(data[name])
        for name in ("assignee", "reviewer")
    }
    due_on = data["due_on"]
    chosen["due_on"] = ... if (due_on.isoformat() if due_on else "") == data["due_was"] else due_on
    return {name: value for name, value in chosen.items() if value is not ... and value != getattr(version, name)}


def _find_person(pk: str) -> User | None:
    person = load_team().find(pk)
    if pk and person is None:
        raise Invalid(_("There is no such person at the desk."))
    return person


def _explain(refusal: Refused) -> str:
    """Return why an act was refused, with the faults of an incomplete text."""
    faults = refusal.faults[:MOST_FAULTS] if isinstance(refusal, Incomplete) else ()
    return " ".join([str(refusal), *(str(fault.message) for fault in faults)])
