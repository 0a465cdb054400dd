"""Somebody at the desk with script on, in a browser of their own and in their own language: what they do, by keys and
buttons, and what the pages say to them, as plain data. What is expected is written in English and put into the words
of their language by the catalogues of the desk.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.keyboard import go_to_end
from tests.browser.newsroom import PASSWORD

BODY = "#id_body + .ck-editor .ck-content"
SAID = "[data-draft-said]"
MOMENT = r"[\d: -]{5,16}"

READ_BOARD = """() => {
  const text = (element) => element.textContent.trim().replace(/\\s+/g, " ");
  const all = (root, selector) => Array.from(root.querySelectorAll(selector));
  const waiting = all(document, ".waiting-group").map((group) => [
    group.querySelector("h3").firstChild.textContent.trim(),
    all(group, "li").map((row) => `${row.querySelector("[lang]").lang}: ${text(row.querySelector(".quiet"))}`),
  ]);
  const cells = all(document, ".desk-board .cell:has(.line)").map((cell) => [
    cell.querySelector(".line-name [lang]").lang, all(cell, ".line li").map(text).join("; "),
  ]);
  const places = all(document, ".desk-board .cell:has(.line)").map((cell) => [
    cell.querySelector(".line-name [lang]").lang, [cell.querySelector(".line-name").pathname, cell.id.slice(1)],
  ]);
  return [document.documentElement.lang, ...[waiting, cells, places].map(Object.fromEntries)];
}"""
READ_HISTORY = """() => {
  const list = (name) => Array.from(document.querySelectorAll(`[aria-labelledby="${name}-heading"] tbody tr`));
  return [list("log").map((row) => row.cells[2].textContent), list("revisions").slice(1).length];
}"""
READ_CONFLICT = """() => Array.from(document.querySelectorAll(".desk-conflict .choice"), (choice) => [
  choice.dataset.changedBy, choice.querySelector("input:checked")?.value,
  ...Array.from(choice.querySelectorAll(".desk-reading"), (side) => side.textContent.trim()),
])"""
SEND_TWICE = """async (act) => {
  const form = document.querySelector("form:has([name='edit_number'])");
  const button = form.querySelector(`button[name='act'][value='${act}']`);
  const send = () => fetch(location.href, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
  return (await Promise.all([send(), send()])).map((answer) => answer.status);
}"""


class Colleague:
    """One person with one browser. `typed` are the sentences they have typed into texts and comments."""

    def __init__(self, browser: Browser, address: str, username: str, language: str) -> None:
        self.address, self.username, self.language = address, username, language
        self.faults: list[str] = []
        self.typed: list[str] = []
        self.context = browser.new_context(locale=language, viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(30_000)
        self.context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        self.context.on("request", self._note_foreign)
        self.page = self.open("/admin/")
        self.sign_in()
        self.places: dict[str, tuple[str, str]] = {}
        """Language to the path of its screen and the number of the version, as the board had them last."""
        self.side = self.context.new_page()
        """A second window, for looking something up without leaving the first."""

    def open(self, path: str, *, page: Page | None = None) -> Page:
        """Open a page of the site, in a new window without `page`, and return the window."""
        window = page or self.context.new_page()
        window.goto(self.address + path, wait_until="domcontentloaded")
        return window

    def open_text(self, language: str, *, page: Page | None = None) -> Page:
        """Open the screen of a language version, as the board links it, and wait until it can be written on."""
        window = self.open(self.places[language][0], page=page or self.page)
        expect(window.locator(BODY)).to_be_visible()
        return window

    def sign_in(self, *, prefix: str = "") -> None:
        """Fill in and send the form that asks who this is."""
        self.page.fill(f"[name={prefix}username]", self.username)
        self.page.fill(f"[name={prefix}password]", PASSWORD)
        self.page.locator(f"form:has([name={prefix}username]) [type=submit]").click()

    # What they do

    def fill(self, page: Page | None = None, **fields: str) -> None:
        """Type into fields by their names."""
        for name, words in fields.items():
            (page or self.page).locator(f"[name={name}]").first.fill(words)
            self.typed.append(words)

    def write(self, *paragraphs: str, page: Page | None = None) -> None:
        """Type at the end of the text; between two paragraphs Enter is pressed."""
        window = page or self.page
        window.locator(BODY).click()
        go_to_end(window)
        self.type(*paragraphs, page=window)

    def type(self, *paragraphs: str, page: Page | None = None) -> None:
        """Type where the cursor is."""
        keyboard = (page or self.page).keyboard
        for number, words in enumerate(paragraphs):
            if number:
                keyboard.press("Enter")
            keyboard.insert_text(words)
            self.typed.append(words.strip())

    def leave_field(self, page: Page | None = None, *, is_kept: bool = True) -> None:
        """Go into another field, and wait until what was typed is kept as a draft; or in the browser alone."""
        window = page or self.page
        window.locator("[name=slug]").focus()
        here = " ".join(map(self.say, ("Draft not kept: no connection.", "Your words are kept in this browser.")))
        expect(window.locator(SAID)).to_have_text(self.pattern("Draft kept %s.", "%s") if is_kept else here)

    def press(self, act: str, said: str, *, page: Page | None = None, is_twice: bool = False, **given: str) -> None:
        """Press the button of an act, and wait until the page says in a message that it is done."""
        window = page or self.page
        window.locator(".messagelist").evaluate_all("(lists) => lists.forEach((list) => list.remove())")
        button = window.locator(f"button[name=act][value='{act}']").first
        button.dblclick() if is_twice else button.click()
        expect(window.locator(".messagelist li").first).to_have_text(self.say(said, **given))

    def send_twice(self, act: str) -> None:
        """Send the form with the button of an act twice at the same moment; both are told that it is done."""
        assert self.page.evaluate(SEND_TWICE, act) == [200, 200]

    def comment(self, place: str, words: str, said: str, *, button: str = "") -> None:
        """Write a comment, or an answer, and send it; or press another button of a thread."""
        form = self.page.locator(place).first
        if words:
            form.locator("textarea[name=text]").fill(words)
            self.typed.append(words)
        form.locator(f"button[name=do]{f'[value={button}]' if button else ''}").first.click()
        expect(self.page.locator("[data-comments-said]")).to_have_text(self.say(said))

    def publish_correction(self, words: str) -> None:
        """Publish the text that is open as a substantive change with a note for readers, by two clicks."""
        self.page.check("[name=significance][value=substantive]")
        self.fill(correction=words)
        self.press("publish", "The text has been published.", is_twice=True)

    # What they are told

    def say(self, words: str, **given: object) -> str:
        """Return the desk's words in the person's language."""
        with translation.override(self.language):
            return gettext(words) % given if given else gettext(words)

    def pattern(self, words: str, hole: str = "%(moment)s", **given: object) -> re.Pattern[str]:
        """Return what the desk says as a pattern, with any moment in the hole."""
        said = self.say(words)
        for name, value in given.items():
            said = said.replace(f"%({name})s", str(value))
        return re.compile(re.escape(said).replace(re.escape(hole), MOMENT))

    def read_board(self) -> tuple[str, dict[str, list[str]], dict[str, str]]:
        """Return what the board says: the language it speaks, what waits (heading to `language: words`), and the cells
        (language to words). Remembers where the texts are."""
        self.open("/admin/", page=self.side)
        language, waiting, cells, self.places = self.side.evaluate(READ_BOARD)
        return language, waiting, cells

    def expected_board(self, waiting: dict[str, list[str]], cells: dict[str, str]) -> tuple[Any, ...]:
        """Return what the board has to say, from English: "review: emma" and "2 open comments" are understood."""
        own = {self.say(head): [self._put(row) for row in rows] for head, rows in waiting.items()}
        return self.language, own, {code: self._put(words) for code, words in cells.items()}

    def read_history(self, language: str) -> tuple[list[str], int]:
        """Return the acts of the log, the newest first, and the number of revisions."""
        self.open(f"/admin/articles/version/{self.places[language][1]}/history/", page=self.side)
        acts, revisions = self.side.evaluate(READ_HISTORY)
        return acts, revisions

    def expected_history(self, *acts: str, revisions: int) -> tuple[list[str], int]:
        """Return what the history has to say, from English, the oldest act first."""
        return [self.say(act) for act in reversed(acts)], revisions

    def _put(self, words: str) -> str:
        code, colon, rest = words.partition(": ")
        if colon and len(code) == 2:
            return f"{code}: {self._put(rest)}"
        return "; ".join(self._put_part(part) for part in words.split("; "))

    def _put_part(self, part: str) -> str:
        if part.startswith("review: "):
            return self.say("review: %(person)s", person=part.removeprefix("review: "))
        if found := re.fullmatch(r"(\d+) (open comment|correction)s?( to take over)?", part):
            count, one, rest = int(found[1]), f"%(count)s {found[2]}", found[3] or ""
            with translation.override(self.language):
                return ngettext(one + rest, f"{one}s{rest}", count) % {"count": count}
        return ", ".join(self.say(word) for word in part.split(", "))

    def _note_foreign(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            self.faults.append(f"asked a foreign host: {request.url}")


class Newsroom:
    """People at the desk, and what the boards have to say of the one piece they work on."""

    def __init__(self, browser: Browser, address: str, staff: Mapping[str, str]) -> None:
        """`staff`: language to who writes in it (whose own language it is), and who reviews, as cells say it last."""
        self.people = [Colleague(browser, address, name.split(";")[0], code) for code, name in staff.items()]
        self.staff = staff
        self.cells: dict[str, str] = {}

    def expect_boards(self, *waiting: dict[str, list[str]], **cells: str) -> None:
        """Compare the board of each person with what has to wait there, heading to rows as `READ_BOARD` has them, and
        with the cells, of which `cells` have changed since. What stands behind " + " stands behind the staff."""
        self.cells |= cells
        shown = {}
        for code, cell in self.cells.items():
            words, _plus, remarks = cell.partition(" + ")
            shown[code] = "; ".join(filter(None, [words, self.staff[code], remarks]))
        expected = [each.expected_board(rows, shown) for each, rows in zip(self.people, waiting, strict=True)]
        assert [each.read_board() for each in self.people] == expected
