"""The form of a person: who keeps it, which website it takes, and what becomes of a portrait."""

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from authors.models import Author
from tests import factories
from tests.articles.desk.forms import read_form, sign_in

pytestmark = pytest.mark.django_db

ADD = "/admin/authors/author/add/"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def make_image(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    made = BytesIO()
    Image.new(mode, size, 120).save(made, kind, **options)
    return made.getvalue()


def make_bomb(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def upload(client: Client, data: bytes, name: str = "me.jpg") -> Any:
    values, _buttons = read_form(client, ADD)
    return client.post(ADD, {**values, "slug": "ani", "name_en": "Ani", "portrait": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize(
    ("kind", "mode", "suffix"),
    [
        ("JPEG", "RGB", "jpg"),
        ("JPEG", "CMYK", "jpg"),
        ("PNG", "P", "png"),
        ("PNG", "LA", "png"),
        ("WEBP", "RGB", "webp"),
    ],
)
def test_a_portrait_is_written_anew_under_a_random_name(kind: str, mode: str, suffix: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Secret place"
    data = make_image(kind, mode=mode, **({} if mode == "LA" else {"exif": exif})) + b"<script>trailing</script>"
    assert upload(sign_in(factories.find_chief()), data, "../me and you.php.png").status_code == 302
    person = Author.objects.get()
    assert re.fullmatch(rf"people/[0-9a-f]{{16}}\.{suffix}", person.portrait.name)
    stored = Path(person.portrait.path).read_bytes()
    assert (b"Secret place" in stored, b"trailing" in stored) == (False, False)
    with Image.open(BytesIO(stored)) as image:
        assert (image.format, image.size, dict(image.getexif())) == (kind, (40, 30), {})


def test_a_large_portrait_is_kept_as_small_as_it_is_shown() -> None:
    upload(sign_in(factories.find_chief()), make_image(size=(1600, 1200)))
    with Image.open(Author.objects.get().portrait.path) as image:
        assert (image.format, image.size) == ("JPEG", (640, 480))


def test_what_is_no_portrait_is_refused_at_the_field() -> None:
    client = sign_in(factories.find_chief())
    hostile = {
        "too many bytes": make_image() + b"\0" * 5_000_000,
        "too many pixels": make_image("PNG", (5_001, 5_000), "1"),
        "a bomb": make_bomb(60_000, 60_000),
        "a smaller bomb": make_bomb(10_000, 10_000),
        "broken off": make_image(size=(400, 400))[:-200],
        "an empty picture": make_bomb(0, 5),
        "another kind": make_image("GIF", mode="P"),
        "a page": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    }
    for name, data in hostile.items():
        response = upload(client, data)
        errors = response.context["adminform"].form.errors
        assert (name, response.status_code, errors) == (
            name,
            200,
            {"portrait": ["A JPEG, PNG or WebP image of at most 5 MB and 25 megapixels."]},
        )
    assert Author.objects.count() == 0


def test_a_website_is_on_the_web() -> None:
    client = sign_in(factories.find_chief())
    values, _buttons = read_form(client, ADD)
    values.pop("portrait", None)
    person = {**values, "slug": "ani", "name_en": "Ani"}
    for address in ("ftp://example.org/", "javascript:alert(1)", "FTPS://example.org/"):
        response = client.post(ADD, {**person, "website": address})
        assert response.context["adminform"].form.errors == {"website": ["Enter a valid URL."]}
    assert client.post(ADD, {**person, "website": "HTTPS://example.org/"}).status_code == 302
    assert Author.objects.get().website.lower() == "https://example.org/"


def test_an_editor_of_assigned_pieces_only_keeps_neither_people_nor_topics() -> None:
    client = sign_in(factories.create_user(memberships=[("edit", "hy", True)]))
    assert [client.get(place).status_code for place in (ADD, "/admin/articles/topic/add/")] == [404, 404]
