"""Pictures from outside: what is refused and why, and what is left of those that are taken."""

import random
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from journal import pictures
from journal.pictures import Picture, PictureRefused, draw, read_picture, rendition_widths
from tests.journal.hostile_pictures import HOSTILE, HTML, make_noise, make_picture


def refuse(data: bytes) -> str | None:
    """Return what a file is refused for, None if it is taken."""
    try:
        draw(data)
    except PictureRefused as refusal:
        return refusal.reason.value
    return None


def open_again(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_for_its_reason_or_made_harmless(name: str) -> None:
    make, reason = HOSTILE[name]
    assert refuse(make()) == reason


@given(st.data())
def test_whatever_is_broken_in_a_picture_is_refused_and_never_crashes(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    broken = bytearray(make_noise((24, 24), kind))
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    del broken[data.draw(st.integers(1, len(broken))) :]
    assert refuse(bytes(broken)) in (None, "damaged", "kind", "too-many-pixels", "animated")


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]))
def test_noise_is_no_picture(noise: bytes, start: bytes) -> None:
    assert refuse(start + noise) in ("damaged", "kind", "too-many-pixels")


def test_a_huge_picture_is_refused_before_there_is_room_for_it() -> None:
    tracemalloc.start()
    for name in ("a head of 25,000 by 25,000", "25,000 by 25,000 claimed by a WebP", "a bomb of 36 megapixels"):
        data = HOSTILE[name][0]()
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        assert refuse(data) == "too-many-pixels"
        assert tracemalloc.get_traced_memory()[1] - before < 5_000_000
    tracemalloc.stop()


def make_exif(**tags: object) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "Secret place"
    exif.get_ifd(0x8825)[2] = (40.0, 10.0, 5.0)  # GPSLatitude
    for tag, value in tags.items():
        exif[int(tag.removeprefix("t"), 16)] = value
    return exif


