"""A piece that is given up for now: it rests, readers see what they saw, and it comes back as it was."""

from datetime import timedelta
from typing import Any

import pytest

from articles import workflow
from articles.choices import Act
from articles.models import Article, LanguageVersion
from articles.refusals import NotAllowed, NotPossible
from journal.models import User
from tests.factories import (
    MORNING,
    create_article,
    create_published,
    create_user,
    create_version,
    find_chief,
    find_version,
    write_text,
)
from tests.snapshots import read_stamp, take_snapshot

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)


def act(version: LanguageVersion, name: Act, *, by: User | None = None, **given: Any) -> LanguageVersion:
    return workflow.apply(LanguageVersion.objects.get(pk=version.pk), name, by=by or find_chief(), at=NOON, **given)


def test_a_piece_is_shelved_and_comes_back_with_the_reasons_in_the_log() -> None:
    editor = create_user(memberships=[("edit", "hy")])
    original = find_version(create_article())
    for name, comment, shelved in ((Act.SHELVE, "No time", True), (Act.UNSHELVE, "Back", False)):
        assert workflow.may(editor, name, original)
        act(original, name, by=editor, comment=comment)
        original = find_version(original.article)
        assert Article.objects.get().shelved is shelved
        assert not workflow.may(editor, name, original)
        with pytest.raises(NotPossible):
            act(original, name, by=editor)
    entries = original.log.order_by("pk").values_list("act", "comment", "from_stage", "to_stage", "details")
    assert list(entries)[-2:] == [
        ("shelve", "No time", "draft", "draft", {}),
        ("unshelve", "Back", "draft", "draft", {}),
    ]


def test_only_an_editor_of_the_article_shelves_it_and_by_its_original() -> None:
    article = create_published(languages=["hy", "de"])
    strangers = [create_user(memberships=[(right, "")]) for right in ("translate", "review", "publish")]
    cases = [(find_version(article), person) for person in (*strangers, create_user(memberships=[("edit", "de")]))]
    for version, person in [*cases, (find_version(article, "de"), find_chief())]:
        before = take_snapshot()
        with pytest.raises(NotAllowed):
            act(version, Act.SHELVE, by=person)
        assert take_snapshot() == before


def test_what_would_go_out_by_itself_is_not_shelved() -> None:
    article = create_published(languages=["hy"])
    german = write_text(create_version(article, "de"))
    german = act(german, Act.SCHEDULE, when=NOON + timedelta(days=1))
    before = take_snapshot()
    with pytest.raises(NotPossible):
        act(find_version(article), Act.SHELVE)
    assert take_snapshot() == before
    act(german, Act.UNSCHEDULE)
    act(find_version(article), Act.SHELVE)
    assert Article.objects.get().shelved


def test_readers_see_of_a_shelved_piece_what_they_saw_and_it_can_be_taken_down() -> None:
    article = create_published(languages=["hy", "de"])
    stamp = read_stamp()
    act(find_version(article), Act.SHELVE)
    assert LanguageVersion.objects.published(at=NOON).count() == 2
    assert read_stamp() == stamp
    german = find_version(article, "de")
    act(german, Act.WITHDRAW, reason="A court says so.")
    assert LanguageVersion.objects.published(at=NOON).count() == 1
    act(german, Act.REINSTATE)
    assert LanguageVersion.objects.published(at=NOON).count() == 2


def test_nothing_else_is_done_to_a_shelved_piece() -> None:
    article = create_published(languages=["hy", "de"])
    create_version(article, "ru")
    write_text(find_version(article, "de"), word="second")
    act(find_version(article), Act.SHELVE)
    german, planned = find_version(article, "de"), find_version(article, "ru")
    before = take_snapshot()
    given: dict[Act, dict[str, Any]] = {
        Act.SAVE: {"edit_number": german.edit_number, "texts": {"title": "Another"}},
        Act.SCHEDULE: {"when": NOON + timedelta(days=1), "significance": "typo"},
        Act.PUBLISH: {"significance": "typo"},
        Act.RELEASE: {"significance": "typo"},
        Act.SUBMIT: {"source_revision": 1},
        Act.CHECKED: {"source_revision": 1},
        Act.ROLL_BACK: {"revision": 1},
    }
    for version, name in [
        *((german, name) for name in given),
        (planned, Act.DROP),
        (find_version(article), Act.RELABEL),
    ]:
        assert not workflow.may(find_chief(), name, version)
        with pytest.raises(NotPossible) as refusal:
            act(version, name, **given.get(name, {}))
        assert name is Act.RELABEL or "shelf" in str(refusal.value)
    with pytest.raises(NotPossible):
        workflow.plan(article, "en", by=find_chief(), at=NOON)
    with pytest.raises(NotPossible):
        workflow.apply_all([german], Act.PUBLISH, by=find_chief(), at=NOON, significance="typo")
    assert take_snapshot() == before
