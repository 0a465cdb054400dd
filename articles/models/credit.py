"""Credit: who did what for an article or for one of its language versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import CreditRole
from articles.models.article import Article
from articles.models.version import LanguageVersion
from authors.models import Author
from journal.fields import LineField
from journal.models import Live


class Credit(Live):
    """A person in a role. On the article it holds for every language, on a version for that one."""

    author = models.ForeignKey(Author, verbose_name=_("person"), on_delete=models.PROTECT, related_name="credits")
    role = models.CharField(_("role"), max_length=20, choices=CreditRole, default=CreditRole.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    credited_as = LineField(
        _("credited as"), max_length=200, blank=True, help_text=_("A pseudonym; empty for the person's name.")
    )
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="credits")
    version = models.ForeignKey(
        LanguageVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="credits"
    )

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="credit_on_article_or_version",
                condition=models.Q(article=None, version__isnull=False) | models.Q(article__isnull=False, version=None),
            ),
            models.CheckConstraint(name="credit_role_known", condition=models.Q(role__in=CreditRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} {self.role}"