def test_nothing_is_kept_but_pixels() -> None:
    photo = make_noise((60, 40), exif=make_exif(), comment=b"Secret comment", xmp=b"<x>Secret xmp</x>") + HTML
    drawn = draw(photo)
    files = [drawn.file, *drawn.copies]
    assert [
        name for file in files for name in (b"Secret", b"script", b"Exif", b"ICC_PROFILE") if name in file.data
    ] == []
    assert [dict(open_again(file.data).getexif()) for file in files] == [{}] * len(files)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_turned_upright(kind: str, orientation: int) -> None:
    stored = Image.new("RGB", (40, 20), "white")
    stored.paste("black", (0, 0, 20, 10))  # the dark corner: upper left as stored
    data = save(stored, kind, exif=make_exif(t0112=orientation), **({"lossless": True} if kind == "WEBP" else {}))
    picture = read_picture(data)
    # EXIF 2.32, table 6: where the stored upper left corner is seen
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    across, down = corners[orientation]
    width, height = (40, 20) if orientation < 5 else (20, 40)
    spot = (width // 4 + across * width // 2, height // 4 + down * height // 2)
    assert (picture.width, picture.height) == (width, height)
    assert sum(picture.pixels.getpixel(spot)) < 60
    assert sum(picture.pixels.resize((2, 2), Image.Resampling.BOX).getpixel((1 - across, 1 - down))) > 700


def test_colours_of_another_profile_are_brought_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = Image.new("RGB", (8, 8), (200, 60, 40))
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = swapped.index(b"rXYZ"), swapped.index(b"gXYZ")
    swapped = bytearray(swapped)
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"  # a device whose red is green
    seen = read_picture(save(plain, "PNG", icc_profile=bytes(swapped))).pixels.getpixel((4, 4))
    assert seen[1] > seen[0]
    assert read_picture(save(plain, "PNG", icc_profile=lab)).pixels.getpixel((4, 4)) == (200, 60, 40)


def test_every_mode_of_colour_is_understood() -> None:
    half = Image.new("RGBA", (8, 8), (200, 100, 50, 128))
    palette = half.convert("RGB").quantize(4)
    deep = Image.new("I;16", (8, 8), 51_400)
    sheer_white = Image.new("RGB", (8, 8), (255, 255, 255))
    taken = {
        "CMYK": save(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=100),
        "grey": make_picture(mode="L", size=(8, 8)),
        "16 bits": save(deep, "PNG"),
        "one bit": save(Image.new("1", (8, 8), 1), "PNG"),
        "palette": save(palette, "PNG"),
        "palette, one colour transparent": save(palette, "PNG", transparency=0),
        "half transparent": save(half, "PNG"),
        "grey, half transparent": save(half.convert("LA"), "PNG"),
        "one colour transparent": save(sheer_white, "PNG", transparency=(255, 255, 255)),
        "alpha that hides nothing": save(half.convert("RGB").convert("RGBA"), "PNG"),
        "WebP, half transparent": save(half, "WEBP", lossless=True),
    }
    read = {name: read_picture(data) for name, data in taken.items()}
    assert {name: (each.pixels.mode, each.pixels.getpixel((4, 4))) for name, each in read.items()} == {
        "CMYK": ("RGB", (255, 0, 0)),
        "grey": ("RGB", (120, 120, 120)),
        "16 bits": ("RGB", (200, 200, 200)),
        "one bit": ("RGB", (255, 255, 255)),
        "palette": ("RGB", (200, 100, 50)),
        "palette, one colour transparent": ("RGBA", (200, 100, 50, 0)),
        "half transparent": ("RGBA", (200, 100, 50, 128)),
        "grey, half transparent": ("RGBA", (124, 124, 124, 128)),
        "one colour transparent": ("RGBA", (255, 255, 255, 0)),
        "alpha that hides nothing": ("RGB", (200, 100, 50)),
        "WebP, half transparent": ("RGBA", (200, 100, 50, 128)),
    }


def list_copies(data: bytes) -> list[tuple[int, str, tuple[int, int]]]:
    drawn = draw(data)
    return [(copy.width, copy.suffix, open_again(copy.data).size) for copy in drawn.copies]


def test_a_photograph_gets_smaller_copies_in_two_formats() -> None:
    data = make_noise((1000, 500))
    assert (draw(data).file.suffix, draw(data).widths) == ("jpg", [480, 800, 1000])
    assert list_copies(data) == [
        (480, "webp", (480, 240)),
        (480, "jpg", (480, 240)),
        (800, "webp", (800, 400)),
        (800, "jpg", (800, 400)),
        (1000, "webp", (1000, 500)),
    ]


def test_what_is_transparent_or_a_drawing_stays_png() -> None:
    sheer = Image.effect_noise((500, 100), 80).convert("RGBA")
    sheer.putalpha(Image.linear_gradient("L").resize((500, 100)))
    drawing = Image.new("RGB", (500, 100), "white")
    drawing.paste("navy", (10, 10, 50, 50))
    photo = Image.effect_noise((500, 100), 80).convert("RGB")
    photo.putpixel((0, 0), (1, 2, 3))
    colours = random.Random(1).randbytes(500 * 100 * 3)
    files = {
        "sheer": draw(save(sheer, "PNG")),
        "drawing": draw(save(drawing, "PNG")),
        "photograph": draw(save(Image.frombytes("RGB", (500, 100), colours), "PNG")),
    }
    assert {name: (drawn.file.suffix, drawn.widths) for name, drawn in files.items()} == {
        "sheer": ("png", [480, 500]),
        "drawing": ("png", [480, 500]),
        "photograph": ("jpg", [480, 500]),
    }
    whole = files["drawing"].copies[-1]
    assert open_again(whole.data).convert("RGB").tobytes() == drawing.tobytes()
    assert open_again(files["sheer"].copies[0].data).mode == "RGBA"


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]),
        (480, [480]),
        (481, [480, 481]),
        (1800, [480, 800, 1200, 1800]),
        (1801, [480, 800, 1200, 1800]),
        (6000, [480, 800, 1200, 1800]),
    ],
)
def test_copies_are_never_wider_than_the_picture_nor_than_a_page_needs(width: int, expected: list[int]) -> None:
    assert rendition_widths(width) == expected


def test_a_picture_like_a_thread_has_copies_one_pixel_high() -> None:
    picture = Picture(Image.new("RGB", (16_000, 1), "red"), "JPEG")
    made = pictures.make_renditions(picture, "jpg")
    assert [(each.width, open_again(each.data).size) for each in made if each.suffix == "jpg"] == [
        (width, (width, 1)) for width in (480, 800, 1200, 1800)
    ]
