"""What is shown live beside a published text."""

from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Image
from articles.press.article.notice import Released
from articles.press.article.references import References, choose_name, load_references
from journal.columns import Name
from journal.languages import CODES
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, make_notes
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, texts
from tests.factories import create_article, find_version, make_texts, publish, write_text

REQUIRED = {"alt_hy": "Alt", "credit": "Photo: Z", "licence": "CC0"}


def create_image(name: str, **fields: str) -> Image:
    """A picture of three by two pixels, with what is required to publish it; it has no copies."""
    file = BytesIO()
    PIL.Image.new("RGB", (3, 2)).save(file, "PNG")
    return Image.objects.create(file=SimpleUploadedFile(f"{name}.png", file.getvalue()), **{**REQUIRED, **fields})


def names_in(**given: str) -> list[str]:
    return [given.get(code, "") for code in CODES]


@pytest.mark.parametrize(
    ("given", "language", "expected"),
    [
        ({"hy": "Ա", "de": "A"}, "de", Name("A", "de")),
        ({"hy": "Ա", "de": "A"}, "ru", Name("A", "de")),
        ({"ru": "А", "de": "A"}, "ka", Name("A", "de")),
        ({}, "en", Name("", "en")),
    ],
)
def test_a_name_is_shown_in_a_language_it_has(given: dict[str, str], language: str, expected: Name) -> None:
    assert choose_name(names_in(**given), language) == expected


@pytest.mark.django_db
def test_everything_comes_in_one_query_and_in_order() -> None:
    article, linked = create_piece(languages=("hy", "en")), create_piece(languages=("hy", "de"))
    anna, ben = create_person("anna", hy="Աննա"), create_person("ben", en="Ben")
    for position, person in ((2, anna), (1, ben)):
        row = credit(person, article)
        row.position = position
        row.save()
    credit(anna, article, "en", role="translator")
    credit(ben, article, "hy", role="editor")
    topic = create_topic("memory", de="Erinnerung")
    article.topics.add(topic)
    image = create_image("one", credit="Photo: X", licence="CC BY")
    english = find_version(article, "en").pk
    with CaptureQueriesContext(connection) as queries:
        found = load_references(article.pk, english, "en", linked=[linked.pk, 99], images=[image.pk, 98], at=LATER)
    assert len(queries) == 1
    assert [(one.name, one.role, one.path) for one in found.credits] == [
        (Name("Աննա", "hy"), "translator", f"/en/people/{anna.pk}/anna/"),
        (Name("Ben", "en"), "author", f"/en/people/{ben.pk}/ben/"),
        (Name("Աննա", "hy"), "author", f"/en/people/{anna.pk}/anna/"),
    ]
    assert [(one.name, one.path) for one in found.topics] == [
        (Name("Erinnerung", "de"), f"/en/topics/{topic.pk}/memory/")
    ]
    assert found.links == {linked.pk: f"/{linked.pk}/"}
    picture = found.pictures[image.pk]
    assert (picture.url, picture.width, picture.height) == (f"/media/{image.file.name}", 3, 2)
    assert (picture.credit, picture.licence) == ("Photo: X", "CC BY")


@pytest.mark.django_db
def test_nothing_to_show_is_nothing() -> None:
    assert load_references(1, 1, "en", at=LATER) == References()


@pytest.mark.django_db
def test_the_released_revisions_of_all_languages_are_known() -> None:
    article = create_piece(languages=("hy", "en"))
    original, english = find_version(article), find_version(article, "en")
    first, second = original.revisions.get(), english.revisions.get()
    found = load_references(article.pk, english.pk, "en", at=LATER).released
    assert found == {
        first.pk: Released(original.pk, 1, "substantive", None),
        second.pk: Released(english.pk, 1, "substantive", first.pk),
    }


def create_illustrated(lead: Image | None, inside: Image | None) -> Article:
    """A piece with a lead image, and one in its text."""
    figure = f'<figure data-image="{inside.pk}"></figure>' if inside else ""
    body = f'<p>One<sup data-note="a1"></sup></p>{figure}'
    article = create_article(language="hy", texts={}, at=LONG_AGO)
    Article.objects.filter(pk=article.pk).update(lead_image=lead)
    write_text(find_version(article), texts=make_texts("hy", body=body), notes=make_notes("hy", "a1"), at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    return article


@pytest.mark.django_db
def test_pictures_are_shown_with_the_words_frozen_with_the_text() -> None:
    lead = create_image("lead", alt_hy="Լեռ <&>", caption_hy="Տեքստ", credit="Photo: X", licence="CC BY")
    inside = create_image("inside", alt_hy="Քաղաք")
    article = create_illustrated(lead, inside)
    path = find_path(article, "hy")
    response = get(path)
    assert attributes(response, "//figure/img", "src", "alt", "width", "height") == [
        (f"/media/{lead.file.name}", "Լեռ <&>", "3", "2"),
        (f"/media/{inside.file.name}", "Քաղաք", "3", "2"),
    ]
    assert texts(response, "//figcaption") == ["Տեքստ Photo: X, CC BY", "Photo: Z, CC0"]
    lead.alt_hy, lead.credit = "Changed", "Photo: Y"
    lead.save()
    again = get(path)
    assert attributes(again, "//figure/img", "alt") == [("Լեռ <&>",), ("Քաղաք",)]
    assert texts(again, "//figcaption") == ["Տեքստ Photo: Y, CC BY", "Photo: Z, CC0"]


@pytest.mark.django_db
def test_the_lead_image_is_the_one_the_text_was_published_with() -> None:
    old, new = create_image("old", alt_hy="Old"), create_image("new", alt_hy="New", credit="Secret")
    article = create_illustrated(old, None)
    path = find_path(article, "hy")
    before = get(path).content
    Article.objects.filter(pk=article.pk).update(lead_image=new)
    assert get(path).content == before
    article.refresh_from_db()
    assert attributes(get(path), "//figure/img", "alt") == [("Old",)]
