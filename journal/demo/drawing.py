"""The picture of the demo: an opening of a book, original and translation facing each other, drawn by arithmetic."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1600, 900)
FINER = 3
"""Drawn so many times larger and then reduced, for smooth edges."""

TABLE, PAPER, SHADE, INK, PALE, RED = "#8d8577", "#f6f0e2", "#e4dac5", "#4a4037", "#8a7d6d", "#a3352b"


def draw_opening() -> bytes:
    """Return a PNG of two facing pages: words as strokes, line against line, with three notes at the foot of each.

    The same bytes each time, as long as Pillow is the same. About a second.
    """
    image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), TABLE)
    draw = ImageDraw.Draw(image)
    chance = random.Random(405)  # noqa: S311  # the year the first sentence was written; nothing is secret here
    _box(draw, (96, 66, 1504, 846), "#6f685c", 14)
    for left in (90, 800):
        _box(draw, (left, 60, left + 710, 840), PAPER, 10)
    for step in range(24):
        _box(draw, (776 + step, 60, 777 + step, 840), PAPER if step < 6 else SHADE)
        _box(draw, (823 - step, 60, 824 - step, 840), PAPER if step < 6 else SHADE)
    marks = {4: 0.62, 9: 0.31, 13: 0.78}
    for left, length in ((170, 1.0), (880, 0.92)):
        _write_page(draw, left, length, marks, chance)
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    made = BytesIO()
    small.save(made, "PNG")
    return made.getvalue()


def _write_page(
    draw: ImageDraw.ImageDraw, left: int, length: float, marks: dict[int, float], chance: random.Random
) -> None:
    _box(draw, (left, 120, left + 330 * length, 136), INK, 3)
    _box(draw, (left, 178, left + 46, 232), RED, 4)
    for line in range(17):
        top = 180 + line * 29
        start = left + (62 if line < 2 else 0)
        end = left + 550 * (length if line in (7, 16) else 1) * (0.55 if line in (7, 16) else 1)
        _write_line(draw, start, end, top, 11, INK, chance)
        if line in marks:
            place = left + 550 * marks[line]
            _box(draw, (place - 4, top - 8, place + 14, top + 16), PAPER)
            _box(draw, (place, top - 6, place + 7, top + 3), RED, 2)
    _box(draw, (left, 700, left + 120, 702), PALE)
    for note in range(3):
        top = 722 + note * 26
        _box(draw, (left, top - 2, left + 6, top + 6), RED, 2)
        _write_line(draw, left + 18, left + (540 - 90 * note) * length, top, 7, PALE, chance)


def _write_line(
    draw: ImageDraw.ImageDraw, start: float, end: float, top: float, height: int, ink: str, chance: random.Random
) -> None:
    while end - start > 12:
        stop = min(end, start + chance.choice((18, 26, 34, 44, 58, 72)))
        _box(draw, (start, top, stop, top + height), ink, 3)
        start = stop + 9


def _box(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], ink: str, radius: int = 0) -> None:
    left, top, right, bottom = (side * FINER for side in box)
    draw.rounded_rectangle((left, top, right - 1, bottom - 1), radius * FINER, fill=ink)
