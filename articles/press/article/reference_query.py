"""The union of what stands beside a text, written out by the ORM once in a process.

Writing it takes the ORM some ten times as long as the database takes to answer. What differs from page to page stands
in it as a number or a moment that nothing else has, and is put in its place when the query is sent.
"""

import functools
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from articles.press.article.reference_rows import (
    select_corrections,
    select_credits,
    select_links,
    select_pictures,
    select_related,
    select_released,
    select_topics,
)

_ARTICLE, _VERSION = -(10**15) - 1, -(10**15) - 2
_MOMENT = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)


def load_rows(
    article_id: int,
    version_id: int,
    language: str,
    *,
    linked: Sequence[int],
    images: Sequence[int],
    is_page: bool,
    at: datetime,
) -> list[tuple[Any, ...]]:
    """Return the rows of every leg, in no order. One query."""
    sql, written = _write(connection.vendor, language, is_page=is_page)
    given = {_ARTICLE: article_id, _VERSION: version_id, _adapt(_MOMENT): _adapt(at)}
    legs, params = [sql], [given.get(value, value) for value in written]
    for leg in ([select_links(list(linked), at)] if linked else []) + (
        [select_pictures(list(images))] if images else []
    ):
        sql, more = leg.query.sql_with_params()
        legs.append(sql)
        params += more
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(legs), params)
        return list(cursor.fetchall())


@functools.cache
def _write(vendor: str, language: str, *, is_page: bool) -> tuple[str, tuple[Any, ...]]:
    """Return the legs every page has as SQL of the database, with its parameters."""
    credited = Q(article_id=_ARTICLE) | Q(version_id=_VERSION)
    legs = [select_credits(credited, language), select_topics(_ARTICLE), select_released(_ARTICLE)]
    if is_page:
        legs += [select_corrections(_VERSION, _MOMENT), *select_related(_ARTICLE, language, _MOMENT)]
    written = [leg.query.sql_with_params() for leg in legs]
    return " UNION ALL ".join(sql for sql, _params in written), tuple(value for _sql, each in written for value in each)


def _adapt(moment: datetime) -> Any:
    """Return a moment as the database takes it for a parameter."""
    return connection.ops.adapt_datetimefield_value(moment)
