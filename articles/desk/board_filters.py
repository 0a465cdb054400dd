"""What the board can be narrowed down to and sorted by. Any nonsense in an address counts as no choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import freshness, rights
from articles.choices import Freshness, PublicationState, Stage
from articles.desk.board_waiting import REASONS, annotate_reasons
from articles.desk.topics import name_topics
from articles.models import Article, LanguageVersion, LogEntry, Publication
from articles.searching import search_articles
from journal.languages import CHOICES
from journal.models import User
from journal.text.folding import LONGEST_SEARCH

PARAMETERS = (
    *("q", "language", "stage", "freshness", "person", "waiting", "overdue"),
    *("publication", "topic", "shelved", "sort", "page"),
)
"""Everything an address of the board may say."""
ME = "me"
SORTS = {
    "": pgettext_lazy("order", "newest piece first"),
    "title": pgettext_lazy("order", "by working title"),
    "due": pgettext_lazy("order", "due first"),
    "changed": pgettext_lazy("order", "last changed first"),
}
SHELVED = {
    "": gettext_lazy("hidden"),
    "with": gettext_lazy("shown as well"),
    "only": gettext_lazy("shown alone"),
}
_FIRST_SHOWN = ("language", "stage", "freshness", "person")
"""The filters that always stand open; the others do once one of them is used."""


@dataclass(frozen=True)
class Filter:
    """One choice above the board; the first of its options is no choice."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Choices:
    """Everything that was chosen above the board."""

    filters: tuple[Filter, ...]
    search: str

    @property
    def chosen(self) -> dict[str, str]:
        return {each.name: each.chosen for each in self.filters if each.chosen}

    @property
    def first(self) -> list[Filter]:
        return [each for each in self.filters if each.name in _FIRST_SHOWN]

    @property
    def further(self) -> list[Filter]:
        return [each for each in self.filters if each.name not in _FIRST_SHOWN]

    @property
    def uses_further(self) -> bool:
        return any(each.chosen for each in self.further)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen, the order included."""
        return bool(self.search or self.chosen)

    def to_query(self, **more: object) -> str:
        """Return the choices as a query string, without its question mark."""
        asked = {"q": self.search, **self.chosen, **more}
        return urlencode({name: value for name, value in asked.items() if value})


def read_choices(user: rights.Person, given: Mapping[str, str], *, people: Sequence[User]) -> Choices:
    """Return what the query parameters choose; `people` are those the person may ask for. One query, for the topics."""
    waiting = [(reason.name, str(reason.heading)) for reason in REASONS]
    offered: tuple[tuple[str, object, list[tuple[str, object]]], ...] = (
        ("language", gettext_lazy("Language"), _any(CHOICES)),
        ("stage", gettext_lazy("Stage"), _any(Stage.choices)),
        ("freshness", gettext_lazy("Freshness"), _any(Freshness.choices)),
        (
            "person",
            gettext_lazy("Assignee or reviewer"),
            _any([(ME, _("me")), *((str(row.pk), str(row)) for row in people if row.pk != getattr(user, "pk", None))]),
        ),
        ("waiting", gettext_lazy("Waiting for you"), _any(waiting)),
        ("overdue", gettext_lazy("Due date"), _any([("1", _("overdue"))])),
        ("publication", gettext_lazy("Readers see"), _any(PublicationState.choices)),
        ("topic", gettext_lazy("Topic"), _any([(str(pk), name) for pk, name in name_topics()])),
        ("shelved", gettext_lazy("Shelved pieces"), list(SHELVED.items())),
        ("sort", gettext_lazy("Order"), list(SORTS.items())),
    )
    filters = []
    for name, label, options in offered:
        words = [(value, str(word)) for value, word in options]
        value = str(given.get(name, ""))
        filters.append(Filter(name, str(label), words, value if value in dict(words) else ""))
    search = " ".join(str(given.get("q", "")).replace("\x00", " ").split())[:LONGEST_SEARCH]
    return Choices(tuple(filters), search)


def select_articles(
    user: rights.Person, choices: Choices, *, named: int | None, at: datetime, today: date
) -> QuerySet[Article]:
    """Return the articles chosen, sorted, without their texts. No query but those of a search (four).

    `named` is the article whose number or address was searched for: that one is found, shelved or not, if it is the
    person's to see.
    """
    chosen = choices.chosen
    articles = rights.visible_articles(user)
    if choices.search:
        found = search_articles(user, choices.search)
        articles = articles.filter(Q(pk__in=found.values("pk")) | Q(pk=named)) if named else found
    shelved = chosen.get("shelved", "")
    if shelved != "with":
        is_shown = Q(shelved=shelved == "only")
        articles = articles.filter(is_shown | Q(pk=named) if named else is_shown)
    if "topic" in chosen:
        articles = articles.filter(topics=int(chosen["topic"]))
    conditions = _list_conditions(user, chosen, today)
    if conditions:
        articles = articles.filter(Exists(_matching(user, chosen, conditions, at=at, today=today)))
    return _sort(user, articles, chosen.get("sort", "")).without_texts()  # type: ignore[attr-defined,no-any-return]


def _list_conditions(user: rights.Person, chosen: Mapping[str, str], today: date) -> list[Q]:
    """Return what one and the same version of a piece has to fulfil."""
    conditions = [Q(**{name: chosen[name]}) for name in ("language", "stage", "freshness") if name in chosen]
    if "person" in chosen:
        pk = getattr(user, "pk", None) if chosen["person"] == ME else int(chosen["person"])
        conditions.append(Q(assignee=pk) | Q(reviewer=pk))
    if "overdue" in chosen:
        conditions.append(Q(due_on__lt=today) & ~Q(stage=Stage.DONE))
    if "publication" in chosen:
        conditions.append(
            {
                PublicationState.PUBLISHED: Q(live_id__isnull=False),
                PublicationState.WITHDRAWN: Q(live_id=None, newest_id__isnull=False),
                PublicationState.SCHEDULED: Q(newest_id=None, has_pending=True),
                PublicationState.UNPUBLISHED: Q(newest_id=None, has_pending=False),
            }[PublicationState(chosen["publication"])]
        )
    if "waiting" in chosen:
        reason = next(reason for reason in REASONS if reason.name == chosen["waiting"])
        conditions.append(reason.where(user, today) & Q(article__shelved=False))
    return conditions


def _matching(
    user: rights.Person, chosen: Mapping[str, str], conditions: list[Q], *, at: datetime, today: date
) -> QuerySet[LanguageVersion]:
    """Return the versions of an outer article that fulfil all conditions; only what is asked for is computed."""
    versions = LanguageVersion.objects.filter(article=OuterRef("pk"))
    if not rights.sees_all(user):
        versions = versions.filter(pk__in=rights.visible_versions(user).values("pk"))
    if "publication" in chosen:
        pending = Publication.objects.pending(at=at).filter(version=OuterRef("pk"))
        versions = versions.with_newest_publication(at=at).annotate(has_pending=Exists(pending))
    rows: QuerySet[LanguageVersion] = versions
    if "waiting" in chosen:
        rows = annotate_reasons(rows, user)
    elif "freshness" in chosen:
        rows = freshness.annotate(rows)
    return rows.filter(*conditions)


def _sort(user: rights.Person, articles: QuerySet[Article], by: str) -> QuerySet[Article]:
    seen = {} if rights.sees_all(user) else {"pk__in": rights.visible_versions(user).values("pk")}
    if by == "title":
        return articles.order_by(Lower("working_title"), "-pk")
    if by == "due":
        open_versions = LanguageVersion.objects.filter(**seen, article=OuterRef("pk"), due_on__isnull=False).exclude(
            stage=Stage.DONE
        )
        first_due = Subquery(open_versions.order_by("due_on").values("due_on")[:1])
        return articles.annotate(first_due=first_due).order_by(F("first_due").asc(nulls_last=True), "-pk")
    if by == "changed":
        named = {f"version__{name}": value for name, value in seen.items()}
        entries = LogEntry.objects.filter(article=OuterRef("pk"), **named)
        last = Subquery(entries.order_by("-at").values("at")[:1])
        return articles.annotate(last_change=last).order_by(F("last_change").desc(nulls_last=True), "-pk")
    return articles.order_by("-pk")


def _any(options: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    return [("", _("any")), *options]
