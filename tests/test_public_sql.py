"""No public address ever asks the database for working text; lists ask for no bodies, an article for one language's."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from articles.models import Article, Footnote
from articles.models.article import TEXT_FIELDS
from articles.press.urls import urlpatterns
from journal.columns import column
from journal.languages import CODES
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, rewrite, translate
from tests.articles.press.reader import LATER, find_path, get
from tests.factories import find_version, write_text
from tests.walk import list_addresses

pytestmark = pytest.mark.django_db

WORKING = {
    f'"{model._meta.db_table}"."{name}"'
    for model, fields in ((Article, TEXT_FIELDS), (Footnote, ("text",)))
    for field in fields
    for name in (field, *(column(field, code) for code in CODES))
}
"""The columns of the working text, as the ORM writes them."""
BODIES = {f'"{table}"."{name}"' for table in ("articles_revision", "articles_rendering") for name in ("body", "notes")}

_COLUMN = re.compile(r'"(\w+)"\."(\w+)"|\b(\w+)\."(\w+)"|\b(\w+)\.(\w+)\b')
_ALIAS = re.compile(r'"(\w+)"(?: AS)? "?([A-Z]\d+|T\d+)"?')


def find_columns(sql: str) -> set[str]:
    """Return the columns a statement names, with their tables, aliases resolved; a bare `*` counts as every column."""
    tables = {alias: table for table, alias in _ALIAS.findall(sql)}
    found = set()
    for match in _COLUMN.findall(sql):
        table, name = [part for part in match if part]
        found.add(f'"{tables.get(table, table)}"."{name}"')
    if re.search(r"(?<!COUNT\()\*", sql.replace("COUNT(*)", "")):
        found |= WORKING | BODIES
    return found


def read_everything() -> Iterator[tuple[str, int, set[str]]]:
    """Yield every public address, none of them kept, and those they lead to, with status and columns."""
    seen = set()
    for path in list_addresses():
        while path not in seen:
            seen.add(path)
            caches["press"].clear()
            with CaptureQueriesContext(connection) as queries:
                response = Client().get(path)
            yield path, response.status_code, set().union(*(find_columns(query["sql"]) for query in queries))
            path = response.get("Location", path)


def make_journal() -> Article:
    article = create_piece(languages=("hy", "en", "de"))
    rewrite(article, word="second", at=LATER)
    translate(article, "ru")
    person, topic = create_person("anna", hy="Աննա"), create_topic("memory", hy="Հիշողություն")
    credit(person, article)
    article.topics.add(topic)
    return article


READS_BODIES = {
    "article",
    "facing",
    *(f"{prefix}{name}" for prefix in ("", "person-", "topic-") for name in ("feed", "feed-json")),
}
"""The pages of texts, and the feeds, which bring them whole."""


def test_no_public_address_reads_working_text_and_lists_read_no_bodies(settings: Any) -> None:
    settings.SECURITY_CONTACT, settings.TEXT_MINING = "security@example.org", "reserved"
    article = make_journal()
    pages = {find_path(article, code) for code in ("hy", "en", "de")}
    for path in pages:
        get(path)
    shown, working, with_bodies = set(), {}, set()
    for path, status, columns in read_everything():
        shown |= {resolve(path.partition("?")[0]).url_name} if status == 200 else set()
        if columns & WORKING:
            working[path] = columns & WORKING
        if columns & BODIES:
            with_bodies.add(path)
    assert working == {}
    assert shown == {pattern.name for pattern in urlpatterns} - {"article-short"}
    assert {resolve(path).url_name for path in with_bodies} == READS_BODIES
    assert pages < with_bodies


def test_the_page_of_an_article_gets_the_text_of_its_own_language_only() -> None:
    article = make_journal()
    for code in ("hy", "en", "de"):
        get(find_path(article, code))
    with CaptureQueriesContext(connection) as queries:
        get(find_path(article, "en") + "?")
        caches["press"].clear()
        get(find_path(article, "en"))
    (query,) = [query["sql"] for query in queries if '"articles_rendering"."body"' in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(query.replace("%", "%%") if connection.vendor == "sqlite" else query)
        loaded = " ".join(str(row) for row in cursor.fetchall())
    assert {code: f"{code} quoted" in loaded for code in ("hy", "en", "de")} == {"hy": False, "en": True, "de": False}


def test_the_watch_would_see_it() -> None:
    article = make_journal()
    with CaptureQueriesContext(connection) as queries:
        Article.objects.filter(pk=article.pk).values_list("title_hy").first()
        Footnote.objects.filter(article__title_de="x").exists()
        article.refresh_from_db()
        write_text(find_version(article, "de"), texts={"subtitle": "x"}, at=LATER)
    seen = [find_columns(query["sql"]) & WORKING for query in queries]
    assert seen[0] == {'"articles_article"."title_hy"'}
    assert '"articles_article"."title_de"' in seen[1]
    assert find_columns('SELECT U0."body_hy" FROM "articles_article" U0') & WORKING == {'"articles_article"."body_hy"'}
    assert find_columns("SELECT * FROM articles_article") & WORKING == WORKING
