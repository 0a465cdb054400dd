"""The report of work: words and characters translated and reviewed, per person, language and month. For payment."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import rights
from articles.choices import Right
from articles.desk import access
from articles.desk.page import desk_context
from articles.work_done import REVIEWED, TRANSLATED, WRITTEN, Amount, Heading, measure_work
from journal.languages import CODES, language
from journal.models import User

WORK = {WRITTEN: gettext_lazy("written"), TRANSLATED: gettext_lazy("translated"), REVIEWED: gettext_lazy("reviewed")}
LONGEST = 1_100
"""Days that can be asked at once: three years."""
YEARS = frozenset(range(1900, 2200))
"""At the ends of the calendar a day has no midnight in every time zone."""
FORMULA = re.compile(r"""(^|[;,\t\n\r"'])(\s*)(?=[=+\-@＝＋－＠\t\r])""")
"""Before what a spreadsheet takes for the beginning of a formula: in a cell, and behind what may end a cell where the
machine's separator is another (OWASP, CSV injection)."""


class PeriodForm(forms.Form):
    """From which day to which."""

    since = forms.DateField(label=pgettext_lazy("day", "From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=pgettext_lazy("day", "To"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until:
            in_order = timedelta(0) <= until - since <= timedelta(days=LONGEST)
            if not (in_order and {since.year, until.year} <= YEARS):
                raise forms.ValidationError(_("Choose two days in their order, at most three years apart."))
        return self.cleaned_data


def show_report(request: HttpRequest) -> HttpResponse:
    """Show the work of a period, this month and the one before by default; as CSV with `format=csv`.

    Who edits originals of every language sees everybody's, others their own. Http404 to those who are no members.
    Ten queries, whatever was done.
    """
    user = request.user
    if not access.is_member(user) or not isinstance(user, User):
        raise Http404
    today = timezone.localdate()
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    given = {
        "since": request.GET.get("since") or first.isoformat(),
        "until": request.GET.get("until") or today.isoformat(),
    }
    form = PeriodForm(given)
    sees_all = set(rights.languages_with(user, Right.EDIT)) == set(CODES)
    amounts: dict[Heading, Amount] = {}
    if form.is_valid():
        amounts = measure_work(**form.cleaned_data, person=None if sees_all else user)
        if request.GET.get("format") == "csv":
            return _send_csv(amounts, **form.cleaned_data)
    context = desk_context(
        request,
        title=_("Report of work"),
        form=form,
        sees_all=sees_all,
        lines=[
            (heading, language(heading.language).name, WORK[heading.work], amount)
            for heading, amount in amounts.items()
        ],
        query=f"since={given['since']}&until={given['until']}" if form.is_valid() else "",
    )
    return render(request, "desk/report.html", context, status=200 if form.is_valid() else 422)


def list_columns() -> tuple[str, ...]:
    """Return the names of the columns of the CSV file, in the person's language."""
    return (
        _("Month"),
        _("Person"),
        _("User name"),
        _("Language"),
        _("Work"),
        _("Texts"),
        _("Rounds"),
        _("Words"),
        _("Characters"),
        _("New words in later rounds"),
        _("New characters in later rounds"),
    )


def write_csv(amounts: dict[Heading, Amount]) -> Iterator[str]:
    """Yield the lines of the report as CSV (RFC 4180). No cell begins as a formula of a spreadsheet."""
    line = io.StringIO()
    writer = csv.writer(line)
    rows: list[tuple[object, ...]] = [list_columns()]
    rows += [
        (
            *(heading.month, heading.person, heading.username, heading.language, str(WORK[heading.work])),
            *(len(amount.texts), amount.rounds, amount.words, amount.characters),
            *(amount.new_words, amount.new_characters),
        )
        for heading, amount in amounts.items()
    ]
    for row in rows:
        writer.writerow([FORMULA.sub(r"\1\2'", cell) if isinstance(cell, str) else cell for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _send_csv(amounts: dict[Heading, Amount], *, since: date, until: date) -> HttpResponse:
    # The mark at the beginning tells spreadsheets that this is UTF-8
    content = "\ufeff" + "".join(write_csv(amounts))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="enface-{since}-{until}.csv"'
    return response
