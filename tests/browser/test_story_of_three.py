"""Three people in three browsers and three languages on one piece: with a conflict, a crash of the server in the middle
of a save, an expired session and buttons pressed twice, nothing is lost and the board is right at each moment."""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Request, Route, expect

from tests.browser.colleagues import BODY, READ_CONFLICT, Newsroom
from tests.browser.database_file import end_session, hang_saves, let_saves_end, read_kept_words, wait_until_hung
from tests.browser.keyboard import go_to_start
from tests.browser.newsroom import Journal, Reader, serve_journal

pytestmark = pytest.mark.slow

OFFICE = {
    "anahit": [("edit", "hy", False), ("publish", "", False)],
    "jonas": [("translate", "de", False), ("review", "ru", False)],
    "vera": [("translate", "ru", False), ("review", "de", False)],
}
STAFF = {"hy": "anahit", "de": "jonas; review: vera", "ru": "vera; review: jonas"}
"""Who writes and who reviews, as the cells say it behind everything else."""
NOTHING_LEFT = "() => Object.keys(localStorage).every((key) => !key.startsWith('enface-draft'))"
HISTORIES = [
    (2, ["start", "save", "release for translation", "publish", "start", "publish"]),
    (
        6,
        [
            *("plan", "start", "submit", "save", "return", "save", "submit", "approve", "publish"),
            *("start", "submit", "approve", "publish"),
        ],
    ),
    (2, ["plan", "start", "submit", "approve", "publish", "checked, nothing to change", "no correction needed"]),
]
"""What has been done in each language, and how many revisions there are of it, once the correction is everywhere."""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    expect.set_options(timeout=30_000)  # starting a server takes its time
    with serve_journal(tmp_path, OFFICE, has_own_file=True) as journal:
        yield journal
    expect.set_options(timeout=5_000)


def test_three_people_in_three_languages_lose_nothing(browser: Browser, journal: Journal) -> None:
    room = Newsroom(browser, journal.address, STAFF)
    reader = Reader(journal.address)
    plan_the_piece(room)
    crash_in_the_middle_of_two_saves(room, journal)
    let_the_session_expire(room, journal)
    submit_twice(room)
    review_and_meet_in_a_conflict(room)
    approve_and_publish(room)
    assert [read_public(reader, code) for code in STAFF] == [
        ("Լճի մասին", ["Լիճը մեծ է։", "Ջուրը պակասում է։"]),
        ("Am großen See", ["Heute: Der See ist groß.", "Das Wasser sinkt. Seit Jahren."]),
        ("Об озере", ["Озеро велико. Оно мелеет. Воды всё меньше.", "И рыбы тоже."]),
    ]
    correct_and_follow(room)
    published = [
        ("Լճի մասին", ["Լիճը մեծ է։", "Ջուրը պակասում է։ Եւ ձուկը։"]),
        ("Am großen See", ["Heute: Der See ist groß.", "Das Wasser sinkt. Seit Jahren. Die Fische auch."]),
        ("Об озере", ["Озеро велико. Оно мелеет. Воды всё меньше.", "И рыбы тоже."]),
    ]
    assert [read_public(reader, code) for code in STAFF] == published

    # Nobody is locked out, readers see the published texts and nothing else, and nothing typed is lost
    for each, words in zip(room.people, ("Ենթավերնագիր", "Untertitel", "Подзаголовок"), strict=True):
        each.open_text(each.language)
        each.fill(subtitle=words)
        each.press("save", "Saved.")
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"]},
        {"To write, assigned to you": ["de: draft"]},
        {"To write, assigned to you": ["ru: draft"]},
        hy="draft, original; published",
        de="draft; published; up to date",
        ru="draft; published; up to date",
    )
    assert [read_public(reader, code) for code in STAFF] == published
    kept = read_kept_words(journal)
    assert [words for each in room.people for words in each.typed if words not in kept] == []
    assert [fault for each in room.people for fault in each.faults] == []


