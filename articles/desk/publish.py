"""The release set: versions of one article published together, now or at a time. What is missing is listed first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import freshness, problems, revisions, rights, workflow
from articles.choices import Act, CreditRole, Significance, Stage
from articles.desk import access
from articles.desk.acts import ActForm
from articles.desk.lines import VersionLine, make_lines
from articles.desk.page import desk_context, version_links
from articles.desk.screen import SeeOther
from articles.models import Credit, LanguageVersion
from articles.problems import Fault
from articles.refusals import Incomplete, Refused
from journal.languages import CODES, language

BUTTONS = {
    Act.PUBLISH: gettext_lazy("Publish the chosen now"),
    Act.SCHEDULE: gettext_lazy("Publish the chosen at the time given"),
}


class CandidateForm(forms.Form):
    """Whether a version goes out with the others, and how weighty its change is."""

    chosen = forms.BooleanField(required=False)
    edit_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    significance = forms.ChoiceField(required=False, choices=[("", "---------"), *Significance.choices])


@dataclass(frozen=True)
class Candidate:
    """A version that could go out, with what stands against it."""

    line: VersionLine
    form: CandidateForm
    faults: list[Fault]
    remarks: list[str]
    """What does not block, but should be known before publishing."""
    is_open: bool
    """Whether the person may publish it at its present stage."""
    asks_significance: bool

    @property
    def blocking(self) -> list[Fault]:
        return problems.blocking(self.faults, publishing=True)

    @property
    def is_ready(self) -> bool:
        return self.is_open and not self.blocking


def show_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the publish page of an article, or publish a release set. A dozen queries for each language."""
    original = access.load_original(request.user, pk)
    posted = request.POST if request.method == "POST" else None
    at = timezone.now()
    candidates = list_candidates(request.user, original, posted, at=at)
    act_form = ActForm(posted)
    refusal = ""
    faults: tuple[Fault, ...] = ()
    if posted is not None:
        try:
            published = _publish(request.user, posted, candidates, act_form, at=at)
        except Incomplete as incomplete:
            refusal, faults = str(incomplete), incomplete.faults
        except Refused as refused:
            refusal = str(refused)
            if refused.field in act_form.fields:
                act_form.add_error(refused.field, refusal)
        else:
            names = ", ".join(language(row.language).name for row in published)
            messages.success(request, _("Done for: %(languages)s.") % {"languages": names})
            return SeeOther(request.get_full_path())
    context = desk_context(
        request,
        title=_("Publish: %(title)s") % {"title": original.article.working_title},
        version=original,
        candidates=candidates,
        act_form=act_form,
        buttons=[(act.value, label) for act, label in BUTTONS.items()],
        links=version_links(original),
        refusal=refusal,
        faults=faults,
    )
    return render(request, "desk/publish.html", context, status=422 if refusal else 200)


def list_candidates(user: rights.Person, original: LanguageVersion, posted: Any, *, at: datetime) -> list[Candidate]:
    """Return the versions of the article the person may see and that are begun, the original first."""
    rows = access.desk_versions(user).filter(article=original.article_id).exclude(stage=Stage.PLANNED)
    lines = make_lines(rows, at=at)
    lines.sort(key=lambda line: (not line.version.is_original, CODES.index(line.version.language)))
    has_author = Credit.objects.filter(article=original.article_id, role=CreditRole.AUTHOR).exists()
    return [_make_candidate(user, line, posted, has_author=has_author) for line in lines]


def _make_candidate(user: rights.Person, line: VersionLine, posted: Any, *, has_author: bool) -> Candidate:
    version = line.version
    content = revisions.working_content(version)
    newest = freshness.newest_released(version)
    is_changed = newest is not None and revisions.content_of(newest) != content
    is_open = workflow.may(user, Act.PUBLISH, version)
    faults = problems.find_faults(version, source=version.based_on, content=content)
    prefix = f"version-{version.pk}"
    bound = posted if posted is not None and f"{prefix}-edit_number" in posted else None
    initial = {"edit_number": version.edit_number, "chosen": is_open and not problems.blocking(faults, publishing=True)}
    return Candidate(
        line=line,
        form=CandidateForm(bound, prefix=prefix, initial=initial),
        faults=faults,
        remarks=_list_remarks(line, has_author=has_author),
        is_open=is_open,
        asks_significance=is_changed,
    )


def _list_remarks(line: VersionLine, *, has_author: bool) -> list[str]:
    version = line.version
    remarks = []
    if version.stage not in (Stage.APPROVED, Stage.DONE):
        remarks.append(_("Not approved: publishing it now skips the review, and the log says so."))
    if line.needs_work:
        remarks.append(_("Its source has changed since: %(state)s.") % {"state": line.freshness})
    if not has_author:
        remarks.append(_("No author is credited."))
    if not version.is_original and not version.credits.filter(role=CreditRole.TRANSLATOR).exists():
        remarks.append(_("No translator is credited."))
    return remarks


def _publish(
    user: rights.Person, posted: Any, candidates: list[Candidate], act_form: ActForm, *, at: datetime
) -> list[LanguageVersion]:
    """Publish what was chosen, all or none. Refused if anything is."""
    name = posted.get("act", "")
    if name not in BUTTONS:
        raise Refused(_("There is no such act."))
    act = Act(name)
    act_form.is_valid()
    if not act_form.is_ready_for(act) or not all(row.form.is_valid() for row in candidates if row.form.is_bound):
        raise Refused(_("Nothing has been published: please mend what is marked below."))
    chosen = [row for row in candidates if row.form.is_bound and row.form.cleaned_data["chosen"]]
    if not chosen:
        raise Refused(_("Choose at least one language."))
    given = act_form.given_for(act)
    del given["significance"]
    each = {
        row.line.version.language: {
            "significance": row.form.cleaned_data["significance"],
            "edit_number": row.form.cleaned_data["edit_number"],
        }
        for row in chosen
    }
    return workflow.apply_all([row.line.version for row in chosen], act, by=user, at=at, each=each, **given)
