"""The rules of sitemaps (sitemaps.org, and what Google asks of alternates) as functions that list what breaks them."""

import re
from collections import Counter

from lxml import etree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
MOST_ADDRESSES, MOST_BYTES, LONGEST = 50_000, 50 * 1024 * 1024, 2_047

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?")


def find_sitemap_faults(content: bytes, site: str) -> list[str]:
    """Return what in a sitemap of `site` (scheme and host) breaks the rules."""
    root = etree.fromstring(content)
    if root.tag != f"{SITEMAP}urlset":
        return ["no urlset"]
    faults = ["too large"] if len(content) > MOST_BYTES or len(root) > MOST_ADDRESSES else []
    alternates: dict[str, list[tuple[str, str]]] = {}
    for url in root:
        names = [child.tag for child in url]
        place = url.findtext(f"{SITEMAP}loc") or ""
        if url.tag != f"{SITEMAP}url" or names[:1] != [f"{SITEMAP}loc"] or names.count(f"{SITEMAP}loc") != 1:
            faults.append(f"{place}: one loc, first")
        if not place.startswith(f"{site}/") or len(place) > LONGEST or not place.isascii():
            faults.append(f"{place}: no address of the site")
        faults += [
            f"{place}: {each.text}" for each in url.iter(f"{SITEMAP}lastmod") if not _MOMENT.fullmatch(each.text)
        ]
        links = url.findall(f"{XHTML}link")
        faults += [f"{place}: a link that is no alternate" for link in links if link.get("rel") != "alternate"]
        alternates[place] = [(link.get("hreflang", ""), link.get("href", "")) for link in links]
    faults += [
        f"{place}: twice"
        for place, times in Counter(url.findtext(f"{SITEMAP}loc") for url in root).items()
        if times > 1
    ]
    return faults + find_alternate_faults(alternates)


def find_alternate_faults(alternates: dict[str, list[tuple[str, str]]]) -> list[str]:
    """Return what is wrong with the alternates of pages by their address: each names itself, every language once, and
    what one names names the same ones."""
    faults = []
    for place, links in alternates.items():
        if place not in [address for _code, address in links]:
            faults.append(f"{place}: does not name itself")
        if len({code for code, _address in links}) != len(links):
            faults.append(f"{place}: a language twice")
        for code, address in links:
            if code != "x-default" and alternates.get(address, links) != links:
                faults.append(f"{place}: {address} names others")
            if code != "x-default" and address not in alternates:
                faults.append(f"{place}: {address} is not there")
    return faults
