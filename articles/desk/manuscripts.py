"""Manuscripts from Word at the desk: a file is handed in, its report and text are read, then it is taken over or not.

As a new article, for those who may edit originals in its language; or as the text of one version, for those who may
save that. Until it is taken over nothing of the journal has changed; the file is kept with the person who handed it in.
"""

import re
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import deliveries, revisions, rights, workflow
from articles.choices import Act, Right, Stage
from articles.desk import access
from articles.desk.lines import screen_url
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.source import SourceText, render_source
from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.package import MAX_BYTES, TOO_LARGE, Unreadable
from articles.manuscripts.reading import read_word
from articles.manuscripts.report import write_report
from articles.manuscripts.taking import Plan, find_source, plan_article, plan_text, take_as_article, take_as_text
from articles.models import Delivery, LanguageVersion, Revision
from articles.refusals import Refused
from journal.languages import CHOICES
from journal.languages import language as language_row
from journal.models import User
from journal.text.plain import count_words, to_text

TAKE, DROP = "take", "drop"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIGURE = re.compile(r'<figure data-image="([0-9]{1,18})"></figure>')


class HandInForm(forms.Form):
    """A Word file. `read` returns the manuscript in it, or puts the reason at the field."""

    file = forms.FileField(
        label=gettext_lazy("Word file"),
        allow_empty_file=True,
        help_text=gettext_lazy("A .docx file of at most 20 MB. You can also drag it here."),
        widget=forms.FileInput(attrs={"accept": f".docx,{_TYPE}", "data-drop": ""}),
    )

    file_bytes: bytes = b""

    def read(self, known_images: list[int]) -> Manuscript | None:
        """Return the manuscript in the file of a valid form; None, with an error at the field, if it is not taken."""
        upload = self.cleaned_data["file"]
        try:
            if (upload.size or 0) > MAX_BYTES:
                raise Unreadable(TOO_LARGE)
            self.file_bytes = upload.read()
            manuscript = read_word(self.file_bytes, known_images=known_images)
            if not (manuscript.title or manuscript.standfirst or manuscript.body):
                raise Unreadable(_("There is no text in this file."))
            return manuscript
        except Unreadable as refusal:
            self.add_error("file", str(refusal))
            return None


class BeginForm(HandInForm):
    """A Word file that becomes a new article, and the language it is written in."""

    language = forms.ChoiceField(label=gettext_lazy("Original language"))
    field_order = ("language", "file")

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(CHOICES)
        self.fields["language"].choices = [(code, names[code]) for code in languages]  # type: ignore[attr-defined]


def show_manuscript_begin(request: HttpRequest) -> HttpResponse:
    """Ask for a file that becomes a new article. Http404 for those who may edit in no language."""
    languages = rights.languages_with(request.user, Right.EDIT)
    if not languages:
        raise Http404(_("There is no such text, or it is not yours to see."))
    chosen = request.GET.get("language", "")
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BeginForm(*given, languages=languages, initial={"language": chosen if chosen in languages else languages[0]})
    if form.is_bound and form.is_valid() and form.read([]) is not None:
        return _keep(request, form, form.cleaned_data["language"], None)
    context = desk_context(request, title=_("New article from a Word file"), form=form)
    return render(request, "desk/manuscript_hand_in.html", context, status=422 if form.errors else 200)


def show_manuscript_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a file that becomes the text of a version. Http404 for those who may not save that."""
    version = _load_version(request, pk)
    form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
    cannot_begin = version.stage == Stage.PLANNED and find_source(version) is None
    if cannot_begin and form.is_bound:
        form.add_error(None, _("The source has not been released for translation yet."))
    if form.is_bound and form.is_valid() and form.read(_list_images(version)) is not None:
        return _keep(request, form, version.language, version)
    context = desk_context(
        request,
        title=_name(version, _("Replace the text with a Word file")),
        form=form,
        version=version,
        links=version_links(version),
        cannot_begin=cannot_begin,
    )
    return render(request, "desk/manuscript_hand_in.html", context, status=422 if form.errors else 200)


def show_manuscript(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is in a file that was handed in, and what taking it over would do; do so when told to.

    Http404 for anybody but its owner. About 20 queries, some more to take it over.
    """
    at = timezone.now()
    kept = deliveries.find_delivery(request.user, pk, kind=Delivery.Kind.WORD, at=at)
    if kept is None:
        raise Http404(_("There is no such text, or it is not yours to see."))
    version = access.load_version(request.user, kept.version_id) if kept.version_id else None
    if version is not None and not kept.data:
        return SeeOther(screen_url(version))  # taken over already: a button pressed twice
    if version is None and kept.language not in rights.languages_with(request.user, Right.EDIT):
        raise Http404(_("There is no such text, or it is not yours to see."))
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == DROP:
        kept.delete()
        messages.success(request, _("The file has been dropped. Nothing has changed."))
        return SeeOther(screen_url(version) if version else reverse("admin:index"))
    refusal: Refused | None = None
    if act == TAKE:
        try:
            taken = _take(request, kept, version)
        except Refused as why:
            refusal = why
            version = access.load_version(request.user, version.pk) if version else None
        else:
            messages.success(request, _("The Word file has been taken over. Check what the report listed."))
            return SeeOther(screen_url(taken))
    return _show_report(request, kept, version, refusal)


