"""What became of a version: the log of acts, its revisions, any two of them compared, and the preview."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.choices import Act, Significance, Stage
from articles.desk import access
from articles.desk.acts import DONE
from articles.desk.page import desk_context, version_links
from articles.desk.preview import render_preview
from articles.desk.screen import SeeOther
from articles.desk.source import render_source
from articles.models import LanguageVersion, LogEntry, Revision
from articles.refusals import Refused
from journal.languages import language

MOST_ENTRIES = 500


class ReclassifyForm(forms.Form):
    """How weighty a released change was after all."""

    revision = forms.IntegerField(label=gettext_lazy("Revision"), min_value=1, max_value=2**31 - 1)
    significance = forms.ChoiceField(label=gettext_lazy("Significance"), choices=Significance.choices)
    comment = forms.CharField(label=gettext_lazy("Comment"), required=False, max_length=2_000)

    def __init__(self, *args: Any, revisions: list[Revision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.number, f"{row.number} · {Significance(row.significance).label}") for row in revisions]
        self.fields["revision"].widget = forms.Select(choices=choices)


def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    """List the acts done to a version and its revisions, newest first. No text is loaded."""
    version = access.load_version(request.user, pk)
    revisions = list_revisions(version)
    released = [row for row in revisions if row.released_at]
    form = None
    if released and workflow.may(request.user, Act.RECLASSIFY, version):
        form = ReclassifyForm(request.POST if request.method == "POST" else None, revisions=released)
    status = 200
    if request.method == "POST":
        status = 403
        if form is not None:
            status = 422
            if form.is_valid() and _reclassify(request, version, form):
                return SeeOther(request.get_full_path())
    entries = version.log.select_related("by").order_by("-at", "-pk")[:MOST_ENTRIES]
    context = desk_context(
        request,
        title=_name(version, _("History")),
        version=version,
        entries=[describe_entry(entry) for entry in entries],
        revisions=revisions,
        reclassify=form,
        links=version_links(version),
    )
    return render(request, "desk/history.html", context, status=status)


def show_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one revision as clean text."""
    version = access.load_version(request.user, pk)
    revision = _find_revision(version, str(number))
    if revision is None:
        raise Http404
    context = desk_context(
        request,
        title=_name(version, _("Revision %(number)s") % {"number": number}),
        version=version,
        revision=revision,
        text=render_source(revision, None),
        links=version_links(version),
    )
    return render(request, "desk/revision.html", context)


def show_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed from revision `a` to revision `b` (query parameters); without them, between the last two."""
    version = access.load_version(request.user, pk)
    rows = list_revisions(version)
    newest = [str(row.number) for row in rows[:2]] or [""]
    older = _find_revision(version, request.GET.get("a", "")) or _find_revision(version, newest[-1])
    newer = _find_revision(version, request.GET.get("b", "")) or _find_revision(version, newest[0])
    context = desk_context(
        request,
        title=_name(version, _("Compare two revisions")),
        version=version,
        revisions=rows,
        older=older,
        newer=newer,
        comparison=render_source(newer, older) if older and newer else None,
        links=version_links(version),
    )
    return render(request, "desk/compare.html", context)


def show_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the public page of the working text to those who may see it."""
    return render_preview(request, access.load_version(request.user, pk), at=timezone.now())


def list_revisions(version: LanguageVersion) -> list[Revision]:
    """Return the revisions of a version, newest first, without their texts. One query."""
    rows = version.revisions.select_related("made_by", "based_on").order_by("-number")
    return list(
        rows.only(
            "number",
            "significance",
            "released_at",
            "made_at",
            "made_by_name",
            "made_by__first_name",
            "made_by__last_name",
            "made_by__username",
            "comment",
            "version_id",
            "based_on__number",
        )
    )


def describe_entry(entry: LogEntry) -> dict[str, Any]:
    """Return a log entry in words."""
    stages = [str(Stage(stage).label) for stage in (entry.from_stage, entry.to_stage) if stage]
    change = " → ".join(stages) if len(set(stages)) > 1 else ""
    details = []
    if number := entry.details.get("revision"):
        details.append(_("revision %(number)s") % {"number": number})
    if number := entry.details.get("based_on"):
        details.append(_("up to revision %(number)s of the source") % {"number": number})
    if weight := entry.details.get("significance"):
        details.append(str(Significance(weight).label) if weight in Significance.values else "")
    if entry.details.get("review_skipped"):
        details.append(_("without review"))
    if reason := entry.details.get("reason"):
        details.append(str(reason))
    return {
        "act": entry.get_act_display(),
        "who": str(entry.by) if entry.by else entry.by_name,
        "at": timezone.localtime(entry.at),
        "change": change,
        "details": [word for word in details if word],
        "comment": entry.comment,
    }


def _reclassify(request: HttpRequest, version: LanguageVersion, form: ReclassifyForm) -> bool:
    try:
        workflow.apply(version, Act.RECLASSIFY, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, str(DONE[Act.RECLASSIFY]))
    return True


def _find_revision(version: LanguageVersion, number: str) -> Revision | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return version.revisions.select_related("based_on").filter(number=int(number)).first()


def _name(version: LanguageVersion, what: str) -> str:
    return f"{what}: {version.article.working_title} ({language(version.language).name})"
