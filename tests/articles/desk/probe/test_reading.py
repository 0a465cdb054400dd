"""Who gets what by opening any address of the desk: the page, or the same nothing as for what does not exist."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings as profile

from tests.articles.desk.probe.addresses import (
    ADDRESSES,
    FOUND,
    GONE,
    METHOD,
    READ_ONLY,
    expect,
    find_path,
    list_routes,
)
from tests.articles.desk.probe.asking import Desk, strip, watching
from tests.articles.desk.probe.roles import ROLES, Role, may_comment, sees, sees_piece
from tests.articles.desk.probe.world import FACTS, World

THOROUGH = profile().max_examples >= 2_000

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_address_of_the_desk_has_its_line_in_the_table() -> None:
    assert sorted(list_routes()) == sorted(ADDRESSES)


def list_questions() -> Iterator[tuple[str, Role, str, str]]:
    """Yield route, role, version asked about and version the person may have a part in.

    Every role asks at every address, where it is refused at the least; costly pages are opened by every so many of
    those who may. The versions take turns, their own and others.
    """
    for place, (route, address) in enumerate(ADDRESSES.items()):
        for number, role in enumerate(ROLES):
            keys = address.keys
            target = keys[(place + number // 2) % len(keys)]
            key = keys[(place + number) % len(keys)] if address.about and number % 2 else target
            is_refused = expect(route, role, key, target=target) in (GONE, FOUND)
            step = (4 if address.about else 8) if is_refused else 4 * address.weight
            if role.is_chief or THOROUGH or (place + number // 3) % step == 0:
                yield route, role, key, target


def test_everybody_gets_the_pages_they_may_see_and_nothing_is_changed_by_looking(desk: Desk) -> None:
    wrong = []
    for route, role, key, target in list_questions():
        path = find_path(desk.world, route, key) + ADDRESSES[route].query
        with desk.as_they_are(role, target), watching() as written:
            response = desk.ask(role, target, path)
        said = (response.status_code, find_leaks(desk.world, response.content, role, target), written)
        if said != (expect(route, role, key, target=target), [], []):
            wrong.append((path, key, target, role, said))
        if response.status_code == 302 and not role.comes_in:
            assert response["Location"].startswith("/admin/login/?next=/admin/") or route == "logout/"
    assert wrong == []


def find_leaks(world: World, content: bytes, role: Role, target: str) -> list[str]:
    """Return the words on a page that stand in what the person may not read."""
    words = [world.text_word(key) for key in FACTS if not sees(role, key, target=target)]
    words += [world.talk_word(key) for key in FACTS if not may_comment(role, key, target=target)]
    words += [f"ww{name}ww" for name in "ABC" if not sees_piece(role, name, target=target)]
    words += [] if role.is_chief else ["ddsecretdd"]
    return [word for word in words if word.encode() in content]


SECRETS = ("zzBdezz", "zzAenzz", "wwBww", "ddsecretdd")
QUERIES = (
    *("q=zzBde", "q=wwBw", "q=ddsecret", "o=-1.2", "o=9", "language=de", "stage=draft", "shelved=with", "person=1"),
    *("assignee__id__exact=1", "title_de__startswith=zz", "article__title_de__contains=zzB", "versions__stage=draft"),
    *("log__comment__contains=More", "revisions__body__contains=zzB", "all=", "e=1", "_facets=True", "sort=changed"),
    *("id__in=1,2,3", "ids=1,2,3", "publication=withdrawn", "is_superuser__exact=1", "memberships__right=edit"),
)
LISTS: tuple[str, ...] = (
    "",
    "articles/article/",
    "articles/translation/",
    "articles/image/",
    "articles/choose/pieces/",
)
LISTS += ("articles/choose/images/", "articles/topic/", "authors/author/", "report/")


def test_no_list_tells_of_what_one_may_not_see_whatever_is_asked_of_it(desk: Desk) -> None:
    """Of somebody who translates A/ru alone, and so sees A/de and A/hy; the chief finds it, where it can be found."""
    translator, chief, target = Role("translate", only=True, part="assignee"), Role(person="chief"), "A/ru"
    told, known = {}, set()
    for place, route in enumerate(LISTS):
        for query in QUERIES[place % 3 :: 3]:
            with desk.as_they_are(translator, target), watching() as written:
                answer = desk.ask(translator, target, f"/admin/{route}?{query}")
            if find_leaks(desk.world, answer.content, translator, target) or written or answer.status_code >= 500:
                told[route, query] = answer.status_code
    desk.find_person(chief, target)
    for route in ("", "articles/choose/pieces/", "articles/article/"):
        page = desk.ask(chief, target, f"/admin/{route}?q=wwBw").content
        known |= {word for word in SECRETS if word.encode() in page}
    assert (told, known) == ({}, {"zzBdezz", "wwBww"})


STRANGERS = (
    Role(person="nobody"),
    Role("translate", "elsewhere", only=True),
    Role("review", "here", only=True, part="reviewer"),
    Role("edit", "everywhere", only=True),
)


def test_what_is_not_yours_and_what_does_not_exist_get_the_same_answer(desk: Desk) -> None:
    """By GET and by POST, whatever the address; for those who may see some of it, for what they may not."""
    found: dict[Any, Any] = {}
    same: dict[Any, Any] = {}
    for route in (route for route in ADDRESSES if "<" in route and "uidb64" not in route):
        for role in STRANGERS:
            target = "B/ru" if ADDRESSES[route].about else "A/hy"
            key = "A/hy" if "A/hy" in ADDRESSES[route].keys else ADDRESSES[route].keys[0]
            paths = [find_path(desk.world, route, key, absent=absent) for absent in (False, True)]
            for data in (None, {"act": "save", "edit_number": "1"}):
                with desk.as_they_are(role, target), watching() as written:
                    mine, absent = (strip(desk.ask(role, target, path, data), path) for path in paths)
                if expect(route, role, key, target=target) == GONE:
                    status = METHOD if data and route in READ_ONLY else GONE
                    found[route, role, data is None] = (mine, mine[0], written)
                    same[route, role, data is None] = (absent, status, [])
    assert len(found) > 100
    assert found == same
