"""Comments at the desk: on the screens of a text, sent with script and without."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import comments, workflow
from articles.choices import Act
from articles.models import Comment, LanguageVersion
from tests import factories
from tests.articles.desk.forms import facing_path, original_path, sign_in
from tests.articles.press.reader import texts
from tests.factories import MORNING, create_user, find_chief

pytestmark = pytest.mark.django_db

BODY = '<p>Eins<sup data-note="k2"></sup> zwei<sup data-note="k1"></sup>.</p>'
NOTES = {key: {"kind": "reference", "html": f"<p>Note {key}.</p>"} for key in ("k1", "k2")}
NOTES["k3"] = {"kind": "editor", "html": "<p>For readers of the original.</p>"}


def create_german() -> LanguageVersion:
    """A translation with two notes in its text and one it does not cite."""
    body = BODY.replace(".</p>", '<sup data-note="k3"></sup>.</p>')
    article = factories.create_article(language="ka", texts=factories.make_texts("ka", body=body), notes=NOTES)
    factories.release(factories.find_version(article))
    german = factories.create_version(article, "de")
    written = {key: {"html": note["html"]} for key, note in NOTES.items() if key != "k3"}
    return factories.write_text(german, texts=factories.make_texts("de", body=BODY), notes=written)


def address(version: LanguageVersion, *, part: bool = False) -> str:
    return reverse("admin:desk_comments", args=[version.pk]) + ("?part=1" if part else "")


def read_threads(response: HttpResponse) -> list[str]:
    """Return what each item of the conversation says, forms left out."""
    html = re.sub(r"<form.*?</form>", "", response.content.decode(), flags=re.DOTALL)
    return texts(HttpResponse(html), "//ol[@class='threads']/li")


def test_a_comment_goes_to_its_own_address_and_comes_back_to_the_screen() -> None:
    german = create_german()
    client = sign_in(create_user(memberships=[("translate", "de")], first_name="Lena"))
    answer = client.post(address(german), {"do": "comment", "text": "Is <b>this</b> right?", "note_key": "k1"})
    thread = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{facing_path(german)}#comment-{thread.pk}")
    answer = client.post(address(german), {"do": "reply", "thread": thread.pk, "text": "It is."})
    assert answer["Location"] == f"{facing_path(german)}#comment-{thread.pk}"
    page = client.get(facing_path(german))
    (said,) = read_threads(page)
    assert re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "…", said) == "Footnote 2 Lena … Is <b>this</b> right? Lena … It is."
    assert texts(page, "//p[@data-comments-of]") == ["", "1 open comment"]
    assert page.context["screen"].conversation.notes == [
        ("k2", "Footnote 1"),
        ("k1", "Footnote 2"),
        ("k3", "Footnote k3, not cited in the text"),
    ]
    html = page.content.decode()
    anchors = set(re.findall(r'href="#((?:comment|footnote)-[^"]*)', html))
    assert {anchor: html.count(f'id="{anchor}"') for anchor in anchors} == {f"comment-{thread.pk}": 1, "footnote-k1": 1}
    client.post(address(german), {"do": "resolve", "thread": thread.pk, "text": "Settled."})
    assert [(each.text, each.resolved_at is not None) for each in Comment.objects.order_by("pk")] == [
        ("Is <b>this</b> right?", True),
        ("It is.", False),
        ("Settled.", False),
    ]
    page = client.get(facing_path(german))
    assert texts(page, "//details[@id='comments-resolved']/summary") == ["1 resolved thread"]
    assert (texts(page, "//p[@data-comments-of]"), texts(page, "//*[@id='comments']/*/p")) == (
        ["", ""],
        ["There is no open comment."],
    )
    client.post(address(german), {"do": "reopen", "thread": thread.pk})
    assert len(texts(client.get(original_path(german.article)), "//*[@id='comments']")) == 0
    assert Comment.objects.get(pk=thread.pk).resolved_at is None


def test_a_script_gets_the_section_as_it_is_then_and_what_is_refused_stays_typed() -> None:
    german = create_german()
    client = sign_in(find_chief())
    thread = comments.add(german, "First.", by=find_chief(), at=MORNING)
    elsewhere = comments.add(german.translated_from, "Elsewhere.", by=find_chief(), at=MORNING)
    part = address(german, part=True)
    answer = client.post(part, {"do": "reply", "thread": thread.pk, "text": "Second."})
    assert (answer.status_code, texts(answer, "//p[@data-said]")) == (200, ["Your answer has been added."])
    assert b"<html" not in answer.content
    too_long = "x" * (comments.LONGEST + 1)
    for place, is_whole in ((part, False), (address(german), True)):
        refused = client.post(place, {"do": "reply", "thread": thread.pk, "text": too_long})
        assert (refused.status_code, b"<html" in refused.content) == (422, is_whole)
        assert texts(refused, f"//textarea[@id='reply-{thread.pk}']") == [too_long]
        assert texts(refused, "//p[@role='alert']") == ["This comment is too long."]
        assert texts(refused, "//textarea[@id='comment-text']") == [""]
    refused = client.post(part, {"do": "comment", "note_key": "k9", "text": "Typed."})
    assert texts(refused, "//textarea[@id='comment-text']") == ["Typed."]
    before = list(Comment.objects.values_list("pk", "resolved_at"))
    for forged in (
        {"do": "reply", "thread": elsewhere.pk, "text": "x"},
        {"do": "resolve", "thread": elsewhere.pk},
        {"do": "reopen", "thread": "9" * 30},
        {"do": "reply", "text": "x"},
    ):
        assert client.post(part, forged).status_code == 404
    assert client.post(part, {"do": "delete", "thread": thread.pk}).status_code == 422
    assert list(Comment.objects.values_list("pk", "resolved_at")) == before
    assert client.put(part).status_code == 405


def test_each_address_answers_those_who_work_on_the_text_and_is_not_there_for_others() -> None:
    german = create_german()
    factories.submit(german)
    original = german.translated_from
    assert original is not None
    thread = comments.add(german, "First.", by=find_chief(), at=MORNING)
    expected = {
        # (comments, sending one, review, history, a revision, comparing, restoring, preview of a revision)
        "chief": (find_chief(), (200, 303, 200, 200, 200, 200, 303, 200)),
        "editor": (create_user(memberships=[("edit", "ka")]), (200, 303, 200, 200, 200, 200, 403, 200)),
        "translator": (create_user(memberships=[("translate", "de")]), (200, 303, 200, 200, 200, 200, 403, 200)),
        "reviewer": (create_user(memberships=[("review", "de")]), (200, 303, 200, 200, 200, 200, 303, 200)),
        "colleague": (create_user(memberships=[("translate", "ru")]), (404, 404, 200, 200, 200, 200, 403, 200)),
        "with other pieces": (create_user(memberships=[("translate", "de", True)]), (404,) * 8),
        "without membership": (create_user(), (404,) * 8),
        "reader": (create_user(is_staff=False), (302, 403, 302, 302, 302, 302, 403, 302)),
    }
    found = {}
    for name, (person, _codes) in expected.items():
        client = sign_in(person)
        place = f"/admin/articles/version/{german.pk}/"
        number = LanguageVersion.objects.get(pk=german.pk).edit_number
        found[name] = (
            client.get(address(german)).status_code,
            client.post(address(german), {"do": "reply", "thread": thread.pk, "text": name}).status_code,
            client.get(f"{place}review/").status_code,
            client.get(f"{place}history/").status_code,
            client.get(f"{place}revisions/1/").status_code,
            client.get(f"{place}compare/?a=1&b=working").status_code,
            client.post(f"{place}revisions/1/", {"edit_number": number}).status_code,
            client.get(f"{place}preview/?revision=1").status_code,
        )
    assert found == {name: codes for name, (_person, codes) in expected.items()}
    said = list(Comment.objects.exclude(answers=None).order_by("pk").values_list("text", flat=True))
    assert said == ["chief", "editor", "translator", "reviewer"]


def test_what_was_said_with_acts_stands_in_the_conversation() -> None:
    german = create_german()
    comments.add(german, "To begin with.", by=find_chief(), at=MORNING)
    anna = create_user(memberships=[("review", "de"), ("translate", "de")], first_name="Anna")
    given = {"by": find_chief(), "at": MORNING, "source_revision": 1}
    workflow.apply(german, Act.SUBMIT, comment="Please look at the end.", **given)
    workflow.apply(german, Act.RETURN, by=anna, at=MORNING, comment="The end is wrong.")
    workflow.apply(german, Act.SUBMIT, **given)
    workflow.apply(german, Act.APPROVE, by=anna, at=MORNING, comment="Good.")
    client = sign_in(anna)
    said = read_threads(client.get(facing_path(german)))
    assert [re.sub(r" \d{4}-\d\d-\d\d \d\d:\d\d", "", each) for each in said] == [
        "The whole text chief To begin with.",
        "chief submitted the text Please look at the end.",
        "Anna returned the text The end is wrong.",
        "Anna approved the text Good.",
    ]


def count_queries(client: Client, place: str) -> int:
    client.get(place)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(place).status_code == 200
    return len(queries)


def test_thirty_comments_ask_the_database_no_more_than_three() -> None:
    german = create_german()
    client = sign_in(find_chief())
    places = (address(german), facing_path(german))
    counts = []
    for many in (3, 30):
        for number in range(many):
            thread = comments.add(german, f"{many} {number}", by=find_chief(), at=MORNING, note_key="k1")
            comments.add(german, "Yes.", by=find_chief(), at=MORNING, answers=thread)
        counts.append([count_queries(client, place) for place in places])
    assert counts[0] == counts[1]
