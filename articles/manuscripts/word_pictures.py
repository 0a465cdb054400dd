"""Pictures in a Word file: JPEG or PNG of a moderate size, in the line, with their alternative text.

The file may go out to be read back in, so its pictures must not make it larger than an upload may be: what is wider
than a printed page needs is made smaller. Which image it was is known by a bookmark, not by the picture.
"""

import io
from dataclasses import dataclass

from lxml import etree
from PIL import Image as Pillow

from articles.manuscripts.word_elements import PIC, WP, A, R, clean_xml

BOOKMARK = "enface_image_"
"""Begins the name of the bookmark before a picture, and is the name of its frame; the id of the image follows."""

WIDEST = 1_600
"""Pixels: some 250 to an inch across the page."""
_PIXEL = 9_525
"""English metric units (EMU) in a pixel of 1/96 inch, as DrawingML counts (20.1.2.1)."""
_HIGHEST = 7_560_000
"""EMU: 21 centimetres, so that a caption fits below."""
_QUALITY = 85
_MOST_PIXELS = 50_000_000
"""More than any picture of the journal has; decoding would take too much memory."""
_ENDINGS = {"JPEG": "jpeg", "PNG": "png"}


@dataclass(frozen=True)
class Picture:
    """What is known of an image: the bytes of its file, None if they are not to be had, and whom to credit."""

    data: bytes | None
    credit: str = ""


@dataclass(frozen=True)
class Fitted:
    """A picture as it goes into the file."""

    data: bytes
    ending: str
    width: int
    height: int


def fit_picture(data: bytes | None) -> Fitted:
    """Return the picture as JPEG or PNG, no wider than WIDEST. One that cannot be read becomes a grey field: the place
    stays, and with it caption and alternative text. Up to a second for a large one."""
    if data:
        try:
            with Pillow.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height <= _MOST_PIXELS:
                    return _convert(picture, data)
        except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
            pass
    return _save(Pillow.new("L", (480, 320), 0xC0), "PNG")


def make_drawing(fitted: Fitted, relationship: str, *, number: int, name: str, alt: str, room: int) -> etree._Element:
    """Return the frame of a picture, to stand in a run.

    `number` is unique in the file, `room` the width there is in EMU, `relationship` leads to the part with the picture.
    """
    width, height = fitted.width * _PIXEL, fitted.height * _PIXEL
    scale = min(1.0, room / width, _HIGHEST / height)
    size = {"cx": str(max(1, int(width * scale))), "cy": str(max(1, int(height * scale)))}
    inline = _make(WP, "inline", distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(inline, f"{{{WP}}}extent", size)
    etree.SubElement(inline, f"{{{WP}}}docPr", id=str(number), name=name, descr=clean_xml(alt))
    frame = etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
    etree.SubElement(frame, f"{{{A}}}graphicFrameLocks", noChangeAspect="1")
    graphic = etree.SubElement(inline, f"{{{A}}}graphic")
    shown = etree.SubElement(etree.SubElement(graphic, f"{{{A}}}graphicData", uri=PIC), f"{{{PIC}}}pic")
    names = etree.SubElement(shown, f"{{{PIC}}}nvPicPr")
    etree.SubElement(names, f"{{{PIC}}}cNvPr", id=str(number), name=name)
    etree.SubElement(names, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(shown, f"{{{PIC}}}blipFill")
    etree.SubElement(fill, f"{{{A}}}blip").set(f"{{{R}}}embed", relationship)
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    outline = etree.SubElement(shown, f"{{{PIC}}}spPr")
    place = etree.SubElement(outline, f"{{{A}}}xfrm")
    etree.SubElement(place, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(place, f"{{{A}}}ext", size)
    rectangle = etree.SubElement(outline, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(rectangle, f"{{{A}}}avLst")
    return inline


def _make(namespace: str, tag: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{namespace}}}{tag}", attributes, nsmap={"wp": WP, "a": A, "pic": PIC, "r": R})


def _convert(picture: Pillow.Image, data: bytes) -> Fitted:
    kind = picture.format or ""
    if picture.width <= WIDEST and kind in _ENDINGS and picture.mode in ("L", "RGB", "RGBA", "P"):
        picture.load()
        return Fitted(data, _ENDINGS[kind], picture.width, picture.height)
    picture.draft("RGB", (WIDEST, WIDEST * picture.height // max(1, picture.width)))
    picture.load()
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    made: Pillow.Image = picture.convert("RGBA" if has_alpha else "RGB")
    if made.width > WIDEST:
        made = made.resize((WIDEST, max(1, round(made.height * WIDEST / made.width))), Pillow.Resampling.LANCZOS)
    return _save(made, "PNG" if has_alpha else "JPEG")


def _save(picture: Pillow.Image, kind: str) -> Fitted:
    held = io.BytesIO()
    picture.save(held, kind, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return Fitted(held.getvalue(), _ENDINGS[kind], picture.width, picture.height)
