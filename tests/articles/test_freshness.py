"""Up to date or not: by revisions and their significance, whatever the clock says."""

from datetime import timedelta

import pytest

from articles import freshness, workflow
from articles.choices import Act, Freshness
from articles.desk.panel import make_panel
from articles.models import Article, LanguageVersion
from articles.refusals import Invalid, NotPossible
from tests.factories import (
    MORNING,
    change_original,
    create_article,
    create_published,
    create_version,
    find_chief,
    find_version,
    make_texts,
    newest_released_number,
    publish,
    release,
    submit,
    write_text,
)

pytestmark = pytest.mark.django_db


def create_pair() -> Article:
    """Create an article with a released Armenian original (revision 1) and a German draft made from it."""
    article = create_article()
    release(find_version(article))
    write_text(create_version(article, "de"))
    return article


def create_relay() -> Article:
    """The pair, and a Russian draft made from the released German text."""
    article = create_pair()
    release(find_version(article, "de"))
    write_text(create_version(article, "ru", source=find_version(article, "de")))
    return article


def judge_all(article: Article) -> dict[str, str]:
    """Return the freshness of every version, by both ways, which must agree."""
    rows = LanguageVersion.objects.filter(article=article)
    listed = {row.language: row.freshness for row in freshness.annotate(rows)}
    assert listed == {row.language: freshness.judge(row) for row in rows}
    return listed


def check(version: LanguageVersion, number: int) -> LanguageVersion:
    return workflow.apply(version, Act.CHECKED, by=find_chief(), at=MORNING, source_revision=number)


def test_an_original_is_an_original_and_a_planned_translation_has_not_started() -> None:
    article = create_article()
    create_version(article, "de")
    assert judge_all(article) == {"hy": Freshness.ORIGINAL, "de": Freshness.NOT_STARTED}


def test_a_translation_cannot_start_before_its_source_is_released() -> None:
    article = create_article()
    planned = create_version(article, "de")
    with pytest.raises(NotPossible):
        write_text(planned)
    assert find_version(article, "de").stage == "planned"


def test_the_first_save_bases_a_translation_on_the_newest_released_revision() -> None:
    article = create_article()
    release(find_version(article))
    change_original(article, word="second", significance="major")
    write_text(find_version(article), word="third")  # not released
    german = write_text(create_version(article, "de"))
    assert german.based_on is not None
    assert (german.based_on.number, german.based_on.title) == (2, "Title hy second")
    assert judge_all(article) == {"hy": Freshness.ORIGINAL, "de": Freshness.UP_TO_DATE}


def test_the_first_save_may_name_the_revision_that_was_on_the_screen() -> None:
    article = create_article()
    release(find_version(article))
    change_original(article, word="second", significance="substantive")
    german = write_text(create_version(article, "de"), source_revision=1)
    assert german.based_on is not None
    assert german.based_on.number == 1
    assert judge_all(article)["de"] == Freshness.OUTDATED


@pytest.mark.parametrize(
    ("significance", "expected"),
    [("typo", Freshness.UP_TO_DATE), ("substantive", Freshness.OUTDATED), ("major", Freshness.OUTDATED)],
)
def test_a_released_change_outdates_by_its_significance(significance: str, expected: Freshness) -> None:
    article = create_pair()
    change_original(article, word="second", significance=significance)
    assert judge_all(article) == {"hy": Freshness.ORIGINAL, "de": expected}


def test_a_change_that_is_not_released_outdates_nothing() -> None:
    article = create_pair()
    submit(write_text(find_version(article), word="second"))
    assert judge_all(article)["de"] == Freshness.UP_TO_DATE


def test_a_typo_after_a_substantive_change_does_not_hide_it() -> None:
    article = create_pair()
    change_original(article, word="second", significance="substantive")
    change_original(article, word="third", significance="typo")
    assert judge_all(article)["de"] == Freshness.OUTDATED


def test_releasing_the_same_text_again_is_refused_and_outdates_nothing() -> None:
    article = create_pair()
    with pytest.raises(NotPossible):
        release(find_version(article), significance="major")
    assert newest_released_number(find_version(article)) == 1
    assert judge_all(article)["de"] == Freshness.UP_TO_DATE


def test_publishing_a_released_text_makes_no_revision_and_outdates_nothing() -> None:
    article = create_pair()
    publish(find_version(article), significance="major")
    assert newest_released_number(find_version(article)) == 1
    assert judge_all(article)["de"] == Freshness.UP_TO_DATE


def test_a_released_change_needs_a_significance() -> None:
    article = create_pair()
    original = write_text(find_version(article), word="second")
    for wrong in ("", "minor"):
        with pytest.raises(Invalid) as refusal:
            release(original, significance=wrong)
        assert refusal.value.field == "significance"
    assert newest_released_number(original) == 1


def test_submitting_brings_the_text_up_to_the_revision_named() -> None:
    article = create_pair()
    change_original(article, word="second", significance="major")
    change_original(article, word="third", significance="major")
    german = submit(find_version(article, "de"), source_revision=2)
    assert german.based_on is not None
    assert german.based_on.number == 2
    assert judge_all(article)["de"] == Freshness.OUTDATED


def test_checked_without_a_change_of_text_brings_it_up_at_any_stage_but_planned() -> None:
    article = create_pair()
    german = publish(find_version(article, "de"))
    before = make_texts("de")
    change_original(article, word="second", significance="major")
    german = check(german, 2)
    assert (german.stage, judge_all(article)["de"]) == ("done", Freshness.UP_TO_DATE)
    article.refresh_from_db()
    assert {name: getattr(article, f"{name}_de") for name in before} == before


