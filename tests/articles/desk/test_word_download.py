"""A version as a Word file: who gets it, what it is called, what it costs."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from PIL import Image as Pillow

from articles.desk.word_download import name_file
from articles.models import Article, Image, LanguageVersion
from articles.revisions import Content
from journal.models import User
from tests import factories
from tests.articles.desk.forms import sign_in
from tests.articles.press.pieces import create_person, credit

pytestmark = pytest.mark.django_db


def make_piece() -> tuple[Article, LanguageVersion, User]:
    """Make an Armenian piece, released, with a German translation by Lena, who translates assigned pieces only."""
    lena = factories.create_user(memberships=[("translate", "de", True)])
    article = factories.create_article()
    factories.release(factories.find_version(article))
    version = factories.create_version(article, "de", assignee=lena)
    return article, factories.write_text(version), lena


def find_path(version: LanguageVersion, number: int = 0) -> str:
    if number:
        return reverse("admin:desk_revision_word", args=[version.pk, number])
    return reverse("admin:desk_word", args=[version.pk])


def read_paragraphs(response: HttpResponse) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs]


def test_a_version_is_sent_as_a_file_with_a_plain_name_that_nobody_keeps() -> None:
    article, version, lena = make_piece()
    credit(create_person("anna", hy="Աննա", de="Anna"), article)
    credit(create_person("boris", hy="Բորիս"), article, alias="B. B.")
    response = sign_in(lena).get(find_path(version))
    assert (response.status_code, response["Content-Type"], response["Content-Disposition"]) == (
        200,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        'attachment; filename="title-de-first-de.docx"',
    )
    assert set(response["Cache-Control"].split(", ")) >= {"no-store", "private"}
    assert read_paragraphs(response) == [
        "Title de first",
        "Subtitle de first",
        "Standfirst de first",
        "Body de first.",
    ]
    properties = Document(io.BytesIO(response.content)).core_properties
    assert (properties.author, properties.last_modified_by, properties.language) == ("Anna; B. B.", "", "de")


def test_an_old_revision_is_sent_as_it_was() -> None:
    article, _version, _lena = make_piece()
    original = factories.find_version(article)
    factories.write_text(original, word="second")
    response = sign_in(factories.find_chief()).get(find_path(original, 1))
    assert response["Content-Disposition"] == 'attachment; filename="title-hy-first-hy-r1.docx"'
    assert read_paragraphs(response)[0] == "Title hy first"
    again = sign_in(factories.find_chief()).get(find_path(original, 1))
    assert again.content == response.content


def test_a_translator_of_assigned_pieces_gets_theirs_and_its_source_and_nothing_else() -> None:
    article, version, lena = make_piece()
    other = factories.create_version(article, "ru")
    foreign = factories.find_version(factories.create_article(language="de"))
    factories.release(foreign)
    client = sign_in(lena)
    answers = {
        "own": client.get(find_path(version)).status_code,
        "source": client.get(find_path(factories.find_version(article))).status_code,
        "source revision": client.get(find_path(factories.find_version(article), 1)).status_code,
        "no such revision": client.get(find_path(version, 7)).status_code,
        "no such number": client.get(find_path(version, 10**12)).status_code,
        "other language": client.get(find_path(other)).status_code,
        "other piece": client.get(find_path(foreign)).status_code,
        "revision of it": client.get(find_path(foreign, 1)).status_code,
        "nothing": client.get(find_path(version).replace(str(version.pk), "987654")).status_code,
    }
    assert {name for name, status in answers.items() if status == 200} == {"own", "source", "source revision"}
    assert {status for name, status in answers.items() if status != 200} == {404}


def test_a_reviewer_who_may_not_write_gets_the_file() -> None:
    _article, version, _lena = make_piece()
    reviewer = factories.create_user(memberships=[("review", "de")])
    assert sign_in(reviewer).get(find_path(version)).status_code == 200


def test_strangers_are_sent_to_the_door_and_a_form_is_not_taken() -> None:
    _article, version, _lena = make_piece()
    assert Client().get(find_path(version)).status_code == 302
    assert sign_in(factories.create_user(is_staff=False)).get(find_path(version)).status_code == 302
    assert sign_in(factories.create_user()).get(find_path(version)).status_code == 404
    assert sign_in(factories.find_chief()).post(find_path(version)).status_code == 405


def test_the_screens_lead_to_the_files() -> None:
    article, version, _lena = make_piece()
    original = factories.find_version(article)
    client = sign_in(factories.find_chief())
    history = client.get(reverse("admin:desk_history", args=[original.pk])).content.decode()
    assert [path in history for path in (find_path(original), find_path(original, 1))] == [True, True]
    facing = client.get(reverse("admin:articles_translation_change", args=[version.pk])).content.decode()
    assert [path in facing for path in (find_path(version), find_path(original, 1))] == [True, True]
    screen = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert find_path(original) in screen


def create_image(name: str, data: bytes | None, **fields: object) -> Image:
    """Create an image whose file holds `data`; with None there is no file."""
    if data is not None:
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Image.objects.bulk_create([Image(file=name, width=30, height=20, **fields)])[0]


def paint() -> bytes:
    held = io.BytesIO()
    Pillow.new("RGB", (30, 20), (200, 30, 60)).save(held, "JPEG")
    return held.getvalue()


def test_pictures_go_along_and_a_missing_or_stolen_file_leaves_a_grey_field() -> None:
    data = paint()
    images = [
        create_image("images/there.jpg", data, alt_hy="Field", credit="A. B."),
        create_image("images/gone.jpg", None, alt_hy="Gone"),
        create_image("../../etc/passwd", None),
    ]
    body = (
        "".join(f'<figure data-image="{image.pk}"></figure>' for image in images) + '<figure data-image="99"></figure>'
    )
    article = factories.create_article(texts={**factories.make_texts("hy"), "body": body})
    response = sign_in(factories.find_chief()).get(find_path(factories.find_version(article)))
    document = Document(io.BytesIO(response.content))
    shapes = document.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["Field", "Gone", "", ""]
    blobs = [
        document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob for shape in shapes
    ]
    assert blobs[0] == data
    assert [Pillow.open(io.BytesIO(blob)).size for blob in blobs[1:]] == [(480, 320)] * 3
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Picture Credit"] == [
        "A. B."
    ]


def make_large(*, notes: int, images: int) -> LanguageVersion:
    """Make a piece with so many notes and pictures."""
    shown = [create_image(f"images/{number}.jpg", paint()) for number in range(images)]
    keys = [f"k{number}" for number in range(notes)]
    body = "".join(f'<p>Words<sup data-note="{key}"></sup>.</p>' for key in keys)
    body += "".join(f'<figure data-image="{image.pk}"></figure>' for image in shown)
    texts = {**factories.make_texts("hy"), "body": body}
    rows = {key: {"kind": "remark", "html": "<p>Note.</p>"} for key in keys}
    return factories.find_version(factories.create_article(texts=texts, notes=rows))


def test_the_number_of_queries_does_not_grow_with_the_text() -> None:
    client = sign_in(factories.find_chief())
    counts = []
    for version in (make_large(notes=1, images=1), make_large(notes=40, images=12)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(find_path(version)).status_code == 200
        counts.append(len(queries))
    assert (counts[0] == counts[1], counts[1] <= 12) == (True, True)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("letters-in-transit", "letters-in-transit-en-r3.docx"),
        ('a"; filename="evil.exe\r\nSet-Cookie: x=1', "a-filename-evil-exe-set-cookie-x-1-en-r3.docx"),
        ("../../etc/passwd", "etc-passwd-en-r3.docx"),
        ("տառեր", "tarer-en-r3.docx"),
        ("文字", "article-7-en-r3.docx"),
        ("", "article-7-en-r3.docx"),
        ("x" * 500, f"{'x' * 80}-en-r3.docx"),
    ],
)
def test_no_slug_gets_into_the_header_as_it_is(slug: str, name: str) -> None:
    assert name_file(Content(slug=slug), LanguageVersion(article_id=7, language="en"), 3) == name
