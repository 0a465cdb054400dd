"""Who does what by posting to any address of the desk: the effect the table says, or nothing at all."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from hypothesis import settings as profile

from articles.desk import acts as screen_acts
from articles.desk.cell_acts import DONE_IN_CELL
from articles.desk.piece import OF_THE_PIECE
from journal.models import User
from tests.articles.desk.probe.acts import Post
from tests.articles.desk.probe.acts_admin import list_admin_acts
from tests.articles.desk.probe.acts_besides import list_other_acts
from tests.articles.desk.probe.acts_foreign import add_foreign, list_foreign_acts
from tests.articles.desk.probe.acts_screens import list_screen_acts
from tests.articles.desk.probe.addresses import ADDRESSES, METHOD, READ_ONLY, VERSION, find_path
from tests.articles.desk.probe.asking import Desk, watching
from tests.articles.desk.probe.changes import Snapshot, name_changes
from tests.articles.desk.probe.roles import ROLES, WITH_A_PART, Role, sees
from tests.articles.desk.probe.world import World
from tests.snapshots import take_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

POSTS = [*list_screen_acts(), *list_other_acts(), *list_admin_acts(), *list_foreign_acts()]
THOROUGH = profile().max_examples >= 2_000


@pytest.mark.parametrize("part", range(2))
def test_an_act_has_its_effect_for_those_who_may_and_none_for_anybody_else(
    desk: Desk, empty_pages: None, part: int
) -> None:
    wrong = []
    for number, post in enumerate(POSTS):
        asked = choose_roles(post, number) if number % 2 == part else []
        for role in asked:
            desk.find_person(role, post.place)  # before the savepoint, which takes back what is made in it
        with transaction.atomic():
            if post.prepare is not None:
                post.prepare(desk.world)
            data = post.data(desk.world)
            before: Snapshot = {}
            for place, role in enumerate(asked):
                given = add_foreign(desk.world, post.route, post.key, data) if place % 2 and not post.is_json else data
                answer, person, was, now = send(desk, post, role, given)
                before = before or (take_snapshot() if now and not was else {})
                was = was or with_part(before, desk.world, post, role, person)
                changes = name_changes(was, now, desk.world, post.key, person.pk if person else None)
                if fault := judge(post, role, answer, changes):
                    wrong.append((str(post), role, answer.status_code, fault))
            transaction.set_rollback(True)
    assert wrong == []


def choose_roles(post: Post, number: int) -> list[Role]:
    """Return who tries: the roles take turns, so that each tries some of everything; `thorough` has all try all."""
    roles = (*ROLES, *WITH_A_PART) if any("{part}" in word for word in post.effect) else ROLES
    chosen = []
    for place, role in enumerate(role for role in roles if post.only is None or post.only(role)):
        is_of_version, is_costly = "row:pk" in post.route, post.route.endswith(("/act/", "/publish/"))
        if post.allowed(role, post.key, post.place):
            step = 6 if is_of_version else 16
        elif sees(role, post.place, target=post.place):
            step = 10 if is_of_version and not is_costly else 24
        else:
            step = 24
        step *= 1 if post.effect else 3
        if THOROUGH or role.is_chief or post.only or (place + number // 2) % step == 0:
            chosen.append(role)
    return chosen


def keeps_words(post: Post, role: Role) -> bool:
    """Whether what the person typed is kept as a draft, although what they asked for is refused."""
    return post.may_save is not None and post.may_save(role, post.key, post.place)


def judge(post: Post, role: Role, answer: HttpResponse, changes: set[str]) -> str:
    """Return what is wrong with an answer, "" for nothing."""
    allowed = post.allowed(role, post.key, post.place)
    expected = {word.format(part=role.part) for word in post.effect} if allowed else set()
    if changes != expected and not (changes == {"Draft+"} and keeps_words(post, role)):
        return f"changed {sorted(changes - expected)}, not {sorted(expected - changes)}"
    if not answer.get("Location", "/admin/").startswith("/admin/"):
        return f"leads to {answer['Location']}"
    if not role.comes_in and answer.status_code == 200 and not ADDRESSES[post.route].is_open:
        return "no sign-in"
    return ""


def send(
    desk: Desk, post: Post, role: Role, data: dict[str, Any]
) -> tuple[HttpResponse, User | None, Snapshot, Snapshot]:
    """Post it as the role, and take it back. Return the answer, the person, what was there before where they brought
    something of their own, and what was there then; {} for nothing written."""
    given: Any = {name: value() if callable(value) else value for name, value in data.items()}
    kind = {"content_type": "application/json"} if post.is_json else {}
    with desk.as_they_are(role, post.place) as person:
        own: dict[str, Any] = {**post.own(desk.world, person)} if post.own and person else {}
        path = find_path(desk.world, post.route, post.place, **own)
        was = take_snapshot() if own else {}
        with watching() as written:
            answer = desk.ask(role, post.place, path, json.dumps(given) if post.is_json else given, **kind)
        return answer, person, was, take_snapshot() if written else {}


def with_part(before: Snapshot, world: World, post: Post, role: Role, person: User | None) -> Snapshot:
    """Return the snapshot with the part the person has been given since."""
    if not (role.part and before and person):
        return before
    label, pk = "articles.LanguageVersion", world.versions[post.place].pk
    own = {f"{role.part}_id": person.pk}
    return {**before, label: [{**row, **own} if row["id"] == pk else row for row in before[label]]}


SHOWS_ONLY = {
    *("signed-in/", "report/", "", "r/<path:content_type_id>/<path:object_id>/", "(?P<url>.*)$"),
    *(f"{VERSION}draft/<row:draft>/", f"{VERSION}compare/", f"{VERSION}preview/", f"{VERSION}review/"),
    *("articles/image/<path:object_id>/", "articles/image/<path:object_id>/history/"),
    "^(?P<app_label>articles|authors|journal)/$",
}
"""Addresses that take a form for a question."""


def test_every_address_that_takes_a_form_has_its_acts_in_the_table(desk: Desk, empty_pages: None) -> None:
    chief = Role(person="chief")
    desk.find_person(chief, "A/ru")
    refused, written = set(), {}
    for route in ADDRESSES:
        key = "A/ru" if "A/ru" in ADDRESSES[route].keys else ADDRESSES[route].keys[0]
        with desk.as_they_are(chief, key), watching() as statements:
            answer = desk.ask(chief, key, find_path(desk.world, route, key), {})
        refused |= {route} if answer.status_code == METHOD else set()
        if route in SHOWS_ONLY and statements:
            written[route] = statements
    assert (refused, written) == (READ_ONLY, {})
    assert set(ADDRESSES) - READ_ONLY - SHOWS_ONLY == {post.route for post in POSTS}


def test_every_button_has_its_line_in_the_table() -> None:
    """Those of the screens and of the cells; a new one has to be added, with what it changes."""

    def named(route: str) -> set[str]:
        return {post.name for post in POSTS if post.route == route and post.effect}

    buttons = {act.value for act in screen_acts.BUTTONS}
    originals, translations = (f"articles/{name}/<row:pk>/change/" for name in ("article", "translation"))
    besides = {"save-over", "save-merged", "save-besides", "throw-away"}
    piece = {act.value for act in OF_THE_PIECE} | {"plan", "plan-many", "assign", "drop"}
    assert named(originals) == buttons - {"checked"} | besides | piece
    assert named(translations) == buttons | besides
    assert named(f"{VERSION}act/") == {act.value for act in DONE_IN_CELL}
