"""What is kept about the work: the log and waived problems."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import Act
from articles.models.article import Article
from articles.models.version import LanguageVersion


class LogEntry(models.Model):
    """Who did which act to which version, when, with what comment. Written by the acts, never edited.

    `language` stays when a planned version is dropped and `version` becomes empty; `details` is the act's own JSON.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="log")
    version = models.ForeignKey(LanguageVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="log")
    language = models.CharField(_("language"), max_length=10)
    act = models.CharField(_("act"), max_length=12, choices=Act)
    from_stage = models.CharField(max_length=12, blank=True)
    to_stage = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(_("at"))
    comment = models.TextField(_("comment"), blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["article_id", "at", "pk"]
        constraints = [models.CheckConstraint(name="log_act_known", condition=models.Q(act__in=Act.values))]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language} {self.act}"


class Waiver(models.Model):
    """A problem of a version that someone decided to leave, with the reason."""

    version = models.ForeignKey(LanguageVersion, on_delete=models.CASCADE, related_name="waivers")
    problem = models.CharField(_("problem"), max_length=80)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="waiver_unique_in_version", fields=["version", "problem"])]

    def __str__(self) -> str:
        return f"{self.version_id} {self.problem}"
