"""Draft: a page somebody has open at the desk, with what they have typed and not saved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.version import LanguageVersion


class Draft(models.Model):
    """One open page of one person on one version. Never part of the text; one row says both who is there and what they
    have typed. `edit_number` is the state of the text it started from.
    """

    version = models.ForeignKey(LanguageVersion, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=32, blank=True)
    """What the page calls itself: two windows of one person do not replace each other's words."""
    edit_number = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    """The fields of the form as they would be posted: name to list of texts. Empty while nothing was typed."""
    saved_at = models.DateTimeField(null=True, blank=True)
    """When something typed was last kept; none while nothing was."""
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the page last said that it is open; none once it was left."""

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(name="draft_unique_for_page", fields=["version", "user", "page"])]

    def __str__(self) -> str:
        return f"{self.version_id} {self.user_id}"
