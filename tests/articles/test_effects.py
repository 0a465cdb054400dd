"""What each act does and asks for, once right and stage are in order; and that a refusal leaves no trace."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from articles import workflow
from articles.choices import Act
from articles.models import LanguageVersion, LogEntry
from articles.refusals import Incomplete, Invalid, NotAllowed, NotPossible, Refused
from tests.factories import (
    MORNING,
    create_article,
    create_published,
    create_user,
    create_version,
    find_chief,
    find_version,
    publish,
    release,
    submit,
    write_text,
)
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)


def act(version: LanguageVersion, name: Act, **given: Any) -> LanguageVersion:
    return workflow.apply(version, name, **{"by": find_chief(), "at": NOON, **given})


def create_draft() -> LanguageVersion:
    return find_version(create_article())


def create_translation() -> LanguageVersion:
    article = create_article()
    release(find_version(article))
    return write_text(create_version(article, "de"))


def create_submitted() -> LanguageVersion:
    return submit(create_draft(), by=create_user(is_superuser=True))


def create_public() -> LanguageVersion:
    return find_version(create_published(languages=["hy"]))


def create_empty() -> LanguageVersion:
    return find_version(create_article(texts={}))


def create_changed() -> LanguageVersion:
    return write_text(create_public(), word="second")


Start = Callable[[], LanguageVersion]
REFUSALS: list[tuple[Start, Act, dict[str, Any], type[Refused], str]] = [
    (create_empty, Act.SUBMIT, {}, Incomplete, ""),
    (create_empty, Act.PUBLISH, {}, Incomplete, ""),
    (create_empty, Act.RELEASE, {}, Incomplete, ""),
    (create_empty, Act.SCHEDULE, {"when": NOON + timedelta(hours=1)}, Incomplete, ""),
    (create_translation, Act.SUBMIT, {}, Invalid, "source_revision"),
    (create_translation, Act.SUBMIT, {"source_revision": 2}, Invalid, "source_revision"),
    (create_translation, Act.CHECKED, {}, Invalid, "source_revision"),
    (create_translation, Act.CHECKED, {"source_revision": 0}, Invalid, "source_revision"),
    (create_submitted, Act.RETURN, {}, Invalid, "comment"),
    (create_submitted, Act.RETURN, {"comment": "  "}, Invalid, "comment"),
    (create_changed, Act.PUBLISH, {}, Invalid, "significance"),
    (create_changed, Act.PUBLISH, {"significance": "huge"}, Invalid, "significance"),
    (create_changed, Act.RELEASE, {}, Invalid, "significance"),
    (create_draft, Act.WAIVE, {"problem": "not-cited:a1", "comment": "x"}, NotPossible, ""),
    (create_empty, Act.WAIVE, {"problem": "missing:title", "comment": "x"}, NotPossible, ""),
    (create_draft, Act.WAIVE, {"problem": "not-cited:a1"}, Invalid, "comment"),
    (create_draft, Act.WITHDRAW, {"reason": "Law"}, NotPossible, ""),
    (create_public, Act.WITHDRAW, {"reason": " "}, Invalid, "reason"),
    (create_public, Act.REINSTATE, {}, NotPossible, ""),
    (create_draft, Act.ROLL_BACK, {"revision": 1}, NotPossible, ""),
    (create_public, Act.ROLL_BACK, {"revision": 1}, Invalid, "revision"),
    (create_public, Act.UNSCHEDULE, {}, NotPossible, ""),
    (create_public, Act.RECLASSIFY, {"revision": 2, "significance": "typo"}, Invalid, "significance"),
    (create_public, Act.RECLASSIFY, {"revision": 1, "significance": ""}, Invalid, "significance"),
    (create_public, Act.DISMISS, {"comment": ""}, Invalid, "comment"),
    (create_public, Act.DISMISS, {"comment": "Right here."}, NotPossible, ""),
    (create_draft, Act.CLAIM, {}, NotPossible, ""),
    (create_draft, Act.HAND_OVER, {}, Invalid, "to"),
    (create_draft, Act.UNSHELVE, {}, NotPossible, ""),
    (create_draft, Act.RELABEL, {"language": "hy"}, Invalid, "language"),
]


@pytest.mark.parametrize("case", REFUSALS, ids=[f"{number}-{case[1]}" for number, case in enumerate(REFUSALS)])
def test_a_refused_act_says_what_is_wrong_and_leaves_the_database_untouched(case: Any) -> None:
    start, name, given, refusal, field = case
    version = start()
    before = take_snapshot()
    with pytest.raises(refusal) as raised:
        act(version, name, **given)
    assert (type(raised.value), raised.value.field) == (refusal, field)
    assert str(raised.value)
    assert take_snapshot() == before


def test_an_incomplete_text_is_refused_with_everything_that_is_missing() -> None:
    with pytest.raises(Incomplete) as refusal:
        act(create_empty(), Act.SUBMIT)
    assert [fault.id for fault in refusal.value.faults] == ["missing:title", "missing:standfirst", "missing:body"]


def test_what_is_released_needs_a_title_and_a_text_only() -> None:
    version = find_version(create_article(texts={"title": "T", "body": "<p>B</p>"}))
    assert release(version).revisions.get().significance == "substantive"


def test_nobody_approves_what_they_submitted_themselves(settings: Any) -> None:
    editor = create_user(memberships=[("edit", ""), ("review", "")])
    version = submit(create_draft(), by=editor)
    before = take_snapshot()
    with pytest.raises(NotAllowed):
        act(version, Act.APPROVE, by=editor)
    assert take_snapshot() == before
    settings.SELF_REVIEW_LANGUAGES = ["de"]
    with pytest.raises(NotAllowed):
        act(version, Act.APPROVE, by=editor)
    settings.SELF_REVIEW_LANGUAGES = ["de", "hy"]
    assert act(version, Act.APPROVE, by=editor).stage == "approved"


def test_the_last_submission_counts_whatever_the_clock_says() -> None:
    first, second = (create_user(memberships=[("edit", ""), ("review", "")]) for _ in range(2))
    version = submit(create_draft(), by=first, at=NOON)
    version = act(version, Act.RETURN, by=second, comment="More")
    version = submit(version, by=second, at=NOON - timedelta(hours=1))  # a server whose clock is slow
    with pytest.raises(NotAllowed):
        act(version, Act.APPROVE, by=second)
    assert act(version, Act.APPROVE, by=first).stage == "approved"


def test_what_a_reviewer_broke_cannot_be_approved() -> None:
    version = write_text(create_submitted(), texts={"standfirst": ""})
    assert version.stage == "in_review"
    with pytest.raises(Incomplete):
        act(version, Act.APPROVE)


def read_details(version: LanguageVersion, name: Act) -> dict[str, Any]:
    entry = LogEntry.objects.filter(version=version, act=name).order_by("-pk").first()
    assert entry is not None
    details: dict[str, Any] = entry.details
    return details


def test_publishing_logs_whether_review_was_skipped() -> None:
    version = publish(create_draft())
    assert read_details(version, Act.PUBLISH) == {
        "revision": 1,
        "significance": "substantive",
        "moment": MORNING.isoformat(),
        "review_skipped": True,
    }
    reviewed = publish(act(create_submitted(), Act.APPROVE))
    assert read_details(reviewed, Act.PUBLISH)["review_skipped"] is False


@pytest.mark.parametrize("stage", ["draft", "in_review", "approved"])
def test_a_text_scheduled_without_review_is_not_approved_by_cancelling_the_schedule(stage: str) -> None:
    version = create_draft() if stage == "draft" else create_submitted()
    if stage == "approved":
        version = act(version, Act.APPROVE)
    for hours in (1, 2):  # scheduling it again, for another moment, reviews nothing either
        version = act(version, Act.SCHEDULE, when=NOON + timedelta(hours=hours))
    version = act(version, Act.UNSCHEDULE)
    assert version.stage == stage
    assert read_details(publish(version), Act.PUBLISH)["review_skipped"] is (stage != "approved")


def test_a_schedule_that_came_in_with_a_journal_can_be_cancelled() -> None:
    version = act(create_draft(), Act.SCHEDULE, when=NOON + timedelta(hours=1))
    LogEntry.objects.filter(version=version, act=Act.SCHEDULE).update(from_stage="", details={})
    assert act(version, Act.UNSCHEDULE).stage == "approved"


def test_only_who_holds_the_right_is_assigned() -> None:
    version = create_translation()
    translator = create_user(memberships=[("translate", "de", True)], first_name="Anna", last_name="Berg")
    wrong = create_user(memberships=[("translate", "ru"), ("edit", ""), ("review", "ru")])
    left = create_user(memberships=[("translate", ""), ("review", "")], is_active=False)
    for field in ("assignee", "reviewer"):
        for person in (wrong, left):
            with pytest.raises(Invalid) as refusal:
                act(version, Act.ASSIGN, **{field: person})
            assert refusal.value.field == field
    version = act(version, Act.ASSIGN, assignee=translator, reviewer=find_chief(), due_on=date(2026, 4, 1))
    assert (version.assignee, version.reviewer, version.due_on) == (translator, find_chief(), date(2026, 4, 1))
    assert read_details(version, Act.ASSIGN) == {
        "assignee": "Anna Berg",
        "reviewer": "chief",
        "due_on": "2026-04-01",
        "changed": ["assignee", "reviewer", "due_on"],
    }
    version = act(version, Act.ASSIGN, instruction=" Keep it short. ")
    assert (version.assignee, version.due_on, version.instruction) == (translator, date(2026, 4, 1), "Keep it short.")
    assert read_details(version, Act.ASSIGN)["changed"] == ["instruction"]
    version = act(version, Act.ASSIGN, assignee=None, due_on=None)
    assert (version.assignee, version.reviewer, version.due_on) == (None, find_chief(), None)
    assert version.instruction == "Keep it short."


def test_the_original_is_assigned_to_editors() -> None:
    editor, translator = create_user(memberships=[("edit", "hy")]), create_user(memberships=[("translate", "")])
    with pytest.raises(Invalid):
        act(create_draft(), Act.ASSIGN, assignee=translator)
    assert act(create_draft(), Act.ASSIGN, assignee=editor).assignee == editor


def test_a_waived_problem_blocks_no_more_and_is_waived_once() -> None:
    version = create_draft()
    write_text(version, texts={}, notes={"a1": {"kind": "remark", "html": "<p>Note.</p>"}})
    with pytest.raises(Incomplete):
        submit(version)
    for _ in range(2):
        act(version, Act.WAIVE, problem="not-cited:a1", comment="Kept for the next issue.")
    waived = [(name.partition("~")[0], reason) for name, reason in version.waivers.values_list("problem", "reason")]
    assert waived == [("not-cited:a1", "Kept for the next issue.")]
    assert submit(version).stage == "in_review"


def test_a_waiver_lapses_with_the_words_it_was_given_for() -> None:
    article = create_article(
        texts={"title": "T", "standfirst": "S", "body": '<p>B<sup data-note="k1"></sup></p>'},
        notes={"k1": {"kind": "reference", "html": "<p>Page 12.</p>"}},
    )
    original = release(find_version(article))
    version = write_text(create_version(article, "de"), notes={"n1": {"kind": "translator", "html": "<p>Anm.</p>"}})
    for problem in ("lacks:k1", "not-cited:n1"):
        act(version, Act.WAIVE, problem=problem, comment="Not needed here.")
    assert submit(version).stage == "in_review"
    act(version, Act.RETURN, comment="More")
    write_text(version, texts={}, notes={"n1": {"html": "<p>Andere Anm.</p>"}})
    release(write_text(original, texts={}, notes={"k1": {"html": "<p>Page 13.</p>"}}))
    for source_revision, lapsed in ((1, ["not-cited:n1"]), (2, ["lacks:k1", "not-cited:n1"])):
        with pytest.raises(Incomplete) as refusal:
            submit(version, source_revision=source_revision)
        assert [fault.id for fault in refusal.value.faults] == lapsed
    write_text(version, texts={}, notes={"n1": {"html": "<p>Anm.</p>"}})
    assert submit(version, source_revision=1).stage == "in_review"


def test_a_waiver_that_names_no_words_holds_for_any() -> None:
    version = write_text(create_draft(), texts={}, notes={"a1": {"kind": "remark", "html": "<p>Note.</p>"}})
    version.waivers.create(problem="not-cited:a1", reason="From elsewhere", at=MORNING)
    assert submit(version).stage == "in_review"