def plan_the_piece(room: Newsroom) -> None:
    """Anahit begins the piece, plans two languages, and releases it for translation."""
    anahit, _jonas, _vera = room.people
    anahit.open("/admin/articles/article/add/", page=anahit.page)
    anahit.page.select_option("[name=original_language]", "hy")
    anahit.page.fill("[name=working_title]", "The lake")
    anahit.page.locator(".desk form [type=submit]").click()
    anahit.fill(title="Լճի մասին", standfirst="Մի լճի պատմություն։")
    anahit.write("Լիճը մեծ է։", "Ջուրը պակասում է։")
    for language in ("de", "ru"):
        fields = anahit.page.locator("fieldset.desk-plan")
        fields.locator("select[name$=language]").select_option(language)
        assignee, _between, reviewer = STAFF[language].partition("; review: ")
        fields.locator("select[name$=assignee]").select_option(label=assignee)
        fields.locator("select[name$=reviewer]").select_option(label=reviewer)
        anahit.press("plan", "The language has been planned.")
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"]},
        {"Planned for you, source not released yet": ["de: planned"]},
        {"Planned for you, source not released yet": ["ru: planned"]},
        hy="draft, original; not published",
        de="planned; not published; its source is not released yet",
        ru="planned; not published; its source is not released yet",
    )
    anahit.press("release", "The text has been released for translation.")
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"]},
        {"To write, assigned to you": ["de: planned"]},
        {"To write, assigned to you": ["ru: planned"]},
        de="planned; not published; can be started",
        ru="planned; not published; can be started",
    )


def crash_in_the_middle_of_two_saves(room: Newsroom, journal: Journal) -> None:
    """Two translators write at the same time and do not disturb each other. The server is killed when the save of one
    is done and not answered yet, and that of the other, whose last words only her browser has, is half done."""
    _anahit, jonas, vera = room.people
    jonas.open_text("de")
    vera.open_text("ru")
    jonas.fill(title="Vom See", standfirst="Die Geschichte eines Sees.")
    jonas.write("Der See ist groß.", "Das Wasser sinkt.")
    vera.fill(title="Об озере", standfirst="История одного озера.")
    vera.write("Озеро велико.")
    for each in (jonas, vera):
        each.leave_field()
        expect(each.page.locator("[data-present] li")).to_have_count(0)
        expect(each.page.locator("[data-moved]")).to_have_text("")
    vera.page.route("**/draft/", lambda route: route.abort())
    vera.write(" Оно мелеет.")
    vera.leave_field(is_kept=False)

    held: list[Route] = []

    def send_and_hold(route: Route) -> None:
        assert route.fetch(max_redirects=0).status == 303
        held.append(route)

    def is_sent(request: Request) -> bool:
        return request.is_navigation_request()

    path = jonas.address + jonas.places["de"][0]
    jonas.page.route(path, send_and_hold, times=1)
    jonas.page.locator("button[name=act][value=save]").first.click(no_wait_after=True)
    for _ in range(1_000):
        if held:
            break
        jonas.page.wait_for_timeout(20)  # while which the route is asked
    assert held
    hang_saves(journal, language="ru")
    with vera.page.expect_event("requestfailed", is_sent):
        vera.page.locator("button[name=act][value=save]").first.click(no_wait_after=True)
        wait_until_hung(journal)
        journal.kill()
    held[0].abort()
    vera.page.unroute("**/draft/")
    let_saves_end(journal)
    journal.start()
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"]},
        {"To write, assigned to you": ["de: draft"]},
        {"To write, assigned to you": ["ru: planned"]},
        de="draft; not published; up to date",
    )
    for each in (jonas, vera):
        each.open_text(each.language)
        each.page.wait_for_function(NOTHING_LEFT)
    expect(jonas.page.locator(f"{BODY} > p")).to_have_text(["Der See ist groß.", "Das Wasser sinkt."])
    expect(jonas.page.locator("[data-offers] section")).to_have_count(0)
    expect(vera.page.locator("[data-offers] section")).to_have_count(1)
    vera.page.locator("[data-offers] a[href*='?draft=']").click()
    expect(vera.page.locator(f"{BODY} > p")).to_have_text(["Озеро велико. Оно мелеет."])
    expect(vera.page.locator("[name=title]")).to_have_value("Об озере")


