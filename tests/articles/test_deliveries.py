"""Files handed in: kept for their owner, for a day, one for a text."""

from datetime import timedelta

import pytest

from articles.deliveries import KEPT_FOR, drop_old, find_delivery, keep_delivery
from articles.models import Delivery, LanguageVersion
from journal.models import User
from tests import factories

pytestmark = pytest.mark.django_db

XLIFF = Delivery.Kind.XLIFF


def keep(by: User, version: LanguageVersion, *, at=factories.MORNING, name: str = "a.xlf") -> Delivery:
    return keep_delivery(b"data", kind=XLIFF, language=version.language, version=version, name=name, by=by, at=at)


def test_a_delivery_is_found_by_its_owner_only_and_by_its_kind_only() -> None:
    version = factories.find_version(factories.create_article())
    owner, other = factories.create_user(), factories.create_user()
    kept = keep(owner, version)
    people = {"owner": owner, "other": other, "nobody": None}
    found = {name: find_delivery(user, kept.pk, kind=XLIFF, at=factories.MORNING) for name, user in people.items()}
    assert found == {"owner": kept, "other": None, "nobody": None}
    assert bytes(found["owner"].data) == b"data"
    assert find_delivery(owner, kept.pk, kind=Delivery.Kind.WORD, at=factories.MORNING) is None


def test_a_new_delivery_replaces_the_persons_earlier_one_for_the_same_text() -> None:
    article = factories.create_article()
    version, owner, other = factories.find_version(article), factories.create_user(), factories.create_user()
    elsewhere = keep(owner, factories.find_version(factories.create_article()))
    theirs = keep(other, version)
    keep(owner, version)
    newest = keep(owner, version)
    assert list(Delivery.objects.all()) == [elsewhere, theirs, newest]


def test_two_files_for_new_pieces_stay_beside_each_other_up_to_ten() -> None:
    owner, other = factories.create_user(), factories.create_user()
    word = {"kind": Delivery.Kind.WORD, "language": "hy", "at": factories.MORNING}
    theirs = keep_delivery(b"data", name="theirs.docx", by=other, **word)
    kept = [keep_delivery(b"data", name=f"{number}.docx", by=owner, **word) for number in range(12)]
    assert list(Delivery.objects.all()) == [theirs, *kept[2:]]


def test_a_delivery_is_gone_after_a_day() -> None:
    version, owner = factories.find_version(factories.create_article()), factories.create_user()
    kept = keep(owner, version)
    moments = [factories.MORNING + KEPT_FOR + timedelta(seconds=seconds) for seconds in (-1, 0)]
    assert [find_delivery(owner, kept.pk, kind=XLIFF, at=moment) for moment in moments] == [kept, None]
    assert [drop_old(moment) for moment in moments] == [0, 1]


def test_the_next_upload_of_anybody_deletes_what_is_old() -> None:
    version, owner = factories.find_version(factories.create_article()), factories.create_user()
    keep(owner, version)
    later = keep(factories.create_user(), version, at=factories.MORNING + KEPT_FOR)
    assert list(Delivery.objects.all()) == [later]


@pytest.mark.parametrize(("name", "kept"), [("x" * 300, "x" * 200), ("a\x00b\u202ec.xlf", "a bc.xlf"), ("", "")])
def test_a_name_is_kept_on_one_line_and_cut(name: str, kept: str) -> None:
    version, owner = factories.find_version(factories.create_article()), factories.create_user()
    assert keep(owner, version, name=name).name == kept
