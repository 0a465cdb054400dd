"""The preview: the public page of a working text, for those who may see it and nobody else."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article
from journal.models import User
from tests.articles.press.pieces import create_person, create_piece, credit, revise, rewrite, translate
from tests.articles.press.reader import LATER, find_path, get, texts, tree
from tests.factories import create_user, find_chief, find_version, make_texts, write_text

pytestmark = pytest.mark.django_db


def preview(user: User | None, article: Article, language: str = "") -> HttpResponse:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client.get(reverse("admin:desk_preview", args=[find_version(article, language).pk]))


def main(response: HttpResponse) -> str:
    """The article itself, as it is."""
    start = response.content.index(b'<article class="piece"')
    return response.content[start : response.content.index(b"</article>")].decode()


def test_it_is_the_page_readers_will_get() -> None:
    article = create_piece(languages=("hy", "en"))
    credit(create_person("anna", hy="Աննա"), article)
    version = rewrite(article, "en", word="second", at=LATER)
    shown = main(preview(find_chief(), article, "en"))
    revise(article, "en", word="second", at=LATER)
    published = main(get(find_path(article, "en")))
    dates = '<p class="piece-dates">'
    assert version.pk
    assert shown[: shown.index(dates)] == published[: published.index(dates)]
    address = re.compile(r'<(details) class="cite">.*?</\1>|<(ul) class="share".*?</\2>|\n', re.DOTALL)
    ends = [address.sub("", page[page.index("</header>") :]) for page in (shown, published)]
    assert ends[0] == ends[1]


def test_it_says_that_it_is_a_preview_and_is_kept_and_indexed_nowhere() -> None:
    article = create_piece(languages=("hy",))
    rewrite(article, word="secret", at=LATER)
    response = preview(find_chief(), article)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert texts(response, "//h1") == ["Title hy secret"]
    assert len(texts(response, "//p[@class='notice']")) == 1
    assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree(response).xpath("//link[@rel='canonical' or @hreflang] | //script[not(@src)]") == []
    assert b"secret" not in get(find_path(article, "hy")).content


def test_it_tells_what_readers_of_a_translation_will_be_told() -> None:
    article = create_piece(languages=("hy", "en"))
    revise(article, word="second", at=LATER, significance="major")
    assert len(texts(preview(find_chief(), article, "en"), "//p[@class='notice']")) == 2


def test_it_says_where_a_footnote_is_missing() -> None:
    article = create_piece(languages=("hy",))
    text = make_texts("hy", body='<p>Before<sup data-note="zzz"></sup> after.</p>')
    write_text(find_version(article), texts=text, notes={}, at=LATER)
    assert texts(preview(find_chief(), article), "//div[@class='prose']/p/mark") == ["[ծանոթագրությունը բացակայում է]"]


def test_a_version_never_published_has_one_too() -> None:
    article = create_piece(languages=("hy",))
    translate(article, "de")
    response = preview(find_chief(), article, "de")
    assert (texts(response, "//h1"), tree(response).get("lang")) == (["Title de first"], "de")
    assert get(f"/de/{article.pk}/title-de-first/").status_code == 404


@pytest.mark.parametrize(
    ("memberships", "expected"),
    [
        ((("translate", "de"),), 200),
        ((("review", "ru"),), 200),
        ((("translate", "de", True),), 404),
        ((), 404),
    ],
)
def test_it_is_shown_to_those_who_may_see_the_version(memberships: tuple, expected: int) -> None:
    article = create_piece(languages=("hy", "de"))
    response = preview(create_user(memberships=memberships), article, "de")
    assert (response.status_code, b"Title de" in response.content) == (expected, expected == 200)


@pytest.mark.parametrize("who", ["nobody", "a reader with an account", "somebody who left"])
def test_nobody_else_sees_anything(who: str) -> None:
    article = create_piece(languages=("hy",))
    user = None
    if who != "nobody":
        left = who == "somebody who left"
        user = create_user(is_staff=left, is_active=not left, is_superuser=True)
    response = preview(user, article)
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (302, True)
    assert response["Location"].startswith("/admin/login/")
