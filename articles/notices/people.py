"""Who is to be told: people by what they may do, and by what they have done. Numbers of accounts, no rows."""

from collections.abc import Iterable

from django.db.models import Q, Subquery

from articles.choices import Act, Right
from articles.models import Article, LanguageVersion, LogEntry, Membership
from journal.models import User


def find_holders(right: Right, language: str | Subquery, version: LanguageVersion) -> list[int]:
    """Return who holds a right in a language for this version, by membership; where nobody does, the chiefs.

    One query, two where it is the chiefs.
    """
    rows = Membership.objects.filter(
        Q(assigned_only=False) | Q(user__in=_assigned(right, version)),
        Q(language="") | Q(language=language),
        right=right,
        user__is_active=True,
        user__is_staff=True,
    )
    found = list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())
    if found:
        return found
    chiefs = User.objects.filter(is_superuser=True, is_active=True, is_staff=True)
    return list(chiefs.order_by("pk").values_list("pk", flat=True))


def find_editors(version: LanguageVersion) -> list[int]:
    """Return the editors of the piece: who may edit originals in its language. One or two queries."""
    article = Article.objects.filter(pk=version.article_id)
    return find_holders(Right.EDIT, Subquery(article.values("original_language")[:1]), version)


def find_writers(versions: Iterable[LanguageVersion]) -> dict[int, int]:
    """Return who writes each version, by its number: the assignee, else whoever submitted it last. At most a query."""
    rows = list(versions)
    writers = {row.pk: row.assignee_id for row in rows if row.assignee_id}
    nobody = [row.pk for row in rows if not row.assignee_id]
    if nobody:
        submitted = LogEntry.objects.filter(version__in=nobody, act=Act.SUBMIT, by__isnull=False).order_by("pk")
        writers |= dict(submitted.values_list("version_id", "by_id"))
    return writers


def _assigned(right: Right, version: LanguageVersion) -> list[int]:
    """Who has the piece for a right held for assigned pieces only; as `rights.is_assigned`."""
    people = {Right.REVIEW: (version.reviewer_id,), Right.PUBLISH: (version.assignee_id, version.reviewer_id)}
    return [pk for pk in people.get(right, (version.assignee_id,)) if pk]
