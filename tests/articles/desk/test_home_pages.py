"""The screen of the home pages: who keeps which list, and what its buttons do, without script."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import placing, workflow
from articles.choices import Act
from articles.models import Article, Placement
from articles.refusals import NotAllowed, NotPossible
from journal.models import User
from tests.articles.desk.forms import sign_in
from tests.articles.press.reader import attributes, texts
from tests.factories import (
    MORNING,
    create_article,
    create_published,
    create_user,
    create_version,
    find_chief,
    find_version,
    write_text,
)
from tests.snapshots import read_stamp

pytestmark = pytest.mark.django_db

HOME = "/admin/home/"


def create_publisher(*rows: tuple[str, str] | tuple[str, str, bool]) -> User:
    return create_user(memberships=rows)


def read_lists() -> dict[str, list[int]]:
    """What is placed, by list, in order."""
    found: dict[str, list[int]] = {}
    for row in Placement.objects.order_by("language", "position", "pk"):
        found.setdefault(row.language, []).append(row.article_id)
    return found


def press(client: Client, act: str, article: Article, *, to: int = 1, language: str = "de") -> HttpResponse:
    return client.post(HOME, {"list": language or "all", "piece": article.pk, "act": act, "to": to})


def read_lines(response: HttpResponse, language: str) -> list[str]:
    """The words of each piece of a list, without those of its buttons."""
    return texts(response, f"//section[@id='list-{language}']/ol/li/p")


def test_everybody_keeps_the_lists_of_the_languages_they_publish_in() -> None:
    people: dict[str, Any] = {
        "chief": find_chief(),
        "all": create_publisher(("publish", "")),
        "two": create_publisher(("publish", "de"), ("publish", "ka"), ("edit", "")),
        "assigned": create_publisher(("publish", "", True)),
        "editor": create_publisher(("edit", ""), ("translate", ""), ("review", "")),
    }
    every = ["list-all", *(f"list-{code}" for code in ("hy", "be", "ka", "ro", "en", "de", "ru"))]
    found = {}
    for name, person in people.items():
        response = sign_in(person).get(HOME)
        found[name] = [one for (one,) in attributes(response, "//section[@class='desk-section']", "id")] or (
            response.status_code
        )
        board = sign_in(person).get("/admin/")
        assert (HOME in [one for (one,) in attributes(board, "//main//a", "href")]) == isinstance(found[name], list)
    assert found == {"chief": every, "all": every, "two": ["list-ka", "list-de"], "assigned": 404, "editor": 404}


def test_a_list_that_is_not_yours_is_not_there() -> None:
    article = create_published(languages=["hy", "de"])
    client = sign_in(create_publisher(("publish", "de")))
    posts = [
        {"list": "hy", "piece": article.pk, "act": "place", "to": 1},
        {"list": "all", "piece": article.pk, "act": "place", "to": 1},
        {"list": "", "piece": article.pk, "act": "place", "to": 1},
        {"list": "xx", "piece": article.pk, "act": "place", "to": 1},
        {"list": "de", "piece": "x", "act": "place", "to": 1},
        {"list": "de", "piece": "9" * 30, "act": "place", "to": 1},
        {"list": "de", "piece": article.pk, "act": "place", "to": "-1"},
        {"list": "de", "piece": article.pk, "act": "place"},
        {"list": "de", "piece": article.pk, "act": "sing"},
        {},
    ]
    before = read_stamp()
    assert [client.post(HOME, data).status_code for data in posts] == [404] * len(posts)
    assert (read_lists(), read_stamp()) == ({}, before)
    with pytest.raises(NotAllowed):
        placing.place(article.pk, "hy", to=1, by=create_publisher(("publish", "de")))
    with pytest.raises(NotAllowed):
        placing.remove(article.pk, "", by=create_publisher(("publish", "de")))


def test_pieces_are_placed_moved_and_removed_and_readers_see_it_at_once() -> None:
    first, second, third = (create_published(languages=["hy", "de"]) for _ in range(3))
    client = sign_in(create_publisher(("publish", "de")))
    steps = []
    for act, article, to in (
        ("place", first, 1),
        ("place", second, 99),
        ("place", third, 1),
        ("place", third, 1),  # a button pressed twice
        ("place", first, 3),
        ("place", third, 2),
        ("remove", second, 0),
        ("remove", second, 0),
    ):
        before = read_stamp()
        response = press(client, act, article, to=to)
        assert (response.status_code, response["Location"]) == (303, f"{HOME}#list-de")
        assert read_stamp() != before
        steps.append(read_lists()["de"])
    one, two, three = first.pk, second.pk, third.pk
    assert steps == [
        [one],
        [one, two],
        [three, one, two],
        [three, one, two],
        [three, two, one],
        [two, three, one],
        [three, one],
        [three, one],
    ]


def test_a_piece_without_a_text_in_the_language_and_one_too_many_are_refused_in_words() -> None:
    foreign = create_published(languages=["hy", "en"])
    client = sign_in(find_chief())
    refused = press(client, "place", foreign)
    assert (refused.status_code, texts(refused, "//*[@role='alert']")) == (
        422,
        ["The piece has no text in this language, and none is planned."],
    )
    assert press(client, "place", foreign, language="").status_code == 303
    with pytest.raises(NotPossible):
        placing.place(987654321, "", to=1, by=find_chief())
    for _ in range(placing.MOST_PLACED):
        placing.place(create_article(language="de").pk, "de", to=1, by=find_chief())
    before = read_lists()
    full = press(client, "place", create_article(language="de"))
    assert (full.status_code, texts(full, "//*[@role='alert']")) == (422, ["The list is full. Remove a piece first."])
    assert read_lists() == before
    press(client, "place", Article.objects.get(pk=before["de"][-1]))  # one of the list can still be moved
    assert read_lists()["de"] == [before["de"][-1], *before["de"][:-1]]


def test_the_screen_says_what_readers_see_of_each_piece() -> None:
    now = timezone.now()
    public = create_published(languages=["hy", "de"])
    gone, coming, written = (create_published(languages=["hy"]) for _ in range(3))
    for article in (gone, coming, written):
        write_text(create_version(article, "de"))
    workflow.apply(find_version(gone, "de"), Act.PUBLISH, by=find_chief(), at=MORNING)
    workflow.apply(find_version(gone, "de"), Act.WITHDRAW, by=find_chief(), at=MORNING, reason="Gone.")
    workflow.apply(find_version(coming, "de"), Act.SCHEDULE, by=find_chief(), at=now, when=now + timedelta(days=1))
    for article in (written, coming, gone, public):
        for language in ("de", ""):
            placing.place(article.pk, language, to=1, by=find_chief())
    response = sign_in(find_chief()).get(HOME)
    states = ("published", "withdrawn", "scheduled", "not published")
    articles = (public, gone, coming, written)
    assert read_lines(response, "de") == [
        f"Title de first No. {article.pk}, {state}" for article, state in zip(articles, states, strict=True)
    ]
    assert read_lines(response, "all") == [
        f"Title hy first No. {article.pk}, readable in {names}"
        for article, names in zip(articles, ("Հայերեն, Deutsch", "Հայերեն", "Հայերեն", "Հայերեն"), strict=True)
    ]
    assert attributes(response, "//section[@id='list-de']/ol/li/p/a", "lang") == [("de",)] * 4


def test_pieces_are_found_by_title_for_the_list_that_is_searched_for() -> None:
    here, foreign = create_published(languages=["hy", "de"]), create_published(languages=["hy", "ru"])
    create_article(working_title="Something else", texts={})
    placing.place(here.pk, "", to=1, by=find_chief())
    client = sign_in(find_chief())
    response = client.get(HOME, {"list": "de", "q": "title hy"})
    found = "//section[@id='list-de']/ul/li"
    assert texts(response, f"{found}/p") == [
        f"Title hy first No. {foreign.pk}, not planned",
        f"Title de first No. {here.pk}, published",
    ]
    assert attributes(response, f"{found}//button", "name", "value") == [("to", "1"), ("to", "99")]
    assert texts(client.get(HOME, {"list": "all", "q": str(here.pk)}), "//section[@id='list-all']/ul/li/p") == [
        f"Title hy first No. {here.pk}, readable in Հայերեն, Deutsch",
        "stands on the list",
    ]
    for odd in ({"q": "title"}, {"list": "xx", "q": "title"}, {"list": "hy,de"}, {"list": "", "q": ""}):
        assert texts(client.get(HOME, odd), "//ul[contains(@class, 'placed')]") == []
    nothing = client.get(HOME, {"list": "de", "q": "nowhere" * 60})
    assert (nothing.status_code, b"No piece is like that." in nothing.content) == (200, True)


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_number_of_queries_does_not_grow_with_what_is_placed(pieces: int) -> None:
    client = sign_in(find_chief())
    for _ in range(pieces):
        article = create_published(languages=["hy", "de"])
        for language in ("", "hy", "de"):
            placing.place(article.pk, language, to=1, by=find_chief())
    counts = []
    for query in ("", "?list=de&q=title"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{HOME}{query}").status_code == 200
        counts.append(len(queries))
    assert counts == [13, 17]
