"""Taking a file over is a save and a submit: both or neither, through the workflow, and nothing is lost by it."""

import pytest

from articles import freshness
from articles.choices import Freshness, Stage
from articles.models import LanguageVersion, LogEntry
from articles.refusals import Conflict, Incomplete, NotAllowed
from articles.revisions import working_content
from articles.xliff.fitting import fit
from articles.xliff.reading import read_xliff
from articles.xliff.taking import may_submit, take_over
from journal.models import User
from tests import factories
from tests.articles.xliff.exports import TEXTS, change, export, find_german, make_piece, set_target, translate

pytestmark = pytest.mark.django_db


def hand_in(
    data: bytes, version: LanguageVersion, by: User, *, submit: bool = True, edit_number: int | None = None
) -> LanguageVersion:
    """Take a file over as somebody."""
    number = version.edit_number if edit_number is None else edit_number
    made = fit(read_xliff(data), version)
    return take_over(version, made, by=by, at=factories.MORNING, edit_number=number, submit=submit)


def list_acts(version: LanguageVersion) -> list[str]:
    return list(LogEntry.objects.filter(version=version).order_by("pk").values_list("act", flat=True))


def test_a_planned_translation_is_started_and_submitted() -> None:
    article, lena = make_piece()
    german = hand_in(translate(export(find_german(article))), find_german(article), lena)
    assert (german.stage, german.based_on.number, german.edit_number) == (Stage.IN_REVIEW, 1, 1)
    assert list_acts(german) == ["plan", "start", "submit"]
    assert [revision.title for revision in german.revisions.all()] == ["DE A title"]


def test_without_submitting_it_is_a_draft() -> None:
    article, lena = make_piece()
    german = hand_in(translate(export(find_german(article))), find_german(article), lena, submit=False)
    assert (german.stage, list_acts(german)) == (Stage.DRAFT, ["plan", "start"])


def test_what_stood_there_is_kept_as_a_revision() -> None:
    article, lena = make_piece()
    german = factories.write_text(find_german(article), texts={"title": "By hand", "body": "<p>By hand.</p>"})
    german = hand_in(translate(export(german)), german, lena)
    assert list(german.revisions.order_by("number").values_list("title", "comment")) == [
        ("By hand", "Kept before an XLIFF file was taken over."),
        ("DE By hand", ""),
    ]


def test_a_file_that_changes_nothing_keeps_nothing_twice() -> None:
    article, lena = make_piece()
    german = hand_in(translate(export(find_german(article))), find_german(article), lena, submit=False)
    german = hand_in(export(german), german, lena)
    assert (german.revisions.count(), list_acts(german)) == (1, ["plan", "start", "submit"])


def test_submitting_brings_the_text_up_to_the_revision_of_the_file_and_no_further() -> None:
    article, lena = make_piece()
    german = hand_in(translate(export(find_german(article))), find_german(article), lena, submit=False)
    for word in ("second", "third"):
        changed = {**TEXTS, "title": f"The {word} title"}
        factories.release(factories.write_text(factories.find_version(article), texts=changed), significance="major")
        if word == "second":
            data = export(german)
    german = hand_in(data, german, lena)
    assert (german.based_on.number, freshness.judge(german)) == (2, Freshness.OUTDATED)


def test_an_incomplete_text_is_refused_and_nothing_of_it_is_saved() -> None:
    article, lena = make_piece()
    data = change(translate(export(find_german(article))), set_target("note.k1.1", '<g id="1">siehe</g>,'))
    before = working_content(find_german(article))
    with pytest.raises(Incomplete) as refusal:
        hand_in(data, find_german(article), lena)
    assert [fault.id for fault in refusal.value.faults] == ["unfinished:k1"]
    german = find_german(article)
    assert (german.stage, working_content(german), list_acts(german)) == (Stage.PLANNED, before, ["plan"])
    assert hand_in(data, german, lena, submit=False).stage == Stage.DRAFT


def test_a_text_saved_meanwhile_is_not_overwritten() -> None:
    article, lena = make_piece()
    german = hand_in(translate(export(find_german(article))), find_german(article), lena, submit=False)
    data = export(german)
    german = factories.write_text(german, texts={"title": "Meanwhile"})
    with pytest.raises(Conflict):
        hand_in(data, german, lena, edit_number=german.edit_number - 1)
    assert (working_content(german).title, german.revisions.count()) == ("Meanwhile", 0)


def test_somebody_without_the_right_saves_nothing() -> None:
    article, _lena = make_piece()
    stranger = factories.create_user(memberships=[("translate", "ru")])
    with pytest.raises(NotAllowed):
        hand_in(translate(export(find_german(article))), find_german(article), stranger)
    assert find_german(article).stage == Stage.PLANNED


def test_a_reviewer_saves_a_text_in_review_and_cannot_submit_it() -> None:
    article, lena = make_piece()
    german = hand_in(translate(export(find_german(article))), find_german(article), lena)
    reviewer = factories.create_user(memberships=[("review", "de")])
    data = translate(export(german), mark="R ")
    with pytest.raises(NotAllowed):
        hand_in(data, german, reviewer)
    saved = hand_in(data, german, reviewer, submit=False)
    assert (saved.stage, working_content(saved).title) == (Stage.IN_REVIEW, "R DE A title")


def test_who_may_submit_after_saving() -> None:
    article, lena = make_piece()
    reviewer = factories.create_user(memberships=[("review", "de")])
    both = factories.create_user(memberships=[("review", "de"), ("translate", "de")])
    stranger = factories.create_user(memberships=[("translate", "ru")])
    people = (lena, reviewer, both, stranger)
    planned = [may_submit(person, find_german(article)) for person in people]
    german = hand_in(translate(export(find_german(article))), find_german(article), lena)
    in_review = [may_submit(person, german) for person in people]
    assert (planned, in_review) == ([True, False, True, False], [False, False, False, False])


def test_a_text_that_is_done_becomes_a_draft_again() -> None:
    article, lena = make_piece()
    german = hand_in(translate(export(find_german(article))), find_german(article), lena)
    german = factories.publish(german)
    german = hand_in(translate(export(german), mark="2 "), german, lena)
    assert (german.stage, list_acts(german)[-2:]) == (Stage.IN_REVIEW, ["start", "submit"])


def test_only_the_columns_of_the_language_are_written() -> None:
    article, lena = make_piece()
    before = working_content(factories.find_version(article))
    hand_in(translate(export(find_german(article))), find_german(article), lena)
    assert working_content(factories.find_version(article)) == before
