"""The table of expectations: what everybody gets who opens an address of the desk. Every address needs a line here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver

from journal.urls import urlpatterns
from tests.articles.desk.probe.roles import (
    WITH_REVISIONS,
    Role,
    can,
    may_comment,
    may_save,
    sees,
)
from tests.articles.desk.probe.world import ABSENT, FACTS, World

Rule = Callable[[Role, str, str], int]
"""Role, version asked about, version the person may have a part in: the status of the answer."""
OK, SEE_OTHER, BAD, GONE, METHOD, FOUND = 200, 303, 400, 404, 405, 302


@dataclass(frozen=True)
class Address:
    """What is known of an address. `rule` speaks of those whom the sign-in lets through."""

    rule: Rule
    about: str = ""  # version | article | image | "" for an address with no version in it
    weight: int = 1
    """How much the page costs: of the people who may open it, every so many do."""
    is_open: bool = False
    """Whether one need not be signed in."""
    query: str = ""
    keys: tuple[str, ...] = tuple(FACTS)
    """The versions it is asked about."""


def when(condition: Callable[..., bool], status: int = OK) -> Rule:
    return lambda role, key, target: status if condition(role, key, target=target) else GONE


def always(status: int) -> Rule:
    return lambda role, key, target: status


def of(test: Callable[[Role], bool], status: int = OK) -> Rule:
    return lambda role, key, target: status if test(role) else GONE


MEMBER, CHIEF, EDITOR = of(lambda r: r.is_member), of(lambda r: r.is_chief), of(lambda r: r.is_editor)
IMAGE_TAKER = of(lambda r: r.is_chief or (r.is_member and r.right in ("edit", "translate")))
PLACER = of(lambda r: r.keeps_home)
WRITER = of(lambda r: r.is_chief or (r.is_member and r.right in ("edit", "translate", "review")))
ORIGINALS = tuple(key for key in FACTS if FACTS[key].is_original)
TRANSLATIONS = tuple(key for key in FACTS if not FACTS[key].is_original)


def sees_translation(role: Role, key: str, *, target: str) -> bool:
    return not FACTS[key].is_original and sees(role, key, target=target)


def sees_revision(role: Role, key: str, *, target: str) -> bool:
    return key in WITH_REVISIONS and sees(role, key, target=target)


def exchanges(role: Role, key: str, *, target: str) -> bool:
    return not FACTS[key].is_original and may_save(role, key, target=target)


def goes_back(role: Role, key: str, *, target: str) -> bool:
    return key == "B/de" and can(role, "roll_back", key, target=target)


def sees_image(role: Role, key: str, *, target: str) -> bool:
    """The image of the piece: of members for assigned pieces, those that their texts show."""
    showing = {"A": ("A/hy", "A/de"), "B": ("B/de",)}.get(key[0], ())
    return any(sees(role, each, target=target) for each in showing)


def sees_spare(role: Role, key: str, *, target: str) -> bool:
    return role.sees_everything


VERSION = "articles/version/<row:pk>/"
TRANSLATION = "articles/translation/<row:pk>/"
ARTICLE = "articles/article/<row:pk>/"
_NAMED = {
    name: {
        f"{name}/": Address(rule, weight=2),
        f"{name}/add/": Address(adds, weight=4),
        f"{name}/<path:object_id>/history/": Address(rule),
        f"{name}/<path:object_id>/delete/": Address(always(GONE)),
        f"{name}/<path:object_id>/change/": Address(rule, weight=4),
        f"{name}/<path:object_id>/": Address(always(FOUND)),
    }
    for name, rule, adds in (
        ("articles/topic", MEMBER, EDITOR),
        ("authors/author", MEMBER, EDITOR),
        ("journal/oldaddress", CHIEF, CHIEF),
        ("journal/page", CHIEF, CHIEF),
        ("journal/user", CHIEF, CHIEF),
    )
}

ADDRESSES: dict[str, Address] = {
    "password_reset/": Address(always(OK), is_open=True, weight=8),
    "password_reset/done/": Address(always(OK), is_open=True, weight=8),
    "reset/<uidb64>/<token>/": Address(always(OK), is_open=True, weight=8),
    "reset/done/": Address(always(OK), is_open=True, weight=8),
    "account/": Address(always(OK), weight=4),
    "articles/article/add/": Address(EDITOR, weight=2),
    f"{ARTICLE}change/": Address(when(sees), "article", weight=6, keys=ORIGINALS),
    f"{ARTICLE}publish/": Address(when(sees), "article", weight=6, keys=ORIGINALS),
    "articles/manuscript/add/": Address(EDITOR, weight=2),
    "articles/manuscript/<row:pk>/": Address(CHIEF),
    "articles/image/add/": Address(IMAGE_TAKER, weight=2),
    "articles/image/upload/": Address(IMAGE_TAKER, weight=2),
    f"{TRANSLATION}change/": Address(when(sees_translation), "version", weight=8),
    "articles/choose/pieces/": Address(MEMBER, weight=2),
    "articles/choose/images/": Address(WRITER, weight=2),
    f"{TRANSLATION}xliff/": Address(when(exchanges), "version", weight=2),
    f"{TRANSLATION}xliff/hand-in/": Address(when(exchanges), "version", weight=2),
    f"{TRANSLATION}xliff/<row:delivery>/": Address(CHIEF, "version", keys=("A/ru",)),
    "home/": Address(PLACER, weight=2),
    "members/": Address(CHIEF),
    "report/": Address(MEMBER, weight=2),
    "signed-in/": Address(always(OK), weight=4),
    f"{VERSION}act/": Address(when(sees, SEE_OTHER), "version"),
    f"{VERSION}back/<int:number>/": Address(when(goes_back), "version", weight=2),
    f"{VERSION}comments/": Address(when(may_comment), "version", weight=3),
    f"{VERSION}look/": Address(when(may_save, METHOD), "version"),
    f"{VERSION}draft/": Address(when(may_save), "version", weight=3, query="?page=a-new-page&offers=1"),
    f"{VERSION}draft/<row:draft>/": Address(CHIEF, "version"),
    f"{VERSION}history/": Address(when(sees), "version", weight=3),
    f"{VERSION}revisions/<int:number>/": Address(when(sees_revision), "version", weight=3),
    f"{VERSION}compare/": Address(when(sees), "version", weight=3),
    f"{VERSION}preview/": Address(when(sees), "version", weight=3),
    f"{VERSION}review/": Address(when(sees), "version", weight=3),
    f"{VERSION}word/": Address(when(sees), "version", weight=3),
    f"{VERSION}word/hand-in/": Address(when(may_save), "version", weight=2),
    f"{VERSION}revisions/<int:number>/word/": Address(when(sees_revision), "version", weight=3),
    "": Address(always(OK), weight=3),
    "login/": Address(lambda role, key, target: FOUND if role.comes_in else OK, is_open=True, weight=8),
    "logout/": Address(always(METHOD), weight=8),
    "password_change/": Address(always(OK), weight=8),
    "password_change/done/": Address(always(OK), weight=8),
    "autocomplete/": Address(MEMBER, query="?app_label=articles&model_name=credit&field_name=author", weight=2),
    "jsi18n/": Address(always(OK), weight=8),
    "r/<path:content_type_id>/<path:object_id>/": Address(always(GONE)),
    "articles/article/": Address(MEMBER, weight=2),
    "articles/translation/": Address(MEMBER, weight=2),
    "articles/notice/": Address(CHIEF),
    "articles/image/": Address(MEMBER, weight=2),
    "articles/image/<path:object_id>/history/": Address(when(sees_image), "image", keys=("A/hy", "B/de")),
    "articles/image/<path:object_id>/delete/": Address(always(GONE), "image", keys=("A/hy", "B/de")),
    "articles/image/<path:object_id>/change/": Address(when(sees_image), "image", weight=3, keys=("A/hy", "B/de")),
    "articles/image/<path:object_id>/": Address(always(FOUND), "image", keys=("A/hy",)),
    **{route: address for rows in _NAMED.values() for route, address in rows.items()},
    "journal/oldaddress/<path:object_id>/delete/": Address(CHIEF),
    "journal/oldaddress/import/": Address(CHIEF),
    "journal/oldaddress/export/": Address(CHIEF),
    "journal/user/<id>/password/": Address(CHIEF),
    "^(?P<app_label>articles|authors|journal)/$": Address(MEMBER),
    "(?P<url>.*)$": Address(always(GONE)),
}
"""By route, below `/admin/`."""


READ_ONLY = {
    *("articles/choose/pieces/", "articles/choose/images/", "articles/translation/<row:pk>/xliff/"),
    *(f"{VERSION}word/", f"{VERSION}revisions/<int:number>/word/", "autocomplete/", "jsi18n/"),
    *("password_reset/done/", "reset/done/", "password_change/done/"),
}
"""Addresses that take nothing but questions."""


def expect(route: str, role: Role, key: str, *, target: str) -> int:
    """Return the status of the answer: for those who are not let in, that of the way to the sign-in."""
    address = ADDRESSES[route]
    return address.rule(role, key, target) if role.comes_in or address.is_open else FOUND


def list_routes() -> Iterator[str]:
    """Yield the route of every address below `/admin/`, found by walking the map of the site."""
    patterns: list[Any] = [*urlpatterns]
    for pattern in patterns:
        if str(pattern.pattern) == "admin/":
            yield from _walk(pattern.url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern.url_patterns, route)


def find_path(world: World, route: str, key: str, *, absent: bool = False, **own: int) -> str:
    """Return the address of a route about a version, or about one there is not; `own` names other parts of it."""
    address = ADDRESSES[route]
    numbers = {
        "version": world.versions[key].pk,
        "article": world.versions[key].article_id,
        "image": world.images[key[0] if key[0] in world.images else "spare"].pk,
    }
    kind = route.split("/")[1] if route.count("/") > 1 else ""
    other = {
        "topic": "topic",
        "author": "person",
        "page": "page",
        "oldaddress": "old address",
        "user": "member",
        "manuscript": "word",
    }.get(kind, "")
    number = ABSENT if absent else numbers.get(address.about) or world.rows.get(other, 1)
    parts = {
        "pk": number,
        "object_id": number,
        "id": number,
        "number": 1,
        "delivery": world.rows["xliff"],
        "draft": world.rows[f"draft {key}"],
        "uidb64": "MQ",
        "token": "x-y",
        "content_type_id": 7,
        "app_label": "articles",
        "url": "nowhere/",
        **own,
    }
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).strip("^$")
    return "/admin/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(parts[found[1]]), plain)
