"""Delivery: a file somebody handed in, kept as it came while its report is read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.version import LanguageVersion


class Delivery(models.Model):
    """A manuscript or a translator's file between its upload and the decision to take it over or to drop it.

    The bytes are read again when it is taken over, so what is saved is what the report showed. Never served to
    anybody; in the database, so that every process finds it and no public folder holds it.
    """

    class Kind(models.TextChoices):
        WORD = "word", _("Word manuscript")
        XLIFF = "xliff", _("XLIFF file")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    version = models.ForeignKey(
        LanguageVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    """The version it is for; none for a manuscript that becomes a new article."""
    language = models.CharField(_("language"), max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries")
    at = models.DateTimeField(_("at"))
    name = models.CharField(_("file name"), max_length=200)
    data = models.BinaryField()

    class Meta:
        verbose_name = pgettext_lazy("file", "delivery")
        verbose_name_plural = pgettext_lazy("file", "deliveries")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="delivery_kind_known", condition=models.Q(kind__in=["word", "xliff"]))
        ]

    def __str__(self) -> str:
        return self.name
