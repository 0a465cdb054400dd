"""The exact public page of a text, for those who may see it: the press is handed a revision that is not stored, or any
that is."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from articles.desk.comparing import make_working
from articles.images import shown_images
from articles.models import Article, LanguageVersion, Revision
from articles.press.article.loading import OF_THE_PIECE, take_kept, take_piece
from articles.press.article.page import ArticlePage
from articles.press.article.references import load_references
from articles.press.article.views import render_article
from articles.press.public import PublicVersion, public_versions, switcher_order
from articles.press.rendering import KEPT, render_revision


def render_preview(
    request: HttpRequest, version: LanguageVersion, *, at: datetime, revision: Revision | None = None
) -> HttpResponse:
    """Return the public page of the version's working text, or of a `revision` of it, `no-store` and `noindex`. About
    eight queries. It differs from what readers will get in this: the notice on top, the dates, and what names its
    address (canonical address, alternates, structured data, short address, citation, sharing, facing pages).
    Where a footnote is missing, it says so.

    The caller has checked that the person may see the version.
    """
    language = version.language
    draft = revision or make_working(version)
    made = render_revision(draft, language, preview=True)
    shown = PublicVersion(
        article_id=version.article_id,
        version_id=version.pk,
        revision_id=draft.pk or 0,
        number=draft.number,
        language=language,
        is_original=version.is_original,
        source_language=version.translated_from.language if version.translated_from else None,
        title=draft.title,
        slug=draft.slug,
        standfirst=draft.standfirst,
        origin=draft.origin,
        first_at=version.first_published_at or at,
        revised_at=at,
    )
    others = [
        row
        for row in public_versions([version.article_id], at=at).get(version.article_id, [])
        if row.language != language
    ]
    piece = Article.objects.values(*OF_THE_PIECE).get(pk=version.article_id)
    lead = draft.lead_image_id
    images = shown_images(made.body) + ([lead] if lead else [])
    page = ArticlePage(
        version=shown,
        versions=sorted([shown, *others], key=switcher_order),
        subtitle=draft.subtitle,
        images=draft.images,
        lead_image_id=lead,
        references=load_references(
            version.article_id, version.pk, language, linked=made.cited_articles, images=images, is_page=True, at=at
        ),
        based_on_id=draft.based_on_id,
        **take_kept({name: getattr(made, name) for name in KEPT}),
        **take_piece(piece),
    )
    with translation.override(language):
        response = render_article(request, page, preview=True, previewed=draft.number)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
