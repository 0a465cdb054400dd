"""Who has a piece: claiming it, giving it back, handing it over; and that `workflow.may` says the same beforehand."""

from datetime import timedelta
from typing import Any

import pytest

from articles import workflow
from articles.choices import Act
from articles.models import LanguageVersion
from articles.refusals import Invalid, NotAllowed, NotPossible, Refused
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
    submit,
    write_text,
)
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=3)


def act(version: LanguageVersion, name: Act, *, by: User, **given: Any) -> LanguageVersion:
    return workflow.apply(LanguageVersion.objects.get(pk=version.pk), name, by=by, at=NOON, **given)


def create_member(right: str, language: str = "de", *, assigned_only: bool = False) -> User:
    return create_user(memberships=[(right, language, assigned_only)], first_name=right.title(), last_name=language)


def create_planned() -> LanguageVersion:
    article = create_article()
    release(find_version(article))
    return create_version(article, "de")


def read_log(version: LanguageVersion) -> tuple[str, str, Any]:
    entry = version.log.order_by("-pk")[0]
    return entry.act, entry.comment, entry.details


def assert_refused(version: LanguageVersion, name: Act, by: User, refusal: type[Refused], **given: Any) -> None:
    before = take_snapshot()
    with pytest.raises(refusal) as raised:
        act(version, name, by=by, **given)
    assert type(raised.value) is refusal
    assert take_snapshot() == before


def test_a_free_piece_is_claimed_by_who_may_write_it_and_by_nobody_after() -> None:
    version = create_planned()
    translator, other = create_member("translate"), create_member("translate", "")
    version = act(version, Act.CLAIM, by=translator)
    assert (version.assignee, version.reviewer, version.stage) == (translator, None, "planned")
    assert read_log(version) == ("claim", "", {"field": "assignee", "from": "", "to": "Translate de"})
    for person in (translator, other, find_chief()):
        assert not workflow.may(person, Act.CLAIM, version)
        assert_refused(version, Act.CLAIM, person, NotPossible)
    for stage in ("draft", "returned", "approved", "done"):
        LanguageVersion.objects.filter(pk=version.pk).update(
            stage=stage, assignee=None, based_on=version.translated_from.revisions.get()
        )
        assert act(version, Act.CLAIM, by=other).assignee == other


def test_who_works_on_assigned_pieces_only_claims_nothing() -> None:
    version = create_planned()
    for right in ("translate", "review", "edit", "publish"):
        person = create_member(right, assigned_only=right == "translate")
        assert not workflow.may(person, Act.CLAIM, version)
        assert_refused(version, Act.CLAIM, person, NotAllowed)


def test_the_review_is_claimed_by_a_reviewer_who_did_not_submit_the_text(settings: Any) -> None:
    editor = create_user(memberships=[("edit", ""), ("review", "")])
    reviewer = create_member("review", "hy")
    version = submit(find_version(create_article(by=editor)), by=editor)
    assert version.assignee == editor
    assert_refused(version, Act.CLAIM, editor, NotAllowed)
    assert_refused(version, Act.CLAIM, create_member("edit", "hy"), NotAllowed)
    claimed = act(version, Act.CLAIM, by=reviewer)
    assert (claimed.assignee, claimed.reviewer) == (editor, reviewer)
    assert read_log(claimed)[2] == {"field": "reviewer", "from": "", "to": "Review hy"}
    act(claimed, Act.DECLINE, by=reviewer)
    settings.SELF_REVIEW_LANGUAGES = ["hy"]
    assert act(version, Act.CLAIM, by=editor).reviewer == editor


