"""The screen of an original: written, saved, planned, published, refused."""

import pytest

from articles.choices import Stage
from articles.models import Article, Credit, LanguageVersion, LogEntry, Publication, Topic
from articles.revisions import working_content
from authors.models import Author
from tests import factories
from tests.articles.desk.forms import original_path, parse_form, read_form, send, sign_in

pytestmark = pytest.mark.django_db


def test_an_editor_begins_a_piece_in_a_language_they_edit() -> None:
    editor = factories.create_user(memberships=[("edit", "hy")])
    client = sign_in(editor)
    response = client.post(
        "/admin/articles/article/add/", {"original_language": "hy", "working_title": " Letters in transit "}
    )
    article = Article.objects.get()
    assert (response.status_code, response["Location"]) == (303, original_path(article))
    assert (article.working_title, article.original_language) == ("Letters in transit", "hy")
    assert factories.find_version(article).assignee == editor


def test_a_language_one_does_not_edit_is_refused_at_the_field() -> None:
    client = sign_in(factories.create_user(memberships=[("edit", "hy")]))
    response = client.post("/admin/articles/article/add/", {"original_language": "de", "working_title": "Kept"})
    assert (response.status_code, Article.objects.count()) == (422, 0)
    assert b'value="Kept"' in response.content


def test_a_text_with_notes_is_saved_in_its_own_language_only() -> None:
    article = factories.create_article(texts={})
    client = sign_in(factories.find_chief())
    response = send(
        client,
        original_path(article),
        "save",
        title="Title",
        subtitle="Sub",
        standfirst="Stand",
        body='<p onclick="x()">Body<sup data-note="k1"></sup> and <sup data-note="k1"></sup>.</p>',
        note_0_key="k1",
        note_0_kind="reference",
        note_0_text="A book",
        note_1_text="Another",
        note_1_kind="remark",
    )
    assert response.status_code == 303
    content = working_content(factories.find_version(article))
    assert (content.title, content.subtitle, content.standfirst) == ("Title", "Sub", "Stand")
    assert content.body == '<p>Body<sup data-note="k1"></sup> and <sup data-note="k1"></sup>.</p>'
    assert content.notes == {"k1": {"kind": "reference", "added_in": "hy", "html": "A book"}}
    assert sorted(article.footnotes.values_list("text_hy", flat=True)) == ["A book", "Another"]
    assert Article.objects.values_list("title_en", "body_de", "title").get() == ("", "", "")


def test_what_the_form_shows_is_what_is_stored_and_saving_it_changes_nothing() -> None:
    article = factories.create_article(
        texts={**factories.make_texts("hy"), "body": '<p>One &amp; two<sup data-note="k1"></sup></p>'},
        notes={"k1": {"kind": "remark", "html": "<p>N</p>"}},
    )
    client = sign_in(factories.find_chief())
    before = factories.find_version(article).edit_number
    assert send(client, original_path(article), "save").status_code == 303
    assert factories.find_version(article).edit_number == before


def test_a_note_nobody_cites_can_be_deleted_and_a_cited_one_not() -> None:
    body = '<p>B<sup data-note="k1"></sup></p>'
    article = factories.create_article(
        texts={**factories.make_texts("hy"), "body": body},
        notes={"k1": {"kind": "remark", "html": "N"}, "k2": {"kind": "remark", "html": "M"}},
    )
    client = sign_in(factories.find_chief())
    refused = send(client, original_path(article), "save", **{"note-0-DELETE": "on"})
    assert (refused.status_code, "still cited" in refused.content.decode()) == (422, True)
    assert send(client, original_path(article), "save", **{"note-1-DELETE": "on"}).status_code == 303
    assert list(article.footnotes.values_list("key", flat=True)) == ["k1"]


def test_a_refused_act_saves_nothing_and_keeps_what_was_typed() -> None:
    article = factories.create_article(texts={})
    client = sign_in(factories.find_chief())
    response = send(client, original_path(article), "submit", title="Typed & kept", body="<p>Typed</p>")
    values, _buttons = parse_form(response)
    assert response.status_code == 422
    assert (values["title"], values["body"]) == ("Typed & kept", "<p>Typed</p>")
    assert "The standfirst is missing." in response.content.decode()
    assert working_content(factories.find_version(article)).title == ""


def test_a_text_too_long_is_an_error_at_its_field_and_stays_in_the_form() -> None:
    article = factories.create_article(texts={})
    client = sign_in(factories.find_chief())
    long = "<p>" + "x" * 250_000 + "</p>"
    response = send(client, original_path(article), "save", title="t" * 501, body=long, note_0_text="<b>" * 200)
    assert response.status_code == 422
    assert set(response.context["screen"].text_form.errors) == {"title", "body"}
    assert set(response.context["screen"].notes.errors[0]) == {"text"}
    assert parse_form(response)[0]["body"] == long


