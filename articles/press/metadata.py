"""What machines read of an article page: structured data (schema.org) from the same versions the switcher lists."""

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.press import addresses
from articles.press.public import PublicVersion
from articles.press.references import Credited

if TYPE_CHECKING:
    from articles.press.article import ArticlePage

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def structured_data(page: "ArticlePage") -> SafeString:
    """Return the page's JSON-LD as text that cannot leave its script element."""
    version = page.version
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": version.url,
        "url": version.url,
        "mainEntityOfPage": version.url,
        "headline": version.title,
        "description": version.standfirst,
        "inLanguage": version.language,
        "datePublished": version.first_at.isoformat(),
        "dateModified": version.revised_at.isoformat(),
        "author": [_person(one) for one in page.authors],
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": addresses.absolute("/")},
    }
    if page.preview_image:
        data["image"] = page.preview_image[0]
    if page.translators:
        data["translator"] = [_person(one) for one in page.translators]
    if version.is_original:
        made = [one for one in page.versions if not one.is_original]
        if made:
            data["workTranslation"] = [_work(one) for one in made]
    elif page.original:
        data["translationOfWork"] = _work(page.original)
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308


def _person(one: Credited) -> dict[str, str]:
    data = {"@type": "Person", "name": one.name.text}
    return {**data, "url": one.url} if one.url else data


def _work(version: PublicVersion) -> dict[str, str]:
    return {"@type": "Article", "@id": version.url, "inLanguage": version.language, "headline": version.title}
