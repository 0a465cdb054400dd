"""What the public templates need beyond Django's own: dates and lists by CLDR, language names, bylines."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.press.wording import CREDITED, TRANSLATED_FROM
from journal.languages import CODES
from journal.languages import language as language_row

register = template.Library()


def _cldr(code: str) -> str:
    return language_row(code).cldr if code in CODES else "en_GB"


@register.filter
def long_date(moment: datetime, code: str) -> str:
    """The day of `moment` in the journal's time zone, written out as the language does (CLDR, long)."""
    return format_date(timezone.localtime(moment), format="long", locale=_cldr(code))


@register.filter
def machine_date(moment: datetime) -> str:
    """ISO 8601 with offset, for `<time datetime>`."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def endonym(code: str) -> str:
    """The language's name in itself."""
    return language_row(code).name


@register.filter
def translated_from(code: str) -> Any:
    """ "Translated from the …" as a whole phrase."""
    return TRANSLATED_FROM.get(code, "")


@register.filter
def credited_for(role: str) -> Any:
    """What stands before the names of people in a role other than author and translator."""
    return CREDITED.get(role, "")  # type: ignore[call-overload]


@register.simple_tag
def names(people: Iterable[Any], code: str) -> SafeString:
    """Names as one list, joined as the language joins lists (CLDR), linked where there is an address.

    Takes credited persons or pairs of name and address.
    """
    links = []
    for one in people:
        name, address = (one.name, one.path) if hasattr(one, "path") else one
        language = format_html(' lang="{}"', name.language) if name.language != code else ""
        if address:
            links.append(str(format_html('<a href="{}"{}>{}</a>', address, language, name.text)))
        else:
            links.append(str(format_html("<span{}>{}</span>", language, name.text)))
    return mark_safe(format_list(links, locale=_cldr(code)))  # noqa: S308  each link is escaped above


@register.simple_tag
def lang_of(language: str, page: str) -> SafeString:
    """The `lang` attribute of a part, where it is not the page's language (WCAG 3.1.2)."""
    return format_html(' lang="{}"', language) if language and language != page else SafeString("")
