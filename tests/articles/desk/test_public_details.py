"""Licence and first publication on the screen of a piece."""

from datetime import date
from typing import Any

import pytest

from articles.models import Article
from journal.models import PressStamp
from tests import factories
from tests.articles.desk.forms import original_path, read_form, send, sign_in

pytestmark = pytest.mark.django_db

NAMES = ("licence", "first_published_in", "first_published_url", "first_published_on")
FULL = {
    "public-licence": "CC-BY-NC-4.0",
    "public-first_published_in": "  The \n Other  ",
    "public-first_published_url": "https://other.example/a?b=1",
    "public-first_published_on": "1998-05-12",
}
STORED = ("CC-BY-NC-4.0", "The Other", "https://other.example/a?b=1", date(1998, 5, 12))


def stored(article: Article) -> tuple[Any, ...]:
    return Article.objects.values_list(*NAMES).get(pk=article.pk)


def test_they_are_saved_and_emptied_and_the_press_hears_of_it_once() -> None:
    article, client = factories.create_article(), sign_in(factories.find_chief())
    path = original_path(article)
    PressStamp.bump()
    before = PressStamp.objects.get().token
    assert send(client, path, "save", **FULL).status_code == 303
    assert (stored(article), PressStamp.objects.get().token == before) == (STORED, False)
    values, _buttons = read_form(client, path)
    assert [values[f"public-{name}"] for name in NAMES] == [str(value) for value in STORED]
    before = PressStamp.objects.get().token
    assert send(client, path, "save").status_code == 303
    assert (stored(article), PressStamp.objects.get().token == before) == (STORED, True)
    assert send(client, path, "save-besides", **dict.fromkeys(FULL, "")).status_code == 303
    assert stored(article) == ("", "", "", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"public-licence": "CC-BY-3.0"}, "licence"),
        ({"public-first_published_in": "x" * 201}, "first_published_in"),
        (
            {"public-first_published_in": "A", "public-first_published_url": "javascript:alert(1)"},
            "first_published_url",
        ),
        ({"public-first_published_url": "https://other.example/"}, "first_published_in"),
        ({"public-first_published_in": "A", "public-first_published_on": "12 May"}, "first_published_on"),
        ({"public-first_published_in": "A", "public-first_published_on": "0023-05-12"}, "first_published_on"),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_its_field(changes: dict[str, str], field: str) -> None:
    article = factories.create_article()
    response = send(sign_in(factories.find_chief()), original_path(article), "save", **changes)
    assert (response.status_code, set(response.context["screen"].details_form.errors)) == (422, {field})
    assert stored(article) == ("", "", "", None)


def test_what_somebody_else_has_written_meanwhile_is_shown_before_it_is_replaced() -> None:
    article, client = factories.create_article(), sign_in(factories.find_chief())
    path = original_path(article)
    opened, _buttons = read_form(client, path)
    Article.objects.filter(pk=article.pk).update(licence="CC0-1.0", first_published_in="Theirs")
    mine = {**opened, "act": "save", "public-first_published_in": "Mine"}
    response = client.post(path, mine)
    form = response.context["screen"].details_form
    told = {"first_published_in": ["Meanwhile this was written here: “Theirs”. Save again to replace it."]}
    assert (response.status_code, form.errors) == (422, told)
    assert stored(article) == ("CC0-1.0", "Theirs", "", None)
    again = {**mine, "public-first_published_in_was": form["first_published_in_was"].value()}
    assert client.post(path, again).status_code == 303
    assert stored(article) == ("CC0-1.0", "Mine", "", None)


def test_a_page_opened_before_says_nothing_of_them_and_changes_nothing() -> None:
    article, client = factories.create_article(), sign_in(factories.find_chief())
    Article.objects.filter(pk=article.pk).update(licence="CC0-1.0")
    values, _buttons = read_form(client, original_path(article))
    old = {name: value for name, value in values.items() if not name.startswith("public-")}
    assert client.post(original_path(article), {**old, "act": "save"}).status_code == 303
    assert stored(article) == ("CC0-1.0", "", "", None)


@pytest.mark.parametrize("memberships", [(("review", "hy"),), (("publish", "hy"),), (("translate", "de"),)])
def test_who_may_not_edit_the_original_neither_sees_nor_changes_them(memberships: Any) -> None:
    article = factories.create_article()
    client = sign_in(factories.create_user(memberships=memberships))
    response = client.get(original_path(article))
    if response.status_code == 200:
        assert b"public-licence" not in response.content
    client.post(original_path(article), {**FULL, "act": "save-besides"})
    assert stored(article) == ("", "", "", None)
