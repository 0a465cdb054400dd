"""Who is to be told: people by what they may do, and by what they have done. Numbers of accounts, no rows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, Subquery

from articles.choices import Act, Right
from articles.models import LanguageVersion, LogEntry, Membership
from journal.models import User


def find_holders(right: Right, version: LanguageVersion) -> list[int]:
    """Return who holds a right for this version, by membership; where nobody does, the chiefs.

    One query, two where it is the chiefs.
    """
    return _find(right, version.language, _assigned(right, version))


def find_editors(version: LanguageVersion) -> list[int]:
    """Return the editors of the piece: who may edit its original. One or two queries."""
    original = LanguageVersion.objects.originals().filter(article=version.article_id)
    assigned = original.exclude(assignee=None).values("assignee")
    return _find(Right.EDIT, Subquery(original.values("language")[:1]), assigned)


def find_writers(versions: Iterable[LanguageVersion]) -> dict[int, int]:
    """Return who writes each version, by its number: the assignee, else whoever submitted it last. At most a query."""
    rows = list(versions)
    writers = {row.pk: row.assignee_id for row in rows if row.assignee_id}
    nobody = [row.pk for row in rows if not row.assignee_id]
    if nobody:
        submitted = LogEntry.objects.filter(version__in=nobody, act=Act.SUBMIT, by__isnull=False).order_by("pk")
        writers |= dict(submitted.values_list("version_id", "by_id"))
    return writers


def _find(right: Right, language: str | Subquery, assigned: Any) -> list[int]:
    rows = Membership.objects.filter(
        Q(assigned_only=False) | Q(user__in=assigned),
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


def _assigned(right: Right, version: LanguageVersion) -> list[int]:
    """Who has the piece for a right held for assigned pieces only; as `rights.is_assigned`."""
    people = {Right.REVIEW: (version.reviewer_id,), Right.PUBLISH: (version.assignee_id, version.reviewer_id)}
    return [pk for pk in people.get(right, (version.assignee_id,)) if pk]
