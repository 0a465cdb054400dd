"""Drafts over the wire: a page keeps what is typed, says that it is open and hears who else is. And one to look at."""

import json
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import drafts, freshness
from articles.desk import access
from articles.desk.lines import screen_url
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.screen import VersionScreen
from articles.desk.unsaved import (
    BESIDES,
    collect_fields,
    describe_presence,
    is_page,
    may_keep,
    write_last_save,
    write_moment,
)
from articles.models import Draft, LanguageVersion
from journal.models import User


def answer_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a page that is open on a version. Http404 for those who may not save it, as for a version there is not.

    POST with JSON: `page` (what it calls itself), `edit_number`, `turn`, `fields` (name to list of texts) to keep, and
    `restored`, the number of the draft it began with; without `fields` it only says that it is open, with `left` that
    it is not any more. GET with `page` asks only. The answer: `kept` (time of day, "" if nothing was kept), `closed`
    (the page has saved its words, or they were thrown away), `others` (has_unsaved, mine, words),
    `edit_number` as stored, `moved` (a sentence, if it is another than the page's), `csrf` (a fresh token), with
    `offers` in a GET `panel` (HTML: the person's other drafts). A form with `forget` throws a draft away. 400 for what
    no page would send, 403 if somebody else than its `user` has signed in meanwhile: nobody gets the words of others.
    A GET with `here` notes that a page without script is open: 204. About ten queries.
    """
    version = access.load_version(request.user, pk)
    user = cast(User, request.user)  # behind the sign-in of the desk
    if request.method == "POST" and request.content_type != "application/json":
        return _forget(request, version)
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    try:
        said = json.loads(request.body) if request.method == "POST" else dict(request.GET.items())
    except (ValueError, RecursionError):
        return HttpResponseBadRequest()
    if not isinstance(said, dict) or not is_page(said.get("page")):
        return HttpResponseBadRequest()
    if not may_keep(user, version, said["page"]):
        raise Http404(_("There is no such text, or it is not yours to see."))
    if str(said.get("user") or user.pk) != str(user.pk):
        return JsonResponse({"is_other": True, "error": _("Somebody else has signed in.")}, status=403)
    if request.method == "GET" and said.get("here"):
        drafts.see_once(version, user, said["page"], edit_number=version.edit_number, at=timezone.now())
        return HttpResponse(status=204)
    draft = _note(user, version, said) if request.method == "POST" else None
    return _answer(request, version, said, draft)


def show_draft(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """Show one of the person's own drafts beside the stored text. Http404 for any other."""
    version = access.load_version(request.user, pk)
    row = Draft.objects.filter(pk=draft, version=version, user=request.user.pk, saved_at__isnull=False).first()
    if row is None or drafts.is_closed(row):
        raise Http404(_("There is no such draft, or it is not yours."))
    screen = _open_screen(request, version, draft=row)
    besides = [(screen.act_form[name].label, row.data[name][0]) for name in BESIDES if row.data.get(name, [""])[0]]
    context = desk_context(
        request,
        title=_("What you typed and did not save: %(title)s") % {"title": version.article.working_title},
        version=version,
        draft=row,
        comparison=screen.comparison,
        besides=besides,
        may_restore=screen.may_save,
        links=version_links(version),
    )
    return render(request, "desk/draft.html", context)


def _note(user: User, version: LanguageVersion, said: dict[str, Any]) -> Draft:
    page, at = said["page"], timezone.now()
    number = said.get("edit_number")
    opened = number if type(number) is int and 0 <= number < 2**31 else version.edit_number
    is_open = not said.get("left")
    fields = collect_fields(said["fields"]) if isinstance(said.get("fields"), dict) else {}
    if not fields:
        return drafts.see(version, user, page, edit_number=opened, at=at, is_open=is_open)
    turn = said.get("turn")
    fields[drafts.TURN] = [str(turn) if type(turn) is int and turn > 0 else ""]
    row = drafts.keep(version, user, page, edit_number=opened, fields=fields, at=at, is_open=is_open)
    restored = said.get("restored")
    if type(restored) is int and not drafts.is_closed(row):
        drafts.replace(restored, row, at=at)
    return row


def _answer(request: HttpRequest, version: LanguageVersion, said: dict[str, Any], draft: Draft | None) -> JsonResponse:
    at, user, page = timezone.now(), cast(User, request.user), said["page"]
    row = draft or Draft.objects.filter(version=version, user=user.pk, page=page).first()
    is_closed = row is not None and drafts.is_closed(row)
    present = drafts.list_present(version, user, page=page, at=at)
    is_moved = said.get("edit_number") not in (None, version.edit_number, str(version.edit_number))
    answer = {
        "kept": write_moment(row.saved_at, at=at) if row is not None and row.saved_at and not is_closed else "",
        "closed": is_closed,
        "others": [
            {
                "has_unsaved": each.kept_at is not None,
                "mine": each.is_self,
                "words": describe_presence(each, at=at),
            }
            for each in present
        ],
        "edit_number": version.edit_number,
        "moved": _say_moved(version, user, at=at) if is_moved and not is_closed else "",
        "csrf": get_token(request),
    }
    if said.get("offers") and request.method == "GET":
        screen = _open_screen(request, version)
        screen.unsaved.page = page
        answer["panel"] = render_to_string("desk/_draft_offers.html", {"screen": screen, "version": version}, request)
    return JsonResponse(answer)


def _say_moved(version: LanguageVersion, user: User, *, at: datetime) -> str:
    words = write_last_save(version, user, at=at)
    both = _("When you save, you will see both texts.")
    return f"{words} {both}" if words else ""


def _open_screen(request: HttpRequest, version: LanguageVersion, *, draft: Draft | None = None) -> VersionScreen:
    source = freshness.newest_released(version.translated_from) if version.translated_from else None
    return VersionScreen(request, version, source=source, draft=draft)


def _forget(request: HttpRequest, version: LanguageVersion) -> HttpResponse:
    """Throw one of the person's own drafts away. Http404 for any other; one that is gone already is no fault."""
    pk = request.POST.get("forget", "")
    row = None
    if pk.isdecimal() and len(pk) < 19:
        row = Draft.objects.filter(pk=pk, version=version, user=request.user.pk).first()
    if row is None:
        raise Http404(_("There is no such draft, or it is not yours."))
    drafts.close(version, row.user, row.page, at=timezone.now())
    messages.success(request, _("The draft has been thrown away."))
    return SeeOther(screen_url(version))
