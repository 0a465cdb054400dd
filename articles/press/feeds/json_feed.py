"""A feed as JSON Feed 1.1 (jsonfeed.org). What the form has no place for stands below `_enface`."""

import json
from datetime import UTC
from typing import Any

from articles.choices import CreditRole
from articles.press.article.references import Credited
from articles.press.feeds.entries import Entry
from articles.press.feeds.head import Feed

CONTENT_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed) -> bytes:
    """Return the feed as a JSON Feed in UTF-8. Pure but for the catalogue."""
    data: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "description": feed.subtitle,
        "icon": feed.icon,
        "favicon": feed.icon,
        "authors": [{"name": feed.site, "url": feed.home}],
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(_full(data), ensure_ascii=False).encode(errors="replace")


def _item(entry: Entry) -> dict[str, Any]:
    version = entry.version
    licence = entry.licence
    ours = {
        "translators": _people(entry.in_role(CreditRole.TRANSLATOR)),
        "languages": [{"language": one.language, "url": one.url, "title": one.title} for one in entry.others],
        "licence": (licence.url or str(licence.label)) if licence else "",
    }
    return _full(
        {
            "id": entry.identity,
            "url": version.url,
            "title": version.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": version.first_at.astimezone(UTC).isoformat(timespec="seconds"),
            "date_modified": version.revised_at.astimezone(UTC).isoformat(timespec="seconds"),
            "authors": _people(entry.in_role(CreditRole.AUTHOR)),
            "tags": [topic.name.text for topic in entry.topics],
            "language": version.language,
            "_enface": _full(ours),
        }
    ) | {"content_html": entry.content}


def _people(credits: list[Credited]) -> list[dict[str, str]]:
    return [_full({"name": one.name.text, "url": one.url}) for one in credits]


def _full(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, but not an empty list of items: it is the one a reader asks for."""
    return {key: value for key, value in data.items() if value or key == "items"}
