"""Filters, order and search of the board: each finds what it says, and nonsense counts as no choice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.choices import Act
from articles.desk.board import make_board
from articles.models import Article, LanguageVersion, Topic
from journal.models import User
from tests import factories
from tests.articles.desk.forms import sign_in

pytestmark = pytest.mark.django_db


def find(user: User, **given: str) -> list[str]:
    """Return the working titles the board shows for these parameters, in its order."""
    user = User.objects.get(pk=user.pk)
    board = make_board(user, given, at=timezone.now(), host="testserver")
    return [piece.article.working_title for piece in board.pieces]


def test_each_filter_finds_what_it_says() -> None:
    chief = factories.find_chief()
    lena = factories.create_user(memberships=[("translate", "de"), ("review", "de")])
    factories.create_article(working_title="Draft", language="de")
    out = factories.create_published(working_title="Out", languages=("hy", "de"))
    topic = Topic.objects.create(slug="history")
    out.topics.add(topic)
    late = factories.create_article(working_title="Late")
    for person in ("assignee", "reviewer"):
        language = {"assignee": "de", "reviewer": "en"}[person]
        factories.create_version(late, language, **{person: lena if language == "de" else chief})  # type: ignore[arg-type]
    yesterday = timezone.localdate() - timedelta(days=1)
    LanguageVersion.objects.filter(article=late, language="de").update(due_on=yesterday)
    LanguageVersion.objects.filter(article=out, language="de").update(due_on=yesterday)  # done, so not overdue
    Article.objects.filter(pk=factories.create_article(working_title="Shelved").pk).update(shelved=True)
    finds = {
        "": ["Late", "Out", "Draft"],
        "language=de&stage=draft": ["Draft"],
        "language=de&stage=done": ["Out"],
        "freshness=up_to_date": ["Out"],
        "freshness=not_started": ["Late"],
        f"person={lena.pk}": ["Late"],
        "overdue=1": ["Late"],
        "overdue=1&language=en": [],
        f"topic={topic.pk}": ["Out"],
        "publication=published": ["Out"],
        "publication=unpublished&language=hy": ["Late"],
        "publication=scheduled": [],
        "publication=withdrawn": [],
        "shelved=with": ["Shelved", "Late", "Out", "Draft"],
        "shelved=only": ["Shelved"],
        "waiting=later": [],
    }
    given = {query: dict(pair.split("=") for pair in query.split("&") if pair) for query in finds}
    assert {query: find(chief, **given[query]) for query in finds} == finds
    assert (find(lena, person="me"), find(lena, waiting="overdue")) == (["Late"], ["Late"])


def test_the_board_is_sorted_by_what_was_chosen() -> None:
    chief = factories.find_chief()
    today = timezone.localdate()
    for number, (title, due) in enumerate((("b", 3), ("C", None), ("a", 1))):
        at = factories.MORNING + timedelta(days=(5, 9, 7)[number])
        article = factories.create_article(working_title=title, texts={}, at=at)
        if due:
            LanguageVersion.objects.filter(article=article).update(due_on=today + timedelta(days=due))
    orders = {sort: find(chief, sort=sort) for sort in ("", "title", "due", "changed")}
    assert orders == {
        "": ["a", "C", "b"],
        "title": ["a", "b", "C"],
        "due": ["a", "b", "C"],
        "changed": ["C", "a", "b"],
    }


def test_a_scheduled_and_a_withdrawn_version_are_found_by_what_readers_see() -> None:
    chief = factories.find_chief()
    at = timezone.now()
    gone = factories.create_published(working_title="Gone", languages=("hy",))
    workflow.apply(factories.find_version(gone), Act.WITHDRAW, by=chief, at=at, reason="Wrong.")
    soon = factories.find_version(factories.create_article(working_title="Soon"))
    workflow.apply(soon, Act.SCHEDULE, by=chief, at=at, when=at + timedelta(days=1))
    states = ("unpublished", "scheduled", "published", "withdrawn")
    assert [find(chief, publication=state) for state in states] == [[], ["Soon"], [], ["Gone"]]


def test_nonsense_is_no_choice() -> None:
    chief = factories.find_chief()
    factories.create_article(working_title="One", texts={})
    nonsense = ("xx", "'", "%", "-1", "9" * 5000, "\u0660", "None", "[]")
    names = (
        "language",
        "stage",
        "freshness",
        "person",
        "waiting",
        "overdue",
        "publication",
        "topic",
        "shelved",
        "sort",
    )
    assert {tuple(find(chief, **dict.fromkeys((*names, "page"), value))) for value in nonsense} == {("One",)}
    client = sign_in(chief)
    for query in (
        "page=x",
        "stage[]=1&&&",
        "a=1&" * 50,
        "q=%5B&q=http://%5B",
        "q=" + "a" * 9000,
        "q=%F0%9F%8D%8B",
        "=",
    ):
        assert client.get("/admin/?" + query).status_code == 200


def test_a_number_and_any_address_find_their_piece() -> None:
    chief = factories.find_chief()
    piece = factories.create_published(working_title="Wanted", languages=("hy", "de"))
    german = factories.find_version(piece, "de")
    factories.create_article(working_title="Other")
    number = piece.pk
    searches = (
        f"{number}",
        f"/{number}/",
        f"/hy/{number}/slug/",
        f"/de/{number}/x/facing/hy/",
        f"http://testserver/de/{number}/x/?a=1#note-b",
        f" /admin/articles/article/{number}/change/ ",
        f"http://testserver/admin/articles/article/{number}/publish/?x",
        f"/admin/articles/translation/{german.pk}/change/#text",
        f"/admin/articles/version/{german.pk}/history/",
    )
    assert {search: find(chief, q=search) for search in searches} == {search: ["Wanted"] for search in searches}
    Article.objects.filter(pk=number).update(shelved=True)
    assert find(chief, q=f"/hy/{number}/") == ["Wanted"]
    assert find(chief, q=f"https://elsewhere.example/hy/{number}/slug/") == []
    stranger = factories.create_user(memberships=[("translate", "de", True)])
    assert [find(stranger, q=search) for search in searches] == [[]] * len(searches)


def test_the_board_shows_where_the_words_stand() -> None:
    chief = factories.find_chief()
    texts = {**factories.make_texts("hy"), "body": "<p>Մի երկար տողի մեջ՝ ԵՐԵՎԱՆՈՒՄ <b>այսօր</b>։</p>"}
    factories.create_article(working_title="Found", texts=texts)
    page = sign_in(chief).get("/admin/", {"q": "Երևանում"}).content.decode()
    assert "<mark>ԵՐԵՎԱՆՈՒՄ</mark>" in page
    assert 'text, <span lang="hy">Հայերեն</span>:' in page
    assert "<b>այսօր" not in page
