"""The facing desk: a translation beside its source, what changed, conflicts, and what a translator cannot do."""

import json

import pytest
from django.test import Client

from articles.choices import Act, Freshness, Stage
from articles.freshness import judge
from articles.models import Article, LanguageVersion, LogEntry
from articles.revisions import working_content
from journal.models import User
from tests import factories
from tests.articles.desk.forms import facing_path, original_path, parse_form, read_form, send, sign_in

pytestmark = pytest.mark.django_db

PASSAGES = ('<p>One<sup data-note="k1"></sup>.</p>', "<p>Two.</p>")
BODY = "".join(PASSAGES)
NOTES = {"k1": {"kind": "reference", "html": "Source note"}, "e1": {"kind": "editor", "html": "For Armenians"}}


def make_piece(*, released: bool = True) -> tuple[Article, LanguageVersion, User]:
    """Make an Armenian piece planned in German for Lena, who translates assigned pieces only."""
    lena = factories.create_user(memberships=[("translate", "de", True)], first_name="Lena")
    article = factories.create_article(texts={**factories.make_texts("hy"), "body": BODY}, notes=NOTES)
    if released:
        factories.release(factories.find_version(article))
    return article, factories.create_version(article, "de", assignee=lena), lena


def translate(client: Client, version: LanguageVersion, act: str = "save", **changes: str):
    texts = {"title": "Titel", "standfirst": "Vorspann", "body": BODY, "note_0_text": "Fußnote"}
    return send(client, facing_path(version), act, **{**texts, **changes})


def test_a_source_that_is_not_released_is_said_to_be_so() -> None:
    _article, version, lena = make_piece(released=False)
    response = sign_in(lena).get(facing_path(version))
    assert (response.status_code, read_form(sign_in(lena), facing_path(version))) == (200, ({}, []))
    assert "The source has not been released for translation yet." in response.content.decode()


def test_the_first_save_starts_from_the_revision_named_in_the_form() -> None:
    article, version, lena = make_piece()
    client = sign_in(lena)
    values, buttons = read_form(client, facing_path(version))
    assert (values["source_revision"], values["note-0-key"], buttons) == ("1", "k1", ["save", "submit"])
    factories.change_original(article, word="second", significance="substantive")
    client.post(facing_path(version), {**values, "title": "Titel", "act": "save"})
    version.refresh_from_db()
    assert (version.stage, version.based_on.number, judge(version)) == (Stage.DRAFT, 1, Freshness.OUTDATED)


def test_a_translation_is_written_submitted_returned_and_approved() -> None:
    _article, version, lena = make_piece()
    reviewer = factories.create_user(memberships=[("review", "de")], first_name="Jonas")
    client, other = sign_in(lena), sign_in(reviewer)
    assert translate(client, version).status_code == 303
    assert send(client, facing_path(version), "submit").status_code == 303
    assert read_form(client, facing_path(version))[1] == ["waive", "checked"]
    assert send(other, facing_path(version), "return").status_code == 422
    assert send(other, facing_path(version), "return", comment="Shorter").status_code == 303
    assert "Shorter" in client.get(facing_path(version)).content.decode()
    assert send(client, facing_path(version), "submit", title="Kurz").status_code == 303
    assert send(other, facing_path(version), "approve", title="Kürzer").status_code == 303
    version.refresh_from_db()
    assert (version.stage, working_content(version).title) == (Stage.APPROVED, "Kürzer")


def test_notes_are_shown_in_pairs_and_a_translator_adds_their_own_kind_only() -> None:
    article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version)
    response = client.get(facing_path(version))
    pairs = [
        (pair.key, pair.number, str(pair.passage.html) if pair.passage else "")
        for pair in response.context["screen"].pairs
    ]
    assert pairs == [("k1", 1, "Source note"), ("", None, ""), ("", None, ""), ("", None, "")]
    added = send(client, facing_path(version), "save", note_1_text="Meine", note_1_kind="translator")
    assert added.status_code == 303
    assert set(article.footnotes.filter(added_in="de").values_list("kind", "text_de", "text_hy")) == {
        ("translator", "Meine", "")
    }
    forged = send(client, facing_path(version), "save", note_2_key="k9", note_2_text="x", note_2_kind="reference")
    assert (forged.status_code, article.footnotes.filter(key="k9").exists()) == (422, False)


