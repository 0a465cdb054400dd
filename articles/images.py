"""Images in: an upload becomes a file of its pixels, with copies beside it in the sizes pages need, and a row.

This is the one place that knows what the copies are called. Files are never changed once they are written: whoever
wants another picture uploads another image.
"""

import re
import secrets
import weakref
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right
from articles.models import Image
from articles.refusals import Invalid, NotAllowed
from articles.twice import SAME_MOMENT
from journal import pictures
from journal.models import PressStamp, User
from journal.pictures import Drawn, PictureRefused, Reason
from journal.text.sanitize import clean_line

FOLDER = "images"
LONGEST_NAME = 200
IMPORTED_BYTES = 20_000_000
IMPORTED_PIXELS = 50_000_000
"""What an imported journal may bring; see `docs/interchange.md`."""

REFUSALS = {
    Reason.TOO_BIG: _("The file is larger than 5 MB."),
    Reason.TOO_MANY_PIXELS: _("The image has more than 25 megapixels, or is longer than 16,000 pixels."),
    Reason.KIND: _("This is not a JPEG, PNG or WebP image, whatever its name says."),
    Reason.ANIMATED: _("The image is animated; only still images are taken."),
    Reason.DAMAGED: _("The image is damaged or incomplete and cannot be read."),
}
MISSING_FILE = _("Choose an image file.")

_SHOWN = re.compile(r'<figure\b[^>]*\bdata-image="([1-9][0-9]{0,17})"')


def shown_images(html: str) -> list[int]:
    """Return the numbers of the images a stored text shows, in order, each once. Pure."""
    return list(dict.fromkeys(int(number) for number in _SHOWN.findall(html)))


def may_take(user: rights.Person) -> bool:
    """Whether the person may upload images: whoever may edit or translate anything. No query beyond memberships."""
    return rights.is_chief(user) or any(row.right in (Right.EDIT, Right.TRANSLATE) for row in rights.memberships(user))


def take_image(
    data: bytes, *, name: str, by: rights.Person, at: datetime, credit: str = "", licence: str = ""
) -> Image:
    """Store an uploaded picture and return its row: decoded and encoded anew, under a name nobody can guess (128 bits),
    with its copies. `name` is what the file was called; it is kept to find the image by, and never trusted.

    The same picture under the same name from the same person a moment ago is returned instead: a button pressed twice
    makes one image. NotAllowed without the right; Invalid, with the reason, for a file that is not taken. May be called
    inside a transaction: the files go if that is rolled back. Under ten seconds for 25 megapixels, a third of a second
    for the usual; three queries.
    """
    if not may_take(by) or not isinstance(by, User):
        raise NotAllowed
    try:
        drawn = pictures.draw(data)
    except PictureRefused as refusal:
        raise Invalid(REFUSALS[refusal.reason], field="file") from refusal
    name = tidy_name(name)
    with transaction.atomic():
        # Held, so that the second of two requests at the same time finds what the first has stored
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        recent = Image.objects.filter(
            by=by, name=name, width=drawn.width, height=drawn.height, at__gte=at - SAME_MOMENT, at__lte=at + SAME_MOMENT
        )
        for image in recent.order_by("pk"):
            if _read_file(image.file.name) == drawn.file.data:
                return image
        file_name = f"{FOLDER}/{secrets.token_hex(16)}.{drawn.file.suffix}"
        _write_files({file_name: drawn.file.data, **_copies(file_name, drawn)})
        image = Image(
            file=file_name,
            width=drawn.width,
            height=drawn.height,
            widths=drawn.widths,
            name=name,
            credit=credit,
            licence=licence,
            by=by,
            at=at,
        )
        Image.objects.bulk_create([image])  # not save(): readers see nothing of it, so the press stamp stays
    return image


def tidy_name(name: str) -> str:
    """Return a file's name as it is kept: without folders and control characters, cut at LONGEST_NAME. Pure."""
    return clean_line(re.split(r"[\\/]", name[-10_000:])[-1])[:LONGEST_NAME]


def copy_name(file_name: str, width: int, suffix: str) -> str:
    """Return the name of one copy, `images/3f….jpg-480.webp`. The whole name of the file is in it, so that the copies
    of `a.jpg` and of `a.png` never meet. Pure."""
    return f"{file_name}-{width}.{suffix}"


