"""System checks of a PostgreSQL database, by `manage.py check --database default` and before every `migrate`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from articles.models import SearchWord


@register(Tags.database)
def check_search(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Report a locale that does not fold capitals (enface.E003), and pg_trgm missing where the search is set up
    (enface.W001)."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT lower('Ղ') = 'ղ', EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
            folds, has_trigrams = cursor.fetchone()
            is_set_up = SearchWord._meta.db_table in connection.introspection.table_names(cursor)
        if not folds:
            found.append(
                Error(
                    "The locale of the database does not know the letters of Armenian, Georgian and Cyrillic.",
                    hint="Make the database with the locale C.UTF-8 or another of UTF-8, and restore into it.",
                    id="enface.E003",
                )
            )
        if is_set_up and not has_trigrams:
            found.append(
                Warning(
                    "The extension pg_trgm is missing: the search offers no words that are spelled alike.",
                    hint="Have an administrator of the server run CREATE EXTENSION pg_trgm in the database (Debian has "
                    "it in postgresql-contrib), then run `manage.py rebuild_search` and restart.",
                    id="enface.W001",
                )
            )
    return found
