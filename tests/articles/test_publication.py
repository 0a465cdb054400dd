"""What readers see, and from when on."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from articles import publication, workflow
from articles.choices import Act, PublicationState
from articles.models import LanguageVersion, Publication
from articles.refusals import Incomplete, Invalid, NotAllowed, NotPossible
from tests.factories import (
    MORNING,
    create_article,
    create_published,
    create_user,
    create_version,
    find_chief,
    find_version,
    publish,
    release,
    write_text,
)
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)
EVENING = MORNING + timedelta(hours=9)
TICK = timedelta(microseconds=1)


def act(version: LanguageVersion, name: Act, *, at: datetime = NOON, **given: Any) -> LanguageVersion:
    return workflow.apply(version, name, by=find_chief(), at=at, **given)


def title_shown(version: LanguageVersion, at: datetime) -> str | None:
    """Return the title readers see at a moment, None where they see nothing, by both ways, which must agree."""
    row = LanguageVersion.objects.published(at=at).filter(pk=version.pk).first()
    standing = publication.standing(version, at=at)
    shown = standing.current.revision if standing.current else None
    assert (row.live_id if row else None) == (shown.pk if shown else None)
    assert (row is not None) == (standing.state is PublicationState.PUBLISHED)
    return shown.title if shown else None


def test_a_published_text_is_seen_from_its_moment_on() -> None:
    version = publish(find_version(create_article()), at=NOON)
    found = [title_shown(version, at) for at in (NOON - TICK, NOON, NOON + TICK)]
    assert found == [None, "Title hy first", "Title hy first"]


def test_working_on_a_published_text_shows_readers_nothing_of_it() -> None:
    article = create_published(languages=["hy"])
    write_text(find_version(article), word="second", at=NOON)
    release(find_version(article), at=NOON)
    assert title_shown(find_version(article), EVENING) == "Title hy first"


def test_an_update_of_a_published_text_can_be_scheduled() -> None:
    article = create_published(languages=["hy"])
    version = act(write_text(find_version(article), word="second"), Act.SCHEDULE, when=EVENING, significance="typo")
    assert version.stage == "done"
    moments = (EVENING - timedelta(seconds=1), EVENING - TICK, EVENING, EVENING + timedelta(seconds=1))
    assert [title_shown(version, at) for at in moments] == ["Title hy first"] * 2 + ["Title hy second"] * 2
    standing = publication.standing(version, at=NOON)
    assert standing.pending is not None
    assert (standing.state, standing.pending.at) == (PublicationState.PUBLISHED, EVENING)


def test_what_is_scheduled_is_frozen_at_once() -> None:
    version = act(find_version(create_article()), Act.SCHEDULE, when=EVENING)
    write_text(version, word="after", at=NOON)
    assert title_shown(version, EVENING) == "Title hy first"


def test_a_moment_that_is_not_in_the_future_cannot_be_scheduled() -> None:
    version = find_version(create_article())
    before = take_snapshot()
    for when in (NOON, NOON - TICK):
        with pytest.raises(Invalid) as refusal:
            act(version, Act.SCHEDULE, when=when)
        assert refusal.value.field == "when"
    assert take_snapshot() == before


def test_scheduling_again_replaces_the_moment() -> None:
    version = act(find_version(create_article()), Act.SCHEDULE, when=EVENING)
    version = act(write_text(version, word="second", at=NOON), Act.SCHEDULE, when=EVENING + TICK, significance="typo")
    assert [title_shown(version, at) for at in (EVENING, EVENING + TICK)] == [None, "Title hy second"]
    assert version.first_published_at == EVENING + TICK


def test_publishing_now_cancels_what_was_scheduled() -> None:
    version = act(find_version(create_article()), Act.SCHEDULE, when=EVENING)
    version = publish(write_text(version, word="second", at=NOON), at=NOON)
    assert [title_shown(version, at) for at in (NOON, EVENING)] == ["Title hy second"] * 2


def test_cancelling_the_schedule_leaves_nothing_to_come_and_goes_back_to_the_stage_it_was_scheduled_from() -> None:
    version = act(find_version(create_article()), Act.SCHEDULE, when=EVENING)
    version = act(version, Act.UNSCHEDULE, at=EVENING - TICK)
    assert (version.stage, version.first_published_at, title_shown(version, EVENING)) == ("draft", None, None)
    with pytest.raises(NotPossible):
        act(version, Act.UNSCHEDULE, at=EVENING - TICK)


def test_a_moment_that_has_come_cannot_be_cancelled() -> None:
    version = act(find_version(create_article()), Act.SCHEDULE, when=EVENING)
    before = take_snapshot()
    with pytest.raises(NotPossible):
        act(version, Act.UNSCHEDULE, at=EVENING)
    assert take_snapshot() == before


def test_a_withdrawn_text_is_seen_no_more_and_gives_its_reason() -> None:
    article = create_published(languages=["hy", "de"])
    version = act(find_version(article), Act.WITHDRAW, reason=" A source\u202e is\x00in\ud800danger. ")
    assert [title_shown(version, at) for at in (NOON - TICK, NOON)] == ["Title hy first", None]
    standing = publication.standing(version, at=NOON)
    assert standing.current is not None
    assert (standing.state, standing.current.reason) == (PublicationState.WITHDRAWN, "A source is in danger.")
    assert list(LanguageVersion.objects.withdrawn(at=NOON)) == [version]
    assert [row.language for row in LanguageVersion.objects.published(at=NOON)] == ["de"]
    assert version.first_published_at == MORNING


def test_a_withdrawal_needs_a_reason_and_something_to_withdraw() -> None:
    version = find_version(create_published(languages=["hy"]))
    for reason in ("  ", "\u200b\x00\n\u202e", "\u200d", "Law" * 200_000):
        with pytest.raises(Invalid) as refusal:
            act(version, Act.WITHDRAW, reason=reason)
        assert refusal.value.field == "reason"
    version = act(version, Act.WITHDRAW, reason="Law")
    for name in (Act.WITHDRAW, Act.ROLL_BACK):
        with pytest.raises(NotPossible):
            act(version, name, **({"reason": "Law"} if name is Act.WITHDRAW else {"revision": 1}))


def test_withdrawing_cancels_a_scheduled_update() -> None:
    article = create_published(languages=["hy"])
    version = act(write_text(find_version(article), word="second"), Act.SCHEDULE, when=EVENING, significance="typo")
    version = act(version, Act.WITHDRAW, at=NOON + TICK, reason="Law")
    assert title_shown(version, EVENING) is None


def test_reinstating_shows_again_what_was_shown_last() -> None:
    article = create_published(languages=["hy"])
    told = {"significance": "typo", "correction": "The first text was wrong."}
    version = publish(write_text(find_version(article), word="second"), at=NOON, **told)
    with pytest.raises(NotPossible):
        act(version, Act.REINSTATE)
    version = act(version, Act.WITHDRAW, reason="Law")
    write_text(version, word="third")
    version = act(version, Act.REINSTATE, at=EVENING)
    assert [title_shown(version, at) for at in (EVENING - TICK, EVENING)] == [None, "Title hy second"]
    assert version.first_published_at == MORNING
    assert Publication.objects.get(at=EVENING).correction == told["correction"]


def test_rolling_back_shows_an_earlier_public_revision_and_leaves_the_working_text() -> None:
    article = create_published(languages=["hy"])
    version = publish(write_text(find_version(article), word="second"), significance="typo", at=NOON)
    version = act(version, Act.ROLL_BACK, at=EVENING, revision=1, correction="The second text was wrong.")
    assert [title_shown(version, at) for at in (NOON, EVENING)] == ["Title hy second", "Title hy first"]
    article.refresh_from_db()
    assert (article.title_hy, version.stage) == ("Title hy second", "done")
    assert Publication.objects.get(at=EVENING).correction == "The second text was wrong."
    version = act(version, Act.ROLL_BACK, at=EVENING + TICK, revision=2)
    assert title_shown(version, EVENING + TICK) == "Title hy second"


def test_only_an_earlier_public_revision_can_be_rolled_back_to() -> None:
    article = create_published(languages=["hy"])
    version = release(write_text(find_version(article), word="second"), significance="typo")
    version = publish(write_text(version, word="third"), significance="typo", at=NOON)
    before = take_snapshot()
    for number in (2, 3, 4, 99):  # never shown, shown now, none
        with pytest.raises(Invalid) as refusal:
            act(version, Act.ROLL_BACK, revision=number)
        assert refusal.value.field == "revision"
    assert take_snapshot() == before


def test_two_publications_of_one_moment_are_decided_by_their_order() -> None:
    version = publish(find_version(create_article()), at=NOON)
    version = publish(write_text(version, word="second"), significance="typo", at=NOON)
    assert title_shown(version, NOON) == "Title hy second"
    assert title_shown(act(version, Act.WITHDRAW, reason="Law"), NOON) is None


def test_a_version_is_never_published_from_the_revision_of_another() -> None:
    article = create_published(languages=["hy", "de"])
    with pytest.raises(ValueError, match="own revisions"):
        publication.put(
            find_version(article, "de"),
            find_version(article).revisions.get(),
            from_moment=NOON,
            by=find_chief(),
            at=NOON,
        )


def test_a_release_set_is_published_at_one_moment() -> None:
    article = create_article()
    original = release(find_version(article))
    rows = [original, *(write_text(create_version(article, language)) for language in ("en", "de", "ru"))]
    workflow.apply_all(rows, Act.SCHEDULE, by=find_chief(), at=NOON, when=EVENING, significance="typo")
    found = [[row.language for row in LanguageVersion.objects.published(at=at)] for at in (EVENING - TICK, EVENING)]
    assert found == [[], ["hy", "en", "de", "ru"]]


def test_a_release_set_with_one_unfinished_text_publishes_nothing() -> None:
    article = create_article()
    original = release(find_version(article))
    rows = [original, write_text(create_version(article, "en")), write_text(create_version(article, "de"))]
    write_text(rows[2], texts={"standfirst": ""})
    before = take_snapshot()
    with pytest.raises(Incomplete) as refusal:
        workflow.apply_all(rows, Act.PUBLISH, by=find_chief(), at=NOON)
    assert [fault.id for fault in refusal.value.faults] == ["missing:standfirst"]
    assert take_snapshot() == before


def test_a_release_set_with_one_language_out_of_reach_publishes_nothing() -> None:
    article = create_article()
    original = release(find_version(article))
    rows = [original, write_text(create_version(article, "en"))]
    person = create_user(memberships=[("publish", "hy")])
    before = take_snapshot()
    with pytest.raises(NotAllowed):
        workflow.apply_all(rows, Act.PUBLISH, by=person, at=NOON)
    assert take_snapshot() == before


def test_a_release_set_of_two_articles_is_refused() -> None:
    rows = [find_version(create_article()), find_version(create_article())]
    with pytest.raises(Invalid):
        workflow.apply_all(rows, Act.PUBLISH, by=find_chief(), at=NOON)


def test_what_readers_see_already_is_not_published_again() -> None:
    version = find_version(create_published(languages=["hy"]))
    with pytest.raises(NotPossible, match="Readers see exactly this text already"):
        workflow.apply(version, Act.PUBLISH, by=find_chief(), at=EVENING)
    assert version.publications.count() == 1


def test_a_release_set_has_one_moment() -> None:
    versions = [find_version(create_published(languages=["hy"]))]
    with pytest.raises(Invalid, match="at one moment"):
        workflow.apply_all(
            versions, Act.SCHEDULE, by=find_chief(), at=EVENING, when=EVENING, each={"hy": {"when": EVENING}}
        )
