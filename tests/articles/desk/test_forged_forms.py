"""What no page would send: acts without a button, numbers no column holds, rows twice, fields left out."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.choices import Stage
from articles.image_uses import visible_images
from articles.models import Article, Credit, Image, Topic
from articles.revisions import working_content
from authors.models import Author
from tests import factories
from tests.articles.desk.forms import facing_path, original_path, read_form, send, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("act", ["reclassify", "assign", "drop", "assign-", "drop-x", "nonsense", "\x00", ""])
def test_an_act_without_a_button_is_refused(act: str) -> None:
    lena = factories.create_user(memberships=[("translate", "de")])
    article = factories.create_article()
    factories.release(factories.find_version(article))
    version = factories.create_version(article, "de", assignee=lena)
    client = sign_in(factories.find_chief())
    for path in (original_path(article), facing_path(version)):
        assert send(client, path, act).status_code == 422
    version.refresh_from_db()
    assert (version.assignee, version.stage) == (lena, Stage.PLANNED)


@pytest.mark.parametrize("pk", ["9223372036854775808", "9" * 40, "-1", "x", "\x00", ""])
def test_a_topic_that_is_not_offered_is_an_error_at_the_field(pk: str) -> None:
    article = factories.create_article()
    response = send(sign_in(factories.find_chief()), original_path(article), "save", topics=[pk])
    assert (response.status_code, set(response.context["screen"].topics_form.errors)) == (422, {"topics"})


@pytest.mark.parametrize("year", ["0001", "1999", "2200", "9999"])
def test_a_year_nobody_means_is_an_error_at_the_field(year: str) -> None:
    article = factories.create_article()
    de = factories.create_version(article, "de")
    client, path = sign_in(factories.find_chief()), original_path(article)
    scheduled = send(client, path, "schedule", when=f"{year}-12-31T23:59")
    assert (scheduled.status_code, set(scheduled.context["screen"].act_form.errors)) == (422, {"when"})
    planned = send(client, path, "plan", plan_language="ru", plan_due_on=f"{year}-01-01")
    assert (planned.status_code, planned.context["screen"].plan_form.errors) == (
        422,
        {"due_on": ["Enter a valid date."]},
    )
    assigned = send(client, path, f"assign-{de.pk}", **{f"assign-{de.pk}-due_on": f"{year}-01-01"})
    assert (assigned.status_code, set(assigned.context["screen"].assignment_forms[de.pk].errors)) == (422, {"due_on"})


@pytest.mark.parametrize(("position", "status"), [("-1", 422), ("32768", 422), ("9" * 25, 422), ("32767", 303)])
def test_a_position_is_what_the_column_holds(position: str, status: int) -> None:
    person = Author.objects.create(slug="ani", name_en="Ani")
    path = original_path(factories.create_article())
    changes = {"credit_0_author": str(person.pk), "credit_0_position": position}
    assert send(sign_in(factories.find_chief()), path, "save", **changes).status_code == status


def test_a_credit_sent_twice_is_stored_once() -> None:
    article = factories.create_article()
    ani, ben = (Author.objects.create(slug=slug, name_en=slug) for slug in ("ani", "ben"))
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    posted = {**values, "credit-0-author": str(ani.pk), "credit-0-credited_as": "A.  P.", "act": "save"}
    assert [client.post(path, posted).status_code for _time in range(3)] == [303, 303, 303]
    assert client.post(path, {**posted, "credit-1-author": str(ben.pk)}).status_code == 303
    assert client.post(path, {**posted, "credit-0-role": "editor"}).status_code == 303
    rows = list(Credit.objects.order_by("pk").values_list("author", "role", "article"))
    assert rows == [(ani.pk, "author", article.pk), (ben.pk, "author", article.pk), (ani.pk, "editor", article.pk)]


def test_a_button_pressed_twice_begins_one_piece() -> None:
    posted = {"original_language": "hy", "working_title": "Letters"}
    first, other = (sign_in(factories.create_user(memberships=[("edit", "")])) for _number in range(2))
    places = [first.post("/admin/articles/article/add/", posted)["Location"] for _time in range(2)]
    assert (len(set(places)), Article.objects.count()) == (1, 1)
    for client, changes in ((other, {}), (first, {"working_title": "Others"}), (first, {"original_language": "de"})):
        client.post("/admin/articles/article/add/", {**posted, **changes})
    assert Article.objects.count() == 4


def post_only(client: Client, path: str, *names: str, **changes: Any) -> int:
    """Post some of the fields of a page, and no others."""
    values, _buttons = read_form(client, path)
    return client.post(path, {**{name: values[name] for name in names}, **changes, "act": "save"}).status_code


def test_fields_that_are_left_out_stay_as_they_are() -> None:
    body = '<p>B<sup data-note="k1"></sup></p>'
    article = factories.create_article(
        texts={**factories.make_texts("hy"), "body": body}, notes={"k1": {"kind": "remark", "html": "Kept"}}
    )
    topic = Topic.objects.create(slug="memory", name_en="Memory")
    article.topics.add(topic)
    client, path = sign_in(factories.find_chief()), original_path(article)
    before = working_content(factories.find_version(article))
    rows = ("note-TOTAL_FORMS", "note-INITIAL_FORMS", "note-0-key")
    assert post_only(client, path, "edit_number") == 303
    assert post_only(client, path, "edit_number", *rows) == 303
    assert working_content(factories.find_version(article)) == before
    assert post_only(client, path, "edit_number", *rows, title="New") == 303
    after = working_content(factories.find_version(article))
    assert (after.title, after.subtitle, after.body, after.notes) == ("New", before.subtitle, body, before.notes)
    assert post_only(client, path, "edit_number", *rows, subtitle="") == 303
    assert working_content(factories.find_version(article)).subtitle == ""
    assert list(article.topics.all()) == [topic]


@pytest.mark.parametrize("key", ["k1\n", "k1!", "K1", "ä"])
def test_the_whole_key_of_a_note_is_checked(key: str) -> None:
    article = factories.create_article()
    client, path = sign_in(factories.find_chief()), original_path(article)
    response = send(client, path, "save", note_0_key=key + "x", note_0_text="x")
    assert (response.status_code, set(response.context["screen"].notes.errors[0])) == (422, {"key"})


def test_credits_and_topics_can_be_saved_while_the_text_is_in_review() -> None:
    editor = factories.create_user(memberships=[("edit", "hy")])
    person, topic = Author.objects.create(slug="ani", name_en="Ani"), Topic.objects.create(slug="a", name_en="A")
    article = factories.create_article(by=editor)
    client, path = sign_in(editor), original_path(article)
    assert "save-besides" not in read_form(client, path)[1]
    assert send(client, path, "submit").status_code == 303
    values, buttons = read_form(client, path)
    assert ("title" in values, "save" in buttons, "save-besides" in buttons) == (False, False, True)
    saved = send(client, path, "save-besides", credit_0_author=str(person.pk), topics=[str(topic.pk)], title="Forged")
    assert (saved.status_code, Credit.objects.count()) == (403, 0)
    saved = send(client, path, "save-besides", credit_0_author=str(person.pk), topics=[str(topic.pk)])
    assert (saved.status_code, factories.find_version(article).stage) == (303, Stage.IN_REVIEW)
    assert (list(Credit.objects.values_list("author", flat=True)), list(article.topics.all())) == ([person.pk], [topic])
    reader = sign_in(factories.create_user(memberships=[("translate", "de")]))
    assert send(reader, path, "save-besides").status_code == 403


@pytest.mark.parametrize("quote", ['"', "'"])
def test_who_sees_assigned_pieces_only_puts_no_other_image_into_them(quote: str, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    source, other, own = (factories.create_image(colour=colour) for colour in ("red", "green", "blue"))
    lena = factories.create_user(memberships=[("translate", "de", True)])
    Image.objects.filter(pk=own.pk).update(by=lena)
    article = factories.create_article(texts=factories.make_texts("hy", body=show(source.pk)))
    factories.release(factories.find_version(article))
    version = factories.create_version(article, "de", assignee=lena)
    client = sign_in(lena)

    def save(*numbers: int) -> int:
        body = show(*numbers).replace('"', quote)
        return int(send(client, facing_path(version), "save", body=body).status_code)

    assert [save(source.pk, number) for number in (other.pk, 999_999, own.pk)] == [422, 422, 303]
    assert set(visible_images(lena)) == {source, own}
    factories.write_text(version, texts=factories.make_texts("de", body=show(other.pk)))  # by somebody who sees it
    assert save(other.pk, source.pk) == 303
    assert set(visible_images(lena)) == {source, own, other}


def show(*numbers: int) -> str:
    return "<p>Text.</p>" + "".join(f'<figure data-image="{number}"></figure>' for number in numbers)
