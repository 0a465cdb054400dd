"""Uploading images, what becomes of their files, who sees them, and when one may go."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import image_uses, images, workflow
from articles.choices import Act
from articles.image_uses import find_uses, remove_image, visible_images
from articles.models import Image
from articles.refusals import Invalid, NotAllowed, NotPossible
from journal.models import PressStamp
from tests.articles.races import run_at_once
from tests.factories import (
    MORNING,
    create_article,
    create_image,
    create_user,
    create_version,
    find_chief,
    find_version,
    make_texts,
    publish,
    release,
    write_text,
)
from tests.journal.hostile_pictures import HOSTILE, make_noise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def list_files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def show(*numbers: int) -> str:
    return "<p>Text.</p>" + "".join(f'<figure data-image="{number}"></figure>' for number in numbers)


def create_illustrated(*shown: Image, lead: Image | None = None, language: str = "hy") -> Any:
    """An original that shows images."""
    article = create_article(language=language, texts=make_texts(language, body=show(*(image.pk for image in shown))))
    if lead is not None:
        save(find_version(article), lead_image=lead.pk)
    return article


def save(version: Any, **given: Any) -> Any:
    version.refresh_from_db()
    return workflow.apply(version, Act.SAVE, by=find_chief(), at=MORNING, edit_number=version.edit_number, **given)


def test_an_upload_becomes_a_file_with_copies_and_a_row(tmp_path: Path) -> None:
    by = create_user(memberships=[("translate", "de", True)])
    image = images.take_image(make_noise((900, 300)), name="..\\My photo.php", by=by, at=MORNING)
    stored = Image.objects.get()
    token = re.fullmatch(r"images/([0-9a-f]{32})\.jpg", stored.file.name)
    assert stored == image
    assert token is not None
    assert (stored.width, stored.height, stored.widths) == (900, 300, [480, 800, 900])
    assert (stored.name, stored.by, stored.at, stored.credit, stored.licence) == ("My photo.php", by, MORNING, "", "")
    names = ["", "-480.jpg", "-480.webp", "-800.jpg", "-800.webp", "-900.webp"]
    assert list_files(tmp_path) == [f"{stored.file.name}{end}" for end in names]
    assert sorted(images.file_names(stored)) == list_files(tmp_path)
    assert images.thumbnail_address(stored) == f"/media/{stored.file.name}-480.webp"


def test_an_upload_changes_nothing_readers_see() -> None:
    PressStamp.bump()
    before = PressStamp.objects.get().token
    create_image()
    assert PressStamp.objects.get().token == before


@pytest.mark.parametrize("name", [name for name, (_make, reason) in HOSTILE.items() if reason])
def test_a_hostile_file_is_refused_with_a_sentence_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    make, _reason = HOSTILE[name]
    with pytest.raises(Invalid) as refusal:
        images.take_image(make(), name="x.jpg", by=find_chief(), at=MORNING)
    assert str(refusal.value) in {str(sentence) for sentence in images.REFUSALS.values()}
    assert (Image.objects.count(), list_files(tmp_path)) == (0, [])


@pytest.mark.parametrize(
    ("memberships", "allowed"),
    [
        ([("edit", "hy")], True),
        ([("edit", "hy", True)], True),
        ([("translate", "de")], True),
        ([("translate", "de", True)], True),
        ([("review", "")], False),
        ([("publish", "")], False),
        ([], False),
    ],
)
def test_whoever_edits_or_translates_anything_may_upload(memberships: Any, *, allowed: bool, tmp_path: Path) -> None:
    user = create_user(memberships=memberships)
    if allowed:
        assert create_image(by=user).by == user
    else:
        with pytest.raises(NotAllowed):
            create_image(by=user)
        assert list_files(tmp_path) == []
    assert images.may_take(user) is allowed


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("C:\\Users\\ani\\photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\x1f.jpg", "a b .jpg"),
        ("x" * 300 + ".jpg", "x" * 200),
        ("Երևան.jpg", "Երևան.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("", ""),
        ("/", ""),
    ],
)
def test_a_name_is_kept_to_find_the_image_by(given: str, kept: str) -> None:
    assert images.tidy_name(given) == kept


def test_the_same_picture_a_moment_later_is_the_same_image(tmp_path: Path) -> None:
    first = create_image()
    again = create_image(at=MORNING + timedelta(seconds=5))
    others = [
        create_image(at=MORNING + timedelta(seconds=11)),
        create_image(name="other.jpg"),
        create_image(colour="red"),
        create_image(by=create_user(is_superuser=True)),
    ]
    assert again == first
    assert len({first.pk, *(image.pk for image in others)}) == 5
    assert len(list_files(tmp_path)) == 5 * len(images.file_names(first))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_a_button_pressed_twice_makes_one_image(tmp_path: Path) -> None:
    by, data = find_chief(), make_noise((300, 200))

    def upload() -> int:
        return images.take_image(data, name="a.jpg", by=by, at=MORNING).pk

    first, second = run_at_once([upload, upload])
    assert (first, Image.objects.count()) == (second, 1)
    assert sorted(images.file_names(Image.objects.get())) == list_files(tmp_path)


class Undone(Exception):
    pass


def take_and_fail(*, within_savepoint: bool) -> None:
    with transaction.atomic():
        create_image(colour="green")
        try:
            with transaction.atomic():
                create_image(colour="red")
                raise Undone
        except Undone:
            if not within_savepoint:
                raise


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_file(tmp_path: Path) -> None:
    find_chief()
    with pytest.raises(Undone):
        take_and_fail(within_savepoint=False)
    assert (Image.objects.count(), list_files(tmp_path)) == (0, [])
    take_and_fail(within_savepoint=True)
    assert sorted(images.file_names(Image.objects.get())) == list_files(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_cannot_be_written_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise Undone

    monkeypatch.setattr(Image.objects, "bulk_create", fail)
    with pytest.raises(Undone):
        create_image()
    assert list_files(tmp_path) == []


def test_a_row_without_its_file_can_be_read_and_shown() -> None:
    Image.objects.bulk_create([Image(id=5, file="images/gone.jpg")])
    image = Image.objects.get()
    assert (image.width, image.widths, images.thumbnail_address(image)) == (0, [], "/media/images/gone.jpg")
    assert images.add_copies(image) is False
    assert images.thumbnail_address(Image()) == ""


def test_a_file_that_came_alone_gets_its_copies_and_stays_as_it_is(tmp_path: Path) -> None:
    data = make_noise((500, 100), exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")
    image = Image.objects.create(file=SimpleUploadedFile("turned.jpg", data))
    assert (image.width, image.height) == (500, 100)
    assert images.add_copies(image) is True
    image.refresh_from_db()
    assert (image.width, image.height, image.widths) == (100, 500, [100])  # as browsers show it
    assert list_files(tmp_path) == [image.file.name, f"{image.file.name}-100.webp"]
    assert (tmp_path / image.file.name).read_bytes() == data


def test_names_of_copies_never_meet() -> None:
    assert images.rendition_names("images/a.jpg", [480, 700], 700) == {
        "webp": [("images/a.jpg-480.webp", 480), ("images/a.jpg-700.webp", 700)],
        "plain": [("images/a.jpg-480.jpg", 480), ("images/a.jpg", 700)],
    }
    assert images.rendition_names("images/a.png", [480, 800], 5000) == {
        "webp": [("images/a.png-480.webp", 480), ("images/a.png-800.webp", 800)],
        "plain": [("images/a.png-480.png", 480), ("images/a.png-800.png", 800)],
    }
    assert images.rendition_names("images/a.webp", [480, 700], 700) == {
        "webp": [("images/a.webp-480.webp", 480), ("images/a.webp-700.webp", 700)],
        "plain": [],
    }
    assert images.rendition_names("images/a.gif", [], 700) == {"webp": [], "plain": []}


def test_where_an_image_is_shown_is_known() -> None:
    inside, lead, alone = (
        create_image(colour="red", alt={"de": "Hafen"}),
        create_image(colour="green", alt={"de": "Berg"}),
        create_image(colour="blue"),
    )
    article = create_illustrated(inside, lead=lead)
    version = find_version(article)
    release(version)
    german = write_text(create_version(article, "de"), texts=make_texts("de", body=show(inside.pk)))
    save(version, texts={"body": "<p>Nothing.</p>"})
    with CaptureQueriesContext(connection) as queries:
        assert find_uses(inside) == image_uses.Uses(
            frozenset({(article.pk, "de")}), frozenset(), frozenset({version.pk})
        )
    assert len(queries) == 2
    assert find_uses(lead) == image_uses.Uses(frozenset(), frozenset({article.pk}), frozenset({version.pk}))
    assert not find_uses(alone)
    assert image_uses.closed_languages(find_uses(inside)) == set()
    workflow.apply(german, Act.SUBMIT, by=find_chief(), at=MORNING, source_revision=1, comment="")
    assert image_uses.closed_languages(find_uses(inside)) == {"de"}


def remove_and_fail(image: Image) -> None:
    with transaction.atomic():
        remove_image(image, by=find_chief())
        raise Undone


@pytest.mark.django_db(transaction=True)
def test_only_what_nothing_shows_can_be_deleted_and_its_files_go_with_it(tmp_path: Path) -> None:
    alone, inside, lead, frozen = (create_image(colour=colour) for colour in ("red", "green", "blue", "white"))
    article = create_illustrated(inside, frozen, lead=lead)
    release(find_version(article))
    save(find_version(article), texts={"body": show(inside.pk)})
    for image in (inside, lead, frozen):
        with pytest.raises(NotPossible):
            remove_image(image, by=find_chief())
    for memberships in ([("translate", "de")], [("edit", "hy", True)], [("publish", "")]):
        with pytest.raises(NotAllowed):
            remove_image(alone, by=create_user(memberships=memberships))
    kept = {name for image in (inside, lead, frozen) for name in images.file_names(image)}
    assert set(list_files(tmp_path)) == kept | set(images.file_names(alone))
    with pytest.raises(Undone):
        remove_and_fail(alone)
    assert set(list_files(tmp_path)) == kept | set(images.file_names(alone))
    remove_image(alone, by=create_user(memberships=[("edit", "hy")]))
    assert (Image.objects.filter(pk=alone.pk).exists(), set(list_files(tmp_path))) == (False, kept)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_another_row_names_stays(tmp_path: Path) -> None:
    first = create_image()
    Image.objects.bulk_create([Image(file=first.file.name, width=first.width, height=first.height)])
    remove_image(first, by=find_chief())
    assert first.file.name in list_files(tmp_path)
    remove_image(Image.objects.create(), by=find_chief())  # a row without a file
    assert Image.objects.count() == 1


def test_members_see_all_images_and_assigned_ones_those_of_their_pieces() -> None:
    mine, source, other, own = (create_image(colour=colour) for colour in ("red", "green", "blue", "white"))
    translator = create_user(memberships=[("translate", "de", True)])
    article = create_illustrated(source)
    release(find_version(article))
    write_text(create_version(article, "de", assignee=translator), texts=make_texts("de", body=show(mine.pk)))
    create_illustrated(other)
    Image.objects.filter(pk=own.pk).update(by=translator)
    seen = {
        "assigned": set(visible_images(translator)),
        "member": set(visible_images(create_user(memberships=[("review", "ka")]))),
        "nobody": set(visible_images(create_user())),
    }
    assert seen == {"assigned": {mine, source, own}, "member": {mine, source, other, own}, "nobody": set()}


def test_a_save_writes_what_one_language_says_of_the_images_it_shows() -> None:
    inside, lead = create_image(colour="red", alt={"de": "Hafen"}), create_image(colour="green")
    version = find_version(create_illustrated(inside, lead=lead))
    saved = save(
        version,
        images={inside.pk: {"alt": " A\nharbour "}, lead.pk: {"alt": "A hill", "caption": "One\n\nTwo"}},
        texts={"title": "Another"},
    )
    inside.refresh_from_db()
    lead.refresh_from_db()
    assert (inside.alt_hy, inside.alt_de, lead.alt_hy, lead.caption_hy) == ("A harbour", "Hafen", "A hill", "One\nTwo")
    assert saved.log.order_by("-pk").first().details["changed"] == [
        "title",
        f"image:{inside.pk}",
        f"image:{lead.pk}",
    ]
    number = saved.edit_number
    assert save(version, images={inside.pk: {"alt": "A harbour"}}).edit_number == number


def test_a_save_writes_of_no_other_image_and_no_other_field() -> None:
    shown, other = create_image(colour="red"), create_image(colour="green")
    version = find_version(create_illustrated(shown))
    for number, words in (
        (other.pk, {"alt": "X"}),
        (10**9, {"alt": "X"}),
        (shown.pk, {"credit": "X"}),
        (shown.pk, {"alt": "X" * 250_001}),
    ):
        with pytest.raises(Invalid) as refusal:
            save(version, images={number: words})
        assert refusal.value.field == f"image:{number}"
    assert save(version, texts={"body": show(other.pk)}, images={shown.pk: {"alt": "Out"}, other.pk: {"alt": "In"}})
    assert list(Image.objects.order_by("pk").values_list("alt_hy", "credit")) == [
        ("Out", "Photo: Ani"),
        ("In", "Photo: Ani"),
    ]


def test_the_lead_image_is_part_of_the_original() -> None:
    lead = create_image()
    article = create_illustrated()
    version = find_version(article)
    saved = save(version, lead_image=lead.pk)
    article.refresh_from_db()
    assert (article.lead_image, saved.log.order_by("-pk").first().details["changed"]) == (lead, ["lead_image"])
    assert save(version, lead_image=lead.pk).edit_number == saved.edit_number
    for number in (10**9, -1):
        with pytest.raises(Invalid):
            save(version, lead_image=number)
    release(version)
    with pytest.raises(Invalid):
        save(create_version(article, "de"), lead_image=None)
    save(version, lead_image=None)
    article.refresh_from_db()
    assert article.lead_image is None


def test_a_reviewer_does_not_choose_the_lead_image() -> None:
    lead, reviewer = create_image(), create_user(memberships=[("review", "hy")])
    version = find_version(create_illustrated())
    version = workflow.apply(version, Act.SUBMIT, by=find_chief(), at=MORNING)
    with pytest.raises(NotAllowed):
        workflow.apply(version, Act.SAVE, by=reviewer, at=MORNING, edit_number=version.edit_number, lead_image=lead.pk)


def test_the_press_hears_of_another_lead_image_with_the_text_it_is_published_with() -> None:
    lead = create_image(alt={"hy": "A hill"})
    article = create_illustrated(lead)
    save(find_version(article), lead_image=lead.pk)
    publish(find_version(article))
    before = PressStamp.objects.get().token
    save(find_version(article), lead_image=None)
    assert PressStamp.objects.get().token == before
    publish(find_version(article), significance="typo")
    assert PressStamp.objects.get().token != before
