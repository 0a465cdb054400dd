"""Pictures from outside: read without trust, kept as pixels only, drawn anew in the sizes pages need. No Django.

A file is judged by what is in it, never by its name. What says how large a picture is gets read before the picture is.
"""

import re
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 16_000
"""Pixels. WebP ends at 16,383 (RFC 9649, 2.7)."""
MOST_SCANS = 32
"""Passes over a progressive JPEG. Some ten are usual; a small file can have thousands, each as dear as the picture."""
FLAT_COLOURS = 256
"""A picture with no more colours is a drawing: it is kept without loss."""

WIDTHS = (480, 800, 1200, 1800)
"""Widths of the smaller copies. The text column is 38 rem wide, 608 pixels: the last serves three to a CSS pixel."""

WORKBENCH = threading.Lock()
"""Held by whoever has a large picture in memory, so that each process has room for one."""


class Reason(StrEnum):
    """Why a picture is not taken."""

    TOO_BIG = "too-big"
    TOO_MANY_PIXELS = "too-many-pixels"
    KIND = "kind"
    ANIMATED = "animated"
    DAMAGED = "damaged"


class PictureRefused(ValueError):
    """A file that is not taken as a picture, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """Pixels, upright, in sRGB: mode RGB, or RGBA if some of it is transparent."""

    pixels: Image.Image
    kind: str
    """`JPEG`, `PNG` or `WEBP`: what the file was."""

    @property
    def width(self) -> int:
        return self.pixels.width

    @property
    def height(self) -> int:
        return self.pixels.height

    @property
    def is_transparent(self) -> bool:
        return self.pixels.mode == "RGBA"


@dataclass(frozen=True)
class Rendition:
    """One file of a picture."""

    width: int
    suffix: str
    """`jpg`, `png` or `webp`."""
    data: bytes


@dataclass(frozen=True)
class Drawn:
    """A picture drawn anew: the file in its full size, and the copies beside it."""

    width: int
    height: int
    file: Rendition
    copies: tuple[Rendition, ...]

    @property
    def widths(self) -> list[int]:
        """Return the widths there is a WebP copy of, rising."""
        return [copy.width for copy in self.copies if copy.suffix == "webp"]


def read_picture(data: bytes, *, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS) -> Picture:
    """Return the picture in a JPEG, PNG or WebP file: turned upright, its colours in sRGB, without metadata (EXIF and
    so GPS, XMP, comments, colour profile), without what follows its end. Of an MPO (a JPEG with more behind it, as
    telephones write it) the first picture.

    PictureRefused for anything else. Five seconds at most for 25 megapixels, four bytes a pixel and as much again.
    """
    if len(data) > most_bytes:
        raise PictureRefused(Reason.TOO_BIG)
    kind = sniff(data)
    if kind is None:
        raise PictureRefused(Reason.KIND)
    if kind == "WEBP":
        _judge_size(_measure_webp(data), most_pixels)
    if kind == "JPEG" and not _has_few_scans(data):
        raise PictureRefused(Reason.DAMAGED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged metadata, which goes anyway; of size, which is judged here
            return Picture(_clean(_decode(data, kind, most_pixels)), kind)
    except PictureRefused:
        raise
    except Image.DecompressionBombError as bomb:
        raise PictureRefused(Reason.TOO_MANY_PIXELS) from bomb
    except Exception as error:  # decoders of hostile files fail in every way there is
        raise PictureRefused(Reason.DAMAGED) from error


def sniff(data: bytes) -> str | None:
    """Return `JPEG`, `PNG` or `WEBP` by the first bytes of a file, None for anything else. Free."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return None


def draw(data: bytes) -> Drawn:
    """Return what is stored of an uploaded file: see `read_picture` and `make_renditions`. PictureRefused.

    Under ten seconds for 25 megapixels; one at a time in a process.
    """
    with WORKBENCH:
        picture = read_picture(data)
        is_flat = is_drawing(picture)
        suffix = "png" if picture.is_transparent or is_flat else "jpg"
        file = Rendition(picture.width, suffix, encode(picture.pixels, suffix, is_sharp=picture.kind != "JPEG"))
        copies = tuple(make_renditions(picture, suffix, is_flat=is_flat))
        return Drawn(picture.width, picture.height, file, copies)


def draw_copies(data: bytes, suffix: str, *, most_bytes: int, most_pixels: int) -> Drawn:
    """Return the copies of a file that stays as it is, whose name ends in `suffix`. PictureRefused; cost as `draw`."""
    with WORKBENCH:
        picture = read_picture(data, most_bytes=most_bytes, most_pixels=most_pixels)
        copies = tuple(make_renditions(picture, suffix, is_flat=is_drawing(picture)))
        return Drawn(picture.width, picture.height, Rendition(picture.width, suffix, data), copies)


