"""What the public templates need beyond Django's own: dates and lists by CLDR, language names, bylines."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from django import template
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.press.wording import CREDITED, TRANSLATED_FROM, write_date
from journal.languages import CODES
from journal.languages import language as language_row

register = template.Library()

SCRIPT_FONTS = {"Armn": "armenian", "Cyrl": "cyrillic", "Geor": "georgian"}
"""What `static/press/fonts/` has beside the Latin letters and marks that every page needs, by ISO 15924."""


def _cldr(code: str) -> str:
    return language_row(code).cldr if code in CODES else "en_GB"


@register.filter
def long_date(moment: datetime | date, code: str) -> str:
    """The day of `moment` in the journal's time zone, or a day, written out as the language does (CLDR, long)."""
    return write_date(moment, code)


@register.filter
def machine_date(moment: datetime) -> str:
    """ISO 8601 with offset, for `<time datetime>`."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def month_name(moment: datetime, code: str) -> str:
    """The month of `moment` in the journal's time zone, as the language names it when it stands alone (CLDR), with the
    first letter in title case, as in any heading; Georgian letters have no other and stay (Unicode Standard, 7.7)."""
    name = format_date(timezone.localtime(moment), format="LLLL", locale=_cldr(code))
    return name[:1].title() + name[1:]


@register.filter
def number(value: int, code: str) -> str:
    """A whole number as the language writes it (CLDR)."""
    return format_decimal(value, locale=_cldr(code))


@register.filter
def main_fonts(code: str) -> list[str]:
    """The static files that the upright letters of a page are in, for the browser to fetch before it knows the styles.

    A page in no language ("mul") has the Latin ones.
    """
    own = SCRIPT_FONTS.get(language_row(code).script) if code in CODES else None
    return [f"press/fonts/{name}.woff2" for name in ("latin", own) if name]


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
def hint_in(code: str) -> SafeString:
    """Attributes of a link to the page in another language: the words by which a script offers it, in that language.

    Empty where the catalogue lacks them: in English they would name the wrong language.
    """
    with translation.override(code):
        # Translators: of the language you translate into; name yours, not English
        offer = gettext("This page can also be read in English.")
        close = gettext("Close")
    if code != "en" and offer == "This page can also be read in English.":
        return SafeString("")
    return format_html(' data-offer="{}" data-close="{}"', offer, close)


@register.simple_tag
def lang_of(language: str, page: str) -> SafeString:
    """The `lang` attribute of a part, where it is not the page's language (WCAG 3.1.2)."""
    return format_html(' lang="{}"', language) if language and language != page else SafeString("")
