"""The admin's lists: what an address may ask of them, and that nothing else is looked at."""

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory

from articles.models import Article, Translation
from authors.models import Author
from tests import factories
from tests.articles.desk.forms import sign_in

pytestmark = pytest.mark.django_db

FORGED = (
    "body_hy__regex=(a%2B)%2B%24",
    "title_de__startswith=T",
    "id__in=" + "9" * 23,
    "id__range=1",
    "due_on__year=999999999",
    "versions=" + "9" * 26,
    "working_title__regex=(",
    "slug__regex=(",
    "stage__exact=nonsense",
    "assignee__id__exact=" + "9" * 26,
    "password__startswith=p",
    "o=" + "9" * 30,
    "_to_field=password",
    "_popup=1",
    "p=" + "9" * 5_000,
    "q=nobody+has+this",
    "q=" + "x7+" * 1_000,
)


def list_found(client: Client, place: str, query: str) -> list[str]:
    response = client.get(f"/admin/{place}/?{query}")
    assert response.status_code == 200, query
    return sorted(str(row.pk) for row in response.context["cl"].result_list)


@pytest.mark.parametrize(
    "place", ["articles/article", "articles/translation", "articles/topic", "authors/author", "journal/user"]
)
def test_what_a_list_does_not_offer_is_ignored(place: str) -> None:
    person = factories.create_user(memberships=[("translate", "de")])
    factories.create_version(factories.create_article(), "de", assignee=person)
    Author.objects.create(slug="ani", name_en="Ani")
    client = sign_in(factories.find_chief())
    everything = list_found(client, place, "")
    ignored = [query for query in FORGED if not query.startswith("q=")]
    assert [list_found(client, place, query) for query in ignored] == [everything] * len(ignored)
    assert [list_found(client, place, query) for query in FORGED if query.startswith("q=")] == [[], []]


def test_the_links_of_the_filters_filter() -> None:
    lena, jonas = (factories.create_user(memberships=[("translate", "")]) for _number in range(2))
    article = factories.create_article()
    de = factories.create_version(article, "de", assignee=lena)
    ru = factories.create_version(article, "ru", assignee=jonas)
    shelved = factories.create_article(language="de")
    Article.objects.filter(pk=shelved.pk).update(shelved=True)
    client = sign_in(factories.find_chief())
    translations, articles = "articles/translation", "articles/article"
    found = [
        list_found(client, translations, "language__exact=de"),
        list_found(client, translations, f"assignee__id__exact={jonas.pk}&o=1.-2"),
        list_found(client, translations, "stage__exact=planned&language__exact=ru&q=piece"),
        list_found(client, articles, "shelved__exact=1"),
        list_found(client, articles, "original_language__exact=hy"),
        list_found(client, "journal/user", f"memberships__right__exact=translate&q={lena.username}"),
    ]
    assert found == [[f"{de.pk}"], [f"{ru.pk}"], [f"{ru.pk}"], [f"{shelved.pk}"], [f"{article.pk}"], [f"{lena.pk}"]]


def test_the_choices_another_form_asks_for_can_be_searched_with_anything() -> None:
    Author.objects.create(slug="ani", name_en="Ani")
    client = sign_in(factories.find_chief())
    field = {"app_label": "articles", "model_name": "credit", "field_name": "author"}
    answers = [client.get("/admin/autocomplete/", {**field, "term": term}) for term in ("ani", "x7 " * 2_000)]
    assert [(answer.status_code, len(answer.json()["results"])) for answer in answers] == [(200, 1), (200, 0)]


def test_a_character_no_database_takes_is_dropped() -> None:
    factories.create_version(factories.create_article(), "de")
    request = RequestFactory().get(
        "/", {"q": "a\x00b", "stage__exact": "\x00", "x\x00": "1", "shelved__exact": "1\x00"}
    )
    request.user = factories.find_chief()
    kept = [admin.site.get_model_admin(model).keep_known(request).dict() for model in (Article, Translation, Author)]  # type: ignore[attr-defined]
    assert kept == [{"q": "ab"}] * 3
    people = admin.site.get_model_admin(Author)
    assert str(people.get_search_results(request, Author.objects.all(), "an\x00i")[0].query).count("\x00") == 0


def test_no_text_can_be_read_letter_by_letter() -> None:
    client = sign_in(factories.create_user(memberships=[("translate", "de", True)]))
    article = factories.create_article()
    assert list_found(client, "articles/article", "title_hy__startswith=T") == []
    mine = sign_in(factories.create_user(memberships=[("translate", "de")]))
    for guess in ("T", "X"):
        assert list_found(mine, "articles/article", f"title_hy__startswith={guess}") == [f"{article.pk}"]
