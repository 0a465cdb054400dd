"""The legs of the union that `references` loads: rows of one shape, whatever they are rows of.

Each is (what, id, slug, role, alias, given name, family name, position, order, a name per language); what does not
apply is empty. PostgreSQL wants the same type in every leg.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce

from articles.models import Article, Credit, Image, LanguageVersion, Revision
from articles.press.public import live_publications
from journal.columns import column
from journal.languages import CODES


def _text(name: Any) -> Cast:
    return Cast(F(name) if isinstance(name, str) else name, TextField())


def _number(name: Any) -> Cast:
    return Cast(F(name) if isinstance(name, str) else name, BigIntegerField())


_NONE = Value("")
_ZERO = Value(0)


def _row(what: str, *columns: Any, names: Iterable[Any] | None = None) -> tuple[Any, ...]:
    number, slug, role, alias, given, family, position, order = columns
    texts = [_text(column) for column in (slug, role, alias, given, family)]
    names = names if names is not None else [_NONE] * len(CODES)
    return (
        _text(Value(what)),
        _number(number),
        *texts,
        _number(position),
        _number(order),
        *(_text(name) for name in names),
    )


def _names(prefix: str) -> list[str]:
    return [f"{prefix}{column('name', code)}" for code in CODES]


def select_credits(where: Q) -> Any:
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
