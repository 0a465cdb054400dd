"""Beginning, planning and the door through which every change goes."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act
from articles.models import Article, LanguageVersion, LogEntry
from articles.refusals import Conflict, Invalid, NotAllowed, NotPossible, Refused
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


def test_a_piece_begins_as_a_draft_assigned_to_its_editor() -> None:
    editor = create_user(memberships=[("edit", "ka")])
    version = workflow.begin(language="ka", working_title=" Salt ", by=editor, at=MORNING)
    assert (version.article.original_language, version.article.working_title) == ("ka", "Salt")
    assert (version.stage, version.assignee, version.is_original) == ("draft", editor, True)
    entry = LogEntry.objects.get()
    assert (entry.act, entry.from_stage, entry.to_stage, entry.by, entry.at) == ("start", "", "draft", editor, MORNING)


@pytest.mark.parametrize("memberships", [[], [("edit", "de")], [("translate", "")], [("edit", "ka", True)]])
def test_a_piece_is_begun_only_by_who_may_edit_unassigned_pieces_in_its_language(memberships: Any) -> None:
    person = create_user(memberships=memberships)
    for by, language in ((person, "ka"), (AnonymousUser(), "ka"), (None, "ka"), (find_chief(), "xx")):
        with pytest.raises(NotAllowed):
            workflow.begin(language=language, working_title="Salt", by=by, at=MORNING)
    assert Article.objects.count() == 0


def test_a_piece_needs_a_working_title() -> None:
    with pytest.raises(Invalid) as refusal:
        workflow.begin(language="ka", working_title="  ", by=find_chief(), at=MORNING)
    assert (refusal.value.field, Article.objects.count()) == ("working_title", 0)


def test_a_planned_version_holds_its_assignment_and_is_logged() -> None:
    article = create_article()
    translator, reviewer = (
        create_user(memberships=[("translate", "de", True)]),
        create_user(memberships=[("review", "")]),
    )
    given = {
        "assignee": translator,
        "reviewer": reviewer,
        "due_on": date(2026, 4, 1),
        "instruction": " Keep it short. ",
    }
    version = workflow.plan(article, "de", by=find_chief(), at=MORNING, comment="Please", **given)
    version.refresh_from_db()
    assert (version.stage, version.translated_from, version.based_on) == ("planned", find_version(article), None)
    assert (version.assignee, version.reviewer) == (translator, reviewer)
    assert (version.due_on, version.instruction) == (date(2026, 4, 1), "Keep it short.")
    entry = version.log.get()
    assert (entry.act, entry.from_stage, entry.to_stage, entry.comment) == ("plan", "", "planned", "Please")


def list_bad_plans(article: Article, other: Article) -> list[tuple[type[Refused], dict[str, Any]]]:
    stranger = create_user(memberships=[("translate", ""), ("review", ""), ("publish", ""), ("edit", "de")])
    return [
        (NotAllowed, {"by": stranger}),
        (NotAllowed, {"by": None}),
        (Invalid, {"language": "xx"}),
        (NotPossible, {"language": "hy"}),
        (Invalid, {"translated_from": find_version(other)}),
        (Invalid, {"assignee": create_user(memberships=[("translate", "ru")])}),
        (Invalid, {"reviewer": create_user(memberships=[("translate", "de")])}),
    ]


def test_a_plan_that_makes_no_sense_is_refused_and_leaves_no_trace() -> None:
    article, other = create_article(), create_article()
    for refusal, given in list_bad_plans(article, other):
        before = take_snapshot()
        with pytest.raises(refusal):
            workflow.plan(article, **{"language": "de", "by": find_chief(), "at": MORNING, **given})
        assert take_snapshot() == before


def test_a_relay_cannot_be_planned_from_a_version_that_was_dropped_meanwhile() -> None:
    article = create_article()
    german = create_version(article, "de")
    workflow.apply(LanguageVersion.objects.get(pk=german.pk), Act.DROP, by=find_chief(), at=MORNING)
    with pytest.raises(Invalid):
        create_version(article, "ru", source=german)


def test_a_dropped_plan_leaves_its_log() -> None:
    article = create_article()
    workflow.apply(create_version(article, "de"), Act.DROP, by=find_chief(), at=MORNING, comment="No money")
    entries = LogEntry.objects.filter(article=article, language="de").values_list("act", "version", "comment")
    assert list(entries) == [("plan", None, ""), ("drop", None, "No money")]
    assert not article.versions.filter(language="de").exists()


def test_a_save_must_say_what_it_started_from() -> None:
    version = find_version(create_article())
    before = take_snapshot()
    with pytest.raises(Invalid):
        workflow.apply(version, Act.SAVE, by=find_chief(), at=MORNING, texts={"title": "Another"})
    assert take_snapshot() == before


@pytest.mark.parametrize("act", [Act.SAVE, Act.SUBMIT, Act.RELEASE, Act.PUBLISH, Act.ASSIGN])
def test_what_started_from_an_older_state_is_refused_and_overwrites_nothing(act: Act) -> None:
    version = find_version(create_article())  # saved once: edit number 1
    given = {"texts": {"title": "Mine"}} if act is Act.SAVE else {}
    for stale in (0, 2):
        before = take_snapshot()
        with pytest.raises(Conflict):
            workflow.apply(version, act, by=find_chief(), at=MORNING, edit_number=stale, **given)
        assert take_snapshot() == before


def test_a_save_counts_and_other_acts_do_not() -> None:
    version = find_version(create_article())
    found = [version.edit_number]
    for step in (release, submit):
        found.append(step(version).edit_number)
    found.append(write_text(version, word="second").edit_number)
    assert found == [1, 1, 1, 2]


def test_a_save_that_changes_nothing_is_no_act() -> None:
    version = find_version(create_published(languages=["hy"]))
    before = take_snapshot()
    assert write_text(version).stage == "done"
    assert take_snapshot() == before


def test_a_version_that_is_gone_cannot_be_changed() -> None:
    version = create_version(create_article(), "de")
    LanguageVersion.objects.filter(pk=version.pk).delete()
    with pytest.raises(NotPossible):
        workflow.apply(version, Act.ASSIGN, by=find_chief(), at=MORNING)


def test_who_could_do_it_at_another_stage_is_told_so_and_others_are_told_nothing_of_the_stage() -> None:
    version = find_version(create_article())
    reviewer, stranger = create_user(memberships=[("review", "")]), create_user(memberships=[("review", "de")])
    with pytest.raises(NotPossible):
        workflow.apply(version, Act.APPROVE, by=reviewer, at=MORNING)
    with pytest.raises(NotAllowed):
        workflow.apply(version, Act.APPROVE, by=stranger, at=MORNING)


def test_saving_one_language_writes_the_columns_of_no_other() -> None:
    article = create_published(languages=["hy", "de", "ru"])
    german = find_version(article, "de")
    with CaptureQueriesContext(connection) as queries:
        write_text(german, word="second", notes={"n1": {"kind": "translator", "html": "<p>Anm.</p>"}})
    written = {
        part.split("=")[0].strip(' "')
        for query in queries
        if query["sql"].startswith("UPDATE") and ("articles_article" in query["sql"] or "footnote" in query["sql"])
        for part in query["sql"].split(" SET ")[1].split(" WHERE ")[0].split(", ")
        if "=" in part
    }
    assert written == {"title_de", "subtitle_de", "standfirst_de", "body_de", "text_de"}


QUERIES = {Act.SAVE: 15, Act.RELEASE: 16, Act.SUBMIT: 20, Act.PUBLISH: 40, Act.ASSIGN: 11, Act.CHECKED: 11}


@pytest.mark.parametrize("act", QUERIES)
def test_an_act_costs_a_bounded_number_of_queries(act: Act) -> None:
    article = create_article()
    release(find_version(article))
    version = write_text(create_version(article, "de"))
    person = create_user(memberships=[(right, "") for right in ("edit", "translate", "review", "publish")])
    given: dict[Act, dict[str, Any]] = {
        Act.SAVE: {"edit_number": 1, "texts": {"title": "Another", "body": "<p>Body</p>"}},
        Act.SUBMIT: {"source_revision": 1},
        Act.CHECKED: {"source_revision": 1},
    }
    with CaptureQueriesContext(connection) as queries:
        workflow.apply(version, act, by=person, at=MORNING, **given.get(act, {}))
    assert len(queries) <= QUERIES[act], "\n".join(query["sql"][:160] for query in queries)
