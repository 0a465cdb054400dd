"""The list and the screen of images, and the rows of images beside a text."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from articles import images, workflow
from articles.choices import Act
from articles.models import Image, LanguageVersion
from tests.articles.desk.forms import facing_path, original_path, parse_form, read_form, send, sign_in
from tests.factories import (
    MORNING,
    create_article,
    create_image,
    create_user,
    create_version,
    find_chief,
    find_version,
    make_texts,
    release,
    submit,
    write_text,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/image/"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def screen(image: Image) -> str:
    return f"{LIST}{image.pk}/change/"


def show(*shown: Image) -> str:
    return "<p>Text.</p>" + "".join(f'<figure data-image="{image.pk}"></figure>' for image in shown)


def create_illustrated(*shown: Image, language: str = "hy") -> Any:
    return create_article(language=language, texts=make_texts(language, body=show(*shown)))


def keep(client: Any, image: Image, **changes: str) -> Any:
    """Open the screen of an image, change what is named, save."""
    values, _buttons = read_form(client, screen(image))
    return client.post(screen(image), {**values, **changes})


def test_the_list_is_searched_in_every_language() -> None:
    harbour = create_image(
        name="harbour.jpg", alt={"hy": "\u0546\u0561\u057e\u0561\u0570\u0561\u0576\u0563\u056b\u057d\u057f"}
    )
    hill = create_image(
        name="hill.jpg", caption={"ka": "\u10d1\u10dd\u10e0\u10ea\u10d5\u10d8"}, credit="Zara", colour="red"
    )
    client = sign_in(create_user(memberships=[("review", "de")]))
    searches = {"": [hill, harbour], "HILL": [hill], "zara": [hill], "\u10d1\u10dd\u10e0": [hill], "nothing": []}
    found = {words: list(client.get(LIST, {"q": words}).context["cl"].result_list) for words in searches}
    assert found == searches
    page = client.get(LIST)
    assert images.thumbnail_address(harbour).encode() in page.content
    assert list(client.get(LIST, {"alt_de__startswith": "A"}).context["cl"].result_list) == [hill, harbour]


def test_what_each_may_write_of_an_image() -> None:
    image = create_image()
    members = {
        "editor": [("edit", "hy"), ("translate", "en")],
        "translator": [("translate", "de")],
        "of assigned pieces": [("translate", "de", True)],
        "reviewer": [("review", "")],
    }
    offered = {}
    for name, memberships in members.items():
        user = create_user(memberships=memberships)
        Image.objects.filter(pk=image.pk).update(by=user)  # so that those of assigned pieces see it
        values, _buttons = read_form(sign_in(user), screen(image))
        fields = {
            "credit",
            "licence",
            *(f"{field}_{code}" for field in ("alt", "caption") for code in ("hy", "en", "de")),
        }
        offered[name] = sorted(fields & set(values))
    assert offered == {
        "editor": ["alt_en", "alt_hy", "caption_en", "caption_hy", "credit", "licence"],
        "translator": ["alt_de", "caption_de"],
        "of assigned pieces": [],
        "reviewer": [],
    }


def test_what_is_not_offered_is_not_taken() -> None:
    image = create_image()
    client = sign_in(create_user(memberships=[("translate", "de")]))
    response = keep(
        client, image, alt_de="Hafen", alt_hy="X", credit="X", licence="X", file="x.jpg", width="1", name="X"
    )
    assert response.status_code == 302
    stored = Image.objects.get()
    assert (stored.alt_de, stored.alt_hy, stored.credit, stored.licence) == ("Hafen", "", "Photo: Ani", "CC BY 4.0")
    assert (stored.file.name, stored.width, stored.name) == (image.file.name, 600, "harbour.jpg")
    reviewer = sign_in(create_user(memberships=[("review", "")]))
    assert keep(reviewer, image, alt_de="X").status_code == 404
    assert Image.objects.get().alt_de == "Hafen"


def test_what_is_said_of_an_image_in_a_text_in_review_changes_with_the_text_only() -> None:
    image = create_image(alt={"hy": "A harbour"})
    article = create_illustrated(image)
    client = sign_in(find_chief())
    assert "alt_hy" in read_form(client, screen(image))[0]
    submit(find_version(article))
    assert {"alt_hy", "alt_de"} & set(read_form(client, screen(image))[0]) == {"alt_de"}
    keep(client, image, alt_hy="X", alt_de="Hafen")
    assert Image.objects.values_list("alt_hy", "alt_de").get() == ("A harbour", "Hafen")


def test_the_screen_says_where_the_image_is_shown_as_far_as_it_is_the_persons_to_see() -> None:
    image = create_image()
    mine, other = create_illustrated(image), create_illustrated(image, language="ka")
    editor = create_user(memberships=[("edit", "hy", True)])
    LanguageVersion.objects.filter(article=mine).update(assignee=editor)
    uses = sign_in(editor).get(screen(image)).context["uses"]
    assert [(version.article_id, address) for version, address in uses] == [(mine.pk, original_path(mine))]
    everything = sign_in(find_chief()).get(screen(image)).context["uses"]
    assert [version.article_id for version, _address in everything] == [mine.pk, other.pk]
    stranger = create_user(memberships=[("edit", "hy", True)])
    unseen = sign_in(stranger).get(screen(image))
    nowhere = sign_in(stranger).get(f"{LIST}999/change/")
    assert (unseen.status_code, unseen.content) == (nowhere.status_code, nowhere.content)
    assert unseen.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_image_is_deleted_where_nothing_shows_it() -> None:
    shown, alone = create_image(colour="red"), create_image(colour="green")
    create_illustrated(shown)
    editor = sign_in(create_user(memberships=[("edit", "ka")]))
    translator = sign_in(create_user(memberships=[("translate", "")]))
    names = images.file_names(alone)
    answers = [
        client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code
        for client, image in ((translator, alone), (editor, shown), (editor, alone))
    ]
    assert answers == [404, 404, 302]
    assert list(Image.objects.all()) == [shown]
    assert [name for name in names if default_storage.exists(name)] == []


@pytest.mark.parametrize("act", ["publish", "schedule", "release"])
def test_what_is_published_keeps_credit_and_licence(act: str) -> None:
    image = create_image(alt={"hy": "Harbour"})
    version = find_version(create_illustrated(image))
    when = {"schedule": {"when": MORNING + timedelta(days=2)}}.get(act, {})
    workflow.apply(version, Act(act), by=find_chief(), at=MORNING, significance="substantive", **when)
    client = sign_in(create_user(memberships=[("edit", "ka")]))
    changes = [{"credit": ""}, {"licence": " "}, {"credit": "Photo: Karen", "licence": "CC0"}]
    statuses = [keep(client, image, **change).status_code for change in changes]
    assert statuses == ([302, 302, 302] if act == "release" else [200, 200, 302])
    image.refresh_from_db()
    assert (image.credit, image.licence) == ("Photo: Karen", "CC0")


def test_the_original_says_of_its_images_what_its_language_says() -> None:
    lead, inside = (
        create_image(colour="red", name="lead.jpg"),
        create_image(colour="green", credit="", alt={"hy": "Old"}),
    )
    article = create_illustrated(inside)
    client, path = sign_in(find_chief()), original_path(article)
    assert send(client, path, "save", lead_image=str(lead.pk)).status_code == 303
    page = client.get(path)
    rows = page.context["screen"].image_rows.rows
    assert [(row.number, row.is_lead, row.form["alt"].value()) for row in rows] == [
        (lead.pk, True, ""),
        (inside.pk, False, "Old"),
    ]
    given = {f"image-{lead.pk}-alt": "A <hill>", f"image-{inside.pk}-caption": "One\r\nTwo"}
    assert send(client, path, "save", **given).status_code == 303
    lead.refresh_from_db()
    inside.refresh_from_db()
    assert (lead.alt_hy, inside.alt_hy, inside.caption_hy, inside.caption_de) == ("A <hill>", "Old", "One\nTwo", "")
    number = find_version(article).edit_number
    assert send(client, path, "save").status_code == 303
    assert find_version(article).edit_number == number


def test_a_lead_image_there_is_not_is_an_error_at_the_field() -> None:
    article = create_illustrated()
    client = sign_in(find_chief())
    for number in ("999", "0", "x", "9" * 30, "1\0"):
        response = send(client, original_path(article), "save", lead_image=number)
        assert (response.status_code, list(response.context["screen"].lead_form.errors)) == (422, ["lead_image"])
    stranger = create_user(memberships=[("edit", "hy", True)])
    LanguageVersion.objects.filter(article=article).update(assignee=stranger)
    hidden = create_image()
    response = send(sign_in(stranger), original_path(article), "save", lead_image=str(hidden.pk))
    assert (response.status_code, list(response.context["screen"].lead_form.errors)) == (422, ["lead_image"])


def create_translated(*shown: Image) -> tuple[LanguageVersion, Any]:
    """A released original, and its German translation, that show images; and a client of the translator."""
    article = create_illustrated(*shown)
    release(find_version(article))
    translator = create_user(memberships=[("translate", "de", True)])
    german = create_version(article, "de", assignee=translator)
    return write_text(german, texts=make_texts("de", body=show(*shown))), sign_in(translator)


def test_the_facing_desk_shows_the_words_of_the_source_beside_ones_own() -> None:
    image = create_image(alt={"hy": "Harbour"}, caption={"hy": "Caption"})
    german, client = create_translated(image)
    page = client.get(facing_path(german))
    (row,) = page.context["screen"].image_rows.rows
    assert {name: (str(passage.html), passage.state) for name, passage in row.source.items()} == {
        "alt": ("Harbour", "same"),
        "caption": ("Caption", "same"),
    }
    assert images.thumbnail_address(image).encode() in page.content
    given = {f"image-{image.pk}-alt": "Hafen", f"image-{image.pk}-caption": "Unterschrift"}
    assert send(client, facing_path(german), "save", **given).status_code == 303
    image.refresh_from_db()
    assert (image.alt_hy, image.alt_de, image.caption_de) == ("Harbour", "Hafen", "Unterschrift")


def test_a_changed_word_of_the_source_is_marked() -> None:
    image = create_image(alt={"hy": "Harbour"})
    german, client = create_translated(image)
    original = find_version(german.article)
    workflow.apply(
        original,
        Act.SAVE,
        by=find_chief(),
        at=MORNING,
        edit_number=original.edit_number,
        images={image.pk: {"alt": "Old harbour", "caption": "New"}},
    )
    release(original)
    text = client.get(facing_path(german)).context["screen"].source_text
    marked = text.images[str(image.pk)]
    assert ({name: passage.state for name, passage in marked.items()}, text.changes) == (
        {"alt": "changed", "caption": "added"},
        2,
    )


def test_a_translator_says_nothing_of_images_the_text_does_not_show() -> None:
    shown, other = create_image(colour="red"), create_image(colour="green")
    german, client = create_translated(shown)
    given = {f"image-{other.pk}-alt": "X", f"image-{shown.pk}-credit": "X", "lead_image": str(other.pk)}
    assert send(client, facing_path(german), "save", **given).status_code == 303
    other.refresh_from_db()
    shown.refresh_from_db()
    german.article.refresh_from_db()
    assert (other.alt_de, shown.credit, german.article.lead_image) == ("", "Photo: Ani", None)


def test_two_who_write_of_the_same_image_hear_of_each_other() -> None:
    image = create_image(alt={"hy": "Harbour"})
    article = create_illustrated(image)
    client, path = sign_in(find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    Image.objects.filter(pk=image.pk).update(alt_hy="Port", caption_hy="Theirs")
    field = f"image-{image.pk}-alt"
    answer = client.post(path, {**values, field: "Quay", "act": "save"})
    (form,) = answer.context["screen"].image_rows.forms
    assert (answer.status_code, form.errors) == (
        422,
        {"alt": ["Meanwhile this was written here: \u201cPort\u201d. Save again to replace it."]},
    )
    again, _buttons = parse_form(answer)
    assert (again[field], client.post(path, {**again, "act": "save"}).status_code) == ("Quay", 303)
    image.refresh_from_db()
    assert (image.alt_hy, image.caption_hy) == ("Quay", "Theirs")


def test_an_image_there_is_not_is_said_and_breaks_nothing() -> None:
    article = create_article(texts=make_texts("hy", body='<p>X.</p><figure data-image="999"></figure>'))
    client = sign_in(find_chief())
    page = client.get(original_path(article))
    assert b"The text shows image 999, which does not exist." in page.content
    assert send(client, original_path(article), "save", title="Another").status_code == 303


def test_the_number_of_queries_does_not_grow_with_the_images(django_assert_max_num_queries: Any) -> None:
    few = create_illustrated(create_image(colour="red"))
    many = create_illustrated(*(create_image(colour=f"#0000{number:02x}") for number in range(12)))
    client = sign_in(find_chief())
    client.get(original_path(few))
    with django_assert_max_num_queries(60) as asked:
        client.get(original_path(few))
    with django_assert_max_num_queries(len(asked)):
        client.get(original_path(many))
