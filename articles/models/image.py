"""Image: a picture file with what must be said about it."""

from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.fields import LineField, LinesField
from journal.models import Live


class PictureField(models.ImageField):
    """An image field that measures what is uploaded, and nothing else: a row is read without opening its file.

    Django's own opens the file of every row whose width is 0, and fails where the file is missing.
    """

    def update_dimension_fields(self, instance: models.Model, force: bool = False, *args: Any, **kwargs: Any) -> None:  # noqa: FBT001, FBT002
        """Measure a file that is not stored yet."""
        file = instance.__dict__.get(self.attname)
        is_new = isinstance(file, File) and not (isinstance(file, FieldFile) and file._committed)
        if is_new:
            super().update_dimension_fields(instance, force, *args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe it for migrations: Django's field, with the same columns."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs


class Image(Live):
    """A picture. The file is shown live; alt and caption are frozen into the revisions that show it.

    An uploaded one comes by `articles.images.take_image`, which makes the copies for pages beside the file.
    """

    file = PictureField(_("file"), upload_to="images/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    alt = LineField(_("alternative text"), translated=True)
    caption = LinesField(_("caption"), translated=True)
    credit = LineField(pgettext_lazy("image", "credit"), max_length=200, blank=True)
    licence = LineField(_("licence"), max_length=200, blank=True)
    name = LineField(_("file name"), max_length=200, blank=True)
    """What the file was called where it came from, to find it again; readers never see it."""
    widths = models.JSONField(default=list, blank=True, editable=False)
    """Widths in pixels of the copies beside the file, rising; none: the file stands alone. See `articles.images`."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [models.CheckConstraint(name="image_base_columns_empty", condition=models.Q(alt="", caption=""))]

    def __str__(self) -> str:
        return f"{self.pk}: {self.name or self.file.name}"
