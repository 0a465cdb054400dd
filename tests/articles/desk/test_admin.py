"""The admin around the desk: who sees which list, what cannot be deleted, which language it speaks."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from articles.models import Article, Membership, Topic
from authors.models import Author
from journal.models import Page, User
from tests import factories
from tests.articles.desk.forms import original_path, parse_form, read_form, sign_in

pytestmark = pytest.mark.django_db


def test_three_people_and_what_they_find() -> None:
    person, page = Author.objects.create(slug="ani", name_en="Ani"), Page.objects.create(key="about")
    people = [
        factories.find_chief(),
        factories.create_user(memberships=[("edit", "hy")]),
        factories.create_user(memberships=[("translate", "de", True)]),
        factories.create_user(),
    ]
    places = {
        "/admin/": (200, 200, 200, 200),
        "/admin/articles/article/": (200, 200, 200, 404),
        "/admin/articles/translation/": (200, 200, 200, 404),
        "/admin/authors/author/": (200, 200, 200, 404),
        "/admin/authors/author/add/": (200, 200, 404, 404),
        f"/admin/authors/author/{person.pk}/change/": (200, 200, 200, 404),
        f"/admin/authors/author/{person.pk}/delete/": (404, 404, 404, 404),
        "/admin/articles/topic/add/": (200, 200, 404, 404),
        "/admin/journal/user/": (200, 404, 404, 404),
        "/admin/journal/user/add/": (200, 404, 404, 404),
        f"/admin/journal/user/{people[0].pk}/delete/": (404, 404, 404, 404),
        f"/admin/journal/page/{page.pk}/change/": (200, 404, 404, 404),
        "/admin/articles/article/1/delete/": (404, 404, 404, 404),
        "/admin/articles/languageversion/": (404, 404, 404, 404),
        "/admin/auth/group/": (404, 404, 404, 404),
        "/admin/nonsense/": (404, 404, 404, 404),
    }
    found = {place: tuple(sign_in(user).get(place).status_code for user in people) for place in places}
    assert found == places
    assert {Client().get(place).status_code for place in places} == {302}


def test_a_person_gets_a_language_without_touching_what_another_saved_meanwhile() -> None:
    person = Author.objects.create(slug="ani", name_en="Ani", bio_en="<p>Old</p>")
    client = sign_in(factories.create_user(memberships=[("edit", "hy")]))
    place = f"/admin/authors/author/{person.pk}/change/"
    values, _buttons = read_form(client, place)
    Author.objects.filter(pk=person.pk).update(name_en="Ani P.")
    values.pop("portrait", None)
    assert client.post(place, {**values, "name_en": "Ani", "name_hy": "Անի", "name": "Forged"}).status_code == 302
    assert Author.objects.values_list("name_hy", "name_en", "bio_en").get() == ("Անի", "Ani P.", "<p>Old</p>")


def test_a_topic_is_made_by_an_editor() -> None:
    client = sign_in(factories.create_user(memberships=[("edit", "hy")]))
    client.post("/admin/articles/topic/add/", {"slug": "memory", "name_en": "Memory"})
    assert Topic.objects.values_list("slug", "name_en", "name_de").get() == ("memory", "Memory", "")


def test_an_account_is_made_with_its_rights_and_belongs_to_the_desk() -> None:
    client = sign_in(factories.find_chief())
    values, _buttons = read_form(client, "/admin/journal/user/add/")
    password = "a-long-walk-by-the-lake"
    words = values | {"username": "lena", "password1": password, "password2": password}
    rows = {
        "memberships-0-right": "translate",
        "memberships-0-language": "de",
    }
    made = client.post("/admin/journal/user/add/", {**words, "usable_password": "true"})
    lena = User.objects.get(username="lena")
    assert (made.status_code, lena.is_staff, lena.is_superuser) == (302, True, False)
    values, _buttons = read_form(client, f"/admin/journal/user/{lena.pk}/change/")
    assert client.post(f"/admin/journal/user/{lena.pk}/change/", {**values, **rows}).status_code == 302
    assert list(Membership.objects.values_list("user", "right", "language")) == [(lena.pk, "translate", "de")]


def test_an_account_is_kept_by_the_same_rules_as_on_the_screen_of_the_members() -> None:
    lena = factories.create_user(username="lena", email="lena@example.org", is_staff=True)
    factories.create_user(username="vera", email="vera@example.org")
    client, own, path = sign_in(factories.find_chief()), sign_in(lena), f"/admin/journal/user/{lena.pk}/change/"
    values, _buttons = read_form(client, path)
    taken = client.post(path, {**values, "email": "VERA@example.org"})
    assert (taken.status_code, taken.context["adminform"].form.errors.keys()) == (200, {"email"})
    for active in ({}, {"is_active": "on"}):
        left = {name: value for name, value in values.items() if name != "is_active"}
        assert client.post(path, {**left, **active}).status_code == 302
    lena.refresh_from_db()
    assert (lena.is_active, own.get("/admin/").status_code) == (True, 302)  # the session of before is over


@pytest.mark.parametrize("query", ["?e=1", "?p=x", f"?p={'9' * 30}", "?o=a.b", "?nonsense=1", "?q=%00", "?all="])
@pytest.mark.parametrize("place", ["article", "translation", "topic"])
def test_no_query_string_breaks_a_list(place: str, query: str) -> None:
    factories.create_version(factories.create_article(), "de")
    client = sign_in(factories.find_chief())
    response = client.get(f"/admin/articles/{place}/{query}", follow=True)
    assert response.status_code in (200, 400, 404)


def test_the_desk_speaks_the_persons_language_else_the_browsers() -> None:
    german = factories.create_user(memberships=[("edit", "hy")], language="de")
    undecided = factories.create_user(memberships=[("edit", "hy")])
    header = {"Accept-Language": "ru,en;q=0.5"}

    def spoken(client: Client) -> str:
        response = client.get("/admin/", headers=header, follow=True)
        return f"{response['Content-Language']} {'<html lang=' in response.content.decode()}"

    assert [spoken(client) for client in (sign_in(german), sign_in(undecided), Client())] == [
        "de True",
        "ru True",
        "ru True",
    ]


def test_a_form_with_too_many_fields_comes_back_with_what_was_typed(settings: Any) -> None:
    others = [name for name in settings.MIDDLEWARE if name != "journal.long_forms.LongForms"]
    settings.MIDDLEWARE = ["journal.long_forms.LongForms", *others]
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    values, _buttons = read_form(client, original_path(article))
    flood = {f"x{number}": "y" for number in range(2_500)}
    response = client.post(
        original_path(article), encode({**values, "title": "Typed", "act": "save"}, flood), content_type=URLENCODED
    )
    assert (response.status_code, parse_form(response)[0]["title"]) == (422, "Typed")
    assert Article.objects.values_list("title_hy", flat=True).get() == "Title hy first"
    other = client.post("/admin/articles/topic/add/", encode({"slug": "a"}, flood), content_type=URLENCODED)
    assert (other.status_code, Topic.objects.count()) == (400, 0)


URLENCODED = "application/x-www-form-urlencoded"


def encode(*parts: dict[str, str]) -> str:
    return "&".join(urlencode(part, doseq=True) for part in parts)
