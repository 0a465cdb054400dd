"""The versions of an article as candidates of a release set: what each lacks, and its form in the set."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import corrections, freshness, problems, publication, revisions, rights, workflow
from articles.choices import Act, PublicationState, Significance, Stage
from articles.desk import access
from articles.desk.lines import VersionLine, make_lines
from articles.desk.panel import name_standing, shows_already
from articles.desk.publish_missing import Missing, list_missing
from articles.desk.publish_proposal import Proposal, make_proposal
from articles.models import LanguageVersion
from articles.problems import Fault
from journal.languages import CODES, language


class CandidateForm(forms.Form):
    """Whether a version goes out with the others, as the person saw it, and what goes with it."""

    chosen = forms.BooleanField(required=False)
    ready = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """Whether it was ready when the page was opened: what "all ready" means."""
    edit_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=50)
    """What readers saw and what was to come when the page was opened (`name_standing`)."""
    significance = forms.ChoiceField(
        label=gettext_lazy("Significance of the change"),
        required=False,
        choices=[("", "---------"), *Significance.choices],
    )
    correction = forms.CharField(
        label=gettext_lazy("Correction note for readers"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@dataclass(frozen=True)
class Candidate:
    """A version that is begun, with what stands against it."""

    line: VersionLine
    form: CandidateForm
    standing: publication.Standing
    faults: list[Fault]
    missing: list[Missing]
    proposal: Proposal | None
    is_open: bool
    """Whether the person may publish it at its present stage."""
    is_ready: bool
    """Whether it goes out with "all ready": approved, complete, neither scheduled nor withdrawn. What has been taken
    back from readers goes out again only if somebody chooses it."""
    may_cancel: bool
    """Whether the person may cancel what is to come."""
    asked: list[str] = field(default_factory=list)
    """The languages that get a task if a correction note is given, by their own names."""

    @property
    def version(self) -> LanguageVersion:
        return self.line.version

    @property
    def blocking(self) -> list[Fault]:
        return problems.blocking(self.faults, publishing=True)

    @property
    def was_ready(self) -> bool:
        return self.form.is_bound and bool(self.form.cleaned_data["ready"])

    @property
    def is_chosen(self) -> bool:
        return self.form.is_bound and bool(self.form.cleaned_data["chosen"])

    def given(self) -> dict[str, Any]:
        """Return what PUBLISH and SCHEDULE take of this version alone. Call it on a valid form."""
        return {name: self.form.cleaned_data[name] for name in ("edit_number", "significance", "correction")}


def list_candidates(user: rights.Person, original: LanguageVersion, posted: Any, *, at: datetime) -> list[Candidate]:
    """Return the versions of the article the person may see and that are begun, the original first. Some twenty queries
    for each, and its texts compared and checked: a tenth of a second of processor time."""
    rows = access.desk_versions(user).filter(article=original.article_id).exclude(stage=Stage.PLANNED)
    lines = make_lines(rows, at=at)
    lines.sort(key=lambda line: (not line.version.is_original, CODES.index(line.version.language)))
    return [_make_candidate(user, line, posted, at=at) for line in lines]


def _make_candidate(user: rights.Person, line: VersionLine, posted: Any, *, at: datetime) -> Candidate:
    version = line.version
    content, now = revisions.working_content(version), publication.standing(version, at=at)
    newest = freshness.newest_released(version)
    is_changed = newest is None or revisions.content_of(newest) != content
    is_new = is_changed or not shows_already(now, newest)
    is_open = workflow.may(user, Act.PUBLISH, version)
    faults = problems.find_faults(version, source=version.based_on, content=content, reads_credits=True)
    tasks = list(corrections.list_open(version))
    missing = list_missing(
        user,
        version,
        faults=faults,
        content=content,
        freshness=line.freshness_value,
        tasks=tasks,
        standing=now,
        at=at,
    )
    proposal = make_proposal(version, newest, content) if is_open and is_changed else None
    is_ready = is_open and is_new and version.stage == Stage.APPROVED and now.pending is None
    is_ready &= now.state is not PublicationState.WITHDRAWN and not problems.blocking(faults, publishing=True)
    asked = corrections.find_asked(version) if is_open and now.current is not None and not tasks else ()
    initial = {
        "edit_number": version.edit_number,
        "chosen": is_ready,
        "ready": is_ready,
        "seen": name_standing(now),
        "significance": proposal.significance if proposal else "",
    }
    return Candidate(
        line=line,
        form=_make_form(version, posted, initial),
        standing=now,
        faults=faults,
        missing=missing,
        proposal=proposal,
        is_open=is_open and is_new,
        is_ready=is_ready,
        may_cancel=now.pending is not None and workflow.may(user, Act.UNSCHEDULE, version),
        asked=[language(row.language).name for row in asked],
    )


def _make_form(version: LanguageVersion, posted: Any, initial: dict[str, Any]) -> CandidateForm:
    prefix = f"version-{version.pk}"
    bound = posted if posted is not None and f"{prefix}-edit_number" in posted else None
    form = CandidateForm(bound, prefix=prefix, initial=initial, use_required_attribute=False)
    told = {"language": language(version.language).name}
    form.fields["correction"].help_text = _("Readers see it. Write it in %(language)s.") % told
    form.fields["correction"].widget.attrs["lang"] = version.language
    return form
