"""Who may do what at which stage: the full product of stages, acts, rights, assignment, kinds and languages."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from articles import workflow
from articles.choices import Act, Stage
from articles.models import Article, LanguageVersion, LogEntry, Membership
from articles.refusals import NotAllowed, Refused
from journal.languages import CODES
from journal.models import User
from tests.articles.expected_table import (
    EXPECTED,
    MEMBERS,
    NEEDS_A_PUBLICATION,
    NOT_FOR_EXISTING_VERSIONS,
    NOW,
    OTHERS,
    POSSIBLE_ON_THE_SHELF,
    Role,
    expect_allowed,
    make_person,
)
from tests.articles.stages import PUBLIC, add_orphan, ask_for_correction, change_picture, give, lead_to
from tests.factories import create_article, create_version, find_chief, find_version, list_other_languages
from tests.snapshots import take_snapshot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("is_original", [True, False], ids=["original", "translation"])
def test_who_may_do_what_is_what_the_design_says(language: str, is_original: bool) -> None:
    elsewhere = list_other_languages(language)[0]
    article = create_article(language=language if is_original else elsewhere, texts={})
    version = find_version(article) if is_original else create_version(article, language)
    found: dict[tuple[Role, str, Act], bool] = {}
    expected: dict[tuple[Role, str, Act], bool] = {}
    on_the_shelf: set[Act] = set()
    version.article = article
    for role in (*MEMBERS, *OTHERS):
        person = make_person(role, here=language, elsewhere=elsewhere)
        own_id = person.pk if role.assigned else None
        for stage in Stage.values:
            version.stage = stage
            version.assignee_id = version.reviewer_id = own_id
            for act in Act:
                article.shelved = act is Act.UNSHELVE
                found[role, stage, act] = workflow.may(person, act, version)
                expected[role, stage, act] = expect_allowed(role, act, stage=stage, is_original=is_original)
                article.shelved = True
                on_the_shelf |= {act} if workflow.may(person, act, version) else set()
    assert len(found) == (len(MEMBERS) + len(OTHERS)) * len(Stage) * len(Act)
    assert {key for key in found if found[key] != expected[key]} == set()
    assert on_the_shelf == POSSIBLE_ON_THE_SHELF - (set() if is_original else {Act.UNSHELVE})


def test_every_act_stands_in_the_table() -> None:
    assert set(EXPECTED) | NOT_FOR_EXISTING_VERSIONS == set(Act)


SOME = tuple(role for role in MEMBERS if role.where == "here" and (role.assigned_only or not role.assigned))
SOME += tuple(Role(role.right, "in another language") for role in SOME if not role.assigned_only)
SOME += (Role(), Role(person="chief"), Role("publish", "everywhere", person="inactive"))


@pytest.mark.slow
@pytest.mark.parametrize("is_original", [True, False], ids=["original", "translation"])
@pytest.mark.parametrize("stage", Stage.values)
def test_an_act_is_done_and_logged_where_the_table_allows_it_and_writes_nothing_elsewhere(
    stage: str, is_original: bool
) -> None:
    if is_original and stage == "planned":
        pytest.skip("an original is never planned")
    here, elsewhere = ("ka", "de") if is_original else ("de", "ka")
    people = {role: make_person(role, here=here, elsewhere=elsewhere) for role in SOME}
    acts = [act for act in Act if act not in NOT_FOR_EXISTING_VERSIONS]
    for public in sorted({PUBLIC.get(act, "") for act in acts}):
        with undone():
            version = lead_to(stage, is_original=is_original, public=public)
            for act in acts:
                if PUBLIC.get(act, "") != public:
                    continue
                with undone():
                    prepare(act, version, stage, people.values())
                    try_act(act, LanguageVersion.objects.get(pk=version.pk), stage, people)


def prepare(act: Act, version: LanguageVersion, stage: str, people: Iterable[User]) -> None:
    """Make what the act needs besides right and stage."""
    if act is Act.WAIVE and stage != "planned":
        add_orphan(version)
    if act in (Act.RELEASE, Act.PUBLISH, Act.SCHEDULE):
        change_picture(version)
    if act is Act.UNSHELVE:
        Article.objects.filter(pk=version.article_id).update(shelved=True)
    if act is Act.DISMISS and stage != "planned":
        ask_for_correction(version)
    if act is Act.RELABEL:  # it takes the right in both languages
        for person in people:
            Membership.objects.get_or_create(user=person, right="edit", language="ru")


def try_act(act: Act, version: LanguageVersion, stage: str, people: Mapping[Role, User]) -> None:
    """Have everybody do the act, each as if nobody had done it before, and compare what came of it with the table."""
    given = give(act, version)
    allowed_at_all = [
        role for role in people if expect_allowed(role, act, stage=stage, is_original=version.is_original)
    ]
    for place, (role, known) in enumerate(people.items()):
        # Where nobody may, that nobody may is said by the test above; here a few try
        if not allowed_at_all and place % 4:
            continue
        person = User.objects.get(pk=known.pk)  # without the memberships kept for the act before
        allowed = expect_allowed(role, act, stage=stage, is_original=version.is_original)
        if stage == "planned" and act in NEEDS_A_PUBLICATION:
            allowed = False
        with undone():
            own = person if role.assigned else None
            LanguageVersion.objects.filter(pk=version.pk).update(assignee=own, reviewer=own)
            found = attempt(version, act, person, given)
        to_stage = EXPECTED[act][1].get(stage) or stage
        name = "start" if act is Act.SAVE and stage in ("planned", "approved", "done") else act
        log = {
            "act": name,
            "from_stage": stage,
            "to_stage": to_stage.replace("gone", ""),
            "by_id": person.pk,
            "at": NOW,
        }
        expected = (to_stage, [log], True) if allowed else ("refused", [], False)
        assert (role, stage, act, found) == (role, stage, act, expected)


def attempt(version: LanguageVersion, act: Act, person: Any, given: dict[str, Any]) -> tuple[str, list[Any], bool]:
    """Do the act; return the stage afterwards or "refused", what was logged, and whether anything was written."""
    writes = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            writes.append(sql)
        return execute(sql, params, many, context)

    last = LogEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    with connection.execute_wrapper(watch):
        try:
            done = workflow.apply(version, act, by=person, at=NOW, **given).stage
        except Refused:
            done = "refused"
    log = LogEntry.objects.filter(pk__gt=last).values("act", "from_stage", "to_stage", "by_id", "at")
    return ("gone" if act is Act.DROP and done != "refused" else done), list(log), bool(writes)


@contextmanager
def undone() -> Iterator[None]:
    """Throw away whatever the block writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_acts_that_have_doors_of_their_own_are_refused_by_apply() -> None:
    version = find_version(create_article())
    for act in NOT_FOR_EXISTING_VERSIONS:
        before = take_snapshot()
        with pytest.raises(NotAllowed):
            workflow.apply(version, act, by=find_chief(), at=NOW)
        assert take_snapshot() == before
