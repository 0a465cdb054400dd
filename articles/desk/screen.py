"""One screen, one form: what was typed is saved and the act is done in one transaction, or neither is.

A refusal of any kind gives the same page back with everything that was typed. Nothing typed overwrites what somebody
else has saved meanwhile, unless the person, seeing both, says so; what is overwritten then is kept as a revision. The
same form sent twice does nothing the second time (`Unsaved.find_answer`).
"""

import json
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import freshness, problems, publication, revisions, workflow
from articles.choices import Act, Freshness, Significance, Stage
from articles.desk import access
from articles.desk.acts import BUTTONS, DONE, OF_THE_TEXT, REASONS, Button
from articles.desk.conversation import Conversation
from articles.desk.credits_order import MOVE, move_credit
from articles.desk.found import Found
from articles.desk.merging import Comparison
from articles.desk.page import SeeOther
from articles.desk.panel import name_standing
from articles.desk.publish_missing import Missing, list_missing
from articles.desk.reviewing import Review, find_review
from articles.desk.source import SourceText, render_source
from articles.desk.texts import read_texts
from articles.desk.unsaved import name_last_save, write_last_save
from articles.desk.version_forms import SAVE_OVER, VersionForms
from articles.models import LanguageVersion, LogEntry, Revision
from articles.problems import Fault
from articles.refusals import Conflict, Incomplete, Invalid, NotAllowed, NotPossible, Refused
from articles.restoring import keep_replaced
from articles.significance import propose_significance

OF_READERS = frozenset({Act.PUBLISH, Act.SCHEDULE, Act.UNSCHEDULE, Act.WITHDRAW, Act.REINSTATE})
"""Acts that mean what readers see as the page has shown it (`Panel.seen`)."""

SAVE_MERGED = "save-merged"
"""The button of a person who has chosen, part by part, which of two texts is kept."""

THROW_AWAY = "throw-away"
"""The button of a person who, seeing both texts, goes on with the stored one; theirs stays as a draft."""

SAVE_BESIDES = "save-besides"
"""The button of a person who may not change the text at its stage, but what stands beside it."""


