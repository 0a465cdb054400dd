"""One thing that can be posted: where, by whom it is done, what it changes then; and what has to be so before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles import workflow
from articles.choices import Act
from articles.models import Article, Correction, Delivery, Draft, LanguageVersion, Publication
from journal import columns
from journal.text.merge import make_key
from tests import factories
from tests.articles.desk.probe.roles import Role, can
from tests.articles.desk.probe.world import FACTS, World
from tests.articles.stages import add_orphan

Allowed = Callable[..., bool]
"""Role, version, and the version the person may have a part in: whether it is done."""
Prepare = Callable[[World], object]


@dataclass(frozen=True)
class Post:
    """One thing that can be posted."""

    name: str
    route: str
    key: str
    """The version that changes."""
    data: Callable[[World], dict[str, Any]]
    allowed: Allowed
    effect: frozenset[str]
    prepare: Prepare | None = None
    target: str = ""
    """The version in the address, and the one the person may have a part in, if it is another."""
    may_save: Allowed | None = None
    """Who is refused and has typed a text all the same has it kept as a draft."""
    is_json: bool = False
    own: Callable[[World, Any], dict[str, int]] | None = None
    """What the person has of their own before; its keys go into the address."""
    only: Callable[[Role], bool] | None = None
    """Whom it says something about, everybody if it is not given."""

    @property
    def place(self) -> str:
        return self.target or self.key

    def __str__(self) -> str:
        return f"{self.name}: {self.key} at {self.route}"


def to_version(world: World, key: str) -> LanguageVersion:
    """Return a version as the database has it now."""
    return LanguageVersion.objects.select_related("translated_from", "article").get(pk=world.versions[key].pk)


def screen_of(key: str) -> str:
    """Return the route of the screen of a version."""
    return "articles/article/<row:pk>/change/" if FACTS[key].is_original else "articles/translation/<row:pk>/change/"


def fields(key: str, **given: Any) -> Callable[[World], dict[str, Any]]:
    """Return what makes the fields of a form: the state of the text, the revision of the source, and what is given.

    What is given may be a function of the world; that of `more` returns fields.
    """

    def make(world: World) -> dict[str, Any]:
        version = to_version(world, key)
        made: dict[str, Any] = {"edit_number": version.edit_number}
        if version.translated_from:
            made["source_revision"] = factories.newest_released_number(version.translated_from)
        made |= {name: value(world) if callable(value) else value for name, value in given.items()}
        more: dict[str, Any] = made.pop("more", {})
        return made | more

    return make


def may(act: str, stage: str = "") -> Allowed:
    """Return the rule of an act of the table, at the version's stage or another."""
    return lambda role, key, target: can(role, act, key, target=target, stage=stage)


def on_screen(act: str, key: str, *effect: str, stage: str = "", prepare: Prepare | None = None, **given: Any) -> Post:
    """Return an act of the screen of a version, at its stage or put at another before.

    `like`: the act whose rule it has; `then`: the stage it has come to by `prepare`; `allowed`: a rule of its own.
    """
    steps = [put_at(key, stage)] if stage else []
    steps += [prepare] if prepare else []
    then = given.pop("then", stage)
    like, allowed = given.pop("like", act), given.pop("allowed", None)
    return Post(
        name=act,
        route=screen_of(key),
        key=key,
        data=fields(key, **{"act": act, **given}),
        allowed=allowed or may(like, then),
        effect=frozenset(effect),
        prepare=in_turn(*steps),
        may_save=may("save", then),
    )


# What has to be so before


def in_turn(*steps: Prepare) -> Prepare:
    return lambda world: [step(world) for step in steps]


def put_at(key: str, stage: str) -> Prepare:
    """Have a version stand at a stage."""
    return lambda world: LanguageVersion.objects.filter(pk=world.versions[key].pk).update(stage=stage)


def done(key: str, act: Act, **given: Any) -> Prepare:
    """Have the chief do an act before."""
    return lambda world: workflow.apply(to_version(world, key), act, by=world.chief, at=timezone.now(), **given)


def changed(key: str) -> Prepare:
    """Have something to release."""
    column = f"subtitle_{key[2:]}"
    return lambda world: Article.objects.filter(pk=world.versions[key].article_id).update(**{column: "New"})


def orphan(key: str) -> Prepare:
    """Have a problem that can be waived: `not-cited:orphan`."""
    return lambda world: add_orphan(to_version(world, key))


def scheduled(key: str) -> Prepare:
    return done(key, Act.SCHEDULE, when=timezone.now() + timedelta(days=3), significance="typo")


def asked(key: str) -> Prepare:
    """Have a version asked for a correction."""

    def ask(world: World) -> None:
        publication = Publication.objects.filter(version__article=world.versions[key].article_id).order_by("pk")[0]
        Correction.objects.create(version=world.versions[key], publication=publication, opened_at=timezone.now())

    return ask


def drop_deliveries(world: World) -> object:
    """Have no file of anybody wait."""
    return Delivery.objects.all().delete()


def drop_drafts(world: World) -> object:
    """Have nobody's words wait to be saved."""
    return Draft.objects.all().delete()


def soon() -> str:
    """Return a moment to come, as it is typed."""
    return f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}"


def choose_typed(key: str) -> Callable[[World], dict[str, str]]:
    """Return what chooses the title typed, `New`, where another is stored."""

    def choose(world: World) -> dict[str, str]:
        stored = columns.read(to_version(world, key).article, "title", key[2:])
        return {f"choice-{make_key('title', 'New', stored)}": "mine"}

    return choose


def may_credit(role: Role, key: str, target: str) -> bool:
    """Who changes credits: editors of the piece, who publishes the version, and who may save what nobody has read."""
    unread = FACTS[key].stage != "done" and key != "B/de"
    ways = [can(role, "assign", key, target=target), can(role, "withdraw", key, target=target)]
    return any(ways) or (unread and can(role, "save", key, target=target))


def may_relabel(role: Role, key: str, target: str) -> bool:
    """It takes the right to edit in both languages, in the new one for pieces that are nobody's yet."""
    return role.is_chief or (role.is_editor and role.where == "everywhere")
