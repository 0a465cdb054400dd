"""The archive: years in the journal's time zone, each piece once, with what exists in other languages only."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.press.lists import archive
from tests.articles.press.pieces import create_piece, translate
from tests.articles.press.reader import YEARS_LATER, attributes, find_path, get, get_at, texts
from tests.factories import find_chief, find_version, publish

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2019, 12, 31, 23, 30, tzinfo=UTC)
"""Half past midnight in Berlin, on the first of January 2020."""


def read_years(response: HttpResponse) -> list[tuple[str, str]]:
    """Each line of the archive: its address, and its words."""
    links = attributes(response, "//ul[@class='index']/li/a", "href")
    return [(path, line) for (path,), line in zip(links, texts(response, "//ul[@class='index']/li"), strict=True)]


def read_months(response: HttpResponse) -> dict[str, list[str]]:
    """The addresses of the pieces below each heading."""
    headings = texts(response, "//main//section/h2")
    return {
        heading: [path for (path,) in attributes(response, f"(//main//section)[{number}]//h3/a", "href")]
        for number, heading in enumerate(headings, 1)
    }


def test_a_year_begins_at_midnight_in_the_journals_time_zone() -> None:
    late = create_piece(languages=("en",), at=NEW_YEAR - timedelta(minutes=31))
    early = create_piece(languages=("en",), at=NEW_YEAR)
    assert read_years(get("/en/archive/")) == [
        ("/en/archive/2020/", "2020 1 piece"),
        ("/en/archive/2019/", "2019 1 piece"),
    ]
    assert [read_months(get(f"/en/archive/{year}/")) for year in (2020, 2019)] == [
        {"January": [find_path(early, "en")]},
        {"December": [find_path(late, "en")]},
    ]
    assert texts(get("/en/archive/2020/"), "//time") == ["1 January 2020"]


def test_the_year_of_a_piece_is_that_of_the_version_a_reader_is_shown() -> None:
    piece = create_piece(languages=("hy", "en"), at=datetime(2019, 5, 1, tzinfo=UTC))
    publish(translate(piece, "de"), at=datetime(2020, 7, 1, tzinfo=UTC))
    other = create_piece(languages=("be", "ka"), at=datetime(2020, 7, 2, tzinfo=UTC))
    assert read_years(get("/en/archive/")) == [
        ("/en/archive/2020/", "2020 1 piece, in other languages only"),
        ("/en/archive/2019/", "2019 1 piece"),
    ]
    years = {code: [path for path, _words in read_years(get(f"/{code}/archive/"))] for code in ("de", "ro", "be")}
    assert years == {
        "de": ["/de/archive/2020/"],
        "ro": ["/ro/archive/2020/", "/ro/archive/2019/"],
        "be": ["/be/archive/2020/", "/be/archive/2019/"],
    }
    german = get("/de/archive/2020/")
    assert list(read_months(german).values()) == [[find_path(piece, "de")], [find_path(other, "be")]]
    assert attributes(german, "//section[@class='strip']//article", "lang") == [("be",)]
    assert attributes(german, "//section[@class='strip']//p[@class='card-foot']//a", "href", "lang") == [
        (find_path(other, "ka"), "ka")
    ]


def test_months_stand_in_their_order_named_as_the_language_does() -> None:
    days = [datetime(2020, month, day, 12, tzinfo=UTC) for month, day in ((3, 9), (3, 31), (11, 2))]
    march, last, november = (create_piece(languages=("ru", "hy"), at=day) for day in days)
    expected = [[find_path(november, code)] for code in ("ru", "hy")]
    found = {code: read_months(get(f"/{code}/archive/2020/")) for code in ("ru", "hy")}
    assert found == {
        "ru": {"Ноябрь": expected[0], "Март": [find_path(last, "ru"), find_path(march, "ru")]},
        "hy": {"Նոյեմբեր": expected[1], "Մարտ": [find_path(last, "hy"), find_path(march, "hy")]},
    }


def test_the_years_before_and_after_are_those_that_have_something_for_the_reader() -> None:
    for year, languages in ((2015, ("en",)), (2017, ("be",)), (2018, ("en",)), (2021, ("en",))):
        create_piece(languages=languages, at=datetime(year, 6, 1, tzinfo=UTC))
    hidden = create_piece(languages=("en",), at=datetime(2019, 6, 1, tzinfo=UTC))
    workflow.apply(find_version(hidden), Act.WITHDRAW, by=find_chief(), at=YEARS_LATER, reason="Gone.")
    ways = "//nav[@class='years']//a"
    assert {year: attributes(get(f"/en/archive/{year}/"), ways, "href") for year in (2015, 2018, 2021)} == {
        2015: [("/en/archive/2017/",)],
        2018: [("/en/archive/2021/",), ("/en/archive/2017/",)],
        2021: [("/en/archive/2018/",)],
    }


def test_a_year_without_anything_is_not_there_and_one_with_something_is_there_in_every_language() -> None:
    piece = create_piece(languages=("hy",), at=datetime(2019, 5, 1, tzinfo=UTC))
    publish(translate(piece, "de"), at=datetime(2020, 7, 1, tzinfo=UTC))
    empty, switch = get("/hy/archive/2020/"), attributes(get("/hy/archive/2020/"), "//link[@hreflang]", "href")
    assert (empty.status_code, len(texts(empty, "//p[@class='empty']")), read_months(empty)) == (200, 1, {})
    assert len(switch) == 7
    statuses = {year: get(f"/hy/archive/{year}/").status_code for year in (1000, 1999, 2019, 2021, 2999)}
    assert statuses == {1000: 404, 1999: 404, 2019: 200, 2021: 404, 2999: 404}
    odd = ("0999", "3000", "20200", "２０２０", "-1", "2020x", "x")
    assert [get(f"/hy/archive/{year}/").status_code for year in odd] == [404] * len(odd)


def test_what_is_scheduled_comes_at_its_moment_and_what_is_withdrawn_goes() -> None:
    coming = create_piece(languages=("hy",), at=datetime(2019, 5, 1, tzinfo=UTC))
    moment = datetime(2020, 7, 1, tzinfo=UTC)
    workflow.apply(translate(coming, "de"), Act.SCHEDULE, by=find_chief(), at=moment - timedelta(days=1), when=moment)
    before, after = (read_years(get_at("/de/archive/", at)) for at in (moment - timedelta(seconds=1), moment))
    assert [path for path, _words in before + after] == ["/de/archive/2019/", "/de/archive/2020/"]
    for version in (find_version(coming), find_version(coming, "de")):
        workflow.apply(version, Act.WITHDRAW, by=find_chief(), at=moment, reason="Gone.")
    assert (read_years(get_at("/de/archive/", moment)), get("/de/archive/2020/").status_code) == ([], 404)
    assert len(texts(get("/de/archive/"), "//p[@class='empty']")) == 1


def test_a_long_year_is_divided_what_can_be_read_comes_first_and_nothing_stands_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "PIECES_ON_A_PAGE", 2)
    start = datetime(2020, 6, 1, tzinfo=UTC)
    mine = [create_piece(languages=("en",), at=start + timedelta(days=40 * number)) for number in range(3)]
    others = [create_piece(languages=("ka",), at=start + timedelta(days=40 * number)) for number in range(2)]
    pages = [get(f"/en/archive/2020/{query}") for query in ("", "?page=2", "?page=3", "?page=4")]
    found = [list(read_months(page).items()) for page in pages[:3]]
    assert found == [
        [("August", [find_path(mine[2], "en")]), ("July", [find_path(mine[1], "en")])],
        [("June", [find_path(mine[0], "en")]), ("In other languages", [find_path(others[1], "ka")])],
        [("In other languages", [find_path(others[0], "ka")])],
    ]
    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    assert attributes(pages[1], "//nav[@class='pages']/a", "rel", "href") == [
        ("prev", "/en/archive/2020/"),
        ("next", "?page=3"),
    ]
    assert get("/en/archive/2020/?page=1").content == pages[0].content
    assert get("/en/archive/?page=2").content == get("/en/archive/").content


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_archive_takes_three_queries_and_a_year_nine(pieces: int) -> None:
    for _ in range(pieces):
        create_piece(languages=("en",))
        create_piece(languages=("ka",))
    counts = {}
    for path in ("/en/archive/", "/en/archive/2020/"):
        caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert get(path).status_code == 200
        counts[path] = len(queries)
    assert counts == {"/en/archive/": 3, "/en/archive/2020/": 9}
