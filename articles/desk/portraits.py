"""A portrait that is uploaded: decoded and written anew, so that only pixels are kept, under a name nobody chose."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from journal.pictures import MOST_BYTES, WORKBENCH, PictureRefused, encode, read_picture

SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

LONGEST_SIDE = 640
"""Pixels of what is kept: a portrait is shown 160 wide, and this serves four to a CSS pixel."""

TAKEN = _("A JPEG, PNG or WebP image of at most 5 MB and 25 megapixels.")


class PortraitField(forms.ImageField):
    """An upload that becomes a new file of its pixels; ValidationError, with what is taken, for anything else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "help_text": TAKEN})
        self.error_messages["invalid_image"] = TAKEN

    def to_python(self, data: Any) -> Any:
        """Return the upload as it is to be stored, None for none. Cost as `journal.pictures.read_picture`."""
        given = forms.FileField.to_python(self, data)
        if given is None:
            return None
        if given.size > MOST_BYTES:
            raise ValidationError(TAKEN, code="invalid_image")
        try:
            return rewrite(given.read())
        except PictureRefused as refusal:
            raise ValidationError(TAKEN, code="invalid_image") from refusal

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": "image/jpeg,image/png,image/webp"}


def rewrite(data: bytes) -> SimpleUploadedFile:
    """Return the picture in a file, made smaller if it is larger than LONGEST_SIDE, as a new file of the same format.
    PictureRefused as `read_picture`."""
    with WORKBENCH:
        picture = read_picture(data)
        picture.pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        suffix = SUFFIXES[picture.kind]
        made = encode(picture.pixels, suffix, is_sharp=picture.kind != "JPEG")
    kind = "jpeg" if suffix == "jpg" else suffix
    return SimpleUploadedFile(f"{secrets.token_hex(8)}.{suffix}", made, f"image/{kind}")
