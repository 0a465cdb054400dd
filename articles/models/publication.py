"""Publication: what readers see from a moment on. Append-only."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.references import OwnRevision
from articles.models.revision import Revision
from journal.fields import LinesField


class PublicationQuerySet(models.QuerySet["Publication"]):
    def standing(self, *, at: datetime) -> "PublicationQuerySet":
        """Those whose moment has come by `at` (aware) and which were not cancelled before it came."""
        return self.filter(cancelled_at=None, at__lte=at)

    def pending(self, *, at: datetime) -> "PublicationQuerySet":
        """Those still to come after `at`."""
        return self.filter(cancelled_at=None, at__gt=at)


class Publication(models.Model):
    """From `at` on, readers see `revision`, or nothing (null = withdrawn, with a public reason).

    The newest one that stands decides. A row is never deleted; one whose moment has not come may be cancelled.
    """

    version = models.ForeignKey("articles.LanguageVersion", on_delete=models.PROTECT, related_name="publications")
    at = models.DateTimeField(_("at"))
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="publications")
    reason = LinesField(_("public reason"), blank=True)
    correction = LinesField(_("correction note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["version_id", "at", "pk"]
        constraints = [
            OwnRevision(name="publication_of_own_revision", version="version", revision="revision"),
            models.CheckConstraint(
                name="publication_withdrawal_has_reason",
                condition=models.Q(revision__isnull=False) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="publication_cancelled_before_its_moment",
                condition=models.Q(cancelled_at=None) | models.Q(cancelled_at__lt=models.F("at")),
            ),
        ]
        indexes = [
            models.Index(name="publication_newest", fields=["version", "-at", "-id"]),
            models.Index(name="publication_by_moment", fields=["at"], condition=models.Q(cancelled_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} at {self.at:%Y-%m-%d %H:%M}"
