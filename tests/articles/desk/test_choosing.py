"""What the editor's dialogs find: pieces and images the person may know of, in every script, and no word of others."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.desk import choosing_images, choosing_pieces
from articles.desk.choosing_pieces import read_number
from articles.models import Article, Image
from journal.models import User
from tests import factories
from tests.articles.desk.forms import sign_in
from tests.articles.press.pieces import create_person, credit

pytestmark = pytest.mark.django_db

PIECES = "/admin/articles/choose/pieces/"
IMAGES = "/admin/articles/choose/images/"


def ask(user: User | None, address: str, **given: str | int) -> list[dict[str, Any]]:
    """Return the rows the person gets."""
    response = sign_in(user or factories.find_chief()).get(address, given)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    found: list[dict[str, Any]] = response.json()["found"]
    return found


def titles(user: User | None, search: str = "", **given: str | int) -> list[str]:
    return [row["title"] for row in ask(user, PIECES, q=search, **given)]


def create_titled(language: str, title: str, *, working_title: str = "At the desk") -> Article:
    texts = {**factories.make_texts(language), "title": title}
    return factories.create_article(language=language, working_title=working_title, texts=texts)


def create_image(**given: object) -> Image:
    """Create an image without a file of its own."""
    return Image.objects.create(**{"file": "images/none.jpg", "width": 400, "height": 300, "name": "none.jpg", **given})


@pytest.mark.parametrize(
    ("language", "title", "search"),
    [
        ("hy", "Ինչպե՞ս հիշել ՕՐԸ", "ինչպես օրը"),
        ("hy", "Եվ ԱՅՍՊԵՍ", "ԵՎ այսպես"),
        ("ka", "ᲛᲔᲮᲡᲘᲔᲠᲔᲑᲐ და დრო", "მეხსიერება"),
        ("be", "Ў памяць аб'яднаных", "ПАМЯЦЬ абяд"),
        ("ru", "Ёлка и память", "ёлка"),
        ("ro", "Țara ȘTIE", "țara știe"),
        ("de", "Große Straße", "GROSSE STRASSE"),
        ("en", "The Quiet Years", "years quiet"),
    ],
)
def test_case_and_marks_within_words_do_not_matter_in_any_script(language: str, title: str, search: str) -> None:
    piece = create_titled(language, title)
    create_titled(language, "Another one")
    assert ask(None, PIECES, q=search) == [
        {
            "id": piece.pk,
            "href": f"article:{piece.pk}",
            "title": title,
            "language": language,
            "original": dict(Article._meta.get_field("original_language").choices or ())[language],
            "authors": "",
            "published": False,
            "address": f"/admin/articles/article/{piece.pk}/change/",
        }
    ]


def test_a_title_comes_in_the_language_asked_for_and_else_in_that_of_the_original() -> None:
    piece = factories.create_published(languages=("hy", "de"), working_title="Working")
    credit(create_person("anna", hy="Աննա Անուն", de="Anna Name"), piece)
    rows = [ask(None, PIECES, q=search, language=code)[0] for search, code in (("hy", "de"), ("working", "ru"))]
    assert [(row["title"], row["language"], row["authors"]) for row in rows] == [
        ("Title de first", "de", "Anna Name"),
        ("Title hy first", "hy", "Anna Name"),
    ]
    unwritten = factories.create_article(working_title="Nothing yet", texts={})
    (row,) = ask(None, PIECES, q="nothing", language="de")
    assert (row["id"], row["title"], row["language"]) == (unwritten.pk, "Nothing yet", "")


def test_a_pseudonym_stays_one() -> None:
    piece = create_titled("de", "Geheim")
    credited = credit(create_person("anna", de="Anna Name"), piece)
    type(credited).objects.update(credited_as="N. N.")
    assert [row["authors"] for row in ask(None, PIECES, q="geheim")] == ["N. N."]


def test_what_begins_with_the_search_comes_first_and_then_the_newest() -> None:
    for title in ("Peace and war", "War and peace", "Warsaw"):
        create_titled("en", title)
    assert titles(None, "war") == ["Warsaw", "War and peace", "Peace and war"]
    assert titles(None) == ["Warsaw", "War and peace", "Peace and war"]


@pytest.mark.parametrize(
    ("search", "number"),
    [
        ("17", 17),
        (" article:17#note-a ", 17),
        ("/17/", 17),
        ("/de/17/ein-titel/#note-a", 17),
        ("https://testserver/de/17/ein-titel/", 17),
        ("http://127.0.0.1:8000/17/", 17),
        ("https://testserver/admin/articles/article/17/change/", 17),
        ("https://elsewhere.example/de/17/ein-titel/", None),
        ("/fr/17/x/", None),
        ("0", None),
        ("1" * 19, None),
        ("17 and more", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_number_or_an_address_names_a_piece(search: str, number: int | None) -> None:
    assert read_number(search, host="testserver") == number


def test_a_piece_is_found_by_its_number_and_address_before_those_that_have_the_number_in_their_title() -> None:
    named = create_titled("de", "Deutsch")
    holding = create_titled("de", f"{named.pk} Tage")
    assert [row["id"] for row in ask(None, PIECES, q=named.pk)] == [named.pk, holding.pk]
    assert titles(None, f"http://testserver/de/{named.pk}/deutsch/") == ["Deutsch"]
    assert titles(None, "99999") == []


def test_a_member_for_assigned_pieces_finds_theirs_and_what_readers_can_read_by_published_words_only() -> None:
    lena = factories.create_user(memberships=[("translate", "de", True)])
    mine = create_titled("hy", "Mine original", working_title="Mine working")
    factories.create_version(mine, "de", assignee=lena)
    secret = create_titled("hy", "Secret original", working_title="Secret working")
    public = factories.create_published(languages=("hy", "ru"), working_title="Public working", word="published")
    factories.change_original(public, word="secret-change", significance="typo")
    withdrawn = factories.create_published(languages=("ka",), working_title="Withdrawn working", word="withdrawn")
    workflow.apply(
        factories.find_version(withdrawn), Act.WITHDRAW, by=factories.find_chief(), at=factories.MORNING, reason="Gone."
    )
    chief = factories.find_chief()
    words = ("secret", "working", "withdrawn", "change")
    assert [len(ask(chief, PIECES, q=word)) for word in words] == [2, 4, 1, 1]  # there is something to leak
    rows = {row["id"]: row for row in ask(lena, PIECES)}
    assert {number: (row["title"], row["published"]) for number, row in rows.items()} == {
        mine.pk: ("Mine original", False),
        public.pk: ("Title hy published", True),
    }
    assert rows[public.pk]["address"] == f"/{public.pk}/"
    assert [titles(lena, word) for word in words] == [[], ["Mine original"], [], []]
    numbers = f"{secret.pk},{withdrawn.pk},{public.pk},{mine.pk},99999"
    assert [row["id"] for row in ask(lena, PIECES, ids=numbers)] == [public.pk, mine.pk]
    assert [titles(lena, str(piece.pk)) for piece in (secret, withdrawn)] == [[], []]


def test_the_other_languages_of_an_assigned_piece_stay_hidden() -> None:
    lena = factories.create_user(memberships=[("translate", "de", True)])
    piece = create_titled("hy", "Armenian words")
    factories.release(factories.find_version(piece))
    factories.create_version(piece, "de", assignee=lena)
    russian = factories.create_version(piece, "ru")
    factories.write_text(russian, texts={**factories.make_texts("ru"), "title": "Russian words"})
    assert (titles(None, "russian", language="ru"), titles(lena, "russian")) == (["Russian words"], [])
    assert titles(lena, "words", language="ru") == ["Armenian words"]


@pytest.mark.parametrize("address", [PIECES, IMAGES])
def test_others_find_nothing_here(address: str) -> None:
    outsider = factories.create_user()
    reader = factories.create_user(is_staff=False)
    assert sign_in(outsider).get(address).status_code == 404
    assert sign_in(reader).get(address).status_code == 302
    assert sign_in(factories.find_chief()).post(address).status_code == 405


def test_a_publisher_links_pieces_and_puts_in_no_images() -> None:
    publisher = factories.create_user(memberships=[("publish", "")])
    assert [sign_in(publisher).get(address).status_code for address in (PIECES, IMAGES)] == [200, 404]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "'\"%_\\"},
        {"q": "x" * 10_000},
        {"ids": "1,,x,-1," + "9" * 400},
        {"ids": ",".join(map(str, range(1, 5000)))},
        {"ids": "", "q": "a"},
        {"page": "0"},
        {"page": "9" * 30},
        {"language": "xx"},
    ],
)
def test_nonsense_finds_nothing_wrong(query: Mapping[str, str]) -> None:
    for address in (PIECES, IMAGES):
        assert sign_in(factories.find_chief()).get(address, query).status_code == 200


def test_only_the_newest_pieces_are_searched_and_older_ones_found_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    old, *_ = [create_titled("de", f"Wort {number}") for number in range(4)]
    monkeypatch.setattr(choosing_pieces, "MOST_PIECES", 3)
    assert titles(None, "wort") == ["Wort 3", "Wort 2", "Wort 1"]
    assert [row["id"] for row in ask(None, PIECES, q=old.pk)][:1] == [old.pk]
    monkeypatch.setattr(choosing_pieces, "MOST_FOUND", 2)
    assert titles(None, "wort") == ["Wort 3", "Wort 2"]


def test_images_are_found_by_every_word_said_of_them_newest_first() -> None:
    first = create_image(name="Hill.jpg", alt_hy="Կարմիր ՍԱՐ", caption_ru="Красная гора", credit="Photo: Anna")
    second = create_image(name="Sea.jpg", alt_ka="ზღვა")
    searches = ("hill", "կարմիր սար", "КРАСНАЯ ГОРА", "anna hill", "ზღვა", "anna sea", "")
    assert [[row["id"] for row in ask(None, IMAGES, q=search)] for search in searches] == [
        *([first.pk], [first.pk], [first.pk], [first.pk], [second.pk], [], [second.pk, first.pk]),
    ]
    assert ask(None, IMAGES, ids=f"{first.pk},99,{second.pk}", language="hy") == [
        {
            "id": first.pk,
            "label": "Hill.jpg",
            "alt": "Կարմիր ՍԱՐ",
            "credit": "Photo: Anna",
            "thumbnail": "/media/images/none.jpg",
            "width": 400,
            "height": 300,
        },
        {
            "id": second.pk,
            "label": "Sea.jpg",
            "alt": "",
            "credit": "",
            "thumbnail": "/media/images/none.jpg",
            "width": 400,
            "height": 300,
        },
    ]


def test_images_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing_images, "ON_A_PAGE", 2)
    images = [create_image(name=f"{number}.jpg").pk for number in range(5)]
    pages = []
    for search in ("", "jpg"):
        for page in (1, 2, 3, 4):
            data = sign_in(factories.find_chief()).get(IMAGES, {"q": search, "page": page}).json()
            pages.append(([row["id"] for row in data["found"]], data["more"]))
    expected = [(images[:2:-1], True), (images[2:0:-1], True), (images[:1], False), ([], False)]
    assert pages == expected * 2


def test_a_member_for_assigned_pieces_finds_the_images_of_these_and_their_own() -> None:
    lena = factories.create_user(memberships=[("translate", "de", True)])
    shown = create_image(name="shown.jpg", alt_hy="Armenian alt", alt_ru="Russian alt")
    hidden = create_image(name="hidden.jpg", alt_de="Hidden alt")
    own = create_image(name="own.jpg", by=lena)
    body = f'<p>x</p><figure data-image="{shown.pk}"></figure>'
    piece = factories.create_article(language="hy", texts=factories.make_texts("hy", body=body))
    factories.release(factories.find_version(piece))
    factories.create_version(piece, "de", assignee=lena)
    assert len(ask(None, IMAGES, q="alt")) == 2  # there is something to leak
    assert [row["id"] for row in ask(lena, IMAGES)] == [own.pk, shown.pk]
    assert [[row["id"] for row in ask(lena, IMAGES, q=word)] for word in ("hidden", "russian", "armenian")] == [
        *([], [], [shown.pk]),
    ]
    (row,) = ask(lena, IMAGES, ids=f"{shown.pk},{hidden.pk}", language="ru")
    assert (row["id"], row["alt"]) == (shown.pk, "")


@pytest.mark.parametrize("assigned_only", [False, True])
@pytest.mark.parametrize("address", [PIECES, IMAGES])
def test_more_found_means_no_more_queries_and_no_text(address: str, *, assigned_only: bool) -> None:
    lena = factories.create_user(memberships=[("translate", "de", assigned_only)])
    counts = []
    for number in (1, 2):
        for _ in range(number):
            piece = factories.create_published(languages=("hy", "ru"))
            factories.create_version(piece, "de", assignee=lena)
            create_image(by=lena)
        for given in ({"q": "i"}, {"q": ""}, {"ids": "1,2,3,4"}):
            with CaptureQueriesContext(connection) as queries:
                ask(lena, address, **given)
            counts.append(len(queries))
            if address == PIECES:
                read = " ".join(query["sql"] for query in queries.captured_queries)
                assert re.findall(r'"(?:body|standfirst|subtitle)(?:_[a-z]+)?"', read) == []
    assert counts[:3] == counts[3:]