def test_the_revision_named_must_be_a_released_one_of_the_source_and_not_an_earlier_one() -> None:
    article = create_relay()
    change_original(article, word="second", significance="major")
    german = check(find_version(article, "de"), 2)
    write_text(find_version(article), word="third")
    submit(find_version(article))  # revision 3, not released
    for number in (0, 1, 3, 99):
        with pytest.raises(Invalid) as refusal:
            check(german, number)
        assert refusal.value.field == "source_revision"
    with pytest.raises(Invalid):
        workflow.apply(german, Act.CHECKED, by=find_chief(), at=MORNING)
    assert judge_all(article)["de"] == Freshness.UP_TO_DATE


def test_saving_without_catching_up_keeps_it_outdated() -> None:
    article = create_pair()
    change_original(article, word="second", significance="substantive")
    german = write_text(find_version(article, "de"), word="polished", source_revision=2)
    assert german.based_on is not None
    assert german.based_on.number == 1
    assert judge_all(article)["de"] == Freshness.OUTDATED


def test_reopening_a_done_translation_clears_nothing() -> None:
    article = create_pair()
    german = publish(find_version(article, "de"))
    change_original(article, word="second", significance="substantive")
    german = write_text(german, word="reopened")
    assert (german.stage, judge_all(article)["de"]) == ("draft", Freshness.OUTDATED)


def test_a_relay_waits_for_its_source_and_is_outdated_when_that_has_caught_up() -> None:
    article = create_relay()
    assert judge_all(article) == {"hy": "original", "de": "up_to_date", "ru": "up_to_date"}
    change_original(article, word="second", significance="substantive")
    assert judge_all(article) == {"hy": "original", "de": "outdated", "ru": "waiting"}
    release(submit(write_text(find_version(article, "de"), word="second")), significance="substantive")
    assert judge_all(article) == {"hy": "original", "de": "up_to_date", "ru": "outdated"}
    submit(find_version(article, "ru"))
    assert judge_all(article) == {"hy": "original", "de": "up_to_date", "ru": "up_to_date"}


def test_a_relay_is_served_again_when_its_source_was_checked_without_a_change() -> None:
    article = create_relay()
    change_original(article, word="second", significance="substantive")
    check(find_version(article, "de"), 2)
    assert judge_all(article) == {"hy": "original", "de": "up_to_date", "ru": "up_to_date"}


def test_a_relay_that_is_behind_its_source_is_outdated_whatever_the_source_waits_for() -> None:
    article = create_relay()
    release(write_text(find_version(article, "de"), word="second"), significance="major")
    change_original(article, word="second", significance="substantive")
    assert judge_all(article) == {"hy": "original", "de": "outdated", "ru": "outdated"}


def test_a_relay_of_every_language_waits_to_its_end() -> None:
    article = create_article(language="hy")
    source = release(find_version(article))
    for language in ("be", "ka", "ro", "en", "de", "ru"):
        source = release(write_text(create_version(article, language, source=source)))
    assert set(judge_all(article).values()) == {"original", "up_to_date"}
    change_original(article, word="second", significance="substantive")
    waiting = dict.fromkeys(("ka", "ro", "en", "de", "ru"), "waiting")
    assert judge_all(article) == {"hy": "original", "be": "outdated", **waiting}


def test_a_wrong_significance_can_be_corrected_and_the_correction_is_logged() -> None:
    article = create_pair()
    original = change_original(article, word="second", significance="major")
    given = {"revision": 2, "significance": "typo", "comment": "One comma."}
    workflow.apply(original, Act.RECLASSIFY, by=find_chief(), at=MORNING, **given)
    assert judge_all(article)["de"] == Freshness.UP_TO_DATE
    entry = original.log.get(act=Act.RECLASSIFY)
    assert (entry.details, entry.comment) == ({"revision": 2, "from": "major", "to": "typo"}, "One comma.")


def test_withdrawing_the_source_changes_nothing() -> None:
    article = create_published(languages=["hy", "de"])
    later = MORNING + timedelta(hours=1)
    workflow.apply(find_version(article), Act.WITHDRAW, by=find_chief(), at=later, reason="A court says so.")
    assert judge_all(article) == {"hy": "original", "de": "up_to_date"}


def test_typos_add_up_until_the_desk_offers_a_check() -> None:
    article = create_pair()
    counted = []
    for word in ("a", "b", "c"):
        change_original(article, word=word, significance="typo")
        german = find_version(article, "de")
        offered = make_panel(find_chief(), german, at=MORNING).is_worth_a_check
        counted.append((freshness.count_typos_behind(german), offered))
    assert counted == [(1, False), (2, False), (3, True)]
    assert freshness.count_typos_behind(check(german, 4)) == 0


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_list_is_one_query_however_long(pieces: int, django_assert_num_queries: pytest.FixtureRequest) -> None:
    for _ in range(pieces):
        create_relay()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(list(freshness.annotate(LanguageVersion.objects.all()))) == 3 * pieces


def test_rolling_the_original_back_for_readers_leaves_the_desk_to_judge_as_before() -> None:
    article = create_published(languages=["hy", "de"])
    later = MORNING + timedelta(hours=1)
    original = publish(write_text(find_version(article), word="second"), significance="major", at=later)
    assert judge_all(article)["de"] == Freshness.OUTDATED
    workflow.apply(original, Act.ROLL_BACK, by=find_chief(), at=later + timedelta(hours=1), revision=1)
    assert judge_all(article)["de"] == Freshness.OUTDATED
