"""The list of topics: those with something public, and how much of it can be read in the language."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.press.lists import pieces as lists
from tests.articles.press.pieces import create_piece, create_topic, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, get_at, texts
from tests.factories import create_article, find_chief, find_version

pytestmark = pytest.mark.django_db

LINES, LINKS = "//ul[@class='index']/li", "//ul[@class='index']/li/a"


def test_topics_stand_in_the_order_of_the_alphabet_with_what_can_be_read() -> None:
    memory = create_topic("memory", en="Memory", de="Erinnerung")
    borders = create_topic("borders", hy="Սահմաններ")
    law = create_topic("law", en="Law", de="Recht")
    art = create_topic("art", en="Art", de="Ästhetik")
    for languages, topics in (
        (("hy", "en"), (memory, borders)),
        (("ka", "ro"), (memory, law)),
        (("ka",), (memory,)),
        (("de", "en"), (art, memory)),
        (("be",), (law,)),
    ):
        create_piece(languages=languages).topics.add(*topics)
    response = get("/en/topics/")
    assert texts(response, LINES) == [
        "Art 1 piece",
        "Law 2 pieces, in other languages only",
        "Memory 2 pieces, 2 more in other languages only",
        "Սահմաններ 1 piece",
    ]
    assert attributes(response, LINKS, "href", "lang") == [
        (f"/en/topics/{art.pk}/art/", None),
        (f"/en/topics/{law.pk}/law/", None),
        (f"/en/topics/{memory.pk}/memory/", None),
        (f"/en/topics/{borders.pk}/borders/", "hy"),
    ]
    assert texts(get("/de/topics/"), LINKS) == ["Ästhetik", "Erinnerung", "Recht", "Սահմաններ"]


def test_a_topic_is_there_from_the_moment_something_of_it_is_until_nothing_is() -> None:
    hidden, topic = create_topic("hidden", en="Hidden"), create_topic("memory", en="Memory")
    create_topic("empty", en="Empty")
    create_article(language="en", at=LONG_AGO).topics.add(hidden)
    article = create_piece(languages=("hy",))
    article.topics.add(topic)
    moment = LATER + timedelta(days=1)
    workflow.apply(translate(article, "en"), Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    assert [texts(get_at("/en/topics/", at), LINES) for at in (moment - timedelta(seconds=1), moment)] == [
        ["Memory 1 piece, in other languages only"],
        ["Memory 1 piece"],
    ]
    for version in (find_version(article), find_version(article, "en")):
        workflow.apply(version, Act.WITHDRAW, by=find_chief(), at=moment, reason="Gone.")
    response = get("/en/topics/")
    assert (texts(response, LINES), len(texts(response, "//p[@class='empty']"))) == ([], 1)


def test_a_topics_page_shows_all_of_it_what_can_be_read_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    topic = create_topic("memory", en="Memory")
    mine = [create_piece(languages=("en",), at=LONG_AGO + timedelta(minutes=minute)) for minute in range(2)]
    others = [create_piece(languages=("ka",), at=LATER + timedelta(minutes=minute)) for minute in range(2)]
    topic.articles.add(*mine, *others)
    path = f"/en/topics/{topic.pk}/memory/"
    found = [attributes(get(path + query), "//main//h3/a", "href") for query in ("", "?page=2")]
    expected = [find_path(article, "en") for article in reversed(mine)]
    expected += [find_path(article, "ka") for article in reversed(others)]
    assert [one for page in found for (one,) in page] == expected
    assert (len(found[0]), get(f"{path}?page=3").status_code) == (3, 404)
    assert attributes(get(path), "//p[@class='list-feeds']/a", "href", "type") == [
        (f"{path}feed/", "application/atom+xml"),
        (f"{path}feed.json", "application/feed+json"),
    ]


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_list_takes_three_queries_and_a_topic_six(pieces: int) -> None:
    memory = create_topic("memory", en="Memory")
    for number in range(pieces):
        for languages in (("en",), ("ka",)):
            create_piece(languages=languages).topics.add(memory)
        create_piece(languages=("en",)).topics.add(create_topic(f"topic-{number}", en=f"Topic {number}"))
    counts = []
    for path in ("/en/topics/", f"/en/topics/{memory.pk}/memory/"):
        caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert get(path).status_code == 200
        counts.append(len(queries))
    assert counts == [3, 6]
