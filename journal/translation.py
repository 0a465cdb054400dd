"""modeltranslation registration only (the file's name belongs to the library)."""

from modeltranslation.translator import TranslationOptions, register

from journal.models import Page


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "body")
