"""modeltranslation registration only (the file's name belongs to the library)."""

from modeltranslation.translator import TranslationOptions, register

from articles.models import Article, Footnote, Image, Topic


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "subtitle", "standfirst", "body")


@register(Footnote)
class FootnoteTranslation(TranslationOptions):
    fields = ("text",)


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt", "caption")


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)
