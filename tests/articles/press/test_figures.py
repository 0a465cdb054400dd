"""Pictures as readers get them: the formats and sizes to choose from, words, and what stands in for the page."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Image
from articles.press.pictures import SIZES, make_picture
from tests.articles.desk.forms import sign_in
from tests.articles.press.reader import LONG_AGO, attributes, find_path, get, texts
from tests.factories import (
    create_article,
    create_image,
    create_version,
    find_chief,
    find_version,
    make_texts,
    publish,
    write_text,
)

pytestmark = pytest.mark.django_db

WORDS = {"hy": 'Harbour <&> "quay"', "de": "Hafen"}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def show(*shown: Image) -> str:
    return "<p>Text.</p>" + "".join(f'<figure data-image="{image.pk}"></figure>' for image in shown)


def create_illustrated(*shown: Image, lead: Image | None = None) -> Article:
    article = create_article(texts=make_texts("hy", body=show(*shown)), at=LONG_AGO)
    Article.objects.filter(pk=article.pk).update(lead_image=lead)
    publish(find_version(article), at=LONG_AGO)
    return article


def test_a_photograph_comes_in_two_formats_and_the_sizes_there_are() -> None:
    image = create_image(size=(900, 600), alt=WORDS, caption={"hy": "One\nTwo"})
    page = get(find_path(create_illustrated(image), "hy"))
    file = f"/media/{image.file.name}"
    assert attributes(page, "//figure/picture/source", "type", "srcset", "sizes") == [
        ("image/webp", f"{file}-480.webp 480w, {file}-800.webp 800w, {file}-900.webp 900w", SIZES)
    ]
    names = ("src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding", "fetchpriority")
    assert attributes(page, "//figure/picture//img", *names) == [
        (
            file,
            f"{file}-480.jpg 480w, {file}-800.jpg 800w, {file} 900w",
            SIZES,
            WORDS["hy"],
            "900",
            "600",
            "lazy",
            "async",
            None,
        )
    ]
    assert texts(page, "//figcaption") == ["OneTwo Photo: Ani, CC BY 4.0"]


def test_the_lead_image_is_loaded_at_once_and_the_others_when_they_are_near() -> None:
    lead, inside = (create_image(colour=colour, alt=WORDS) for colour in ("red", "green"))
    page = get(find_path(create_illustrated(inside, lead=lead), "hy"))
    assert attributes(page, "//figure//img", "src", "loading", "fetchpriority") == [
        (f"/media/{lead.file.name}", None, "high"),
        (f"/media/{inside.file.name}", "lazy", None),
    ]


def test_a_file_without_copies_is_a_plain_picture() -> None:
    image = create_image(alt=WORDS)
    Image.objects.filter(pk=image.pk).update(widths=[])
    page = get(find_path(create_illustrated(image), "hy"))
    assert attributes(page, "//figure/img", "src", "srcset", "width") == [(f"/media/{image.file.name}", None, "600")]
    assert attributes(page, "//picture", "class") == []


def test_a_copy_is_sent_as_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mimetypes.guess_type", lambda *args, **kwargs: (None, None))  # as on a bare system
    image = create_image()
    response = get(f"/media/{image.file.name}-480.webp")
    assert response.getvalue()[8:12] == b"WEBP"
    response.close()
    assert (response.status_code, response["Content-Type"], response["X-Content-Type-Options"]) == (
        200,
        "image/webp",
        "nosniff",
    )


def test_what_knows_no_sizes_gets_a_copy_of_middling_size() -> None:
    large = make_picture("images/a.jpg", 6000, 4000, [480, 800, 1200, 1800], "", "")
    assert (large.url, str(large.plain).count("images/a.jpg ")) == ("/media/images/a.jpg-1200.jpg", 0)
    assert make_picture("images/a.webp", 6000, 4000, [480, 800], "", "").url == "/media/images/a.webp"
    assert make_picture("images/a.jpg", 300, 200, [300], "", "").url == "/media/images/a.jpg"


def test_a_waived_alternative_text_is_an_empty_one() -> None:
    image = create_image()
    article = create_article(texts=make_texts("hy", body=show(image)), at=LONG_AGO)
    find_version(article).waivers.create(problem=f"image:{image.pk}:alt", reason="An ornament.", at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    assert attributes(get(find_path(article, "hy")), "//figure//img", "alt") == [("",)]


def test_links_elsewhere_show_the_lead_image_or_the_first_or_that_of_the_journal() -> None:
    lead, inside = (create_image(colour=colour, alt=WORDS) for colour in ("red", "green"))
    pages = {
        "lead": (create_illustrated(inside, lead=lead), lead),
        "first": (create_illustrated(inside), inside),
        "none": (create_illustrated(), None),
    }
    for article, image in pages.values():
        page = get(find_path(article, "hy"))
        path = f"/media/{image.file.name}" if image else "/static/press/share.png"
        address = f"http://127.0.0.1:8000{path}"
        assert attributes(page, "//meta[@property='og:image']", "content") == [(address,)]
        assert attributes(page, "//meta[@property='og:image:alt']", "content") == ([(WORDS["hy"],)] if image else [])
        (data,) = texts(page, "//script[@type='application/ld+json']")
        shown = json.loads(data)["image"]
        assert (shown["url"] if image else shown) == address


def test_pictures_cost_no_query_more_than_they_did() -> None:
    one = create_illustrated(create_image(alt=WORDS))
    many = create_illustrated(*(create_image(colour=f"#0000{n:02x}", alt=WORDS) for n in range(9)))
    counts = []
    for article in (one, many):
        get(find_path(article, "hy"))  # renders
        Client().get("/healthz")
        with CaptureQueriesContext(connection) as queries:
            Client().get(find_path(article, "hy"), {"other": "address"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 3


def test_the_preview_shows_the_pictures_of_the_working_text() -> None:
    lead, inside = (create_image(colour=colour, alt=WORDS) for colour in ("red", "green"))
    article = create_illustrated(lead=lead)
    german = create_version(article, "de")
    write_text(german, texts=make_texts("de", body=show(inside)))
    page = sign_in(find_chief()).get(f"/admin/articles/version/{german.pk}/preview/")
    assert attributes(page, "//figure//img", "src", "alt") == [
        (f"/media/{lead.file.name}", "Hafen"),
        (f"/media/{inside.file.name}", "Hafen"),
    ]