def test_rows_of_notes_that_cannot_be_are_errors_at_their_fields() -> None:
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    response = send(
        client,
        original_path(article),
        "save",
        note_0_key="Not A Key",
        note_0_text="x",
        note_1_key="k1",
        note_2_key="k1",
    )
    assert response.status_code == 422
    assert [set(errors) for errors in response.context["screen"].notes.errors] == [{"key"}, set(), {"key"}]


def test_fields_of_other_languages_and_of_the_workflow_have_no_effect() -> None:
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    version = factories.find_version(article)
    response = send(
        client,
        original_path(article),
        "save",
        title_de="Forged",
        title_hy="Forged",
        stage="done",
        based_on="1",
        language="de",
    )
    assert response.status_code == 303
    after = factories.find_version(article)
    assert (after.stage, after.language, after.based_on) == (version.stage, "hy", None)
    assert Article.objects.values_list("title_de", "title_hy").get() == ("", "Title hy first")


def test_planning_assigning_and_dropping_a_language() -> None:
    article = factories.create_article()
    lena = factories.create_user(memberships=[("translate", "de")], first_name="Lena")
    client = sign_in(factories.find_chief())
    path = original_path(article)
    planned = send(
        client,
        path,
        "plan",
        title="Saved with it",
        plan_language="de",
        plan_assignee=str(lena.pk),
        plan_due_on="2026-12-01",
    )
    de = factories.find_version(article, "de")
    assert planned.status_code == 303
    assert (de.stage, de.assignee, f"{de.due_on}") == (Stage.PLANNED, lena, "2026-12-01")
    assert working_content(factories.find_version(article)).title == "Saved with it"
    send(client, path, f"assign-{de.pk}", **{f"assign-{de.pk}-assignee": "", f"assign-{de.pk}-instruction": "Soon"})
    de.refresh_from_db()
    assert (de.assignee, de.instruction) == (None, "Soon")
    assert send(client, path, f"drop-{de.pk}").status_code == 303
    assert not LanguageVersion.objects.filter(pk=de.pk).exists()


