"""The rules of feeds as functions that list what breaks them: RFC 4287 (Atom) and jsonfeed.org/version/1.1."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?")
_SINGLE = ("content", "generator", "icon", "logo", "published", "rights", "subtitle", "summary")
_KNOWN = {"author", "category", "contributor", "entry", "id", "link", "title", "updated", *_SINGLE}


def find_atom_faults(content: bytes) -> list[str]:
    """Return what in an Atom document breaks RFC 4287, or what we promise beyond it, by the section that says so."""
    root = etree.fromstring(content)
    if root.tag != f"{ATOM}feed":
        return ["4.1.1: no feed"]
    entries = root.findall(f"{ATOM}entry")
    faults = [*_check_container(root), *(fault for entry in entries for fault in _check_container(entry))]
    if not _TAG.fullmatch(root.get(XML_LANG, "")):
        faults.append("2: the feed does not say its language")
    faults += [f"4.1.1: entry {number} has no author" for number in _without_author(root, entries)]
    faults += _repeated("4.1.1: two entries with the id", (entry.findtext(f"{ATOM}id") for entry in entries))
    if [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") != 1:
        faults.append("4.1.1: a feed names itself once")
    for entry in entries:
        if (entry.findtext(f"{ATOM}published") or "") > (entry.findtext(f"{ATOM}updated") or ""):
            faults.append("4.2.15: updated before it was published")
        faults += [f"4.1.3.3: {fault}" for fault in find_content_faults(entry.findtext(f"{ATOM}content") or "")]
    return faults


def _check_container(one: etree._Element) -> Iterator[str]:
    """The rules that a feed and an entry share."""
    names = Counter(child.tag.removeprefix(ATOM) for child in one)
    yield from (f"4: unknown element {name}" for name in names if name not in _KNOWN)
    yield from (f"4.1: {names[name]} times {name}" for name in ("id", "title", "updated") if names[name] != 1)
    yield from (f"4.1: {names[name]} times {name}" for name in _SINGLE if names[name] > 1)
    if not is_absolute(one.findtext(f"{ATOM}id")):
        yield "4.2.6: an id that is no absolute address"
    for date in (*one.findall(f"{ATOM}updated"), *one.findall(f"{ATOM}published")):
        if not _DATE.fullmatch(date.text or ""):
            yield f"3.3: {date.text} is no date"
    for person in (*one.findall(f"{ATOM}author"), *one.findall(f"{ATOM}contributor")):
        parts = Counter(part.tag.removeprefix(ATOM) for part in person)
        if parts["name"] != 1 or parts["uri"] > 1 or not (person.findtext(f"{ATOM}name") or "").strip():
            yield "3.2: a person has one name and one address at the most"
    for category in one.findall(f"{ATOM}category"):
        if not category.get("term") or not is_absolute(category.get("scheme")):
            yield "4.2.2: a category without a term or a scheme"
    yield from _check_links(one.findall(f"{ATOM}link"))


def _check_links(links: list[etree._Element]) -> Iterator[str]:
    for link in links:
        if not is_absolute(link.get("href")):
            yield f"4.2.7.1: {link.get('href')} is no absolute address"
        if link.get("hreflang") is not None and not _TAG.fullmatch(link.get("hreflang", "")):
            yield f"4.2.7.4: {link.get('hreflang')} is no language"
        if link.get("type") is not None and not _MEDIA.fullmatch(link.get("type", "")):
            yield f"4.2.7.3: {link.get('type')} is no type"
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    kinds = (f"{link.get('type', '').partition(';')[0]} {link.get('hreflang')}" for link in alternates)
    yield from _repeated("4.1.1: two alternates of the kind", kinds)


def _without_author(root: etree._Element, entries: list[etree._Element]) -> list[int]:
    if root.find(f"{ATOM}author") is not None:
        return []
    return [number for number, entry in enumerate(entries) if entry.find(f"{ATOM}author") is None]


def find_json_faults(content: bytes) -> list[str]:
    """Return what in a JSON Feed breaks version 1.1, or what we promise beyond it."""
    data = json.loads(content)
    faults = [f"null in {key}" for key in _find_nulls(data)]
    if data.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append("version")
    if not isinstance(data.get("title"), str) or not isinstance(data.get("items"), list):
        return [*faults, "title and items are needed"]
    faults += _check_common(data, ("home_page_url", "feed_url", "icon", "favicon"))
    faults += _repeated("two items with the id", (item.get("id") for item in data["items"]))
    for item in data["items"]:
        faults += _check_common(item, ("url", "image"))
        if not is_absolute(item.get("id")):
            faults.append("an id that is no absolute address")
        if not isinstance(item.get("content_html"), str):
            faults.append("an item without content")
        for name in ("date_published", "date_modified"):
            if not _DATE.fullmatch(item.get(name, "")):
                faults.append(f"{name} is no date")
        if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
            faults.append("tags are words")
        faults += find_content_faults(item.get("content_html", ""))
    return faults


_TOP = {"version", "title", "home_page_url", "feed_url", "description", "icon", "favicon", "authors", "language"}
_ITEM = {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "tags"}


def _check_common(one: dict[str, Any], links: tuple[str, ...]) -> Iterator[str]:
    known = _TOP | _ITEM | {"items"}
    yield from (f"unknown key {key}" for key in one if key not in known and not key.startswith("_"))
    yield from (f"{name} is no absolute address" for name in links if name in one and not is_absolute(one[name]))
    if not _TAG.fullmatch(one.get("language", "")):
        yield "no language"
    for person in one.get("authors", []):
        if not person.get("name") or not set(person) <= {"name", "url", "avatar"}:
            yield "an author without a name, or with something unknown"
        if "url" in person and not is_absolute(person["url"]):
            yield "the address of an author is not absolute"


def _find_nulls(value: Any, key: str = "") -> Iterator[str]:
    if value is None:
        yield key
    pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs
    for name, below in pairs:
        yield from _find_nulls(below, f"{key}/{name}")


def find_content_faults(content: str) -> list[str]:
    """Return what in the HTML of an entry would not work outside its page."""
    if not content:
        return ["no content"]
    faults = []
    for element in html.fragment_fromstring(content, create_parent="div").iter():
        for name, value in element.attrib.items():
            if name in ("href", "src") and not is_absolute(value):
                faults.append(f"{value} is no absolute address")
            if name in ("id", "class", "style", "role") or name.startswith(("on", "aria-", "data-")):
                faults.append(f"{name} means nothing here")
        if element.tag in ("script", "style", "iframe", "form"):
            faults.append(f"{element.tag} has no place here")
    return faults


def is_absolute(address: str | None) -> bool:
    """Whether an address says where it leads wherever it stands; `mailto:` does."""
    return bool(re.match(r"https?://[^/\s]+/|mailto:", address or ""))


def _repeated(fault: str, values: Iterable[Any]) -> list[str]:
    return [f"{fault} {value}" for value, times in Counter(values).items() if times > 1]
