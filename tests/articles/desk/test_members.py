"""Accounts: everybody's rights on one screen, invitations, new passwords, and one's own settings."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Membership, Notice
from journal.mailing.sending import send_waiting
from journal.models import User
from tests import factories
from tests.articles.desk.forms import read_form, sign_in

pytestmark = pytest.mark.django_db

MEMBERS, ACCOUNT, ASK, LOGIN = "/admin/members/", "/admin/account/", "/admin/password_reset/", "/admin/login/"
PASSWORD = "a long enough secret"


def create_lena(**fields: Any) -> User:
    given = {"username": "lena", "first_name": "Lena", "last_name": "Vogt", "email": "lena@example.org", **fields}
    return factories.create_user(memberships=[("translate", "de", True), ("review", "", False)], **given)


def read_person(client: Client, person: User) -> dict[str, str]:
    """Return what the form of a person on the members' screen would send."""
    page = client.get(MEMBERS).content.decode()
    part = page[page.index(f'id="member-{person.pk}"') : page.index("</form>", page.index(f'id="member-{person.pk}"'))]
    values = {"person": str(person.pk)}
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', part, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    for tag in re.findall(r'<input[^>]*name="member-[^>]*>', part):
        given = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if given["type"] != "checkbox" or " checked" in tag:
            values[given["name"]] = given.get("value", "on")
    return values


def press(client: Client, person: User, act: str, **changes: str) -> HttpResponse:
    values = read_person(client, person)
    for name, value in changes.items():
        values[f"member-{person.pk}-{name.replace('__', '-')}"] = value
    return client.post(MEMBERS, {**{k: v for k, v in values.items() if v != "off"}, "act": act})


def rights_of(person: User) -> set[tuple[str, str, bool]]:
    return set(Membership.objects.filter(user=person).values_list("right", "language", "assigned_only"))


def deliver() -> list[Any]:
    """Send what waits and return the mails."""
    mail.outbox.clear()
    send_waiting(at=timezone.now)
    return mail.outbox


def find_link(message: Any) -> str:
    return re.findall(r"^http://127\.0\.0\.1:8000(/admin/reset/\S+)$", message.body, re.MULTILINE)[0]


def test_rights_are_changed_by_their_difference() -> None:
    client, lena = sign_in(factories.find_chief()), create_lena()
    kept = Membership.objects.get(user=lena, right="review").pk
    changes = {"translate-de": "all", "translate-ru": "assigned", "edit-all": "all"}
    response = press(client, lena, "save", last_name="Vogt-Reuter\u202e", **changes)
    assert (response.status_code, response["Location"]) == (303, f"{MEMBERS}#member-{lena.pk}")
    assert rights_of(lena) == {
        ("translate", "de", False),
        ("translate", "ru", True),
        ("edit", "", False),
        ("review", "", False),
    }
    assert Membership.objects.get(user=lena, right="review").pk == kept
    lena.refresh_from_db()
    assert (str(lena), lena.email, lena.is_superuser) == ("Lena Vogt-Reuter", "lena@example.org", False)


def test_a_form_that_others_have_overtaken_changes_nothing() -> None:
    client, lena = sign_in(factories.find_chief()), create_lena()
    stale = {**read_person(client, lena), "act": "save", f"member-{lena.pk}-first_name": "Helena"}
    press(client, lena, "save", **{"edit-hy": "all"})
    response = client.post(MEMBERS, stale)
    lena.refresh_from_db()
    assert (response.status_code, lena.first_name, ("edit", "hy", False) in rights_of(lena)) == (422, "Lena", True)


def test_what_cannot_be_is_refused_and_stays_in_the_form() -> None:
    chief = factories.find_chief()
    client, lena = sign_in(chief), create_lena()
    factories.create_user(username="other", email="Other@example.org")
    before = rights_of(lena)
    for changes in (
        {"email": "other@example.org"},
        {"email": "no address"},
        {"translate-de": "everything"},
        {"language": "fr"},
    ):
        assert press(client, lena, "save", **changes).status_code == 422
    lena.refresh_from_db()
    assert (lena.email, rights_of(lena)) == ("lena@example.org", before)
    crafted: tuple[dict[str, str], ...] = (
        {"act": "save", "person": "999999"},
        {"act": "save", "person": "x"},
        {"act": "save"},
        {"act": "delete", "person": str(lena.pk)},
        {"person": str(lena.pk)},
    )
    assert [client.post(MEMBERS, given).status_code for given in crafted] == [404] * 5


