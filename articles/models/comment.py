"""Comment: what colleagues say to each other about a version or one of its notes. Readers never see it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.version import LanguageVersion


class Comment(models.Model):
    """One remark, or an answer to one (`answers`). A thread is resolved by its first comment.

    Never edited or deleted; written and resolved through `articles.comments`.
    """

    version = models.ForeignKey(LanguageVersion, on_delete=models.CASCADE, related_name="comments")
    note_key = models.CharField(max_length=32, blank=True)
    """The note it is about; "" for the whole text."""
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(_("at"))
    edit_number = models.PositiveIntegerField(default=0)
    """The state of the text it was written about."""
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["version_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_only_threads_are_resolved", condition=Q(answers=None) | Q(resolved_at=None)
            )
        ]
        indexes = [models.Index(name="comment_open", fields=["version"], condition=Q(resolved_at=None, answers=None))]

    def __str__(self) -> str:
        return f"{self.version_id} {self.note_key}"
