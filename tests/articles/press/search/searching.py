"""Searches as readers make them, and pieces to be found, in any language and state."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse

from articles.models import Article
from tests.articles.press.reader import LONG_AGO, YEARS_LATER, attributes, get_at, texts
from tests.factories import create_article, create_version, find_version, make_texts, publish, write_text


def write_piece(
    texts: Mapping[str, Mapping[str, str]],
    *,
    notes: Mapping[str, Mapping[str, str]] | None = None,
    at: datetime = LONG_AGO,
    published: bool = True,
) -> Article:
    """Write a piece in several languages, the first the original; what is not given says nothing that is searched for.
    `texts` is {language: {"title": …, "body": …}}; `notes` {key: {"html": …}} are cited where the body does."""
    article = None
    for language, given in texts.items():
        written = {**make_texts(language), **given}
        if article is None:
            article = create_article(language=language, texts=written, notes=notes, at=at)
            version = find_version(article)
        else:
            version = write_text(create_version(article, language, at=at), texts=written, notes=notes, at=at)
        if published:
            publish(version, at=at)
    assert article is not None
    return article


def ask(site: str, q: str = "", *, at: datetime = YEARS_LATER, **filters: object) -> HttpResponse:
    """Ask the search page of the site in one language."""
    given = {name: value for name, value in {"q": q, **filters}.items() if value != ""}
    return get_at(f"/{site}/search/?{urlencode(given)}", at)


def found(response: HttpResponse) -> list[str]:
    """The addresses of what was found, in order."""
    return [href for (href,) in attributes(response, '//article//*[@class="card-title"]/a', "href")]


def titles(response: HttpResponse) -> list[str]:
    return texts(response, '//article//*[@class="card-title"]')


def excerpts(response: HttpResponse) -> list[str]:
    return texts(response, '//*[@class="hit-excerpt"]')


def marked(response: HttpResponse) -> list[str]:
    return texts(response, "//mark")
