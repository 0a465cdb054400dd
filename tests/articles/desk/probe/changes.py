"""What a request has changed in the database, as words: `Article.title_hy`, `Revision+`, `LogEntry+submit`.

What does not belong to the version the request was about, or was not done by the person who sent it, ends in `!`.
"""

from typing import Any

from tests.articles.desk.probe.world import World

Snapshot = dict[str, list[dict[str, Any]]]

FOLLOWS = ("Notice", "PressStamp", "Rendering", "SearchText", "SearchWord", "Searchable")
"""What follows from a change and is no change of its own; it has to belong to the same piece all the same."""
BY_PIECE = (*FOLLOWS, "Correction", "LogEntry")
"""Of these, a row about another language of the piece is no fault: it is told what has happened."""


def name_changes(before: Snapshot, after: Snapshot, world: World, key: str, person: int | None) -> set[str]:
    """Return the words for everything that differs; none where nothing was written ({})."""
    words = set()
    pictures = {image.pk: name for name, image in world.images.items()}
    for label, rows in after.items():
        model = label.partition(".")[2]
        old = {_key(row): row for row in before[label]}
        new = {_key(row): row for row in rows}
        for number in old.keys() | new.keys():
            was, now = old.get(number), new.get(number)
            if was != now:
                row = now or was or {}
                mark = "" if _belongs(model, was, row, world, key, person) else "!"
                if mark or model not in FOLLOWS or (model == "Notice" and was is not None):
                    name = f"Image {pictures.get(row['id'], 'new')}" if model == "Image" else model
                    words |= {f"{word}{mark}" for word in _name_change(name, was, now)}
    return words


def _key(row: dict[str, Any]) -> Any:
    return row.get("id") or next(iter(row.values()))


def _name_change(model: str, was: dict[str, Any] | None, now: dict[str, Any] | None) -> set[str]:
    if was is None:
        more = {"LogEntry": "act", "User": "is_superuser"}.get(model, "")
        return {f"{model}+{now[more] if now and more else ''}"}
    if now is None:
        return {f"{model}-"}
    return {f"{model}.{name}" for name in now if now[name] != was[name]}


def _belongs(
    model: str, was: dict[str, Any] | None, row: dict[str, Any], world: World, key: str, person: int | None
) -> bool:
    version = world.versions[key]
    piece = [each.pk for name, each in world.versions.items() if name[0] == key[0]]
    if model in ("Draft", "Delivery") and row["user_id" if model == "Draft" else "by_id"] != person:
        return False
    if model == "LogEntry" and was is None and row["by_id"] != person:
        return False
    if model == "Article":
        return bool(row["id"] == version.article_id)
    if model == "LanguageVersion":
        return row["id"] == version.pk or (row["article_id"] == version.article_id and row["id"] not in piece)
    if model in BY_PIECE and "article_id" in row:
        return bool(row["article_id"] == version.article_id)
    if "version_id" in row and row["version_id"] is not None:
        return row["version_id"] in (piece if model in BY_PIECE else [version.pk])
    if row.get("article_id") is not None:
        return bool(row["article_id"] == version.article_id)
    return True
