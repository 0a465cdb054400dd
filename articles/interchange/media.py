"""Picture files on their way in and out: what they must be, and copying that overwrites nothing."""

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image as Picture

FORMATS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "GIF": ("gif",), "WEBP": ("webp",), "AVIF": ("avif",)}
"""Format of the content, as Pillow names it, and the endings of file names that may say so."""
MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
BLOCK = 1 << 20


class MediaRefused(Exception):
    """A file that is missing or that is not what it should be. The message is a sentence."""


def locate(folder: Path, name: str) -> Path:
    """Return the path of a picture below `folder`. MediaRefused unless it is a plain file and no link leads to it."""
    if folder.is_symlink():
        raise MediaRefused(_("The file lies outside the folder, or a link leads to it."))
    path = folder
    for part in PurePosixPath(name).parts:
        path /= part
        if part in ("..", "/") or path.is_symlink():
            raise MediaRefused(_("The file lies outside the folder, or a link leads to it."))
    if not path.is_file():
        raise MediaRefused(_("There is no such file in the folder “media”."))
    return path


def measure(path: Path) -> tuple[int, int]:
    """Return width and height of a picture, in pixels. Reads its head and checks the frame of its content.

    MediaRefused for what is not a picture of FORMATS, or whose name says otherwise, or which is over the limits.
    """
    if path.stat().st_size > MOST_BYTES:
        raise MediaRefused(_("The file is larger than {limit} bytes.").format(limit=MOST_BYTES))
    try:
        with Picture.open(path, formats=list(FORMATS)) as picture:
            kind, size = picture.format, picture.size
            picture.verify()
    except Exception as error:  # Pillow's decoders raise whatever they meet, down to struct.error
        raise MediaRefused(_("This is not a picture, or a damaged one.")) from error
    if path.suffix.lower().lstrip(".") not in FORMATS.get(kind or "", ()):
        raise MediaRefused(_("The file's name ends as if it were another kind of picture."))
    if size[0] * size[1] > MOST_PIXELS:
        raise MediaRefused(_("The picture has more than {limit} pixels.").format(limit=MOST_PIXELS))
    return size


def is_taken(path: Path, name: str) -> bool:
    """Whether the journal has another file of this name; one with the same bytes does not count."""
    return default_storage.exists(name) and not _is_same(path, name)


def take_in(path: Path, name: str) -> bool:
    """Store the file under exactly this name. False if the same file was there, MediaRefused if another one was."""
    if default_storage.exists(name):
        if _is_same(path, name):
            return False
        raise MediaRefused(_("The journal has another file named “{name}”.").format(name=name))
    with path.open("rb") as file:
        stored = default_storage.save(name, File(file))
    if stored != name:
        default_storage.delete(stored)
        raise MediaRefused(_("The journal has another file named “{name}”.").format(name=name))
    return True


def remove(names: Iterable[str]) -> None:
    """Remove files that were taken in by an import that failed."""
    for name in names:
        default_storage.delete(name)


def hand_out(name: str, folder: Path) -> None:
    """Copy a file of the journal into `folder` under its name. MediaRefused if it is not there."""
    if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
        raise MediaRefused(_("The journal's file “{name}” has a name that cannot be exported.").format(name=name))
    if not default_storage.exists(name):
        raise MediaRefused(_("The journal's file “{name}” is missing.").format(name=name))
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with default_storage.open(name) as source, path.open("xb") as target:
        shutil.copyfileobj(cast(BinaryIO, source), target, BLOCK)


def _is_same(path: Path, name: str) -> bool:
    if default_storage.size(name) != path.stat().st_size:
        return False
    with path.open("rb") as ours, default_storage.open(name) as theirs:
        while block := ours.read(BLOCK):
            if theirs.read(len(block)) != block:
                return False
    return True
