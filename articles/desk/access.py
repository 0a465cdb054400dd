"""Loading and authorising in one step: what a person may not see is, for them, not there.

"Not yours" and "does not exist" are the same Http404. No query here loads a text column.
"""

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from articles import rights, workflow
from articles.choices import Act, Right
from articles.models import Article, LanguageVersion


def desk_versions(user: rights.Person) -> QuerySet[LanguageVersion]:
    """Return the versions the person may see with their articles (no texts), sources and people. Two queries."""
    versions = rights.visible_versions(user).select_related("translated_from", "assignee", "reviewer")
    return versions.prefetch_related(article_without_texts())


def article_without_texts() -> Prefetch:
    """Return the prefetch of a version's article that loads none of its texts. One query."""
    return Prefetch("article", queryset=Article.objects.without_texts())  # type: ignore[attr-defined]


def load_version(user: rights.Person, pk: int) -> LanguageVersion:
    """Return a version the person may see. Http404 otherwise. Two queries."""
    version = desk_versions(user).filter(pk=pk).first()
    if version is None:
        raise Http404(_("There is no such text, or it is not yours to see."))
    return version


def load_translation(user: rights.Person, pk: int) -> LanguageVersion:
    """Return a translation the person may see. Http404 otherwise, also for an original. Two queries."""
    version = load_version(user, pk)
    if version.is_original:
        raise Http404(_("There is no such text, or it is not yours to see."))
    return version


def load_original(user: rights.Person, article_pk: int) -> LanguageVersion:
    """Return the original of an article, if the person may see it. Http404 otherwise. Two queries."""
    version = desk_versions(user).originals().filter(article=article_pk).first()  # type: ignore[attr-defined]
    if version is None:
        raise Http404(_("There is no such text, or it is not yours to see."))
    return version


def reach(user: rights.Person, right: Right) -> Q:
    """Return the condition on versions for which the person holds the right: `rights.may` as a query condition."""
    if rights.is_chief(user):
        return Q()
    condition = Q(pk__in=[])
    for row in rights.memberships(user):
        if row.right != right:
            continue
        piece = Q(language=row.language) if row.language else Q()
        if row.assigned_only:
            mine = {
                Right.REVIEW: Q(reviewer=row.user_id),
                Right.PUBLISH: Q(assignee=row.user_id) | Q(reviewer=row.user_id),
            }
            piece &= mine.get(right, Q(assignee=row.user_id))
        condition |= piece if piece else Q(pk__isnull=False)
    return condition


def is_member(user: rights.Person) -> bool:
    """Whether the person has anything to do at the desk: a membership, or everything as a superuser."""
    return rights.is_chief(user) or bool(rights.memberships(user))


def may_edit_any(user: rights.Person) -> bool:
    """Whether the person is an editor of all originals in some language, and so keeps people and topics."""
    return bool(rights.languages_with(user, Right.EDIT))


def may_publish_any(user: rights.Person) -> bool:
    """Whether the person may publish in some language."""
    return rights.is_chief(user) or any(row.right == Right.PUBLISH for row in rights.memberships(user))


def may_edit_article(user: rights.Person, original: LanguageVersion) -> bool:
    """Whether the person may change topics, credits and plans of the article. No query."""
    return rights.may(user, Right.EDIT, original)


def may_credit(user: rights.Person, version: LanguageVersion) -> bool:
    """Whether the person may change the credits of a version. One query for a translation.

    Credits are live: once readers can see the version, changing one is publishing.
    """
    if may_edit_article(user, workflow.original_of(version)) or rights.may(user, Right.PUBLISH, version):
        return True
    return version.first_published_at is None and workflow.may(user, Act.SAVE, version)
