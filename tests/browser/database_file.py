"""What happens to the database file of a journal that is served, behind the back of its server."""

import json
import sqlite3
import time
from contextlib import closing

from tests.browser.newsroom import Journal

HANG = """
CREATE VIEW endless AS WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one) SELECT n FROM one;
CREATE TRIGGER hang BEFORE INSERT ON articles_logentry WHEN NEW.language = '{}' BEGIN SELECT max(n) FROM endless; END;
"""
KEPT_IN = ("article", "revision", "draft", "comment", "logentry", "publication", "correction")
"""The tables of texts, of the history, of drafts and of what people say to each other."""


def hang_saves(journal: Journal, *, language: str) -> None:
    """Have a save of the texts in a language never end: the text is written, its log entry not, nothing committed."""
    with closing(sqlite3.connect(journal.file, timeout=20)) as database:
        database.executescript(HANG.format(language))


def wait_until_hung(journal: Journal) -> None:
    """Return when somebody writes to the database and does not let go for half a second: the half-done save."""
    with closing(sqlite3.connect(journal.file, timeout=0.5, isolation_level=None)) as database:
        for _ in range(1_000):
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return
            database.execute("ROLLBACK")
            time.sleep(0.02)
    raise AssertionError("the save has not come to the database")


def let_saves_end(journal: Journal) -> None:
    """Take `hang_saves` back."""
    with closing(sqlite3.connect(journal.file, timeout=20)) as database:
        database.executescript("DROP TRIGGER hang; DROP VIEW endless;")


def end_session(journal: Journal, key: str) -> None:
    """Sign out whoever has the session of that key."""
    with closing(sqlite3.connect(journal.file, timeout=20)) as database, database:
        database.execute("DELETE FROM django_session WHERE session_key = ?", [key])


def read_kept_words(journal: Journal) -> str:
    """Return all words that are kept as texts, history, drafts and comments."""
    with closing(sqlite3.connect(journal.file)) as database:
        rows = [row for name in KEPT_IN for row in database.execute(f"SELECT * FROM articles_{name}")]  # noqa: S608
    return "\n".join(spell_out(value) for row in rows for value in row if isinstance(value, str))


def spell_out(value: str) -> str:
    """Return a text as it is, and JSON with its letters spelt out, which has them as numbers."""
    return json.dumps(json.loads(value), ensure_ascii=False) if value.startswith(("{", "[")) else value
