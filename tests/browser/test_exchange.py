"""A translator's file in the browser: chosen, looked at, taken over; both pages without a fault axe can find."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.choices import Stage
from tests import factories
from tests.articles.desk.forms import facing_path
from tests.articles.xliff.exports import change, export, find_german, make_piece, set_target, translate
from tests.browser.test_axe_public import TAGS

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/admin/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", "password")
    page.click("[type=submit]")


def list_faults(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds on the page, and whether it scrolls sideways."""
    page.wait_for_load_state()
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    faults = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append(("scrolls sideways", []))
    return faults


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 768)])
def test_a_file_is_refused_with_places_then_looked_at_and_submitted(
    page: Page, live_server: LiveServer, tmp_path: Path, scheme: str, width: int
) -> None:
    article, lena = make_piece()
    german = factories.write_text(find_german(article), texts={"title": "Alter Titel", "body": "<p>Alt.</p>"})
    right, wrong = tmp_path / "right.xlf", tmp_path / "wrong.xlf"
    right.write_bytes(translate(export(german)))
    wrong.write_bytes(change(translate(export(german)), set_target("body.2", "Ohne Tags")))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, lena.username)
    page.goto(f"{live_server.url}{facing_path(german)}")
    page.get_by_role("link", name="Hand in XLIFF").click()
    page.get_by_label("XLIFF file").wait_for()
    faults = {"form": list_faults(page)}
    page.get_by_label("XLIFF file").set_input_files(wrong)
    page.get_by_role("button", name="Look at the file").click()
    said = page.get_by_role("alert").inner_text()
    assert ("This file does not fit the text." in said, said.count("is missing")) == (True, 4)
    faults["refusal"] = list_faults(page)
    page.get_by_label("XLIFF file").set_input_files(right)
    page.get_by_role("button", name="Look at the file").click()
    assert page.locator("ins").first.inner_text().startswith("DE")
    faults["preview"] = list_faults(page)
    assert faults == {"form": [], "refusal": [], "preview": []}
    page.get_by_role("button", name="Take over and submit").click()
    assert page.locator(".messagelist").inner_text() == "The file has been taken over and the text submitted."
    assert find_german(article).stage == Stage.IN_REVIEW
