"""Who is told of which act: the people it concerns, once, and never who did it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import notices, workflow
from articles.choices import Act, Stage
from articles.models import Article, Comment, LanguageVersion, LogEntry, Notice
from journal.models import User
from tests import factories
from tests.factories import MORNING

pytestmark = pytest.mark.django_db

Told = set[tuple[str, str, str]]


def take_told() -> Told:
    """Return what is queued as (person, kind, language), and forget it."""
    rows = Notice.objects.select_related("person", "version")
    told = {(row.person.username, row.kind, row.version.language if row.version else "") for row in rows}
    assert len(told) == len(rows)
    rows.delete()
    return told


SMALL_OFFICE = {"anahit": [("edit", "hy", True)], "lena": [("translate", "de"), ("edit", "hy", True)]}
"""Two who edit what is assigned to them."""


def create_office() -> dict[str, User]:
    """An editor, a publisher, two translators, a reviewer; nobody of them a chief."""
    rights = {
        "editor": [("edit", "")],
        "publisher": [("publish", "")],
        "lena": [("translate", "de"), ("translate", "en")],
        "jonas": [("translate", "de", True)],
        "vera": [("review", "de")],
    }
    return {name: factories.create_user(username=name, memberships=rows) for name, rows in rights.items()}  # type: ignore[arg-type]


def act(version: LanguageVersion, what: Act, by: User, **given: object) -> LanguageVersion:
    version.refresh_from_db()
    return workflow.apply(version, what, by=by, at=MORNING, **given)  # type: ignore[arg-type]


def test_every_act_of_a_translation_is_told_to_whom_it_concerns() -> None:
    office = create_office()
    editor, lena, vera = office["editor"], office["lena"], office["vera"]
    article = factories.create_article(by=editor)
    original = factories.find_version(article)
    german = factories.create_version(article, "de", assignee=lena, by=editor)
    assert take_told() == {("lena", "assigned", "de")}

    factories.release(original, by=editor)
    assert take_told() == {("lena", "can_start", "de")}
    factories.write_text(german, by=lena)
    factories.submit(german, by=lena)
    assert take_told() == {("vera", "to_review", "de")}

    act(german, Act.ASSIGN, editor, reviewer=vera, due_on=date(2026, 3, 9))
    assert [(row.kind, row.details) for row in Notice.objects.all()] == [
        ("assigned", {"role": "reviewer", "due_on": "2026-03-09"})
    ]
    assert take_told() == {("vera", "assigned", "de")}
    act(german, Act.ASSIGN, editor, reviewer=vera, due_on=date(2026, 3, 10))
    assert take_told() == set()

    act(german, Act.RETURN, vera, comment="Please look at the second paragraph.")
    assert take_told() == {("lena", "returned", "de")}
    factories.submit(german, by=lena)
    assert take_told() == {("vera", "to_review", "de")}
    act(german, Act.APPROVE, vera)
    assert {(row.person.username, row.details.get("ready", False)) for row in Notice.objects.all()} == {
        ("lena", False),
        ("publisher", True),
    }
    assert take_told() == {("lena", "approved", "de"), ("publisher", "approved", "de")}

    act(german, Act.PUBLISH, office["publisher"])
    circle = {("lena", "published", "de"), ("vera", "published", "de"), ("editor", "published", "de")}
    assert take_told() == circle
    factories.change_original(article, word="second", significance="typo", by=editor)
    assert take_told() == set()
    factories.change_original(article, word="third", significance="major", by=editor)
    assert take_told() == {("lena", "outdated", "de")}
    act(german, Act.WITHDRAW, office["publisher"], reason="An error.")
    assert take_told() == {(name, "withdrawn", "de") for name, _kind, _code in circle}
    act(german, Act.REINSTATE, office["publisher"])
    assert take_told() == circle

    act(german, Act.HAND_OVER, lena, to=office["jonas"])
    assert take_told() == {("jonas", "assigned", "de")}
    act(german, Act.DECLINE, office["jonas"])
    assert take_told() == {("editor", "declined", "de")}


def test_a_correction_is_told_to_the_writers_of_the_other_languages() -> None:
    office = create_office()
    article = factories.create_published(languages=("hy", "de", "en"))
    LanguageVersion.objects.filter(article=article, language="de").update(assignee=office["lena"])
    Notice.objects.all().delete()
    original = factories.write_text(factories.find_version(article), word="second", by=office["editor"])
    factories.publish(original, significance="typo", correction="A name was wrong.", by=office["publisher"])
    # nobody is the assignee of the English text; its last submitter is told where there is one
    assert take_told() == {("lena", "correction", "de"), ("chief", "published", "hy"), ("editor", "published", "hy")}


def test_a_comment_is_told_to_everybody_in_the_thread_but_its_writer() -> None:
    office = create_office()
    article = factories.create_article(by=office["editor"])
    version = factories.create_version(article, "de", assignee=office["lena"], by=office["editor"])
    Notice.objects.all().delete()
    first = Comment.objects.create(version=version, text="Is this right?", by=office["vera"], at=MORNING)
    notices.tell_of_comment(first)
    assert take_told() == {("lena", "comment", "de")}
    answer = Comment.objects.create(version=version, text="It is.", by=office["lena"], at=MORNING, answers=first)
    notices.tell_of_comment(answer)
    notices.tell_of_comment(answer)
    assert take_told() == {("vera", "comment", "de")}


def test_the_editor_of_the_piece_is_told_of_a_translation_and_not_its_translator_who_edits_other_pieces() -> None:
    office = {name: factories.create_user(username=name, memberships=rows) for name, rows in SMALL_OFFICE.items()}
    article = factories.create_article()
    LanguageVersion.objects.filter(article=article).update(assignee=office["anahit"])
    german = factories.create_version(article, "de", assignee=office["lena"])
    take_told()
    act(german, Act.DECLINE, office["lena"])
    assert take_told() == {("anahit", "declined", "de")}


def test_where_nobody_holds_a_right_the_chiefs_are_told() -> None:
    chief = factories.find_chief()
    factories.create_user(username="closed", memberships=[("review", "de")], is_active=False)
    factories.create_user(username="elsewhere", memberships=[("review", "ru")])
    factories.create_user(username="assigned", memberships=[("review", "de", True)])
    lena = factories.create_user(username="lena", memberships=[("translate", "de")])
    article = factories.create_article()
    factories.release(factories.find_version(article))
    version = factories.write_text(factories.create_version(article, "de", assignee=lena), by=lena)
    Notice.objects.all().delete()
    factories.submit(version, by=lena)
    assert take_told() == {(chief.username, "to_review", "de")}


def make_translations(count: int, writer: User) -> Article:
    languages = ("hy", "en", "de", "ru", "ka", "be", "ro")[: count + 1]
    article = factories.create_published(languages=languages)
    LanguageVersion.objects.filter(article=article).exclude(language="hy").update(assignee=writer)
    return article


@pytest.mark.parametrize("count", [1, 5])
def test_telling_costs_the_same_for_any_number_of_people(count: int) -> None:
    for number in range(count):
        factories.create_user(username=f"editor-{number}", memberships=[("edit", "hy")])
    article = make_translations(count, factories.create_user())
    entry = LogEntry.objects.select_related("by").get(article=article, language="hy", act=Act.PUBLISH)
    entry.pk, entry.details = 4711, {"revision": 99, "significance": "major", "corrections": 1}
    Notice.objects.all().delete()
    version = factories.find_version(article)
    with CaptureQueriesContext(connection) as queries:
        notices.tell_of_act(entry, version)
    assert Notice.objects.count() == 2 * count
    # savepoint, editors, translations, corrections, insert, savepoint released
    assert len(queries) == 6, [query["sql"][:100] for query in queries]


def test_an_act_that_is_not_told_costs_no_query() -> None:
    entry = LogEntry(act=Act.SAVE)
    with CaptureQueriesContext(connection) as queries:
        notices.tell_of_act(entry, LanguageVersion())
    assert len(queries) == 0


def test_an_act_stands_even_where_telling_of_it_fails(caplog: pytest.LogCaptureFixture) -> None:
    article = factories.create_article()
    version = factories.find_version(article)
    broken = LogEntry(pk=1, act=Act.SCHEDULE, version=version, at=MORNING, details={"revision": "no number"})
    factories.create_version(article, "de", assignee=factories.create_user(memberships=[("translate", "de")]))
    factories.release(version)
    factories.write_text(factories.find_version(article, "de"))
    before = Notice.objects.count()
    notices.tell_of_act(broken, version)
    assert (Notice.objects.count(), [record.getMessage() for record in caplog.records]) == (
        before,
        ["Nobody was told of act 1"],
    )
    assert factories.submit(version).stage == Stage.IN_REVIEW
