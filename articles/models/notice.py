"""Notice: something a person is to be told by mail. The rows are the queue."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.version import LanguageVersion


class Notice(models.Model):
    """One thing to tell one person, in the same transaction as what it tells of. Sent by `manage.py tick`.

    Claimed by a conditional UPDATE before it is sent, and never claimed twice: one whose sender was killed between the
    claim and the answer of the mail server stays `sending`: administrators see it, and it is not sent again by itself.
    """

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("assigned to you")
        TO_REVIEW = "to_review", _("to review")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        OUTDATED = "outdated", _("behind its source")
        CAN_START = "can_start", _("can be started")
        CORRECTION = "correction", _("a correction elsewhere")
        COMMENT = "comment", _("comment")
        DECLINED = "declined", _("declined")
        DUE_SOON = "due_soon", _("due soon")
        OVERDUE = "overdue", _("overdue")
        INVITATION = "invitation", _("invitation")
        PASSWORD = "password", _("new password")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        DROPPED = "dropped", _("not wanted")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    key = models.CharField(max_length=120)
    """What it tells of; the same thing is told to the same person once."""
    version = models.ForeignKey(
        LanguageVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    by_name = models.CharField(max_length=150, blank=True)
    """Who did it."""
    details = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    """Why the last attempt failed."""
    settled_at = models.DateTimeField(null=True, blank=True)
    """When it was claimed, sent or given up."""

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="notice_unique_for_person", fields=["person", "key"]),
            models.CheckConstraint(
                name="notice_state_known",
                condition=models.Q(state__in=["waiting", "sending", "sent", "failed", "dropped"]),
            ),
        ]
        indexes = [models.Index(name="notice_queue", fields=["state", "not_before"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"
