"""How many queries public pages take: the same with one piece and with three."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Rendering
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit
from tests.articles.press.reader import find_path, get
from tests.factories import create_article

pytestmark = pytest.mark.django_db


def count(path: str) -> int:
    """The queries of a page that is not kept."""
    caches["press"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert get(path).status_code < 500
    return len(queries)


def make_pieces(number: int) -> list[Article]:
    """Pieces by one person on one topic, in two languages each, and as many that are in two others."""
    person, topic = create_person("anna", hy="Աննա"), create_topic("memory", hy="Հիշողություն")
    articles = [create_piece(languages=("hy", "en")) for _ in range(number)]
    articles += [create_piece(languages=("ka", "ro")) for _ in range(number)]
    for article in articles:
        credit(person, article)
        credit(person, article, role="editor")
        article.topics.add(topic)
    return articles


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_pieces(pieces: int) -> None:
    article, *_ = make_pieces(pieces)
    person, topic = article.credits.first().author, article.topics.first()
    path = find_path(article, "en")
    for once in (path, "/en/feed/"):  # renders
        get(once)
    asked = {
        "an article": path,
        "no slug": f"/en/{article.pk}/",
        "another slug": f"/en/{article.pk}/other/",
        "a missing language": f"/de/{article.pk}/",
        "no such article": "/en/987654321/",
        "chooser": f"/{article.pk}/",
        "front": "/",
        "home": "/en/",
        "person": f"/en/people/{person.pk}/anna/",
        "topic": f"/en/topics/{topic.pk}/memory/",
        "feed": "/en/feed/",
        "sitemap": "/sitemap.xml",
        "robots": "/robots.txt",
        "nothing": "/nowhere",
    }
    assert {name: count(path) for name, path in asked.items()} == {
        "an article": 3,
        "no slug": 2,
        "another slug": 3,
        "a missing language": 4,
        "no such article": 5,  # the last of them for an old address, as below
        "chooser": 2,
        "front": 6,
        "home": 10,
        "person": 7,
        "topic": 6,
        "feed": 5,
        "sitemap": 10,
        "robots": 1,
        "nothing": 2,
    }


def test_a_kept_page_takes_one_query() -> None:
    article = create_piece()
    for path in (find_path(article, "en"), "/", "/en/", f"/{article.pk}/", "/en/feed/", "/sitemap.xml"):
        get(path)
        with CaptureQueriesContext(connection) as queries:
            assert get(path).status_code == 200
        assert len(queries) == 1, path


def test_an_article_is_rendered_once_and_takes_three_queries_from_then_on() -> None:
    article = create_piece()
    cited = create_article(language="hy")
    assert cited.pk
    path = find_path(article, "en")
    assert [count(path) for _ in range(3)] == [5, 3, 3]
    Rendering.objects.update(renderer="of an earlier release")
    assert [count(path) for _ in range(2)] == [5, 3]


def test_an_article_takes_three_queries_whatever_it_shows() -> None:
    article = create_piece(languages=("hy", "en", "de", "ru", "be", "ka", "ro"))
    person, topic = create_person("anna", hy="Աննա"), create_topic("memory", hy="Հիշողություն")
    for role in ("author", "editor", "photographer"):
        credit(person, article, role=role)
    credit(person, article, "ro", role="translator")
    article.topics.add(topic)
    path = find_path(article, "ro")
    get(path)
    assert count(path) == 3
