"""A translator's file in the browser: chosen, looked at, taken over; both pages without a fault axe can find."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.choices import Stage
from tests import factories
from tests.articles.desk.forms import facing_path
from tests.articles.xliff.exports import change, export, find_german, make_piece, set_target, translate
from tests.browser.looks import find_faults

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/admin/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", "password")
    page.click("[type=submit]")


def test_a_file_is_refused_with_places_then_looked_at_and_submitted(
    page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    article, lena = make_piece()
    german = factories.write_text(find_german(article), texts={"title": "Alter Titel", "body": "<p>Alt.</p>"})
    right, wrong = tmp_path / "right.xlf", tmp_path / "wrong.xlf"
    right.write_bytes(translate(export(german)))
    wrong.write_bytes(change(translate(export(german)), set_target("body.2", "Ohne Tags")))
    sign_in(page, live_server.url, lena.username)
    page.goto(f"{live_server.url}{facing_path(german)}")
    page.get_by_role("link", name="Hand in XLIFF").click()
    page.get_by_label("XLIFF file").wait_for()
    faults = {"form": find_faults(page, widths=(768, 1280))}
    page.get_by_label("XLIFF file").set_input_files(wrong)
    page.get_by_role("button", name="Look at the file").click()
    said = page.get_by_role("alert").inner_text()
    assert ("This file does not fit the text." in said, said.count("is missing")) == (True, 4)
    faults["refusal"] = find_faults(page, widths=(768, 1280))
    page.get_by_label("XLIFF file").set_input_files(right)
    page.get_by_role("button", name="Look at the file").click()
    assert page.locator("ins").first.inner_text().startswith("DE")
    faults["preview"] = find_faults(page, widths=(768, 1280))
    assert faults == {"form": [], "refusal": [], "preview": []}
    page.get_by_role("button", name="Take over and submit").click()
    assert page.locator(".messagelist").inner_text() == "The file has been taken over and the text submitted."
    assert find_german(article).stage == Stage.IN_REVIEW
