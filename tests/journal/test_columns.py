"""The one reader and writer of per-language columns."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles.models import Article, Topic
from authors.models import Author
from journal import columns
from journal.columns import Name
from journal.languages import CODES, list_nearest
from journal.text.sanitize import TextRefused
from tests.factories import create_article
from tests.snapshots import read_stamp

pytestmark = pytest.mark.django_db


def read_row(article: Article) -> dict[str, object]:
    """Return the row as it is stored; a manager would translate the names."""
    return dict(QuerySet(Article).filter(pk=article.pk).values()[0])


def test_a_column_is_named_after_field_and_language() -> None:
    assert columns.columns(["title", "body"], "hy") == ["title_hy", "body_hy"]


@pytest.mark.parametrize("code", ["xx", "", "HY", "hy; drop table"])
def test_a_language_the_journal_does_not_write_has_no_column(code: str) -> None:
    with pytest.raises(KeyError):
        columns.column("title", code)
    with pytest.raises(KeyError):
        columns.write(create_article(), {"title": "Text"}, code)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("active", ["en", "hy"])
def test_a_write_names_its_own_columns_in_the_statement_and_no_other(code: str, active: str) -> None:
    article = create_article(texts={})
    before = read_row(article)
    with translation.override(active), CaptureQueriesContext(connection) as queries:
        columns.write(article, {"title": f"Title {code}", "body": "<p>Body</p>"}, code)
    updates = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    assert len(updates) == 1
    named = updates[0].split(" WHERE ")[0].split(" SET ")[1]
    assert [part.split("=")[0].strip(' "') for part in named.split(", ")] == [f"title_{code}", f"body_{code}"]
    assert read_row(article) == {**before, f"title_{code}": f"Title {code}", f"body_{code}": "<p>Body</p>"}
    assert columns.read(article, "title", code) == f"Title {code}"


def test_nothing_falls_back_to_another_language() -> None:
    article = create_article(language="en")
    with translation.override("en"):
        article.refresh_from_db()
        found = {code: columns.read(article, "title", code) for code in CODES}
    assert found == {**dict.fromkeys(CODES, ""), "en": "Title en first"}


def test_what_is_written_is_cleaned_and_the_object_holds_what_is_stored() -> None:
    article = create_article(texts={})
    columns.write(article, {"body": "<p onclick='x()'>Text<script>x()</script></p>"}, "de")
    assert columns.read(article, "body", "de") == "<p>Text</p>"
    assert read_row(article)["body_de"] == "<p>Text</p>"


def test_a_refused_text_leaves_object_and_row_alone() -> None:
    article = create_article(language="de")
    article.refresh_from_db()
    before = read_row(article)
    with pytest.raises(TextRefused):
        columns.write(article, {"title": "Another", "body": "x" * 250_001}, "de")
    assert read_row(article) == before
    assert columns.read(article, "title", "de") == "Title de first"


def test_writing_nothing_asks_the_database_nothing(django_assert_num_queries: pytest.FixtureRequest) -> None:
    article = create_article(texts={})
    with django_assert_num_queries(0):  # type: ignore[operator]
        columns.write(article, {}, "de")


def test_saving_the_whole_object_keeps_the_base_columns_empty() -> None:
    article = create_article(language="hy")
    with translation.override("hy"):
        article.refresh_from_db()
        article.save()
    row = read_row(article)
    assert [row[name] for name in ("title", "subtitle", "standfirst", "body", "title_hy")] == [
        "",
        "",
        "",
        "",
        "Title hy first",
    ]


def test_a_missing_name_is_sought_in_the_readers_script_then_in_latin_letters_then_by_the_table() -> None:
    assert {code: " ".join(list_nearest(code)) for code in ("hy", "be", "de")} == {
        "hy": "hy ro en de be ka ru",
        "be": "be ru ro en de hy ka",
        "de": "de ro en hy be ka ru",
    }


def test_a_name_is_shown_in_a_language_it_has() -> None:
    author = Author.objects.create(slug="a", name_hy="Անա", name_ka="ანა", name_en="Ana")
    assert columns.read_name(author, "name", "en") == Name("Ana", "en")
    assert columns.read_name(author, "name", "ka") == Name("ანა", "ka")
    assert columns.read_name(author, "name", "de") == Name("Ana", "en")
    assert columns.read_name(author, "name", "be") == Name("Ana", "en")
    author.name_ru = "Ана"
    assert columns.read_name(author, "name", "be") == Name("Ана", "ru")
    assert columns.read_name(Topic.objects.create(slug="t"), "name", "de") == Name("", "de")


def test_writing_what_readers_see_live_renews_the_press_stamp_and_writing_a_text_does_not() -> None:
    author, article = Author.objects.create(slug="a"), create_article(texts={})
    stamps = [read_stamp()]
    columns.write(article, {"title": "Text"}, "de")
    stamps.append(read_stamp())
    columns.write(author, {"name": "Ana"}, "de")
    stamps.append(read_stamp())
    assert stamps[0] == stamps[1] != stamps[2]
