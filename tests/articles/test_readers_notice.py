"""When a translation tells its readers that the original has changed since."""

from datetime import datetime, timedelta

import pytest

from articles import freshness, publication, workflow
from articles.choices import Act
from articles.models import Article, LanguageVersion
from tests.factories import (
    MORNING,
    change_original,
    create_published,
    create_version,
    find_chief,
    find_version,
    publish,
    submit,
    write_text,
)

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(hours=1)
EVENING = MORNING + timedelta(hours=9)


def notice(article: Article, language: str = "de", at: datetime = EVENING) -> str | None:
    """Return the language of the version that readers of `language` are told about, None for no notice."""
    shown = publication.last_shown(find_version(article, language), at=at)
    assert shown is not None
    assert shown.revision is not None
    told = freshness.readers_notice(shown.revision, at=at)
    return told.language if told else None


def republish(version: LanguageVersion, *, word: str, significance: str, at: datetime = LATER) -> LanguageVersion:
    return publish(write_text(version, word=word, at=at), significance=significance, at=at)


@pytest.mark.parametrize(("significance", "expected"), [("typo", None), ("substantive", None), ("major", "hy")])
def test_readers_are_told_of_a_major_change_only(significance: str, expected: str | None) -> None:
    article = create_published(languages=["hy", "de"])
    republish(find_version(article), word="second", significance=significance)
    assert notice(article) == expected


def test_a_major_change_that_is_only_released_for_translation_is_no_news_to_readers() -> None:
    article = create_published(languages=["hy", "de"])
    change_original(article, word="second", significance="major", at=LATER)
    assert notice(article) is None
    publish(find_version(article), significance="typo", at=LATER)
    assert notice(article) == "hy"


def test_a_typo_published_after_a_major_change_does_not_hide_it() -> None:
    article = create_published(languages=["hy", "de"])
    change_original(article, word="second", significance="major", at=LATER)
    republish(find_version(article), word="third", significance="typo")
    assert notice(article) == "hy"


def test_an_original_has_nobody_to_point_to() -> None:
    article = create_published(languages=["hy", "de"])
    republish(find_version(article), word="second", significance="major")
    assert notice(article, "hy") is None


def test_the_notice_goes_when_the_translation_has_caught_up_and_is_published_again() -> None:
    article = create_published(languages=["hy", "de"])
    republish(find_version(article), word="second", significance="major")
    german = submit(write_text(find_version(article, "de"), word="second", at=LATER), at=LATER)
    assert notice(article) == "hy"  # readers still see the old text
    publish(german, at=LATER)
    assert notice(article) is None


def test_the_notice_goes_when_the_significance_was_wrong() -> None:
    article = create_published(languages=["hy", "de"])
    original = republish(find_version(article), word="second", significance="major")
    workflow.apply(original, Act.RECLASSIFY, by=find_chief(), at=LATER, revision=2, significance="substantive")
    assert notice(article) is None


def test_the_notice_goes_when_the_source_is_rolled_back() -> None:
    article = create_published(languages=["hy", "de"])
    original = republish(find_version(article), word="second", significance="major")
    workflow.apply(original, Act.ROLL_BACK, by=find_chief(), at=EVENING, revision=1)
    assert (notice(article, at=EVENING - timedelta(seconds=1)), notice(article)) == ("hy", None)


def test_a_withdrawn_source_is_not_pointed_to_and_a_reinstated_one_is_again() -> None:
    article = create_published(languages=["hy", "de"])
    original = republish(find_version(article), word="second", significance="major")
    original = workflow.apply(original, Act.WITHDRAW, by=find_chief(), at=LATER + timedelta(hours=1), reason="Law")
    assert notice(article) is None
    workflow.apply(original, Act.REINSTATE, by=find_chief(), at=LATER + timedelta(hours=2))
    assert notice(article) == "hy"


def test_a_scheduled_major_change_is_news_from_its_moment_on() -> None:
    article = create_published(languages=["hy", "de"])
    original = write_text(find_version(article), word="second", at=LATER)
    given = {"when": EVENING, "significance": "major"}
    workflow.apply(original, Act.SCHEDULE, by=find_chief(), at=LATER, **given)
    step = timedelta(microseconds=1)
    found = [notice(article, at=moment) for moment in (EVENING - step, EVENING, EVENING + step)]
    assert found == [None, "hy", "hy"]


def create_relay() -> Article:
    """Armenian, translated into German, that into Russian; all published."""
    article = create_published(languages=["hy", "de"])
    russian = create_version(article, "ru", source=find_version(article, "de"))
    publish(write_text(russian))
    return article


def test_a_relay_points_to_the_original_when_that_has_changed() -> None:
    article = create_relay()
    republish(find_version(article), word="second", significance="major")
    assert (notice(article, "de"), notice(article, "ru")) == ("hy", "hy")


def test_a_relay_points_to_its_own_source_when_that_has_changed() -> None:
    article = create_relay()
    republish(find_version(article, "de"), word="second", significance="major")
    assert (notice(article, "de"), notice(article, "ru")) == (None, "de")


def test_a_relay_whose_source_is_not_public_still_points_to_the_original() -> None:
    article = create_relay()
    republish(find_version(article), word="second", significance="major")
    german = find_version(article, "de")
    workflow.apply(german, Act.WITHDRAW, by=find_chief(), at=LATER, reason="Rights")
    assert notice(article, "ru") == "hy"


def test_a_relay_that_has_caught_up_with_its_source_that_has_is_rid_of_the_notice() -> None:
    article = create_relay()
    republish(find_version(article), word="second", significance="major")
    publish(submit(write_text(find_version(article, "de"), word="second")), significance="typo", at=LATER)
    assert (notice(article, "de"), notice(article, "ru")) == (None, "hy")
    publish(submit(write_text(find_version(article, "ru"), word="second")), significance="typo", at=LATER)
    assert notice(article, "ru") is None


def test_the_notice_goes_when_the_translation_was_checked_and_nothing_was_to_change() -> None:
    article = create_published(languages=["hy", "de"])
    republish(find_version(article), word="second", significance="major")
    german = workflow.apply(find_version(article, "de"), Act.CHECKED, by=find_chief(), at=LATER, source_revision=2)
    publish(german, at=LATER)
    assert notice(article) is None
