"""Takes the pictures of the README and the guides from a demo journal of its own: `make screenshots`.

Needs Chromium and the development requirements; writes `docs/images/`.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from journal.demo import PASSWORD
from tests.browser.newsroom import serve_empty_journal

FOLDER = Path(__file__).parent / "images"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MANUSCRIPT = Path(__file__).parent.parent / "tests/articles/manuscripts/files/georgian-libreoffice.docx"


def main() -> None:
    """Serve a demo journal, walk to each screen, take its picture."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        sys.exit("Needs Chromium (Debian: apt install chromium).")
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        serve_empty_journal(Path(folder), demo=True) as address,
    ):
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB")
        page.goto(f"{address}/hy/1/")
        picture(page, "article")
        sign_in(page, address, "emma")
        page.goto(f"{address}/admin/")
        picture(page, "board")
        page.goto(f"{address}/admin/?q={address}/1/")
        page.locator(".desk-board .line-name", has_text="English").first.click()
        page.locator(".ck-editor__editable").first.wait_for()
        picture(page, "facing")
        translate_outside(page, Path(folder))
        page.context.clear_cookies()
        sign_in(page, address, "admin")
        write(page, address)
        chromium.close()


def translate_outside(page: Page, folder: Path) -> None:
    """Download the translation for a tool, change one title in it, look at what that would change."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download XLIFF", exact=True).click()
    file = folder / "translation.xlf"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    file.write_text(text.replace(">Letters in Transit</target>", ">Letters on the Move</target>"), encoding="utf-8")
    page.get_by_role("link", name="Hand in XLIFF", exact=True).click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Take over").first.wait_for()
    picture(page, "xliff")


def write(page: Page, address: str) -> None:
    """Open the original, a footnote in it, both dialogs, and the report on a Word file."""
    page.goto(f"{address}/admin/articles/article/1/change/")
    body = page.locator(".ck-editor__editable").first
    body.wait_for()
    body.scroll_into_view_if_needed()
    marker = page.locator(".note-marker").nth(1)
    marker.click()
    page.locator("[data-note-row] .ck-editor__editable").first.wait_for()
    marker.scroll_into_view_if_needed()
    picture(page, "footnote")
    page.keyboard.press("Escape")
    body.click()
    page.get_by_role("button", name="Link to a piece").first.click()
    search(page, "տառեր")
    picture(page, "piece-link")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Image from the collection").first.click()
    dialog(page).locator("img").first.wait_for()
    picture(page, "image-chooser")
    page.keyboard.press("Escape")
    page.goto(f"{address}/admin/")
    page.get_by_role("link", name="From a Word file").first.click()
    page.get_by_label("Original language").select_option("ka")
    page.locator("input[type=file]").set_input_files(MANUSCRIPT)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Begin an article with this text").first.wait_for()
    picture(page, "manuscript")


def sign_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/admin/login/?next=/admin/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")


def search(page: Page, words: str) -> None:
    dialog(page).get_by_role("searchbox").fill(words)
    dialog(page).locator("li button").first.wait_for()


def dialog(page: Page) -> Locator:
    return page.locator("dialog[open]")


def picture(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(FOLDER.name + os.sep + f"{name}.png")


if __name__ == "__main__":
    main()
