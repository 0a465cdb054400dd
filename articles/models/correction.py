"""Correction: a public correction of one version that its sister versions are asked to look at."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.publication import Publication
from articles.models.version import LanguageVersion


class Correction(models.Model):
    """The task of one version: another version of the piece has been published with a correction note.

    Opened by the acts that publish with a note; done when this version is published with a note of its own, or when
    somebody says, with a reason, that it needs none. Says nothing of freshness.
    """

    version = models.ForeignKey(LanguageVersion, on_delete=models.CASCADE, related_name="corrections")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="tasks")
    """The publication with the note."""
    opened_at = models.DateTimeField(_("at"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_by_name = models.CharField(max_length=150, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    """Why no correction is needed; "" where one was published."""

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="correction_unique_in_version", fields=["version", "publication"])]
        indexes = [models.Index(name="correction_open", fields=["version"], condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"{self.version_id} {self.publication_id}"
