"""Related pieces: on the same topics, each once, first what the reader can read."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.models import Article
from articles.press.article.references import Related, load_references
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, revise, translate
from tests.articles.press.reader import LATER, LONG_AGO, YEARS_LATER, attributes, find_path, get, texts
from tests.factories import create_article, create_image, find_chief, find_version, publish, write_text

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def file_under(*topics: str, languages: tuple[str, ...] = ("hy", "en"), days: int = 0) -> Article:
    """Publish a piece under topics, some days after the first."""
    article = create_piece(languages=languages, at=LONG_AGO + days * DAY)
    article.topics.set([TOPICS[name] for name in topics])
    return article


TOPICS: dict[str, object] = {}


@pytest.fixture(autouse=True)
def _topics(db: None) -> None:
    TOPICS.update({name: create_topic(name, en=name.title()) for name in ("war", "law", "art")})


def find_related(article: Article, language: str) -> list[Related]:
    version = find_version(article, language)
    return load_references(article.pk, version.pk, language, is_page=True, at=YEARS_LATER).related


def test_what_can_be_read_comes_first_then_the_others_marked_with_their_language() -> None:
    article = file_under("war", "law")
    both = file_under("war", "law", days=1)
    foreign = file_under("law", languages=("ka", "ro"), days=9)
    translated = file_under("war", languages=("de", "ru"), days=8)
    publish(translate(translated, "en", at=LONG_AGO + 8 * DAY), at=LONG_AGO + 8 * DAY)
    file_under("art", days=3)
    hidden = create_article(language="en")
    hidden.topics.set([TOPICS["war"]])
    page = get(find_path(article, "en"))
    related = "//section[@class='related']//li"
    assert attributes(page, f"{related}/a", "href", "hreflang", "lang") == [
        (find_path(translated, "en"), "en", None),
        (find_path(both, "en"), "en", None),
        (find_path(foreign, "ka"), "ka", "ka"),
    ]
    assert texts(page, related) == [
        "Title en first 12 May 2020",
        "Title en first 5 May 2020",
        "Title ka first ქართული · 13 May 2020",
    ]
    german = attributes(get(find_path(translated, "de")), f"{related}/a", "href", "lang")
    assert german == [(find_path(one, "hy"), "hy") for one in (both, article)]
    assert texts(get(find_path(file_under(), "en")), "//section[@class='related']") == []


def test_there_are_four_at_most_and_what_can_be_read_is_not_crowded_out() -> None:
    article = file_under("war")
    readable = [file_under("war", days=n) for n in range(1, 4)]
    foreign = [file_under("war", languages=("ka",), days=n) for n in range(4, 13)]
    assert [one.article_id for one in find_related(article, "en")] == [
        *(one.pk for one in reversed(readable)),
        foreign[-1].pk,
    ]
    more = [file_under("war", days=n) for n in (20, 21)]
    assert [one.article_id for one in find_related(article, "en")] == [
        one.pk for one in (*reversed(more), *reversed(readable[1:]))
    ]


def test_only_what_is_public_now_is_related() -> None:
    article, other = file_under("war"), file_under("war", days=1)
    revise(other, "en", word="second", at=LATER)
    assert [(one.language, one.title, one.is_original) for one in find_related(article, "en")] == [
        ("en", "Title en second", False)
    ]
    gone = {"by": find_chief(), "at": LATER + DAY, "reason": "Gone."}
    workflow.apply(find_version(other, "en"), Act.WITHDRAW, **gone)
    assert [(one.language, one.title, one.is_original) for one in find_related(article, "en")] == [
        ("hy", "Title hy first", True)
    ]
    workflow.apply(find_version(other, "hy"), Act.WITHDRAW, **gone)
    assert find_related(article, "en") == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_that_shows_everything_takes_three_queries(number: int) -> None:
    article = create_article(language="en", at=LONG_AGO)
    lead = create_image(alt={"en": "Alt"})
    Article.objects.filter(pk=article.pk).update(lead_image=lead, licence="CC0-1.0", first_published_in="Elsewhere")
    linked = [create_piece(languages=("hy", "en")) for _ in range(number)]
    article.topics.set(TOPICS.values())
    for n, one in enumerate(linked):
        one.topics.set(TOPICS.values())
        credit(create_person(f"author-{n}", en="A"), article)
        credit(create_person(f"translator-{n}", en="T"), article, "en", role="translator")
        body = f'<h2>A</h2><h2>B</h2><h2>C</h2><p>{n} <a href="article:{one.pk}">x</a></p>'
        written = write_text(find_version(article), texts={"body": body}, at=LATER + n * DAY)
        publish(written, significance="typo", correction=f"{n}", at=LATER + n * DAY)
    path = find_path(article, "en")
    page = get(path)
    found = {
        "corrections": len(texts(page, "//*[@class='correction']")),
        "related": len(texts(page, "//section[@class='related']//li")),
        "lead": len(texts(page, "//figure")),
        "contents": len(texts(page, "//nav[@class='contents']//li")),
    }
    assert found == {"corrections": number, "related": number, "lead": 1, "contents": 3}
    caches["press"].clear()
    with CaptureQueriesContext(connection) as queries:
        get(path)
    assert len(queries) == 3
