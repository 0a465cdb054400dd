"""Home pages as editors curate them: what is placed stands first where it can be read, and nothing stands twice."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from articles import placing, workflow
from articles.choices import Act
from articles.models import Article, Revision
from articles.press.lists import pieces as lists
from articles.press.lists.pieces import dress, load_pieces
from tests.articles.press.pieces import create_piece, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, get_at
from tests.factories import create_article, create_image, find_chief, find_version, publish

pytestmark = pytest.mark.django_db


def listed(response: HttpResponse) -> list[str]:
    """Addresses of the pieces of a home page that can be read in its language, in order."""
    return [path for (path,) in attributes(response, "//main//article[not(@lang)]//*[@class='card-title']/a", "href")]


def place(*articles: Article, language: str = "") -> None:
    """Place the pieces, the first of them first."""
    for number, article in enumerate(articles, 1):
        placing.place(article.pk, language, to=number, by=find_chief())


def test_what_is_placed_leads_and_what_is_newest_follows() -> None:
    old, middle, new = (create_piece(at=LONG_AGO + timedelta(days=day)) for day in range(3))
    paths = {code: {one: find_path(one, code) for one in (old, middle, new)} for code in ("en", "de")}
    assert listed(get("/en/")) == [paths["en"][one] for one in (new, middle, old)]
    place(old, language="de")
    place(middle)
    assert {code: listed(get(f"/{code}/")) for code in ("en", "de")} == {
        "en": [paths["en"][one] for one in (middle, new, old)],
        "de": [paths["de"][one] for one in (old, middle, new)],
    }


def test_a_piece_placed_for_its_language_and_for_all_stands_once() -> None:
    old, new = create_piece(), create_piece(at=LATER)
    place(old, new)
    place(new, language="de")
    assert listed(get("/de/")) == [find_path(new, "de"), find_path(old, "de")]
    assert listed(get("/en/")) == [find_path(old, "en"), find_path(new, "en")]


def test_what_cannot_be_read_in_the_language_holds_no_place_until_it_can() -> None:
    """Withdrawn, scheduled, published in other languages alone, not published at all: the newest piece leads."""
    gone, coming, new = create_piece(), create_piece(languages=("en",)), create_piece(at=LATER)
    foreign = create_piece(languages=("hy", "ru"))
    moment = LATER + timedelta(days=2)
    scheduled = translate(coming, "de")
    workflow.apply(scheduled, Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    publish(translate(foreign, "de"), at=moment)
    hidden = create_article(language="de", at=LONG_AGO)
    before = find_path(gone, "de")
    place(hidden, gone, coming, foreign, language="de")
    workflow.apply(find_version(gone, "de"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    found = [listed(get_at("/de/", moment - timedelta(seconds=1))), listed(get_at("/de/", moment))]
    assert found == [
        [find_path(new, "de")],
        [find_path(coming, "de"), find_path(foreign, "de"), find_path(new, "de")],
    ]
    workflow.apply(find_version(gone, "de"), Act.REINSTATE, by=find_chief(), at=moment)
    assert listed(get_at("/de/", moment))[0] == before


def test_pages_neither_skip_nor_repeat_what_is_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    articles = [create_piece(languages=("en",), at=LONG_AGO + timedelta(minutes=number)) for number in range(6)]
    expected = {}
    found = {}
    for placed in ((), (0,), (3, 1), (0, 5, 2), (4, 2, 0, 1, 3)):
        place(*(articles[number] for number in placed), language="en")
        rest = [number for number in range(5, -1, -1) if number not in placed]
        expected[placed] = [find_path(articles[number], "en") for number in (*placed, *rest)]
        pages = [get(f"/en/{query}") for query in ("", "?page=2", "?page=3")]
        assert [len(listed(page)) for page in pages] == [2, 2, 2]
        found[placed] = [path for page in pages for path in listed(page)]
        for number in placed:
            placing.remove(articles[number].pk, "en", by=find_chief())
    assert found == expected
    assert get("/en/?page=4").status_code == 404
    assert attributes(pages[0], "//nav[@class='pages']/a", "rel", "href") == [("next", "?page=2")]


def test_pieces_of_the_first_page_have_their_pictures_as_the_revision_froze_them() -> None:
    article, plain = create_piece(languages=("en",)), create_piece(languages=("en",), at=LATER)
    image = create_image(size=(1300, 700), credit="Photo: Ani", licence="CC BY 4.0", alt={"en": "Another since"})
    words = {str(image.pk): {"alt": "A harbour", "caption": ""}}
    Revision.objects.filter(version__article=article).update(lead_image=image, images=words)
    with CaptureQueriesContext(connection) as queries:
        pieces = dress(load_pieces([article.pk, plain.pk], "en", at=LATER))
    shown = [
        (one.picture_alt, one.picture and (one.picture.width, one.picture.height, one.picture.credit)) for one in pieces
    ]
    assert shown == [("A harbour", (1300, 700, "Photo: Ani")), ("", None)]
    assert len(queries) == 4
    picture = pieces[0].picture
    assert picture is not None
    assert picture.url == f"/media/{image.file.name}-1200.jpg"


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_curated_home_takes_ten_queries_whatever_is_placed(pieces: int) -> None:
    articles = [create_piece(languages=("hy", "en")) for _ in range(pieces)]
    create_piece(languages=("ka", "ro"))
    place(*articles)
    place(*articles, language="en")
    get("/en/")
    caches["press"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert get("/en/").status_code == 200
    assert len(queries) == 10
