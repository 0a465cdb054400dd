"""What is missing from a version before it goes out, in groups: first what holds it up, then what should be known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import comments, publication, rights
from articles.choices import Freshness, Origin, PublicationState, Stage
from articles.desk.lines import screen_url
from articles.desk.publish_moment import write_moment
from articles.models import Comment, Correction, LanguageVersion
from articles.press.rendering import linked_articles
from articles.problems import Fault
from articles.revisions import Content

GROUPS: dict[str, Promise] = {
    "missing": gettext_lazy("Fields"),
    "credits": gettext_lazy("Credits"),
    "notes": gettext_lazy("Footnotes"),
    "links": gettext_lazy("Links"),
    "images": gettext_lazy("Images"),
    "words": gettext_lazy("Words of the text"),
    "origin": gettext_lazy("Origin"),
    "review": gettext_lazy("Review"),
    "source": gettext_lazy("Source"),
    "comments": gettext_lazy("Comments"),
    "correction": gettext_lazy("Correction"),
    "schedule": gettext_lazy("What readers see"),
    "left": gettext_lazy("Left as it is"),
}
"""In the order in which they are listed, among those that hold it up and among those that do not."""
LINK_CHECKS = ("link-missing", "dead-fragment")
"""Checks of the words (`articles.problems.words`) that are about links."""
UNREVIEWED_MACHINE = gettext_lazy("Machine-made and not reviewed by a person: readers will be told.")


@dataclass(frozen=True)
class Item:
    """One thing that is missing, or should be known."""

    message: object
    blocks: bool = False
    url: str = ""
    """The place where it is mended, "" where there is none."""


@dataclass(frozen=True)
class Missing:
    """The items of one group."""

    name: object
    items: tuple[Item, ...]

    @property
    def blocks(self) -> bool:
        return any(item.blocks for item in self.items)


def list_missing(
    user: rights.Person,
    version: LanguageVersion,
    *,
    faults: Iterable[Fault],
    content: Content,
    freshness: str,
    tasks: Sequence[Correction],
    standing: publication.Standing,
    at: datetime,
    is_linked: bool = True,
) -> list[Missing]:
    """Return what is missing, the groups that hold it up first; empty groups are left out.

    `faults` are those of the working text `content`; `is_linked`: with the address of the screen, for another page. Two
    queries, a third for a text that links to other pieces.
    """
    page = screen_url(version) if is_linked else ""
    found: dict[str, list[Item]] = {name: [] for name in GROUPS}
    _sort_faults(found, faults, page)
    if version.origin == Origin.MACHINE:
        found["origin"].append(Item(UNREVIEWED_MACHINE, url=f"{page}#origin"))
    if dark := _count_dark_links(version, content, at=at):
        words = ngettext(
            "%(count)s piece it links to is not published: readers will see the words without a link.",
            "%(count)s pieces it links to are not published: readers will see the words without links.",
            dark,
        )
        found["links"].append(Item(words % {"count": dark}))
    if version.stage not in (Stage.APPROVED, Stage.DONE):
        found["review"].append(Item(_("Not approved: publishing it now skips the review, and the log says so.")))
    if freshness == Freshness.OUTDATED:
        found["source"].append(Item(_("Its source has changed since the revision it follows."), url=page))
    elif freshness == Freshness.WAITING:
        found["source"].append(Item(_("Its source is itself outdated.")))
    if count := _count_open_comments(user, version):
        words = ngettext("%(count)s open comment", "%(count)s open comments", count) % {"count": count}
        found["comments"].append(Item(words, url=f"{page}#comments-heading"))
    for task in tasks:
        told = {"language": task.publication.version.get_language_display()}
        words = _("%(language)s was corrected, and nobody has said yet whether this text needs it too.") % told
        found["correction"].append(Item(words, url=f"{page}#corrections-heading"))
    if standing.pending is not None:
        told = {"moment": write_moment(standing.pending.at)}
        found["schedule"].append(Item(_("Scheduled for %(moment)s. Publishing replaces that.") % told))
    if standing.state is PublicationState.WITHDRAWN:
        found["schedule"].append(Item(_("Withdrawn: publishing shows it to readers again.")))
    groups = [Missing(GROUPS[name], tuple(items)) for name, items in found.items() if items]
    return sorted(groups, key=lambda group: not group.blocks)


def _sort_faults(found: dict[str, list[Item]], faults: Iterable[Fault], page: str) -> None:
    """Put the faults into their groups. Advice about words is only counted, and so is what is left as it is."""
    advice = left = 0
    for fault in faults:
        kind = "links" if fault.id.startswith(LINK_CHECKS) else fault.kind
        if fault.waived:
            left += 1
        elif fault.is_advice and kind == "words":
            advice += 1
        else:
            place = "credits-heading" if kind == "credits" else "problems-heading"
            found[kind or "missing"].append(Item(fault.message, not fault.is_advice, f"{page}#{place}"))
    if advice:
        words = ngettext("%(count)s place to be looked at", "%(count)s places to be looked at", advice)
        found["words"].append(Item(words % {"count": advice}, url=f"{page}#problems-heading"))
    if left:
        words = ngettext("%(count)s problem, with a reason", "%(count)s problems, each with a reason", left)
        found["left"].append(Item(words % {"count": left}, url=f"{page}#problems-heading"))
    for items in found.values():
        items.sort(key=lambda item: not item.blocks)


def _count_dark_links(version: LanguageVersion, content: Content, *, at: datetime) -> int:
    """Return how many of the pieces a text links to readers cannot read in any language. One query, if any."""
    texts = (content.body, *(note["html"] for note in content.notes.values()))
    linked = {number for text in texts for number in linked_articles(text)} - {version.article_id}
    if not linked:
        return 0
    public = LanguageVersion.objects.published(at=at).filter(article__in=linked)
    return len(linked) - public.values("article").distinct().count()


def _count_open_comments(user: rights.Person, version: LanguageVersion) -> int:
    """Return how many threads of comments are open, 0 for those who may not read them."""
    if not comments.may_comment(user, version):
        return 0
    return Comment.objects.filter(version=version, answers=None, resolved_at=None).count()
