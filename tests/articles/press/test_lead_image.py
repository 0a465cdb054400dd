"""The image above a text is frozen with it: what the piece has now is for its next revision."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from articles import image_uses, restoring, workflow
from articles.adoption import LEFT_OUT, Piece, PieceRevision, PieceVersion
from articles.adoption.lead_images import find_lead_images
from articles.choices import Act
from articles.models import Article, Image, Revision
from articles.refusals import NotPossible
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get
from tests.factories import (
    MORNING,
    create_article,
    create_image,
    find_chief,
    find_version,
    make_texts,
    publish,
    release,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def create_pictures(*names: str) -> list[Image]:
    colours = ("red", "green", "blue")
    return [create_image(colour=colour, alt={"hy": name}) for name, colour in zip(names, colours, strict=False)]


def choose(article: Article, image: Image | None, *, word: str, shown: Image | None = None) -> None:
    """Save a text with the image chosen above it, and perhaps one within, and publish it."""
    version = find_version(article)
    figure = f'<figure data-image="{shown.pk}"></figure>' if shown else ""
    given = {"by": find_chief(), "at": LONG_AGO, "lead_image": image.pk if image else None}
    texts = make_texts("hy", word=word, body=f"<p>{word}</p>{figure}")
    workflow.apply(version, Act.SAVE, edit_number=version.edit_number, texts=texts, **given)
    publish(find_version(article), significance="typo", at=LONG_AGO)


def read_alts(article: Article) -> list[str | None]:
    return [alt for (alt,) in attributes(get(find_path(article, "hy")), "//figure//img", "alt")]


def test_a_page_shows_the_image_its_revision_was_frozen_with_whatever_becomes_of_the_piece() -> None:
    one, two, three = create_pictures("One", "Two", "Three")
    article = create_article(at=LONG_AGO)
    choose(article, one, word="first", shown=two)
    choose(article, two, word="second", shown=two)
    choose(article, None, word="third", shown=three)
    seen = []
    for number in (1, 2, 3):
        Article.objects.filter(pk=article.pk).update(lead_image=[three, one, two][number - 1])
        workflow.apply(find_version(article), Act.ROLL_BACK, by=find_chief(), at=LATER, revision=number)
        seen.append(read_alts(article))
    assert seen == [["One", "Two"], ["Two", "Two"], ["Three"]]


def test_another_lead_image_alone_makes_another_revision() -> None:
    (one,) = create_pictures("One")
    article = create_article(texts=make_texts("hy", body=f'<figure data-image="{one.pk}"></figure>'))
    version = release(find_version(article))
    for image in (one, None):
        Article.objects.filter(pk=article.pk).update(lead_image=image)
        release(version, significance="typo")
        with pytest.raises(NotPossible):  # nothing has changed
            release(version, significance="typo")
    assert list(version.revisions.values_list("number", "lead_image")) == [(1, None), (2, one.pk), (3, None)]


def test_restoring_leaves_the_image_of_the_piece_and_keeps_what_it_was() -> None:
    one, two = create_pictures("One", "Two")
    article = create_article(at=LONG_AGO)
    choose(article, one, word="first")
    choose(article, two, word="second")
    version = find_version(article)
    first = version.revisions.get(number=1)
    restoring.restore(first, by=find_chief(), at=LATER, edit_number=version.edit_number)
    article.refresh_from_db()
    newest = version.revisions.order_by("-number").first()
    assert (article.lead_image, newest.title, newest.lead_image) == (two, "Title hy first", two)
    assert (first.lead_image, read_alts(article)) == (one, ["Two"])


def test_an_image_that_stood_above_any_revision_is_used_and_stays() -> None:
    one, two, three = create_pictures("One", "Two", "Three")
    article = create_article(at=LONG_AGO)
    choose(article, one, word="first")
    choose(article, two, word="second")
    version = find_version(article)
    Revision.objects.filter(version=version).update(images={})  # as after a redaction of what is said of them
    assert [image_uses.find_uses(one).revised, image_uses.find_uses(three).revised] == [{version.pk}, frozenset()]
    assert [image_uses.is_published(image) for image in (one, two, three)] == [True, True, False]
    with pytest.raises(NotPossible):
        image_uses.remove_image(one, by=find_chief())
    image_uses.remove_image(three, by=find_chief())
    assert list(Image.objects.order_by("pk")) == [one, two]


def describe(*images: Image | int) -> dict[str, dict[str, str]]:
    return {str(getattr(one, "pk", one)): {"alt": "", "caption": ""} for one in images}


def test_the_migration_freezes_what_pages_have_shown() -> None:
    one, two = create_pictures("One", "Two")
    article = create_article(at=LONG_AGO)
    Article.objects.filter(pk=article.pk).update(lead_image=two)
    version, gone = find_version(article), two.pk + 100
    inside = f'<p>x</p><figure data-image="{one.pk}"></figure>'
    cases: list[tuple[str, dict[str, Any], int | None]] = [
        ("", {}, None),
        ("", describe(one), one.pk),
        (inside, describe(one), None),
        (inside, describe(one, two), two.pk),
        (f'{inside}<figure data-image="{two.pk}"></figure>', describe(one, two), two.pk),
        ("", describe(gone), None),
    ]
    for number, (body, images, _lead) in enumerate(cases, start=1):
        Revision.objects.create(version=version, number=number, body=body, images=images, made_at=MORNING)
    migration = import_module("articles.migrations.0008_lead_images_of_revisions")
    for _twice in range(2):
        migration.freeze_lead_images(apps, None)
        frozen = Revision.objects.order_by("number").values_list("lead_image", flat=True)
        assert list(frozen) == [lead for *_rest, lead in cases]


def test_a_revision_from_elsewhere_that_does_not_say_gets_the_image_its_pages_showed() -> None:
    one, two = create_pictures("One", "Two")
    inside = f'<figure data-image="{one.pk}"></figure>'
    cases = [
        (inside, describe(one, two), LEFT_OUT, two.pk),
        (inside, describe(one), LEFT_OUT, one.pk),
        ("", describe(two.pk + 100), LEFT_OUT, None),
        ("", describe(two), None, None),
        ("", {}, two.pk, two.pk),
    ]
    revisions = [
        PieceRevision(number=n, title="", body=body, made_at=MORNING, images=images, lead_image=said)
        for n, (body, images, said, _expected) in enumerate(cases, start=1)
    ]
    piece = Piece(
        id=1,
        original_language="hy",
        working_title="A",
        lead_image=one.pk,
        versions=[PieceVersion(language="hy", stage="draft", revisions=revisions)],
    )
    assert find_lead_images([piece]) == {(1, "hy", n): case[3] for n, case in enumerate(cases, start=1)}
