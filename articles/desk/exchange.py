"""XLIFF at the desk: a translation goes out as a file, comes back, is looked at, and is taken over or not.

For those who may save the text. What is handed in changes nothing before its owner has seen what it would change.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import deliveries, freshness, workflow
from articles.choices import Act, Stage
from articles.desk import access
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.source import SourceText, render_source
from articles.models import Delivery, LanguageVersion, Revision
from articles.refusals import Incomplete, Refused
from articles.xliff.fitting import fit
from articles.xliff.origins import Origin
from articles.xliff.outcomes import Fit, Unfit
from articles.xliff.reading import LARGEST, read_xliff
from articles.xliff.taking import may_submit, take_over
from articles.xliff.writing import write_xliff
from journal.languages import language

MOST_SHOWN = 100
"""Misfits listed on a page; the rest is counted."""

RESTING = (Stage.APPROVED, Stage.DONE)
"""Stages a text leaves only by a change of its words."""

SUBMIT, SAVE, DROP = "submit", "save", "drop"


@dataclass(frozen=True)
class Notice:
    """Something to know before a file is taken over, perhaps with the places it is about."""

    text: str
    items: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ImageChange:
    """Words of an image that would change."""

    name: str
    old: str
    new: str


class HandInForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("XLIFF file"),
        help_text=gettext_lazy("The .xlf or .xliff file from your translation tool, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,application/xliff+xml,application/x-xliff+xml"}),
    )


@require_safe
def send_xliff(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the file for a translation, made from the newest released revision of its source.

    With `?targets=source` every target holds the source text, as OmegaT needs it. About twelve queries.
    """
    version, revision = _load(request, pk)
    from_source = request.GET.get("targets") == "source"
    data = write_xliff(version, revision, at=timezone.now(), from_source=from_source)
    name = Origin(version.article_id, version.language, revision.number, version.edit_number)
    response = HttpResponse(data, content_type="application/xliff+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlf"'
    return response


def show_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a file; read the one that was posted and, if it fits, show what it would change."""
    version, _revision = _load(request, pk)
    form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        data = upload.read(LARGEST + 1)
        try:
            fit(read_xliff(data), version)
        except Refused as why:
            refusal = why
        else:
            kept = deliveries.keep_delivery(
                data,
                kind=Delivery.Kind.XLIFF,
                language=version.language,
                version=version,
                name=upload.name or "",
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
            return SeeOther(reverse("admin:desk_xliff_delivery", args=[version.pk, kept.pk]))
    is_wrong = refusal is not None or bool(form.errors)
    return _show_form(request, version, form, refusal, status=422 if is_wrong else 200)


def show_xliff_delivery(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Show what a file would change, and take it over when told so. About 25 queries; to take it over 70, and
    three for each note."""
    version = access.load_translation(request.user, pk)
    newest = _find_source(request, version)  # asked before the file: taking it over may end the right to save
    kept = deliveries.find_delivery(request.user, delivery, kind=Delivery.Kind.XLIFF, at=timezone.now())
    if kept is None or kept.version_id != version.pk:
        raise Http404(_("There is no such text, or it is not yours to see."))
    if not kept.data:
        return SeeOther(version_links(version)["screen"])  # taken over already: a button pressed twice
    if newest is None:
        raise Http404(_("There is no such text, or it is not yours to see."))
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == DROP:
        kept.delete()
        messages.success(request, _("The file has been dropped. Nothing has changed."))
        return SeeOther(version_links(version)["screen"])
    refusal: Refused | None = None
    try:
        made = fit(read_xliff(bytes(kept.data)), version)
        if act in (SUBMIT, SAVE):
            refusal = _take(request, kept, version, made, submit=act == SUBMIT)
            if refusal is None:
                return SeeOther(version_links(version)["screen"])
            version, _revision = _load(request, pk)
            made = fit(read_xliff(bytes(kept.data)), version)
    except Refused as why:
        return _show_form(request, version, HandInForm(), why, status=422)
    changes = made.proposed != made.present or version.stage not in RESTING
    submits = changes and may_submit(request.user, version)
    context = desk_context(
        request,
        title=_name(version, _("What the file would change")),
        version=version,
        links=version_links(version),
        delivery=kept,
        made=made,
        comparison=_compare(version, made),
        images=list_image_changes(made),
        notices=list_notices(made, version),
        refusal=refusal,
        faults=[one for one in refusal.faults if not one.waived] if isinstance(refusal, Incomplete) else [],
        may_submit=submits,
        offers_save=changes and (not submits or isinstance(refusal, Incomplete)),
    )
    status = {"not-allowed": 403, "conflict": 409}.get(refusal.code, 422) if refusal else 200
    return render(request, "desk/xliff_delivery.html", context, status=status)


def _take(request: HttpRequest, kept: Delivery, version: LanguageVersion, made: Fit, *, submit: bool) -> Refused | None:
    """Take a file over, once, and say so; the row of the delivery is emptied with it. Return why it was refused, if it
    was; Http404 where the file or the text has gone meanwhile."""
    number = _read_number(request.POST.get("edit_number", ""))
    try:
        with transaction.atomic():
            # Held, so that the second of two requests at the same time finds what the first has done; the version
            # first, as when it is dropped with its deliveries: two who hold one each would wait for each other
            there = LanguageVersion.objects.select_for_update(no_key=True).only("pk").filter(pk=version.pk).first()
            held = Delivery.objects.select_for_update(no_key=True).filter(pk=kept.pk).first()
            if there is None or held is None:
                raise Http404(_("There is no such text, or it is not yours to see."))
            if not held.data:
                return None
            take_over(version, made, by=request.user, at=timezone.now(), edit_number=number, submit=submit)
            Delivery.objects.filter(pk=held.pk).update(data=b"")
    except Refused as refusal:
        return refusal
    done = _("The file has been taken over and the text submitted.") if submit else _("The file has been taken over.")
    messages.success(request, done)
    return None


def list_notices(made: Fit, version: LanguageVersion) -> list[Notice]:
    """Return what to know before the file is taken over, in the active language. Two queries."""
    notices = []
    if made.origin.edit_number != version.edit_number:
        notices.append(
            Notice(
                _("The text has been saved since this file was downloaded. The differences are from the text as it is.")
            )
        )
    source = version.translated_from
    newest = freshness.newest_released(source) if source else None
    if newest and newest.number > made.revision.number:
        numbers = {"newest": newest.number, "number": made.revision.number}
        text = _(
            "Revision %(newest)s of the source has been released since; this brings the text up to %(number)s only."
        )
        notices.append(Notice(text % numbers))
    if version.stage in RESTING and made.proposed == made.present:
        notices.append(Notice(_("The file says what the text says already: there is nothing to take over.")))
        if made.revision.pk != version.based_on_id:
            text = _("If it is up to revision %(number)s of the source, note at the desk that it has been checked.")
            notices.append(Notice(text % {"number": made.revision.number}))
    elif version.stage in RESTING:
        notices.append(Notice(_("Taking the file over makes the text a draft again. Readers see nothing of it yet.")))
    if version.stage == Stage.IN_REVIEW:
        notices.append(Notice(_("The text is in review and stays so: it is saved, not submitted anew.")))
    if made.untranslated:
        notices.append(Notice(_("Still in the words of the source:"), made.untranslated))
    if made.left_out:
        items = [_("Footnote %(number)s") % {"number": number} for number in made.left_out]
        notices.append(Notice(_("Footnotes for the readers of the source, left out:"), items))
    if made.lost:
        items = [f"{key}: {words}" for key, words in made.lost.items()]
        notices.append(Notice(_("No longer cited by the text; their words are kept:"), items))
    if made.unplaced:
        text = _("Emphasis and links that the text had when the file was downloaded, and has no more, are left out in:")
        notices.append(Notice(text, made.unplaced))
    return notices


def list_image_changes(made: Fit) -> list[ImageChange]:
    """Return the captions and alternative texts that would change, in the order of the file."""
    labels = {"alt": _("Alternative text of image %(number)s"), "caption": _("Caption of image %(number)s")}
    return [
        ImageChange(labels[name] % {"number": pk}, old, new)
        for pk, words in made.images.items()
        for name, new in words.items()
        if (old := made.present.images.get(pk, {}).get(name, "")) != new
    ]


def _load(request: HttpRequest, pk: int) -> tuple[LanguageVersion, Revision]:
    """Return a translation the person may save, and what it is to be made from. Http404 otherwise."""
    version = access.load_translation(request.user, pk)
    newest = _find_source(request, version)
    if newest is None:
        raise Http404(_("There is no such text, or it is not yours to see."))
    return version, newest


def _find_source(request: HttpRequest, version: LanguageVersion) -> Revision | None:
    """Return what a translation is to be made from, None if there is nothing or the person may not save it."""
    source = version.translated_from
    newest = freshness.newest_released(source) if source else None
    return newest if workflow.may(request.user, Act.SAVE, version) else None


def _show_form(
    request: HttpRequest, version: LanguageVersion, form: HandInForm, refusal: Refused | None, *, status: int
) -> HttpResponse:
    misfits = refusal.misfits if isinstance(refusal, Unfit) else ()
    context: dict[str, Any] = desk_context(
        request,
        title=_name(version, _("Hand in XLIFF")),
        version=version,
        links=version_links(version),
        form=form,
        refusal=refusal,
        misfits=misfits[:MOST_SHOWN],
        more=max(0, len(misfits) - MOST_SHOWN),
    )
    return render(request, "desk/xliff_hand_in.html", context, status=status)


def _compare(version: LanguageVersion, made: Fit) -> SourceText:
    """Return the text as it would be, with what differs from the text as it is."""
    proposed = Revision(version=version, number=0, **asdict(made.proposed))
    has_text = any((made.present.title, made.present.standfirst, made.present.body))
    present = Revision(pk=-1, version=version, number=0, **asdict(made.present))
    return render_source(proposed, present if has_text else None)


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _name(version: LanguageVersion, what: str) -> str:
    return f"{what}: {version.article.working_title} ({language(version.language).name})"
