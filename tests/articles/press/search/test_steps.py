"""The search has what readers can read at the moment, and nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from articles import workflow
from articles.choices import Act
from articles.full_text.index import forget_revisions
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


def test_what_is_forgotten_is_not_found_and_its_words_are_gone() -> None:
    article = write_piece({"en": {"title": "Umbrella talk"}})
    write_piece({"en": {"title": "Small talk"}})
    forget_revisions([find_version(article).revisions.get(number=1).pk])
    assert [titles(ask("en", word)) for word in ("umbrella", "talk")] == [[], ["Small talk"]]
    assert sorted(SearchWord.objects.filter(word__in=["umbrella", "talk"]).values_list("word", flat=True)) == ["talk"]


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
