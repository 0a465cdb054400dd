"""Public addresses. Absolute ones are made from a setting, never from the request."""

import re

from django.conf import settings
from django.urls import reverse

from journal.languages import CODES


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


def absolute(path: str) -> str:
    """Return the address of `path` on the site as readers know it."""
    return f"{settings.SITE_URL}{path}"


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


_LEADING_LANGUAGE = re.compile(rf"^/({LanguageConverter.regex})(?:/|\Z)")
_LIST = re.compile(rf"^/(?:{LanguageConverter.regex})/(?:\Z|people/|topics/)")


def language_of(path: str) -> str | None:
    """Return the language a path stands in, None for a neutral one."""
    found = _LEADING_LANGUAGE.match(path)
    return found[1] if found else None


def has_pages(path: str) -> bool:
    """Whether a path is that of a list, which `?page=` divides."""
    return bool(_LIST.match(path))
