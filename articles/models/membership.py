"""Membership: who may do what in which language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import Right
from journal.languages import CHOICES, CODES


class Membership(models.Model):
    """One right of one person in one language, or in all where `language` is empty."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    language = models.CharField(
        _("language"), max_length=10, choices=CHOICES, blank=True, help_text=_("Empty: every language.")
    )
    right = models.CharField(_("right"), max_length=10, choices=Right)
    assigned_only = models.BooleanField(_("assigned pieces only"), default=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user_id", "language", "right"]
        constraints = [
            models.UniqueConstraint(name="membership_unique", fields=["user", "language", "right"]),
            models.CheckConstraint(name="membership_language_known", condition=models.Q(language__in=["", *CODES])),
            models.CheckConstraint(name="membership_right_known", condition=models.Q(right__in=Right.values)),
        ]

    def __str__(self) -> str:
        """The language in itself: the admin keeps this in its history, whatever language it was written in."""
        return self.get_language_display() or "*"
