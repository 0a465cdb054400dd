"""The desk in a narrow window, and in Georgian, which has no capitals."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.articles.desk.forms import facing_path
from tests.browser.looks import find_faults

pytestmark = pytest.mark.django_db(transaction=True)

SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CAPITAL = re.compile(r"[\u1c90-\u1cbf]")


@pytest.mark.slow
def test_the_pages_of_a_text_do_not_scroll_sideways_in_a_narrow_window(page: Page, live_server: LiveServer) -> None:
    article = factories.create_published(languages=("hy", "ru"))
    original = factories.publish(factories.write_text(factories.find_version(article), word="second"), correction="Why")
    german = factories.create_version(article, "de")
    factories.write_text(factories.create_version(article, "en"), texts={"body": "<p>Nothing else yet.</p>"})
    client = Client()
    client.force_login(factories.find_chief())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/admin/"}])
    page.set_viewport_size({"width": 360, "height": 800})
    wide = []
    back, publish = reverse("admin:desk_back", args=[original.pk, 1]), reverse("admin:desk_publish", args=[article.pk])
    for path in (reverse("admin:desk_history", args=[original.pk]), facing_path(german), back, publish):
        page.goto(f"{live_server.url}{path}")
        if page.evaluate(SCROLLS):
            wide.append(path)
    assert wide == []
    assert find_faults(page, widths=(360,), inside=".desk") == []  # the publish page, the last of them
    for name in ("admin:desk_home", "admin:journal_oldaddress_import"):
        page.goto(f"{live_server.url}{reverse(name)}")
        assert find_faults(page, widths=(360,), dark=()) == []


def test_what_the_frame_and_the_desk_say_in_georgian_begins_without_a_capital(client: Client) -> None:
    client.force_login(factories.create_user(is_superuser=True, language="ka"))
    add = reverse("admin:articles_article_add")
    answer = client.post(add, {"original_language": "ka", "working_title": "სტატია"}, follow=True)
    page = answer.content.decode()
    said = re.findall(r'<ul class="messagelist">.*?</ul>', page, re.S)
    frame = re.findall(r'<nav class="desk-nav".*?</nav>', page, re.S)
    assert (len(said), len(frame), CAPITAL.findall("".join(said + frame))) == (1, 1, [])
