"""What a screen of a version knows of words that are not saved: its own, those of the person's other pages, and who
else is there. Nothing here is ever written into the text.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2s
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import drafts, rights, workflow
from articles.choices import Act
from articles.desk.lines import screen_url
from articles.models import Draft, LanguageVersion, Revision
from journal.models import User

if TYPE_CHECKING:
    from articles.desk.version_forms import VersionForms

FIELD = re.compile(
    r"title|subtitle|standfirst|body|slug|lead_image|origin(?:_was)?|edit_number|base"
    r"|note-(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|note-[0-9]{1,4}-(?:key|kind|text|DELETE)"
    r"|image-[0-9]{1,18}-(?:alt|caption)(?:_was)?"
    r"|comment[A-Za-z0-9_-]{0,60}|correction|reason|waive_reason|dismiss_reason"
)
"""The fields of a screen that hold what somebody has typed, and what those need to be understood. Nothing else is kept:
no token against forged requests, no act, nobody's rights."""

_PAGE = re.compile(r"[A-Za-z0-9_-]{8,32}")
BESIDES = ("comment", "correction", "reason", "waive_reason", "dismiss_reason")
"""Those of them that are no part of the text."""
MOST_FIELDS = 2_000
MOST_OFFERED = 5
"""Drafts of one person that a page offers; the older ones come up when these are done with."""


