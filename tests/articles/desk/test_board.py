"""The board and the lists: what waits, in words, with a constant number of queries and no text loaded."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.choices import Act
from articles.desk.board import Board, make_board
from articles.models import LanguageVersion
from journal.models import User
from tests import factories
from tests.articles.desk.forms import sign_in

pytestmark = pytest.mark.django_db

LISTS = ("/admin/", "/admin/?language=de&stage=done", "/admin/articles/article/", "/admin/articles/translation/")


def describe(board: Board) -> dict[str, list[tuple[str, str]]]:
    return {
        group.heading: [(line.version.article.working_title, line.version.language) for line in group.lines]
        for group in board.waiting
    }


def look(user: User, **given: str) -> Board:
    return make_board(User.objects.get(pk=user.pk), given, at=timezone.now())


def make_journal(*, pieces: int) -> None:
    for number in range(pieces):
        article = factories.create_published(working_title=f"Piece {number}")
        factories.change_original(article, word="second", significance="major")
        factories.create_version(article, "ka", assignee=factories.find_chief())


def test_what_waits_for_a_person_is_on_top() -> None:
    lena = factories.create_user(memberships=[("translate", "de"), ("review", "ru"), ("publish", "en")])
    first = factories.create_published(working_title="First")
    LanguageVersion.objects.filter(article=first, language="de").update(assignee=lena)
    factories.change_original(first, word="second", significance="substantive")
    second = factories.create_article(working_title="Second")
    factories.create_version(second, "de", assignee=lena)
    factories.release(factories.find_version(second))
    for language in ("ru", "en"):
        version = factories.submit(factories.write_text(factories.create_version(second, language)))
    jonas = factories.create_user(memberships=[("review", "en")])
    workflow.apply(version, Act.APPROVE, by=jonas, at=factories.MORNING)
    assert describe(look(lena)) == {
        "To write, assigned to you": [("Second", "de")],
        "To review": [("Second", "ru")],
        "To publish": [("Second", "en")],
        "Yours, and behind the source": [("First", "de")],
    }
    assert describe(look(factories.create_user(memberships=[("translate", "be")]))) == {}


def test_a_cell_says_everything_in_words() -> None:
    lena = factories.create_user(memberships=[("translate", "de")], first_name="Lena", last_name="Vogt")
    article = factories.create_published(languages=("hy", "en"))
    factories.create_version(article, "de", assignee=lena)
    LanguageVersion.objects.filter(language="de").update(due_on=date(2001, 1, 1))
    factories.change_original(article, word="second", significance="major")
    lines = look(factories.find_chief()).pieces[0].lines
    assert [
        (
            line.language_name,
            line.stage,
            line.publication,
            line.freshness,
            line.is_overdue,
            str(line.version.assignee or ""),
        )
        for line in lines
    ] == [
        ("Հայերեն", "draft", "published", "original", False, "chief"),
        ("English", "done", "published", "outdated", False, ""),
        ("Deutsch", "planned", "not published", "can be started", True, "Lena Vogt"),
    ]
    page = sign_in(factories.find_chief()).get("/admin/").content.decode()
    assert [word in page for word in ("Lena Vogt", "outdated", "overdue since 2001-01-01")] == [True] * 3


def test_filters_find_pieces_and_nonsense_is_ignored() -> None:
    factories.create_article(working_title="Draft", language="de")
    factories.create_published(working_title="Out", languages=("hy", "de"))
    chief = factories.find_chief()

    def titles(**given: str) -> list[str]:
        return [piece.article.working_title for piece in look(chief, **given).pieces]

    assert titles(language="de", stage="draft") == ["Draft"]
    assert titles(freshness="up_to_date") == ["Out"]
    assert titles(stage="done") == ["Out"]
    assert titles(language="xx", stage="'", freshness="%", page="9" * 40) == ["Out", "Draft"]
    for query in ("?page=-1", "?page=x", "?stage[]=1&&&", "?" + "a=1&" * 50):
        assert sign_in(chief).get("/admin/" + query).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_more_pieces_mean_no_more_queries(path: str) -> None:
    client = sign_in(factories.find_chief())
    make_journal(pieces=1)
    one = count_queries(client, path)
    make_journal(pieces=2)
    assert count_queries(client, path) == one


@pytest.mark.parametrize("path", LISTS)
def test_lists_load_no_text(path: str) -> None:
    make_journal(pieces=1)
    with CaptureQueriesContext(connection) as queries:
        sign_in(factories.find_chief()).get(path)
    loaded = [query["sql"] for query in queries if "body" in query["sql"] or "standfirst" in query["sql"]]
    assert loaded == []


def test_the_board_is_paginated() -> None:
    for number in range(26):
        factories.create_article(working_title=f"Piece {number}", texts={})
    chief = factories.find_chief()
    assert [len(look(chief, page=page).pieces) for page in ("1", "2", "3")] == [25, 1, 1]


def test_a_member_for_assigned_pieces_sees_only_those_on_the_board() -> None:
    lena = factories.create_user(memberships=[("translate", "de", True)])
    mine = factories.create_article(working_title="Mine")
    factories.create_version(mine, "de", assignee=lena)
    factories.create_version(mine, "ru")
    factories.create_version(factories.create_article(working_title="Not mine"), "de")
    pieces = [
        (piece.article.working_title, [line.version.language for line in piece.lines]) for piece in look(lena).pieces
    ]
    assert pieces == [("Mine", ["hy", "de"])]
    assert "Not mine" not in sign_in(lena).get("/admin/articles/translation/").content.decode()
    assert "Not mine" not in sign_in(lena).get("/admin/articles/article/").content.decode()


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