class VersionScreen(VersionForms):
    """What is on the page of one language version, and what is done with its forms."""

    # What is on the page

    @cached_property
    def conflict(self) -> Comparison | None:
        """What was typed beside what is stored now, after a save that would have overwritten."""
        return self.bind().comparison if self.is_conflict and self.has_text_form else None

    @property
    def stored_by(self) -> str:
        """Who has saved the text that stands against the typed one, and when: a sentence."""
        return write_last_save(self.version, self.user, at=self.at)

    @property
    def stored_name(self) -> str:
        """The same, as a name of that text."""
        return name_last_save(self.version, at=self.at)

    @property
    def has_besides(self) -> bool:
        """Whether there is anything on the page the person may change that is no part of the text."""
        return self.credits is not None

    @property
    def saving_besides(self) -> list[Button]:
        """The button that saves it, where the one that saves the text is not open to the person."""
        return [Button(SAVE_BESIDES, BUTTONS[Act.SAVE])] if self.has_besides and not self.may_save else []

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the text: with the one that was refused, or with the stored one."""
        if isinstance(self.refusal, Incomplete):
            return self.refusal.faults
        if self.version.stage == Stage.PLANNED:
            return ()
        return tuple(problems.find_faults(self.version, source=self.version.based_on, reads_credits=True))

    @cached_property
    def found(self) -> Found:
        """The same in the order in which a person wants to see it."""
        return Found(self.faults, self.posted)

    @property
    def is_incomplete(self) -> bool:
        return isinstance(self.refusal, Incomplete)

    @cached_property
    def freshness(self) -> Freshness:
        """How the version stands to its source."""
        return freshness.judge(self.version)

    @cached_property
    def missing(self) -> list[Missing]:
        """What is missing before the text goes out, for those who may publish it."""
        if not self.panel.publishing:
            return []
        return list_missing(
            self.user,
            self.version,
            faults=self.faults,
            content=revisions.working_content(self.version),
            freshness=self.freshness,
            tasks=self.panel.tasks,
            standing=self.panel.standing,
            at=self.at,
            is_linked=False,
        )

    @cached_property
    def last_return(self) -> LogEntry | None:
        """Why the text was returned, while it is."""
        if self.version.stage != Stage.RETURNED:
            return None
        return self.version.log.filter(act=Act.RETURN).order_by("-at", "-pk").first()

    @cached_property
    def review(self) -> Review | None:
        """What a reviewer has changed in the last review."""
        return find_review(self.version)

    @cached_property
    def conversation(self) -> Conversation:
        """What colleagues say to each other about the version."""
        return Conversation(self.user, self.version, body=self.stored["body"])

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
    def is_conflict(self) -> bool:
        return isinstance(self.refusal, Conflict)

    # What is done with it

    def answer(self) -> HttpResponse | None:
        """Do what was posted and return the redirect; None if the page has to be shown again, with what is wrong. What
        was typed is then kept as a draft, too."""
        name = self.request.POST.get("act", Act.SAVE.value)
        done: object = self.unsaved.find_answer()
        if done is None and name == THROW_AWAY:
            self.unsaved.keep()
            return SeeOther(self.request.path)
        if done is None and not self.is_valid(name):
            done = self.unsaved.find_answer()  # what is no choice any more may have been, until the same form was taken
            self.status = 422 if done is None else self.status
        elif done is None:
            try:
                with transaction.atomic():
                    self.unsaved.hold()
                    workflow.hold(self.version)  # so that the later of two equal forms finds what the first has done
                    self.at = timezone.now()
                    done = self.unsaved.find_answer() or self.perform(name)
                    self.unsaved.close(str(done))
            except Refused as refusal:
                self.refuse(refusal)
        if done is None:
            self.unsaved.keep()
            return None
        messages.success(self.request, str(done))
        return SeeOther(self.request.path)

    def perform(self, name: str) -> object:
        """Save what has changed, then do the act. Return the sentence that says so. Refused if anything is refused."""
        if name == SAVE_MERGED:
            number: int | None = self.save_merged()
        else:
            # A planned text is begun by the press that submits it
            begins = name == Act.SUBMIT and self.version.stage == Stage.PLANNED
            number = self.save(always=name in (Act.SAVE, SAVE_OVER) or begins, over=name == SAVE_OVER)
        self.save_besides()
        if name == SAVE_BESIDES and not self.has_besides:
            raise NotAllowed
        if name in (Act.SAVE, SAVE_OVER, SAVE_MERGED, SAVE_BESIDES):
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
        images = self.image_rows.changed_images()
        more = {**self.changed_besides_texts(), **self.origin_form.changed_origin()}
        is_same = not (texts or notes or removed or images or more)
        is_stored = self.is_stale and self.may_save and self.version.stage != Stage.PLANNED
        if is_same and (not always or is_stored):
            return number
        if over and data["stored_edit_number"] is not None:
            number = data["stored_edit_number"]
            images = self.comparison.find_own_images(images)
            self._keep_what_is_overwritten({**notes, **{key: {} for key in removed}}, images)
        given = {} if self.version.is_original else {"source_revision": data["source_revision"]}
        if always and self.act_form.is_bound and self.request.POST.get("act") != Act.SUBMIT:
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

    def save_merged(self) -> int:
        """Save the parts that were chosen of two texts, and keep the stored one as a revision; return the edit number.
        Conflict if the stored text has changed again, or a part that differs has no choice yet."""
        if not self.has_text_form:
            raise NotAllowed
        stored = LanguageVersion.objects.get(pk=self.version.pk)
        fresh = self.bind()
        if self.text_form.cleaned_data["stored_edit_number"] != stored.edit_number or not fresh.comparison.is_chosen:
            raise Conflict
        merged = fresh.comparison.take()
        more = {} if merged.keeps_lead_image else fresh.changed_besides_texts()
        more |= merged.origin
        self._keep_what_is_overwritten({**merged.notes, **{key: {} for key in merged.removed}}, merged.images)
        given = {} if stored.is_original else {"source_revision": self.text_form.cleaned_data["source_revision"]}
        saved = workflow.apply(
            stored,
            Act.SAVE,
            by=self.user,
            at=self.at,
            edit_number=stored.edit_number,
            texts=merged.texts,
            notes=merged.notes,
            remove_notes=merged.removed,
            images=merged.images,
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
            self.credits.save()

    def act(self, name: str, number: int | None) -> object:
        """Do an act of this version that has a button. Invalid for any other name."""
        if (move := MOVE.fullmatch(name)) and self.credits is not None:
            move_credit(self.credited, int(move[2]), up=move[1] == "up")
            return _("The credits have another order now.")
        if name not in BUTTONS:
            raise Invalid(_("There is no such act."))
        act = Act(name)
        seen = name_standing(publication.standing(self.version, at=self.at))
        if act in OF_READERS and self.posted is not None and self.posted.get("seen", seen) != seen:
            raise NotPossible(_("What readers see has changed since you opened this page. Please look again."))
        given = self.act_form.given_for(act)
        if act in (Act.RELEASE, Act.PUBLISH, Act.SCHEDULE) and self.act_form.may_be_no_typo:
            self._require_still_a_typo(number)
        is_same = number == self.version.edit_number
        if act is Act.SUBMIT and is_same and self.version.stage in (Stage.APPROVED, Stage.DONE):
            raise NotPossible(_("Nothing has been changed, so there is nothing to submit."))
        if act in (Act.SUBMIT, Act.CHECKED) and not self.version.is_original:
            given["source_revision"] = self.posted_source_revision
        if act in OF_THE_TEXT:
            given["edit_number"] = number
        for problem in (self.found.chosen or [""]) if act is Act.WAIVE else ():
            workflow.apply(self.version, act, by=self.user, at=self.at, **{**given, "problem": problem})
        if act is not Act.WAIVE:
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
            act = self.posted.get("act", "") if self.posted is not None else ""
            self.act_form.add_error(REASONS.get(act, field) if field == "comment" else field, str(refusal))
        elif self.has_text_form and field in self.text_form.fields:
            self.text_form.add_error(field, str(refusal))

    def _require_still_a_typo(self, number: int | None) -> None:
        """Ask again where "typo" was proposed for the stored text, and what was typed since makes it more than that."""
        if number == self.version.edit_number:
            return
        if propose_significance(LanguageVersion.objects.get(pk=self.version.pk)) is Significance.SUBSTANTIVE:
            words = _("With what you have just typed, more has changed than a typo. Please choose again.")
            raise Invalid(words, field="significance")

    def _keep_what_is_overwritten(self, notes: dict[str, dict[str, str]], images: dict[int, dict[str, str]]) -> None:
        """Keep the text that is about to be replaced as a revision, so that neither of two texts is ever lost."""
        stored = LanguageVersion.objects.get(pk=self.version.pk)
        comment = _("Kept when another text was saved over it.")
        keep_replaced(stored, notes=notes, images=images, by=self.user, at=self.at, comment=comment)
