"""The address of one version."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.press import metadata
from articles.press.article.absence import explain_absence
from articles.press.article.loading import load_article
from articles.press.article.page import ArticlePage
from articles.press.language import in_language
from articles.press.stamp import find_moment


@in_language
def show_article(request: HttpRequest, language: str, article_id: int, slug: str) -> HttpResponse:
    """One version, under its one right address."""
    at = find_moment(request)
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
