"""Footnote: one note of an article, the same key in every language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import NoteKind
from articles.models.article import Article
from journal.fields import RichTextField
from journal.languages import CHOICES, CODES


class Footnote(models.Model):
    """A keyed note. Its number is computed from the text that cites it; it exists in a language when that
    language's text cites it. Rows go only when no text cites them."""

    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="footnotes")
    key = models.CharField(_("key"), max_length=32)
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind, default=NoteKind.REFERENCE)
    added_in = models.CharField(_("added in"), max_length=10, choices=CHOICES)
    text = RichTextField(_("text"), profile="note", translated=True)

    class Meta:
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="footnote_key_unique_in_article", fields=["article", "key"]),
            models.CheckConstraint(name="footnote_key_form", condition=models.Q(key__regex=r"^[a-z0-9]{1,32}\Z")),
            models.CheckConstraint(name="footnote_kind_known", condition=models.Q(kind__in=NoteKind.values)),
            models.CheckConstraint(name="footnote_language_known", condition=models.Q(added_in__in=CODES)),
            models.CheckConstraint(name="footnote_base_columns_empty", condition=models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}:{self.key}"
