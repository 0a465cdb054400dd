"""Accounts that are changed at the same moment."""

import pytest

from articles import accounts
from articles.refusals import Invalid
from journal.models import User
from tests import factories
from tests.articles.races import run_at_once
from tests.factories import MORNING

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def test_two_chiefs_give_one_address_to_one_person() -> None:
    chiefs = [factories.find_chief(), factories.create_user(username="second", is_superuser=True)]

    def add(chief: User, username: str) -> str:
        given = accounts.Person(username, "Vogt", "lena@example.org", "de", is_chief=False, rights={})
        return accounts.add_member(username, given, by=chief, at=MORNING).username

    results = run_at_once([lambda: add(chiefs[0], "lena"), lambda: add(chiefs[1], "vogt")])
    added = list(User.objects.filter(email="lena@example.org").values_list("username", flat=True))
    assert [result for result in results if isinstance(result, str)] == added
    assert [type(result) for result in results if result not in added] == [Invalid]
