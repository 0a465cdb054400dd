"""Old addresses and the journal's own pages in the admin: by chiefs, and seen by readers at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.press.stamp import read_stamp
from journal.models import OldAddress, Page
from tests import factories
from tests.articles.desk.forms import read_form, sign_in
from tests.articles.press.reader import LATER, attributes, get, texts

pytestmark = pytest.mark.django_db
LIST = "/admin/journal/oldaddress/"
IMPORT = f"{LIST}import/"


def test_only_chiefs_find_the_old_addresses() -> None:
    row = OldAddress.objects.create(path="/a", target="/de/17/")
    people = [sign_in(factories.find_chief()), sign_in(factories.create_user(memberships=[("publish", "")]))]
    places = [LIST, IMPORT, f"{LIST}export/", f"{LIST}add/", f"{LIST}{row.pk}/change/", f"{LIST}{row.pk}/delete/"]
    found = {place: tuple(one.get(place).status_code for one in people) for place in places}
    assert found == dict.fromkeys(places, (200, 404))
    assert {Client().get(place).status_code for place in places} == {302}
    file = SimpleUploadedFile("old.csv", b"/b,/de/17/")
    assert people[1].post(IMPORT, {"file": file}).status_code == 404
    assert OldAddress.objects.count() == 1


def test_an_address_typed_at_the_desk_is_kept_in_one_spelling_and_found_at_once() -> None:
    client = sign_in(factories.find_chief())
    assert get("/статья/").status_code == 404
    typed = {"path": "https://old.example.org/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F", "target": "/ru/imprint/"}
    assert client.post(f"{LIST}add/", typed).status_code == 302
    assert list(OldAddress.objects.values_list("path", "target")) == [("/статья", "/ru/imprint/")]
    assert get("/статья/")["Location"] == "/ru/imprint/"
    wrong = {
        "path": client.post(f"{LIST}add/", {"path": "/статья", "target": "/de/1/"}),  # there already
        "target": client.post(f"{LIST}add/", {"path": "/b", "target": "/b/"}),
    }
    assert {name: list(page.context["adminform"].form.errors) for name, page in wrong.items()} == {
        "path": ["path"],
        "target": ["target"],
    }
    assert texts(client.get(f"{LIST}?q=стат"), "//th[contains(@class, 'field-path')]") == ["/статья"]
    assert texts(client.get(f"{LIST}?q=nothing"), "//th[contains(@class, 'field-path')]") == []


def test_rows_deleted_together_are_gone_for_readers_too() -> None:
    rows = [OldAddress.objects.create(path=f"/a{number}", target="/de/imprint/") for number in range(2)]
    before = read_stamp(at=LATER).key
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    assert sign_in(factories.find_chief()).post(LIST, chosen).status_code == 302
    assert (OldAddress.objects.count(), read_stamp(at=LATER).key == before) == (0, False)


def test_a_file_is_imported_whole_or_with_the_lines_that_are_right_if_one_says_so() -> None:
    client = sign_in(factories.find_chief())

    def send(text: str, **more: str) -> tuple[int, list[str], int]:
        file = SimpleUploadedFile("old.csv", text.encode("utf-8"))
        page = client.post(IMPORT, {"file": file, **more}, follow=True)
        said = texts(page, "//*[@role='alert']//li") + texts(page, "//ul[@class='messagelist']/li")
        said += texts(page, "//ul[contains(@class, 'errorlist')]/li")
        return page.status_code, said, OldAddress.objects.count()

    refused = "Line 2: x, /de/18/ An old address begins with a slash."
    assert send("/a,/de/17/\nx,/de/18/\n") == (422, [refused], 0)
    assert send("") == (422, ["The submitted file is empty."], 0)
    assert send("one,two") == (422, ["There is no address in the file."], 0)
    many = "".join(f"x{number}/,/de/18/\n" for number in range(150))
    status, said, count = send(many)
    assert (status, len(said), count) == (422, 100, 0)
    done = ["1 old address is new. 0 lead elsewhere now. 1 line was left out."]
    assert send("/a,/de/17/\nx,/de/18/\n", leave_out="on") == (200, done, 1)
    assert send("/a,/de/18/\n/b,/de/17/\n") == (200, ["1 old address is new. 1 leads elsewhere now."], 2)
    page = client.get(f"{LIST}export/")
    assert page["Content-Type"] == "text/csv; charset=utf-8"
    assert page.content.decode().splitlines() == ["old address,leads to", "/a,/de/18/", "/b,/de/17/"]


def test_a_page_of_the_journal_is_written_in_the_admin_and_read_at_once() -> None:
    page = Page.objects.create(key="about", title_de="Über uns", body_de="<p>Wir.</p>")
    client, place = sign_in(factories.find_chief()), f"/admin/journal/page/{page.pk}/change/"
    assert texts(get("/hy/about/"), "//main//li") == ["Deutsch"]
    values, _buttons = read_form(client, place)
    assert "key" not in values
    Page.objects.filter(pk=page.pk).update(title_de="Wer wir sind")
    words = {"title_hy": "Մեր մասին", "body_hy": "<p onclick='x'>Մենք։</p>"}
    assert client.post(place, {**values, **words, "key": "imprint"}).status_code == 302
    page.refresh_from_db()
    assert (page.key, page.title_de) == ("about", "Wer wir sind")  # type: ignore[attr-defined]
    assert (texts(get("/hy/about/"), "//h1"), texts(get("/de/about/"), "//h1")) == (["Մեր մասին"], ["Wer wir sind"])
    shown = [("/hy/about/", "hy"), ("/de/about/", "de")]
    field = "//*[contains(@class, 'field-written_in')]//a"
    assert attributes(client.get(place), field, "href", "lang") == shown
    assert attributes(client.get("/admin/journal/page/"), field, "href", "lang") == shown
    assert texts(client.get("/admin/journal/page/add/"), "//*[@class='readonly']") == ["–"]
