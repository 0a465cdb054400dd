"""What is counted for payment: each text once, later rounds by what is new in them, by whoever did the work."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.desk.work_report import write_csv
from articles.models import Article, LanguageVersion, LogEntry
from articles.work_done import Amount, Heading, measure_work
from journal.models import User
from tests import factories
from tests.articles.desk.forms import sign_in

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
APRIL = datetime(2026, 4, 10, 12, tzinfo=UTC)
FIVE_WORDS = {"title": "Eins zwei", "standfirst": "drei", "body": "<p>vier fünf.</p>"}
SEVEN_WORDS = {**FIVE_WORDS, "body": "<p>vier sechs sieben fünf.</p>"}


def translate_in_two_rounds(translator: User, reviewer: User) -> None:
    """Have a piece submitted in March and returned, and in April submitted with two words more and approved."""
    article = factories.create_article()
    factories.release(factories.find_version(article))
    german = factories.create_version(article, "de", assignee=translator, reviewer=reviewer)
    factories.write_text(german, texts=FIVE_WORDS, by=translator, at=MARCH)
    german = factories.submit(german, by=translator, at=MARCH)
    workflow.apply(german, Act.RETURN, by=reviewer, at=MARCH, comment="Please look again.")
    factories.write_text(german, texts=SEVEN_WORDS, by=translator, at=APRIL)
    german = factories.submit(german, by=translator, at=APRIL)
    workflow.apply(german, Act.APPROVE, by=reviewer, at=APRIL)


def make_team() -> tuple[User, User]:
    translator = factories.create_user(username="jonas", first_name="=Jonas", memberships=[("translate", "de", True)])
    return translator, factories.create_user(username="emma", memberships=[("review", "de")])


def measure(**asked: date | User) -> list[tuple[str, str, str, int, int, int, int]]:
    period = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)} | asked
    return [
        (head.month, head.username, head.work, len(done.texts), done.rounds, done.words, done.new_words)
        for head, done in measure_work(**period).items()  # type: ignore[arg-type]
    ]


def test_a_text_counts_in_full_once_and_in_later_rounds_by_what_is_new() -> None:
    translator, reviewer = make_team()
    translate_in_two_rounds(translator, reviewer)
    march = [("2026-03", "emma", "reviewed", 1, 1, 5, 0), ("2026-03", "jonas", "translated", 1, 1, 5, 0)]
    april = [("2026-04", "emma", "reviewed", 1, 1, 0, 2), ("2026-04", "jonas", "translated", 1, 1, 0, 2)]
    assert sorted(measure()) == march + april
    assert sorted(measure(until=date(2026, 3, 31))) == march
    assert sorted(measure(since=date(2026, 4, 1))) == april  # what was done before is known all the same
    assert measure(person=translator) == [march[1], april[1]]
    characters = [
        (done.characters, done.new_characters)
        for done in measure_work(since=date(2026, 1, 1), until=date(2026, 12, 31), person=translator).values()
    ]
    assert characters == [(len("Eins zweidreivier fünf."), 0), (0, len(" sechs sieben"))]


def test_what_is_published_without_being_handed_in_counts_for_who_wrote_it() -> None:
    translator = factories.create_user(username="jonas", memberships=[("translate", "de")])
    article = factories.create_article()
    factories.publish(factories.find_version(article), at=MARCH)
    german = factories.write_text(factories.create_version(article, "de"), texts=FIVE_WORDS, by=translator, at=MARCH)
    factories.publish(german, at=MARCH)
    written, translated = measure()
    assert written[1:3] == ("chief", "written")
    assert translated == ("2026-03", "jonas", "translated", 1, 1, 5, 0)


def test_what_is_only_saved_or_published_again_counts_nothing() -> None:
    translator, reviewer = make_team()
    translate_in_two_rounds(translator, reviewer)
    before = measure()
    german = factories.find_version(Article.objects.get(), "de")
    factories.publish(german, at=APRIL)
    factories.write_text(german, word="third", by=translator, at=APRIL)
    assert measure() == before


def test_the_queries_do_not_grow_with_the_work() -> None:
    translator, reviewer = make_team()
    counts = []
    for _turn in range(3):
        translate_in_two_rounds(translator, reviewer)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            measure()
        counts.append(len(queries))
    assert counts == [4, 4, 4]


def test_the_file_is_for_spreadsheets_and_each_sees_their_own_work() -> None:
    translator, reviewer = make_team()
    translate_in_two_rounds(translator, reviewer)
    path = "/admin/report/?since=2026-03-01&until=2026-03-31&format=csv"
    answer = sign_in(translator).get(path)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="enface-2026-03-01-2026-03-31.csv"'
    header, *rows = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert header[:7] == ["Month", "Person", "User name", "Language", "Work", "Texts", "Rounds"]
    assert rows == [["2026-03", "'=Jonas", "jonas", "de", "translated", "1", "1", "5", "23", "0", "0"]]
    office = factories.create_user(memberships=[("edit", "")])
    names = {row[2] for row in list(csv.reader(sign_in(office).get(path).content.decode("utf-8-sig").splitlines()))[1:]}
    assert names == {"jonas", "emma"}
    assert sign_in(factories.create_user()).get(path).status_code == 404


def test_no_name_makes_a_formula_whatever_the_separator_of_the_spreadsheet_is() -> None:
    names = ["=1", " +1", "Ani;=1", "Ani, -1", 'Ani "@x"', "Ani\t=1", "Ani-Maria", "a = b", "＝1"]
    made = {Heading("2026-03", name, "ani", "de", "translated"): Amount() for name in names}
    rows = list(csv.reader(write_csv(made)))[1:]
    safe = ["'=1", " '+1", "Ani;'=1", "Ani, '-1", 'Ani "\'@x"', "Ani\t'=1", "Ani-Maria", "a = b", "'＝1"]
    assert [row[1] for row in rows] == safe


def test_what_a_journal_from_elsewhere_says_of_its_work_stops_no_report() -> None:
    translate_in_two_rounds(*make_team())
    expected = measure()
    odd: list[object] = [{}, {"revision": "x"}, {"revision": [1]}, {"revision": 99}, {"revision": None}, [1]]
    for details in odd:
        LogEntry.objects.filter(act="submit", at=MARCH).update(details=details)
        assert measure() == expected, details


@pytest.mark.parametrize(
    "query",
    [
        "since=x",
        "since=2026-03-02&until=2026-03-01",
        "since=0001-01-01&until=0001-01-02",
        "since=9999-12-30&until=9999-12-31",
    ],
)
def test_a_period_that_is_none_is_said(query: str) -> None:
    page = sign_in(factories.find_chief()).get(f"/admin/report/?{query}&format=csv")
    assert (page.status_code, page.context["lines"]) == (422, [])
    assert page.context["form"].errors


def test_the_screen_shows_the_lines() -> None:
    translate_in_two_rounds(*make_team())
    page = sign_in(factories.find_chief()).get("/admin/report/?since=2026-03-01&until=2026-03-31")
    assert [
        (head.username, work, amount) for head, _name, work, amount in page.context["lines"] if work == "translated"
    ] == [("jonas", "translated", Amount({LanguageVersion.objects.get(language="de").pk}, 1, 5, 23, 0, 0))]
    assert "format=csv" in page.content.decode()


def test_a_day_is_the_desks_day() -> None:
    """The last evening of March in UTC is April in Berlin."""
    translator, reviewer = make_team()
    article = factories.create_article()
    factories.release(factories.find_version(article))
    german = factories.create_version(article, "de", assignee=translator, reviewer=reviewer)
    late = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    factories.write_text(german, texts=FIVE_WORDS, by=translator, at=late - timedelta(hours=1))
    factories.submit(german, by=translator, at=late)
    assert [row[0] for row in measure(person=translator)] == ["2026-04"]