def let_the_session_expire(room: Newsroom, journal: Journal) -> None:
    """Vera is signed out while she types, saves, and signs in on the page that answers."""
    _anahit, _jonas, vera = room.people
    vera.page.locator(BODY).click()
    vera.write(" Воды всё меньше.", "И рыбы тоже.")
    (cookie,) = [row["value"] for row in vera.context.cookies() if row["name"] == "sessionid"]
    end_session(journal, cookie)
    vera.page.locator("button[name=act][value=save]").first.click()
    vera.sign_in(prefix="sign-in-")
    expect(vera.page.locator(".messagelist li")).to_have_text(vera.say("Saved."))
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"]},
        {"To write, assigned to you": ["de: draft"]},
        {"To write, assigned to you": ["ru: draft"]},
        ru="draft; not published; up to date",
    )


def submit_twice(room: Newsroom) -> None:
    """Jonas clicks twice, with the text open in another window, too; Vera's browser sends twice at the same moment."""
    _anahit, jonas, vera = room.people
    home = jonas.open_text("de", page=jonas.context.new_page())
    expect(home.locator("[data-present]")).to_have_text(jonas.say("You have this open in another window."))
    home.locator(BODY).click()
    go_to_start(home)
    jonas.type("Heute: ", page=home)
    jonas.fill(home, title="Am großen See")
    jonas.leave_field(home)
    jonas.press("submit", "The text has been submitted for review.", is_twice=True)
    vera.send_twice("submit")
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"]},
        {"To review, yours": ["ru: in review"]},
        {"To review, yours": ["de: in review"]},
        de="in review; not published; up to date",
        ru="in review; not published; up to date",
    )
    for each in (jonas, vera):
        once = each.expected_history("plan", "start", "submit", revisions=1)
        assert each.read_history(each.language) == once
    jonas.page.close()
    jonas.page = home


def review_and_meet_in_a_conflict(room: Newsroom) -> None:
    """Vera mends the German text, asks something and returns it. Jonas saves what he has typed meanwhile, meets her
    text, and takes parts of both; he sees what she has changed, answers, and submits again."""
    _anahit, jonas, vera = room.people
    vera.open_text("de")
    here = vera.pattern("%(name)s has this open, with words not saved yet (%(moment)s).", name="jonas")
    expect(vera.page.locator("[data-present]")).to_have_text(here)
    vera.fill(title="Am See")
    vera.write(" Seit Jahren.")
    vera.comment(".comment-new", "Welche Jahre?", "Your comment has been added.")
    vera.fill(comment="Bitte die Jahre nennen.")
    vera.press("return", "The text has been returned with your comment.")
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"], "Open comments": ["de: returned"]},
        {"Returned to you": ["de: returned; to write; open comment"], "To review, yours": ["ru: in review"]},
        {},
        de="returned; not published; up to date + 1 open comment",
    )

    moved = jonas.pattern("%(name)s has saved this text since you opened it (%(moment)s).", name="vera")
    jonas.fill(standfirst="Die Geschichte eines großen Sees.")
    jonas.page.locator("[name=slug]").focus()
    expect(jonas.page.locator("[data-moved]")).to_contain_text(moved)
    jonas.page.locator("button[name=act][value=save]").first.click()
    expect(jonas.page.locator("#conflict-heading")).to_be_visible()
    assert jonas.page.evaluate(READ_CONFLICT) == [
        ["both", "mine", "Am großen See", "Am See"],
        ["mine", "mine", "Die Geschichte eines großen Sees.", "Die Geschichte eines Sees."],
        ["mine", "mine", "Heute: Der See ist groß.", "Der See ist groß."],
        ["theirs", "theirs", "Das Wasser sinkt.", "Das Wasser sinkt. Seit Jahren."],
    ]
    jonas.press("save-merged", "Saved.", is_twice=True)
    jonas.page.locator("#review summary").click()
    changes = [jonas.page.locator(f"#review {tag}").all_inner_texts() for tag in ("del", "ins")]
    assert changes == [["Vom"], ["Am", " Seit Jahren."]]
    jonas.comment(".thread", "Seit 2019.", "Your answer has been added.")
    jonas.press("submit", "The text has been submitted for review.")
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"], "Open comments": ["de: in review"]},
        {"To review, yours": ["ru: in review"]},
        {"To review, yours": ["de: in review; open comment"]},
        de="in review; not published; up to date + 1 open comment",
    )


