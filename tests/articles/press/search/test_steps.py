"""The search has what readers can read at the moment, and nothing else."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from articles import workflow
from articles.choices import Act
from articles.full_text import engines
from articles.full_text.index import forget_revisions
from articles.full_text.kinds import Texts
from articles.models import Article, SearchText, SearchWord
from tests.articles.press.pieces import create_person, credit
from tests.articles.press.reader import LATER, LONG_AGO, YEARS_LATER
from tests.articles.press.search.searching import ask, found, marked, titles, write_piece
from tests.factories import create_version, find_chief, find_version, make_texts, publish, write_text

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def act(article: Article, what: Act, language: str = "", **given: object) -> None:
    workflow.apply(find_version(article, language), what, by=find_chief(), **given)


def test_what_is_scheduled_is_found_from_its_moment_on() -> None:
    article = write_piece({"en": {"title": "Umbrella"}}, published=False)
    assert titles(ask("en", "umbrella")) == []
    act(article, Act.SCHEDULE, at=LONG_AGO, when=LATER, significance="substantive")
    assert [titles(ask("en", "umbrella", at=at)) for at in (LATER - SECOND, LATER)] == [[], ["Umbrella"]]


def test_what_is_withdrawn_is_not_found_until_it_is_reinstated() -> None:
    article = write_piece({"en": {"title": "Umbrella"}})
    act(article, Act.WITHDRAW, at=LATER, reason="Wrong.")
    act(article, Act.REINSTATE, at=LATER + 2 * SECOND)
    moments = [LATER - SECOND, LATER, LATER + SECOND, LATER + 2 * SECOND]
    assert [titles(ask("en", "umbrella", at=at)) for at in moments] == [["Umbrella"], [], [], ["Umbrella"]]


def test_only_the_words_of_the_revision_readers_see_are_found() -> None:
    article = write_piece({"en": {"title": "Umbrella"}})
    write_text(find_version(article), texts={"title": "Parasol"}, at=LATER)
    assert [titles(ask("en", word)) for word in ("umbrella", "parasol")] == [["Umbrella"], []]
    publish(find_version(article), at=LATER)
    assert [titles(ask("en", word)) for word in ("umbrella", "parasol")] == [[], ["Parasol"]]
    assert titles(ask("en", "umbrella", at=LATER - SECOND)) == ["Umbrella"]
    act(article, Act.ROLL_BACK, at=LATER + SECOND, revision=1)
    assert [titles(ask("en", word)) for word in ("umbrella", "parasol")] == [["Umbrella"], []]


def test_a_translation_is_found_once_it_is_published() -> None:
    article = write_piece({"hy": {"title": "Հովանոց"}})
    written = {**make_texts("de"), "title": "Regenschirm"}
    german = write_text(create_version(article, "de", at=LATER), texts=written, at=LATER)
    assert titles(ask("de", "Regenschirm")) == []
    publish(german, at=LATER)
    response = ask("de", "Regenschirm")
    assert titles(response) == ["Regenschirm"]
    act(article, Act.WITHDRAW, "hy", at=LATER, reason="Wrong.")
    assert titles(ask("hy", "Հովանոց")) == []
    assert titles(ask("hy", "Regenschirm")) == ["Regenschirm"]


def test_no_other_spelling_is_offered_that_is_not_published() -> None:
    article = write_piece({"en": {"title": "Umbrella"}}, published=False)
    act(article, Act.SCHEDULE, at=LONG_AGO, when=LATER, significance="substantive")
    hidden, shown = (ask("en", "umbrela", at=at).content.decode() for at in (LATER - SECOND, LATER))
    assert ("Umbrella" in hidden, "mbrella" in hidden) == (False, False)
    assert "q=Umbrella" in shown or "Umbrella</" in shown


def test_a_person_is_found_by_the_name_a_piece_credits_them_by() -> None:
    open_, hidden, another = (write_piece({"en": {"title": title}}) for title in ("Open", "Hidden", "Another"))
    write_piece({"en": {"title": "Draft"}}, published=False)
    person = create_person("anna", en="Anna Kestrel", ru="Анна Пустельга")
    credit(person, open_)
    credit(person, hidden, alias="Jay Wren")
    credit(person, another, "en", role="translator")
    assert [
        set(titles(ask("en", word))) for word in ("kestrel", "пустельга", "“Anna Kestrel”", "wren", "anna wren")
    ] == [
        {"Open", "Another"},
        {"Open", "Another"},
        {"Open", "Another"},
        {"Hidden"},
        set(),
    ]
    assert set(titles(ask("en", author=person.pk))) == {"Open", "Another"}
    assert set(titles(ask("en", "kestrel open"))) == {"Open"}
    names = ask("en", "hidden").content.decode()
    assert ("Jay Wren" in names, "Kestrel" in names) == (True, False)
    person.name_en = "Anna Falcon"
    person.save()
    assert [set(titles(ask("en", word))) for word in ("kestrel", "falcon")] == [set(), {"Open", "Another"}]


def test_a_name_has_its_endings_and_is_no_other_word() -> None:
    signed, texts = write_piece({"en": {"title": "Signed"}}), write_piece({"en": {"title": "A version in verse"}})
    credit(create_person("verso", en="Harriet Verso", ru="Гарриет Версо", hy="Հարիեթ Վերսո"), signed)
    credit(create_person("anna", en="Anna", ru="Анна"), texts, alias="Матенц 1987")
    expected = {
        **{q: {"Signed"} for q in ("verso", "Versos", "Վերսոյի")},
        **{q: {"A version in verse"} for q in ("version", "verses", "1987", "Матенца")},
        "1980": set(),
    }
    assert {q: set(titles(ask("en", q))) for q in expected} == expected


def test_what_is_forgotten_is_not_found_and_its_words_are_gone() -> None:
    article = write_piece({"en": {"title": "Umbrella talk"}})
    write_piece({"en": {"title": "Small talk"}})
    forget_revisions([find_version(article).revisions.get(number=1).pk])
    assert [titles(ask("en", word)) for word in ("umbrella", "talk")] == [[], ["Small talk"]]
    assert sorted(SearchWord.objects.filter(word__in=["umbrella", "talk"]).values_list("word", flat=True)) == ["talk"]


def test_an_upgrade_makes_the_list_of_words_anew() -> None:
    write_piece({"de": {"title": "Übersetzung"}})
    words = set(SearchWord.objects.values_list("language", "word", "stem", "latin"))
    if connection.vendor == "sqlite":
        SearchWord.objects.update(stem="")  # as it was
    renewing = import_module("articles.migrations.0009_words_without_accents")
    renewing.renew(apps, SimpleNamespace(connection=connection))
    assert set(SearchWord.objects.values_list("language", "word", "stem", "latin")) == words
    assert titles(ask("de", "ubersetzung")) == ["Übersetzung"]


def test_what_the_index_keeps_changes_with_a_migration_only() -> None:
    """Whoever has to change what is expected here adds a migration that renews what is kept, as 0009 does."""
    engine, is_postgres = engines.choose(), connection.vendor == "postgresql"
    texts = Texts("Die Übersetzung", "Երեւա՛ն", "Ещё", "1980er")
    heading = "'\ue000de' 'die':1A 'übersetzung':2A 'երեվան':4B"
    vectors = {"heading_words": heading, "all_words": f"{heading} 'еще':6C '1980er':8D"}
    assert engine.make_vectors(texts, "de") == (vectors if is_postgres else {})
    rows = [("de", "übersetzung", "uebersetzung"), ("ru", "вода", "voda"), ("ka", "ენა", "ena")]
    engine.store_words(connection, rows)
    stems = ("ubersetz", "вод", "") if is_postgres else ("ubersetzung", "вода", "ენა")
    kept = SearchWord.objects.order_by("pk").values_list("language", "word", "latin", "stem")
    assert set(kept) == {(*row, stem) for row, stem in zip(rows, stems, strict=True)}


def test_the_index_can_be_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    article = write_piece({"en": {"title": "Umbrella", "body": "<p>Rain &amp; wind</p>"}})
    rows = list(SearchText.objects.values())
    words = set(SearchWord.objects.values_list("language", "word", "stem", "latin"))
    write_text(find_version(article), texts={"title": "Never shown"}, at=LATER)
    SearchText.objects.all().delete()
    SearchWord.objects.all().delete()
    assert found(ask("en", "umbrella")) == []
    connection.check_constraints()  # PostgreSQL makes no index while a check is left to the end of the transaction
    call_command("rebuild_search")
    assert capsys.readouterr().out == "revisions: 1\n"
    assert list(SearchText.objects.values()) == rows
    assert set(SearchWord.objects.values_list("language", "word", "stem", "latin")) == words
    assert marked(ask("en", "rain", at=YEARS_LATER)) == ["Rain"]
