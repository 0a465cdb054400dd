"""From rows to lines: plain dictionaries, as `docs/interchange.md` has them, in the order of its tables.

What is read is named column by column, and never through modeltranslation's managers, which would choose a language.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F, Model, QuerySet

from articles.models import (
    Article,
    Credit,
    Footnote,
    Image,
    LanguageVersion,
    LogEntry,
    Publication,
    Revision,
    Topic,
    Waiver,
)
from articles.models.article import TEXT_FIELDS
from authors.models import Author
from journal.columns import column, columns
from journal.languages import CODES
from journal.models import Page

Line = dict[str, Any]
CHUNK = 10
"""Articles held in memory at once."""

PUBLIC_DETAILS = ("licence", "first_published_in", "first_published_url", "first_published_on")
CREDIT = ("role", "position", "credited_as")
REVISION = (
    *("number", "title", "subtitle", "standfirst", "body", "notes", "images", "lead_image", "slug", "origin"),
    *("significance", "released_at", "based_on", "made_by_name", "made_at", "comment"),
)
PUBLICATION = ("at", "revision", "reason", "correction", "by_name", "cancelled_at")
WAIVER = ("problem", "reason", "by_name", "at")
VERSION = (
    *("language", "stage", "translated_from", "based_on", "origin", "edit_number", "assignee", "reviewer", "due_on"),
    *("instruction", "working_slug"),
)
LOG_ENTRY = ("language", "act", "from_stage", "to_stage", "by_name", "at", "comment", "details", "dropped")


def gather_people() -> Iterator[Line]:
    """Yield the lines of `people.jsonl`."""
    plain = ("given_name", "family_name", "portrait", "orcid", "website")
    yield from _gather(Author, ("id", "slug"), ("name", "bio", "affiliation"), plain)


def gather_topics() -> Iterator[Line]:
    """Yield the lines of `topics.jsonl`."""
    yield from _gather(Topic, ("id", "slug"), ("name",), ())


def gather_images() -> Iterator[Line]:
    """Yield the lines of `images.jsonl`."""
    yield from _gather(Image, ("id", "file"), ("alt", "caption"), ("credit", "licence", "name"))


def gather_pages() -> Iterator[Line]:
    """Yield the lines of `pages.jsonl`."""
    yield from _gather(Page, ("key",), ("title", "body"), ())


def gather_articles() -> Iterator[Line]:
    """Yield the lines of `articles.jsonl`, CHUNK articles in memory at a time, with ten queries each."""
    last = 0
    while chunk := list(QuerySet(Article).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield from _gather_chunk(chunk)
        last = chunk[-1]


def _gather(model: type[Model], first: Sequence[str], texts: Sequence[str], rest: Sequence[str]) -> Iterator[Line]:
    names = [*first, *(column(name, code) for name in texts for code in CODES), *rest]
    for row in QuerySet(model).order_by(first[0]).values(*names).iterator(chunk_size=100):
        line = {name: row[name] for name in first}
        line |= {name: _by_language(row, name) for name in texts}
        yield line | {name: row[name] for name in rest}


def _gather_chunk(ids: list[int]) -> Iterator[Line]:
    names = [name for code in CODES for name in columns(TEXT_FIELDS, code)]
    plain = ("id", "original_language", "working_title", "shelved", "lead_image_id", *PUBLIC_DETAILS)
    articles = list(QuerySet(Article).filter(pk__in=ids).order_by("pk").values(*plain, *names))
    links = Article.topics.through._base_manager.filter(article__in=ids).order_by("topic_id")
    topics = _group(links.values("article_id", "topic_id"), "article_id")
    note_names = ("article_id", "key", "kind", "added_in", *(column("text", code) for code in CODES))
    notes = _group(QuerySet(Footnote).filter(article__in=ids).order_by("pk").values(*note_names), "article_id")
    credits = _group(_select_credits().filter(article__in=ids), "article_id")
    log = QuerySet(LogEntry).filter(article__in=ids).order_by("at", "pk")
    entries = _group(log.values("article_id", "version_id", *LOG_ENTRY[:-1]), "article_id")
    versions = _gather_versions(ids)
    for row in articles:
        key = row["id"]
        yield {
            "id": key,
            "original_language": row["original_language"],
            "working_title": row["working_title"],
            "shelved": row["shelved"],
            "topics": [link["topic_id"] for link in topics[key]],
            "lead_image": row["lead_image_id"],
            **{name: _plain(row[name]) for name in PUBLIC_DETAILS},
            "texts": _gather_texts(row),
            "notes": [
                {name: note[name] for name in note_names[1:4]} | {"text": _by_language(note, "text")}
                for note in notes[key]
            ],
            "credits": [_credit(credit) for credit in credits[key]],
            "versions": versions[key],
            "log": [_log_entry(entry) for entry in entries[key]],
        }


def _gather_versions(ids: list[int]) -> dict[int, list[Line]]:
    """Return the versions of each article: the original, then the others in the order of the table of languages."""
    of_these = {"version__article__in": ids}
    revisions = _group(
        QuerySet(Revision)
        .filter(**of_these)
        .order_by("version_id", "number")
        .values(
            "version_id",
            *(name for name in REVISION if name != "based_on"),
            base_number=F("based_on__number"),
            base_language=F("based_on__version__language"),
        ),
        "version_id",
    )
    publications = _group(
        QuerySet(Publication)
        .filter(**of_these)
        .order_by("version_id", "at", "pk")
        .values(
            "version_id", *(name for name in PUBLICATION if name != "revision"), revision_number=F("revision__number")
        ),
        "version_id",
    )
    credits = _group(_select_credits().filter(**of_these), "version_id")
    waivers = _group(QuerySet(Waiver).filter(**of_these).order_by("pk").values("version_id", *WAIVER), "version_id")
    versions = defaultdict(list)
    rows = (
        QuerySet(LanguageVersion)
        .filter(article__in=ids)
        .values(
            "pk",
            "article_id",
            *("language", "stage", "origin", "edit_number", "due_on", "instruction", "working_slug"),
            source=F("translated_from__language"),
            base_number=F("based_on__number"),
            base_language=F("based_on__version__language"),
            assignee_name=F("assignee__username"),
            reviewer_name=F("reviewer__username"),
        )
    )
    for row in sorted(rows, key=lambda row: (row["source"] is not None, CODES.index(row["language"]))):
        taken = {
            **row,
            "translated_from": row["source"],
            "based_on": _revision_name(row),
            "assignee": row["assignee_name"] or "",
            "reviewer": row["reviewer_name"] or "",
        }
        line = {name: _plain(taken[name]) for name in VERSION}
        line["credits"] = [_credit(credit) for credit in credits[row["pk"]]]
        line["waivers"] = [{name: _plain(waiver[name]) for name in WAIVER} for waiver in waivers[row["pk"]]]
        line["revisions"] = [_revision(revision) for revision in revisions[row["pk"]]]
        line["publications"] = [_publication(publication) for publication in publications[row["pk"]]]
        versions[row["article_id"]].append(line)
    return versions


def _gather_texts(row: Line) -> dict[str, dict[str, str]]:
    texts = {code: {name: row[column(name, code)] or "" for name in TEXT_FIELDS} for code in CODES}
    return {code: fields for code, fields in texts.items() if any(fields.values())}


def _select_credits() -> QuerySet[Credit, Line]:
    return QuerySet(Credit).order_by("position", "pk").values("article_id", "version_id", "author_id", *CREDIT)


def _credit(row: Line) -> Line:
    return {"person": row["author_id"]} | {name: row[name] for name in CREDIT}


def _revision(row: Line) -> Line:
    taken = {**row, "based_on": _revision_name(row), "notes": _sort(row["notes"]), "images": _sort(row["images"])}
    return {name: _plain(taken[name]) for name in REVISION}


def _publication(row: Line) -> Line:
    taken = {**row, "revision": row["revision_number"]}
    return {name: _plain(taken[name]) for name in PUBLICATION}


def _log_entry(row: Line) -> Line:
    taken = {**row, "details": _sort(row["details"]), "dropped": row["version_id"] is None}
    return {name: _plain(taken[name]) for name in LOG_ENTRY}


def _revision_name(row: Line) -> list[Any] | None:
    return None if row["base_number"] is None else [row["base_language"], row["base_number"]]


def _by_language(row: Line, name: str) -> dict[str, str]:
    return {code: row[column(name, code)] for code in CODES if row[column(name, code)]}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _sort(value: Any) -> Any:
    """Put the keys of stored JSON into order: PostgreSQL keeps them in one of its own."""
    if isinstance(value, dict):
        return {key: _sort(value[key]) for key in sorted(value)}
    return [_sort(item) for item in value] if isinstance(value, list) else value


def _group(rows: Iterable[Line], key: str) -> dict[int, list[Line]]:
    grouped: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped
