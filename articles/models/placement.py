"""Placement: a piece that the editors put on top of a home page, before what is merely newest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from journal.languages import CHOICES, CODES
from journal.models import Live


class Placement(Live):
    """An article on the home page of one language, or of all. The lowest position leads.

    It holds only where the article can be read in that language; those of the language come before those of all, and
    what is not placed follows, newest first. Changed through `articles.placing` only.
    """

    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="placements")
    language = models.CharField(
        _("language"), max_length=10, choices=CHOICES, blank=True, help_text=_("Empty for the home pages of all.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("placement on the home page")
        verbose_name_plural = _("placements on the home page")
        ordering = ["language", "position", "pk"]
        constraints = [
            models.UniqueConstraint(name="placement_once_in_language", fields=["article", "language"]),
            models.CheckConstraint(name="placement_language_known", condition=models.Q(language__in=["", *CODES])),
        ]

    def __str__(self) -> str:
        return f"{self.language or '*'} {self.position}: {self.article_id}"