def approve_and_publish(room: Newsroom) -> None:
    """Each approves the other's text, and Anahit publishes the three together, by two clicks."""
    anahit, jonas, vera = room.people
    vera.open_text("de")
    vera.comment(".thread", "", "The thread has been resolved.", button="resolve")
    vera.press("approve", "The text has been approved.")
    jonas.open_text("ru")
    jonas.press("approve", "The text has been approved.")
    ready = ["de: approved", "ru: approved"]
    room.expect_boards(
        {"To write, assigned to you": ["hy: draft"], "Ready to publish": ready},
        {},
        {},
        de="approved; not published; up to date",
        ru="approved; not published; up to date",
    )
    anahit.open("/admin/articles/article/1/publish/", page=anahit.page)
    anahit.page.locator(".publish-one:has(h3 [lang=hy]) [type=checkbox]").check()
    anahit.press("publish", "Published: %(languages)s.", is_twice=True, languages="Հայերեն, Deutsch, Русский")
    room.expect_boards(
        {},
        {},
        {},
        hy="done, original; published",
        de="done; published; up to date",
        ru="done; published; up to date",
    )


def correct_and_follow(room: Newsroom) -> None:
    """Anahit corrects the original. Vera finds nothing to change, Jonas brings his text up to it."""
    anahit, jonas, vera = room.people
    anahit.open_text("hy")
    anahit.write(" Եւ ձուկը։")
    anahit.publish_correction("Ձուկը մոռացվել էր։")
    room.expect_boards(
        {},
        {"Corrections to take over": ["de: done; behind the source"]},
        {"Corrections to take over": ["ru: done; behind the source"]},
        de="done; published; outdated + 1 correction to take over",
        ru="done; published; outdated + 1 correction to take over",
    )

    vera.open("/admin/", page=vera.page)
    cell = vera.page.locator(f"#v{vera.places['ru'][1]}")
    cell.locator(".cell-acts > summary").click()
    cell.locator("button[value=checked]").dblclick()
    expect(cell.locator(".board-done")).to_have_text(vera.say("Noted: checked against the source, nothing to change."))
    vera.open_text("ru")
    vera.page.locator(".corrections summary").click()
    vera.fill(dismiss_reason="Рыба в переводе есть.")
    vera.press("dismiss", "Noted: no correction is needed in this language.")
    jonas.open_text("de")
    expect(jonas.page.locator(".facing-source [data-state]")).to_have_text(re.compile("Եւ ձուկը։"))
    jonas.write(" Die Fische auch.")
    jonas.press("submit", "The text has been submitted for review.", is_twice=True)
    room.expect_boards(
        {},
        {"Corrections to take over": ["de: in review"]},
        {"To review, yours": ["de: in review"]},
        de="in review; published; up to date + 1 correction to take over",
        ru="done; published; up to date",
    )
    vera.open_text("de")
    vera.press("approve", "The text has been approved.")
    anahit.open(anahit.places["de"][0], page=anahit.page)
    anahit.publish_correction("Die Fische fehlten.")
    room.expect_boards({}, {}, {}, de="done; published; up to date")
    for each, (revisions, acts) in zip(room.people, HISTORIES, strict=True):
        assert each.read_history(each.language) == each.expected_history(*acts, revisions=revisions)


def read_public(reader: Reader, language: str) -> tuple[str, list[str]]:
    """Return title and paragraphs as readers get them."""
    page = lxml.html.fromstring(reader.get(f"/{language}/1/")[1])
    paragraphs = ["".join(map(str, each.itertext())) for each in page.iterfind(".//div[@class='prose']//p")]
    return page.findtext(".//h1") or "", paragraphs
