"""What machines are told of the journal: who publishes it, by which principles, and where it can be searched."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString

from articles.press import addresses
from articles.press.metadata.script import leave_out_empty, to_script
from journal.languages import CODES
from journal.models import Page

PUBLISHER, SITE, PERIODICAL = "journal", "site", "periodical"


def name_thing(what: str) -> str:
    """Return the `@id` of a thing that several pages speak of. Free."""
    return addresses.absolute(f"/#{what}")


def make_publisher() -> dict[str, Any]:
    """Return the journal in one line, as an article names its publisher. Free."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": name_thing(PUBLISHER),
        "name": settings.SITE_NAME,
        "url": addresses.absolute("/"),
    }


def make_periodical() -> dict[str, Any]:
    """Return the journal as that which its articles are parts of. Free."""
    return leave_out_empty(
        {
            "@type": "Periodical",
            "@id": name_thing(PERIODICAL),
            "name": settings.SITE_NAME,
            "issn": settings.SITE_ISSN,
        }
    )


def describe_journal(language: str) -> SafeString:
    """Return the JSON-LD of the journal for its home and its page about itself in one language. Free.

    Its principles are those of the page about itself, its masthead and owners those of the imprint: addresses that are
    there in every language.
    """
    about, imprint = (addresses.absolute(addresses.page(language, key)) for key in (Page.Key.ABOUT, Page.Key.IMPRINT))
    publisher = {
        **make_publisher(),
        "logo": addresses.absolute(static("press/icon-512.png")),
        "email": settings.SITE_CONTACT,
        "publishingPrinciples": about,
        "ethicsPolicy": about,
        "correctionsPolicy": addresses.absolute(addresses.corrections(language)),
        "masthead": imprint,
        "ownershipFundingInfo": imprint,
    }
    if settings.SITE_PUBLISHER:
        publisher["parentOrganization"] = {"@type": "Organization", "name": settings.SITE_PUBLISHER}
    site = {
        "@type": "WebSite",
        "@id": name_thing(SITE),
        "name": settings.SITE_NAME,
        "url": addresses.absolute("/"),
        "inLanguage": list(CODES),
        "publisher": {"@id": name_thing(PUBLISHER)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{addresses.absolute(addresses.search(language))}?q={{words}}",
            },
            "query-input": "required name=words",
        },
    }
    return to_script(publisher, site)
