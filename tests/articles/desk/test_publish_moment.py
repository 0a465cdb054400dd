"""Moments in the time zone of the desk (Europe/Berlin in the tests), on the two days on which clocks are changed."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.desk.publish_moment import YEARS, name_both, settle, write_moment, write_zone

ANY = st.datetimes(datetime.fromisoformat(f"{YEARS[0]}-01-01"), datetime.fromisoformat(f"{YEARS[-1]}-12-31"))


def read(typed: str, which: str = "") -> str:
    """Return the moment in UTC, or why there is none."""
    try:
        return f"{settle(datetime.fromisoformat(typed), which).astimezone(UTC):%Y-%m-%d %H:%M}"
    except forms.ValidationError as error:
        return f"{error.code}: {error.messages[0]}"


def test_the_hour_that_is_left_out_is_refused_and_the_one_that_comes_twice_is_asked_for() -> None:
    gap = (
        "gap: There is no 02:30 on 2027-03-28 in Europe/Berlin: the clocks are put forward. The nearest times are "
        "01:30 and 03:30."
    )
    twice = (
        "twice: On 2027-10-31 02:30 comes twice in Europe/Berlin: the clocks are put back. Choose which one you mean."
    )
    assert {
        "winter": read("2027-01-05T10:00"),
        "summer": read("2027-07-05T10:00"),
        "before the gap": read("2027-03-28T01:59"),
        "gap": read("2027-03-28T02:30", "first"),
        "after the gap": read("2027-03-28T03:00"),
        "twice": read("2027-10-31T02:30"),
        "first": read("2027-10-31T02:30", "first"),
        "second": read("2027-10-31T02:30", "second"),
        "once again": read("2027-10-31T03:00", "second"),
        "nobody means": read("1999-12-31T23:59"),
    } == {
        "winter": "2027-01-05 09:00",
        "summer": "2027-07-05 08:00",
        "before the gap": "2027-03-28 00:59",
        "gap": gap,
        "after the gap": "2027-03-28 01:00",
        "twice": twice,
        "first": "2027-10-31 00:30",
        "second": "2027-10-31 01:30",
        "once again": "2027-10-31 02:00",
        "nobody means": "invalid: Enter a valid date/time.",
    }
    assert name_both(datetime.fromisoformat("2027-10-31T02:30")) == [
        ("first", "the first, UTC+02:00"),
        ("second", "the second, UTC+01:00"),
    ]
    assert (name_both(datetime.fromisoformat("2027-03-28T02:30")), name_both(datetime.fromisoformat("2027-07-05"))) == (
        None,
        None,
    )


def test_a_moment_is_written_with_its_zone_and_in_utc() -> None:
    summer = datetime(2027, 6, 30, 22, 5, tzinfo=UTC)
    assert (write_moment(summer), write_moment(summer + timedelta(days=180)), write_zone(summer)) == (
        "2027-07-01 00:05 in Europe/Berlin (UTC+02:00), which is 2027-06-30 22:05 UTC",
        "2027-12-27 23:05 in Europe/Berlin (UTC+01:00), which is 22:05 UTC",
        "Time zone: Europe/Berlin, now 00:05 (UTC+02:00)",
    )


@given(typed=ANY, which=st.sampled_from(["first", "second"]))
def test_whatever_moment_is_settled_the_clock_of_the_desk_shows_what_was_typed(typed: datetime, which: str) -> None:
    zone = timezone.get_current_timezone()
    is_gap = typed.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed
    if is_gap:
        with pytest.raises(forms.ValidationError, match="There is no"):
            settle(typed, which)
    else:
        moment = settle(typed, which).astimezone(UTC)
        assert moment.astimezone(zone).replace(tzinfo=None) == typed