def rendition_names(file_name: str, widths: Iterable[int], width: int) -> dict[str, list[tuple[str, int]]]:
    """Return the files of an image `width` pixels wide by the format a browser chooses: `{"webp": […], "plain": […]}`,
    each a list of (name, width in pixels), rising. `plain` is the format of the file itself, which stands last in it
    unless it is wider than any copy. An image without copies has two empty lists. Pure."""
    widths = list(widths)
    suffix = copy_suffix(file_name)
    plain = [(copy_name(file_name, each, suffix), each) for each in widths if each < width] if suffix != "webp" else []
    if plain and widths[-1] == width:
        plain.append((file_name, width))
    return {"webp": [(copy_name(file_name, each, "webp"), each) for each in widths], "plain": plain}


def copy_suffix(file_name: str) -> str:
    """Return the ending of the copies that stand beside the WebP ones: that of the file. Pure."""
    suffix = PurePosixPath(file_name).suffix.lower().lstrip(".")
    return suffix if suffix in ("png", "webp") else "jpg"


def file_names(image: Image) -> list[str]:
    """Return the names of all files of an image. No query."""
    names = rendition_names(image.file.name, image.widths, image.width)
    every = [image.file.name, *(name for pairs in names.values() for name, _width in pairs)]
    return list(dict.fromkeys(filter(None, every)))


def address(name: str) -> str:
    """Return where the file of that name is served, "" for none. Free."""
    return f"{settings.MEDIA_URL}{name}" if name else ""


def name_image(image: Image) -> str:
    """Return what an image is called at the desk: the name its file came with, else the one it has here. Free."""
    return image.name or PurePosixPath(image.file.name or "").name


def thumbnail_address(image: Image) -> str:
    """Return the address of the smallest copy, or of the file itself. No query."""
    copies = rendition_names(image.file.name, image.widths, image.width)["webp"]
    return address(copies[0][0] if copies else image.file.name)


def add_copies(image: Image) -> bool:
    """Make the copies of an image that came without any: imported, or older than they are. Returns whether it has them
    now; a file that is missing, or of a kind copies are not made of, stays alone.

    The file itself stays byte for byte; its size is measured anew, upright. Cost as `take_image`.
    """
    name = image.file.name or ""
    try:
        with default_storage.open(name) as file:
            data = file.read(IMPORTED_BYTES + 1)
        suffix = copy_suffix(name)
        drawn = pictures.draw_copies(data, suffix, most_bytes=IMPORTED_BYTES, most_pixels=IMPORTED_PIXELS)
    except (OSError, ValueError):  # PictureRefused is one
        return False
    copies = _copies(name, drawn)
    if Image.objects.filter(file__in=copies).exists():
        return False
    with transaction.atomic():
        _write_files(copies)
        measured = {"widths": drawn.widths, "width": drawn.width, "height": drawn.height}
        Image.objects.filter(pk=image.pk).update(**measured)
        PressStamp.bump()
    image.widths, image.width, image.height = drawn.widths, drawn.width, drawn.height
    return True


def remove_files(names: Iterable[str]) -> None:
    """Remove files; one that is not there is no fault."""
    for name in names:
        default_storage.delete(name)


def _copies(file_name: str, drawn: Drawn) -> dict[str, bytes]:
    return {copy_name(file_name, copy.width, copy.suffix): copy.data for copy in drawn.copies}


def _write_files(files: Mapping[str, bytes]) -> None:
    """Write files under exactly these names, over those an interrupted run has left. Call it inside a transaction: they
    are removed if it is rolled back."""
    _remove_unless_committed(tuple(files))
    for name, data in files.items():
        default_storage.delete(name)
        default_storage.save(name, ContentFile(data))


def _remove_unless_committed(names: tuple[str, ...]) -> None:
    """Have the files removed if the transaction (or the savepoint) is rolled back.

    Django says when a transaction is committed and not when it is rolled back, but it then throws away what it was to
    call at the commit. So that is watched: thrown away without having been called, it takes the files along.
    """

    def keep() -> None:
        undo.detach()

    undo = weakref.finalize(keep, remove_files, names)
    transaction.on_commit(keep)


def _read_file(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except OSError:
        return b""
