"""Takes the pictures of the README and the guides from a demo journal of its own: `make screenshots`.

Needs Chromium and the development requirements; writes `docs/images/`.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from journal.demo import PASSWORD
from tests.browser.newsroom import serve_empty_journal

FOLDER = Path(__file__).parent / "images"
NAMES = ("chromium", "chromium-browser", "google-chrome")


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
        take(page, f"{address}/hy/1/", "article")
        sign_in(page, address, "emma")
        take(page, f"{address}/admin/", "board")
        page.locator(".desk-board .line-name", has_text="English").first.click()
        page.locator(".ck-editor__editable").first.wait_for()
        picture(page, "facing")
        chromium.close()


def sign_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/admin/login/?next=/admin/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")


def take(page: Page, url: str, name: str) -> None:
    page.goto(url)
    picture(page, name)


def picture(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(FOLDER.name + os.sep + f"{name}.png")


if __name__ == "__main__":
    main()
