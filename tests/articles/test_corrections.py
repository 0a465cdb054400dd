"""Corrections that travel: who is asked to look at theirs, and what answers it."""

from datetime import timedelta
from typing import Any

import pytest

from articles import corrections, workflow
from articles.choices import Act
from articles.models import Article, Correction, LanguageVersion
from articles.refusals import Invalid, NotAllowed, NotPossible
from journal.models import User
from tests.factories import (
    MORNING,
    create_published,
    create_user,
    create_version,
    find_chief,
    find_version,
    publish,
    write_text,
)
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)
EVENING = NOON + timedelta(hours=8)
NOTE = "The year was 1922."


def act(version: LanguageVersion, name: Act, *, by: User | None = None, **given: Any) -> LanguageVersion:
    given = {"at": NOON, **given}
    return workflow.apply(LanguageVersion.objects.get(pk=version.pk), name, by=by or find_chief(), **given)


def create_piece() -> Article:
    """Published in Armenian, German and Georgian; Russian begun, English planned, Romanian withdrawn."""
    article = create_published(languages=["hy", "de", "ka", "ro"])
    write_text(create_version(article, "ru"))
    create_version(article, "en")
    act(find_version(article, "ro"), Act.WITHDRAW, reason="Law")
    return article


def correct(article: Article, language: str = "hy", *, word: str = "second", note: str = NOTE, **given: Any) -> Any:
    """Publish a changed text with a correction note; return the details of the log."""
    version = write_text(find_version(article, language), word=word)
    act(version, Act.SCHEDULE if "when" in given else Act.PUBLISH, significance="typo", correction=note, **given)
    return read_details(version)


def read_details(version: LanguageVersion) -> dict[str, Any]:
    details: dict[str, Any] = version.log.order_by("-pk")[0].details
    return {name: details[name] for name in ("corrections", "corrected", "dismissed") if name in details}


def list_asked(article: Article) -> list[str]:
    """Return the languages with an open task, after making sure that both ways to ask agree."""
    versions = LanguageVersion.objects.filter(article=article)
    asked = {row.language for row in versions.annotate(asked=corrections.open_corrections()).filter(asked=True)}
    assert asked == {row.language for row in versions if corrections.list_open(row)}
    rows = Article.objects.filter(versions__pk__in=versions).annotate(asked=corrections.open_corrections("versions"))
    assert sum(row.asked for row in rows) == len(asked)
    return sorted(asked)


def test_a_correction_asks_every_other_version_that_is_begun() -> None:
    article = create_piece()
    assert correct(article, note="  ") == {}
    assert list_asked(article) == []
    assert correct(article, word="third") == {"corrections": 4}
    assert list_asked(article) == ["de", "ka", "ro", "ru"]
    task = corrections.list_open(find_version(article, "de")).get()
    source = find_version(article)
    assert (task.publication.version, task.publication.correction, task.opened_at) == (source, NOTE, NOON)
    act(find_version(article, "ro"), Act.REINSTATE, at=EVENING)  # which readers see uncorrected again
    assert list_asked(article) == ["de", "ka", "ro", "ru"]


def test_going_back_with_a_note_asks_too_and_every_correction_asks_anew() -> None:
    article = create_piece()
    correct(article, note="")
    original = act(find_version(article), Act.ROLL_BACK, revision=1, correction=f" {NOTE} ")
    assert read_details(original) == {"corrections": 4}
    assert original.publications.order_by("-pk")[0].correction == NOTE
    correct(article, word="third")
    assert corrections.list_open(find_version(article, "de")).count() == 2
    assert correct(article, "de") == {"corrected": 2}
    assert list_asked(article) == ["ka", "ro", "ru"]


