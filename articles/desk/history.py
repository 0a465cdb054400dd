"""What became of a version: the log of acts, its revisions, any two states of it compared, an earlier one brought back,
and the preview."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import hindrances, restoring, rights, workflow
from articles.choices import Act, Right, Significance, Stage
from articles.desk import access
from articles.desk.acts import DONE
from articles.desk.comparing import WORKING, compare_texts, make_working
from articles.desk.log_lines import describe_entry
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.preview import render_preview
from articles.desk.source import render_source
from articles.models import LanguageVersion, LogEntry, Revision
from articles.refusals import Invalid, Refused
from journal.languages import language

REVISIONS_ON_A_PAGE = 50
ENTRIES_ON_A_PAGE = 100


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
    """List the acts done to a version and its revisions, newest first, by pages (`log`, `page`). No text is loaded."""
    version = access.load_version(request.user, pk)
    released = list(version.revisions.exclude(released_at=None).order_by("-number").only("number", "significance"))
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
    entries = Paginator(_list_entries(version), ENTRIES_ON_A_PAGE).get_page(request.GET.get("log"))
    context = desk_context(
        request,
        title=_name(version, _("History")),
        version=version,
        entries=[describe_entry(entry) for entry in entries],
        entries_page=entries,
        revisions=Paginator(_list_revisions(version), REVISIONS_ON_A_PAGE).get_page(request.GET.get("page")),
        has_text=version.stage != Stage.PLANNED,
        based_on=_find_base(version),
        working=WORKING,
        reclassify=form,
        links=version_links(version),
    )
    return render(request, "desk/history.html", context, status=status)


def show_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one revision as clean text, or make it the working text again (POST of `edit_number`)."""
    version = access.load_version(request.user, pk)
    revision = _find_revision(version, str(number))
    if revision is None:
        raise Http404
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _restore(request, revision)
        except Refused as refused:
            refusal = refused
            version = access.load_version(request.user, pk)
        else:
            said = _("Revision %(number)s is the working text again. What stood there before is kept as a revision.")
            messages.success(request, said % {"number": number})
            return SeeOther(version_links(version)["screen"])
    may_save = workflow.may(request.user, Act.SAVE, version)
    context = desk_context(
        request,
        title=_name(version, _("Revision %(number)s") % {"number": number}),
        version=version,
        revision=revision,
        text=render_source(revision, None),
        working=WORKING,
        based_on=_find_base(version),
        may_restore=may_save,
        is_working=may_save and restoring.is_working_text(revision, version),
        hindrance="" if may_save else _explain(request.user, version),
        refusal=refusal,
        links=version_links(version),
    )
    status = {"not-allowed": 403, "conflict": 409}.get(refusal.code, 422) if refusal else 200
    return render(request, "desk/revision.html", context, status=status)


def show_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed from `a` to `b` (query parameters): numbers of revisions, or `working` for the working text.
    Without them, or for what is not there, between the last two revisions, or from the only one to the working text."""
    version = access.load_version(request.user, pk)
    rows = list(_list_revisions(version))
    has_text = version.stage != Stage.PLANNED
    states = [*([WORKING] if has_text else []), *(str(row.number) for row in rows)]
    newest = [str(row.number) for row in rows[:2]]
    if len(newest) == 1 and has_text:
        newest.insert(0, WORKING)
    pairs = zip((request.GET.get(name, "") for name in "ab"), newest[::-1], strict=False)
    names = [name if name in states else default for name, default in pairs]
    older, newer = [_find_state(version, name) for name in names] if len(names) == 2 else (None, None)
    context = desk_context(
        request,
        title=_name(version, _("Compare two revisions")),
        version=version,
        revisions=rows,
        has_text=has_text,
        working=WORKING,
        chosen=names,
        older=older,
        newer=newer,
        comparison=_compare(older, newer, names),
        links=version_links(version),
    )
    return render(request, "desk/compare.html", context)


def show_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the public page of the working text, or of a `revision` (query parameter), to those who may see it."""
    version = access.load_version(request.user, pk)
    number = request.GET.get("revision", "")
    revision = _find_revision(version, number) if number else None
    if number and revision is None:
        raise Http404
    return render_preview(request, version, at=timezone.now(), revision=revision)


def _list_revisions(version: LanguageVersion) -> QuerySet[Revision]:
    """Return the revisions of a version, newest first, without their texts."""
    people = ("made_by__first_name", "made_by__last_name", "made_by__username")
    own = ("number", "significance", "released_at", "made_at", "made_by_name", "comment", "version_id")
    rows = version.revisions.select_related("made_by", "based_on").order_by("-number")
    return rows.only(*own, *people, "based_on__number")


def _list_entries(version: LanguageVersion) -> QuerySet[LogEntry]:
    """Return the log of a version, newest first; with that of an original, languages that were planned and dropped."""
    rows = LogEntry.objects.filter(article=version.article_id).select_related("by").order_by("-at", "-pk")
    return rows.filter(Q(version=version) | (Q(version=None) if version.is_original else Q(pk__in=[])))


def _reclassify(request: HttpRequest, version: LanguageVersion, form: ReclassifyForm) -> bool:
    try:
        with transaction.atomic():
            # Held, so that the second of two equal forms finds what the first has done, and does nothing
            LanguageVersion.objects.select_for_update(no_key=True).only("pk").get(pk=version.pk)
            number, chosen = form.cleaned_data["revision"], form.cleaned_data["significance"]
            if not version.revisions.filter(number=number, significance=chosen).exists():
                workflow.apply(version, Act.RECLASSIFY, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, str(DONE[Act.RECLASSIFY]))
    return True


def _restore(request: HttpRequest, revision: Revision) -> None:
    number = request.POST.get("edit_number", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Invalid(_("The form does not say which state of the text it started from."))
    restoring.restore(revision, by=request.user, at=timezone.now(), edit_number=int(number))


def _explain(user: rights.Person, version: LanguageVersion) -> str:
    """Return why a person who works on the text cannot have a revision back now; "" for everybody else."""
    if not any(rights.may(user, right, version) for right in (rights.writing_right(version), Right.REVIEW)):
        return ""
    hindrance = hindrances.find_hindrance(Act.SAVE, version)
    if hindrance is not None:
        return str(hindrance)
    if version.stage == Stage.IN_REVIEW:
        return _("The text is in review: until it is returned or approved, only its reviewers change it.")
    return _("The text is not in review: now only its translators or editors change it.")


def _find_revision(version: LanguageVersion, number: str) -> Revision | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    found = version.revisions.select_related("based_on").filter(number=int(number)).first()
    if found is not None:
        found.version = version
    return found


def _find_base(version: LanguageVersion) -> int | None:
    """Return the number of the source revision the version follows. One query for a translation."""
    rows = Revision.objects.filter(pk=version.based_on_id or 0)
    return rows.values_list("number", flat=True).first()


def _find_state(version: LanguageVersion, name: str) -> Revision | None:
    return make_working(version) if name == WORKING else _find_revision(version, name)


def _compare(older: Revision | None, newer: Revision | None, names: list[str]) -> Any:
    if older is None or newer is None:
        return None
    return compare_texts(newer, newer if names[0] == names[1] else older)


def _name(version: LanguageVersion, what: str) -> str:
    return f"{what}: {version.article.working_title} ({language(version.language).name})"
