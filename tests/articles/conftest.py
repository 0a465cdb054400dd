"""A database that threads can share."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def shared_database(transactional_db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the threads a database in a file: SQLite's in memory locks whole tables, as no real one does."""
    if connection.vendor != "sqlite":
        yield
        return
    path = str(tmp_path_factory.mktemp("shared") / "shared.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [path])
    memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, path
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
