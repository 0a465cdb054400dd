"""Takes the pictures of the README and the guides from a demo journal of its own: `make screenshots`.

Needs Chromium and the development requirements; writes `docs/images/`. Windows are 1440 pixels wide, light,
and in English.
"""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from journal.demo import PASSWORD
from tests.browser.newsroom import serve_empty_journal

FOLDER = Path(__file__).parent / "images"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MANUSCRIPT = Path(__file__).parent.parent / "tests/articles/manuscripts/files/georgian-libreoffice.docx"
WIDTH, HEIGHT = 1440, 900
BORDER = 8
COLOURS = 128
BODY = "#id_body + .ck-editor .ck-content"


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
        emma, admin = (open_desk(chromium, address, name) for name in ("emma", "admin"))
        emma.goto(f"{address}/hy/1/")
        emma.locator(".hint button").click()  # the browser's language is not the page's
        picture(emma, "article")
        show_board(emma, address)
        translate_outside(emma, address, Path(folder))
        face(admin, address)
        review(admin, address)
        publish(admin, address)
        meet(emma, admin, address)
        write(admin, address)
        chromium.close()


def show_board(page: Page, address: str) -> None:
    """The board of a translator, with the acts of one cell open."""
    page.goto(f"{address}/admin/")
    page.locator(".cell-acts summary").first.click()
    picture(page, "board", page.locator("#header"), height=1216)


def translate_outside(page: Page, address: str, folder: Path) -> None:
    """Download a translation for a tool, change one title in it, look at what that would change."""
    open_version(page, address, 1, "en")
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


def face(page: Page, address: str) -> None:
    """A translation behind its source, the cursor in a paragraph; then what the checks find in what is typed there."""
    open_version(page, address, 3, "de")
    page.locator(BODY).wait_for()
    page.get_by_role("button", name="Next change").click()
    page.locator(f"{BODY} > p", has_text="1980").click()
    page.locator("[data-faces-cursor]").first.wait_for()
    picture(page, "facing", page.locator(".facing-text"), height=860)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(' So steht es im im "Buch".')
    problems = page.locator(".problems")
    problems.get_by_text("im im").first.wait_for()
    problems.locator(".waiving summary").click()
    picture(page, "problems", problems)


def review(page: Page, address: str) -> None:
    """What a reviewer has changed, and what is said about it; a comparison of two revisions."""
    open_version(page, address, 6, "ru")
    changes = page.locator(".desk-review")
    changes.locator("summary").click()
    picture(page, "review", changes)
    picture(page, "comments", page.locator("#comments"), width=800)
    open_version(page, address, 3, "en")
    page.get_by_role("link", name="History", exact=True).first.click()
    page.locator("input[name=a][value='1']").check()
    page.get_by_role("button", name="Compare the two").click()
    picture(page, "comparison", page.locator(".desk-reading [data-state]").first, height=620, width=800)


def publish(page: Page, address: str) -> None:
    """The publish page of a piece one language of which was withdrawn; the members."""
    page.goto(f"{address}/admin/articles/article/2/publish/")
    picture(page, "publish", page.locator("#missing-heading"), height=860)
    page.goto(f"{address}/admin/members/")
    member = page.locator(".desk-member", has_text="jonas@example.org")
    member.locator("summary").click()
    picture(page, "members", member)


def meet(page: Page, colleague: Page, address: str) -> None:
    """Two save the same text: the second is shown both."""
    for each in (page, colleague):
        open_version(each, address, 2, "en")
        each.locator(BODY).wait_for()
    add_words(colleague, " The cataloguers noticed it first.")
    colleague.fill("[name=subtitle]", "How a reference work changed its letters, and its readers")
    save(colleague)
    add_words(page, " The readers noticed it first.")
    page.fill("[name=title]", "An Encyclopaedia Moves to Another Alphabet")
    save(page)
    conflict = page.locator(".desk-conflict")
    conflict.wait_for()
    picture(page, "conflict", conflict)


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


def open_desk(browser: Browser, address: str, username: str) -> Page:
    """Sign somebody in, in a browser of their own, and return its page."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.on("dialog", lambda asked: asked.accept())
    page.goto(f"{address}/admin/login/?next=/admin/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    return page


def open_version(page: Page, address: str, article: int, language: str) -> None:
    """Open the screen of a language version of a piece, as the board leads there."""
    page.goto(f"{address}/admin/?q={address}/{article}/")
    page.locator(f".desk-board .line-name:has([lang={language}])").first.click()


def add_words(page: Page, words: str) -> None:
    """Type at the end of the text."""
    page.locator(BODY).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[name=act][value=save]").first.click()


def search(page: Page, words: str) -> None:
    """Search in the open dialog, and wait until it shows what was found, not all there is."""
    rows = dialog(page).locator("li button")
    rows.first.wait_for()
    all_of_them = rows.count()
    dialog(page).get_by_role("searchbox").fill(words)
    expect(rows).not_to_have_count(all_of_them)


def dialog(page: Page) -> Locator:
    return page.locator("dialog[open]")


def picture(page: Page, name: str, part: Locator | None = None, *, height: int = 0, width: int = 0) -> None:
    """Take a picture of the window, or of a part of the page with a border; with `height` or `width`, of as much from
    the top or the left of the part on. Written with few colours, which makes it a third as large."""
    if part is None:
        taken = page.screenshot()
    else:
        part.scroll_into_view_if_needed()
        box = part.bounding_box() or {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
        left, top = max(box["x"] - BORDER, 0), max(page.evaluate("() => scrollY") + box["y"] - BORDER, 0)
        width, height = width or int(box["width"]) + 2 * BORDER, height or int(box["height"]) + 2 * BORDER
        clip = {"x": left, "y": top, "width": min(width, WIDTH - left), "height": height}
        taken = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    image = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(FOLDER / f"{name}.png", optimize=True)
    print(FOLDER.name + os.sep + f"{name}.png")


if __name__ == "__main__":
    main()