def test_nobody_but_chiefs_finds_the_screen() -> None:
    chief, lena = factories.find_chief(), create_lena()
    posted = {**read_person(sign_in(chief), lena), "act": "save", f"member-{lena.pk}-is_chief": "on"}
    editor = factories.create_user(memberships=[("edit", ""), ("publish", "")])
    closed = factories.create_user(is_superuser=True, is_staff=False)
    before = rights_of(lena)
    for user in (lena, editor):
        client = sign_in(user)
        assert [client.get(MEMBERS).status_code, client.post(MEMBERS, posted).status_code] == [404, 404]
        assert "/admin/members/" not in client.get(ACCOUNT).content.decode()
        assert client.get("/admin/articles/notice/").status_code == 404
    for client in (Client(), sign_in(closed)):
        assert client.get(MEMBERS)["Location"] == f"{LOGIN}?next={MEMBERS}"
        assert client.post(MEMBERS, posted).status_code == 403
    lena.refresh_from_db()
    assert (lena.is_superuser, rights_of(lena)) == (False, before)


def test_the_last_chief_stays_one_on_every_way() -> None:
    chief = factories.find_chief()
    User.objects.filter(pk=chief.pk).update(email="chief@example.org")
    client = sign_in(chief)
    factories.create_user(username="gone", is_superuser=True, is_active=False)
    assert press(client, chief, "save", is_chief="off").status_code == 422
    assert press(client, chief, "deactivate").status_code == 422
    path = f"/admin/journal/user/{chief.pk}/change/"
    values = {name: value for name, value in read_form(client, path)[0].items() if name != "is_superuser"}
    assert client.post(path, values).status_code == 200
    chief.refresh_from_db()
    assert (chief.is_superuser, chief.is_active) == (True, True)
    second = factories.create_user(username="second", is_superuser=True)
    assert press(client, chief, "save", is_chief="off")["Location"] == "/admin/"  # their way ends here
    assert client.get(MEMBERS).status_code == 404
    assert press(sign_in(second), second, "deactivate").status_code == 422


