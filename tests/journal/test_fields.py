"""Text is cleaned whichever way it is stored, and the column without suffix stays empty."""

from collections.abc import Callable, Iterable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.forms import modelform_factory
from django.utils import translation

from journal.editor import RichTextWidget
from journal.fields import LineField, LinesField, RichTextField
from journal.languages import CODES
from journal.models import Page
from journal.text.sanitize import MAX_CHARACTERS

DIRTY, CLEAN = "<p onclick='x()'>Body<script>alert(1)</script></p>", "<p>Body</p>"
DIRTY_LINE, CLEAN_LINE = " A \n title ", "A title"


def read_columns(*names: str) -> list[tuple[str, ...]]:
    """Return what the database holds, without a model in between."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {Page._meta.db_table} ORDER BY id")  # noqa: S608
        return [tuple(row) for row in cursor.fetchall()]


def save(key: str) -> None:
    page = Page(key=key)
    page.title_hy, page.body_hy = DIRTY_LINE, DIRTY
    page.save()


def create(key: str) -> None:
    Page.objects.create(key=key, title_hy=DIRTY_LINE, body_hy=DIRTY)


def create_in_bulk(key: str) -> None:
    Page.objects.bulk_create([Page(key=key, title_hy=DIRTY_LINE, body_hy=DIRTY)])


def update(key: str) -> None:
    Page.objects.bulk_create([Page(key=key)])
    Page.objects.filter(key=key).update(title_hy=DIRTY_LINE, body_hy=DIRTY)


def update_in_bulk(key: str) -> None:
    (page,) = Page.objects.bulk_create([Page(key=key)])
    page.title_hy, page.body_hy = DIRTY_LINE, DIRTY
    Page.objects.bulk_update([page], ["title_hy", "body_hy"])


WAYS: Iterable[Callable[[str], None]] = (save, create, create_in_bulk, update, update_in_bulk)


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_text_is_cleaned_whichever_way_it_is_stored(way: Callable[[str], None]) -> None:
    way("about")
    assert read_columns("title_hy", "body_hy", "title_de", "body_de") == [(CLEAN_LINE, CLEAN, "", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_the_base_column_stays_empty_in_every_active_language(code: str) -> None:
    with translation.override(code):
        page = Page(key="about", title="One", body="<p>One</p>")
        page.save()
        page.title = "Two"
        page.save(update_fields=["title"])
        Page.objects.create(key="imprint", title="Three", body="<p>Three</p>")
        Page.objects.bulk_create([Page(key="privacy", title="Four", body="<p>Four</p>")])
        Page.objects.filter(key="privacy").update(title="Five")
    Page._base_manager.rewrite(False).filter(key="imprint").update(title="past modeltranslation")
    assert read_columns("title", "body", f"title_{code}", f"body_{code}") == [
        ("", "", "Two", "<p>One</p>"),
        ("", "", "Three", "<p>Three</p>"),
        ("", "", "Five", "<p>Four</p>"),
    ]


@pytest.mark.django_db
def test_a_saved_object_holds_what_was_stored() -> None:
    page = Page.objects.create(key="about", title_de=DIRTY_LINE, body_de=DIRTY)
    assert (page.title_de, page.body_de) == (CLEAN_LINE, CLEAN)


@pytest.mark.django_db
def test_a_constraint_on_the_empty_base_lets_a_filled_page_pass() -> None:
    page = Page(key="about", title_en="Title", body_en="<p>Body</p>")
    page.validate_constraints()


@pytest.mark.django_db
def test_text_that_cannot_be_taken_is_an_error_of_the_form_and_of_the_save() -> None:
    field = Page._meta.get_field("body_de")
    with pytest.raises(ValidationError) as refusal:
        field.clean("x" * (MAX_CHARACTERS + 1), None)
    assert (refusal.value.code, len(refusal.value.messages)) == ("refused", 1)
    with pytest.raises(ValueError, match="characters"):
        Page.objects.create(key="about", body_de="x" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("field", "text", "stored"),
    [
        (LineField(), DIRTY_LINE, CLEAN_LINE),
        (LinesField(), " one \r\n\r\n two  words\n", "one\ntwo words"),
        (RichTextField(), "<h2>T</h2>" + DIRTY, "<h2>T</h2>" + CLEAN),
        (RichTextField(profile="note"), "<h2>T</h2>" + DIRTY, "<p>T</p>" + CLEAN),
        (RichTextField(blank=True), '<figure data-image="17"></figure>', '<figure data-image="17"></figure>'),
        (RichTextField(blank=True), '<p><sup data-note="k"></sup></p>', '<p><sup data-note="k"></sup></p>'),
        (RichTextField(), None, ""),
        (RichTextField(null=True), None, None),
    ],
)
def test_each_field_stores_its_kind_of_text(field: models.Field, text: str | None, stored: str | None) -> None:
    assert field.get_db_prep_save(text, connection) == stored


@pytest.mark.parametrize("field", [LineField("x", translated=True), LinesField("x"), RichTextField("x", null=False)])
def test_migrations_see_a_plain_text_field(field: models.Field) -> None:
    field.set_attributes_from_name("text")
    assert field.deconstruct() == ("text", "django.db.models.TextField", [], {"verbose_name": "x"})


@pytest.mark.parametrize("field", [LineField("x", translated=True, max_length=80), RichTextField("x", profile="note")])
def test_a_clone_is_the_same_field(field: LineField | RichTextField) -> None:
    clone = field.clone()
    names = ("verbose_name", "translated", "max_length", "profile")
    assert type(clone) is type(field)
    assert [getattr(clone, name, None) for name in names] == [getattr(field, name, None) for name in names]


def test_a_form_gives_every_language_its_own_control() -> None:
    form = modelform_factory(Page, fields=["title_hy", "body_ka"])()
    title, body = form["title_hy"], form["body_ka"]
    title.as_widget()
    widget = body.field.widget
    assert (title.field.widget.attrs["lang"], widget.attrs["lang"], type(widget)) == ("hy", "ka", RichTextWidget)


def test_a_control_copied_from_the_base_speaks_the_language_of_its_column() -> None:
    form = modelform_factory(Page, fields=["body_ka"])()
    form.fields["body_ka"].widget = Page._meta.get_field("body").formfield().widget
    assert 'lang="ka"' in str(form["body_ka"])
