"""Signed out in the middle of the work, or with a token that has grown old: every field is still there and goes on."""

import json
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from articles.models import Article
from articles.revisions import working_content
from tests import factories
from tests.articles.desk.forms import facing_path, original_path, parse_form, read_form, sign_in

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
HERE = {"HTTP_ORIGIN": "http://testserver"}
SIGN_IN = {"sign-in-username": "chief", "sign-in-password": "password"}


def make_piece() -> tuple[Article, str]:
    article = factories.create_article()
    return article, original_path(article)


def test_a_form_sent_after_the_session_has_ended_is_saved_by_signing_in() -> None:
    article, path = make_piece()
    client = sign_in(factories.find_chief())
    values, _buttons = read_form(client, path)
    posted = {**values, "title": 'Typed <b> "quoted"\nand more', "act": "save"}
    Session.objects.all().delete()
    asked = client.post(path, posted)
    page = asked.content.decode()
    shown, _buttons = parse_form(asked)
    assert (asked.status_code, 'role="alert"' in page) == (403, True)
    held = {name: text for name, text in shown.items() if not name.startswith(("sign-in-", "csrf"))}
    assert held == {name: text for name, text in posted.items() if name and not name.startswith("csrf")}
    wrong = client.post(path, {**shown, **SIGN_IN, "sign-in-password": "wrong"})
    again, _buttons = parse_form(wrong)
    assert (wrong.status_code, again["title"], "wrong" in wrong.content.decode()) == (403, posted["title"], False)
    saved = client.post(path, {**again, **SIGN_IN})
    assert (saved.status_code, saved["Location"]) == (303, path)
    assert working_content(factories.find_version(article)).title == 'Typed <b> "quoted" and more'
    assert client.get(path).status_code == 200


def test_who_signs_in_acts_with_their_own_rights_and_finds_the_words_again() -> None:
    article, path = make_piece()
    values, _buttons = read_form(sign_in(factories.find_chief()), path)
    posted = {**values, "title": "Typed", "act": "save"}
    factories.create_user(username="reader", memberships=[("review", "de")])
    factories.create_user(username="stranger", is_staff=False)
    factories.create_user(username="nobody")
    answers = {
        name: Client().post(path, {**posted, **SIGN_IN, "sign-in-username": name})
        for name in ("reader", "stranger", "nobody")
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "reader": 403,
        "stranger": 403,
        "nobody": 404,
    }
    assert (parse_form(answers["reader"])[0]["title"], parse_form(answers["stranger"])[0]["title"]) == ("Typed",) * 2
    assert working_content(factories.find_version(article)).title == "Title hy first"


def test_the_button_by_which_somebody_signs_in_pressed_twice_saves_once() -> None:
    article, path = make_piece()
    client = sign_in(factories.find_chief())
    values, _buttons = read_form(client, path)
    Session.objects.all().delete()
    posted = {**values, **SIGN_IN, "title": "Typed", "act": "save"}
    assert [client.post(path, posted).status_code for _ in range(2)] == [303, 303]
    said = [str(message) for message in client.get(path).context["messages"]]
    assert (said, factories.find_version(article).edit_number) == (["Saved.", "Saved."], 2)


def test_scripts_are_told_and_pages_are_led_to_the_sign_in_as_ever() -> None:
    article, path = make_piece()
    draft = f"/admin/articles/version/{factories.find_version(article).pk}/draft/"
    body = json.dumps({"page": "a-page-of-hers", "fields": {"title": ["x"]}})
    told = Client().post(draft, body, content_type="application/json")
    asked = Client().get(f"{draft}?page=a-page-of-hers", HTTP_SEC_FETCH_DEST="empty")
    assert [(answer.status_code, answer.json()["signed_out"]) for answer in (told, asked)] == [(403, True)] * 2
    assert [Client().get(place).status_code for place in (path, draft, "/admin/signed-in/")] == [302] * 3
    assert sign_in(factories.find_chief()).get("/admin/signed-in/").status_code == 200


def test_a_form_with_an_old_token_is_sent_again_but_never_one_of_another_site() -> None:
    article, path = make_piece()
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.find_chief())
    values = {**read_form(client, path)[0], "title": "Typed & kept", "act": "save", "csrfmiddlewaretoken": "a" * 64}
    other = "https://example.org"
    for headers in ({"HTTP_ORIGIN": other}, {"HTTP_ORIGIN": "null"}, {"HTTP_REFERER": f"{other}/"}, {}):
        refused = client.post(path, values, **headers)
        assert (refused.status_code, "Typed &amp; kept" in refused.content.decode()) == (403, False)
    own = {"HTTP_REFERER": f"http://testserver{path}"}, {"HTTP_ORIGIN": settings.CSRF_TRUSTED_ORIGINS[0]}
    for headers in (HERE, *own):
        shown, _buttons = parse_form(client.post(path, values, **headers))
        assert (shown["title"], "sign-in-username" in shown) == ("Typed & kept", False)
    assert client.post(path, shown, **HERE).status_code == 303
    assert working_content(factories.find_version(article)).title == "Typed & kept"


def test_a_form_without_session_and_token_asks_for_both_at_once() -> None:
    article, path = make_piece()
    values, _buttons = read_form(sign_in(factories.find_chief()), path)
    client = Client(enforce_csrf_checks=True)
    shown, _buttons = parse_form(client.post(path, {**values, "title": "Typed", "act": "save"}, **HERE))
    assert client.post(path, {**shown, **SIGN_IN}, **HERE).status_code == 303
    assert working_content(factories.find_version(article)).title == "Typed"


def test_forms_with_passwords_and_those_of_scripts_are_never_shown_again() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/admin/login/", {"username": "chief", "password": "my-secret"}, **HERE)
    assert (answer.status_code, "my-secret" in answer.content.decode()) == (403, False)
    answer = client.post("/admin/journal/user/add/", {"username": "x", "password1": "my-secret"}, **HERE)
    assert (answer.status_code, "my-secret" in answer.content.decode()) == (403, False)
    _article, path = make_piece()
    script = client.post(path, {"title": "Typed"}, HTTP_SEC_FETCH_DEST="empty", **HERE)
    assert (script.status_code, "Typed" in script.content.decode()) == (403, False)


def test_a_form_with_too_many_fields_keeps_those_that_are_taken() -> None:
    _article, path = make_piece()
    values, _buttons = read_form(sign_in(factories.find_chief()), path)
    many = {**values, "title": "Typed", **{f"more-{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)}}
    client = Client()
    asked = client.post(path, urlencode(many), content_type=FORM)
    shown, _buttons = parse_form(asked)
    assert (asked.status_code, shown["title"], "the rows at its end are missing" in asked.content.decode()) == (
        403,
        "Typed",
        True,
    )
    answer = client.post(path, urlencode({**shown, **SIGN_IN}), content_type=FORM)
    assert (answer.status_code, parse_form(answer)[0]["title"]) == (422, "Typed")


class _Buttons(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "input":
            self.names.append(dict(attrs).get("name") or "")


def test_the_fields_of_signing_in_stand_before_those_that_are_kept() -> None:
    version = factories.create_version(factories.create_article(), "de")
    answer: HttpResponse = Client().post(facing_path(version), {"title": "Typed"})
    reader = _Buttons()
    reader.feed(unescape(answer.content.decode()))
    names = [name for name in reader.names if name != "csrfmiddlewaretoken"]
    assert names == ["sign-in-username", "sign-in-password", "title"]
