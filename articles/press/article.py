"""The page of one version, loaded in two queries."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, F, Q, When
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.choices import CreditRole
from articles.models import LanguageVersion
from articles.press import addresses, metadata
from articles.press.absence import explain_absence
from articles.press.language import in_language
from articles.press.notice import label_machine_made, overtaken_by
from articles.press.public import (
    DETAILS,
    PublicVersion,
    from_row,
    live_publications,
    switcher_order,
)
from articles.press.references import Credited, References, load_references
from articles.press.rendering import render_and_keep, resolve, shown_images
from articles.press.stamp import renderer

TEXT = ("subtitle", "images", "rendering__body", "rendering__notes", "rendering__renderer", "rendering__cited_articles")
"""Of the version that is read, and of no other."""


@dataclass(frozen=True)
class ArticlePage:
    """What the article template asks for."""

    version: PublicVersion
    versions: list[PublicVersion]
    """Every published version, the original first: switcher, alternates and structured data take them from here."""
    subtitle: str
    images: dict[str, dict[str, str]]
    lead_image_id: int | None
    kept_body: str
    kept_notes: str
    references: References
    based_on_id: int | None
    """The revision of its source that the text was made from."""
    correction: str = ""
    """What readers are told was wrong before."""

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
        html = self._figure(self.lead_image_id, is_lead=True) if self.lead_image_id else ""
        return mark_safe(html)  # noqa: S308  a template made it

    @property
    def preview_image(self) -> tuple[str, str] | None:
        """The picture that stands for the page where it is linked, as (address, alternative text): the lead image, else
        the first of the text."""
        for number in (self.lead_image_id, *shown_images(self.kept_body)):
            picture = self.references.pictures.get(number or 0)
            if picture is not None:
                return addresses.absolute(picture.url), self.images.get(str(number), {}).get("alt", "")
        return None

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
    def was_revised(self) -> bool:
        return self.version.revised_at > self.version.first_at

    def _resolved(self, html: str) -> SafeString:
        # cleaned when it was saved, escaped when it was rendered
        return mark_safe(resolve(html, self.references.links, self._figure))  # noqa: S308

    def _figure(self, number: int, *, is_lead: bool = False) -> str:
        picture = self.references.pictures.get(number)
        if picture is None:
            return ""
        words = self.images.get(str(number), {})
        return render_to_string("press/_figure.html", {"picture": picture, "is_lead": is_lead, **words})


def load_article(article_id: int, language: str, *, at: datetime) -> ArticlePage | None:
    """Return the page of one published version, None where that language has none. Two queries; one language's text is
    loaded. Two more the first time a revision is read by this release."""
    live = live_publications(LanguageVersion.objects.filter(article_id=article_id), at=at)
    mine = Q(version__language=language)
    texts = {f"of_{name}": Case(When(mine, then=F(f"revision__{name}"))) for name in TEXT}
    rows = list(live.annotate(**texts).values(*DETAILS, *texts, "correction", "version__article__lead_image_id"))
    pairs = sorted(((from_row(row), row) for row in rows), key=lambda pair: switcher_order(pair[0]))
    own = next(((version, row) for version, row in pairs if version.language == language), None)
    if own is None:
        return None
    version, row = own
    body, notes, cited = row["of_rendering__body"], row["of_rendering__notes"], row["of_rendering__cited_articles"]
    if row["of_rendering__renderer"] != renderer():
        made = render_and_keep(version.revision_id, language)
        body, notes, cited = made.body, made.notes, made.cited_articles
    images = row["of_images"] or {}
    lead = find_lead_image(images, body, row["version__article__lead_image_id"])
    shown = shown_images(body) + ([lead] if lead else [])
    references = load_references(article_id, version.version_id, language, linked=cited or (), images=shown, at=at)
    return ArticlePage(
        version=version,
        versions=[version for version, _ in pairs],
        subtitle=row["of_subtitle"] or "",
        images=images,
        lead_image_id=lead,
        kept_body=body,
        kept_notes=notes,
        references=references,
        based_on_id=references.released[version.revision_id].based_on_id,
        correction=row["correction"],
    )


def find_lead_image(images: dict[str, dict[str, str]], body: str, chosen: int | None) -> int | None:
    """Return the lead image a revision was frozen with: the one it describes and its text does not show.

    `chosen` is what the desk has chosen by now; it counts only where the text itself shows the lead image. Free.
    """
    apart = [int(number) for number in images if int(number) not in shown_images(body)]
    return apart[0] if apart else chosen if str(chosen) in images else None


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
    context = {"language": page.version.language, "page": page, "structured": metadata.structured_data(page), **extra}
    return render(request, "press/article.html", context)
