"""Article: one piece, whatever languages it is written in. Its text columns are the desk's working text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import Licence
from articles.models.image import Image
from articles.models.topic import Topic
from journal.fields import LineField, LinesField, RichTextField
from journal.languages import CHOICES, CODES

TEXT_FIELDS = ("title", "subtitle", "standfirst", "body")
"""The working text of one language, as translated fields of Article."""


class ArticleQuerySet(models.QuerySet["Article"]):
    def without_texts(self) -> "ArticleQuerySet":
        """Leave every text column out; reading one costs a query."""
        return self.only("id", "original_language", "working_title", "shelved", "lead_image_id")


class Article(models.Model):
    """One piece. `original_language` is the sole truth of which language version is the original.

    Text is read and written through `journal.columns` only; readers are never served from these columns.
    """

    original_language = models.CharField(_("original language"), max_length=10, choices=CHOICES)
    working_title = models.CharField(
        _("working title"), max_length=200, help_text=_("For the desk only; readers never see it.")
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="articles")
    lead_image = models.ForeignKey(
        Image, verbose_name=_("lead image"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shelved = models.BooleanField(_("shelved"), default=False)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, blank=True, help_text=_("Empty for the licence of the journal.")
    )
    first_published_in = LineField(
        _("first published in"),
        max_length=200,
        blank=True,
        help_text=_("The periodical or site where it came out first."),
    )
    first_published_url = models.URLField(_("its address there"), max_length=500, blank=True)
    first_published_on = models.DateField(_("first published there on"), null=True, blank=True)
    title = LineField(_("title"), translated=True)
    subtitle = LineField(_("subtitle"), translated=True)
    standfirst = LinesField(_("standfirst"), translated=True)
    body = RichTextField(_("text"), profile="body", translated=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="article_base_columns_empty", condition=models.Q(title="", subtitle="", standfirst="", body="")
            ),
            models.CheckConstraint(name="article_language_known", condition=models.Q(original_language__in=CODES)),
            models.CheckConstraint(name="article_licence_known", condition=models.Q(licence__in=["", *Licence.values])),
        ]

    def __str__(self) -> str:
        return self.working_title
