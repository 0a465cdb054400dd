"""An article's addresses that are not the page of a version: without a slug or a language, and with nothing there."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation

from articles.models import LanguageVersion, Publication
from articles.press.errors import error_page, not_found
from articles.press.language import in_language
from articles.press.public import public_versions
from articles.press.stamp import find_moment


@in_language
def redirect_article(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    """`/{lang}/{id}/`: to the address with the slug. One query where there is one."""
    at = find_moment(request)
    versions = public_versions([article_id], at=at).get(article_id, [])
    mine = next((version for version in versions if version.language == language), None)
    if mine is None:
        return explain_absence(request, language, article_id, at=at)
    return HttpResponsePermanentRedirect(mine.path)


def explain_absence(request: HttpRequest, language: str, article_id: int, *, at: datetime) -> HttpResponse:
    """410 with the reason for a withdrawn version, 404 naming the languages there are, the plain 404 for an article
    that no reader has ever been able to read in this language nor can in any other."""
    versions = public_versions([article_id], at=at).get(article_id, [])
    withdrawn = LanguageVersion.objects.filter(article_id=article_id, language=language).withdrawn(at=at)
    newest = withdrawn.values_list("newest_id", flat=True).first()
    if newest is not None:
        reason = Publication.objects.values_list("reason", flat=True).get(pk=newest)
        return error_page(request, 410, "press/withdrawn.html", reason=reason, versions=versions)
    if not versions:
        return not_found(request)
    return error_page(request, 404, "press/missing.html", versions=versions)


def choose_language(request: HttpRequest, article_id: int) -> HttpResponse:
    """`/{id}/`: the language-neutral page of an article, its title in every language it can be read in."""
    at = find_moment(request)
    versions = public_versions([article_id], at=at).get(article_id, [])
    if not versions:
        gone = LanguageVersion.objects.filter(article_id=article_id).withdrawn(at=at).exists()
        return error_page(request, 410, "press/withdrawn.html") if gone else not_found(request)
    context = {"language": "mul", "neutral": True, "versions": versions, "article_id": article_id}
    with translation.override("en"):
        response = render(request, "press/chooser.html", context)
    response.headers["Content-Language"] = ", ".join(version.language for version in versions)
    return response
