"""Two at once: what one of them loses is told to them, and nothing is half done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles import workflow
from articles.choices import Act
from articles.models import LanguageVersion, LogEntry, Publication
from articles.refusals import Conflict, NotPossible, Refused
from tests.articles.races import run_at_once
from tests.factories import (
    MORNING,
    create_article,
    create_user,
    create_version,
    find_chief,
    find_version,
    release,
    write_text,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

EVENING = MORNING + timedelta(hours=9)


def test_of_two_saves_from_one_state_exactly_one_wins() -> None:
    chief = find_chief()
    version = find_version(create_article())

    def save(word: str) -> Callable[[], object]:
        texts = {"title": word, "body": f"<p>{word}</p>"}
        return lambda: workflow.apply(version, Act.SAVE, by=chief, at=MORNING, edit_number=1, texts=texts)

    results = run_at_once([save("one"), save("two")])
    won = [result for result in results if isinstance(result, LanguageVersion)]
    lost = [type(result) for result in results if not isinstance(result, LanguageVersion)]
    version.refresh_from_db()
    version.article.refresh_from_db()
    assert (len(won), lost, version.edit_number) == (1, [Conflict], 2)
    title = version.article.title_hy
    assert (title, version.article.body_hy) in {("one", "<p>one</p>"), ("two", "<p>two</p>")}
    assert isinstance(results[["one", "two"].index(title)], LanguageVersion)


def test_of_two_submissions_exactly_one_is_logged() -> None:
    chief = find_chief()
    version = find_version(create_article())
    results = run_at_once([lambda: workflow.apply(version, Act.SUBMIT, by=chief, at=MORNING)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["LanguageVersion", "NotPossible"]
    assert LogEntry.objects.filter(act=Act.SUBMIT).count() == 1
    assert version.revisions.count() == 1


def test_two_languages_are_saved_at_once_and_neither_is_lost() -> None:
    chief = find_chief()
    article = create_article()
    release(find_version(article))
    rows = [write_text(create_version(article, language)) for language in ("de", "ru")]

    given: dict[str, Any] = {"by": chief, "at": MORNING, "edit_number": 1}
    jobs = [
        lambda row=row: workflow.apply(row, Act.SAVE, texts={"title": f"New {row.language}"}, **given) for row in rows
    ]
    results = run_at_once(jobs)
    assert [type(result) for result in results] == [LanguageVersion] * 2
    article.refresh_from_db()
    assert (article.title_de, article.title_ru) == ("New de", "New ru")


def test_of_two_plans_for_one_language_exactly_one_is_made() -> None:
    chief = find_chief()
    article = create_article()
    jobs = [lambda: workflow.plan(article, "de", by=chief, at=MORNING)] * 2
    results = run_at_once(jobs)
    assert sorted(type(result).__name__ for result in results) == ["LanguageVersion", "NotPossible"]


def test_of_two_who_claim_a_piece_at_once_one_has_it_and_the_other_is_told() -> None:
    people = [create_user(memberships=[("translate", "")]) for _ in range(2)]
    article = create_article()
    version = create_version(article, "de")
    jobs = [lambda person=person: workflow.apply(version, Act.CLAIM, by=person, at=MORNING) for person in people]
    results = run_at_once(jobs)
    assert sorted(type(result).__name__ for result in results) == ["LanguageVersion", "NotPossible"]
    version.refresh_from_db()
    winner = people[[type(result) for result in results].index(LanguageVersion)]
    assert version.assignee == winner
    assert list(LogEntry.objects.filter(act=Act.CLAIM).values_list("by", flat=True)) == [winner.pk]


def test_a_piece_is_not_shelved_and_published_at_once() -> None:
    chief = find_chief()
    for _round in range(3):
        article = create_article()
        original = release(find_version(article))
        german = write_text(create_version(article, "de"))
        jobs: list[Callable[[], object]] = [
            lambda original=original: workflow.apply(original, Act.SHELVE, by=chief, at=MORNING),
            lambda german=german: workflow.apply(german, Act.SCHEDULE, by=chief, at=MORNING, when=EVENING),
            lambda article=article: workflow.plan(article, "ru", by=chief, at=MORNING),
        ]
        shelved, scheduled, planned = run_at_once(jobs)
        article.refresh_from_db()
        assert article.shelved is isinstance(shelved, LanguageVersion)
        assert article.shelved is isinstance(scheduled, NotPossible)
        assert isinstance(planned, LanguageVersion | NotPossible)


def test_release_sets_and_single_publications_of_the_same_versions_do_not_block_each_other_for_good() -> None:
    chief = find_chief()
    for _round in range(4):
        article = create_article()
        original = release(find_version(article))
        rows = [original, *(write_text(create_version(article, language)) for language in ("en", "de"))]
        jobs: list[Callable[[], object]] = [
            lambda rows=rows: workflow.apply_all(rows, Act.PUBLISH, by=chief, at=MORNING),
            lambda rows=rows: workflow.apply(rows[2], Act.PUBLISH, by=chief, at=MORNING),
            lambda rows=rows: workflow.apply(rows[1], Act.PUBLISH, by=chief, at=MORNING),
        ]
        results = run_at_once(jobs)
        unexpected = [result for result in results if isinstance(result, Exception) and not isinstance(result, Refused)]
        assert unexpected == []
        public = set(Publication.objects.filter(version__article=article).values_list("version__language", flat=True))
        assert public in ({"hy", "en", "de"}, {"en", "de"}, {"en"}, {"de"})
        assert all(isinstance(result, LanguageVersion | list | NotPossible) for result in results)
