"""Public addresses. Absolute ones are made from a setting, never from the request."""

import re
from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from journal.languages import CODES
from journal.models import Page


class LanguageConverter:
    """Path part: one of the journal's languages."""

    regex = "|".join(CODES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class IdConverter:
    """Path part: a row's number, in the range every database stores."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class PageConverter:
    """Path part: one of the pages of the journal about itself."""

    regex = "|".join(Page.Key.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class YearConverter:
    """Path part: a year."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class CitationConverter:
    """Path part: a form of citation, by the ending of its file."""

    regex = "bib|ris|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def absolute(path: str) -> str:
    """Return the address of `path` on the site as readers know it."""
    return f"{settings.SITE_URL}{path}"


def in_every_language(make: Callable[..., str], *arguments: object) -> list[tuple[str, str]]:
    """Return each language with its path `make(code, *arguments)`; `make` is one of the functions below."""
    return [(code, make(code, *arguments)) for code in CODES]


def home(language: str) -> str:
    return reverse("press:home", args=[language])


def chooser(article_id: int) -> str:
    return reverse("press:chooser", args=[article_id])


def article(language: str, article_id: int, slug: str) -> str:
    return reverse("press:article", args=[language, article_id, slug])


def person(language: str, author_id: int, slug: str) -> str:
    return reverse("press:person", args=[language, author_id, slug])


def topic(language: str, topic_id: int, slug: str) -> str:
    return reverse("press:topic", args=[language, topic_id, slug])


def feed(language: str) -> str:
    return reverse("press:feed", args=[language])


def json_feed(language: str) -> str:
    return reverse("press:feed-json", args=[language])


def search(language: str) -> str:
    return reverse("press:search", args=[language])


def people(language: str) -> str:
    return reverse("press:people", args=[language])


def topics(language: str) -> str:
    return reverse("press:topics", args=[language])


def archive(language: str, year: int | None = None) -> str:
    return reverse("press:archive-year", args=[language, year]) if year else reverse("press:archive", args=[language])


def corrections(language: str) -> str:
    return reverse("press:corrections", args=[language])


def page(language: str, key: str) -> str:
    return reverse("press:page", args=[language, key])


def facing(language: str, article_id: int, slug: str, other: str) -> str:
    return reverse("press:facing", args=[language, article_id, slug, other])


def citation(language: str, article_id: int, form: str) -> str:
    """Return the address of a citation; `form` is bib, ris or json."""
    return reverse("press:cite", args=[language, article_id, form])


_LEADING_LANGUAGE = re.compile(rf"^/({LanguageConverter.regex})(?:/|\Z)")
_LIST = re.compile(
    rf"^/(?:{LanguageConverter.regex})/"
    rf"(?:people/(?:{IdConverter.regex}/[^/]+/)?|topics/{IdConverter.regex}/[^/]+/|archive/{YearConverter.regex}/|corrections/)?\Z"
)


_SEARCH = re.compile(rf"^/(?:{LanguageConverter.regex})/search/\Z")


def language_of(path: str) -> str | None:
    """Return the language a path stands in, None for a neutral one."""
    found = _LEADING_LANGUAGE.match(path)
    return found[1] if found else None


def has_pages(path: str) -> bool:
    """Whether a path is that of a list, which `?page=` divides."""
    return bool(_LIST.match(path))


def is_search(path: str) -> bool:
    """Whether a path is that of the search."""
    return bool(_SEARCH.match(path))
