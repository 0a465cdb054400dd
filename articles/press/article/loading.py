"""Loads the page of one version, in two queries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, When

from articles.images import shown_images
from articles.models import LanguageVersion
from articles.press.article.page import ArticlePage
from articles.press.article.references import load_references
from articles.press.licences import find_licence
from articles.press.public import DETAILS, from_row, live_publications, switcher_order
from articles.press.rendering import KEPT, render_and_keep
from articles.press.stamp import renderer

TEXT = (
    *("subtitle", "images", "lead_image_id", "rendering__body", "rendering__notes", "rendering__renderer"),
    *("rendering__words", "rendering__characters", "rendering__contents", "rendering__cited_articles"),
)
"""Of the version that is read, and of no other."""
OF_THE_PIECE = (*("original_language", "licence", "first_published_in", "first_published_url", "first_published_on"),)
"""Of the article; none of its texts."""


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
