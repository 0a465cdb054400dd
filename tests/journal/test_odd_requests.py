"""What no browser sends to the desk is answered with a page, on both databases."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["q=%00", "language=a%00", "term=\x00"])
def test_nul_in_a_query_of_the_desk_is_a_bad_request(query: str) -> None:
    response = Client().get(f"/admin/login/?{query}")
    assert (response.status_code, b"could not be understood" in response.content) == (400, True)


@pytest.mark.parametrize("key", ["abcdefghij\x00", "../../etc", "x" * 4000, ""])
def test_a_session_cookie_django_cannot_have_made_is_none(key: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/admin/login/").status_code == 200


@pytest.mark.parametrize("charset", ["hex", "idna", "rot13", "zlib", "undefined", "utf-16", "nonsense"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=X", "application/x-www-form-urlencoded"])
def test_a_form_in_another_charset_is_a_bad_request(kind: str, charset: str) -> None:
    body = b'--X\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--X--\r\n'
    response = Client().generic("POST", "/admin/login/", body, f"{kind}; charset={charset}")
    assert response.status_code == 400
