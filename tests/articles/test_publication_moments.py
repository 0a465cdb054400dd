"""Moments of publication: on every clock, after any history, and the press stamp that goes with each."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import publication, workflow
from articles.choices import Act, PublicationState
from articles.models import LanguageVersion, Publication
from articles.refusals import Invalid, NotPossible, Refused
from tests.factories import MORNING, create_article, create_published, find_chief, find_version, write_text
from tests.properties import in_proportion
from tests.snapshots import read_stamp

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)
EVENING = MORNING + timedelta(hours=9)
TICK = timedelta(microseconds=1)
BERLIN = ZoneInfo("Europe/Berlin")


def act(version: LanguageVersion, name: Act, *, at: datetime = NOON, **given: Any) -> LanguageVersion:
    return workflow.apply(version, name, by=find_chief(), at=at, **given)


DST = {
    "the hour that comes twice, first time": (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), "2026-10-25T00:30"),
    "the hour that comes twice, second time": (
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
        "2026-10-25T01:30",
    ),
    "the end of summer time": (datetime(2026, 10, 25, 3, tzinfo=BERLIN), "2026-10-25T02:00"),
    "the last moment of winter time": (datetime(2027, 3, 28, 1, 59, 59, tzinfo=BERLIN), "2027-03-28T00:59:59"),
    "the beginning of summer time": (datetime(2027, 3, 28, 3, tzinfo=BERLIN), "2027-03-28T01:00"),
    "a clock in Yerevan": (datetime(2027, 3, 28, 5, tzinfo=ZoneInfo("Asia/Yerevan")), "2027-03-28T01:00"),
    "a clock in New York": (datetime(2026, 10, 24, 20, 30, tzinfo=ZoneInfo("America/New_York")), "2026-10-25T00:30"),
}


@pytest.mark.parametrize("name", DST)
def test_a_scheduled_moment_is_the_same_on_every_clock(name: str) -> None:
    when, same = DST[name]
    exactly = datetime.fromisoformat(same).replace(tzinfo=UTC)
    version = act(find_version(create_article()), Act.SCHEDULE, when=when)
    zones = (UTC, BERLIN, ZoneInfo("Asia/Tbilisi"), ZoneInfo("America/St_Johns"))
    for step in (TICK, timedelta(seconds=1)):
        for zone in zones:
            moments = [(exactly + delta).astimezone(zone) for delta in (-step, timedelta(), step)]
            shown = [list(LanguageVersion.objects.published(at=at)) for at in moments]
            states = [publication.standing(version, at=at).state for at in moments]
            assert shown == [[], [version], [version]]
            assert states == [PublicationState.SCHEDULED, PublicationState.PUBLISHED, PublicationState.PUBLISHED]


HISTORY = st.lists(
    st.tuples(
        st.sampled_from(["write", "publish", "schedule", "unschedule", "withdraw", "reinstate", "roll_back"]),
        st.integers(0, 3),  # hours that have gone by since the step before
        st.integers(1, 5),  # hours ahead, or the number of a revision
    ),
    max_size=20,
)


@in_proportion(0.7)
@given(steps=HISTORY)
def test_the_first_moment_of_publication_is_right_after_any_history(steps: list[tuple[str, int, int]]) -> None:
    version = find_version(create_article())
    now = MORNING
    for index, (name, hours, number) in enumerate(steps):
        now += timedelta(hours=hours)
        given: dict[str, dict[str, Any]] = {
            "publish": {"significance": "typo"},
            "schedule": {"significance": "typo", "when": now + timedelta(hours=number)},
            "withdraw": {"reason": "Law"},
            "roll_back": {"revision": number},
        }
        stamp = read_stamp()
        try:
            if name == "write":
                write_text(version, word=f"step {index}", at=now)
            else:
                act(version, Act(name), at=now, **given.get(name, {}))
                assert read_stamp() != stamp
        except Refused:
            assert read_stamp() == stamp
        rows = [row for row in Publication.objects.filter(version=version) if row.cancelled_at is None]
        moments = [row.at for row in rows if row.revision_id is not None]
        version.refresh_from_db()
        assert version.first_published_at == min(moments, default=None)
        newest = max((row for row in rows if row.at <= now), key=lambda row: (row.at, row.pk), default=None)
        shown = LanguageVersion.objects.published(at=now).filter(pk=version.pk).first()
        assert (shown.live_id if shown else None) == (newest.revision_id if newest else None)


PRIVATE: list[tuple[Act, dict[str, Any]]] = [
    (Act.RELEASE, {}),
    (Act.ASSIGN, {}),
    (Act.SUBMIT, {}),
    (Act.RETURN, {"comment": "More"}),
    (Act.SAVE, {"edit_number": 1, "texts": {"title": "Another title"}}),
    (Act.SUBMIT, {}),
]
PUBLIC: list[tuple[Act, dict[str, Any]]] = [
    (Act.SCHEDULE, {"when": EVENING, "significance": "typo"}),
    (Act.UNSCHEDULE, {}),
    (Act.PUBLISH, {"significance": "typo"}),
    (Act.WITHDRAW, {"reason": "Law"}),
    (Act.REINSTATE, {}),
    (Act.RECLASSIFY, {"revision": 1, "significance": "major"}),
]


def test_the_press_stamp_is_renewed_by_every_public_act_and_by_no_other() -> None:
    version = find_version(create_article())
    found = []
    for name, takes in (*PRIVATE, *PUBLIC):
        before = read_stamp()
        version = act(version, name, **takes)
        found.append((name, read_stamp() != before))
    assert found == [(name, False) for name, _ in PRIVATE] + [(name, True) for name, _ in PUBLIC]


def test_a_refused_act_leaves_the_press_stamp() -> None:
    version = find_version(create_published(languages=["hy"]))
    before = read_stamp()
    for name, takes in ((Act.WITHDRAW, {}), (Act.REINSTATE, {}), (Act.UNSCHEDULE, {}), (Act.PUBLISH, {})):
        with pytest.raises((Invalid, NotPossible)):
            act(version, name, **takes)
    assert read_stamp() == before
