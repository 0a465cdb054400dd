"""Word files at the desk: handed in, read, taken over or dropped; by whom, how often, and what the page says."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.choices import Stage
from articles.manuscripts.package import KINDS, MAX_BYTES, TOO_LARGE
from articles.models import Article, Delivery, Image, LanguageVersion
from articles.revisions import working_content
from tests import factories
from tests.articles.desk.forms import original_path, parse_form, sign_in
from tests.articles.manuscripts.packages import cite, make_word, note, p, run

pytestmark = pytest.mark.django_db

FILES = Path(__file__).resolve().parent.parent / "manuscripts" / "files"
BEGIN = "/admin/articles/manuscript/add/"
WORD = make_word(p("Fresh title", "Title") + p(run("Fresh words") + cite(1)), footnotes=note(1, "Fresh note"))


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def hand_in_path(version: LanguageVersion) -> str:
    return f"/admin/articles/version/{version.pk}/word/hand-in/"


def hand_in(client: Client, path: str, data: bytes = WORD, *, name: str = "letters.docx", **fields: str) -> object:
    """Post a file as the form does; return the response."""
    return client.post(path, {"file": SimpleUploadedFile(name, data), **fields})


def open_report(client: Client, path: str, data: bytes = WORD, **fields: str) -> str:
    """Hand a file in that is taken, and return the address of its report."""
    response = hand_in(client, path, data, **fields)
    assert response.status_code == 303, response.content.decode()[-3000:]  # type: ignore[attr-defined]
    return str(response["Location"])  # type: ignore[index]


def take(client: Client, path: str, act: str = "take") -> object:
    """Press a button of the report."""
    values, buttons = parse_form(client.get(path))
    assert act in buttons
    return client.post(path, {**values, "act": act})


def test_a_word_file_becomes_a_new_article_once_it_is_taken_over() -> None:
    client = sign_in(factories.create_user(memberships=[("edit", "hy")]))
    path = open_report(client, BEGIN, (FILES / "armenian-pandoc.docx").read_bytes(), language="hy")
    page = client.get(path).content.decode()
    for words in ("Նամակներ ճանապարհին", "3 footnotes.", "1 table.", "Անի Պետրոսյան", "Nothing has been saved yet."):
        assert words in page
    assert (Article.objects.count(), Image.objects.count()) == (0, 0)
    response = take(client, path)
    article = Article.objects.get()
    assert (response.status_code, response["Location"]) == (303, original_path(article))  # type: ignore[attr-defined, index]
    assert working_content(factories.find_version(article)).title == "Նամակներ ճանապարհին"
    assert client.get(original_path(article)).status_code == 200


def test_a_button_pressed_twice_begins_one_article() -> None:
    client = sign_in(factories.find_chief())
    path = open_report(client, BEGIN, language="de")
    places = [client.post(path, {"act": "take"})["Location"] for _time in range(3)]
    assert (set(places), Article.objects.count()) == ({original_path(Article.objects.get())}, 1)
    assert client.get(path)["Location"] == places[0]
    assert bytes(Delivery.objects.get().data) == b""


def test_dropping_a_file_leaves_nothing() -> None:
    client = sign_in(factories.find_chief())
    path = open_report(client, BEGIN, language="de")
    response = take(client, path, "drop")
    assert (response.status_code, Delivery.objects.count(), Article.objects.count()) == (303, 0, 0)  # type: ignore[attr-defined]
    assert client.get(path).status_code == 404


def test_a_word_file_replaces_a_text_and_what_stood_there_is_kept() -> None:
    article = factories.create_article()
    version, client = factories.find_version(article), sign_in(factories.find_chief())
    path = open_report(client, hand_in_path(version))
    page = client.get(path).content.decode()
    assert ("Fresh words" in page, page.count('data-state="')) == (True, 4)
    assert working_content(version).title == "Title hy first"
    assert take(client, path)["Location"] == original_path(article)  # type: ignore[index]
    version = factories.find_version(article)
    assert (working_content(version).title, version.revisions.get().title) == ("Fresh title", "Title hy first")
    assert working_content(version).standfirst == "Standfirst hy first"


def test_a_conflict_shows_both_and_loses_neither() -> None:
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    path = open_report(client, hand_in_path(factories.find_version(article)))
    values, _buttons = parse_form(client.get(path))
    factories.write_text(factories.find_version(article), texts={"title": "Saved meanwhile"})
    response = client.post(path, {**values, "act": "take"})
    assert (response.status_code, "Saved meanwhile" in response.content.decode()) == (409, True)
    assert working_content(factories.find_version(article)).title == "Saved meanwhile"
    again, _buttons = parse_form(response)
    assert client.post(path, {**again, "act": "take"}).status_code == 303
    version = factories.find_version(article)
    assert (working_content(version).title, version.revisions.get().title) == ("Fresh title", "Saved meanwhile")


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999", "７"])
def test_a_state_the_page_never_showed_is_a_conflict(number: str) -> None:
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    path = open_report(client, hand_in_path(factories.find_version(article)))
    assert client.post(path, {"act": "take", "edit_number": number}).status_code == 409


def test_a_translation_from_word_begins_with_its_notes_paired() -> None:
    body = '<p>Body<sup data-note="k1"></sup></p>'
    article = factories.create_article(
        texts={**factories.make_texts("hy"), "body": body}, notes={"k1": {"kind": "reference", "html": "N"}}
    )
    factories.release(factories.find_version(article))
    lena = factories.create_user(memberships=[("translate", "de")])
    version, client = factories.create_version(article, "de", assignee=lena), sign_in(lena)
    path = open_report(client, hand_in_path(version))
    assert "paired in order with the source" in client.get(path).content.decode()
    assert take(client, path).status_code == 303  # type: ignore[attr-defined]
    version = factories.find_version(article, "de")
    assert (version.stage, list(working_content(version).notes)) == (Stage.DRAFT, ["k1"])


REFUSED = {
    "a password": (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), KINDS["protected"]),
    "a PDF": (b"%PDF-1.7", KINDS["pdf"]),
    "more than 20 MB": (b"PK" + bytes(MAX_BYTES), TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_a_file_that_is_not_taken_is_refused_with_the_reason(name: str, language: str) -> None:
    data, sentence = REFUSED[name]
    article = factories.create_article()
    before = working_content(factories.find_version(article))
    client = sign_in(factories.create_user(memberships=[("edit", "")], language=language))
    for path, fields in ((BEGIN, {"language": "hy"}), (hand_in_path(factories.find_version(article)), {})):
        response = hand_in(client, path, data, **fields)
        said = response.context["form"].errors["file"]  # type: ignore[attr-defined]
        with translation.override(response.headers["Content-Language"]):  # type: ignore[attr-defined]
            assert (response.status_code, said) == (422, [str(sentence)])  # type: ignore[attr-defined]
    assert (Delivery.objects.count(), Article.objects.count()) == (0, 1)
    assert working_content(factories.find_version(article)) == before


def test_a_form_without_a_file_or_with_an_empty_one_is_refused() -> None:
    client = sign_in(factories.find_chief())
    assert client.post(BEGIN, {"language": "hy"}).status_code == 422
    assert hand_in(client, BEGIN, b"", language="hy").status_code == 422  # type: ignore[attr-defined]
    assert hand_in(client, BEGIN, language="fr").status_code == 422  # type: ignore[attr-defined]


MEMBERSHIPS = {
    "an editor of the language": ([("edit", "hy")], 200, 200),
    "an editor of another language": ([("edit", "de")], 200, 404),
    "a translator": ([("translate", "hy")], 404, 404),
    "a reviewer": ([("review", "hy")], 404, 404),
    "a publisher": ([("publish", "hy")], 404, 404),
    "an editor of assigned pieces": ([("edit", "hy", True)], 404, 404),
    "nobody": ([], 404, 404),
}


@pytest.mark.parametrize("name", MEMBERSHIPS)
def test_who_may_hand_in_what(name: str) -> None:
    memberships, begin, replace = MEMBERSHIPS[name]
    version = factories.find_version(factories.create_article())
    client = sign_in(factories.create_user(memberships=memberships))
    assert client.get(BEGIN).status_code == begin
    assert client.get(hand_in_path(version)).status_code == replace
    posted = hand_in(client, hand_in_path(version))
    assert posted.status_code == (303 if replace == 200 else 404)  # type: ignore[attr-defined]
    posted = hand_in(client, BEGIN, language="hy")
    allowed = {"an editor of the language": 303, "an editor of another language": 422}.get(name, 404)
    assert posted.status_code == allowed  # type: ignore[attr-defined]
    assert Article.objects.count() == 1


def test_the_file_of_somebody_else_is_not_there() -> None:
    path = open_report(sign_in(factories.find_chief()), BEGIN, language="de")
    other = sign_in(factories.create_user(is_superuser=True))
    assert [other.get(path).status_code, other.post(path, {"act": "take"}).status_code] == [404, 404]
    assert [other.post(path, {"act": "drop"}).status_code, Delivery.objects.count()] == [404, 1]
    assert Client().get(path).status_code == 302
    assert other.get("/admin/articles/manuscript/99999999999999999/").status_code == 404


def test_a_right_lost_since_is_asked_for_again() -> None:
    editor = factories.create_user(memberships=[("edit", "hy")])
    article = factories.create_article(by=editor)
    client = sign_in(editor)
    new, text = (
        open_report(client, BEGIN, language="hy"),
        open_report(client, hand_in_path(factories.find_version(article))),
    )
    values, _buttons = parse_form(client.get(text))
    factories.submit(factories.find_version(article), by=editor)
    assert client.post(text, {**values, "act": "take"}).status_code == 403
    assert "take" not in parse_form(client.get(text))[1]
    editor.memberships.all().delete()
    assert [client.get(path).status_code for path in (new, text)] == [404, 404]
    assert [client.post(path, {"act": "take"}).status_code for path in (new, text)] == [404, 404]
    assert Article.objects.count() == 1


def test_files_nobody_took_over_go_with_the_next_one() -> None:
    client = sign_in(factories.find_chief())
    path = open_report(client, BEGIN, language="de")
    Delivery.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert client.get(path).status_code == 404
    open_report(client, BEGIN, language="hy")
    assert list(Delivery.objects.values_list("language", flat=True)) == ["hy"]


def test_what_stands_in_the_file_is_shown_as_words() -> None:
    words = "&lt;script&gt;alert(1)&lt;/script&gt;"
    data = make_word(
        p(words, "Title")
        + p(run(words) + f'<w:ins w:author="{words}">{run(words)}</w:ins>' + cite(1))
        + p(words, "Author"),
        footnotes=note(1, words),
    )
    client = sign_in(factories.find_chief())
    path = open_report(client, BEGIN, data, name="<script>alert(2)</script>.docx", language="de")
    page = client.get(path).content.decode()
    assert ("<script>alert" in page, page.count("&lt;script&gt;alert(1)") > 4) == (False, True)


def test_the_number_of_queries_does_not_grow_with_the_text() -> None:
    def count(data: bytes) -> tuple[int, int]:
        article = factories.create_article()
        path = open_report(client, hand_in_path(factories.find_version(article)), data)
        with CaptureQueriesContext(
            connection,
        ) as reading:
            assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as beginning:
            client.get(hand_in_path(factories.find_version(article)))
        return len(reading), len(beginning)

    client = sign_in(factories.find_chief())
    long = make_word(
        "".join(p(run("word ") + cite(n)) for n in range(60)), footnotes="".join(note(n, "x") for n in range(60))
    )
    count(WORD)
    assert count(WORD) == count(long)
    assert max(count(long)) <= 25


def test_a_21_megabyte_upload_is_answered_with_the_reason() -> None:
    client = sign_in(factories.find_chief())
    response = client.post(BEGIN, {"language": "hy", "file": BytesIO(b"PK" + bytes(21_000_000))})
    assert (response.status_code, str(TOO_LARGE) in response.content.decode()) == (422, True)


def test_the_ways_in_are_on_the_pages() -> None:
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    version = factories.find_version(article)
    assert BEGIN in client.get("/admin/").content.decode()
    assert BEGIN in client.get("/admin/articles/article/add/").content.decode()
    assert hand_in_path(version) in client.get(original_path(article)).content.decode()
    reader = sign_in(factories.create_user(memberships=[("publish", "hy")]))
    assert BEGIN not in reader.get("/admin/").content.decode()
    assert hand_in_path(version) not in reader.get(original_path(article)).content.decode()


def test_a_file_without_text_and_one_for_a_text_that_cannot_begin_are_refused() -> None:
    client = sign_in(factories.find_chief())
    empty = hand_in(client, BEGIN, make_word("<w:p/>"), language="hy")
    assert empty.context["form"].errors == {"file": ["There is no text in this file."]}  # type: ignore[attr-defined]
    planned = factories.create_version(factories.create_article(), "de")
    assert "once it has" in client.get(hand_in_path(planned)).content.decode()
    refused = hand_in(client, hand_in_path(planned))
    assert refused.context["form"].non_field_errors() == [  # type: ignore[attr-defined]
        "The source has not been released for translation yet."
    ]
    assert Delivery.objects.count() == 0
