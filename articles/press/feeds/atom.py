"""A feed as Atom (RFC 4287), with the licence as a link (RFC 4946)."""

import re
from datetime import UTC, datetime

from lxml import etree

from articles.choices import CreditRole
from articles.press import addresses
from articles.press.feeds.entries import Entry
from articles.press.feeds.head import Feed

NAMESPACE = "http://www.w3.org/2005/Atom"
CONTENT_TYPE = "application/atom+xml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OTHER_HTML = "text/html; charset=utf-8"
"""Of pages in other languages: some readers take the first, some the last `text/html` for the page of the entry."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_xml(text: str) -> str:
    """Return text without the characters XML 1.0 (2.2) has no place for: one of them would cost the whole feed."""
    return _NOT_XML.sub("", text)


def write_atom(feed: Feed) -> bytes:
    """Return the feed as an Atom document in UTF-8. Pure but for the catalogue."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the default one
    root.set(XML_LANG, feed.language)
    _add(root, "id", feed.identity)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _moment(feed.updated))
    _link(root, "self", feed.atom, type=CONTENT_TYPE)
    _link(root, "alternate", feed.page, type="text/html", hreflang=feed.language)
    _link(root, "alternate", feed.json, type="application/feed+json")
    _add(root, "icon", feed.icon)
    _add(root, "logo", feed.picture)
    if feed.licence:
        _add(root, "rights", str(feed.licence.label))
    _person(root, "author", feed.site, feed.home)
    for entry in feed.entries:
        _entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _entry(root: etree._Element, entry: Entry) -> None:
    version = entry.version
    one = etree.SubElement(root, f"{{{NAMESPACE}}}entry")
    _add(one, "id", entry.identity)
    _add(one, "title", version.title)
    _add(one, "published", _moment(version.first_at))
    _add(one, "updated", _moment(version.revised_at))
    _link(one, "alternate", version.url, type="text/html", hreflang=version.language)
    for other in entry.others:  # no two of one type and language (RFC 4287, 4.1.2)
        _link(one, "alternate", other.url, type=OTHER_HTML, hreflang=other.language, title=other.title)
    for role, name in ((CreditRole.AUTHOR, "author"), (CreditRole.TRANSLATOR, "contributor")):
        for credited in entry.in_role(role):
            _person(one, name, credited.name.text, credited.url)
    for topic in entry.topics:
        scheme = addresses.absolute(addresses.topics(version.language))
        _add(one, "category", term=str(topic.topic_id), scheme=scheme, label=topic.name.text)
    if entry.licence:
        _add(one, "rights", str(entry.licence.label))
        if entry.licence.url:
            _link(one, "license", entry.licence.url)
    if entry.summary:
        _add(one, "summary", entry.summary)
    _add(one, "content", entry.content, type="html")


def _person(parent: etree._Element, element: str, name: str, url: str) -> None:
    person = _add(parent, element)
    _add(person, "name", name)
    if url:
        _add(person, "uri", url)


def _link(parent: etree._Element, rel: str, href: str, **attributes: str) -> None:
    _add(parent, "link", rel=rel, href=href, **attributes)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.attrib.update({key: as_xml(value) for key, value in attributes.items()})
    element.text = as_xml(text) or None
    return element


def _moment(moment: datetime) -> str:
    """RFC 3339, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
