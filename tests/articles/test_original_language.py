"""Correcting a wrong original language while nothing of the piece has been public."""

from datetime import timedelta
from typing import Any

import pytest

from articles import revisions, workflow
from articles.choices import Act
from articles.models import Article, Image, LanguageVersion, Searchable
from articles.refusals import Invalid, NotAllowed, NotPossible, Refused
from journal import columns
from journal.languages import CODES
from journal.models import User
from tests.factories import (
    MORNING,
    create_article,
    create_published,
    create_user,
    create_version,
    find_chief,
    find_version,
    release,
    write_text,
)
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)
LATER = MORNING + timedelta(days=9)


def act(version: LanguageVersion, name: Act, *, by: User | None = None, **given: Any) -> LanguageVersion:
    return workflow.apply(LanguageVersion.objects.get(pk=version.pk), name, by=by or find_chief(), at=NOON, **given)


def create_mislabelled() -> Article:
    """A Belarusian text begun as Russian: with two notes and two images, of one of which something is said already."""
    shown, lead = Image.objects.create(), Image.objects.create()
    columns.write(shown, {"alt": "Гавань", "caption": "Подпіс"}, "ru")
    columns.write(shown, {"caption": "Ужо ёсць"}, "be")
    columns.write(lead, {"alt": "Вежа"}, "ru")
    body = f'<p>Тэкст<sup data-note="a1"></sup>.</p><figure data-image="{shown.pk}"></figure>'
    texts = {"title": "Соль", "subtitle": "Пра соль", "standfirst": "Уступ", "body": body, "slug": "sol"}
    notes = {key: {"kind": "remark", "html": f"<p>Заўвага {key}</p>"} for key in ("a1", "a2")}
    article = create_article(language="ru", texts=texts, notes=notes)
    Article.objects.filter(pk=article.pk).update(lead_image=lead)
    return article


def read_texts(article: Article, language: str) -> dict[str, Any]:
    article = Article.objects.get(pk=article.pk)
    texts = {name: columns.read(article, name, language) for name in ("title", "subtitle", "standfirst", "body")}
    notes = {note.key: columns.read(note, "text", language) for note in article.footnotes.all()}
    images = [
        tuple(columns.read(row, name, language) for name in ("alt", "caption")) for row in Image.objects.order_by("pk")
    ]
    return {**texts, "notes": notes, "images": images}


def test_texts_notes_and_words_about_images_come_to_the_right_language() -> None:
    article = create_mislabelled()
    original = release(find_version(article))
    german = write_text(create_version(article, "de"), notes={"d1": {"kind": "translator", "html": "<p>Anm.</p>"}})
    before = {code: read_texts(article, code) for code in CODES}
    kept = [row.pk for row in original.revisions.all()], original.revisions.values().get()
    original = act(original, Act.RELABEL, language="be", comment="It is Belarusian.")
    article = Article.objects.get(pk=article.pk)
    assert (article.original_language, original.language, original.edit_number) == ("be", "be", 1)
    assert read_texts(article, "be") == {**before["ru"], "images": [("Гавань", "Ужо ёсць"), ("Вежа", "")]}
    empty = {"title": "", "subtitle": "", "standfirst": "", "body": "", "notes": dict.fromkeys(("a1", "a2", "d1"), "")}
    assert read_texts(article, "ru") == {**empty, "images": before["ru"]["images"]}
    assert {code: read_texts(article, code) for code in CODES if code not in ("be", "ru")} == {
        code: texts for code, texts in before.items() if code not in ("be", "ru")
    }
    assert dict(article.footnotes.values_list("key", "added_in")) == {"a1": "be", "a2": "be", "d1": "de"}
    assert ([row.pk for row in original.revisions.all()], original.revisions.values().get()) == kept
    german.refresh_from_db()
    assert (german.translated_from, german.based_on, german.stage) == (original, original.revisions.get(), "draft")
    frozen = revisions.content_of(original.revisions.get())
    assert revisions.working_content(original).body == frozen.body


def test_the_log_goes_with_the_version_and_says_what_was_corrected() -> None:
    article = create_mislabelled()
    original = act(find_version(article), Act.RELABEL, language="be", comment="It is Belarusian.")
    log = list(original.log.order_by("pk").values_list("act", "language", "from_stage", "to_stage", "comment"))
    assert log == [
        ("start", "be", "", "draft", ""),
        ("save", "be", "draft", "draft", ""),
        ("relabel", "be", "draft", "draft", "It is Belarusian."),
    ]
    assert original.log.get(act="relabel").details == {"from": "ru", "to": "be", "emptied": []}
    assert "сол" in Searchable.objects.get(version=original).words
    saved = write_text(original, word="second")
    assert read_texts(article, "be")["title"] == "Title be second"
    assert (saved.language, read_texts(article, "ru")["title"]) == ("be", "")


def test_who_may_not_work_in_the_right_language_does_not_keep_the_piece() -> None:
    article = create_mislabelled()
    russian, both = (
        create_user(memberships=[("edit", "ru"), ("review", "ru")]),
        create_user(memberships=[("review", "")]),
    )
    act(find_version(article), Act.ASSIGN, assignee=russian, reviewer=both)
    original = act(find_version(article), Act.RELABEL, language="be")
    assert (original.assignee, original.reviewer) == (None, both)
    assert original.log.get(act="relabel").details["emptied"] == ["assignee"]


def list_refusals() -> list[tuple[LanguageVersion, type[Refused], dict[str, Any]]]:
    draft = find_version(create_mislabelled())
    planned = find_version(create_article(language="ru"))
    release(planned)
    german = create_version(planned.article, "de")
    public = find_version(create_published(languages=["ru"]))
    sister = find_version(create_article(language="ru"))
    release(sister)
    act(write_text(create_version(sister.article, "de")), Act.SCHEDULE, when=LATER)
    editors = {code: create_user(memberships=[("edit", code)]) for code in ("ru", "be")}
    bound = create_user(memberships=[("edit", "ru"), ("edit", "be", True)])
    return [
        (draft, Invalid, {}),
        (draft, Invalid, {"language": "xx"}),
        (draft, Invalid, {"language": "ru"}),
        (planned, Invalid, {"language": "de"}),
        (german, NotAllowed, {"language": "be"}),
        (public, NotPossible, {"language": "be"}),
        (sister, NotPossible, {"language": "be"}),
        *((draft, NotAllowed, {"language": "be", "by": person}) for person in (*editors.values(), bound)),
    ]


def test_what_cannot_be_corrected_is_refused_and_leaves_no_trace() -> None:
    for version, refusal, given in list_refusals():
        before = take_snapshot()
        with pytest.raises(refusal) as raised:
            act(version, Act.RELABEL, **given)
        assert (type(raised.value), raised.value.field) == (refusal, "language" if refusal is Invalid else "")
        assert take_snapshot() == before
    assert workflow.may(find_chief(), Act.RELABEL, find_version(create_article()))
    assert not workflow.may(find_chief(), Act.RELABEL, find_version(create_published(languages=["ru"])))


def test_what_was_scheduled_and_never_seen_can_be_corrected_after_the_schedule_is_cancelled() -> None:
    original = act(find_version(create_mislabelled()), Act.ASSIGN)
    Image.objects.update(credit="Ani", licence="CC BY 4.0")
    write_text(original, texts={}, remove_notes=("a2",))
    act(original, Act.SCHEDULE, when=LATER)
    with pytest.raises(NotPossible):
        act(original, Act.RELABEL, language="be")
    act(original, Act.UNSCHEDULE)
    assert act(original, Act.RELABEL, language="be").language == "be"
