"""Fourteen ways in which a journal that compares dates goes wrong; here none of them has a mechanism."""

from datetime import timedelta

import pytest

from articles import freshness, workflow
from articles.choices import Act, Freshness
from articles.models import Article, Draft, LanguageVersion, Topic
from articles.refusals import NotPossible
from tests.factories import (
    MORNING,
    change_original,
    create_article,
    create_published,
    create_version,
    find_chief,
    find_version,
    newest_released_number,
    publish,
    release,
    submit,
    write_text,
)

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(hours=1)
EARLIER = MORNING - timedelta(hours=1)


def create_pair() -> Article:
    """An original and its translation, both published this morning, the translation up to date."""
    return create_published(languages=["hy", "de"])


def judge(article: Article, language: str = "de") -> Freshness:
    """Judge by both ways, which must agree."""
    version = find_version(article, language)
    listed = freshness.annotate(LanguageVersion.objects.filter(pk=version.pk)).get()
    assert listed.freshness == freshness.judge(version)
    return freshness.judge(version)


def test_1_saving_the_original_as_a_draft_outdates_no_translation() -> None:
    article = create_pair()
    write_text(find_version(article), word="unfinished", at=LATER)
    assert judge(article) == Freshness.UP_TO_DATE


def test_2_moving_or_shelving_a_piece_outdates_nothing() -> None:
    article = create_pair()
    article.topics.add(Topic.objects.create(slug="cities"))
    Article.objects.filter(pk=article.pk).update(working_title="Another")
    workflow.apply(find_version(article), Act.ASSIGN, by=find_chief(), at=LATER, due_on=LATER.date(), instruction="Now")
    workflow.apply(find_version(article), Act.SHELVE, by=find_chief(), at=LATER)
    assert judge(article) == Freshness.UP_TO_DATE


def test_3_changing_ones_mind_about_the_significance_outdates_exactly_what_it_says() -> None:
    article = create_pair()
    original = change_original(article, word="second", significance="typo", at=LATER)
    found = []
    for significance in ("substantive", "typo", "major", "typo"):
        given = {"revision": 2, "significance": significance}
        original = workflow.apply(original, Act.RECLASSIFY, by=find_chief(), at=LATER, **given)
        found.append(judge(article))
    assert found == [Freshness.OUTDATED, Freshness.UP_TO_DATE, Freshness.OUTDATED, Freshness.UP_TO_DATE]


def test_4_catching_up_is_possible_without_a_change_of_text() -> None:
    article = create_pair()
    change_original(article, word="second", significance="substantive", at=LATER)
    german = workflow.apply(find_version(article, "de"), Act.CHECKED, by=find_chief(), at=LATER, source_revision=2)
    assert (german.stage, german.edit_number, judge(article)) == ("done", 1, Freshness.UP_TO_DATE)


def test_5_publishing_an_outdated_translation_neither_refreshes_it_nor_loses_track_of_it() -> None:
    article = create_pair()
    change_original(article, word="second", significance="substantive", at=LATER)
    german = publish(write_text(find_version(article, "de"), word="polished", at=LATER), at=LATER)
    assert (german.stage, judge(article)) == ("done", Freshness.OUTDATED)
    workflow.apply(german, Act.CHECKED, by=find_chief(), at=LATER, source_revision=2)
    assert judge(article) == Freshness.UP_TO_DATE


def test_6_everything_in_one_and_the_same_second_is_judged_rightly() -> None:
    article = create_pair()
    assert judge(article) == Freshness.UP_TO_DATE
    change_original(article, word="second", significance="substantive", at=MORNING)
    assert judge(article) == Freshness.OUTDATED
    submit(write_text(find_version(article, "de"), word="second", at=MORNING), at=MORNING)
    assert judge(article) == Freshness.UP_TO_DATE


def test_7_a_clock_that_goes_back_is_no_matter() -> None:
    article = create_pair()
    change_original(article, word="second", significance="substantive", at=EARLIER)
    assert judge(article) == Freshness.OUTDATED
    submit(write_text(find_version(article, "de"), at=EARLIER, word="second"), at=EARLIER)
    change_original(article, word="third", significance="typo", at=EARLIER - timedelta(days=400))
    assert judge(article) == Freshness.UP_TO_DATE


def test_8_a_translation_edited_after_the_original_is_not_up_to_date_for_it() -> None:
    article = create_pair()
    change_original(article, word="second", significance="substantive", at=LATER)
    for hours in (2, 3):
        write_text(find_version(article, "de"), word=f"comma {hours}", at=MORNING + timedelta(hours=hours))
    assert judge(article) == Freshness.OUTDATED


def test_9_a_typo_in_the_original_outdates_nothing() -> None:
    article = create_pair()
    publish(write_text(find_version(article), word="frist"), significance="typo", at=LATER)
    assert judge(article) == Freshness.UP_TO_DATE


def test_10_a_language_added_later_starts_from_the_newest_release_and_is_up_to_date() -> None:
    article = create_pair()
    change_original(article, word="second", significance="major", at=LATER)
    write_text(create_version(article, "ru"), at=LATER)
    assert (judge(article, "ru"), judge(article, "de")) == (Freshness.UP_TO_DATE, Freshness.OUTDATED)


def test_11_what_is_typed_and_not_saved_outdates_nothing_and_refreshes_nothing() -> None:
    article = create_pair()
    chief = find_chief()
    for language in ("hy", "de"):
        version = find_version(article, language)
        data = {"texts": {"body": "<p>Typing</p>"}}
        Draft.objects.create(version=version, user=chief, edit_number=version.edit_number, data=data, saved_at=LATER)
    assert judge(article) == Freshness.UP_TO_DATE
    change_original(article, word="second", significance="substantive", at=LATER)
    Draft.objects.filter(version=find_version(article, "de")).update(saved_at=LATER + timedelta(hours=1))
    assert judge(article) == Freshness.OUTDATED


def test_12_equal_revision_numbers_of_two_versions_are_not_confused() -> None:
    article = create_article()
    original = release(find_version(article))
    german = create_version(article, "de")
    for word in ("first", "second", "third"):
        german = release(write_text(german, word=word))
    write_text(create_version(article, "ru", source=german))  # based on revision 3 of the German text
    release(write_text(original, word="second"), significance="substantive")  # revision 2 of the original
    assert (newest_released_number(german), judge(article, "ru"), judge(article)) == (3, "waiting", "outdated")
    release(write_text(german, word="fourth"), significance="major")
    assert judge(article, "ru") == Freshness.OUTDATED


def test_13_a_source_that_others_are_made_from_cannot_be_dropped_under_them() -> None:
    article = create_article()
    release(find_version(article))
    german = create_version(article, "de")
    create_version(article, "ru", source=german)
    with pytest.raises(NotPossible):
        workflow.apply(german, Act.DROP, by=find_chief(), at=LATER)
    workflow.apply(find_version(article, "ru"), Act.DROP, by=find_chief(), at=LATER)
    workflow.apply(german, Act.DROP, by=find_chief(), at=LATER)
    assert [row.language for row in article.versions.all()] == ["hy"]


def test_14_publishing_a_whole_set_at_once_leaves_each_with_the_revision_it_was_made_from() -> None:
    article = create_pair()
    original = write_text(find_version(article), word="second", at=LATER)
    german = write_text(find_version(article, "de"), word="polished", at=LATER)
    weights = {"hy": {"significance": "substantive"}, "de": {"significance": "typo"}}
    workflow.apply_all([german, original], Act.PUBLISH, by=find_chief(), at=LATER, each=weights)
    assert judge(article) == Freshness.OUTDATED
