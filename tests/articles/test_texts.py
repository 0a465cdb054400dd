"""Storing the text of one language: its columns, its slug, its notes."""

from typing import Any

import pytest

from articles import workflow
from articles.choices import Act
from articles.models import Article, Footnote, LanguageVersion
from articles.refusals import Invalid
from articles.texts import KEY, new_key
from tests.factories import MORNING, create_article, create_version, find_chief, find_version, release, write_text
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db


def cite(*keys: str) -> str:
    return "<p>Text" + "".join(f'<sup data-note="{key}"></sup>' for key in keys) + ".</p>"


def create_pair(*, notes: dict[str, dict[str, str]] | None = None) -> Article:
    """An Armenian original that cites its notes, released, and its German draft."""
    notes = notes or {"a1": {"kind": "reference", "html": "<p>Hy</p>"}}
    texts = {"title": "T", "standfirst": "S", "body": cite(*notes)}
    article = create_article(texts=texts, notes=notes)
    release(find_version(article))
    write_text(create_version(article, "de"))
    return article


def save(version: LanguageVersion, **given: Any) -> LanguageVersion:
    version.refresh_from_db()
    return workflow.apply(version, Act.SAVE, by=find_chief(), at=MORNING, edit_number=version.edit_number, **given)


def list_notes(article: Article) -> dict[str, tuple[str, str, str, str]]:
    return {row.key: (row.kind, row.added_in, row.text_hy, row.text_de) for row in article.footnotes.all()}


def test_new_keys_have_the_form_of_keys() -> None:
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(KEY.fullmatch(key) for key in keys)


def test_what_is_not_given_stays() -> None:
    article = create_article()
    save(find_version(article), texts={"subtitle": "Another"})
    article.refresh_from_db()
    assert (article.title_hy, article.subtitle_hy) == ("Title hy first", "Another")


def test_the_address_word_is_cleaned_and_kept_on_the_version() -> None:
    version = save(find_version(create_article()), texts={"slug": " Salt & Roads/../ "})
    assert version.working_slug == "salt-roads"
    assert version.log.order_by("-pk").values_list("details", flat=True)[0] == {"changed": ["slug"]}


def test_a_note_of_the_original_is_written_in_each_language_under_one_key() -> None:
    article = create_pair()
    save(find_version(article, "de"), notes={"a1": {"kind": "reference", "html": "<p>De</p>"}})
    assert list_notes(article) == {"a1": ("reference", "hy", "<p>Hy</p>", "<p>De</p>")}


def test_a_translation_adds_notes_for_its_own_readers_only() -> None:
    article = create_pair()
    german = find_version(article, "de")
    for kind in ("reference", "remark", "joke"):
        with pytest.raises(Invalid) as refusal:
            save(german, notes={"t1": {"kind": kind, "html": "<p>De</p>"}})
        assert refusal.value.field == "note:t1"
    save(german, notes={"t1": {"kind": "translator", "html": "<p>De</p>"}, "t2": {"kind": "editor", "html": ""}})
    assert list_notes(article) == {
        "a1": ("reference", "hy", "<p>Hy</p>", ""),
        "t1": ("translator", "de", "", "<p>De</p>"),
        "t2": ("editor", "de", "", ""),
    }


def test_a_translation_does_not_change_what_kind_a_note_of_another_is() -> None:
    article = create_pair()
    save(find_version(article, "de"), notes={"a1": {"kind": "translator", "html": "<p>De</p>"}})
    assert list_notes(article) == {"a1": ("reference", "hy", "<p>Hy</p>", "<p>De</p>")}
    save(find_version(article), notes={"a1": {"kind": "remark"}})
    assert list_notes(article) == {"a1": ("remark", "hy", "<p>Hy</p>", "<p>De</p>")}


@pytest.mark.parametrize("key", ["", "A1", "a-1", "a 1", "a1\n", "é", "x" * 33, "١"])
def test_a_malformed_key_is_refused(key: str) -> None:
    version = find_version(create_article())
    before = take_snapshot()
    with pytest.raises(Invalid) as refusal:
        save(version, texts={"title": "Other"}, notes={key: {"kind": "remark", "html": "<p>x</p>"}})
    assert refusal.value.field == f"note:{key}"
    assert take_snapshot() == before


def test_a_note_goes_when_no_text_cites_it_and_no_other_language_has_written_it() -> None:
    article = create_pair()
    german = find_version(article, "de")
    save(german, texts={"body": cite("t1")}, notes={"t1": {"kind": "translator", "html": "<p>De</p>"}})
    with pytest.raises(Invalid) as refusal:
        save(german, remove_notes=("t1",))
    assert refusal.value.field == "note:t1"
    save(german, texts={"body": cite()}, remove_notes=("t1", "unknown"))
    assert list(list_notes(article)) == ["a1"]


def test_a_note_cited_or_written_in_another_language_stays() -> None:
    article = create_pair()
    german = find_version(article, "de")
    with pytest.raises(Invalid):  # cited by the original
        save(german, remove_notes=("a1",))
    save(german, notes={"a1": {"html": "<p>De</p>"}})
    with pytest.raises(Invalid):  # no longer cited, but written in German
        save(find_version(article), texts={"body": cite()}, remove_notes=("a1",))
    assert list_notes(article) == {"a1": ("reference", "hy", "<p>Hy</p>", "<p>De</p>")}
    article.refresh_from_db()
    assert article.body_hy == cite("a1")


@pytest.mark.parametrize("field", ["author", "title_de", "body_hy", "working_title", "stage"])
def test_a_field_that_is_not_of_the_text_is_refused(field: str) -> None:
    version = find_version(create_article())
    before = take_snapshot()
    with pytest.raises(Invalid) as refusal:
        save(version, texts={"title": "Other", field: "x"})
    assert (refusal.value.field, take_snapshot()) == (field, before)


def test_a_text_over_the_caps_is_refused_with_everything_that_came_with_it() -> None:
    version = find_version(create_article())
    before = take_snapshot()
    huge = "x" * 250_001
    for given in (
        {"texts": {"title": "Other", "body": huge}},
        {"texts": {"title": "Other"}, "notes": {"n1": {"html": huge}}},
    ):
        with pytest.raises(Invalid):
            save(version, **given)
        assert take_snapshot() == before


def test_what_is_stored_has_been_cleaned_and_saving_it_again_is_no_act() -> None:
    version = find_version(create_article())
    dirty = {"body": "<p style='color:red'>A<script>x()</script></p>", "title": " A \n title "}
    notes = {"n1": {"kind": "remark", "html": "<p onclick='x()'>N</p>"}}
    once = save(version, texts=dirty, notes=notes)
    again = save(version, texts=dirty, notes=notes)
    assert (again.edit_number, once.edit_number) == (2, 2)
    article = Article.objects.get(pk=version.article_id)
    assert (article.body_hy, article.title_hy) == ("<p>A</p>", "A title")
    assert Footnote.objects.get().text_hy == "<p>N</p>"


def test_a_translation_cannot_make_its_note_one_for_every_language() -> None:
    version = find_version(create_pair(), "de")
    version = save(version, notes={"own": {"kind": "translator", "html": "<p>Nur hier.</p>"}})
    with pytest.raises(Invalid, match="translator's or editor's notes only"):
        save(version, notes={"own": {"kind": "reference", "html": "<p>Nur hier.</p>"}})
    assert list_notes(version.article)["own"] == ("translator", "de", "", "<p>Nur hier.</p>")
