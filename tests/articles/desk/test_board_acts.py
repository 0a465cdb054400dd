"""Acts in the cell of the board: done by the one door, back at the same place, refused in words beside the cell."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.choices import Act
from articles.models import LanguageVersion, LogEntry
from journal.models import User
from tests import factories
from tests.articles.desk.forms import sign_in

pytestmark = pytest.mark.django_db

HERE = "/admin/?language=de&nonsense=1&sort=title"
OFFER = 'name="act" value="publish"'


def press(client: Client, version: LanguageVersion, act: str, **fields: object) -> tuple[int, str]:
    """Press a button of the version's cell; return the status and where it leads, or what the board says beside it."""
    answer = client.post(f"/admin/articles/version/{version.pk}/act/", {"act": act, "next": HERE, **fields})
    if answer.status_code != 422:
        return answer.status_code, answer.headers.get("Location", "")
    said = answer.content.decode().partition('role="alert">')[2].partition("</p>")[0]
    return 422, said


def at_cell(version: LanguageVersion) -> tuple[int, str]:
    return 303, f"/admin/?language=de&sort=title#v{version.pk}"


def list_acts(version: LanguageVersion) -> list[str]:
    return list(LogEntry.objects.filter(version=version).order_by("pk").values_list("act", flat=True))


@pytest.fixture
def german() -> LanguageVersion:
    article = factories.create_article()
    factories.release(factories.find_version(article))
    return factories.create_version(article, "de")


@pytest.fixture
def lena() -> User:
    return factories.create_user(memberships=[("translate", "de")], first_name="Lena")


def test_an_assignment_changes_what_was_chosen_and_leaves_the_rest(german: LanguageVersion, lena: User) -> None:
    reviewer = factories.create_user(memberships=[("review", "de")])
    client = sign_in(factories.find_chief())
    due = timezone.localdate() + timedelta(days=5)
    assert press(client, german, "assign", assignee=lena.pk, due_on=due, due_was="") == at_cell(german)
    page = client.get(HERE).content.decode()
    assert page.count("The assignment has been saved.") == 1  # beside the cell, and not on top as well
    assert "The assignment has been saved." not in client.get(HERE).content.decode()
    assert press(client, german, "assign", reviewer=reviewer.pk, due_on=due, due_was=due) == at_cell(german)
    row = LanguageVersion.objects.get(pk=german.pk)
    assert (row.assignee, row.reviewer, row.due_on) == (lena, reviewer, due)
    assert press(client, german, "assign", assignee="nobody", due_on="", due_was=due) == at_cell(german)
    row.refresh_from_db()
    assert (row.assignee, row.reviewer, row.due_on) == (None, reviewer, None)
    assert list_acts(german) == ["plan", "assign", "assign", "assign"]
    press(client, german, "assign", assignee="nobody", due_on="", due_was="")
    assert list_acts(german) == ["plan", "assign", "assign", "assign"]  # nothing chosen, nothing done


def test_claiming_handing_over_and_declining(german: LanguageVersion, lena: User) -> None:
    jonas = factories.create_user(memberships=[("translate", "de")])
    client = sign_in(lena)
    assert [press(client, german, "claim") for _twice in range(2)] == [at_cell(german)] * 2
    assert press(sign_in(jonas), german, "claim") == (422, "Somebody has this piece already.")
    assert press(client, german, "hand_over") == (422, "Say who takes it over.")
    assert press(client, german, "hand_over", to="999999") == (422, "There is no such person at the desk.")
    assert press(client, german, "hand_over", to=jonas.pk) == at_cell(german)
    assert [press(sign_in(jonas), german, "decline", comment="No time.") for _twice in range(2)] == [
        at_cell(german)
    ] * 2
    assert list_acts(german) == ["plan", "claim", "hand_over", "decline"]
    german.refresh_from_db()
    assert german.assignee is None


def test_checked_names_the_revision_that_was_shown() -> None:
    article = factories.create_published(languages=("hy", "de"))
    german = factories.find_version(article, "de")
    factories.change_original(article, word="second", significance="major")
    lena = factories.create_user(memberships=[("translate", "de")])
    page = sign_in(lena).get(HERE).content.decode()
    original = factories.find_version(article)
    assert "Checked against revision 2, nothing to change" in page
    assert f"/admin/articles/version/{original.pk}/compare/?a=1&amp;b=2" in page
    factories.change_original(article, word="third", significance="major")  # after the page was made
    number = german.edit_number
    checked = {"source_revision": 2, "edit_number": number}
    assert [press(sign_in(lena), german, "checked", **checked) for _twice in range(2)] == [at_cell(german)] * 2
    row = LanguageVersion.objects.select_related("based_on").get(pk=german.pk)
    assert row.based_on is not None
    assert (row.based_on.number, list_acts(german).count("checked")) == (2, 1)
    assert "Checked against revision 3, nothing to change" in sign_in(lena).get(HERE).content.decode()
    stale = press(sign_in(lena), german, "checked", source_revision=3, edit_number=number + 1)
    assert stale == (422, "Somebody has saved this text since you opened it. Nothing was overwritten.")
    assert press(sign_in(lena), german, "checked")[0] == 422


