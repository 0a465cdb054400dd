"""CSL-JSON, what citation processors read: the names of variables are those of CSL 1.0.2, its schema of items."""

import json
from datetime import date
from typing import Any

from articles.press.citations.work import Person, Work


def write_csl(work: Work) -> str:
    """Return a JSON array of one item, with what is known of the version."""
    custom = {
        "original-language": work.original_language,
        "license": work.licence,
        "short-url": work.short_url,
    }
    item: dict[str, Any] = {
        "id": work.key,
        "type": "article-magazine",
        "author": [_name(person) for person in work.authors],
        "translator": [_name(person) for person in work.translators],
        "title": work.full_title,
        "title-short": work.title if work.subtitle else "",
        "container-title": work.journal,
        "publisher": work.publisher,
        "ISSN": work.issn,
        "issued": _date(work.published),
        "URL": work.url,
        "language": work.language,
        "original-title": work.original_title,
        "original-date": _date(work.original_published) if work.original_published else None,
        "version": str(work.revision),
        "abstract": work.abstract,
        "custom": {name: text for name, text in custom.items() if text},
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"


def _name(person: Person) -> dict[str, str]:
    if not person.family:
        return {"literal": person.name}
    return {"family": person.family, "given": person.given} if person.given else {"family": person.family}


def _date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
