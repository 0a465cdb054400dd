"""A moment given at the desk, in its time zone: what it is in UTC, and the hours that come twice or never."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.forms.fields import BaseTemporalField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST, SECOND = "first", "second"
WHICH = ((FIRST, gettext_lazy("the first")), (SECOND, gettext_lazy("the second")))
"""Which of two equal times of the day on which clocks are put back."""
YEARS = range(2000, 2200)
"""The years a moment or a day given at the desk may lie in."""


class DayField(forms.DateField):
    """A day in a year somebody means, as browsers send it; it may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"required": False, "input_formats": ["%Y-%m-%d"], "widget": widget, **kwargs})

    def clean(self, value: Any) -> date | None:
        """Return the day or None. ValidationError `invalid` for anything else."""
        day: date | None = super().clean(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class MomentField(forms.DateTimeField):
    """A day and a time as the clock of the desk shows them. Cleans to a naive datetime; `settle` makes it a moment."""

    def to_python(self, value: Any) -> datetime | None:
        """Return what was typed, without a time zone. ValidationError if it is no day with a time."""
        if value in self.empty_values:
            return None
        typed: datetime | None = BaseTemporalField.to_python(self, value)
        return typed


def settle(typed: datetime, which: str = "") -> datetime:
    """Return the moment (aware) at which the clock of the desk shows `typed` (naive); `which` of two, where it does so
    twice. ValidationError `invalid` for a year nobody means, `gap` for a time that does not exist, `twice` for one that
    comes twice where `which` does not say which (PEP 495)."""
    if typed.year not in YEARS:
        raise forms.ValidationError(_("Enter a valid date/time."), code="invalid")
    zone, given = timezone.get_current_timezone(), {"time": f"{typed:%H:%M}", "day": f"{typed:%Y-%m-%d}"}
    given["zone"] = timezone.get_current_timezone_name()
    first, second = typed.replace(tzinfo=zone, fold=0), typed.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if _offset(first) < _offset(second):
        step = _offset(second) - _offset(first)
        given |= {"before": f"{typed - step:%H:%M}", "after": f"{typed + step:%H:%M}"}
        words = _(
            "There is no %(time)s on %(day)s in %(zone)s: the clocks are put forward. "
            "The nearest times are %(before)s and %(after)s."
        )
        raise forms.ValidationError(words % given, code="gap")
    if which not in (FIRST, SECOND):
        words = _("On %(day)s %(time)s comes twice in %(zone)s: the clocks are put back. Choose which one you mean.")
        raise forms.ValidationError(words % given, code="twice")
    return first if which == FIRST else second


def name_both(typed: datetime) -> list[tuple[str, str]] | None:
    """Return the two moments at which the clock shows `typed`, for a form; None where there is one, or none."""
    zone = timezone.get_current_timezone()
    both = [typed.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    if _offset(both[0]) <= _offset(both[1]):
        return None
    return [(value, f"{word}, {write_offset(row)}") for (value, word), row in zip(WHICH, both, strict=True)]


def write_offset(moment: datetime) -> str:
    """Return how far the clock of the desk is from UTC at a moment (aware): "UTC+02:00"."""
    minutes = int(_offset(timezone.localtime(moment)).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def write_moment(moment: datetime) -> str:
    """Return a moment (aware) with its time zone and what it is in UTC."""
    local, utc = timezone.localtime(moment), timezone.localtime(moment, timezone.get_fixed_timezone(0))
    given = {
        "moment": f"{local:%Y-%m-%d %H:%M}",
        "zone": timezone.get_current_timezone_name(),
        "offset": write_offset(moment),
        "utc": f"{utc:%H:%M}" if utc.date() == local.date() else f"{utc:%Y-%m-%d %H:%M}",
    }
    return _("%(moment)s in %(zone)s (%(offset)s), which is %(utc)s UTC") % given


def write_zone(at: datetime) -> str:
    """Return the time zone moments are given in, and how far its clock is from UTC at the moment `at`."""
    given = {"zone": timezone.get_current_timezone_name(), "offset": write_offset(at), "now": f"{_local(at):%H:%M}"}
    return _("Time zone: %(zone)s, now %(now)s (%(offset)s)") % given


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()
