"""Images in the browser: the lead image chosen by looks, and no page of images with a fault axe can find."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Image
from tests import factories
from tests.browser.looks import find_faults
from tests.journal.hostile_pictures import make_picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sign_in(page: Page, live_server: LiveServer) -> None:
    client = Client()
    client.force_login(factories.find_chief())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/admin/"}])


def original_path(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def test_the_lead_image_is_chosen_by_looks_and_saved_with_the_text(page: Page, live_server: LiveServer) -> None:
    factories.create_image(name="hill.jpg", colour="green")
    harbour = factories.create_image(alt={"hy": "A harbour"})
    article = factories.create_article()
    sign_in(page, live_server)
    page.goto(live_server.url + original_path(article))
    field = page.locator("#id_lead_image")
    assert field.input_value() == ""
    page.get_by_role("button", name="Choose the lead image").click()
    page.get_by_role("dialog").get_by_role("button", name="harbour.jpg").click()
    expect(field).to_have_value(str(harbour.pk))
    expect(page.locator("[data-said]")).to_have_text("Chosen: harbour.jpg. It becomes the lead image when you save.")
    page.locator(".desk-top button").click()
    row = page.get_by_role("group", name="lead image")
    row.wait_for()
    assert row.get_by_label("Alternative text").input_value() == "A harbour"
    row.get_by_label("Caption").fill("Seen from the mole")
    page.get_by_role("button", name="No lead image").press("Enter")  # an editor that starts moves it
    expect(field).to_have_value("")
    field.fill(str(harbour.pk))
    page.locator(".desk-top button").click()
    page.get_by_text("Saved.", exact=True).wait_for()
    assert Image.objects.values_list("caption_hy", flat=True).get(pk=harbour.pk) == "Seen from the mole"


def test_an_image_is_uploaded_on_a_page_of_its_own(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/articles/image/")
    page.get_by_role("link", name="Add image").click()
    page.get_by_label("Image file").set_input_files({"name": "no.jpg", "mimeType": "image/jpeg", "buffer": b"<svg/>"})
    page.get_by_role("button", name="Save the image").click()
    page.get_by_text("This is not a JPEG, PNG or WebP image, whatever its name says.").wait_for()
    page.get_by_label("Image file").set_input_files(
        {"name": "harbour.jpg", "mimeType": "image/jpeg", "buffer": make_picture(size=(300, 200))}
    )
    page.get_by_label("Credit").fill("Photo: Ani")
    page.get_by_role("button", name="Save the image").click()
    page.get_by_text("The image has been saved.").wait_for()
    assert page.get_by_label("Credit").input_value() == "Photo: Ani"
    loaded = "picture => picture.complete && picture.naturalWidth"
    assert page.locator(".image-shown img").evaluate(loaded) == 300


@pytest.mark.slow
def test_no_page_of_images_has_a_fault_axe_can_find(page: Page, live_server: LiveServer) -> None:
    image = factories.create_image(credit="", caption={"hy": "A caption"})
    body = f'<p>Text.</p><figure data-image="{image.pk}"></figure><figure data-image="999"></figure>'
    article = factories.create_article(texts=factories.make_texts("hy", body=body))
    factories.release(factories.find_version(article))
    german = factories.write_text(factories.create_version(article, "de"), texts=factories.make_texts("de", body=body))
    sign_in(page, live_server)
    faults = {}
    for path in (
        "/admin/articles/image/",
        "/admin/articles/image/upload/",
        f"/admin/articles/image/{image.pk}/change/",
        original_path(article),
        f"/admin/articles/translation/{german.pk}/change/",
        f"/admin/articles/version/{german.pk}/preview/",
    ):
        page.goto(live_server.url + path)
        if page.locator("[data-editor]").count():
            page.locator(".ck-editor").first.wait_for()
        faults[path] = find_faults(page, dark=(1280,))
    assert {path: found for path, found in faults.items() if found} == {}
