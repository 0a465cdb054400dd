"""What stands between a working text and the next desk."""

import pytest

from articles import problems
from articles.models import Article, LanguageVersion
from tests.factories import create_article, create_version, find_version, release, write_text

pytestmark = pytest.mark.django_db


def cite(*keys: str) -> str:
    return "<p>Text" + "".join(f'<sup data-note="{key}"></sup>' for key in keys) + ".</p>"


def make_notes(**kinds: str) -> dict[str, dict[str, str]]:
    return {key: {"kind": kind, "html": f"<p>Note {key}.</p>"} for key, kind in kinds.items()}


def create_pair(*keys: str, **kinds: str) -> Article:
    """An original that cites its notes, released, and a complete German draft without any."""
    texts = {"title": "T", "standfirst": "S", "body": cite(*(keys or tuple(kinds)))}
    article = create_article(texts=texts, notes=make_notes(**kinds))
    release(find_version(article))
    write_text(create_version(article, "de"))
    return article


def list_faults(version: LanguageVersion) -> list[str]:
    version.refresh_from_db()
    return [fault.id for fault in problems.find_faults(version, source=version.based_on)]


def test_a_complete_text_without_notes_has_no_faults() -> None:
    article = create_pair()
    assert list_faults(find_version(article)) == list_faults(find_version(article, "de")) == []


@pytest.mark.parametrize("field", ["title", "standfirst", "body"])
def test_what_is_missing_is_named_and_cannot_be_waived(field: str) -> None:
    version = write_text(find_version(create_article()), texts={field: "  "})
    faults = problems.find_faults(version, source=None)
    assert [(fault.id, fault.waivable, fault.waived) for fault in faults] == [(f"missing:{field}", False, False)]
    assert problems.blocking(faults) == faults


def test_a_subtitle_is_not_needed() -> None:
    assert list_faults(write_text(find_version(create_article()), texts={"subtitle": ""})) == []


def test_a_translation_is_held_to_the_notes_its_source_cites() -> None:
    article = create_pair(a1="reference", a2="remark")
    german = find_version(article, "de")
    assert list_faults(german) == ["lacks:a1", "lacks:a2"]
    write_text(german, texts={"body": cite("a1", "a2", "a2")})
    assert list_faults(german) == ["no-note:a1", "no-note:a2"]
    write_text(german, texts={}, notes=make_notes(a1="reference", a2="remark"))
    assert list_faults(german) == []


def test_notes_for_one_languages_readers_are_asked_of_no_other() -> None:
    article = create_pair(a1="reference", e1="editor")
    german = find_version(article, "de")
    write_text(
        german,
        texts={"body": cite("a1", "t1")},
        notes=make_notes(a1="reference", t1="translator"),
    )
    assert list_faults(german) == []


def test_an_editors_note_of_the_source_that_is_translated_is_no_fault() -> None:
    article = create_pair(e1="editor")
    german = find_version(article, "de")
    write_text(german, texts={"body": cite("e1")}, notes=make_notes(e1="editor"))
    assert list_faults(german) == []


def test_a_note_the_source_does_not_cite_is_reported() -> None:
    article = create_pair(a1="reference")
    write_text(find_version(article), texts={"body": cite("a1", "a9")}, notes=make_notes(a9="remark"))  # not released
    german = find_version(article, "de")
    write_text(german, texts={"body": cite("a1", "a9")}, notes=make_notes(a1="reference", a9="remark"))
    assert list_faults(german) == ["extra:a9"]


def test_parity_is_judged_by_the_revision_the_text_was_made_from() -> None:
    article = create_pair(a1="reference")
    german = find_version(article, "de")
    write_text(german, texts={"body": cite("a1")}, notes=make_notes(a1="reference"))
    write_text(find_version(article), texts={"body": cite("a1", "a2")}, notes=make_notes(a2="reference"))
    release(find_version(article))
    assert list_faults(german) == []
    newest = find_version(article).revisions.get(number=2)
    assert [fault.id for fault in problems.find_faults(german, source=newest)] == ["lacks:a2"]


def test_an_orphan_and_an_unfinished_note_are_reported_in_their_own_language_only() -> None:
    article = create_pair(a1="reference")
    german = find_version(article, "de")
    notes = {"a1": {"html": "<p>See also:</p>"}, "t1": {"kind": "translator", "html": "<p>Orphan.</p>"}}
    write_text(german, texts={"body": cite("a1")}, notes=notes)
    assert list_faults(german) == ["unfinished:a1", "not-cited:t1"]
    assert list_faults(find_version(article)) == []


def test_every_message_names_the_note() -> None:
    article = create_pair(a1="reference")
    faults = problems.find_faults(find_version(article, "de"), source=find_version(article).revisions.get())
    assert [str(fault.message) for fault in faults] == ["The source cites footnote a1, this text does not."]
