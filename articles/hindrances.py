"""What stands in the way of an act besides right and stage, and can be told without asking its effect."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles import rights, transitions
from articles.choices import Act, Stage
from articles.models import Article, LanguageVersion, LogEntry
from journal.models import User

SHELVED = _("The piece is on the shelf. Take it from the shelf first.")
NOT_SHELVED = _("The piece is not on the shelf.")
TAKEN = _("Somebody has this piece already.")
PUBLIC = _("Something of this piece has been published or scheduled; its language stays.")


def find_hindrance(act: Act, version: LanguageVersion) -> object | None:
    """Return the sentence that says why the act cannot be done to the version now, None if nothing stands in its way.

    No query where the version's article is loaded, else one.
    """
    if act is Act.CLAIM and holder_id(version) is not None:
        return TAKEN
    if act is Act.RELABEL and version.first_published_at is not None:
        return PUBLIC
    if act is Act.UNSHELVE:
        return None if is_shelved(version) else NOT_SHELVED
    if act in transitions.ON_THE_SHELF:
        return None
    return SHELVED if is_shelved(version) else None


def holder_id(version: LanguageVersion) -> int | None:
    """Return the key of the person whose turn it is: the reviewer in review, the assignee else. Free."""
    return version.reviewer_id if version.stage == Stage.IN_REVIEW else version.assignee_id


def is_shelved(version: LanguageVersion) -> bool:
    """Whether the version's piece is on the shelf. No query where its article is loaded, else one."""
    if LanguageVersion._meta.get_field("article").is_cached(version):
        return version.article.shelved
    return Article.objects.filter(pk=version.article_id, shelved=True).exists()


def submitted_by(version: LanguageVersion, person: rights.Person) -> bool:
    """Whether the text in review is the person's own, so that somebody else has to review it. One query."""
    if not isinstance(person, User) or version.language in settings.SELF_REVIEW_LANGUAGES:
        return False
    submitted = LogEntry.objects.filter(version=version, act=Act.SUBMIT).order_by("-pk").first()
    return submitted is not None and submitted.by_id == person.pk
