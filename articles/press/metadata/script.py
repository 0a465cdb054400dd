"""JSON-LD within a page."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles.press import addresses

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def to_script(*things: Mapping[str, Any]) -> SafeString:
    """Return schema.org things as JSON-LD that cannot leave its script element (HTML, 4.12.1.3). What is empty in them
    is left out. Free."""
    graph = [leave_out_empty(thing) for thing in things]
    data = {"@context": "https://schema.org", **(graph[0] if len(graph) == 1 else {"@graph": graph})}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308


def leave_out_empty(thing: Mapping[str, Any]) -> dict[str, Any]:
    """Return a thing without its empty properties; what is within the others stays. Pure."""
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}


def make_breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the way from the home page to this one: names with their paths, "" for the page itself. Pure."""
    items = [
        leave_out_empty(
            {
                "@type": "ListItem",
                "position": number,
                "name": name,
                "item": addresses.absolute(path) if path else "",
            }
        )
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
