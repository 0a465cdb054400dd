"""The table of acts beside the screens: cells of the board, the publish page, comments, drafts, revisions, files."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles import publication
from articles.choices import Act
from articles.desk.publish_set import name_standing
from tests.articles.desk.probe import roles
from tests.articles.desk.probe.acts import (
    Allowed,
    Post,
    Prepare,
    changed,
    done,
    drop_deliveries,
    fields,
    in_turn,
    may,
    scheduled,
    soon,
    to_version,
)
from tests.articles.desk.probe.addresses import ARTICLE, TRANSLATION, VERSION, exchanges
from tests.articles.desk.probe.roles import Role
from tests.articles.desk.probe.world import WORD, World, hand_in
from tests.articles.xliff.exports import export, translate

LOG, EDIT, STAGE = "LogEntry+", "LanguageVersion.edit_number", "LanguageVersion.stage"
PUT, FIRST = "Publication+", "LanguageVersion.first_published_at"
OUT = (STAGE, PUT, FIRST, "Revision+")


def post(name: str, route: str, key: str, allowed: Any, *effect: str, data: Any = None, **given: Any) -> Post:
    """Return a form of its own. `data` is a dict or a function of the world, `allowed` a rule or a test of the role."""
    rule: Allowed = allowed if allowed.__code__.co_argcount > 1 else lambda role, key, target: allowed(role)
    make: Callable[[World], dict[str, Any]] = data if callable(data) else lambda world: dict(data or {})
    return Post(name, route, key, make, rule, frozenset(effect), **given)


def sees(role: Role, key: str, target: str) -> bool:
    return roles.sees(role, key, target=target)


def saves(role: Role, key: str, target: str) -> bool:
    return roles.may_save(role, key, target=target)


def comments(role: Role, key: str, target: str) -> bool:
    return roles.may_comment(role, key, target=target)


def takes_files(role: Role, key: str, target: str) -> bool:
    return exchanges(role, key, target=target)


def is_chief(role: Role) -> bool:
    return role.is_chief


def nobody(role: Role) -> bool:
    return False


def cell_acts() -> list[Post]:
    """Return the acts in a cell of the board."""

    def cell(act: str, key: str, *effect: str, prepare: Prepare | None = None, **given: Any) -> Post:
        data = fields(key, **{"act": act, "next": "https://evil.example/admin/", **given})
        return post(act, f"{VERSION}act/", key, may(act), *effect, f"{LOG}{act}", data=data, prepare=prepare)

    newer = in_turn(changed("A/de"), done("A/de", Act.RELEASE, significance="typo"))
    part = "LanguageVersion.{part}_id"
    return [
        cell("assign", "A/ru", "LanguageVersion.due_on", due_on="2031-01-02", due_was=""),
        cell("plan", "A/ru", "LanguageVersion+", language="be"),
        cell("checked", "A/ru", "LanguageVersion.based_on_id", prepare=newer),
        cell("publish", "B/en", STAGE, PUT, FIRST, "Revision+"),
        cell("claim", "A/ru", "LanguageVersion.assignee_id"),
        cell("claim", "A/hy", "LanguageVersion.assignee_id"),
        cell("decline", "A/ru", part),
        cell("decline", "A/hy", part),
        cell("hand_over", "A/ru", part, to=lambda world: world.chief.pk),
        cell("hand_over", "A/hy", part, to=lambda world: world.chief.pk),
    ]


def publish_acts() -> list[Post]:
    """Return the acts of the publish page, and of the one that goes back to an earlier revision."""

    def chosen(*keys: str, **given: Any) -> Callable[[World], dict[str, Any]]:
        def make(world: World) -> dict[str, Any]:
            made: dict[str, Any] = {name: value() if callable(value) else value for name, value in given.items()}
            for key in keys:
                version = to_version(world, key)
                seen = name_standing(publication.standing(version, at=timezone.now()))
                own = {"chosen": "on", "ready": "on", "edit_number": version.edit_number, "seen": seen}
                made |= {f"version-{version.pk}-{name}": value for name, value in own.items()}
            return made

        return make

    def page(name: str, *effect: str, allowed: Any = None, data: Any, prepare: Any = None, key: str = "B/en") -> Post:
        rule = allowed or may(name)
        return post(name, f"{ARTICLE}publish/", key, rule, *effect, data=data, prepare=prepare, target="B/de")

    def seen(world: World) -> dict[str, Any]:
        current = publication.standing(to_version(world, "B/de"), at=timezone.now()).current
        return {"seen": current.pk if current else 0}

    foreign = chosen("B/en", "A/ru", act="publish")
    cancel: Any = lambda world: {"act": f"unschedule-{world.versions['B/en'].pk}"}  # noqa: E731  it is a field
    stays = may("unschedule", "done")
    back = ("Publication.cancelled_at", FIRST, STAGE, f"{LOG}unschedule")
    return [
        page("publish", *OUT, f"{LOG}publish", data=chosen("B/en", act="publish")),
        page("publish-ready", *OUT, f"{LOG}publish", allowed=may("publish"), data=chosen("B/en", act="publish-ready")),
        page("schedule", *OUT, f"{LOG}schedule", data=chosen("B/en", act="schedule", when=soon)),
        page("publish with another piece", allowed=nobody, data=foreign),
        page("publish what is not mine", allowed=nobody, data=chosen("A/ru", act="publish"), key="B/en"),
        page("unschedule", *back, allowed=stays, data=cancel, prepare=scheduled("B/en")),
        post("roll_back", f"{VERSION}back/<int:number>/", "B/de", may("roll_back"), PUT, f"{LOG}roll_back", data=seen),
    ]


def talk_acts() -> list[Post]:
    """Return what is done with comments and with words that are not saved."""

    def talk(name: str, *effect: str, allowed: Any = comments, **given: Any) -> Post:
        def make(world: World) -> dict[str, Any]:
            return {"do": name.split()[0], "text": "Words", "thread": world.rows[given.get("thread", "comment A/ru")]}

        return post(f"do {name}", f"{VERSION}comments/", "A/ru", allowed, *effect, data=make)

    settled = ("Comment.resolved_at", "Comment.resolved_by_id", "Comment.resolved_by_name")
    kept = {"page": "page-of-somebody", "edit_number": 1, "turn": 1, "fields": {"title": ["Mine"]}, "restored": 1}
    forget: Any = lambda world: {"forget": world.rows["draft A/ru"]}  # noqa: E731  it is a field
    draft = f"{VERSION}draft/"
    thrown = ("Draft.data", "Draft.saved_at", "Draft.seen_at")
    return [
        talk("comment", "Comment+"),
        talk("reply", "Comment+"),
        talk("resolve", "Comment+", *settled),
        talk("reply to another text", allowed=nobody, thread="comment A/hy"),
        talk("resolve another text", allowed=nobody, thread="comment B/de"),
        post("keep", draft, "A/ru", saves, "Draft+", data=kept, is_json=True),
        post("forget the chief's", draft, "A/ru", is_chief, *thrown, data=forget),
        post("look", f"{VERSION}look/", "A/ru", nobody, data={"title": "New", "body": "<p>New</p>"}),
    ]


def history_acts() -> list[Post]:
    """Return what is done with revisions."""
    state = fields("B/de")
    texts = [f"Article.{name}_de" for name in ("title", "subtitle", "standfirst", "body")]
    restored = (*texts, "Footnote.text_de", "LanguageVersion.working_slug")
    weight = {"revision": "2", "significance": "major"}
    classed = ("Revision.significance", f"{LOG}reclassify")
    revision = f"{VERSION}revisions/<int:number>/"
    return [
        post("restore", revision, "B/de", saves, *restored, EDIT, "Revision+", f"{LOG}save", data=state),
        post("reclassify", f"{VERSION}history/", "B/de", may("reclassify"), *classed, data=weight),
    ]


def file_acts() -> list[Post]:
    """Return what is done with files handed in: of one's own, and of the chief."""

    def own(kind: str) -> Callable[[World, Any], dict[str, int]]:
        return lambda world, person: {"pk" if kind == "word" else "delivery": hand_in(world, kind, person)}

    def theirs(kind: str) -> Callable[[World, Any], dict[str, int]]:
        return lambda world, person: {"pk" if kind == "word" else "delivery": world.rows[kind]}

    def word(world: World) -> dict[str, Any]:
        return {"file": lambda: SimpleUploadedFile("a.docx", WORD), "language": "hy"}

    def xliff(world: World) -> dict[str, Any]:
        data = translate(export(to_version(world, "A/ru")))
        return {"file": lambda: SimpleUploadedFile("a.xlf", data)}

    manuscript, delivery = "articles/manuscript/<row:pk>/", f"{TRANSLATION}xliff/<row:delivery>/"
    text = [f"Article.{name}_{{}}" for name in ("title", "subtitle", "standfirst", "body")]
    hy, ru = ([name.format(code) for name in text] for code in ("hy", "ru"))
    kept = {"prepare": drop_deliveries}
    return [
        post("hand in", f"{VERSION}word/hand-in/", "A/ru", saves, "Delivery+", data=word, **kept),
        post(
            "take",
            manuscript,
            "A/hy",
            saves,
            hy[0],
            hy[3],
            EDIT,
            f"{LOG}save",
            "Revision+",
            "Delivery.data",
            data=fields("A/hy", act="take"),
            own=own("word"),
        ),
        post("drop", manuscript, "A/hy", sees, "Delivery-", data={"act": "drop"}, own=own("word")),
        post("drop the chief's", manuscript, "A/hy", is_chief, "Delivery-", data={"act": "drop"}, own=theirs("word")),
        post("hand in", f"{TRANSLATION}xliff/hand-in/", "A/ru", takes_files, "Delivery+", data=xliff, **kept),
        post(
            "save",
            delivery,
            "A/ru",
            takes_files,
            *ru,
            EDIT,
            f"{LOG}save",
            "Footnote.text_ru",
            "Image A.alt_ru",
            "Revision+",
            "Delivery.data",
            data=fields("A/ru", act="save"),
            own=own("xliff"),
        ),
        post("drop", delivery, "A/ru", takes_files, "Delivery-", data={"act": "drop"}, own=own("xliff")),
        post("drop the chief's", delivery, "A/ru", is_chief, "Delivery-", data={"act": "drop"}, own=theirs("xliff")),
        post("begin", "articles/manuscript/add/", "A/hy", begins, "Delivery+", data=word, **kept),
        post(
            "begin",
            "articles/article/add/",
            "A/hy",
            begins,
            *BEGUN,
            data={"original_language": "hy", "working_title": "New"},
        ),
    ]


BEGUN = ("Article+!", "LanguageVersion+!", "LogEntry+start!")


def begins(role: Role) -> bool:
    """Who edits all originals in Armenian."""
    return role.is_editor and (role.is_chief or role.where != "elsewhere")


def list_other_acts() -> list[Post]:
    """Return all of them."""
    return [*cell_acts(), *publish_acts(), *talk_acts(), *history_acts(), *file_acts()]
