"""What of the journal readers can find by person, by topic and by year: only what is public, and named in public."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from articles.models import Article, Credit, LanguageVersion, Topic
from articles.press.lists.pieces import readable, unreadable
from authors.models import Author

_PIECE = Coalesce("article_id", "version__article_id")
"""The article of a credit, on whichever of the two it stands."""


def public_credits(*, at: datetime) -> QuerySet[Credit]:
    """Return the credits by which readers know somebody by name: on a piece of which something is public, or on a
    version that is. Those under a pseudonym are none: they must not lead to the person."""
    public = LanguageVersion.objects.published(at=at)  # type: ignore[attr-defined]
    of_piece = Q(version=None) & Exists(public.filter(article=OuterRef("article")))
    of_version = Q(article=None) & Exists(public.filter(pk=OuterRef("version")))
    return Credit.objects.filter(of_piece | of_version, credited_as="").order_by()


def pieces_of(author_id: int, *, role: str = "", at: datetime) -> QuerySet[Any, Any]:
    """Return the numbers of the public articles that credit a person by name, as a subquery; `role`: in that role."""
    mine = public_credits(at=at).filter(author_id=author_id)
    return (mine.filter(role=role) if role else mine).values_list(_PIECE)


def pieces_on(topic_id: int) -> QuerySet[Any, Any]:
    """Return the numbers of the articles filed under a topic, public or not, as a subquery."""
    return Article.topics.through.objects.filter(topic_id=topic_id).values("article_id")


def public_articles(*, at: datetime) -> QuerySet[Any, int]:
    """Return the numbers of the articles of which anything is public, in order, each once."""
    public = LanguageVersion.objects.filter(first_published_at__lte=at).published(at=at)  # type: ignore[attr-defined]
    return public.order_by("article_id").values_list("article_id", flat=True).distinct()  # type: ignore[no-any-return]


def public_people(*, at: datetime) -> QuerySet[Author]:
    """Return everybody whom something public credits by name, by number. Load them with `.only()`."""
    return Author.objects.filter(Exists(public_credits(at=at).filter(author=OuterRef("pk")))).order_by("pk")


def count_pieces(*, at: datetime) -> dict[int, int]:
    """Return the number of public pieces that credit each person by name. One query."""
    rows = public_credits(at=at).values("author_id").annotate(pieces=Count(_PIECE, distinct=True))
    return dict(rows.values_list("author_id", "pieces"))


def public_topics(*, at: datetime) -> QuerySet[Topic]:
    """Return the topics under which something public is filed, by number. Load them with `.only()`."""
    return Topic.objects.filter(Exists(_public_filings(at=at).filter(topic=OuterRef("pk")))).order_by("pk")


def count_on_topics(language: str, *, at: datetime) -> dict[int, tuple[int, int]]:
    """Return how many public pieces each topic has: (that can be read in `language`, in other languages only); topics
    without any are absent. One query."""
    mine = readable(language, at=at).order_by().values("article_id")
    rows = _public_filings(at=at).values("topic_id")
    rows = rows.annotate(pieces=Count("pk"), mine=Count("pk", filter=Q(article_id__in=mine))).order_by()
    return {topic: (here, every - here) for topic, every, here in rows.values_list("topic_id", "pieces", "mine")}


def public_years(language: str, *, at: datetime) -> dict[int, tuple[int, int]]:
    """Return how many pieces each year has, the newest first: (that can be read in `language`, in other languages
    only). Years without any are absent. Two queries.

    The year of a piece is that of the first publication of the version shown, in the journal's time zone.
    """
    here = _count_years(readable(language, at=at), "first_published_at")
    elsewhere = _count_years(unreadable(language, at=at), "at")
    return {year: (here.get(year, 0), elsewhere.get(year, 0)) for year in sorted({*here, *elsewhere}, reverse=True)}


def list_years(*, at: datetime) -> QuerySet[Any, int]:
    """Return the years that have a page in every language, because something was first published then in any, the
    newest first. One query."""
    versions = LanguageVersion.objects.published(at=at).annotate(year=_year_of("first_published_at"))  # type: ignore[attr-defined]
    return versions.order_by("-year").values_list("year", flat=True).distinct()  # type: ignore[no-any-return]


def start_of_year(year: int) -> datetime:
    """Return the moment at which a year begins in the journal's time zone. Pure."""
    return datetime(year, 1, 1, tzinfo=timezone.get_default_timezone())


def _count_years(rows: QuerySet[Any], moment: str) -> dict[int, int]:
    return dict(
        rows.order_by()
        .annotate(year=_year_of(moment))
        .values("year")
        .annotate(pieces=Count("pk"))
        .values_list("year", "pieces")
    )


def _year_of(moment: str) -> ExtractYear:
    return ExtractYear(moment, tzinfo=timezone.get_default_timezone())


def _public_filings(*, at: datetime) -> QuerySet[Any, Any]:
    """Return which topic which public article is filed under. Asked article by article, and only until one of its
    versions is public: as a set, all versions of the journal would be looked at first."""
    public = LanguageVersion.objects.published(at=at).filter(article=OuterRef("article"))  # type: ignore[attr-defined]
    return Article.topics.through.objects.filter(Exists(public)).order_by()
