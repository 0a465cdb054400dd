"""The publish page: what is missing, and a release set, which is published together, now or at a time."""

import re
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publication, rights, workflow
from articles.choices import Act, Stage
from articles.desk import access
from articles.desk.acts import ActForm
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.panel import name_standing
from articles.desk.publish_moment import write_moment, write_zone
from articles.desk.publish_set import Candidate, list_candidates
from articles.models import LanguageVersion, LogEntry
from articles.refusals import Incomplete, Invalid, NotAllowed, NotPossible, Refused
from articles.twice import find_just_done
from journal.languages import language

PUBLISH_READY = "publish-ready"
"""The button that publishes everything the page has shown as ready."""
CANCEL = re.compile(r"unschedule-([1-9][0-9]{0,18})")
_CHOSEN = re.compile(r"version-([0-9]{1,40})-chosen")


def show_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the publish page of an article, publish a release set, or cancel what is scheduled. Some twenty queries for
    each language."""
    original, at = access.load_original(request.user, pk), timezone.now()
    posted = request.POST if request.method == "POST" else None
    candidates = list_candidates(request.user, original, posted, at=at)
    act_form = ActForm(posted, at=at)
    refusal, status = "", 200
    faults: list[tuple[str, Any]] = []
    if posted is not None:
        try:
            messages.success(request, _do(request.user, posted, candidates, act_form, at=at))
        except Refused as refused:
            refusal, status = str(refused), 403 if isinstance(refused, NotAllowed) else 422
            if isinstance(refused, Incomplete):
                going = [each for each in candidates if _goes_out(each, posted.get("act", ""))]
                faults = [(each.line.language_name, each.blocking) for each in going if each.blocking]
            if refused.field in act_form.fields and act_form.is_bound:
                act_form.add_error(refused.field, refusal)
        else:
            return SeeOther(request.get_full_path())
    context = desk_context(
        request,
        title=_("Publish: %(title)s") % {"title": original.article.working_title},
        version=original,
        candidates=candidates,
        ready=[each.line.language_name for each in candidates if each.is_ready],
        scheduled=[(each, write_moment(each.standing.pending.at)) for each in candidates if each.standing.pending],
        unbegun=_name_unbegun(request.user, original),
        may_publish=any(each.is_open for each in candidates),
        act_form=act_form,
        zone=write_zone(at),
        links=version_links(original),
        refusal=refusal,
        faults=faults,
    )
    return render(request, "desk/publish.html", context, status=status)


def _do(user: rights.Person, posted: Any, candidates: list[Candidate], act_form: ActForm, *, at: datetime) -> str:
    """Do what was posted, all or nothing, and return the sentence that says so. Refused if anything is."""
    name = posted.get("act", "")
    if found := CANCEL.fullmatch(name):
        return _cancel(user, found[1], candidates, at=at)
    if name not in (Act.PUBLISH, Act.SCHEDULE, PUBLISH_READY):
        raise Invalid(_("There is no such act."))
    act = Act.SCHEDULE if name == Act.SCHEDULE else Act.PUBLISH
    act_form.is_valid()
    is_typed_well = all(row.form.is_valid() for row in candidates if row.form.is_bound)
    if not act_form.is_ready_for(act) or not is_typed_well:
        raise NotPossible(_("Nothing has been published: please mend what is marked below."))
    chosen = [row for row in candidates if _goes_out(row, name)]
    named = {int(found[1]) for key in posted if (found := _CHOSEN.fullmatch(key))}
    if name != PUBLISH_READY and named - {row.version.pk for row in candidates if row.form.is_bound}:
        raise Invalid(_("One of the chosen texts does not belong to this piece, or is not yours to publish."))
    if not chosen:
        raise Invalid(_("Choose at least one language."))
    given = {key: text for key, text in act_form.given_for(act).items() if key in ("comment", "when")}
    published = _publish(user, act, chosen, given, at=at)
    names = ", ".join(language(row.language).name for row in published)
    if act is Act.SCHEDULE:
        words = _("Scheduled for %(moment)s: %(languages)s.")
        return words % {"languages": names, "moment": write_moment(given["when"])}
    return _("Published: %(languages)s.") % {"languages": names}


def _goes_out(row: Candidate, name: str) -> bool:
    """Whether the button of that name publishes the version. Call it on a valid form."""
    return row.was_ready if name == PUBLISH_READY else row.is_chosen


def _publish(
    user: rights.Person, act: Act, chosen: list[Candidate], given: dict[str, Any], *, at: datetime
) -> list[LanguageVersion]:
    """Publish the chosen versions, all or none. The second of two equal requests finds it done."""
    versions = [row.version for row in chosen]
    with transaction.atomic():
        workflow.hold(*versions)
        at = timezone.now()
        for row in chosen:
            now = publication.standing(row.version, at=at)
            if row.form.cleaned_data["seen"] == name_standing(now):
                continue
            if all(_has_just(user, act, each, given.get("when"), at=at) for each in versions):
                return versions
            words = _("What readers see of %(language)s has changed since you opened this page. Please look again.")
            raise NotPossible(words % {"language": row.line.language_name})
        each = {row.version.language: row.given() for row in chosen}
        return workflow.apply_all(versions, act, by=user, at=at, each=each, **given)


def _cancel(user: rights.Person, pk: str, candidates: list[Candidate], *, at: datetime) -> str:
    """Cancel what is to come of one version."""
    row = next((each for each in candidates if str(each.version.pk) == pk), None)
    if row is None:
        raise NotPossible(_("Nothing is scheduled."))
    told = _("%(language)s is no longer scheduled.") % {"language": row.line.language_name}
    if row.standing.pending is None and _has_just(user, Act.UNSCHEDULE, row.version, None, at=at):
        return told
    with transaction.atomic():
        workflow.hold(row.version)
        workflow.apply(row.version, Act.UNSCHEDULE, by=user, at=timezone.now())
    return told


def _has_just(user: rights.Person, act: Act, version: LanguageVersion, when: datetime | None, *, at: datetime) -> bool:
    """Whether this is what the person has done to the version a moment ago, and nobody anything since. One query."""
    last = find_just_done(LogEntry.objects.filter(version=version), act, by=user, at=at)
    return last is not None and (when is None or last.details.get("moment") == when.isoformat())


def _name_unbegun(user: rights.Person, original: LanguageVersion) -> list[str]:
    """Return the languages that are planned and not begun, by their own names. One query."""
    rows = rights.visible_versions(user).filter(article=original.article_id, stage=Stage.PLANNED).order_by("pk")
    return [language(code).name for code in rows.values_list("language", flat=True)]
