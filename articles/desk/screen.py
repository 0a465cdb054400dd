"""One screen, one form: what was typed is saved and the act is done in one transaction, or neither is.

A refusal of any kind gives the same page back with everything that was typed. Nothing typed overwrites what somebody
else has saved meanwhile, unless the person, seeing both, says so; what is overwritten then is kept as a revision.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import freshness, problems, revisions, rights, workflow
from articles.choices import Act, Freshness, Stage
from articles.desk import access
from articles.desk.acts import BUTTONS, DONE, OF_THE_TEXT, ActForm, Button, Panel, make_panel
from articles.desk.credits import CreditFormSet
from articles.desk.notes import NoteFormSet, read_notes
from articles.desk.pictures import ImageRows
from articles.desk.source import SourceText, render_source
from articles.desk.texts import TextForm, read_texts
from articles.models import Article, LanguageVersion, LogEntry, Revision
from articles.problems import Fault
from articles.refusals import Conflict, Incomplete, Invalid, NotAllowed, Refused

SAVE_OVER = "save-over"
"""The button of a person who has seen both texts and wants theirs."""


SAVE_BESIDES = "save-besides"
"""The button of a person who may not change the text at its stage, but what stands beside it."""


class SeeOther(HttpResponseRedirect):
    """The answer to a form that was taken: look at the page again, with GET (RFC 9110, 15.4.4)."""

    status_code = 303


class VersionScreen:
    """The forms of one language version for one request, bound to what was posted, if anything was."""

    def __init__(self, request: HttpRequest, version: LanguageVersion, *, source: Revision | None = None) -> None:
        self.request = request
        self.user = request.user
        self.version = version
        self.source = source
        self.at: datetime = timezone.now()
        self.posted = request.POST if request.method == "POST" else None
        self.stored = read_texts(version)
        self.may_save = workflow.may(self.user, Act.SAVE, version)
        self.refusal: Refused | None = None
        self.status = 200

    # What is on the page

    @cached_property
    def has_text_form(self) -> bool:
        """Whether texts can be typed here; also when they could be when the page was opened."""
        return self.may_save or (self.posted is not None and "title" in self.posted)

    @cached_property
    def text_form(self) -> TextForm:
        return TextForm(
            self.posted,
            version=self.version,
            stored=self.stored,
            source_revision=self.source.number if self.source else None,
            sees_html=rights.is_chief(self.user),
        )

    @cached_property
    def notes(self) -> Any:
        rows = read_notes(self.version, self.stored["body"], self.source)
        bound = self.posted if self.posted is not None and "note-TOTAL_FORMS" in self.posted else None
        return NoteFormSet(bound, version=self.version, notes=rows, sees_html=rights.is_chief(self.user))

    @cached_property
    def image_rows(self) -> ImageRows:
        """The images of the text; none where it cannot be changed here."""
        posted = self.posted if self.has_text_form else None
        body = self.stored["body"] if self.has_text_form else ""
        source = self.source_text.images if self.source_text else None
        return ImageRows(posted, version=self.version, body=body, user=self.user, source=source)

    @property
    def source_text(self) -> SourceText | None:
        """The text this one is made from, None for an original."""
        return None

    @cached_property
    def act_form(self) -> ActForm:
        return ActForm(self.posted, revisions=self.panel.earlier)

    @cached_property
    def credits(self) -> Any:
        """The credits, None for a person who may not change them."""
        of = self.credited
        if not access.may_credit(self.user, self.version):
            return None
        bound = self.posted if self.posted is not None and "credit-TOTAL_FORMS" in self.posted else None
        return CreditFormSet(bound, of=of, language=self.version.language)

    @property
    def has_besides(self) -> bool:
        """Whether there is anything on the page the person may change that is no part of the text."""
        return self.credits is not None

    @property
    def saving_besides(self) -> list[Button]:
        """The button that saves it, where the one that saves the text is not open to the person."""
        return [Button(SAVE_BESIDES, BUTTONS[Act.SAVE])] if self.has_besides and not self.may_save else []

    @property
    def credited(self) -> Article | LanguageVersion:
        """What the credits of this screen are on."""
        return self.version

    @cached_property
    def panel(self) -> Panel:
        return make_panel(self.user, self.version, at=self.at)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the text: with the one that was refused, or with the stored one."""
        if isinstance(self.refusal, Incomplete):
            return self.refusal.faults
        if self.version.stage == Stage.PLANNED:
            return ()
        return tuple(problems.find_faults(self.version, source=self.version.based_on))

    @property
    def has_waivable(self) -> bool:
        return any(fault.waivable and not fault.waived for fault in self.faults)

    @property
    def is_incomplete(self) -> bool:
        return isinstance(self.refusal, Incomplete)

    @cached_property
    def freshness(self) -> Freshness:
        """How the version stands to its source."""
        return freshness.judge(self.version)

    @cached_property
    def last_return(self) -> LogEntry | None:
        """Why the text was returned, while it is."""
        if self.version.stage != Stage.RETURNED:
            return None
        return self.version.log.filter(act=Act.RETURN).order_by("-at", "-pk").first()

    @cached_property
    def reading(self) -> SourceText:
        """The stored working text for reading."""
        content = asdict(revisions.working_content(self.version))
        return render_source(Revision(version=self.version, number=0, **content), None)

    @property
    def note_words(self) -> str:
        """The words the rows of notes show by script, as JSON."""
        words = {
            "uncited": _("Footnote, not cited in the text"),
            "number": _("Footnote %s"),
            "cite": _("Cite at the cursor"),
            "again": _("Cite again at the cursor"),
            "first": _("Please put the cursor into the text first, where the number is to stand."),
            "removed": _("The footnote has been removed."),
        }
        return json.dumps(words, ensure_ascii=False)

    @property
    def media(self) -> forms.Media:
        """Scripts and styles of the forms on the page."""
        return self.text_form.media + self.notes.empty_form.media if self.has_text_form else forms.Media()

    @property
    def message(self) -> str:
        """Why what was posted was not done, "" if it was."""
        if self.refusal is not None:
            return str(self.refusal)
        if self.is_cut_short:
            return _(
                "This form has more fields than can be taken. Nothing has been saved; "
                "the rows at its end are missing below."
            )
        if self.status == 422:
            return _("Nothing has been saved yet: please mend what is marked below.")
        return ""

    @property
    def may_publish_any(self) -> bool:
        return access.may_publish_any(self.user)

    @property
    def is_cut_short(self) -> bool:
        """Whether more fields were sent than are taken."""
        return getattr(self.request, "is_cut_short", False)

    @property
    def is_conflict(self) -> bool:
        return isinstance(self.refusal, Conflict)

    # What is done with it

    def answer(self) -> HttpResponse | None:
        """Do what was posted and return the redirect; None if the page has to be shown again, with what is wrong."""
        name = self.request.POST.get("act", Act.SAVE.value)
        if not self.is_valid(name):
            self.status = 422
            return None
        try:
            with transaction.atomic():
                done = self.perform(name)
        except Refused as refusal:
            self.refuse(refusal)
            return None
        messages.success(self.request, str(done))
        return SeeOther(self.request.get_full_path())

    def is_valid(self, name: str) -> bool:
        """Whether everything that was typed can be taken. Errors stand at their fields."""
        valid = self.act_form.is_valid() or name not in Act.values or self.act_form.is_ready_for(Act(name))
        valid &= not self.is_cut_short
        if self.has_text_form:
            valid &= self.text_form.is_valid()
            valid &= not self.notes.is_bound or self.notes.is_valid()
            valid &= self.image_rows.is_valid()
        if self.credits is not None and self.credits.is_bound:
            valid &= self.credits.is_valid()
        return valid

    def perform(self, name: str) -> object:
        """Save what has changed, then do the act. Return the sentence that says so. Refused if anything is refused."""
        number = self.save(always=name in (Act.SAVE, SAVE_OVER), over=name == SAVE_OVER)
        self.save_besides()
        if name == SAVE_BESIDES and not self.has_besides:
            raise NotAllowed
        if name in (Act.SAVE, SAVE_OVER, SAVE_BESIDES):
            return DONE[Act.SAVE]
        return self.act(name, number)

    def save(self, *, always: bool, over: bool) -> int | None:
        """Save texts and notes if they differ from what is stored; return the edit number of the text as it is then."""
        if not self.has_text_form:
            posted = self.posted.get("edit_number", "") if self.posted else ""
            if always:
                raise NotAllowed
            return int(posted) if posted.isdecimal() and len(posted) < 10 else None
        data = self.text_form.cleaned_data
        number: int = data["edit_number"]
        texts = self.text_form.changed_texts()
        notes = self.notes.changed_notes() if self.notes.is_bound else {}
        removed = self.notes.removed_notes() if self.notes.is_bound else ()
        images, more = self.image_rows.changed_images(), self.changed_besides_texts()
        if not (always or texts or notes or removed or images or more):
            return number
        if over and data["stored_edit_number"] is not None:
            number = data["stored_edit_number"]
            self._keep_what_is_overwritten()
        given = {} if self.version.is_original else {"source_revision": data["source_revision"]}
        if always and self.act_form.is_bound:
            given["comment"] = self.act_form.cleaned_data.get("comment", "")
        saved = workflow.apply(
            self.version,
            Act.SAVE,
            by=self.user,
            at=self.at,
            edit_number=number,
            texts=texts,
            notes=notes,
            remove_notes=removed,
            images=images,
            **more,
            **given,
        )
        return saved.edit_number

    def changed_besides_texts(self) -> dict[str, Any]:
        """Return what else a save of this text takes, if it has changed."""
        return {}

    def save_besides(self) -> None:
        """Save what is no part of the text: credits."""
        if self.credits is not None and self.credits.is_bound:
            # Held, so that of two equal saves at the same time the later one finds what the first has added
            LanguageVersion.objects.select_for_update(no_key=True).only("pk").get(pk=self.version.pk)
            self.credits.save()

    def act(self, name: str, number: int | None) -> object:
        """Do an act of this version that has a button. Invalid for any other name."""
        if name not in BUTTONS:
            raise Invalid(_("There is no such act."))
        act = Act(name)
        given = self.act_form.given_for(act)
        if act in (Act.SUBMIT, Act.CHECKED) and not self.version.is_original:
            given["source_revision"] = self.posted_source_revision
        if act in OF_THE_TEXT:
            given["edit_number"] = number
        workflow.apply(self.version, act, by=self.user, at=self.at, **given)
        return DONE[act]

    @property
    def posted_source_revision(self) -> int | None:
        """The revision the page named when it was opened."""
        posted = self.posted.get("source_revision", "") if self.posted else ""
        return int(posted) if posted.isdecimal() and len(posted) < 10 else None

    def refuse(self, refusal: Refused) -> None:
        """Put the refusal where it belongs on the page, beside what was typed; look again at what is stored."""
        self.refusal = refusal
        self.status = {"not-allowed": 403, "conflict": 409}.get(refusal.code, 422)
        self.version.refresh_from_db(fields=["stage", "edit_number", "based_on", "working_slug", "first_published_at"])
        self.stored = read_texts(self.version)
        field, kind = refusal.field, type(refusal)
        if kind is Incomplete or not field:
            return
        if field.startswith("note:"):
            for form in self.notes.forms:
                if form.cleaned_data.get("key") == field.removeprefix("note:"):
                    form.add_error("key", str(refusal))
        elif field.startswith("image:"):
            self.image_rows.refuse(field, str(refusal))
        elif field in self.act_form.fields:
            self.act_form.add_error("waive_reason" if self._is_waiving(field) else field, str(refusal))
        elif self.has_text_form and field in self.text_form.fields:
            self.text_form.add_error(field, str(refusal))

    def _is_waiving(self, field: str) -> bool:
        return field == "comment" and self.posted is not None and self.posted.get("act") == Act.WAIVE

    def _keep_what_is_overwritten(self) -> None:
        """Keep the text that is about to be replaced as a revision, so that neither of two texts is ever lost."""
        held = LanguageVersion.objects.select_for_update().get(pk=self.version.pk)
        revisions.take(held, by=self.user, at=self.at, comment=_("Kept when another text was saved over it."))
