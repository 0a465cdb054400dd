"""Words of the reader's page that depend on data: dates, and whole sentences, since languages decline."""

from datetime import date, datetime

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import CreditRole
from journal.languages import CODES
from journal.languages import language as language_row

TRANSLATED_FROM = {
    "hy": _("Translated from the Armenian"),
    "be": _("Translated from the Belarusian"),
    "ka": _("Translated from the Georgian"),
    "ro": _("Translated from the Romanian"),
    "en": _("Translated from the English"),
    "de": _("Translated from the German"),
    "ru": _("Translated from the Russian"),
}

CREDITED = {
    CreditRole.TRANSLATION_EDITOR: _("Translation edited by"),
    CreditRole.TRANSLATION_REVIEWER: _("Translation reviewed by"),
    CreditRole.EDITOR: _("Edited by"),
    CreditRole.PHOTOGRAPHER: _("Photographs by"),
}


def write_date(moment: datetime | date, code: str) -> str:
    """Return the day of `moment` in the journal's time zone, or a day, written out as the language does (CLDR, long);
    as in British English where `code` is none of ours. A narrow no-break space, as CLDR has it before "г.", becomes a
    no-break space: no font of the site has the narrow one. Pure."""
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    locale = language_row(code).cldr if code in CODES else "en_GB"
    return format_date(day, format="long", locale=locale).replace("\u202f", "\u00a0")
