"""Uploading at the desk: what a dialog and a page are answered, and who may."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.images import REFUSALS, thumbnail_address
from articles.models import Image
from journal.models import User
from journal.pictures import Reason
from tests.articles.desk.forms import sign_in
from tests.factories import create_user, find_chief
from tests.journal.hostile_pictures import HOSTILE, make_noise, make_picture

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/articles/image/upload/"
PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(
    client: Client, data: bytes, name: str = "harbour.jpg", *, accept: str = "application/json", **given: str
) -> Any:
    file = SimpleUploadedFile("x", data)
    file.name = name  # Django's own test file would tidy it
    return client.post(UPLOAD, {"file": file, **given}, headers={"accept": accept})


def test_a_dialog_is_told_of_the_image() -> None:
    response = upload(sign_in(find_chief()), make_noise((600, 300)), credit="Ani", licence="CC0")
    image = Image.objects.get()
    assert (response.status_code, response["Content-Type"], response.json()) == (
        201,
        "application/json",
        {
            "id": image.pk,
            "label": "harbour.jpg",
            "thumbnail": thumbnail_address(image),
            "width": 600,
            "height": 300,
        },
    )
    assert (image.credit, image.licence) == ("Ani", "CC0")
    assert "no-store" in response["Cache-Control"]


def test_a_page_without_script_leads_to_the_image() -> None:
    client = sign_in(find_chief())
    form = client.get(UPLOAD)
    assert (form.status_code, b'enctype="multipart/form-data"' in form.content) == (200, True)
    response = upload(client, make_picture(), accept=PAGE)
    image = Image.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/admin/articles/image/{image.pk}/change/")
    assert client.get(response["Location"]).status_code == 200
    assert client.get("/admin/articles/image/add/").content.count(b'type="file"') == 1


@pytest.mark.parametrize("name", [name for name, (_make, reason) in HOSTILE.items() if reason])
def test_a_hostile_file_is_answered_with_its_reason(name: str) -> None:
    make, reason = HOSTILE[name]
    client, said = sign_in(find_chief()), str(REFUSALS[Reason(str(reason))])
    response = upload(client, make())
    assert (response.status_code, response.json()) == (422, {"error": said})
    page = upload(client, make(), accept=PAGE)
    assert (page.status_code, page.context["form"].errors) == (422, {"file": [said]})
    assert Image.objects.count() == 0


def test_what_is_no_upload_is_answered_with_a_reason() -> None:
    client = sign_in(find_chief())
    answers = {
        "no file": client.post(UPLOAD, {}, headers={"accept": "*/*"}),
        "a field of text": client.post(UPLOAD, {"file": "x"}, headers={"accept": "*/*"}),
        "another name": client.post(UPLOAD, {"upload": SimpleUploadedFile("x.jpg", make_picture())}),
        "not a form": client.post(UPLOAD, b"{}", content_type="application/json"),
    }
    assert {name: (answer.status_code, answer.json()) for name, answer in answers.items()} == dict.fromkeys(
        answers, (422, {"error": "Choose an image file."})
    )
    assert upload(client, make_picture(), credit="x" * 201).status_code == 422
    broken = client.post(UPLOAD, b"--x\r\n", content_type="multipart/form-data")
    assert (broken.status_code, client.put(UPLOAD).status_code) == (400, 405)
    assert Image.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\photos\\harbour.jpg", "harbour.jpg"),
        ("a\0b.jpg", "ab.jpg"),
        ("x" * 300 + ".jpg", "x" * 200),
        ("<img src=x onerror=alert(1)>.jpg", "<img src=x onerror=alert(1)>.jpg"),
        ("\u0535\u0580\u0587\u0561\u0576.jpg", "\u0535\u0580\u0587\u0561\u0576.jpg"),
    ],
)
def test_odd_names_do_no_harm(name: str, kept: str, tmp_path: Path) -> None:
    client = sign_in(find_chief())
    assert upload(client, make_picture(), name).status_code == 201
    image = Image.objects.get()
    assert image.name == kept
    assert {path.parent for path in tmp_path.rglob("*.*")} == {tmp_path / "images"}
    for path in ("/admin/articles/image/", f"/admin/articles/image/{image.pk}/change/"):
        page = client.get(path)
        assert (page.status_code, b"<img src=x" in page.content) == (200, False)


def people() -> dict[str, User]:
    return {
        "editor": create_user(memberships=[("edit", "hy")]),
        "translator of assigned pieces": create_user(memberships=[("translate", "de", True)]),
        "reviewer": create_user(memberships=[("review", "")]),
        "publisher": create_user(memberships=[("publish", "")]),
        "without membership": create_user(),
        "not staff": create_user(is_staff=False, memberships=[("edit", "")]),
    }


def test_who_may_upload() -> None:
    answers = {name: upload(sign_in(user), make_picture()).status_code for name, user in people().items()}
    assert answers == {
        "editor": 201,
        "translator of assigned pieces": 201,
        "reviewer": 404,
        "publisher": 404,
        "without membership": 404,
        "not staff": 403,
    }
    assert upload(Client(), make_picture()).status_code == 403
    pages = {name: sign_in(user).get(UPLOAD).status_code for name, user in people().items()}
    assert set(pages.values()) == {200, 302, 404}


def test_a_forged_upload_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(find_chief())
    assert upload(client, make_picture()).status_code == 403
    assert Image.objects.count() == 0
