"""Snapshots: what they keep, that they never change, and how one becomes the working text again."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from articles import revisions, workflow
from articles.choices import Act
from articles.models import Image, LanguageVersion
from articles.refusals import NotPossible
from journal import columns
from tests.factories import (
    MORNING,
    create_article,
    create_version,
    find_chief,
    find_version,
    publish,
    release,
    submit,
    write_text,
)

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)


def create_illustrated() -> LanguageVersion:
    """An original that cites one of its two notes and shows one picture beside its lead image."""
    lead, shown, other = (Image.objects.create() for _ in range(3))
    for image in (lead, shown, other):
        columns.write(image, {"alt": f"Alt {image.pk}", "caption": f"Caption {image.pk}"}, "hy")
        columns.write(image, {"alt": "Elsewhere"}, "de")
    body = f'<p>Text<sup data-note="a1"></sup>.</p><figure data-image="{shown.pk}"></figure>'
    notes = {key: {"kind": "remark", "html": f"<p>{key}</p>"} for key in ("a1", "a2")}
    article = create_article(texts={"title": "Աղ", "subtitle": "Sub", "standfirst": "S", "body": body}, notes=notes)
    type(article).objects.filter(pk=article.pk).update(lead_image=lead)
    return find_version(article)


def test_a_revision_keeps_what_readers_of_its_language_may_see_and_nothing_else() -> None:
    version = release(create_illustrated())
    lead, shown, _other = Image.objects.order_by("pk")
    revision = version.revisions.get()
    assert asdict(revisions.content_of(revision)) == {
        "lead_image_id": lead.pk,
        "title": "Աղ",
        "subtitle": "Sub",
        "standfirst": "S",
        "body": f'<p>Text<sup data-note="a1"></sup>.</p><figure data-image="{shown.pk}"></figure>',
        "slug": "agh",
        "origin": "human",
        "notes": {"a1": {"kind": "remark", "added_in": "hy", "html": "<p>a1</p>"}},
        "images": {
            str(image.pk): {"alt": f"Alt {image.pk}", "caption": f"Caption {image.pk}"} for image in (lead, shown)
        },
    }
    assert (revision.number, revision.made_by, revision.made_by_name) == (1, find_chief(), "chief")
    assert (revision.made_at, revision.released_at, revision.significance) == (MORNING, MORNING, "substantive")


def test_a_changed_caption_makes_another_revision() -> None:
    version = release(create_illustrated())
    columns.write(Image.objects.order_by("pk")[1], {"caption": "Another"}, "hy")
    release(version, significance="typo")
    assert list(version.revisions.values_list("number", "significance")) == [(1, "substantive"), (2, "typo")]
    columns.write(Image.objects.order_by("pk")[2], {"caption": "Not shown"}, "hy")
    with pytest.raises(NotPossible):
        release(version, significance="typo")
    assert version.revisions.count() == 2


def test_numbers_count_for_each_version_of_its_own() -> None:
    article = create_article()
    original = release(find_version(article))
    german = release(write_text(create_version(article, "de")))
    release(write_text(original, word="second"))
    found = {row.language: [each.number for each in row.revisions.all()] for row in (original, german)}
    assert found == {"hy": [1, 2], "de": [1]}


def test_the_same_text_on_the_same_base_is_not_frozen_twice() -> None:
    version = submit(find_version(create_article()), by=find_chief())
    version = workflow.apply(version, Act.RETURN, by=find_chief(), at=NOON, comment="More")
    submit(version)
    assert version.revisions.count() == 1


def test_releasing_what_was_only_submitted_makes_a_released_revision_beside_it() -> None:
    version = release(submit(find_version(create_article())))
    found = [(row.number, row.significance, row.released_at is not None) for row in version.revisions.all()]
    assert found == [(1, "", False), (2, "substantive", True)]


def test_a_new_base_makes_another_revision_of_the_same_text() -> None:
    article = create_article()
    original = release(find_version(article))
    german = publish(write_text(create_version(article, "de")))
    release(write_text(original, word="second"))
    given = {"source_revision": 2}
    german = workflow.apply(german, Act.CHECKED, by=find_chief(), at=NOON, **given)
    german = release(german)
    bases = [(row.number, row.based_on.number if row.based_on else None) for row in german.revisions.all()]
    assert bases == [(1, 1), (2, 2)]
    assert revisions.content_of(german.revisions.get(number=1)) == revisions.content_of(german.revisions.get(number=2))


def test_no_act_changes_a_revision_but_reclassify() -> None:
    version = publish(find_version(create_article()))
    kept = list(version.revisions.values())
    version = write_text(version, word="second", at=NOON)
    version = publish(version, significance="typo", at=NOON)
    for name, given in (
        (Act.WITHDRAW, {"reason": "Law"}),
        (Act.REINSTATE, {}),
        (Act.ROLL_BACK, {"revision": 1}),
    ):
        takes: dict[str, Any] = given
        version = workflow.apply(version, name, by=find_chief(), at=NOON, **takes)
    assert list(version.revisions.filter(number=1).values()) == kept
    workflow.apply(version, Act.RECLASSIFY, by=find_chief(), at=NOON, revision=1, significance="major")
    assert list(version.revisions.filter(number=1).values()) == [{**kept[0], "significance": "major"}]


def test_a_revision_becomes_the_working_text_again_by_a_save_and_makes_a_new_one() -> None:
    version = release(create_illustrated())
    first = version.revisions.get()
    write_text(version, word="second", notes={"a1": {"html": "<p>changed</p>"}})
    for image in Image.objects.all():
        columns.write(image, {"alt": "Changed", "caption": "Changed"}, "hy")
    release(version, significance="typo")
    version.refresh_from_db()
    back = revisions.restorable_texts(first)
    given = {"edit_number": version.edit_number, **back}
    version = workflow.apply(version, Act.SAVE, by=find_chief(), at=NOON, **given)
    assert revisions.working_content(version) == revisions.content_of(first)
    release(version, significance="typo")
    third = version.revisions.get(number=3)
    assert revisions.content_of(third) == revisions.content_of(first)


def test_what_is_said_of_a_former_lead_image_is_not_restored() -> None:
    version = release(create_illustrated())
    _lead, shown, other = Image.objects.order_by("pk")
    type(version.article).objects.update(lead_image=other)
    back = revisions.restorable_texts(version.revisions.get())
    assert back["images"] == {shown.pk: {"alt": f"Alt {shown.pk}", "caption": f"Caption {shown.pk}"}}
    write_text(version, word="second")
    version = find_version(version.article)
    given = {"edit_number": version.edit_number, **back}
    assert workflow.apply(version, Act.SAVE, by=find_chief(), at=NOON, **given).edit_number == 3


def test_a_translation_gets_back_a_note_that_its_article_has_no_more() -> None:
    body = '<p>B<sup data-note="a1"></sup></p>'
    article = create_article(texts={"title": "T", "standfirst": "S", "body": body}, notes={"a1": {"html": "<p>A</p>"}})
    release(find_version(article))
    texts = {"title": "T", "standfirst": "S", "body": body}
    german = submit(write_text(create_version(article, "de"), texts=texts, notes={"a1": {"html": "<p>Anm.</p>"}}))
    write_text(german, texts={"body": "<p>B</p>"}, notes={"a1": {"html": ""}})
    write_text(find_version(article), texts={"body": "<p>B</p>"}, remove_notes=("a1",))
    assert not article.footnotes.exists()
    back = revisions.restorable_texts(german.revisions.get())
    assert back["notes"] == {"a1": {"kind": "translator", "html": "<p>Anm.</p>"}}
    given = {"edit_number": find_version(article, "de").edit_number, **back}
    german = workflow.apply(find_version(article, "de"), Act.SAVE, by=find_chief(), at=NOON, **given)
    assert revisions.working_content(german).body == body
    assert article.footnotes.values_list("key", "kind", "added_in").get() == ("a1", "translator", "de")


def test_a_title_of_nothing_but_marks_still_has_an_address() -> None:
    version = find_version(create_article(texts={"title": "…", "standfirst": "S", "body": "<p>B</p>"}))
    assert revisions.working_content(version).slug == "untitled"


def test_taking_a_snapshot_loads_one_language(django_assert_max_num_queries: Any) -> None:
    version = create_illustrated()
    with django_assert_max_num_queries(3) as captured:
        revisions.working_content(version)
    sql = " ".join(query["sql"] for query in captured)
    assert '"body_hy"' in sql
    assert not [name for name in ('"body_de"', '"text_ru"', '"alt_en"', '"body"') if name in sql]
