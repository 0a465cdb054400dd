"""modeltranslation registration only (the file's name belongs to the library)."""

from modeltranslation.translator import TranslationOptions, register

from authors.models import Author


@register(Author)
class AuthorTranslation(TranslationOptions):
    fields = ("name", "bio", "affiliation")
