"""The forms of one language version, bound to what was posted, or to the words of a draft as if they had been."""

import re
from datetime import datetime
from typing import Any, Self

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import drafts, rights, workflow
from articles.choices import Act
from articles.desk import access
from articles.desk.acts import ActForm
from articles.desk.credits import CreditFormSet
from articles.desk.merging import Comparison, write_base
from articles.desk.notes import NoteFormSet, read_notes
from articles.desk.origins import OriginForm
from articles.desk.panel import Panel, make_panel
from articles.desk.pictures import ImageRows, LeadImageForm
from articles.desk.source import SourceText
from articles.desk.texts import TextForm, read_texts
from articles.desk.unsaved import Unsaved, to_posted
from articles.models import Article, Draft, LanguageVersion, Revision
from articles.refusals import Refused

SAVE_OVER = "save-over"
"""The button of a person who has seen both texts and wants theirs."""

_IMAGE_WAS = re.compile(r"image-[0-9]+-(?:alt|caption)_was")


class VersionForms:
    """The forms of one version for one request: what the screens are made of (`articles.desk.screen`)."""

    def __init__(
        self,
        request: HttpRequest,
        version: LanguageVersion,
        *,
        source: Revision | None = None,
        draft: Draft | None = None,
    ) -> None:
        self.request = request
        self.user = request.user
        self.version = version
        self.source = source
        self.at: datetime = timezone.now()
        self.posted: QueryDict | None = request.POST if request.method == "POST" else None
        self.stored = read_texts(version)
        self.may_save = workflow.may(self.user, Act.SAVE, version)
        if draft is None and self.posted is None:
            asked = self._find_draft(request.GET.get("draft", ""))
            draft = asked if self.may_save else None
        if draft is not None:
            self.posted = to_posted(draft, source=source)
        self.unsaved = Unsaved(self, draft)
        self.refusal: Refused | None = None
        self.status = 200

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
        made: Any = NoteFormSet
        return made(bound, version=self.version, notes=rows, sees_html=rights.is_chief(self.user))

    @cached_property
    def image_rows(self) -> ImageRows:
        """The images of the text; none where it cannot be changed here."""
        posted = self.posted if self.has_text_form else None
        if posted is not None and self.is_stale and posted.get("act") != SAVE_OVER:
            # What others have written meanwhile, of images too, is shown by the comparison with the stored text
            posted = posted.copy()
            for name in filter(_IMAGE_WAS.fullmatch, list(posted)):
                del posted[name]
        body = self.stored["body"] if self.has_text_form else ""
        source = self.source_text.images if self.source_text else None
        return ImageRows(posted, version=self.version, body=body, user=self.user, source=source)

    @cached_property
    def lead_form(self) -> LeadImageForm | None:
        """The choice of the lead image, where the person may make it."""
        return None

    @property
    def is_stale(self) -> bool:
        """Whether what was posted started from another state of the text than the stored one."""
        return self.posted is not None and self.posted.get("edit_number") != str(self.version.edit_number)

    @cached_property
    def base(self) -> str:
        """What the page carries to tell who has changed what: digests of the text it was opened with."""
        return self.posted.get("base", "") if self.posted is not None else write_base(self)

    @cached_property
    def comparison(self) -> Comparison:
        """The words of this screen beside those stored."""
        self.is_valid("")
        return Comparison(self)

    def bind(self, draft: Draft | None = None) -> Self:
        """Return this screen anew, with the text as it is stored now; with the words of a draft, or those posted."""
        version = access.load_version(self.user, self.version.pk)
        return type(self)(self.request, version, source=self.source, draft=draft)

    @property
    def source_text(self) -> SourceText | None:
        """The text this one is made from, None for an original."""
        return None

    @cached_property
    def act_form(self) -> ActForm:
        proposal = self.panel.proposal if self.posted is None else None
        proposed = proposal.significance if proposal else ""
        return ActForm(self.posted, language=self.version.language, proposed=proposed, at=self.at)

    @cached_property
    def origin_form(self) -> OriginForm:
        """Who made the words."""
        return OriginForm(self.posted, version=self.version)

    @cached_property
    def credits(self) -> Any:
        """The credits, None for a person who may not change them."""
        of = self.credited
        if not access.may_credit(self.user, self.version):
            return None
        bound = self.posted if self.posted is not None and "credit-TOTAL_FORMS" in self.posted else None
        return CreditFormSet(bound, of=of, language=self.version.language)

    @property
    def credited(self) -> Article | LanguageVersion:
        """What the credits of this screen are on."""
        return self.version

    @cached_property
    def panel(self) -> Panel:
        return make_panel(self.user, self.version, at=self.at)

    @property
    def is_cut_short(self) -> bool:
        """Whether more fields were sent than are taken."""
        return getattr(self.request, "is_cut_short", False)

    def is_valid(self, name: str) -> bool:
        """Whether everything that was typed can be taken. Errors stand at their fields."""
        valid = self.act_form.is_valid() or name not in Act.values or self.act_form.is_ready_for(Act(name))
        valid &= not self.is_cut_short
        if self.has_text_form:
            valid &= self.text_form.is_valid()
            valid &= not self.notes.is_bound or self.notes.is_valid()
            valid &= self.image_rows.is_valid()
            valid &= not self.origin_form.is_bound or self.origin_form.is_valid()
        if self.credits is not None and self.credits.is_bound:
            valid &= self.credits.is_valid()
        return valid

    def _find_draft(self, pk: str) -> Draft | None:
        """Return the person's own draft the page is asked to show. Http404 for any other."""
        if not pk:
            return None
        own = Draft.objects.filter(version=self.version.pk, user=self.user.pk, saved_at__isnull=False)
        draft = own.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
        if draft is None or drafts.is_closed(draft):
            raise Http404(_("There is no such draft, or it is not yours."))
        return draft
