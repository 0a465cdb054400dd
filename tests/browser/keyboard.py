"""What a person does at the editor, with keys and the clipboard; texts are never set by script."""

from playwright.sync_api import Page, expect

from tests.browser.editor_page.views import POSTED

TEXT = ".ck-editor .ck-content"
CURSOR = """async () => {
  const editor = await window.enfaceEditors.open(document.querySelector("textarea[data-editor]"));
  return editor.model.document.selection.getFirstPosition().path.join();
}"""
END = """async () => {
  const editor = await window.enfaceEditors.open(document.querySelector("textarea[data-editor]"));
  const text = editor.model.document;
  const end = editor.model.createPositionAt(text.getRoot(), "end");
  const { focus, isCollapsed } = text.selection;
  return isCollapsed && (focus.isEqual(end) || focus.isTouching(end));
}"""
SETTLED = """async () => {
  for (const pause of [60, 20]) await new Promise((resolve) => setTimeout(resolve, pause));
}"""
"""CKEditor hears of the selection, and takes the cursor back from its toolbar, 50 milliseconds later by the page's own
clock; waiting in the page, and not beside it, is right on a busy machine too."""
PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
"""What a browser does at Control+V, with a clipboard of which another program is said to have filled it."""


def save(page: Page) -> dict[str, str]:
    """Send the form and return what the server got. By the keyboard: a note that is just opening moves the button."""
    page.locator("#save").press("Enter")
    expect(page.locator("h1")).to_have_text("Saved")
    return dict(POSTED)


def settle(page: Page) -> None:
    """Give the editor the moment it needs after what a person did; no person is faster."""
    page.evaluate(SETTLED)


def press(page: Page, name: str) -> None:
    """Press a button of the first editor's toolbar."""
    page.locator(".ck-toolbar").first.get_by_role("button", name=name).first.click()
    settle(page)


def expect_numbers(page: Page, *numbers: str) -> None:
    """Wait until the markers show these numbers, which follow what is typed within a moment."""
    markers = page.locator(".note-marker")
    expect(markers).to_have_count(len(numbers))
    for place, number in enumerate(numbers):
        expect(markers.nth(place)).to_have_css("content", f'"{number}"', pseudo="before")
        expect(markers.nth(place)).to_have_attribute("aria-label", f"Footnote {number}")


def go_to_start(page: Page) -> None:
    """Put the cursor before the first letter, and wait until the editor knows: it hears of the selection later."""
    _press_until(page, "Control+Home", CURSOR, "0,0")


def go_to_end(page: Page) -> None:
    """Put the cursor behind the last letter, and wait until the editor knows."""
    _press_until(page, "Control+End", END, True)


def write(page: Page, *texts: str) -> None:
    """Type where the cursor is; between two texts Enter is pressed."""
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(text)


def paste(page: Page, html: str, plain: str = "plain") -> None:
    """Paste what another program has put on the clipboard."""
    page.evaluate(PASTE, [html, plain])
    settle(page)


def _press_until(page: Page, key: str, state: str, wanted: object) -> None:
    page.keyboard.press(key)
    for _ in range(100):
        if page.evaluate(state) == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the cursor did not get there by {key}")
