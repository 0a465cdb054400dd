"""A citation as a sentence of the page's language, to be read and copied."""

from collections.abc import Sequence

from babel.lists import format_list
from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from articles.press.article.references import Credited
from articles.press.citations.work import put_on_one_line, short_address
from articles.press.public import PublicVersion
from articles.press.wording import write_date
from journal.languages import language as language_row

# Translators: in these, {translators} is a list of names, which cannot be declined; write so that none has to be.
TRANSLATED_BY: dict[str, Promise] = {
    "hy": pgettext_lazy("citation", "translated from the Armenian by {translators}"),
    "be": pgettext_lazy("citation", "translated from the Belarusian by {translators}"),
    "ka": pgettext_lazy("citation", "translated from the Georgian by {translators}"),
    "ro": pgettext_lazy("citation", "translated from the Romanian by {translators}"),
    "en": pgettext_lazy("citation", "translated from the English by {translators}"),
    "de": pgettext_lazy("citation", "translated from the German by {translators}"),
    "ru": pgettext_lazy("citation", "translated from the Russian by {translators}"),
}
TRANSLATED: dict[str, Promise] = {
    "hy": pgettext_lazy("citation", "translated from the Armenian"),
    "be": pgettext_lazy("citation", "translated from the Belarusian"),
    "ka": pgettext_lazy("citation", "translated from the Georgian"),
    "ro": pgettext_lazy("citation", "translated from the Romanian"),
    "en": pgettext_lazy("citation", "translated from the English"),
    "de": pgettext_lazy("citation", "translated from the German"),
    "ru": pgettext_lazy("citation", "translated from the Russian"),
}


def cite_in_words(version: PublicVersion, authors: Sequence[Credited], translators: Sequence[Credited]) -> SafeString:
    """Return the citation of a version as HTML in its language, which must be the active one: text, and a `span` with
    `lang` for each name written in another language. No query."""
    row = language_row(version.language)
    people = _list_names(authors, version.language)
    translation = _describe_translation(version, translators)
    return format_html(
        _choose_pattern(with_authors=bool(people), with_translation=bool(translation)),
        authors=people,
        title=quote_title(version.title, row.quotes),
        translation=translation,
        journal=settings.SITE_NAME,
        date=write_date(version.first_at, version.language),
        address=short_address(version),
    )


def quote_title(title: str, quotes: tuple[str, str, str, str]) -> str:
    """Return a title in the quotation marks of its language; such marks within it become the inner ones."""
    opening, closing, inner_opening, inner_closing = quotes
    inner = {ord(opening): inner_opening, ord(closing): inner_closing}
    return f"{opening}{put_on_one_line(title).translate(inner)}{closing}"


def _choose_pattern(*, with_authors: bool, with_translation: bool) -> str:
    if with_authors and with_translation:
        return pgettext("citation", "{authors}, {title}, {translation}, {journal}, {date}, {address}")
    if with_authors:
        return pgettext("citation", "{authors}, {title}, {journal}, {date}, {address}")
    if with_translation:
        return pgettext("citation", "{title}, {translation}, {journal}, {date}, {address}")
    return pgettext("citation", "{title}, {journal}, {date}, {address}")


def _describe_translation(version: PublicVersion, translators: Sequence[Credited]) -> SafeString:
    names = _list_names(translators, version.language)
    pattern = (TRANSLATED_BY if names else TRANSLATED).get(version.source_language or "", "")
    return format_html(str(pattern), translators=names) if pattern else SafeString("")


def _list_names(people: Sequence[Credited], language: str) -> SafeString:
    """Return names as the language lists them (CLDR)."""
    names = [
        format_html('<span lang="{}">{}</span>', one.name.language, one.name.text)
        if one.name.language != language
        else escape(one.name.text)
        for one in people
    ]
    return SafeString(format_list(names, locale=language_row(language).cldr)) if names else SafeString("")
