"""The one address of the comments on a version: they are written, answered, resolved and opened again there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comments
from articles.desk import access
from articles.desk.conversation import Conversation, find_thread
from articles.desk.lines import screen_url
from articles.desk.page import SeeOther, desk_context, version_links
from articles.desk.texts import read_texts
from articles.models import Comment, LanguageVersion
from articles.refusals import Invalid, Refused
from journal.languages import language

DONE = {
    "comment": gettext_lazy("Your comment has been added."),
    "reply": gettext_lazy("Your answer has been added."),
    "resolve": gettext_lazy("The thread has been resolved."),
    "reopen": gettext_lazy("The thread is open again."),
}
"""What `do` may be in the form, and what is said then."""


def answer_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the comments on a version, or take one: POST of `do` (see DONE) with `text`, and `note_key` or `thread`.

    Taken, it leads back to the screen of the version; with the query `part` the section of the page is the answer, as
    it is then, to be put into place by script. 422 for what is refused, with what was typed. Http404 to those who may
    not comment, and for a thread of another version. About ten queries, however many comments.
    """
    version = access.load_version(request.user, pk)
    if not comments.may_comment(request.user, version):
        raise Http404(_("There is no such text, or it is not yours to see."))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    refusal, said = None, ""
    if request.method == "POST":
        try:
            comment = _do(request, version)
        except Refused as refused:
            refusal = refused
        else:
            said = str(DONE[request.POST["do"]])
            if "part" not in request.GET:
                messages.success(request, said)
                return SeeOther(f"{screen_url(version)}#comment-{comment.answers_id or comment.pk}")
    posted = request.POST if refusal else None
    talk = Conversation(request.user, version, body=read_texts(version)["body"], posted=posted, refusal=refusal)
    status = 422 if refusal else 200
    if "part" in request.GET:
        return render(request, "desk/_comments_part.html", {"talk": talk, "said": said}, status=status)
    name = language(version.language).name
    context = desk_context(
        request,
        title=_("Comments: %(title)s (%(language)s)") % {"title": version.article.working_title, "language": name},
        version=version,
        talk=talk,
        links=version_links(version),
    )
    return render(request, "desk/comments.html", context, status=status)


def _do(request: HttpRequest, version: LanguageVersion) -> Comment:
    """Do what was posted and return the comment it is about. Refused, or Http404 for a thread of another version."""
    what, text = request.POST.get("do", ""), request.POST.get("text", "")
    user, at = request.user, timezone.now()
    if what not in DONE:
        raise Invalid(_("There is no such act."))
    if what == "comment":
        return comments.add(version, text, by=user, at=at, note_key=request.POST.get("note_key", ""))
    thread = find_thread(version, request.POST.get("thread"))
    if thread is None:
        raise Http404(_("There is no such thread of comments on this text."))
    if what == "reopen":
        return comments.reopen(thread, by=user)
    if what == "reply" or text.strip():
        comments.add(version, text, by=user, at=at, answers=thread, is_last_word=what == "resolve")
    return comments.resolve(thread, by=user, at=at) if what == "resolve" else thread