def test_publishing_scheduling_and_withdrawing_from_the_screen() -> None:
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    path = original_path(article)
    assert send(client, path, "publish").status_code == 303
    assert factories.find_version(article).stage == Stage.DONE
    refused = send(client, path, "publish", title="Changed")
    assert (refused.status_code, set(refused.context["screen"].act_form.errors)) == (422, {"significance"})
    assert send(client, path, "schedule", title="Changed", significance="typo").context[
        "screen"
    ].act_form.errors.keys() == {"when"}
    past = send(client, path, "schedule", title="Changed", significance="typo", when="2001-01-01T10:00")
    assert set(past.context["screen"].act_form.errors) == {"when"}
    done = send(client, path, "schedule", title="Changed", significance="typo", when="2099-01-01T10:00")
    assert done.status_code == 303
    assert Publication.objects.order_by("-at")[0].at.isoformat() == "2099-01-01T09:00:00+00:00"
    assert send(client, path, "withdraw").status_code == 422
    assert send(client, path, "withdraw", reason="A person is in danger.").status_code == 303
    assert send(client, path, "reinstate").status_code == 303
    acts = list(LogEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["start", "save", "publish", "start", "schedule", "withdraw", "reinstate"]


def test_credits_and_topics_are_saved_with_the_text() -> None:
    article = factories.create_article()
    person = Author.objects.create(slug="ani", name_en="Ani")
    topic = Topic.objects.create(slug="memory", name_en="Memory")
    client = sign_in(factories.find_chief())
    path = original_path(article)
    send(client, path, "save", credit_0_author=str(person.pk), credit_0_credited_as="A. P.", topics=[str(topic.pk)])
    assert list(Credit.objects.values_list("author", "role", "position", "credited_as", "article")) == [
        (person.pk, "author", 0, "A. P.", article.pk)
    ]
    assert list(article.topics.all()) == [topic]
    send(client, path, "save", **{"credit-0-DELETE": "on"}, topics=[])
    assert (Credit.objects.count(), article.topics.count()) == (0, 0)


def test_a_publisher_who_may_not_write_reads_the_text_and_publishes_it() -> None:
    article = factories.create_article()
    client = sign_in(factories.create_user(memberships=[("publish", "hy")]))
    values, buttons = read_form(client, original_path(article))
    assert ("title" in values, buttons) == (False, ["publish", "schedule", "save-besides"])
    forged = client.post(original_path(article), {**values, "title": "Forged", "act": "publish"})
    assert forged.status_code in (403, 422)
    assert working_content(factories.find_version(article)).title == "Title hy first"
    assert send(client, original_path(article), "publish").status_code == 303


def test_several_languages_are_planned_with_one_press_each_once() -> None:
    article = factories.create_article()
    factories.create_version(article, "de")
    client, path = sign_in(factories.find_chief()), original_path(article)
    given = {"many-languages": ["ru", "en"], "many-due_on": "2026-12-01", "title": "Saved with it"}
    assert send(client, path, "plan-many", **given).status_code == 303
    rows = LanguageVersion.objects.filter(stage=Stage.PLANNED).order_by("pk")
    assert [(row.language, f"{row.due_on}") for row in rows] == [
        ("de", "None"),
        ("en", "2026-12-01"),
        ("ru", "2026-12-01"),
    ]
    for languages in ([], ["ka", "de"], ["xx"]):
        refused = send(client, path, "plan-many", **{"many-languages": languages})
        assert (refused.status_code, set(refused.context["screen"].many_form.errors)) == (422, {"languages"})
    translator = sign_in(factories.create_user(memberships=[("translate", "")]))
    assert send(translator, path, "plan-many", **{"many-languages": ["ka"]}).status_code in (403, 422)
    assert LanguageVersion.objects.count() == 4


def test_credits_change_places_without_script_and_it_is_said_when_there_are_none() -> None:
    article, other = factories.create_article(), factories.create_article()
    client, path = sign_in(factories.find_chief()), original_path(article)
    assert "Nobody is credited for the piece yet." in client.get(path).content.decode()
    people = [Author.objects.create(slug=slug, name_en=slug) for slug in ("ani", "ben", "eva")]
    first, second, third = (Credit.objects.create(article=article, author=person) for person in people)
    foreign = Credit.objects.create(article=other, author=people[0])

    def order() -> list[int]:
        return list(article.credits.values_list("pk", flat=True))

    assert send(client, path, f"credit-down-{first.pk}", title="Saved with it").status_code == 303
    assert (order(), working_content(factories.find_version(article)).title) == (
        [second.pk, first.pk, third.pk],
        "Saved with it",
    )
    send(client, path, f"credit-up-{third.pk}")
    send(client, path, f"credit-up-{second.pk}")
    assert order() == [second.pk, third.pk, first.pk]
    assert send(client, path, f"credit-up-{foreign.pk}").status_code == 422
    translator = sign_in(factories.create_user(memberships=[("translate", "")]))
    assert send(translator, path, f"credit-up-{first.pk}").status_code == 422
    assert order() == [second.pk, third.pk, first.pk]


def test_a_piece_goes_on_the_shelf_with_a_comment_and_comes_back_as_it_was() -> None:
    article = factories.create_article()
    client, path = sign_in(factories.find_chief()), original_path(article)
    assert send(client, path, "shelve", **{"piece-comment": "No money"}).status_code == 303
    values, buttons = read_form(client, path)
    assert ("title" in values, buttons) == (False, ["save-besides", "unshelve"])
    assert client.post(path, {**values, "act": "plan-many", "many-languages": ["de"]}).status_code == 422
    assert send(client, path, "unshelve").status_code == 303
    entries = LogEntry.objects.order_by("pk").values_list("act", "comment")
    assert list(entries)[2:] == [("shelve", "No money"), ("unshelve", "")]
    translator = sign_in(factories.create_user(memberships=[("translate", "")]))
    assert (send(translator, path, "shelve").status_code, read_form(translator, path)[1]) == (403, [])


def test_a_wrong_original_language_is_corrected_while_nothing_is_published() -> None:
    article = factories.create_article()
    factories.create_version(article, "de")
    client, path = sign_in(factories.find_chief()), original_path(article)
    for language in ("", "de", "xx"):
        refused = send(client, path, "relabel", **{"piece-language": language})
        assert (refused.status_code, set(refused.context["screen"].piece_form.errors)) == (422, {"language"})
    assert send(client, path, "relabel", title="Title typed", **{"piece-language": "ka"}).status_code == 303
    original = LanguageVersion.objects.originals().get()
    assert (original.language, working_content(original).title) == ("ka", "Title typed")
    factories.publish(original)
    assert "relabel" not in read_form(client, path)[1]
    assert send(client, path, "relabel", **{"piece-language": "hy"}).status_code == 422


def test_an_assignment_posted_in_part_leaves_the_rest_alone() -> None:
    lena = factories.create_user(memberships=[("translate", "de")])
    article = factories.create_article()
    german = factories.create_version(article, "de", assignee=lena)
    client, path = sign_in(factories.find_chief()), original_path(article)
    number = str(factories.find_version(article).edit_number)
    posted = {"edit_number": number, f"assign-{german.pk}-due_on": "2026-12-01", "act": f"assign-{german.pk}"}
    assert client.post(path, posted).status_code == 303
    german.refresh_from_db()
    assert (german.assignee, f"{german.due_on}") == (lena, "2026-12-01")