def collect_fields(posted: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what is kept of a form: name to texts. `posted` is a QueryDict, or a dict of lists that came as JSON."""
    lists = posted.lists() if isinstance(posted, QueryDict) else posted.items()
    named = ((name, texts) for name, texts in lists if FIELD.fullmatch(name) and isinstance(texts, list))
    kept = [(name, texts[:1]) for name, texts in named if texts]
    return {name: [_make_storable(str(text)) for text in texts] for name, texts in kept[:MOST_FIELDS]}


def is_page(page: object) -> bool:
    """Whether this can be what a page calls itself."""
    return isinstance(page, str) and _PAGE.fullmatch(page) is not None


def may_keep(user: User, version: LanguageVersion, page: str) -> bool:
    """Whether words of this page are kept: of a person who may save the text, or could when the page was opened."""
    if workflow.may(user, Act.SAVE, version):
        return True
    return Draft.objects.filter(version=version, user=user, page=page).exclude(page="").exists()


def to_posted(draft: Draft, *, source: Revision | None) -> QueryDict:
    """Return the words of a draft as if they had been posted, beside the revision of the source that is shown now."""
    posted = QueryDict(mutable=True)
    for name, texts in draft.data.items():
        if FIELD.fullmatch(name):
            posted.setlist(name, texts)
    posted["edit_number"] = str(draft.edit_number)
    if source is not None:
        posted["source_revision"] = str(source.number)
    return posted


@dataclass(frozen=True)
class Offer:
    """Words of another page of the person that are not saved."""

    draft: Draft
    screen_path: str
    is_open: bool
    """Whether that page may still be open."""

    @property
    def restore_path(self) -> str:
        return f"{self.screen_path}?draft={self.draft.pk}"

    @property
    def look_path(self) -> str:
        return reverse("admin:desk_draft_look", args=[self.draft.version_id, self.draft.pk])


class Unsaved:
    """The words of one screen that are not saved."""

    def __init__(self, screen: "VersionForms", draft: Draft | None) -> None:
        self.screen = screen
        self.user = cast(User, screen.user)  # nobody else comes past the sign-in of the desk
        self.restored = draft
        posted = screen.request.POST if screen.request.method == "POST" else {}
        self.posted_page = posted.get("page", "") if is_page(posted.get("page", "")) else ""
        self.page: str = self.posted_page or secrets.token_urlsafe(16)

    # For the page

    @property
    def restored_pk(self) -> int | None:
        """The draft the form was filled from, also when it has been posted since."""
        if self.restored is not None:
            return self.restored.pk
        posted = self.screen.request.POST.get("restored", "")
        return int(posted) if posted.isdecimal() and len(posted) < 19 else None

    @property
    def is_dirty(self) -> bool:
        """Whether the form holds words that are not saved as it comes to the browser."""
        return self.screen.posted is not None

    @property
    def address(self) -> str:
        return reverse("admin:desk_draft", args=[self.screen.version.pk])

    @cached_property
    def offers(self) -> list[Offer]:
        """The person's other drafts that say something else than the text, the newest first: MOST_OFFERED, and one
        more if there is one. One query, and eight for each draft looked at, whose words are compared."""
        screen, since = self.screen, self.screen.at - drafts.PRESENT
        rows = drafts.list_own(screen.version, self.user)
        others = [row for row in rows if row.page != self.page and row.pk != self.restored_pk]
        told = (
            Offer(row, screen_url(screen.version), row.seen_at is not None and row.seen_at >= since)
            for row in others
            if screen.bind(row).comparison.has_new_words or any(row.data.get(name, [""])[0] for name in BESIDES)
        )
        return list(islice(told, MOST_OFFERED + 1))

    @property
    def shown_offers(self) -> list[Offer]:
        return self.offers[:MOST_OFFERED]

    @cached_property
    def present(self) -> list[str]:
        """Who else is there, in sentences. One query."""
        at = self.screen.at
        rows = drafts.list_present(self.screen.version, self.user, page=self.page, at=at)
        return [describe_presence(each, at=at) for each in rows]

    @property
    def words(self) -> str:
        """What the script says, as JSON."""
        words = {
            "kept": _("Draft kept %s."),
            "offline": _("Draft not kept: no connection."),
            "keptHere": _("Your words are kept in this browser."),
            "refused": _("Draft not kept: the server does not take it. Save, or copy your words."),
            "unkept": _("Not in this browser either: leave this page open, or copy your words."),
            "other": _("Somebody else is signed in in this browser now. Sign in as yourself before you go on here."),
            "signedOut": _("You have been signed out."),
            "signIn": _("Sign in in a new window, then go on here"),
        }
        return json.dumps(words, ensure_ascii=False)

    # For what is done

    def keep(self) -> None:
        """Keep what was posted, so that it does not depend on the browser."""
        screen, posted = self.screen, self.screen.request.POST
        if "title" not in posted or not may_keep(self.user, screen.version, self.posted_page):
            return
        number = posted.get("edit_number", "")
        row = self._keep(int(number) if number.isdecimal() and len(number) < 10 else 0)
        if drafts.is_closed(row):
            # The form of a page that has saved already, changed and sent again: it goes on as a page of its own
            self.page = secrets.token_urlsafe(16)
            self._keep(row.edit_number)

    def hold(self) -> None:
        """Have the same form, sent again meanwhile, wait for this one."""
        if self.posted_page:
            drafts.hold(self.user)

    def find_answer(self) -> str | None:
        """Return what was answered to the same form, if this page has sent it before."""
        if not self.posted_page:
            return None
        return drafts.find_answer(self.screen.version, self.user, self.posted_page, self.digest)

    def close(self, answer: str) -> None:
        """Forget the words of the page, which are saved."""
        if not self.posted_page:
            return
        self._close(self.posted_page, (self.digest, answer))
        if self.restored_pk is not None:
            rows = Draft.objects.filter(pk=self.restored_pk, version=self.screen.version, user=self.user)
            for page in rows.exclude(page=self.posted_page).values_list("page", flat=True):
                self._close(page, ("", ""))

    @cached_property
    def digest(self) -> str:
        """Names everything that was posted but the token against forged requests."""
        lists = sorted(self.screen.request.POST.lists())
        fields = [pair for pair in lists if pair[0] != "csrfmiddlewaretoken"]
        return blake2s(json.dumps(fields).encode()).hexdigest()

    def _keep(self, edit_number: int) -> Draft:
        version, at = self.screen.version, self.screen.at
        fields = collect_fields(self.screen.request.POST)
        return drafts.keep(version, self.user, self.page, edit_number=edit_number, fields=fields, at=at)

    def _close(self, page: str, receipt: tuple[str, str]) -> None:
        drafts.close(self.screen.version, self.user, page, at=self.screen.at, receipt=receipt)


def describe_presence(each: drafts.Presence, *, at: datetime) -> str:
    """Return in a sentence who is there."""
    if each.is_self:
        return _("You have this open in another window.")
    given = {"name": str(each.user), "moment": write_moment(each.kept_at, at=at) if each.kept_at else ""}
    if each.is_open and each.kept_at:
        return _("%(name)s has this open, with words not saved yet (%(moment)s).") % given
    if each.is_open:
        return _("%(name)s has this open.") % given
    return _("%(name)s has words here that are not saved, since %(moment)s.") % given


def write_moment(moment: datetime, *, at: datetime) -> str:
    """Return a moment as the desk writes it: the time alone if it is of today."""
    local, now = timezone.localtime(moment), timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%Y-%m-%d %H:%M}"


def write_last_save(version: LanguageVersion, user: rights.Person, *, at: datetime) -> str:
    """Return in a sentence who has saved the text last. One query."""
    entry = drafts.find_last_save(version)
    if entry is None:
        return ""
    given = {"name": entry.by_name, "moment": write_moment(entry.at, at=at)}
    if isinstance(user, User) and entry.by_id == user.pk:
        return _("You have saved this text elsewhere since you opened this page (%(moment)s).") % given
    return _("%(name)s has saved this text since you opened it (%(moment)s).") % given


def name_last_save(version: LanguageVersion, *, at: datetime) -> str:
    """Return what the stored text is called beside another one: whose it is, and when it was saved. One query."""
    entry = drafts.find_last_save(version)
    if entry is None:
        return _("The stored text")
    return _("%(name)s, saved %(moment)s") % {"name": entry.by_name, "moment": write_moment(entry.at, at=at)}


def _make_storable(text: str) -> str:
    """Return a text as every database can keep it: no zero characters, no halves of characters (RFC 8259, 8.2)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
