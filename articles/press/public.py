"""Which versions of an article are public: the one function that switcher, alternates, sitemap, feeds and chooser use.

Everything here comes from published revisions; the working text is never touched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import LanguageVersion, Publication
from articles.press import addresses
from journal.languages import CODES, Language
from journal.languages import language as language_row


@dataclass(frozen=True)
class PublicVersion:
    """One published version, as other pages may speak of it."""

    article_id: int
    version_id: int
    revision_id: int
    number: int
    language: str
    is_original: bool
    source_language: str | None
    title: str
    slug: str
    standfirst: str
    origin: str
    first_at: datetime
    """When readers could first read this version."""
    revised_at: datetime
    """When readers could first read it as it is now."""

    @property
    def row(self) -> Language:
        return language_row(self.language)

    @cached_property
    def path(self) -> str:
        return addresses.article(self.language, self.article_id, self.slug)

    @property
    def url(self) -> str:
        return addresses.absolute(self.path)


def live_publications(versions: QuerySet[LanguageVersion], *, at: datetime) -> QuerySet[Publication]:
    """Return the publications readers are served from, one for each published one of `versions`."""
    newest = versions.published(at=at).values("newest_id")  # type: ignore[attr-defined]
    return Publication.objects.filter(pk__in=newest).order_by()


def public_versions(article_ids: Iterable[int], *, at: datetime) -> dict[int, list[PublicVersion]]:
    """Return the published versions of each article, the original first, then in the order of the language table.

    An article without any is absent. One query; titles and standfirsts are loaded, bodies are not.
    """
    found: dict[int, list[PublicVersion]] = {}
    live = live_publications(LanguageVersion.objects.filter(article_id__in=list(article_ids)), at=at)
    for row in live.values(*DETAILS):
        version = from_row(row)
        found.setdefault(version.article_id, []).append(version)
    for versions in found.values():
        versions.sort(key=switcher_order)
    return found


def correction_notes(*, at: datetime) -> QuerySet[Publication]:
    """Return the publications with whose correction note readers were told something new, whatever they see now.

    A withdrawn text that is put back brings its note along; that tells nothing new, and is left out.
    """
    noted = Publication.objects.standing(at=at).filter(revision__isnull=False).exclude(correction="").order_by()
    before = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
    same = {name: OuterRef(name) for name in ("version", "revision", "correction")}
    return noted.filter(~Exists(noted.filter(before, **same)))


DETAILS = (
    "at",
    "version_id",
    "version__article_id",
    "version__language",
    "version__translated_from__language",
    "version__first_published_at",
    "revision_id",
    "revision__number",
    "revision__title",
    "revision__slug",
    "revision__standfirst",
    "revision__origin",
)


def from_row(row: dict[str, object]) -> PublicVersion:
    """Make a PublicVersion of a `.values(*DETAILS)` row."""
    get = row.__getitem__
    source = get("version__translated_from__language")
    return PublicVersion(
        article_id=get("version__article_id"),
        version_id=get("version_id"),
        revision_id=get("revision_id"),
        number=get("revision__number"),
        language=get("version__language"),
        is_original=source is None,
        source_language=source,
        title=get("revision__title"),
        slug=get("revision__slug") or "untitled",
        standfirst=get("revision__standfirst"),
        origin=get("revision__origin"),
        first_at=get("version__first_published_at"),
        revised_at=get("at"),
    )  # type: ignore[arg-type]


def switcher_order(version: PublicVersion) -> tuple[bool, int]:
    """Sort key: the original first, then the order of the language table."""
    return (not version.is_original, CODES.index(version.language))


def best_for(versions: list[PublicVersion], language: str) -> PublicVersion:
    """Return the version a reader of `language` is offered: theirs, else the original, else the one published first."""
    mine = (version for version in versions if version.language == language)
    return next(mine, None) or min(versions, key=lambda one: (not one.is_original, one.first_at, one.version_id))
