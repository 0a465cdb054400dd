"""The desk's search: every word in every language, and nothing by what the person may not see."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.adoption.pieces import Piece, PieceVersion
from articles.choices import Act, CreditRole
from articles.models import Article, Credit, LanguageVersion, Searchable
from articles.searching import MOST_FOUND, explain_matches, search_articles, store_words
from authors.models import Author
from journal import columns
from journal.languages import CODES
from journal.models import User
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {
    "hy": ("ԵՐԵՎԱՆ", "Երևան"),
    "be": ("СЯМ’Я", "сям'я"),
    "ka": ("თბილისი", "ᲗᲑᲘᲚᲘᲡᲘ"),
    "ro": ("Şosea", "ȘOSEA"),
    "en": ("Harbour", "hARBOUR"),
    "de": ("Straße", "STRASSE"),
    "ru": ("Ещё", "еще"),
}


def find(query: str, *, user: User | None = None) -> list[str]:
    """Return the working titles found, oldest first."""
    user = User.objects.get(pk=(user or factories.find_chief()).pk)
    return list(search_articles(user, query).order_by("pk").values_list("working_title", flat=True))


def explain(query: str, *, user: User | None = None) -> list[tuple[str, str, str]]:
    """Return (place, language, what was found) for the first article found."""
    user = User.objects.get(pk=(user or factories.find_chief()).pk)
    found = list(search_articles(user, query).only("original_language", "working_title"))[:1]
    matches = explain_matches(user, found, query)
    return [(match.place, match.language, match.excerpt.found) for row in found for match in matches[row.pk]]


def credit(article: Article, name: str, *, alias: str = "") -> None:
    author = Author.objects.create(slug=f"person-{Author.objects.count()}")
    columns.write(author, {"name": name}, "en")
    Credit.objects.create(author=author, article=article, role=CreditRole.AUTHOR, credited_as=alias)


@pytest.mark.parametrize("language", CODES)
def test_a_word_is_found_in_any_script_whatever_its_case(language: str) -> None:
    written, typed = WORDS[language]
    texts = {**factories.make_texts(language), "body": f"<p>Before <b>{written}</b>, after.</p>"}
    factories.create_article(language=language, working_title="Wanted", texts=texts)
    factories.create_article(language=language, working_title="Other")
    assert (find(typed), find(written.upper()), find(written.lower())) == (["Wanted"],) * 3
    assert explain(typed) == [("body", language, f"{written},")]


def test_every_place_is_searched_and_named() -> None:
    article = factories.create_article(
        working_title="Harbour piece",
        texts={
            "title": "alpha",
            "subtitle": "beta",
            "standfirst": "gamma",
            "body": '<p>delta<sup data-note="k1"></sup></p>',
        },
        notes={"k1": {"kind": "reference", "html": "<p>epsilon &amp; <em>zeta</em></p>"}},
    )
    credit(article, "Theta Iota")
    places = {
        "ALPHA": ("title", "hy", "alpha"),
        "beta": ("subtitle", "hy", "beta"),
        "gamma": ("standfirst", "hy", "gamma"),
        "delta": ("body", "hy", "delta"),
        '"epsilon & ZETA"': ("note", "hy", "epsilon & zeta"),
        "theta": ("person", "", "Theta"),
        "harb": ("working_title", "", "Harbour"),
    }
    assert {query: explain(query) for query in places} == {query: [place] for query, place in places.items()}
    assert explain("zeta harbour alpha") == [
        ("title", "hy", "alpha"),
        ("note", "hy", "zeta"),
        ("working_title", "", "Harbour"),
    ]


def test_every_word_must_occur_in_some_language_and_a_phrase_in_one_piece() -> None:
    article = factories.create_published(working_title="Both", languages=("hy", "de"))
    factories.write_text(factories.find_version(article, "de"), texts={"title": "Wind und Wetter", "subtitle": "Regen"})
    factories.create_article(working_title="One", texts={"title": "wind only"})
    finds = {
        "wind": ["Both", "One"],
        "wind title": ["Both"],
        "title hy wetter": ["Both"],
        "wind snow": [],
        "„und wetter“": ["Both"],
        '"wetter und"': [],
        '"wetter regen"': [],  # the title ends and the subtitle begins
        "": ["Both", "One"],
        '" "': ["Both", "One"],
    }
    assert {query: find(query) for query in finds} == finds


def test_nothing_in_a_search_is_a_wildcard() -> None:
    for title, text in (("Percent", "100% a_b c\\d"), ("Plain", "1000 axb cd")):
        factories.create_article(working_title=title, texts={"title": text})
    finds = {"100%": ["Percent"], "a_b": ["Percent"], "c\\d": ["Percent"], "%": ["Percent"], "_": ["Percent"], "'": []}
    assert {query: find(query) for query in finds} == {**finds, "'": ["Percent", "Plain"]}  # no word to look for


def test_nobody_learns_by_searching_what_is_in_a_text_they_may_not_see() -> None:
    lena = factories.create_user(memberships=[("translate", "de", True)])
    article = factories.create_article(working_title="Shared")
    factories.release(factories.find_version(article))
    factories.create_version(article, "de", assignee=lena)
    secret = {**factories.make_texts("ru"), "title": "zqsecret", "body": '<p>zqbody<sup data-note="k9"></sup></p>'}
    russian = factories.create_version(article, "ru")
    note = {"k9": {"kind": "translator", "html": "<p>zqnote</p>"}}
    factories.write_text(russian, texts=secret, notes=note)
    other = factories.create_article(working_title="zqtitle other", texts={**secret, "subtitle": "zqother"})
    credit(other, "Zqperson")
    words = ("zqsecret", "zqbody", "zqnote", "zqother", "zqtitle", "zqperson")
    assert {word: bool(find(word)) for word in words} == dict.fromkeys(words, True)
    assert {word: find(word, user=lena) for word in words} == {word: [] for word in words}
    assert (find("title hy", user=lena), find("shared zqsecret", user=lena)) == (["Shared"], [])
    assert {place for place, *_rest in explain("shared", user=lena)} == {"working_title"}
    member = factories.create_user(memberships=[("translate", "ru", True), ("review", "ka")])
    assert find("zqsecret", user=member) == ["Shared", "zqtitle other"]


def test_who_stands_behind_a_pseudonym_is_found_by_editors_only() -> None:
    article = factories.create_article(working_title="Brave")
    credit(article, "Real Name", alias="Mask")
    translator = factories.create_user(memberships=[("translate", "de")])
    editor = factories.create_user(memberships=[("edit", "hy")])
    assert [find(word, user=translator) for word in ("real", "mask")] == [[], ["Brave"]]
    assert [find(word, user=editor) for word in ("real", "mask")] == [["Brave"], ["Brave"]]
    assert (explain("mask real", user=editor), explain("mask", user=translator)) == (
        [("person", "", "Mask"), ("person", "", "Real")],
        [("person", "", "Mask")],
    )


def test_what_is_found_follows_the_text() -> None:
    version = factories.find_version(factories.create_article(texts={"title": "before"}))
    assert (find("before"), find("later")) == (["A piece"], [])
    factories.write_text(version, texts={"title": "later"})
    assert (find("before"), find("later")) == ([], ["A piece"])
    workflow.apply(version, Act.RELABEL, by=factories.find_chief(), at=factories.MORNING, language="ka")
    assert explain("later") == [("title", "ka", "later")]
    imported = Piece(
        id=99,
        original_language="de",
        working_title="Imported",
        versions=[PieceVersion(language="de", stage="draft")],
        texts={"de": {"title": "far away", "body": "<p>overseas</p>"}},
    )
    workflow.adopt([imported], by=None, at=factories.MORNING)
    assert (find("away overseas"), explain("overseas")) == (["Imported"], [("body", "de", "overseas")])


def test_the_migration_writes_what_the_save_writes() -> None:
    article = factories.create_published(languages=("hy", "de"))
    factories.write_text(
        factories.find_version(article),
        texts={"body": '<p>ԵՐԵՎԱՆ<sup data-note="k1"></sup> &amp; <b>more</b></p>'},
        notes={"k1": {"kind": "reference", "html": "<p>A note.</p>"}},
    )
    factories.create_version(article, "ru")
    written = dict(Searchable.objects.values_list("version__language", "words"))
    Searchable.objects.all().delete()
    import_module("articles.migrations.0004_words_to_search").fill_words(apps, None)
    filled = dict(Searchable.objects.values_list("version__language", "words"))
    assert filled == {**written, "ru": ""}
    assert written["hy"].splitlines()[-2:] == ["երեվան & more", "a note."]


def test_searching_and_storing_cost_the_same_for_any_number_of_pieces() -> None:
    chief = factories.find_chief()

    def count() -> list[int]:
        counts = []
        for act in (
            lambda: list(search_articles(chief, "title hy first")),
            lambda: explain_matches(chief, list(Article.objects.all()), "title hy"),
            lambda: store_words(*LanguageVersion.objects.all()),
        ):
            with CaptureQueriesContext(connection) as queries:
                act()
            counts.append(len(queries))
        return counts

    factories.create_published(languages=("hy", "de"))
    few = count()
    for _number in range(3):
        factories.create_published(languages=("hy", "de", "ka"))
    assert (count(), MOST_FOUND) == (few, 5_000)
