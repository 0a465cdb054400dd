"""A portrait that is uploaded: decoded and written anew, so that only pixels are kept, under a name nobody chose."""

import secrets
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
"""Suffixes by Pillow's names; MPO is a JPEG with further pictures behind the first, as telephones write it."""

TAKEN = _("A JPEG, PNG or WebP image of at most 5 MB and 25 megapixels.")


class PortraitField(forms.ImageField):
    """An upload that becomes a new file of its pixels; ValidationError, with what is taken, for anything else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "help_text": TAKEN})
        self.error_messages["invalid_image"] = TAKEN

    def to_python(self, data: Any) -> Any:
        """Return the upload as it is to be stored, None for none. Decoding takes about a second at most."""
        given = forms.FileField.to_python(self, data)
        if given is None:
            return None
        if given.size > MOST_BYTES:
            raise ValidationError(TAKEN, code="invalid_image")
        try:
            return rewrite(given)
        except Exception as error:  # decoders of hostile files fail in every way there is
            raise ValidationError(TAKEN, code="invalid_image") from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": "image/jpeg,image/png,image/webp"}


def rewrite(file: Any) -> SimpleUploadedFile:
    """Return the first picture of a file as a new file: turned upright, without metadata or what follows its end.

    ValueError for too many pixels; whatever Pillow raises for what is no such image.
    """
    with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as image:
        suffix = FORMATS[image.format or ""]
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        image.load()
        upright = ImageOps.exif_transpose(image)
    is_transparent = suffix != "jpg" and upright.has_transparency_data
    pixels = upright.convert("RGBA" if is_transparent else "RGB")
    pixels.info = {}
    made = BytesIO()
    pixels.save(made, {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[suffix], quality=90)
    kind = "jpeg" if suffix == "jpg" else suffix
    return SimpleUploadedFile(f"{secrets.token_hex(8)}.{suffix}", made.getvalue(), f"image/{kind}")
