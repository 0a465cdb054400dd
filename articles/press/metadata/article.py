"""What machines are told of an article page: its head, and its structured data."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString

from articles.choices import CreditRole
from articles.images import shown_images
from articles.press import addresses
from articles.press.article.page import ArticlePage
from articles.press.article.references import Credited
from articles.press.citations.forms import FORMS
from articles.press.metadata.citations import list_citations
from articles.press.metadata.journal import make_periodical, make_publisher
from articles.press.metadata.people import make_person
from articles.press.metadata.script import leave_out_empty, make_breadcrumbs, to_script
from articles.press.public import PublicVersion
from journal.text.plain import excerpt

DESCRIPTION = 160
"""Characters of the standfirst at the most: search engines show no more, and a page is to be light."""
WIDE = 600
"""Pixels from which on a picture is shown large in previews."""

_ROLES = {
    CreditRole.AUTHOR: "author",
    CreditRole.TRANSLATOR: "translator",
    CreditRole.EDITOR: "editor",
    CreditRole.TRANSLATION_EDITOR: "contributor",
    CreditRole.TRANSLATION_REVIEWER: "contributor",
    CreditRole.PHOTOGRAPHER: "contributor",
}


@dataclass(frozen=True)
class Preview:
    """The picture that stands for a page where it is linked."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0
    """Pixels, 0 where the file was never measured."""
    is_own: bool = True
    """False for the journal's own, which stands for every page without one."""

    @property
    def card(self) -> str:
        """How previews show it: large only what is worth it."""
        return "summary_large_image" if self.is_own and self.width >= WIDE else "summary"


@dataclass(frozen=True)
class ArticleHead:
    """What the head of an article page says, beside what stands on the page."""

    description: str
    preview: Preview
    structured: SafeString
    citations: list[tuple[str, str]]
    """Type and path of each form of citation."""
    issn: str


def describe_article(page: ArticlePage) -> ArticleHead:
    """Return what the head of an article page says. No query; a fraction of a millisecond."""
    version = page.version
    preview = find_preview(page)
    return ArticleHead(
        description=excerpt(version.standfirst, DESCRIPTION),
        preview=preview,
        structured=to_script(_describe(page, preview), *_find_way(page)),
        citations=[
            (kind, addresses.citation(version.language, version.article_id, form))
            for form, (kind, _write) in FORMS.items()
        ],
        issn=settings.SITE_ISSN,
    )


def find_preview(page: ArticlePage) -> Preview:
    """Return the picture that stands for the page where it is linked: the lead image, else the first of the text, else
    the journal's own. Free."""
    for number in (page.lead_image_id, *shown_images(page.kept_body)):
        picture = page.references.pictures.get(number or 0)
        if picture is not None:
            alt = page.images.get(str(number), {}).get("alt", "")
            return Preview(addresses.absolute(picture.url), alt, picture.url_width, picture.url_height)
    return make_default_preview()


def make_default_preview() -> Preview:
    """Return the picture of every page that has none of its own: `static/press/share.png`. Free."""
    return Preview(addresses.absolute(static("press/share.png")), "", 1200, 630, is_own=False)


def _describe(page: ArticlePage, preview: Preview) -> dict[str, Any]:
    """Say what nothing else in the head says, or what search engines take from here alone. Description and topics stand
    there once already."""
    version, licence = page.version, page.licence
    data: dict[str, Any] = {
        "@type": "Article",
        "@id": version.url,
        "headline": version.title,
        "image": _image(preview) if preview.is_own else preview.url,
        "inLanguage": version.language,
        "datePublished": version.first_at.isoformat(),
        "dateModified": version.revised_at.isoformat(),
        "license": licence.url if licence else "",
        "publisher": make_publisher(),
        "isPartOf": make_periodical(),
        "correction": [
            {"@type": "CorrectionComment", "text": one.text, "datePublished": one.at.isoformat()}
            for one in page.corrections
        ],
        "citation": list_citations(page.kept_notes),
        **_list_people(page.references.credits),
    }
    return leave_out_empty({**data, **_find_relatives(page)})


def _list_people(credits: list[Credited]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in credits:
        found.setdefault(_ROLES[CreditRole(one.role)], []).append(make_person(one))
    return found


def _find_relatives(page: ArticlePage) -> dict[str, Any]:
    """Return the works this one has to do with: its translations, or what it is a translation of; by way of which other
    one; and where it came out first."""
    based = []
    if page.source and page.source != page.original:
        based.append(_work(page.source))
    if page.first_published_url:
        named = {"@type": "CreativeWork", "name": page.first_published_in, "url": page.first_published_url}
        based.append(leave_out_empty(named))
    relatives: dict[str, Any] = {"isBasedOn": based}
    if page.version.is_original:
        made = (one for one in page.versions if not one.is_original)
        relatives["workTranslation"] = [_work(one, has_headline=False) for one in made]
    elif page.original:
        relatives["translationOfWork"] = _work(page.original)
    return relatives


def _work(version: PublicVersion, *, has_headline: bool = True) -> dict[str, Any]:
    """Name another version; up to six translations go without their headlines, to keep the page light."""
    named = {"headline": version.title} if has_headline else {}
    return {"@type": "Article", "@id": version.url, "inLanguage": version.language, **named}


def _image(preview: Preview) -> dict[str, Any]:
    image = {"url": preview.url, "caption": preview.alt, "width": preview.width, "height": preview.height}
    return leave_out_empty(
        {"@type": "ImageObject", **image, "width": preview.width or "", "height": preview.height or ""}
    )


def _find_way(page: ArticlePage) -> list[dict[str, Any]]:
    """Return the way to the page where it leads over a topic; without the page itself, whose title is long."""
    first = [(topic.name.text, topic.path) for topic in page.references.topics[:1]]
    return [make_breadcrumbs([(settings.SITE_NAME, addresses.home(page.version.language)), *first])] if first else []
