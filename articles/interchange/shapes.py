"""What becomes of the lines that are not articles, and of the manifest. Texts are by language."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Person:
    """A line of `people.jsonl`."""

    id: int
    slug: str
    name: dict[str, str]
    bio: dict[str, str]
    affiliation: dict[str, str]
    given_name: str
    family_name: str
    portrait: str
    orcid: str
    website: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A line of `topics.jsonl`."""

    id: int
    slug: str
    name: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A line of `images.jsonl`."""

    id: int
    file: str
    alt: dict[str, str]
    caption: dict[str, str]
    credit: str
    licence: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """A line of `pages.jsonl`."""

    key: str
    title: dict[str, str]
    body: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`journal.json`."""

    format: str
    version: int
    languages: tuple[str, ...]
    counts: dict[str, int]
    made_at: datetime
