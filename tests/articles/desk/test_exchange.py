"""XLIFF at the desk: downloaded, handed in, looked at, taken over; and for nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.choices import Act, Stage
from articles.models import Article, Delivery, Image, LanguageVersion
from articles.revisions import working_content
from articles.xliff.reading import LARGEST
from tests import factories
from tests.articles.desk.forms import facing_path, parse_form, sign_in
from tests.articles.xliff.exports import BODY, TEXTS, change, export, find_german, make_piece, set_target, translate

pytestmark = pytest.mark.django_db


def download_path(version: LanguageVersion) -> str:
    return f"/admin/articles/translation/{version.pk}/xliff/"


def hand_in_path(version: LanguageVersion) -> str:
    return f"{download_path(version)}hand-in/"


def upload(client: Client, version: LanguageVersion, data: bytes, name: str = "translated.xlf") -> HttpResponse:
    """Hand a file in."""
    return client.post(hand_in_path(version), {"file": SimpleUploadedFile(name, data)})


def press(client: Client, path: str, act: str, **changes: str) -> HttpResponse:
    """Press a button of the page on which a delivery is looked at."""
    values, _buttons = parse_form(client.get(path))
    return client.post(path, {**values, **changes, "act": act})


def test_a_translator_downloads_translates_hands_in_looks_and_submits() -> None:
    article, lena = make_piece()
    client, german = sign_in(lena), find_german(article)
    sent = client.get(download_path(german))
    assert (sent.status_code, sent["Content-Type"], sent["Content-Disposition"]) == (
        200,
        "application/xliff+xml",
        f'attachment; filename="article-{article.pk}-de.r1.e0.xlf"',
    )
    answer = upload(client, german, translate(sent.content))
    delivery = Delivery.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{download_path(german)}{delivery.pk}/")
    page = client.get(answer["Location"])
    assert (page.status_code, parse_form(page)[1]) == (200, ["submit", "drop"])
    assert find_german(article).stage == Stage.PLANNED
    done = press(client, answer["Location"], "submit")
    assert (done.status_code, done["Location"]) == (303, facing_path(german))
    german = find_german(article)
    assert (german.stage, working_content(german).title) == (Stage.IN_REVIEW, "DE A title")


def test_a_button_pressed_twice_takes_the_file_over_once() -> None:
    article, lena = make_piece()
    german, client = find_german(article), sign_in(lena)
    path = upload(client, german, translate(export(german)))["Location"]
    values, _buttons = parse_form(client.get(path))
    answers = [client.post(path, {**values, "act": "submit"}) for _ in range(2)] + [client.get(path)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, facing_path(german))] * 3
    assert list(german.log.order_by("pk").values_list("act", flat=True)) == ["plan", "start", "submit"]
    assert bytes(Delivery.objects.get().data) == b""


def test_the_page_shows_what_would_change_passage_by_passage() -> None:
    article, lena = make_piece()
    german = factories.write_text(
        find_german(article),
        texts={"title": "Titel", "standfirst": "A\nB", "body": BODY},
        notes={"k1": {"html": 'Siehe <a href="https://b.example/">x</a>.'}, "k2": {"html": "<p>Z.</p><p>D.</p>"}},
    )
    data = change(export(german), set_target("title", "Neuer Titel"), set_target("body.5", "zweiter Punkt"))
    client = sign_in(lena)
    comparison = client.get(upload(client, german, data)["Location"]).context["comparison"]
    states = [passage.state for passage in (*comparison.lines.values(), *comparison.body, *comparison.notes.values())]
    assert states == ["changed", "added", "same", "same", "same", "same", "changed", "same", "same", "same", "same"]
    assert str(comparison.lines["title"].difference) == "<p><ins>Neuer </ins>Titel</p>"


def test_a_file_that_does_not_fit_is_refused_with_every_place_and_the_text_is_untouched() -> None:
    article, lena = make_piece()
    other, _other_lena = make_piece()
    german, client = find_german(article), sign_in(lena)
    wrong = change(translate(export(german)), set_target("body.1", "No tag"))
    refusals = [upload(client, german, data) for data in (wrong, export(find_german(other)), b"x" * (LARGEST + 1))]
    assert [(answer.status_code, str(answer.context["refusal"])) for answer in refusals] == [
        (422, "This file does not fit the text."),
        (422, f"This file belongs to another piece: number {other.pk}, not {article.pk}."),
        (422, "This file is larger than 5 MB."),
    ]
    page = refusals[0].content.decode()
    why = "The tag &lt;x 1/&gt; (footnote 1) is missing."
    row = f'<th scope="row">body.1</th><td>Passage 1 of the text (heading)</td><td>{why}</td>'
    assert (row in page, Delivery.objects.count(), find_german(article).stage) == (True, 0, Stage.PLANNED)


def test_no_file_and_an_empty_file_are_said_at_the_field() -> None:
    article, lena = make_piece()
    client, path = sign_in(lena), hand_in_path(find_german(article))
    answers = [client.post(path, {}), client.post(path, {"file": SimpleUploadedFile("a.xlf", b"")})]
    assert [(answer.status_code, list(answer.context["form"].errors)) for answer in answers] == [
        (422, ["file"]),
        (422, ["file"]),
    ]


def test_an_incomplete_text_is_listed_and_can_be_saved_as_a_draft() -> None:
    article, lena = make_piece()
    german, client = find_german(article), sign_in(lena)
    data = change(translate(export(german)), set_target("note.k1.1", '<g id="1">siehe</g>,'))
    path = upload(client, german, data)["Location"]
    refused = press(client, path, "submit")
    assert (refused.status_code, [str(fault.message) for fault in refused.context["faults"]]) == (
        422,
        ["Footnote k1 looks unfinished."],
    )
    assert (parse_form(refused)[1], find_german(article).stage) == (["submit", "save", "drop"], Stage.PLANNED)
    assert press(client, path, "save").status_code == 303
    assert find_german(article).stage == Stage.DRAFT


def test_a_text_saved_since_the_page_was_opened_is_a_conflict_and_the_page_is_shown_anew() -> None:
    article, lena = make_piece()
    german, client = find_german(article), sign_in(lena)
    path = upload(client, german, translate(export(german)))["Location"]
    values, _buttons = parse_form(client.get(path))
    factories.write_text(german, texts={"title": "Meanwhile", "body": "<p>Meanwhile.</p>"})
    refused = client.post(path, {**values, "act": "submit"})
    assert (refused.status_code, parse_form(refused)[0]["edit_number"]) == (409, "1")
    assert [notice.text for notice in refused.context["notices"]] == [
        "The text has been saved since this file was downloaded. The differences are from the text as it is."
    ]
    assert working_content(find_german(article)).title == "Meanwhile"
    assert press(client, path, "submit").status_code == 303
    assert list(german.revisions.values_list("title", flat=True)) == ["Meanwhile", "DE A title"]


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "٣"])
def test_a_save_without_the_state_it_started_from_is_refused(number: str) -> None:
    article, lena = make_piece()
    german, client = find_german(article), sign_in(lena)
    path = upload(client, german, translate(export(german)))["Location"]
    assert press(client, path, "submit", edit_number=number).status_code == 422
    assert find_german(article).stage == Stage.PLANNED


def test_what_a_person_should_know_first_is_said() -> None:
    body = f'{BODY}<p>More<sup data-note="e1"></sup></p>'
    notes = {"k1": {"html": "One."}, "k2": {"html": "<p>Two.</p>"}, "e1": {"kind": "editor", "html": "For Armenians."}}
    article, lena = make_piece(body=body, notes=notes)
    own = {"t1": {"kind": "translator", "html": "Mine."}, "k1": {"html": "Eins."}, "k2": {"html": "<p>Zwei.</p>"}}
    german_body = body.replace("first item", 'erster<sup data-note="t1"></sup>')
    texts = {"title": "T", "subtitle": "U", "standfirst": "A\nB", "body": german_body}
    german = factories.publish(
        factories.write_text(find_german(article), texts=texts, notes={**own, "e1": {"html": "E."}})
    )
    data = change(
        export(german),
        set_target("body.4", "erster"),
        set_target("body.5", "second <!-- --> item"),
        set_target("body.7", "Mehr"),
    )
    changed = {**TEXTS, "title": "Another", "body": body}
    factories.release(factories.write_text(factories.find_version(article), texts=changed), significance="major")
    client = sign_in(lena)
    notices = client.get(upload(client, german, data)["Location"]).context["notices"]
    assert [(notice.text, notice.items) for notice in notices] == [
        ("Revision 2 of the source has been released since; this brings the text up to 1 only.", []),
        ("Taking the file over makes the text a draft again. Readers see nothing of it yet.", []),
        ("Footnotes for the readers of the source, left out:", ["Footnote 3"]),
        ("No longer cited by the text; their words are kept:", ["t1: Mine.", "e1: E."]),
    ]


def test_a_file_that_says_what_an_approved_text_says_is_not_offered_for_taking_over() -> None:
    article, lena = make_piece()
    client = sign_in(lena)
    path = upload(client, find_german(article), translate(export(find_german(article))))["Location"]
    press(client, path, "submit")
    workflow.apply(find_german(article), Act.APPROVE, by=factories.find_chief(), at=factories.MORNING)
    source = factories.write_text(factories.find_version(article), texts={**TEXTS, "subtitle": "A sub-title"})
    factories.release(source, significance="typo")
    german = find_german(article)
    page = client.get(upload(client, german, export(german))["Location"])
    assert (parse_form(page)[1], [notice.text for notice in page.context["notices"]]) == (
        ["drop"],
        [
            "The file says what the text says already: there is nothing to take over.",
            "If it is up to revision 2 of the source, note at the desk that it has been checked.",
        ],
    )


def test_captions_of_images_travel_and_are_shown_and_stored() -> None:
    article, lena = make_piece(notes={}, body="<p>Text.</p>")
    image = Image.objects.create(file="images/a.png", alt_hy="A bridge", caption_hy="Line\nLine", alt_de="Brücke")
    body = f'<p>Text.</p><figure data-image="{image.pk}"></figure>'
    source = factories.write_text(factories.find_version(article), texts={**TEXTS, "body": body})
    factories.release(source, significance="major")
    german, client = find_german(article), sign_in(lena)
    data = change(export(german), set_target(f"image.{image.pk}.caption.1", "Zeile"))
    path = upload(client, german, data)["Location"]
    shown = [(one.name, one.old, one.new) for one in client.get(path).context["images"]]
    assert shown == [(f"Caption of image {image.pk}", "", "Zeile\nLine")]
    assert press(client, path, "submit").status_code == 303
    image.refresh_from_db()
    assert (image.alt_de, image.caption_de, image.alt_hy) == ("Brücke", "Zeile\nLine", "A bridge")


def test_a_file_is_dropped_and_nothing_has_changed() -> None:
    article, lena = make_piece()
    german, client = find_german(article), sign_in(lena)
    path = upload(client, german, translate(export(german)))["Location"]
    assert press(client, path, "drop").status_code == 303
    assert (Delivery.objects.count(), find_german(article).stage) == (0, Stage.PLANNED)


def test_a_delivery_is_its_owners_only_and_only_for_its_text() -> None:
    article, lena = make_piece()
    other, _other_lena = make_piece()
    german = find_german(article)
    path = upload(sign_in(lena), german, translate(export(german)))["Location"]
    pk = Delivery.objects.get().pk
    chief = sign_in(factories.find_chief())
    elsewhere = f"{download_path(find_german(other))}{pk}/"
    paths = [(chief, path), (chief, elsewhere), (sign_in(lena), elsewhere), (sign_in(lena), f"{path}0/")]
    assert [client.get(each).status_code for client, each in paths] == [404] * 4
    assert [client.post(each, {"act": "submit", "edit_number": "0"}).status_code for client, each in paths] == [404] * 4
    assert find_german(article).stage == Stage.PLANNED


def list_statuses(article: Article, client: Client) -> list[int]:
    german = find_german(article)
    file = SimpleUploadedFile("a.xlf", b"x")
    return [
        client.get(download_path(german)).status_code,
        client.get(hand_in_path(german)).status_code,
        client.post(hand_in_path(german), {"file": file}).status_code,
    ]


def test_only_those_who_may_save_the_text_see_any_of_it() -> None:
    article, lena = make_piece()
    people = {
        "assigned": lena,
        "assigned to other pieces": factories.create_user(memberships=[("translate", "de", True)]),
        "other language": factories.create_user(memberships=[("translate", "ru")]),
        "reviewer": factories.create_user(memberships=[("review", "de")]),
        "editor of originals": factories.create_user(memberships=[("edit", "hy")]),
        "publisher": factories.create_user(memberships=[("publish", "")]),
        "nobody": factories.create_user(),
        "chief": factories.find_chief(),
    }
    seen = {name for name, person in people.items() if list_statuses(article, sign_in(person)) == [200, 200, 422]}
    others = {name: list_statuses(article, sign_in(person)) for name, person in people.items() if name not in seen}
    assert seen == {"assigned", "chief"}
    assert set(map(tuple, others.values())) == {(404, 404, 404)}
    assert list_statuses(article, Client()) == [302, 302, 403]


def test_a_download_takes_no_form() -> None:
    article, lena = make_piece()
    client, path = sign_in(lena), download_path(find_german(article))
    assert [client.head(path).status_code, client.post(path).status_code] == [200, 405]


def test_an_original_and_a_source_not_released_have_no_file() -> None:
    article = factories.create_article()
    german = factories.create_version(article, "de")
    chief = sign_in(factories.find_chief())
    assert [chief.get(download_path(version)).status_code for version in (german, factories.find_version(article))] == [
        404,
        404,
    ]


def test_the_facing_desk_links_to_it_for_those_who_may_save() -> None:
    article, lena = make_piece()
    german = find_german(article)
    reviewer = factories.create_user(memberships=[("review", "de")])
    linked = [
        [path in sign_in(person).get(facing_path(german)).content.decode() for person in (lena, reviewer)]
        for path in (f'"{download_path(german)}"', f'"{hand_in_path(german)}"')
    ]
    assert linked == [[True, False], [True, False]]


def test_the_number_of_queries_does_not_grow_with_the_text() -> None:
    counts = []
    for size in (1, 30):
        body = "".join(f"<p>Passage {number}</p>" for number in range(size))
        article, lena = make_piece(body=body, notes={})
        client, german = sign_in(lena), find_german(article)
        path = upload(client, german, translate(export(german)))["Location"]
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
        counts.append(len(counted))
    assert counts[0] == counts[1]