def test_what_changed_in_the_source_is_marked_word_by_word() -> None:
    article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version)
    texts = {"body": BODY.replace("Two", "Two and a half"), "title": "Title hy anew"}
    factories.release(factories.write_text(factories.find_version(article), texts=texts), significance="major")
    text = client.get(facing_path(version)).context["screen"].source_text
    assert [passage.state for passage in text.body] == ["same", "changed"]
    assert str(text.body[1].difference) == "<p>Two<ins> and a half</ins>.</p>"
    assert str(text.lines["title"].difference) == "<p>Title hy <del>first</del><ins>anew</ins></p>"


def test_checked_nothing_to_change_brings_the_text_up_to_the_revision_shown() -> None:
    article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version)
    factories.change_original(article, word="second", significance="substantive")
    values, _buttons = read_form(client, facing_path(version))
    factories.change_original(article, word="third", significance="substantive")
    assert client.post(facing_path(version), {**values, "act": "checked"}).status_code == 303
    version.refresh_from_db()
    assert (version.based_on.number, judge(version)) == (2, Freshness.OUTDATED)


def test_a_save_that_would_overwrite_is_stopped_and_both_texts_are_shown() -> None:
    _article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version)
    values, _buttons = read_form(client, facing_path(version))
    factories.write_text(version, texts={"title": "Von anderen"})
    mine = {**values, "title": "Von mir", "act": "save"}
    response = client.post(facing_path(version), mine)
    page = response.content.decode()
    shown, buttons = parse_form(response)
    assert (response.status_code, shown["title"], shown["edit_number"]) == (409, "Von mir", values["edit_number"])
    assert ("<p>Von <del>anderen</del></p>" in page, "save-over" in buttons, working_content(version).title) == (
        True,
        True,
        "Von anderen",
    )
    assert client.post(facing_path(version), {**shown, "act": "save"}).status_code == 409
    assert client.post(facing_path(version), {**shown, "act": "save-over"}).status_code == 303
    assert working_content(version).title == "Von mir"
    assert "Von anderen" in version.revisions.values_list("title", flat=True)


def test_an_act_on_a_text_that_has_changed_meanwhile_is_a_conflict() -> None:
    _article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version)
    values, _buttons = read_form(client, facing_path(version))
    factories.write_text(version, texts={"title": "Von anderen"})
    assert client.post(facing_path(version), {**values, "act": "submit"}).status_code == 409
    version.refresh_from_db()
    assert version.stage == Stage.DRAFT


def test_a_problem_is_waived_with_a_reason() -> None:
    _article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version, body="<p>Without.</p>")
    assert send(client, facing_path(version), "waive", problem="lacks:k1").status_code == 422
    done = send(client, facing_path(version), "waive", problem="lacks:k1", waive_reason="German readers know")
    assert done.status_code == 303
    waived = version.waivers.get()
    assert (waived.problem.partition("~")[0], waived.reason) == ("lacks:k1", "German readers know")


@pytest.mark.parametrize("act", ["approve", "publish", "release", "withdraw", "assign", "plan", "drop", "nonsense", ""])
def test_a_translator_cannot_do_what_is_not_theirs(act: str) -> None:
    _article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version)
    before = list(LogEntry.objects.order_by("pk").values_list("act", flat=True))
    response = send(client, facing_path(version), act, title="Typed", reason="x", significance="major")
    assert response.status_code in (403, 422)
    assert parse_form(response)[0]["title"] == "Typed"
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True)) == before


