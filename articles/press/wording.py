"""Words of the reader's page that depend on data: whole sentences, since languages decline."""

from django.utils.translation import gettext_lazy as _

from articles.choices import CreditRole

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
