"""The page of one version, loaded in two queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, F, Q, When
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.choices import CreditRole, Licence
from articles.models import LanguageVersion
from articles.press import addresses, metadata
from articles.press.absence import explain_absence
from articles.press.language import in_language
from articles.press.licences import find_licence
from articles.press.notice import label_machine_made, overtaken_by
from articles.press.public import (
    DETAILS,
    PublicVersion,
    from_row,
    live_publications,
    switcher_order,
)
from articles.press.references import CorrectionNote, Credited, References, load_references
from articles.press.rendering import KEPT, render_and_keep, resolve, shown_images
from articles.press.sharing import ShareLink, list_share_links, make_report_link
from articles.press.stamp import renderer

TEXT = (
    *("subtitle", "images", "lead_image_id", "rendering__body", "rendering__notes", "rendering__renderer"),
    *("rendering__words", "rendering__characters", "rendering__contents", "rendering__cited_articles"),
)
"""Of the version that is read, and of no other."""
OF_THE_PIECE = (*("original_language", "licence", "first_published_in", "first_published_url", "first_published_on"),)
"""Of the article; none of its texts."""
LONG = 3
"""A piece with so many headings gets a list of contents."""


@dataclass(frozen=True)
class ArticlePage:
    """What the article template asks for."""

    version: PublicVersion
    versions: list[PublicVersion]
    """Every published version, the original first: switcher, alternates and structured data take them from here."""
    subtitle: str
    images: dict[str, dict[str, str]]
    lead_image_id: int | None
    """As the revision was frozen with it."""
    kept_body: str
    kept_notes: str
    references: References
    based_on_id: int | None
    """The revision of its source that the text was made from."""
    original_language: str
    """Also where the original is not public."""
    licence: Licence | None
    correction: str = ""
    """What readers are told was wrong before, where that belongs to what they read now."""
    words: int = 0
    characters: int = 0
    """Of the running text, spaces included."""
    headings: list[list[Any]] = field(default_factory=list)
    """`[[level, anchor, words], …]`."""
    first_published_in: str = ""
    first_published_url: str = ""
    first_published_on: date | None = None

    @cached_property
    def original(self) -> PublicVersion | None:
        return next((version for version in self.versions if version.is_original), None)

    @cached_property
    def source(self) -> PublicVersion | None:
        """The published version this one was translated from."""
        return next((v for v in self.versions if v.language == self.version.source_language), None)

    @cached_property
    def overtaken_by(self) -> PublicVersion | None:
        return overtaken_by(self.based_on_id, self.versions, self.references.released)

    @property
    def machine_label(self) -> str:
        """What readers are told of a text no person has reviewed, "" for any other: by the frozen revision itself."""
        return label_machine_made(self.version)

    @cached_property
    def body(self) -> SafeString:
        return self._resolved(self.kept_body)

    @cached_property
    def notes(self) -> SafeString:
        return self._resolved(self.kept_notes)

    @cached_property
    def lead_image(self) -> SafeString:
        return self.make_figure(self.lead_image_id, is_lead=True) if self.lead_image_id else SafeString()

    @property
    def contents(self) -> list[list[Any]]:
        """The headings of a long piece, for its list of contents; none of another."""
        return self.headings if len(self.headings) >= LONG else []

    @property
    def minutes(self) -> int:
        """How long a practised reader of the language takes for the text, in whole minutes; 0 for a text without."""
        return max(1, round(self.characters / self.version.row.reading)) if self.characters else 0

    @property
    def corrections(self) -> list[CorrectionNote]:
        """Every correction note readers of the version were given, the newest first."""
        return self.references.corrections

    @property
    def authors(self) -> list[Credited]:
        return self.references.authors

    @property
    def translators(self) -> list[Credited]:
        return self.references.in_role(CreditRole.TRANSLATOR)

    @property
    def others(self) -> list[tuple[str, list[Credited]]]:
        """The other roles in the order of the page, each with its people."""
        roles = (role for role in CreditRole if role not in (CreditRole.AUTHOR, CreditRole.TRANSLATOR))
        found = ((role, self.references.in_role(role)) for role in roles)
        return [(role, people) for role, people in found if people]

    @property
    def affiliated(self) -> list[Credited]:
        """Authors and translators with where they work, each once."""
        people = {one.author_id: one for one in (*self.authors, *self.translators) if one.affiliation}
        return list(people.values())

    @property
    def published_at(self) -> datetime:
        """When the piece could first be read: its original, where that is public and came before."""
        first = self.version.first_at
        return min(first, self.original.first_at) if self.original else first

    @property
    def translated_at(self) -> datetime | None:
        """When the translation could first be read, where that was on a later day than the original."""
        first = self.version.first_at
        is_later = timezone.localdate(first) > timezone.localdate(self.published_at)
        return first if is_later and not self.version.is_original else None

    @property
    def was_revised(self) -> bool:
        return self.version.revised_at > self.version.first_at

    @cached_property
    def facing(self) -> list[tuple[PublicVersion, str]]:
        """The other languages it can be read beside, the original first, each with the address of both."""
        version = self.version
        others = (one for one in self.versions if one.language != version.language)
        return [
            (one, addresses.facing(version.language, version.article_id, version.slug, one.language)) for one in others
        ]

    @property
    def share_links(self) -> list[ShareLink]:
        return list_share_links(self.version.title, self.version.url)

    @property
    def report_link(self) -> str:
        """Where a mistake is reported: a `mailto:`, "" where the journal names no address."""
        return make_report_link(self.version)

    def _resolved(self, html: str) -> SafeString:
        # cleaned when it was saved, escaped when it was rendered
        return mark_safe(resolve(html, self.references.links, self.make_figure))  # noqa: S308

    def make_figure(self, number: int, *, is_lead: bool = False) -> SafeString:
        """Return the figure of a picture of this text, "" where the picture is gone. No query."""
        picture = self.references.pictures.get(number)
        if picture is None:
            return SafeString()
        words = self.images.get(str(number), {})
        return render_to_string("press/_figure.html", {"picture": picture, "is_lead": is_lead, **words})


def load_article(article_id: int, language: str, *, at: datetime) -> ArticlePage | None:
    """Return the page of one published version, None where that language has none. Two queries; one language's text is
    loaded. Two more the first time a revision is read by this release."""
    live = live_publications(LanguageVersion.objects.filter(article_id=article_id), at=at)
    mine = Q(version__language=language)
    texts = {f"of_{name}": Case(When(mine, then=F(f"revision__{name}"))) for name in TEXT}
    piece = {f"piece_{name}": F(f"version__article__{name}") for name in OF_THE_PIECE}
    rows = list(live.annotate(**texts, **piece).values(*DETAILS, *texts, *piece, "correction"))
    pairs = sorted(((from_row(row), row) for row in rows), key=lambda pair: switcher_order(pair[0]))
    own = next(((version, row) for version, row in pairs if version.language == language), None)
    if own is None:
        return None
    version, row = own
    kept = {name: row[f"of_rendering__{name}"] for name in KEPT}
    if kept["renderer"] != renderer():
        made = render_and_keep(version.revision_id, language)
        kept = {name: getattr(made, name) for name in KEPT}
    lead = row["of_lead_image_id"]
    references = load_references(
        article_id,
        version.version_id,
        language,
        linked=kept["cited_articles"] or (),
        images=shown_images(kept["body"]) + ([lead] if lead else []),
        is_page=True,
        at=at,
    )
    return ArticlePage(
        version=version,
        versions=[version for version, _ in pairs],
        subtitle=row["of_subtitle"] or "",
        images=row["of_images"] or {},
        lead_image_id=lead,
        references=references,
        based_on_id=references.released[version.revision_id].based_on_id,
        correction=row["correction"],
        **take_kept(kept),
        **take_piece({name: row[f"piece_{name}"] for name in OF_THE_PIECE}),
    )


def take_kept(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page takes of a rendering, given by the names of KEPT. Free."""
    return {
        "kept_body": kept["body"],
        "kept_notes": kept["notes"],
        "words": kept["words"],
        "characters": kept["characters"],
        "headings": kept["contents"] or [],
    }


def take_piece(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page says of the piece in every language, from a row with the columns OF_THE_PIECE. Free."""
    return {**row, "licence": find_licence(row["licence"])}


@in_language
def show_article(request: HttpRequest, language: str, article_id: int, slug: str) -> HttpResponse:
    """One version, under its one right address."""
    at = request.press.at  # type: ignore[attr-defined]
    page = load_article(article_id, language, at=at)
    if page is None:
        return explain_absence(request, language, article_id, at=at)
    if slug != page.version.slug:
        return HttpResponsePermanentRedirect(page.version.path)
    return render_article(request, page)


def render_article(request: HttpRequest, page: ArticlePage, **extra: Any) -> HttpResponse:
    """Return the response of an article page; the preview of the desk uses the same. No query."""
    head = metadata.describe_article(page)
    context = {"language": page.version.language, "page": page, "head": head, **extra}
    return render(request, "press/article.html", context)
