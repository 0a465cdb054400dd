"""What machines are told of persons: on their own pages, and where something credits them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.press import addresses
from articles.press.article.references import Credited
from articles.press.metadata.journal import name_thing
from articles.press.metadata.script import leave_out_empty, make_breadcrumbs, to_script
from authors.models import Author
from journal.columns import read, read_name
from journal.languages import CODES
from journal.text.plain import excerpt, to_text

DESCRIPTION = 300
"""Characters at the most."""


def make_person(one: Credited) -> dict[str, Any]:
    """Return a credited person; where they work is on their own page. Of one with a pseudonym nothing but that: the
    rest would say who it is. Free."""
    if not one.path:
        return {"@type": "Person", "name": one.name.text}
    return leave_out_empty(
        {
            "@type": "Person",
            "name": one.name.text,
            "url": one.url,
            "sameAs": list_same(one.orcid, one.website),
        }
    )


def make_organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def list_same(orcid: str, website: str) -> list[str]:
    """Return the addresses elsewhere that are this person, too. Pure."""
    return [address for address in (f"https://orcid.org/{orcid}" if orcid else "", website) if address]


def describe_person(author: Author, language: str, *, portrait: str = "") -> SafeString:
    """Return the JSON-LD of a person's page in one language; `portrait` is the path of a picture. No query where names
    and affiliations of all languages are loaded, and the biography of this one."""
    name, url = read_name(author, "name", language).text, addresses.person(language, author.pk, author.slug)
    person = {
        "@type": "Person",
        "@id": name_thing(f"person-{author.pk}"),
        "name": name,
        "alternateName": list_others(name, (read(author, "name", code) for code in CODES)),
        "url": addresses.absolute(url),
        "sameAs": list_same(author.orcid, author.website),
        "affiliation": make_organization(read_name(author, "affiliation", language).text),
        "description": excerpt(to_text(read(author, "bio", language)), DESCRIPTION),
        "image": addresses.absolute(portrait) if portrait else "",
    }
    page = {
        "@type": "ProfilePage",
        "@id": addresses.absolute(url),
        "inLanguage": language,
        "mainEntity": leave_out_empty(person),
    }
    way = [(settings.SITE_NAME, addresses.home(language)), (_("People"), addresses.people(language)), (name, "")]
    return to_script(page, make_breadcrumbs(way))


def list_others(name: str, names: Iterable[str]) -> list[str]:
    """Return the other names, each once, in the order of the language table. Pure."""
    return [other for other in dict.fromkeys(names) if other and other != name]
