"""What the page of one version asks for. Nothing here queries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.choices import CreditRole, Licence
from articles.press import addresses
from articles.press.article.notice import label_machine_made, overtaken_by
from articles.press.article.references import CorrectionNote, Credited, References
from articles.press.article.sharing import ShareLink, list_share_links, make_report_link
from articles.press.public import PublicVersion
from articles.press.rendering import resolve

LONG = 3
"""A piece with so many headings gets a list of contents."""


@dataclass(frozen=True)
class ArticlePage:
    """What the article template asks for."""

    version: PublicVersion
    versions: list[PublicVersion]
    """Every published version, the original first: switcher, alternates and structured data take them from here."""
    subtitle: str
    images: dict[str, dict[str, str]]
    lead_image_id: int | None
    """As the revision was frozen with it."""
    kept_body: str
    kept_notes: str
    references: References
    based_on_id: int | None
    """The revision of its source that the text was made from."""
    original_language: str
    """Also where the original is not public."""
    licence: Licence | None
    correction: str = ""
    """What readers are told was wrong before, where that belongs to what they read now."""
    words: int = 0
    characters: int = 0
    """Of the running text, spaces included."""
    headings: list[list[Any]] = field(default_factory=list)
    """`[[level, anchor, words], …]`."""
    first_published_in: str = ""
    first_published_url: str = ""
    first_published_on: date | None = None

    @cached_property
    def original(self) -> PublicVersion | None:
        return next((version for version in self.versions if version.is_original), None)

    @cached_property
    def source(self) -> PublicVersion | None:
        """The published version this one was translated from."""
        return next((v for v in self.versions if v.language == self.version.source_language), None)

    @cached_property
    def overtaken_by(self) -> PublicVersion | None:
        return overtaken_by(self.based_on_id, self.versions, self.references.released)

    @property
    def machine_label(self) -> str:
        """What readers are told of a text no person has reviewed, "" for any other: by the frozen revision itself."""
        return label_machine_made(self.version)

    @cached_property
    def body(self) -> SafeString:
        return self._resolved(self.kept_body)

    @cached_property
    def notes(self) -> SafeString:
        return self._resolved(self.kept_notes)

    @cached_property
    def lead_image(self) -> SafeString:
        return self.make_figure(self.lead_image_id, is_lead=True) if self.lead_image_id else SafeString()

    @property
    def contents(self) -> list[list[Any]]:
        """The headings of a long piece, for its list of contents; none of another."""
        return self.headings if len(self.headings) >= LONG else []

    @property
    def minutes(self) -> int:
        """How long a practised reader of the language takes for the text, in whole minutes; 0 for a text without."""
        return max(1, round(self.characters / self.version.row.reading)) if self.characters else 0

    @property
    def corrections(self) -> list[CorrectionNote]:
        """Every correction note readers of the version were given, the newest first."""
        return self.references.corrections

    @property
    def authors(self) -> list[Credited]:
        return self.references.authors

    @property
    def translators(self) -> list[Credited]:
        return self.references.in_role(CreditRole.TRANSLATOR)

    @property
    def others(self) -> list[tuple[str, list[Credited]]]:
        """The other roles in the order of the page, each with its people."""
        roles = (role for role in CreditRole if role not in (CreditRole.AUTHOR, CreditRole.TRANSLATOR))
        found = ((role, self.references.in_role(role)) for role in roles)
        return [(role, people) for role, people in found if people]

    @property
    def affiliated(self) -> list[Credited]:
        """Authors and translators with where they work, each once."""
        people = {one.author_id: one for one in (*self.authors, *self.translators) if one.affiliation}
        return list(people.values())

    @property
    def published_at(self) -> datetime:
        """When the piece could first be read: its original, where that is public and came before."""
        first = self.version.first_at
        return min(first, self.original.first_at) if self.original else first

    @property
    def translated_at(self) -> datetime | None:
        """When the translation could first be read, where that was on a later day than the original."""
        first = self.version.first_at
        is_later = timezone.localdate(first) > timezone.localdate(self.published_at)
        return first if is_later and not self.version.is_original else None

    @property
    def was_revised(self) -> bool:
        return self.version.revised_at > self.version.first_at

    @cached_property
    def facing(self) -> list[tuple[PublicVersion, str]]:
        """The other languages it can be read beside, the original first, each with the address of both."""
        version = self.version
        others = (one for one in self.versions if one.language != version.language)
        return [
            (one, addresses.facing(version.language, version.article_id, version.slug, one.language)) for one in others
        ]

    @property
    def share_links(self) -> list[ShareLink]:
        return list_share_links(self.version)

    @property
    def report_link(self) -> str:
        """Where a mistake is reported: a `mailto:`, "" where the journal names no address."""
        return make_report_link(self.version)

    def _resolved(self, html: str) -> SafeString:
        # cleaned when it was saved, escaped when it was rendered
        return mark_safe(resolve(html, self.references.links, self.make_figure))  # noqa: S308

    def make_figure(self, number: int, *, is_lead: bool = False) -> SafeString:
        """Return the figure of a picture of this text, "" where the picture is gone. No query."""
        picture = self.references.pictures.get(number)
        if picture is None:
            return SafeString()
        words = self.images.get(str(number), {})
        return render_to_string("press/_figure.html", {"picture": picture, "is_lead": is_lead, **words})
