"""Revision: an immutable snapshot of one language version. Rendering: its HTML, made once and rebuildable."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import Significance
from articles.models.image import Image


class Revision(models.Model):
    """One state of one language version, as JSON-friendly columns. Never edited or deleted, with two logged
    exceptions: its significance may be corrected, and an administrator may redact it.

    `notes` is `{key: {"kind": str, "added_in": str, "html": str}}` of the notes the body cites;
    `images` is `{image id as str: {"alt": str, "caption": str}}` of the lead image and those the body shows;
    `lead_image` is the one that stood above the text, whatever the piece has now.
    """

    version = models.ForeignKey("articles.LanguageVersion", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    title = models.TextField(_("title"), blank=True)
    subtitle = models.TextField(_("subtitle"), blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("text"), blank=True)
    notes = models.JSONField(_("notes"), default=dict, blank=True)
    images = models.JSONField(_("captions"), default=dict, blank=True)
    lead_image = models.ForeignKey(
        Image, verbose_name=_("lead image"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    slug = models.CharField(_("address word"), max_length=80, blank=True)
    origin = models.CharField(_("origin"), max_length=16, blank=True)
    significance = models.CharField(_("significance"), max_length=12, choices=Significance, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_by_name = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField(_("made at"))
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["version_id", "number"]
        constraints = [
            models.UniqueConstraint(name="revision_number_unique_in_version", fields=["version", "number"]),
            models.UniqueConstraint(name="revision_unique_with_version", fields=["version", "id"]),  # for OwnRevision
            models.CheckConstraint(
                name="revision_released_with_significance",
                condition=models.Q(released_at=None, significance="")
                | models.Q(released_at__isnull=False, significance__in=Significance.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} r{self.number}"


class Rendering(models.Model):
    """The public HTML of a revision: a cache beside it, keyed by the renderer that made it.

    Internal links stand as `article:17`; they are resolved when the page is made.
    """

    revision = models.OneToOneField(Revision, primary_key=True, on_delete=models.CASCADE, related_name="rendering")
    renderer = models.CharField(max_length=40)
    body = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    """Of the running text, spaces included; reading times are made of them."""
    contents = models.JSONField(default=list)
    """Its headings in order: `[[level, id, words], …]`."""
    cited_articles = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"rendering of {self.revision_id}"
