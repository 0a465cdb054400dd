"""The table of acts on the screens of an original and of a translation."""

from dataclasses import replace
from typing import Any

from articles.choices import Act
from tests.articles.desk.probe.acts import (
    Post,
    asked,
    changed,
    choose_typed,
    done,
    drop_deliveries,
    drop_drafts,
    may_credit,
    may_relabel,
    on_screen,
    orphan,
    scheduled,
    soon,
    to_version,
)
from tests.articles.desk.probe.world import World

LOG, EDIT, STAGE = "LogEntry+", "LanguageVersion.edit_number", "LanguageVersion.stage"
REVISION, PUT, FIRST = "Revision+", "Publication+", "LanguageVersion.first_published_at"
CANCELLED = (FIRST, "Publication.cancelled_at")
DISMISSED = ("Correction.done_at", "Correction.done_by_id", "Correction.done_by_name", "Correction.reason")
DROPPED = ("LanguageVersion-", "Comment-", "Credit-", "LogEntry.version_id", f"{LOG}drop")
WAIVED: dict[str, Any] = {"problem": "not-cited:orphan", "waive_reason": "So"}
WEIGHT: dict[str, Any] = {"significance": "typo", "stage": "draft"}
LATER: dict[str, Any] = {**WEIGHT, "when": lambda world: soon()}
CREDIT: dict[str, Any] = {
    "credit-TOTAL_FORMS": "1",
    "credit-INITIAL_FORMS": "0",
    "credit-0-author": lambda world: world.rows["person"],
    "credit-0-role": "editor",
    "credit-0-position": "7",
}


def screen_acts(key: str) -> list[Post]:
    """Return every act that changes the text of a version or its stage, each at a stage where it can be done."""
    saved = (f"Article.title_{key[2:]}", EDIT, f"{LOG}save")
    started = (f"Article.title_{key[2:]}", EDIT, STAGE, f"{LOG}start")
    stale: dict[str, Any] = {"like": "save", "stage": "draft", "title": "New"}
    stale["stored_edit_number"] = lambda world: to_version(world, key).edit_number
    release: dict[str, Any] = {"prepare": changed(key), **WEIGHT}
    return [
        *(on_screen("save", key, *saved, stage=stage, title="New") for stage in ("draft", "returned", "in_review")),
        *(on_screen("save", key, *started, stage=stage, title="New") for stage in ("approved", "done")),
        on_screen("save-over", key, *saved, REVISION, **stale),
        on_screen("save-merged", key, *saved, REVISION, **stale, more=choose_typed(key)),
        on_screen("throw-away", key, "Draft+", like="save", stage="draft", title="New", page="page-of-somebody"),
        on_screen("submit", key, STAGE, REVISION, f"{LOG}submit", stage="draft"),
        on_screen("return", key, STAGE, REVISION, f"{LOG}return", stage="in_review", comment="More"),
        on_screen("approve", key, STAGE, REVISION, f"{LOG}approve", stage="in_review"),
        on_screen("release", key, REVISION, f"{LOG}release", **release),
        on_screen("waive", key, "Waiver+", f"{LOG}waive", stage="draft", prepare=orphan(key), **WAIVED),
        on_screen("publish", key, STAGE, REVISION, PUT, FIRST, f"{LOG}publish", **release),
        on_screen("schedule", key, STAGE, REVISION, PUT, FIRST, f"{LOG}schedule", prepare=changed(key), **LATER),
        on_screen("unschedule", key, STAGE, *CANCELLED, f"{LOG}unschedule", prepare=scheduled(key), then="done"),
        on_screen("save-besides", key, "Credit+", allowed=may_credit, **CREDIT),
    ]


def public_acts(key: str, *, is_withdrawn: bool = False) -> list[Post]:
    """Return the acts on a version that has been published."""
    up = done(key, Act.REINSTATE) if is_withdrawn else None
    down = None if is_withdrawn else done(key, Act.WITHDRAW, reason="A court")
    return [
        on_screen("withdraw", key, PUT, f"{LOG}withdraw", prepare=up, reason="A court"),
        on_screen("reinstate", key, PUT, f"{LOG}reinstate", prepare=down),
        on_screen("dismiss", key, *DISMISSED, f"{LOG}dismiss", prepare=asked(key), dismiss_reason="Right here"),
    ]


def piece_acts() -> list[Post]:
    """Return the acts on a whole piece, and those on its other languages."""

    def about(act: str, key: str, *effect: str, **given: Any) -> Post:
        def write(world: World) -> dict[str, Any]:
            pk = world.versions[key].pk
            return {"act": f"{act}-{pk}", **{f"{act}-{pk}-{name}": value for name, value in given.items()}}

        post = on_screen(act, "A/hy", *effect, more=write)
        return replace(post, key=key, target="A/hy", prepare=drop_drafts)

    one: dict[str, Any] = {"plan-language": "be", "plan-translated_from": lambda world: world.versions["A/hy"].pk}
    return [
        on_screen("plan", "A/hy", "LanguageVersion+", f"{LOG}plan", **one),
        on_screen("plan-many", "A/hy", "LanguageVersion+", f"{LOG}plan", like="plan", **MANY),
        on_screen("save-besides", "A/hy", "Article.licence", like="plan", **{"public-licence": "CC0-1.0"}),
        on_screen("shelve", "A/hy", "Article.shelved", f"{LOG}shelve"),
        on_screen("unshelve", "C/hy", "Article.shelved", f"{LOG}unshelve"),
        on_screen(
            "relabel", "A/hy", *RELABELLED, allowed=may_relabel, prepare=drop_deliveries, **{"piece-language": "ka"}
        ),
        about("assign", "A/ru", "LanguageVersion.due_on", f"{LOG}assign", **DUE),
        about("drop", "A/en", *DROPPED),
    ]


MANY: dict[str, Any] = {"many-languages": ["be"]}
KA: dict[str, Any] = {"piece-language": "ka"}
DUE: dict[str, Any] = {"assignee": "", "reviewer": "", "due_on": "2031-01-02", "instruction": ""}
RELABELLED = (
    *(f"Article.{name}_{code}" for name in ("title", "subtitle", "standfirst", "body") for code in ("hy", "ka")),
    *("Article.original_language", "LanguageVersion.language", "LogEntry.language", f"{LOG}relabel"),
    *("Footnote.added_in", "Footnote.text_hy", "Footnote.text_ka", "Image A.alt_ka"),
)


def list_screen_acts() -> list[Post]:
    """Return the acts of the screens of an original and of a translation."""
    return [
        *screen_acts("A/hy"),
        *screen_acts("A/ru"),
        *public_acts("B/de"),
        *public_acts("B/hy", is_withdrawn=True),
        on_screen("checked", "A/ru", f"{LOG}checked"),
        *piece_acts(),
    ]
