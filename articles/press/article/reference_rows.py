"""The legs of the union that `references` loads: rows of one shape, whatever they are rows of.

Each is (what, id, slug, role, alias, given name, family name, position, order, more, a name per language); what does
not apply is empty. PostgreSQL wants the same type in every leg, and SQLite takes a LIMIT in a subquery only.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from articles.models import Article, Credit, Image, LanguageVersion, Publication, Revision
from articles.press.public import live_publications
from journal.columns import column
from journal.languages import CODES


def _text(name: Any) -> Cast:
    return Cast(F(name) if isinstance(name, str) else name, TextField())


def _number(name: Any) -> Cast:
    return Cast(F(name) if isinstance(name, str) else name, BigIntegerField())


_NONE = Value("")
_ZERO = Value(0)

MOST_RELATED = 4
NEAREST = 200
"""So many of the pieces filed last under any of the topics of a piece are looked through for related ones."""


def _row(what: str, *columns: Any, more: Any = _NONE, names: Iterable[Any] | None = None) -> tuple[Any, ...]:
    number, slug, role, alias, given, family, position, order = columns
    texts = [_text(column) for column in (slug, role, alias, given, family)]
    names = names if names is not None else [_NONE] * len(CODES)
    return (
        _text(Value(what)),
        _number(number),
        *texts,
        _number(position),
        _number(order),
        _text(more),
        *(_text(name) for name in names),
    )


def _names(prefix: str) -> list[str]:
    return [f"{prefix}{column('name', code)}" for code in CODES]


def select_credits(where: Q, language: str) -> Any:
    """Credits; `more` is what else is said of the person: ORCID, website, affiliation in `language` and portrait, a
    line each."""
    said = ("orcid", "website", column("affiliation", language), "portrait")
    parts = [Coalesce(F(f"author__{name}"), _NONE, output_field=TextField()) for name in said]
    lines = [part for one in parts for part in (one, Value("\n"))][:-1]
    return (
        Credit.objects.filter(where)
        .order_by()
        .values_list(
            *_row(
                "credit",
                "author_id",
                "author__slug",
                "role",
                "credited_as",
                "author__given_name",
                "author__family_name",
                "position",
                "pk",
                more=Concat(*lines, output_field=TextField()),
                names=_names("author__"),
            )
        )
    )


def select_topics(article_id: int) -> Any:
    through = Article.topics.through
    return (
        through.objects.filter(article_id=article_id)
        .order_by()
        .values_list(
            *_row("topic", "topic_id", "topic__slug", _NONE, _NONE, _NONE, _NONE, _ZERO, "pk", names=_names("topic__"))
        )
    )


def select_links(article_ids: list[int], at: datetime) -> Any:
    live = live_publications(LanguageVersion.objects.filter(article_id__in=article_ids), at=at).order_by()
    return live.values_list(
        *_row(
            "link",
            "version__article_id",
            "revision__slug",
            "version__language",
            _NONE,
            _NONE,
            _NONE,
            _ZERO,
            _ZERO,
        )
    )


def select_released(article_id: int) -> Any:
    """The released revisions of every version: significance as slug, version as role, base as order."""
    rows = Revision.objects.filter(version__article_id=article_id, released_at__isnull=False).order_by()
    base = Coalesce("based_on_id", 0)
    none = [_NONE] * 3
    return rows.values_list(*_row("released", "pk", "significance", "version_id", *none, "number", base))


def select_pictures(ids: list[int]) -> Any:
    """Pictures: the file's name as slug, the widths of its copies (JSON) as role, credit and licence as the two names,
    width and height as position and order."""
    return (
        Image.objects.rewrite(False)  # type: ignore[attr-defined]  # or modeltranslation shuffles the columns
        .filter(pk__in=ids)
        .order_by()
        .values_list(*_row("image", "pk", "file", "widths", _NONE, "credit", "licence", "width", "height"))
    )


def select_corrections(version_id: int, at: datetime) -> Any:
    """The correction notes readers of one version have been given: the note as slug, its moment as `more`."""
    shown = Publication.objects.standing(at=at).filter(version_id=version_id, revision__isnull=False)
    rows = shown.exclude(correction="").order_by()
    return rows.values_list(*_row("correction", "pk", "correction", *[_NONE] * 4, _ZERO, "pk", more="at"))


def select_related(article_id: int, language: str, at: datetime) -> list[Any]:
    """Public versions of pieces that share a topic, in two legs: the newest of those that can be read in `language`,
    and the last filed of all.

    Language as role, title as given name, the version it was made from as order, first publication as `more`. Both are
    found among the NEAREST, at most twice MOST_RELATED: some may share two topics, or be withdrawn by now.
    """
    filed = Article.topics.through.objects
    same = filed.filter(topic__in=filed.filter(article=article_id).values("topic_id")).exclude(article=article_id)
    nearest, most = same.order_by("-pk")[:NEAREST], 2 * MOST_RELATED
    # When it was first public decides nothing, it only narrows down what `live_publications` is asked about
    versions = LanguageVersion.objects.filter(first_published_at__lte=at).order_by()
    mine = versions.filter(language=language, article__in=nearest.values("article_id"))
    legs = [LanguageVersion.objects.filter(pk__in=mine.order_by("-first_published_at", "-pk").values("pk")[:most])]
    known = filed.filter(Exists(versions.filter(article=OuterRef("article"))), pk__in=nearest.values("pk"))
    legs.append(LanguageVersion.objects.filter(article__in=known.order_by("-pk").values("article_id")[:most]))
    return [
        live_publications(leg, at=at).values_list(
            *_row(
                "related",
                "version__article_id",
                "revision__slug",
                "version__language",
                _NONE,
                "revision__title",
                _NONE,
                "version_id",
                Coalesce("version__translated_from", 0),
                more="version__first_published_at",
            )
        )
        for leg in legs
    ]
