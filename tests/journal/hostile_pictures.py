"""Picture files nobody means well with, made here, and what each is refused for (None: it is taken, and made harmless).

Reasons are those of `journal.pictures.Reason`.
"""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

PNG_START = b"\x89PNG\r\n\x1a\n"


def make_picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    """Return a plain picture in one colour."""
    made = BytesIO()
    Image.new(mode, size, options.pop("colour", 120)).save(made, kind, **options)
    return made.getvalue()


def make_noise(size: tuple[int, int], kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture hardly two pixels of which are alike, the same each time."""
    made = BytesIO()
    noise = Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))
    noise.save(made, kind, **options)
    return made.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG (W3C PNG, 5.3)."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def make_png(width: int, height: int, data: bytes, *before: bytes) -> bytes:
    """Return a PNG of three bytes a pixel with this packed content, other chunks before it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG_START + head + b"".join(before) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@cache
def make_real_bomb(side: int) -> bytes:
    """Return a PNG of a few hundred kilobytes that really has side x side pixels, all black."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + 3 * side)
    return make_png(side, side, b"".join(packer.compress(row) for _ in range(side)) + packer.flush())


def make_scans(count: int) -> bytes:
    """Return a progressive JPEG whose last pass is repeated."""
    data = make_noise((64, 64), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + b"\xff\xd9"


def make_animation(kind: str) -> bytes:
    made = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(made, kind, save_all=True, append_images=frames[1:], duration=100)
    return made.getvalue()


def make_zip() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("evil.php", "<?php evil(); ?>")
    return made.getvalue()


def claim_webp(width: int, height: int) -> bytes:
    """Return a WebP whose head claims a size (RFC 9649, 2.7)."""
    body = (
        b"VP8X"
        + struct.pack("<I", 10)
        + b"\0" * 4
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"
LONG_TEXT = b"Comment\0\0" + zlib.compress(b"x" * 30_000_000)

HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "nothing": (lambda: b"", "kind"),
    "one byte": (lambda: b"\xff", "kind"),
    "an SVG named .png": (lambda: SVG, "kind"),
    "a page named .jpg": (lambda: HTML, "kind"),
    "a GIF": (lambda: make_picture("GIF", mode="P"), "kind"),
    "a GIF that is a script": (lambda: b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "kind"),
    "a TIFF": (lambda: make_picture("TIFF"), "kind"),
    "a BMP": (lambda: make_picture("BMP"), "kind"),
    "an AVIF": (lambda: make_picture("AVIF"), "kind"),
    "an icon": (lambda: make_picture("ICO", size=(32, 32)), "kind"),
    "a PDF": (lambda: make_picture("PDF"), "kind"),
    "PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n", "kind"),
    "a ZIP": (make_zip, "kind"),
    "more than 5 MB": (lambda: make_picture() + b"\0" * 5_000_000, "too-big"),
    "a head of 25,000 by 25,000": (lambda: make_png(25_000, 25_000, zlib.compress(b"\0" * 99)), "too-many-pixels"),
    "25,000 by 25,000 claimed by a WebP": (lambda: claim_webp(25_000, 25_000), "too-many-pixels"),
    "the largest WebP there can be": (lambda: claim_webp(1 << 24, 1 << 24), "too-many-pixels"),
    "the largest PNG there can be": (lambda: make_png(2**31 - 1, 2**31 - 1, b""), "too-many-pixels"),
    "a bomb of 36 megapixels": (lambda: make_real_bomb(6_000), "too-many-pixels"),
    "a picture as long as a street": (lambda: make_png(20_000, 1, zlib.compress(b"\0" * 60_001)), "too-many-pixels"),
    "25 megapixels claimed and not there": (lambda: make_png(5_000, 5_000, zlib.compress(b"\0" * 99)), "damaged"),
    "no pixels": (lambda: make_png(0, 5, b""), "damaged"),
    "30 MB of text in a chunk": (
        lambda: make_png(1, 1, zlib.compress(b"\0" * 4), chunk(b"zTXt", LONG_TEXT)),
        "damaged",
    ),
    "a profile of 30 MB": (
        lambda: make_png(1, 1, zlib.compress(b"\0" * 4), chunk(b"iCCP", b"x\0\0" + zlib.compress(b"x" * 30_000_000))),
        "damaged",
    ),
    "a JPEG broken off": (lambda: make_noise((400, 400))[:-2_000], "damaged"),
    "a JPEG broken off in its head": (lambda: make_picture()[:30], "damaged"),
    "a PNG broken off": (lambda: make_noise((100, 100), "PNG")[:-2_000], "damaged"),
    "a WebP broken off": (lambda: make_noise((100, 100), "WEBP")[:-200], "damaged"),
    "a WebP of its first line": (lambda: b"RIFF\x20\0\0\0WEBP", "damaged"),
    "a PNG with a wrong checksum": (lambda: make_picture("PNG").replace(b"IDAT", b"IDAT\0", 1), "damaged"),
    "a JPEG in thousands of passes": (lambda: make_scans(3_000), "damaged"),
    "an animated WebP": (lambda: make_animation("WEBP"), "animated"),
    "an animated PNG": (lambda: make_animation("PNG"), "animated"),
    "a JPEG that is also a ZIP": (lambda: make_picture() + make_zip(), None),
    "a JPEG with a script behind it": (lambda: make_picture() + HTML, None),
    "a PNG with a page in its text": (
        lambda: make_png(2, 1, zlib.compress(b"\0" * 7), chunk(b"tEXt", b"Comment\0" + HTML)),
        None,
    ),
    "a JPEG with broken EXIF": (lambda: make_picture(exif=b"Exif\0\0II*\0\xff\xff\xff\xff"), None),
    "a JPEG with a profile that is none": (lambda: make_picture(icc_profile=b"not a profile" * 50), None),
}