def test_a_note_of_its_own_is_the_answer_and_asks_nobody_in_return() -> None:
    article = create_piece()
    correct(article)
    assert correct(article, "de", note="") == {}
    assert list_asked(article) == ["de", "ka", "ro", "ru"]
    assert correct(article, "de", word="third") == {"corrected": 1}
    assert list_asked(article) == ["ka", "ro", "ru"]
    done = Correction.objects.get(version=find_version(article, "de"))
    assert (done.done_at, done.done_by, done.done_by_name, done.reason) == (NOON, find_chief(), "chief", "")
    assert correct(article, "de", word="fourth") == {"corrections": 4}
    assert list_asked(article) == ["hy", "ka", "ro", "ru"]


def test_the_first_publication_answers_whatever_was_asked() -> None:
    article = create_piece()
    correct(article)
    russian = act(find_version(article, "ru"), Act.PUBLISH)
    assert read_details(russian) == {"corrected": 1}
    assert list_asked(article) == ["de", "ka", "ro"]


def test_a_release_set_with_notes_leaves_nobody_asked() -> None:
    article = create_piece()
    rows = [write_text(find_version(article, code), word="second") for code in ("hy", "de", "ka")]
    workflow.apply_all(rows, Act.PUBLISH, by=find_chief(), at=NOON, significance="typo", correction=NOTE)
    assert list_asked(article) == ["ro", "ru"]


def test_what_was_scheduled_and_cancelled_was_no_correction_and_no_answer() -> None:
    article = create_piece()
    assert correct(article, when=EVENING) == {"corrections": 4}
    assert list_asked(article) == ["de", "ka", "ro", "ru"]
    act(find_version(article), Act.UNSCHEDULE)
    assert list_asked(article) == []
    correct(article, word="third")
    for index, (cancel, given) in enumerate(
        [(Act.UNSCHEDULE, {}), (Act.WITHDRAW, {"reason": "Law"}), (Act.PUBLISH, {"significance": "typo"})]
    ):
        assert correct(article, "de", word=f"answer {index}", when=EVENING) == {"corrected": 1}
        assert list_asked(article) == ["ka", "ro", "ru"]
        german = act(find_version(article, "de"), cancel, **given)
        assert list_asked(article) == ["de", "ka", "ro", "ru"], cancel
        if cancel is Act.WITHDRAW:
            act(german, Act.REINSTATE)
    act(find_version(article, "ru"), Act.SCHEDULE, when=EVENING)
    assert list_asked(article) == ["de", "ka", "ro"]
    act(find_version(article, "ru"), Act.UNSCHEDULE)
    assert list_asked(article) == ["de", "ka", "ro", "ru"]


def test_a_version_that_needs_no_correction_says_why() -> None:
    article = create_piece()
    german, person = find_version(article, "de"), create_user(memberships=[("translate", "de")], first_name="Anna")
    stranger = create_user(memberships=[("edit", ""), ("translate", "ru")])
    given = {"by": person, "comment": "The year is right here."}
    with pytest.raises(NotPossible):
        act(german, Act.DISMISS, **given)
    correct(article)
    correct(article, word="third")
    before = take_snapshot()
    with pytest.raises(Invalid) as refusal:
        act(german, Act.DISMISS, by=person, comment=" ")
    assert refusal.value.field == "comment"
    with pytest.raises(NotAllowed):
        act(german, Act.DISMISS, by=stranger, comment="x")
    assert take_snapshot() == before
    act(german, Act.DISMISS, **given)
    assert read_details(german) == {"dismissed": 2}
    assert list_asked(article) == ["ka", "ro", "ru"]
    found = set(Correction.objects.filter(version=german).values_list("done_by", "done_by_name", "reason"))
    assert found == {(person.pk, "Anna", "The year is right here.")}


def test_a_dismissal_outlives_a_cancelled_schedule() -> None:
    article = create_piece()
    correct(article)
    german = find_version(article, "de")
    act(german, Act.DISMISS, comment="Right here.")
    write_text(german, word="second")
    act(german, Act.SCHEDULE, when=EVENING, significance="typo")
    act(german, Act.UNSCHEDULE)
    assert list_asked(article) == ["ka", "ro", "ru"]
    assert publish(find_version(article, "ru")).stage == "done"