def _keep(request: HttpRequest, form: HandInForm, language: str, version: LanguageVersion | None) -> HttpResponse:
    kept = deliveries.keep_delivery(
        form.file_bytes,
        kind=Delivery.Kind.WORD,
        language=language,
        version=version,
        name=form.cleaned_data["file"].name or "",
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
    )
    return SeeOther(reverse("admin:desk_manuscript", args=[kept.pk]))


def _take(request: HttpRequest, kept: Delivery, version: LanguageVersion | None) -> LanguageVersion:
    """Take a file over, once: the row of the delivery is emptied with it and says what became of it. Refused, with
    nothing written, if the text cannot be saved."""
    with transaction.atomic():
        # Held, so that the second of two requests at the same time finds what the first has done
        User.objects.select_for_update(no_key=True).only("pk").get(pk=kept.by_id)
        held = Delivery.objects.filter(pk=kept.pk).select_related("version").first()
        if held is None:
            raise Http404(_("There is no such text, or it is not yours to see."))
        if not held.data and held.version is not None:
            return held.version
        known = {"by": request.user, "at": timezone.now(), "name": held.name}
        if version is None:
            taken = take_as_article(read_word(bytes(held.data)), language=held.language, **known)  # type: ignore[arg-type]
        else:
            manuscript = read_word(bytes(held.data), known_images=_list_images(version))
            number = _read_number(request.POST.get("edit_number", ""))
            taken = take_as_text(manuscript, version, edit_number=number, **known)  # type: ignore[arg-type]
        Delivery.objects.filter(pk=held.pk).update(data=b"", version=taken)
    return taken


def _show_report(
    request: HttpRequest, kept: Delivery, version: LanguageVersion | None, refusal: Refused | None
) -> HttpResponse:
    try:
        manuscript = read_word(bytes(kept.data), known_images=_list_images(version) if version else [])
    except Unreadable as why:  # it could be read when it was handed in: the rules have changed since
        kept.delete()
        messages.error(request, str(why))
        return SeeOther(screen_url(version) if version else reverse("admin:index"))
    plan = plan_text(manuscript, version) if version else plan_article(manuscript)
    context = desk_context(
        request,
        title=_name(version, _("What is in the Word file")) if version else _("What is in the Word file"),
        version=version,
        links=version_links(version) if version else {},
        delivery=kept,
        size=filesizeformat(len(kept.data)),
        language=language_row(kept.language),
        words=count_words(to_text(plan.texts["body"])),
        report=write_report((*manuscript.findings, *plan.findings)),
        pictures=[(picture, filesizeformat(len(picture.data))) for picture in manuscript.pictures],
        text=_render(manuscript, plan, kept.language, version),
        may_take=version is None or workflow.may(request.user, Act.SAVE, version),
        reopens=version is not None and version.stage in (Stage.APPROVED, Stage.DONE),
        refusal=refusal,
    )
    status = {"not-allowed": 403, "conflict": 409}.get(refusal.code, 422) if refusal else 200
    return render(request, "desk/manuscript_report.html", context, status=status)


def _render(manuscript: Manuscript, plan: Plan, language: str, version: LanguageVersion | None) -> SourceText:
    """Return the text as it would be; of a version with what differs from the text as it is."""
    names = {picture.number: picture.alt or picture.name for picture in manuscript.pictures}

    def name_figure(found: re.Match[str]) -> str:
        name = names.get(int(found[1]))
        words = escape(_("Image: %(name)s") % {"name": name})
        return found[0] if name is None else f"<p>[{words}]</p>"

    texts = {**plan.texts, "body": _FIGURE.sub(name_figure, plan.texts["body"])}
    notes = {key: {**note, "added_in": language} for key, note in plan.notes.items()}
    if version is None:
        alone = LanguageVersion(language=language)
        return render_source(Revision(version=alone, number=0, **texts, notes=notes), None)
    present = revisions.working_content(version)
    lines = {name: getattr(present, name) for name in ("title", "subtitle", "standfirst")}
    proposed = Revision(version=version, number=0, **{**lines, **texts}, notes=notes, images=present.images)
    has_text = any((*lines.values(), present.body))
    base = Revision(pk=-1, version=version, number=0, **asdict(present)) if has_text else None
    return render_source(proposed, base)


def _load_version(request: HttpRequest, pk: int) -> LanguageVersion:
    version = access.load_version(request.user, pk)
    if not workflow.may(request.user, Act.SAVE, version):
        raise Http404(_("There is no such text, or it is not yours to see."))
    return version


def _list_images(version: LanguageVersion) -> list[int]:
    """Return the numbers of the images the text of the version shows. One query at least."""
    return [int(number) for number in revisions.working_content(version).images]


def _read_number(text: str) -> int:
    """Return the state of the text the page showed; one there never is for anything else, which is a conflict."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _name(version: LanguageVersion, what: str) -> str:
    return f"{what}: {version.article.working_title} ({language_row(version.language).name})"