def make_renditions(picture: Picture, suffix: str, *, is_flat: bool = False) -> list[Rendition]:
    """Return the copies of a picture: for each of WIDTHS below its own a WebP and, beside it, one of the format
    `suffix` (unless that is `webp`, too); and of a picture no wider than the last of WIDTHS a WebP in its own width.
    Rising.

    Each is drawn from the widest copy, not from the whole picture.
    """
    made = []
    is_sharp = picture.kind != "JPEG"
    base = picture.pixels
    for width in sorted(rendition_widths(picture.width), reverse=True):
        if width < picture.width:
            height = max(1, round(picture.height * width / picture.width))
            pixels = base.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            if base is picture.pixels:
                base = pixels
            if suffix != "webp":
                made.append(Rendition(width, suffix, encode(pixels, suffix, is_sharp=is_sharp)))
        else:
            pixels = picture.pixels
        made.append(Rendition(width, "webp", encode(pixels, "webp", is_flat=is_flat)))
    return made[::-1]


def rendition_widths(width: int) -> list[int]:
    """Return the widths of the WebP copies of a picture so many pixels wide, rising. Free."""
    smaller = [each for each in WIDTHS if each < width]
    return [*smaller, width] if width <= WIDTHS[-1] else smaller


def is_drawing(picture: Picture) -> bool:
    """Whether a picture has so few colours that compression with losses would only spoil its edges."""
    return picture.kind != "JPEG" and picture.pixels.getcolors(FLAT_COLOURS) is not None


def encode(pixels: Image.Image, suffix: str, *, is_sharp: bool = False, is_flat: bool = False) -> bytes:
    """Return pixels as a file: `jpg`, `png` or `webp`. `is_sharp` keeps the full resolution of colours in a JPEG,
    `is_flat` makes a WebP without loss. 25 megapixels take a second as JPEG, three as WebP, five as PNG."""
    made = BytesIO()
    if suffix == "jpg":
        pixels.save(made, "JPEG", quality=85, subsampling=0 if is_sharp else 2)
    elif suffix == "png":
        pixels.save(made, "PNG")
    else:
        options: dict[str, Any] = {"lossless": True, "quality": 50} if is_flat else {"quality": 80}
        pixels.save(made, "WEBP", **options)
    return made.getvalue()


def _decode(data: bytes, kind: str, most_pixels: int) -> Image.Image:
    image = Image.open(BytesIO(data), formats=(kind,))
    _judge_size(image.size, most_pixels)
    if kind != "JPEG" and getattr(image, "is_animated", False):
        raise PictureRefused(Reason.ANIMATED)
    image.load()
    return image


def _clean(image: Image.Image) -> Image.Image:
    """Return only the pixels of a decoded picture, upright and in sRGB."""
    profile = image.info.get("icc_profile")
    is_transparent = image.has_transparency_data
    turn = _read_orientation(image)
    if image.mode in ("I", "I;16", "I;16B", "I;16L", "I;16N"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")  # PNG has no deeper grey
    elif image.mode in ("P", "PA", "1"):
        image = image.convert("RGBA" if is_transparent else "RGB")
    alpha = image.convert("RGBA").getchannel("A") if is_transparent else None
    if image.mode in ("LA", "RGBA"):
        image = image.convert(image.mode.removesuffix("A"))
    colours = _to_srgb(image, profile)
    if alpha is not None and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    colours = turn(colours)
    colours.info = {}
    return colours


def _to_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Return the picture in RGB, by its profile if it has one that fits, else as if it were in sRGB."""
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image,
                source,
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a profile of another kind of picture
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _read_orientation(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """Return the function that turns pixels as the EXIF of the picture asks; damaged EXIF asks for nothing."""
    try:
        orientation = image.getexif().get(0x0112)
    except Exception:  # EXIF is a format of its own, with its own ways of being broken
        orientation = None
    if orientation not in range(2, 9):
        return lambda pixels: pixels

    def turn(pixels: Image.Image) -> Image.Image:
        pixels.getexif()[0x0112] = orientation
        return ImageOps.exif_transpose(pixels)

    return turn


def _judge_size(size: Sequence[int], most_pixels: int) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise PictureRefused(Reason.DAMAGED)
    if width * height > most_pixels or max(width, height) > LONGEST_SIDE:
        raise PictureRefused(Reason.TOO_MANY_PIXELS)


def _measure_webp(data: bytes) -> tuple[int, int]:
    """Return width and height by the head of a WebP (RFC 9649, 2.5 to 2.7): its decoder takes memory when opened."""
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise PictureRefused(Reason.DAMAGED)
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise PictureRefused(Reason.DAMAGED)


_MARKER = re.compile(rb"\xff+([^\x00\x01\xff\xd0-\xd7])", re.DOTALL)
"""A marker of a JPEG that has a length (ITU-T T.81, B.1.1.3), or its end."""


def _has_few_scans(data: bytes) -> bool:
    """Whether the first picture of a JPEG is made in at most MOST_SCANS passes. One walk over its segments."""
    place, scans = 2, 0
    while (found := _MARKER.search(data, place)) and found[1] != b"\xd9":
        scans += found[1] == b"\xda"
        place = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    return scans <= MOST_SCANS
