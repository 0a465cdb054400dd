"""Who may do what: predicates over a person, a right and a language version, and querysets of what they may see.

A person's memberships are read once and kept on the user object for the request.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from articles.choices import Right
from articles.models import Article, LanguageVersion, Membership
from journal.languages import CODES
from journal.models import User

Person = User | AnonymousUser | None


def memberships(user: Person) -> tuple[Membership, ...]:
    """Return the memberships of an active member of staff, () for anybody else. One query the first time."""
    if not isinstance(user, User) or not (user.is_active and user.is_staff):
        return ()
    kept: tuple[Membership, ...] | None = getattr(user, "_enface_memberships", None)
    if kept is None:
        kept = tuple(user.memberships.all())
        user._enface_memberships = kept  # type: ignore[attr-defined]
    return kept


def is_chief(user: Person) -> bool:
    """Whether the person may do everything: an active superuser."""
    return isinstance(user, User) and user.is_active and user.is_staff and user.is_superuser


def is_assigned(user: Person, right: Right, version: LanguageVersion) -> bool:
    """Whether the piece is assigned to the person for this right: as assignee to write, as reviewer to review,
    as either to publish."""
    if not isinstance(user, User):
        return False
    writes = version.assignee_id == user.pk
    reviews = version.reviewer_id == user.pk
    return {Right.REVIEW: reviews, Right.PUBLISH: writes or reviews}.get(right, writes)


def may(user: Person, right: Right, version: LanguageVersion) -> bool:
    """Whether the person holds the right for this version: in its language, and assigned where that is required.

    No query beyond the person's memberships.
    """
    if is_chief(user):
        return True
    return any(
        row.right == right
        and row.language in ("", version.language)
        and (not row.assigned_only or is_assigned(user, right, version))
        for row in memberships(user)
    )


def writing_right(version: LanguageVersion) -> Right:
    """Return the right it takes to write the version: to edit an original, to translate any other. Free."""
    return Right.EDIT if version.is_original else Right.TRANSLATE


def holds(person: Person, right: Right, language: str) -> bool:
    """Whether the person holds the right in the language, be it for assigned pieces only: whether a piece may be given
    to them. No query beyond the person's memberships."""
    if is_chief(person):
        return True
    return any(row.right == right and row.language in ("", language) for row in memberships(person))


def may_see(user: Person, version: LanguageVersion) -> bool:
    """Whether the person may read the version's working text. One query for assigned-only members."""
    return visible_versions(user).filter(pk=version.pk).exists()


def languages_with(user: Person, right: Right) -> tuple[str, ...]:
    """Return the languages in which the person holds the right for pieces not assigned to anybody yet."""
    if is_chief(user):
        return CODES
    rows = [row for row in memberships(user) if row.right == right and not row.assigned_only]
    return (
        CODES if any(not row.language for row in rows) else tuple(c for c in CODES if c in {r.language for r in rows})
    )


def sees_all(user: Person) -> bool:
    """Whether the person may see every version. No query beyond the person's memberships."""
    return is_chief(user) or any(not row.assigned_only for row in memberships(user))


def visible_versions(user: Person) -> QuerySet[LanguageVersion]:
    """Return the versions the person may see: all for members, and for those who are members for assigned pieces
    only these pieces (those they hold a right for) and their sources, up to the original. No query until it is used."""
    everything = LanguageVersion.objects.all()
    if sees_all(user):
        return everything
    if not memberships(user):
        return everything.none()
    mine = Q()
    for row in memberships(user):
        language = Q(language=row.language) if row.language else Q()
        writes, reviews = Q(assignee=user), Q(reviewer=user)
        mine |= language & {Right.REVIEW: reviews, Right.PUBLISH: writes | reviews}.get(Right(row.right), writes)
    own = everything.filter(mine)
    seen = Q(pk__in=own.values("pk"))
    path = "translated_from"
    for _ in CODES[1:]:
        seen |= Q(pk__in=own.values(path))
        path = f"translated_from__{path}"
    return everything.filter(seen)


def visible_articles(user: Person) -> QuerySet[Article]:
    """Return the articles of which the person may see at least one version. No query until it is used."""
    if sees_all(user):
        return Article.objects.all()
    return Article.objects.filter(pk__in=visible_versions(user).values("article"))


def actor_name(user: Person) -> str:
    """Return the name kept in records beside the account: full name, else the user name, "" for nobody.

    Cut at the 150 characters a record holds.
    """
    return str(user)[:150] if isinstance(user, User) else ""
