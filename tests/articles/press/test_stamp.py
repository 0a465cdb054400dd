"""The state of everything public at a moment."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.press.stamp import Stamp, build, read_stamp, renderer
from journal.columns import write
from journal.models import PressStamp
from tests.articles.press.pieces import create_person, create_piece, credit, revise, rewrite, translate
from tests.articles.press.reader import LATER, LONG_AGO, YEARS_LATER
from tests.factories import find_chief, find_version

pytestmark = pytest.mark.django_db


def test_before_anything_is_public_there_is_a_stamp_too() -> None:
    assert read_stamp(at=LATER) == Stamp("", None, None, LATER)


def test_it_knows_the_moment_passed_and_the_next_one_to_come() -> None:
    article = create_piece(languages=("hy",))
    first, second = LATER + timedelta(days=1), LATER + timedelta(days=2, microseconds=7)
    for code, moment in (("en", first), ("de", second)):
        workflow.apply(translate(article, code), Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    moments = [LATER, first - timedelta(microseconds=1), first, second - timedelta(seconds=1), second, YEARS_LATER]
    assert [(stamp.passed, stamp.coming) for stamp in (read_stamp(at=at) for at in moments)] == [
        (LONG_AGO, first),
        (LONG_AGO, first),
        (first, second),
        (first, second),
        (second, None),
        (second, None),
    ]


def test_a_moment_means_the_same_in_every_time_zone() -> None:
    create_piece(languages=("hy",))
    yerevan = LATER.astimezone(timezone(timedelta(hours=4)))
    assert read_stamp(at=yerevan).key == read_stamp(at=LATER).key
    assert read_stamp(at=LONG_AGO).passed == LONG_AGO
    assert read_stamp(at=LONG_AGO - timedelta(microseconds=1)).passed is None


def test_it_takes_one_query() -> None:
    create_piece(languages=("hy",))
    with CaptureQueriesContext(connection) as queries:
        read_stamp(at=LATER)
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("coming", "expected"),
    [(None, 60), (600, 60), (60, 60), (59.999, 59), (1, 1), (0.999, 0), (0, 0), (-5, 0)],
)
def test_a_page_may_be_kept_up_to_the_next_moment(coming: float | None, expected: int) -> None:
    moment = None if coming is None else LATER + timedelta(seconds=coming)
    assert Stamp("token", None, moment, LATER).max_age == expected


def test_every_public_change_renews_it_and_no_other() -> None:
    article = create_piece(languages=("hy", "en"))
    person = create_person("anna", hy="Աննա")
    shown = credit(person, article)
    chief, at = find_chief(), LATER

    def press(act: Act, **given: object) -> None:
        workflow.apply(find_version(article, "en"), act, by=chief, at=at, **given)

    steps = {
        "save": (False, lambda: rewrite(article, "en", word="second", at=at)),
        "plan": (False, lambda: workflow.plan(article, "de", by=chief, at=at)),
        "update": (True, lambda: revise(article, "en", word="third", at=at)),
        "withdraw": (True, lambda: press(Act.WITHDRAW, reason="Gone.")),
        "reinstate": (True, lambda: press(Act.REINSTATE)),
        "name": (True, lambda: write(person, {"name": "Anna"}, "en")),
        "biography": (True, lambda: person.save()),
        "credit": (True, lambda: shown.delete()),
    }
    renewed = {}
    for name, (_, step) in steps.items():
        before = read_stamp(at=at).token
        step()
        renewed[name] = read_stamp(at=at).token != before
    assert renewed == {name: expected for name, (expected, _) in steps.items()}


def test_the_token_is_random_so_that_a_restored_database_brings_no_old_pages_back() -> None:
    tokens = set()
    for _ in range(20):
        PressStamp.bump()
        tokens.add(read_stamp(at=datetime(2026, 1, 1, tzinfo=UTC)).token)
    assert len(tokens) == 20


def test_the_build_depends_on_the_settings_a_page_shows(settings) -> None:
    before = build(), renderer()
    settings.SITE_NAME = "Another journal"
    assert build() != before[0]
    assert renderer() == before[1]