def test_a_piece_is_given_back_by_who_has_it_and_then_nobody_has_it() -> None:
    version = create_planned()
    translator = create_member("translate", assigned_only=True)
    reviewer = create_member("review", assigned_only=True)
    version = act(version, Act.ASSIGN, by=find_chief(), assignee=translator, reviewer=reviewer)
    for person in (find_chief(), create_member("translate")):
        assert not workflow.may(person, Act.DECLINE, version)
        assert_refused(version, Act.DECLINE, person, NotAllowed)
    given_back = act(version, Act.DECLINE, by=translator, comment="I am ill.")
    assert (given_back.assignee, given_back.reviewer) == (None, reviewer)
    assert read_log(given_back) == ("decline", "I am ill.", {"field": "assignee", "from": "Translate de", "to": ""})
    given_back = act(version, Act.DECLINE, by=reviewer)  # who is to review may say so before it comes to that
    assert (given_back.assignee, given_back.reviewer) == (None, None)
    assert_refused(version, Act.DECLINE, reviewer, NotAllowed)


@pytest.mark.parametrize(
    ("stage", "first", "then"), [("draft", "assignee", "reviewer"), ("in_review", "reviewer", "assignee")]
)
def test_who_has_both_parts_gives_back_the_one_whose_turn_it_is(stage: str, first: str, then: str) -> None:
    person = create_user(memberships=[("translate", "de", True), ("review", "de", True)])
    version = write_text(create_planned())
    version = act(version, Act.ASSIGN, by=find_chief(), assignee=person, reviewer=person)
    if stage == "in_review":
        version = submit(version)
    fields = []
    for _time in range(2):
        act(version, Act.DECLINE, by=person)
        fields.append(read_log(version)[2]["field"])
    assert fields == [first, then]


def test_a_piece_is_handed_over_to_another_person_who_holds_the_right() -> None:
    version = create_planned()
    translator, next_one = create_member("translate"), create_member("translate", assigned_only=True)
    version = act(version, Act.ASSIGN, by=find_chief(), assignee=translator)
    wrong = [None, translator, create_member("review"), create_member("translate", "ru")]
    wrong.append(create_user(memberships=[("translate", "de")], is_active=False))
    for person in wrong:
        with pytest.raises(Invalid) as refusal:
            act(version, Act.HAND_OVER, by=translator, to=person)
        assert refusal.value.field == "to"
    assert_refused(version, Act.HAND_OVER, find_chief(), NotAllowed, to=next_one)
    version = act(version, Act.HAND_OVER, by=translator, to=next_one, comment="The dates are open.")
    assert (version.assignee, version.reviewer) == (next_one, None)
    assert read_log(version) == (
        "hand_over",
        "The dates are open.",
        {"field": "assignee", "from": "Translate de", "to": "Translate de"},
    )
    assert [workflow.may(person, Act.HAND_OVER, version) for person in (translator, next_one)] == [False, True]


def test_a_review_is_not_handed_over_to_who_submitted_the_text() -> None:
    writer = create_user(memberships=[("edit", ""), ("review", "")])
    first, second = create_member("review", ""), create_member("review", "hy")
    version = submit(find_version(create_article(by=writer)), by=writer)
    version = act(version, Act.CLAIM, by=first)
    with pytest.raises(Invalid) as refusal:
        act(version, Act.HAND_OVER, by=first, to=writer)
    assert refusal.value.field == "to"
    version = act(version, Act.HAND_OVER, by=first, to=second)
    assert (version.assignee, version.reviewer) == (writer, second)


def test_a_piece_on_the_shelf_changes_hands_no_more() -> None:
    translator = create_member("translate", "")
    article = create_published(languages=["hy", "de"])
    free, mine = find_version(article, "de"), create_version(article, "ru", assignee=translator)
    act(find_version(article), Act.SHELVE, by=find_chief())
    mine = find_version(article, "ru")
    for version, name in ((free, Act.CLAIM), (mine, Act.DECLINE), (mine, Act.HAND_OVER)):
        assert not workflow.may(translator, name, version)
        assert_refused(version, name, translator, NotPossible)
    assert_refused(mine, Act.ASSIGN, find_chief(), NotPossible)
