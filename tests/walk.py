"""Every public address, found by walking the map of the site, so that a new route cannot be forgotten."""

from collections.abc import Iterator, Mapping
from itertools import product

from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from articles.models import Article, Topic
from articles.press.urls import urlpatterns
from authors.models import Author
from journal.languages import CODES
from journal.models import Page

SITE_ROUTES = {"admin/", "^media/(?P<path>.+)$", ""}
"""Everything in the map of the site: the desk, the files, and the press, whose routes are walked."""


def list_site_routes() -> set[str]:
    """Return the first level of the site's map."""
    return {str(pattern.pattern) for pattern in get_resolver().url_patterns}


def list_addresses(*, slugs: tuple[str, ...] = ("x",)) -> Iterator[str]:
    """Yield every address of every route of the press, for every row there is and one that there is not.

    A route that goes on behind the word of the address is asked with the first of `slugs` only; of the languages beside
    another, each stands on either side once. KeyError for a route with a part not named here: say how it is walked.
    """
    beside = dict(zip(CODES, (*CODES[1:], CODES[0]), strict=True))
    values: Mapping[str, list[object]] = {
        "language": list(CODES),
        "article_id": [*Article.objects.values_list("pk", flat=True), 987654321],
        "author_id": [*Author.objects.values_list("pk", flat=True), 987654321],
        "topic_id": [*Topic.objects.values_list("pk", flat=True), 987654321],
        "slug": list(slugs),
        "number": [1, 2],
        "key": list(Page.Key.values),
        "year": [2020, 1999],
        "other": list(CODES),
        "form": ["bib", "ris", "json"],
    }
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        for chosen in product(*(values[name] for name in names)):
            kwargs = dict(zip(names, chosen, strict=True))
            if "other" in kwargs and kwargs["other"] != beside[str(kwargs["language"])]:
                continue
            if kwargs.get("slug", slugs[0]) != slugs[0] and not str(pattern.pattern).endswith("<str:slug>/"):
                continue
            yield reverse(f"press:{pattern.name}", kwargs=kwargs)
    yield from ("/nowhere", "/hy/nowhere/", "/hy/search/?q=first", "/hy/?page=2")


def read_everything(client: Client, **given: tuple[str, ...]) -> Iterator[tuple[str, HttpResponse]]:
    """Yield every address with its response, and where it leads elsewhere, that response too."""
    seen = set()
    for path in list_addresses(**given):
        while path not in seen:
            seen.add(path)
            response = client.get(path)
            yield path, response
            path = response.get("Location", path)
