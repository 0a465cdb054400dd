"""What stands between a working text and the next desk."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from articles import problems, workflow
from articles.choices import Act
from articles.models import Article, Image, LanguageVersion
from articles.refusals import Incomplete, NotPossible
from tests.factories import (
    MORNING,
    create_article,
    create_image,
    create_user,
    create_version,
    find_chief,
    find_version,
    make_texts,
    release,
    write_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


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


def illustrate(*images: Image, missing: int = 0) -> LanguageVersion:
    """Return an Armenian original that shows images, and one there is not."""
    numbers = [image.pk for image in images] + ([missing] if missing else [])
    body = "<p>Text.</p>" + "".join(f'<figure data-image="{number}"></figure>' for number in numbers)
    return find_version(create_article(texts=make_texts("hy", body=body)))


def test_an_image_needs_an_alternative_text_and_to_be_published_credit_and_licence() -> None:
    bare = create_image(colour="red", credit="", licence="", alt={"de": "Nur deutsch"})
    described = create_image(colour="green", alt={"hy": "A harbour"})
    version = illustrate(bare, described, missing=10**9)
    faults = problems.find_faults(version, source=None)
    assert [(fault.id, str(fault.message), fault.waivable, fault.blocks_only_publishing) for fault in faults] == [
        (f"image:{bare.pk}:alt", f"Image {bare.pk} has no alternative text.", True, False),
        (f"image:{bare.pk}:credit", f"Image {bare.pk} has no credit; it cannot be published without.", False, True),
        (f"image:{bare.pk}:licence", f"Image {bare.pk} has no licence; it cannot be published without.", False, True),
        (f"image:{10**9}:missing", f"The text shows image {10**9}, which does not exist.", False, False),
    ]
    assert [fault.id for fault in problems.blocking(faults)] == [f"image:{bare.pk}:alt", f"image:{10**9}:missing"]
    assert problems.blocking(faults, publishing=True) == faults


def test_the_lead_image_is_judged_like_those_of_the_text() -> None:
    lead = create_image(credit="")
    version = illustrate()
    Article.objects.filter(pk=version.article_id).update(lead_image=lead)
    assert list_faults(version) == [f"image:{lead.pk}:alt", f"image:{lead.pk}:credit"]


def test_credit_and_licence_hold_up_publishing_and_nothing_before_it() -> None:
    bare = create_image(credit="", licence="", alt={"hy": "A harbour"})
    version = illustrate(bare)
    author = create_user(memberships=[("edit", "hy")])
    version = workflow.apply(version, Act.SUBMIT, by=author, at=MORNING)
    version = workflow.apply(version, Act.APPROVE, by=find_chief(), at=MORNING)
    version = workflow.apply(version, Act.RELEASE, by=find_chief(), at=MORNING)
    for act, given in ((Act.PUBLISH, {}), (Act.SCHEDULE, {"when": MORNING + timedelta(days=1)})):
        with pytest.raises(Incomplete) as refusal:
            workflow.apply(version, act, by=find_chief(), at=MORNING, **given)
        assert [fault.id for fault in refusal.value.faults] == [f"image:{bare.pk}:credit", f"image:{bare.pk}:licence"]
    for name in ("credit", "licence"):
        with pytest.raises(NotPossible):
            waive(version, f"image:{bare.pk}:{name}")
    Image.objects.filter(pk=bare.pk).update(credit="Ani", licence="CC0")
    assert workflow.apply(version, Act.PUBLISH, by=find_chief(), at=MORNING).stage == "done"


def test_an_alternative_text_can_be_waived_with_a_reason() -> None:
    ornament = create_image()
    version = illustrate(ornament)
    with pytest.raises(Incomplete):
        workflow.apply(version, Act.SUBMIT, by=find_chief(), at=MORNING)
    waive(version, f"image:{ornament.pk}:alt")
    assert workflow.apply(version, Act.SUBMIT, by=find_chief(), at=MORNING).stage == "in_review"


def waive(version: LanguageVersion, problem: str) -> None:
    workflow.apply(version, Act.WAIVE, by=find_chief(), at=MORNING, problem=problem, comment="An ornament.")
