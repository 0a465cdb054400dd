"""Image: a picture file with what must be said about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.fields import LineField, LinesField
from journal.models import Live


class Image(Live):
    """A picture. The file is shown live; alt and caption are frozen into the revisions that show it."""

    file = models.ImageField(_("file"), upload_to="images/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    alt = LineField(_("alternative text"), translated=True)
    caption = LinesField(_("caption"), translated=True)
    credit = LineField(pgettext_lazy("image", "credit"), max_length=200, blank=True)
    licence = LineField(_("licence"), max_length=200, blank=True)
    name = LineField(_("file name"), max_length=200, blank=True)
    """What the file was called where it came from, to find it again; readers never see it."""
    widths = models.JSONField(default=list, blank=True, editable=False)
    """Widths in pixels of the smaller copies beside the file, rising; see `articles.images`."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [models.CheckConstraint(name="image_base_columns_empty", condition=models.Q(alt="", caption=""))]

    def __str__(self) -> str:
        return f"{self.pk}: {self.file.name}"