def test_an_approved_text_is_published_with_one_press_and_only_if_nothing_is_missing(german: LanguageVersion) -> None:
    chief = factories.find_chief()
    client = sign_in(chief)
    factories.submit(factories.write_text(german))
    refused = (
        "Only an approved text goes out from the board, and only for the first time. The publish page takes the others."
    )
    assert press(client, german, "publish") == (422, refused)
    reviewer = factories.create_user(memberships=[("review", "de")])
    workflow.apply(german, Act.APPROVE, by=reviewer, at=factories.MORNING)
    assert OFFER in client.get(HERE).content.decode()
    assert [press(client, german, "publish") for _twice in range(2)] == [at_cell(german)] * 2
    assert list_acts(german)[-2:] == ["approve", "publish"]
    german.refresh_from_db()
    assert german.first_published_at is not None
    # What has been released before needs the significance of its change, which the publish page asks for
    factories.submit(factories.write_text(german, texts={"title": "Anders"}))
    workflow.apply(german, Act.APPROVE, by=reviewer, at=factories.MORNING)
    assert OFFER not in client.get(HERE).content.decode()


def test_a_language_is_planned_from_the_empty_cell(german: LanguageVersion) -> None:
    client = sign_in(factories.find_chief())
    original = factories.find_version(german.article)
    answers = [press(client, original, "plan", language="ka") for _twice in range(2)]
    georgian = factories.find_version(german.article, "ka")
    assert answers == [at_cell(georgian)] * 2
    assert list_acts(georgian) == ["plan"]
    LogEntry.objects.filter(version=georgian).update(at=factories.MORNING)
    assert press(client, original, "plan", language="ka") == (422, "This language is planned already.")
    assert press(client, original, "plan", language="xx") == (422, "Choose the language to plan.")
    assert press(client, original, "plan", language="\x00") == (422, "Null characters are not allowed.")


def test_a_refusal_keeps_what_was_typed_and_changes_nothing(german: LanguageVersion, lena: User) -> None:
    client = sign_in(factories.find_chief())
    answer = client.post(
        f"/admin/articles/version/{german.pk}/act/",
        {"act": "assign", "assignee": lena.pk, "due_on": "0001-01-01", "due_was": "", "comment": "why", "next": HERE},
    )
    page = answer.content.decode()
    assert (answer.status_code, page.count('role="alert"'), page.count('name="cell" open')) == (422, 1, 1)
    assert 'name="due_on" value="0001-01-01"' in page
    assert (f'<option value="{lena.pk}" selected>Lena</option>' in page, page.count("autofocus")) == (True, 1)
    assert 'value="de" selected' in page  # the filters of the page it came from
    german.refresh_from_db()
    assert (german.assignee, list_acts(german)) == (None, ["plan"])
    elsewhere = client.post(f"/admin/articles/version/{german.pk}/act/", {"act": "x", "next": "/admin/?language=ro"})
    said = elsewhere.content.decode()
    assert (elsewhere.status_code, said.count("There is no such act.")) == (422, 1)  # on top: the cell is not here


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/admin/?language=de",
        "//elsewhere.example/admin/?language=de",
        "/\\elsewhere.example/admin/?language=de",
        "javascript:alert(1)",
        "http://[",
        "/hy/?language=de",
        "/admin/logout/?language=de",
        "/admin/?" + "a=1&" * 3000,
        "/admin/?q=%00",
        "\x00",
        "",
    ],
)
def test_only_the_board_is_come_back_to(german: LanguageVersion, lena: User, address: str) -> None:
    assert press(sign_in(lena), german, "claim", next=address) == (303, f"/admin/#v{german.pk}")


def test_who_may_not_is_told_and_who_may_not_see_is_told_nothing(german: LanguageVersion, lena: User) -> None:
    stranger = factories.create_user(memberships=[("translate", "ka", True)])
    page = sign_in(stranger).post(f"/admin/articles/version/{german.pk}/act/", {"act": "claim"})
    nothing = sign_in(stranger).post("/admin/articles/version/999999/act/", {"act": "claim"})
    assert (page.status_code, nothing.status_code) == (404, 404)
    vera = factories.create_user(memberships=[("translate", "ru")])
    for act in ("assign", "claim", "decline", "hand_over", "checked", "publish", "plan"):
        fields = {"assignee": vera.pk, "language": "ka", "source_revision": 1, "to": lena.pk}
        assert press(sign_in(vera), german, act, **fields)[0] == 422
    for act in ("save", "withdraw", "drop", "relabel", "shelve", "", "no such"):
        assert press(sign_in(factories.find_chief()), german, act) == (422, "There is no such act.")
    signed_out = Client().post(f"/admin/articles/version/{german.pk}/act/", {"act": "claim"})
    assert ("v1" in signed_out.headers.get("Location", ""), list_acts(german)) == (False, ["plan"])
    assert sign_in(lena).get(f"/admin/articles/version/{german.pk}/act/").headers["Location"] == f"/admin/#v{german.pk}"