def test_a_new_person_is_invited_and_comes_in() -> None:
    client = sign_in(factories.find_chief())
    form = {
        "act": "add",
        "new-first_name": "Nino",
        "new-email": "nino@example.org",
        "new-language": "ka",
        "new-translate-ka": "all",
    }
    factories.create_user(username="Nino")
    assert client.post(MEMBERS, form).status_code == 303
    nino = User.objects.get(email="nino@example.org")
    assert (nino.username, nino.has_usable_password(), rights_of(nino)) == (
        "nino2",
        False,
        {("translate", "ka", False)},
    )
    # pressed twice it is done once; anything else with the same address or name is refused
    others = ({}, {"new-first_name": "Else"}, {"new-username": "NINO"})
    assert [client.post(MEMBERS, {**form, **more}).status_code for more in others] == [303, 422, 422]
    (message,) = deliver()
    assert message.to == ["nino@example.org"]
    assert deliver() == []

    # within a quarter of an hour it is the same invitation; later, another is sent, and both links are good
    assert press(client, nino, "invite").status_code == 303
    assert deliver() == []
    Notice.objects.update(key="invitation:0", at=F("at") - timedelta(minutes=14))
    assert press(client, nino, "invite").status_code == 303
    assert deliver() == []
    Notice.objects.update(at=F("at") - timedelta(minutes=1))
    press(client, nino, "invite")
    (again,) = deliver()
    guest = Client()
    assert guest.get(find_link(again)).status_code == 302
    link = find_link(message)
    opened = guest.get(link, follow=True)
    assert opened["Content-Language"] == "ka"
    page = opened.redirect_chain[-1][0]
    weak = guest.post(page, {"new_password1": "nino2", "new_password2": "nino2"})
    assert (weak.status_code, weak["Content-Language"]) == (200, "ka")
    done = guest.post(page, {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)
    assert (done.status_code, done["Content-Language"]) == (200, "ka")
    assert guest.login(username="nino2", password=PASSWORD)
    assert Client().get(link).status_code == 200  # used: a page that says so, no redirect to the form
    assert press(client, nino, "invite").status_code == 422


def test_an_address_of_signs_makes_a_user_name_too() -> None:
    client = sign_in(factories.find_chief())
    for address in ("!#$@example.org", "&@example.org"):
        client.post(MEMBERS, {"act": "add", "new-email": address, "new-first_name": "Nino"})
    assert set(User.objects.values_list("username", flat=True)) == {"chief", "member", "member2"}


def test_a_deactivated_person_is_out_at_once_and_their_pieces_are_listed() -> None:
    client, lena = sign_in(factories.find_chief()), create_lena()
    version = factories.create_version(factories.create_article(working_title="Harbours"), "de", assignee=lena)
    own = sign_in(lena)
    factories.create_user(username="other")
    assert own.get("/admin/").status_code == 200
    assert "Harbours" not in client.get(MEMBERS).content.decode()
    press(client, lena, "deactivate")
    assert own.get("/admin/").status_code == 302
    assert Session.objects.count() == 1
    page = client.get(MEMBERS).content.decode()
    assert f'<a href="/admin/articles/translation/{version.pk}/change/">Harbours (' in page
    press(client, lena, "reactivate")
    assert own.get("/admin/").status_code == 302
    assert sign_in(lena).get("/admin/").status_code == 200


@pytest.mark.parametrize("people", [1, 4])
def test_the_screen_asks_the_same_for_any_number_of_people(people: int) -> None:
    chief = factories.find_chief()
    for _number in range(people):
        lena = factories.create_user(memberships=[("translate", "de")])
        article = factories.create_article()
        factories.create_version(article, "de", assignee=lena)
        User.objects.filter(pk=lena.pk).update(is_active=False)
    client = sign_in(chief)
    client.get(MEMBERS)
    with CaptureQueriesContext(connection) as queries:
        client.get(MEMBERS)
    # session and person, people and memberships, unfinished work with its articles, mails that did not go out
    assert len(queries) == 7, [query["sql"][:90] for query in queries]


def test_a_new_password_is_asked_for_without_learning_who_has_an_account() -> None:
    lena, chief = create_lena(language="de"), factories.find_chief()
    create_lena(username="closed", email="closed@example.org", is_active=False)
    answers, costs = set(), set()
    for typed in ("lena", "LENA@example.org", "nobody", "nobody@example.org", "closed", "closed@example.org", "\x00"):
        Notice.objects.all().delete()
        guest = Client()
        with CaptureQueriesContext(connection) as queries:
            response = guest.post(ASK, {"name": typed}, follow=True)
        if typed != "\x00":
            answers.add((response.status_code, response.content.replace(typed.encode(), b"")))
            costs.add(len(queries))
        waiting = Notice.objects.filter(state="waiting").values_list("person__username", flat=True)
        assert list(waiting) == (["lena"] if typed.lower().startswith("lena") else [])
    assert (len(answers), costs) == (1, {4})

    Notice.objects.all().delete()
    for _flood in range(3):
        Client().post(ASK, {"name": "lena"})
    own = sign_in(lena)  # a later sign-in would make the link useless
    (message,) = deliver()
    assert message.to == ["lena@example.org"]
    guest = Client()
    page = guest.get(find_link(message), follow=True).redirect_chain[-1][0]
    guest.post(page, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert own.get("/admin/").status_code == 302  # sessions from before are over
    assert Client().login(username="lena", password=PASSWORD)
    assert chief.check_password("password")
    assert 'href="/admin/password_reset/"' in Client().get(LOGIN).content.decode()


def test_a_link_is_of_no_use_to_somebody_who_has_left() -> None:
    lena = create_lena()
    Client().post(ASK, {"name": "lena"})
    (message,) = deliver()
    User.objects.filter(pk=lena.pk).update(is_active=False)
    assert Client().get(find_link(message)).status_code == 200
    assert Client().get("/admin/reset/!!/x-y/").status_code == 200


def test_everybody_keeps_their_own_settings_and_nothing_else() -> None:
    lena = create_lena()
    client = sign_in(lena)
    values, _buttons = read_form(client, ACCOUNT)
    assert (values["first_name"], values["mail"], values["language"]) == ("Lena", "at_once", "")
    crafted = {"email": "x@example.org", "is_superuser": "on", "username": "chief", "is_staff": ""}
    response = client.post(ACCOUNT, {**values, **crafted, "mail": "daily", "language": "de", "first_name": "Léna"})
    assert (response.status_code, response["Location"]) == (303, ACCOUNT)
    lena.refresh_from_db()
    assert (lena.first_name, lena.mail, lena.language) == ("Léna", "daily", "de")
    assert (lena.email, lena.is_superuser, lena.username, lena.is_staff) == ("lena@example.org", False, "lena", True)
    assert client.get(ACCOUNT)["Content-Language"] == "de"
    assert client.post(ACCOUNT, {**values, "mail": "hourly"}).status_code == 422
    assert Client().get(ACCOUNT)["Location"] == f"{LOGIN}?next={ACCOUNT}"


def test_a_chief_sees_which_mails_did_not_go_out_and_sends_them_again() -> None:
    chief, lena = factories.find_chief(), create_lena()
    version = factories.create_version(factories.create_article(working_title="Harbours"), "de")
    long_ago = timezone.now() - timedelta(hours=1)
    given = {"person": lena, "kind": "comment", "version": version, "at": long_ago, "not_before": long_ago}
    rows = [
        Notice.objects.create(key=state, state=state, settled_at=long_ago, **given)
        for state in ("sending", "failed", "sent")
    ]
    client = sign_in(chief)
    assert "2 mails could not be sent, or may not have been." in client.get(MEMBERS).content.decode()
    page = client.get("/admin/articles/notice/").content.decode()
    assert ("in doubt: it may have been sent" in page, "Harbours (Deutsch)" in page) == (True, True)
    chosen = {"action": "send_again", "_selected_action": [str(row.pk) for row in rows]}
    assert client.post("/admin/articles/notice/", chosen).status_code == 302
    states = {row.key: row.state for row in Notice.objects.all()}
    assert states == {"sending": "waiting", "failed": "waiting", "sent": "sent"}
    assert client.post("/admin/articles/notice/", {**chosen, "action": "delete_selected"}).status_code == 302
    assert Notice.objects.count() == 3
