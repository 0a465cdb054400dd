"""Back to what readers saw before, in two clicks: the button names the revision, the page shows it and asks."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import corrections, publication, workflow
from articles.choices import Act, PublicationState
from articles.desk import access
from articles.desk.comparing import compare_texts
from articles.desk.lines import screen_url
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.publish_earlier import Earlier, list_earlier
from articles.desk.publish_moment import write_moment
from articles.models import LanguageVersion, Publication
from articles.refusals import NotPossible, Refused
from journal.languages import language


class BackForm(forms.Form):
    """What goes with it: what readers see as the person saw it, and what they are told."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    correction = forms.CharField(
        label=gettext_lazy("Correction note for readers"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )


def show_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what readers would see again and ask, or do it (POST of `seen`, the publication the page was opened with).

    Http404 for those who may not, and for a revision readers have not seen. A dozen queries and a comparison.
    """
    version, at = access.load_version(request.user, pk), timezone.now()
    if not workflow.may(request.user, Act.ROLL_BACK, version):
        raise Http404
    form = BackForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_bound:
        try:
            told = _go_back(request, version, number, form)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, told)
            return SeeOther(screen_url(version))
    now = publication.standing(version, at=at)
    if now.state is not PublicationState.PUBLISHED or now.current is None:
        raise Http404
    earlier = next((row for row in list_earlier(version, now, at=at) if row.number == number), None)
    if earlier is None:
        raise Http404
    return _ask(request, version, form, earlier, now.current, now.pending, refusal=refusal)


def _ask(
    request: HttpRequest,
    version: LanguageVersion,
    form: BackForm,
    earlier: Earlier,
    current: Publication,
    pending: Publication | None,
    *,
    refusal: str,
) -> HttpResponse:
    revision = version.revisions.get(number=earlier.number)
    shown = version.revisions.get(publications=current)
    text = compare_texts(revision, shown)
    name = language(version.language).name
    if form.is_bound:
        form.data = {**form.data.dict(), "seen": str(current.pk)}  # type: ignore[attr-defined]  # now it is seen
    else:
        form.initial["seen"] = current.pk
    form.fields["correction"].widget.attrs["lang"] = version.language
    form.fields["correction"].help_text = _("Readers see it. Write it in %(language)s.") % {"language": name}
    context = desk_context(
        request,
        title=_("Go back to revision %(number)s: %(title)s (%(language)s)")
        % {"number": earlier.number, "title": version.article.working_title, "language": name},
        version=version,
        form=form,
        earlier=earlier,
        shown=shown,
        current=current,
        pending=write_moment(pending.at) if pending else "",
        text=text,
        asked=[language(row.language).name for row in corrections.find_asked(version)],
        links=version_links(version) | {"screen": screen_url(version)},
        refusal=refusal,
    )
    return render(request, "desk/back.html", context, status=422 if refusal else 200)


def _go_back(request: HttpRequest, version: LanguageVersion, number: int, form: BackForm) -> str:
    """Do it and return the sentence that says so; the second of two equal requests is told the same."""
    if not form.is_valid():
        raise NotPossible(_("Nothing has been done: please mend what is marked below."))
    data = form.cleaned_data
    told = _("Readers see revision %(number)s again.") % {"number": number}
    with transaction.atomic():
        workflow.hold(version)
        at = timezone.now()
        current = publication.standing(version, at=at).current
        if current is not None and current.pk != data["seen"]:
            if current.revision is not None and current.revision.number == number:
                return told
            raise NotPossible(_("What readers see has changed since you opened this page. Please look again."))
        given = {"correction": data["correction"], "comment": data["comment"]}
        workflow.apply(version, Act.ROLL_BACK, by=request.user, at=at, revision=number, **given)
    return told
