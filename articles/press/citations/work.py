"""What is cited: one version of a piece, and everything the forms of citation say of it.

A periodical without volumes and pages is what bibliographies call a magazine: styles then print the whole date. As an
article of a scholarly journal they would take it for a preprint.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.choices import CreditRole, Licence
from articles.press import addresses
from articles.press.article.references import Credited
from articles.press.public import PublicVersion
from journal.text.slugs import slugify

_BREAKS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_ENDS = (".", "?", "!", "…", ":", "։", "՞", "՜")


@dataclass(frozen=True)
class Person:
    """An author or a translator. Without a family name only `name` is known: how the person is credited."""

    name: str
    given: str = ""
    family: str = ""
    """Both in Latin letters, as bibliographies sort them."""
    language: str = ""
    """The language of `name`."""


@dataclass(frozen=True)
class Work:
    """One version as a bibliography knows it. Every text is one line without control characters."""

    key: str
    """ASCII letters and digits; another one for every version."""
    authors: tuple[Person, ...]
    translators: tuple[Person, ...]
    title: str
    subtitle: str
    language: str
    published: date
    """The day this version could first be read, in the journal's time zone."""
    revision: int
    url: str
    short_url: str
    abstract: str
    licence: str
    journal: str
    publisher: str
    issn: str
    original_language: str = ""
    """Empty where this version is the original."""
    original_title: str = ""
    """This and the date empty where the original is not published."""
    original_published: date | None = None

    @property
    def full_title(self) -> str:
        """Title and subtitle on one line."""
        if not self.subtitle:
            return self.title
        return f"{self.title}{' ' if self.title.endswith(_ENDS) else ': '}{self.subtitle}"


def make_work(
    version: PublicVersion,
    credits: Iterable[Credited],
    *,
    subtitle: str = "",
    licence: Licence | None = None,
    original_language: str = "",
    original: PublicVersion | None = None,
) -> Work:
    """Return what is cited of a published version: `original` is that of the piece where readers can read it.

    The words of the licence are in the language that is active. Free.
    """
    credits = list(credits)
    authors = _list_persons(credits, CreditRole.AUTHOR)
    published = _day(version)
    known = None if version.is_original else original
    return Work(
        key=_make_key(authors, version, published),
        authors=authors,
        translators=_list_persons(credits, CreditRole.TRANSLATOR),
        title=put_on_one_line(version.title),
        subtitle=put_on_one_line(subtitle),
        language=version.language,
        published=published,
        revision=version.number,
        url=version.url,
        short_url=short_address(version),
        abstract=put_on_one_line(version.standfirst),
        licence=str(licence.label) if licence else "",
        journal=put_on_one_line(settings.SITE_NAME),
        publisher=put_on_one_line(settings.SITE_PUBLISHER),
        issn=settings.SITE_ISSN,
        original_language="" if version.is_original else original_language,
        original_title=put_on_one_line(known.title) if known else "",
        original_published=_day(known) if known else None,
    )


def short_address(version: PublicVersion) -> str:
    """Return the address of a version without its words: it outlives every change of them."""
    return addresses.absolute(reverse("press:article-short", args=[version.language, version.article_id]))


def put_on_one_line(text: str) -> str:
    """Return `text` without line breaks and control characters, a space for each run of them. No-break spaces stay."""
    return _BREAKS.sub(" ", text).strip(" ")


def _list_persons(credits: Iterable[Credited], role: str) -> tuple[Person, ...]:
    return tuple(_make_person(one) for one in credits if one.role == role)


def _make_person(one: Credited) -> Person:
    name = put_on_one_line(one.name.text)
    if not one.path:  # a pseudonym: given and family name would say who it is
        return Person(name, language=one.name.language)
    given, family = put_on_one_line(one.given_name), put_on_one_line(one.family_name)
    return Person(name, given if family else "", family, one.name.language)


def _make_key(authors: tuple[Person, ...], version: PublicVersion, published: date) -> str:
    first = authors[0] if authors else None
    word = slugify(first.family, "en") or slugify(first.name, first.language) if first else ""
    return f"{(word or 'piece').replace('-', '')}{published.year}{version.language}{version.article_id}"


def _day(version: PublicVersion) -> date:
    return timezone.localtime(version.first_at).date()
