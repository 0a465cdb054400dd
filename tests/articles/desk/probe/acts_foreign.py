"""Fields no page has, and values that belong to other pieces, people and languages. None of them does anything."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.articles.desk.probe.acts import Post, fields, screen_of
from tests.articles.desk.probe.acts_besides import nobody, post
from tests.articles.desk.probe.addresses import TRANSLATION, VERSION
from tests.articles.desk.probe.roles import Role
from tests.articles.desk.probe.world import World, hand_in

ELSEWHERE = "https://evil.example/admin/"
KNOWN = {
    "journal/user/": ("memberships-", "is_", "id"),
    "account/": ("id",),
    "articles/article/add/": ("original_language",),
    f"{VERSION}act/": ("language", "assignee"),
    "publish/": ("version-",),
    "articles/manuscript/add/": ("language",),
}
"""What some addresses do take of them."""


def add_foreign(world: World, route: str, key: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return what is posted, with fields that the form does not have."""
    german, other = world.versions["A/de"], world.versions["B/ru"]
    picture = world.images["B" if key[0] == "A" else "A"].pk
    foreign: dict[str, Any] = {
        **{
            f"{name}_{code}": "forged"
            for name in ("title", "body", "text", "working_title")
            for code in ("hy", "de", "ru")
        },
        "stage": "done",
        "shelved": "on",
        "original_language": "ka",
        "language": "ka",
        "is_original": "on",
        "article": other.article_id,
        "version": other.pk,
        "version_id": other.pk,
        "id": other.pk,
        "pk": other.pk,
        "by": world.chief.pk,
        "user": world.chief.pk,
        "assignee": world.chief.pk,
        "at": "2020-01-01",
        "is_superuser": "on",
        "is_staff": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-right": "publish",
        "memberships-0-language": "",
        "based_on": "1",
        "first_published_at": "2020",
        f"version-{german.pk}-chosen": "on",
        f"assign-{other.pk}-assignee": world.chief.pk,
        f"image-{picture}-alt": "forged",
        f"image-{world.images['spare'].pk}-caption": "forged",
        "next": ELSEWHERE,
        "_method": "DELETE",
        "_saveasnew": "1",
        "revision_id": "1",
        "publication": "1",
    }
    taken = tuple(name for part, names in KNOWN.items() if part in route for name in names)
    return {**{name: value for name, value in foreign.items() if not (taken and name.startswith(taken))}, **data}


def writes(role: Role) -> bool:
    """Who may save the text at hand, for assigned pieces only: they see nothing of the other pieces."""
    return role.only and role.where == "here" and role.part == "assignee" and role.right in ("edit", "translate")


def list_foreign_acts() -> list[Post]:
    """Return what is sent with values of others. Nobody does anything with it."""

    def on(name: str, key: str, make: Callable[[World], dict[str, Any]]) -> Post:
        made = post(name, screen_of(key), key, nobody, data=lambda world: {**fields(key)(world), **make(world)})
        return replace(made, only=writes, may_save=lambda role, key, target: True)

    def figure(world: World) -> str:
        return f'<p>Text.</p><figure data-image="{world.images["B"].pk}"></figure>'

    def credit(world: World) -> dict[str, Any]:
        row = {"id": world.rows["credit B/en"], "author": world.rows["person"], "role": "editor", "DELETE": "on"}
        count = {"credit-TOTAL_FORMS": "1", "credit-INITIAL_FORMS": "1"}
        return {"act": "save-besides", **count, **{f"credit-0-{name}": value for name, value in row.items()}}

    def note(world: World) -> dict[str, Any]:
        row = {"key": "k1", "kind": "reference", "DELETE": "on"}
        count = {"note-TOTAL_FORMS": "1", "note-INITIAL_FORMS": "1"}
        return {"act": "save", "title": "New", **count, **{f"note-0-{name}": value for name, value in row.items()}}

    def plan(world: World) -> dict[str, Any]:
        return {"act": "plan", "plan-language": "be", "plan-translated_from": world.versions["B/de"].pk}

    def xliff(world: World, person: Any) -> dict[str, int]:
        return {"delivery": hand_in(world, "xliff", person)}

    def word(world: World, person: Any) -> dict[str, int]:
        return {"pk": hand_in(world, "xliff", person)}

    def cell(world: World) -> dict[str, Any]:
        return {"act": "assign", "assignee": world.rows["member"], "due_was": ""}

    return [
        on("credit of another version", "A/ru", credit),
        on("credit of another version", "A/hy", credit),
        on("plan from another piece", "A/hy", plan),
        on("assign another piece", "A/hy", lambda world: {"act": f"assign-{world.versions['B/ru'].pk}"}),
        on("drop of another piece", "A/hy", lambda world: {"act": f"drop-{world.versions['C/de'].pk}"}),
        on("image of another piece", "A/ru", lambda world: {"act": "save", "body": figure(world)}),
        on("image of another piece", "A/hy", lambda world: {"act": "save", "body": figure(world)}),
        on("lead image of another piece", "A/hy", lambda world: {"act": "save", "lead_image": world.images["B"].pk}),
        replace(
            post("file of another text", f"{TRANSLATION}xliff/<row:delivery>/", "B/ru", nobody, data={"act": "save"}),
            own=xliff,
        ),
        replace(
            post("file of another kind", "articles/manuscript/<row:pk>/", "A/ru", nobody, data={"act": "take"}),
            own=word,
        ),
        post("assign to who holds no right", f"{VERSION}act/", "A/ru", nobody, data=cell),
        *(
            post(name, screen_of(key), key, nobody, data=fields(key, act=name))
            for key in ("A/hy", "A/ru")
            for name in NO_ACTS
        ),
        *(post(name, f"{VERSION}act/", "A/ru", nobody, data=fields("A/ru", act=name)) for name in NOT_IN_CELLS),
    ]


NO_ACTS = ("start", "adopt", "reclassify", "roll_back", "assign", "drop", "claim", "decline", "hand_over", "nonsense")
NOT_IN_CELLS = ("adopt", "save", "approve", "withdraw", "relabel", "waive")