def test_foreign_fields_in_a_translators_post_have_no_effect() -> None:
    article, version, lena = make_piece()
    forged = {"title_hy": "X", "body_ru": "X", "title_de": "X", "stage": "done", "assignee": "1", "plan-language": "ru"}
    assert translate(sign_in(lena), version, **forged).status_code == 303
    columns = ("title_hy", "title_de", "title_ru", "body_ru")
    assert Article.objects.values_list(*columns).get() == ("Title hy first", "Titel", "", "")
    version.refresh_from_db()
    assert (version.stage, version.assignee, article.versions.count()) == (Stage.DRAFT, lena, 2)


def test_what_is_not_yours_looks_like_what_does_not_exist() -> None:
    article, version, lena = make_piece()
    french = factories.create_version(article, "ru")
    stranger = factories.create_user(memberships=[("translate", "de", True)])
    outsider = factories.create_user()
    places = {
        facing_path(version): (200, 404, 404),
        original_path(article): (200, 404, 404),
        facing_path(french): (404, 404, 404),
        f"/admin/articles/version/{version.pk}/history/": (200, 404, 404),
        f"/admin/articles/version/{version.pk}/preview/": (200, 404, 404),
        f"/admin/articles/version/{french.pk}/preview/": (404, 404, 404),
        f"/admin/articles/version/{french.pk}/compare/": (404, 404, 404),
        f"/admin/articles/article/{article.pk}/publish/": (200, 404, 404),
        f"/admin/articles/translation/{factories.find_version(article).pk}/change/": (404, 404, 404),
        "/admin/articles/translation/99999999999999999999999/change/": (404, 404, 404),
        "/admin/articles/article/99999999999999999999999/change/": (404, 404, 404),
        "/admin/articles/article/abc/change/": (404, 404, 404),
        "/admin/articles/article/add/": (404, 404, 404),
    }
    people = [sign_in(person) for person in (lena, stranger, outsider)]
    assert {path: tuple(client.get(path).status_code for client in people) for path in places} == places
    missing = people[0].get("/admin/articles/translation/4711/change/")
    assert people[0].get(facing_path(french)).content == missing.content
    assert {Client().get(path).status_code for path in places} == {302}


def test_an_assigned_only_translator_reads_the_source_and_sees_no_other_language() -> None:
    article, _version, lena = make_piece()
    factories.create_version(article, "ru")
    client = sign_in(lena)
    response = client.get(original_path(article))
    screen = response.context["screen"]
    assert ([line.version.language for line in screen.lines], screen.has_text_form) == (["hy", "de"], False)
    assert screen.panel.possible == frozenset()
    assert client.post(original_path(article), {"title": "X", "edit_number": "1", "act": Act.SAVE}).status_code in (
        403,
        422,
    )
    assert working_content(factories.find_version(article)).title == "Title hy first"


def test_the_page_knows_what_faces_what_and_asks_again_while_it_is_typed() -> None:
    article, version, lena = make_piece()
    client = sign_in(lena)
    translate(client, version)
    screen = client.get(facing_path(version)).context["screen"]
    assert screen.faces == [((0,), (0,)), ((1,), (1,))]
    assert screen.passages_json == json.dumps(dict(enumerate(PASSAGES))).translate(
        {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
    )
    look = f"/admin/articles/version/{version.pk}/look/"
    typed = {"body": "<p>Neu.</p>" + BODY + "<script>x</script>", "source_revision": "1"}
    assert client.post(look, typed).json()["rows"] == [[[], [0]], [[0], [1]], [[1], [2]]]
    assert client.post(look, {**typed, "source_revision": "9"}).json()["rows"] == []
    assert client.post(look, {**typed, "body": "x" * 300_000}).status_code == 422
    assert client.get(look).status_code == 405
    before = LogEntry.objects.count(), working_content(version)
    stranger = factories.create_user(memberships=[("translate", "ru")])
    assert [sign_in(each).post(look, typed).status_code for each in (stranger, factories.create_user())] == [404, 404]
    assert client.post(look.replace(str(version.pk), "999999"), typed).status_code == 404
    assert (LogEntry.objects.count(), working_content(version)) == before
    assert article.versions.count() == 2
