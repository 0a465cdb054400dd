"""The entries of a feed: pieces in one language with text, notes, people, topics, and their other languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _

from articles.choices import CreditRole, Licence
from articles.images import shown_images
from articles.models import LanguageVersion
from articles.press import addresses
from articles.press.article.notice import label_machine_made
from articles.press.article.reference_rows import select_links, select_pictures
from articles.press.article.references import Credited, References, TopicLink, sort_references
from articles.press.feeds.content import compose, draw_figure
from articles.press.feeds.people import load_credits, load_topics
from articles.press.licences import find_licence
from articles.press.public import DETAILS, PublicVersion, from_row, live_publications, switcher_order
from articles.press.rendering import linked_articles, render_and_keep_all
from articles.press.stamp import renderer

TEXT = ("images", "lead_image_id", "rendering__body", "rendering__notes", "rendering__renderer")
"""Of the versions in the feed, and of no others."""


@dataclass(frozen=True)
class Entry:
    """One piece of a feed."""

    version: PublicVersion
    others: list[PublicVersion]
    """Its other published versions, the original first."""
    label: str
    """That a machine made the text, "" for any other."""
    content: str
    """HTML, every address absolute."""
    image: str
    """The absolute address of its lead image, "" where it has none."""
    credits: list[Credited]
    topics: list[TopicLink]
    licence: Licence | None

    @property
    def identity(self) -> str:
        """What names the entry for good, in whichever feed and under whichever title it stands."""
        return addresses.absolute(f"/{self.version.language}/{self.version.article_id}/")

    @property
    def summary(self) -> str:
        return " ".join(filter(None, (self.label, *self.version.standfirst.split())))

    def in_role(self, role: CreditRole) -> list[Credited]:
        return [one for one in self.credits if one.role == role]


def load_entries(article_ids: Iterable[int], language: str, *, at: datetime) -> list[Entry]:
    """Return the entries of these articles in the given order; those that cannot be read in `language` are left out.

    Four queries, one more where texts refer to pieces or pictures; two more where a text is read for the first time by
    this release. One language's texts are loaded.
    """
    wanted = list(article_ids)
    rows = _load_rows(wanted, language, at=at)
    mine = {row["version__article_id"]: row for row in rows if row["version__language"] == language}
    if not mine:
        return []
    _render_missing(mine.values(), language)
    references = _load_references(mine.values(), language, at=at)
    by_version = {row["version_id"]: number for number, row in mine.items()}
    credits, topics = load_credits(by_version, language), load_topics(mine, language)
    versions: dict[int, list[PublicVersion]] = {}
    for row in rows:
        versions.setdefault(row["version__article_id"], []).append(from_row(row))
    return [
        _make_entry(mine[number], versions[number], credits.get(number, []), topics.get(number, []), references)
        for number in wanted
        if number in mine
    ]


def _load_rows(article_ids: list[int], language: str, *, at: datetime) -> list[dict[str, Any]]:
    mine = Q(version__language=language)
    texts = {f"of_{name}": Case(When(mine, then=F(f"revision__{name}"))) for name in TEXT}
    live = live_publications(LanguageVersion.objects.filter(article_id__in=article_ids), at=at)
    return list(live.annotate(**texts).values(*DETAILS, *texts, "correction", "version__article__licence"))


def _render_missing(rows: Iterable[dict[str, Any]], language: str) -> None:
    """Put the HTML of texts into their rows that this release has not rendered yet."""
    stale = {row["revision_id"]: row for row in rows if row["of_rendering__renderer"] != renderer()}
    for number, made in render_and_keep_all(list(stale), language).items() if stale else ():
        stale[number].update(of_rendering__body=made.body, of_rendering__notes=made.notes)


def _load_references(rows: Iterable[dict[str, Any]], language: str, *, at: datetime) -> References:
    """Return addresses of pieces and pictures that the texts refer to. One query, none where there are none."""
    texts = [row["of_rendering__body"] + row["of_rendering__notes"] for row in rows]
    linked = sorted({number for text in texts for number in linked_articles(text)})
    images = {number for text in texts for number in shown_images(text)}
    images |= {row["of_lead_image_id"] for row in rows if row["of_lead_image_id"]}
    queries = [select_links(linked, at)] if linked else []
    queries += [select_pictures(sorted(images))] if images else []
    if not queries:
        return References()
    return sort_references(queries[0].union(*queries[1:], all=True).order_by(), language)


def _make_entry(
    row: dict[str, Any],
    versions: list[PublicVersion],
    credits: list[Credited],
    topics: list[TopicLink],
    references: References,
) -> Entry:
    version = from_row(row)
    images = row["of_images"] or {}
    pictures = references.pictures

    def figure(number: int) -> str:
        return draw_figure(pictures[number], images.get(str(number), {})) if number in pictures else ""

    lead = row["of_lead_image_id"]
    label = label_machine_made(version)
    correction = row["correction"]
    content = compose(
        (figure(lead) if lead else "") + row["of_rendering__body"],
        row["of_rendering__notes"],
        page=version.url,
        links={number: addresses.absolute(path) for number, path in references.links.items()},
        figure=figure,
        before=[label],
        after=[_("Correction"), correction] if correction else (),
    )
    return Entry(
        version=version,
        others=sorted((one for one in versions if one != version), key=switcher_order),
        label=label,
        content=content,
        image=addresses.absolute(pictures[lead].url) if lead in pictures else "",
        credits=credits,
        topics=topics,
        licence=find_licence(row["version__article__licence"]),
    )
