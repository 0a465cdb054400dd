"""One piece from its first word to its first update: four people, four languages, an anonymous reader watching."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.newsroom import Person, Reader, serve_journal

HY, EN, DE, RU = "Հայերեն", "English", "Deutsch", "Русский"
A, B, C, Z = (f'<sup data-note="{key}"></sup>' for key in ("agar", "book", "crane", "zero"))
TEXTS = {
    "hy": (
        "Լճի մասին",
        "Մի լճի պատմություն։",
        "<p>Լիճը{z} մեծ է{a}։</p><p>Ջուրը{b} պակասում է{a}, ձուկը՝ նույնպես{c}։</p>",
    ),
    "en": (
        "On the Lake",
        "The story of a lake.",
        "<p>The lake{z} is large.{a}</p><p>Its water{b} falls,{a} so do its fish.{c}</p>",
    ),
    "de": (
        "Vom See",
        "Die Geschichte eines Sees.",
        "<p>Der See{z} ist groß.{a}</p><p>Das Wasser{b} sinkt,{a} die Fische schwinden.{c}</p>",
    ),
    "ru": ("Об озере", "История одного озера.", "<p>Озеро{z} велико{a}.</p><p>Воды{b} меньше{a}, рыбы тоже{c}.</p>"),
}
NOTES = {
    "hy": {"agar": "Չափումներ, 2019։", "book": "Գիրք լճի մասին։", "crane": "Զրույց ձկնորսի հետ։"},
    "en": {"agar": "Measurements, 2019.", "book": "A book about the lake.", "crane": "Talk with a fisherman."},
    "de": {"agar": "Messungen, 2019.", "book": "Ein Buch über den See.", "crane": "Gespräch mit einem Fischer."},
    "ru": {"agar": "Измерения, 2019.", "book": "Книга об озере.", "crane": "Разговор с рыбаком."},
}
MARKERS = [("noteref-agar", "1"), ("noteref-book", "2"), ("noteref-agar-2", "1"), ("noteref-crane", "3")]
LATER = [
    ("noteref-zero", "1"),
    ("noteref-agar", "2"),
    ("noteref-book", "3"),
    ("noteref-agar-2", "2"),
    ("noteref-crane", "4"),
]
OFFICE = {
    "anahit": [("edit", "", False), ("publish", "", False)],
    "emma": [("translate", "en", False), ("review", "de", False), ("review", "ru", False)],
    "jonas": [("translate", "de", True), ("review", "en", False)],
    "vera": [("translate", "ru", True)],
}


def body(language: str, zero: str = "", lake: str = "") -> str:
    text = TEXTS[language][2].format(a=A, b=B, c=C, z=zero)
    return text + (f"<p>{lake}</p>" if lake else "")


# In the browser, and asked PostgreSQL only: on SQLite three people tell a longer story (test_story_of_three.py)
pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.postgres]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with serve_journal(tmp_path, OFFICE) as journal:
        yield journal.address


def test_four_people_write_translate_and_update_a_piece(browser: Browser, address: str) -> None:
    reader = Reader(address)
    anahit, emma, jonas, vera = (Person(browser, address, name) for name in OFFICE)

    # An Armenian piece with three notes, one of them cited twice
    anahit.open("/admin/articles/article/add/")
    anahit.page.select_option("[name=original_language], [name=language]", "hy")
    anahit.fill(working_title="The lake")
    anahit.page.locator(".desk button[type=submit]").click()
    write(anahit, "hy", body("hy"))
    anahit.press("save")
    assert anahit.board() == {HY: ["draft, original", "not published", *ASSIGNED]}
    assert reader.get("/hy/1/")[0] == 404
    assert emma.waiting() == []

    # Released for translation and planned in three languages, readers see nothing of it
    original = "/admin/articles/article/1/change/"
    anahit.open(original)
    anahit.press("release")
    for language, translator, reviewer in (("en", "emma", "jonas"), ("de", "jonas", "emma"), ("ru", "vera", "emma")):
        plan(anahit, language, translator, reviewer)
    assert anahit.board() == {
        HY: ["draft, original", "not published", *ASSIGNED],
        EN: ["planned", "not published", "can be started"],
        DE: ["planned", "not published", "can be started"],
        RU: ["planned", "not published", "can be started"],
    }
    assert (emma.waiting(), jonas.waiting(), vera.waiting()) == ([EN], [DE], [RU])
    assert [reader.get(f"/{code}/1/")[0] for code in ("hy", "en", "de", "ru")] == [404] * 4

    # German is handed in and English begun, when the original changes
    translate(jonas, DE, "de", body("de"))
    jonas.press("submit")
    translate(emma, EN, "en", body("en"))
    anahit.open(original)
    anahit.fill(body=body("hy", lake="Լիճը փոքրանում է։"))
    choose(anahit, "substantive")
    anahit.press("release")
    assert stages(anahit) == {
        HY: "draft, original",
        EN: "draft / outdated",
        DE: "in review / outdated",
        RU: "planned / can be started",
    }

    # English catches up by a save and a submit, German is returned and catches up, Russian starts from the new text
    emma.open_version(EN)
    emma.fill(body=body("en", lake="It is getting smaller."))
    emma.press("save")
    assert stages(emma)[EN] == "draft / outdated"
    emma.open_version(EN)
    emma.press("submit")
    emma.open_version(DE)
    emma.fill(comment="The last sentence is missing.")
    emma.press("return")
    assert stages(jonas)[DE] == "returned / outdated"
    assert stages(vera) == {HY: "draft, original", RU: "planned / can be started"}
    jonas.open_version(DE)
    jonas.fill(body=body("de", lake="Er wird kleiner."))
    jonas.press("submit")
    translate(vera, RU, "ru", body("ru", lake="Оно уменьшается."))
    vera.press("submit")
    assert stages(anahit) == {
        HY: "draft, original",
        EN: "in review / up to date",
        DE: "in review / up to date",
        RU: "in review / up to date",
    }

    # Nobody approves their own text; others approve, and all four go out together
    for person, name in ((jonas, EN), (emma, DE), (emma, RU)):
        person.open_version(name)
        person.press("approve")
    assert reader.get("/en/1/")[0] == 404
    publish_all(anahit)
    assert anahit.board() == {
        HY: ["done, original", "published", *ASSIGNED],
        EN: ["done", "published", "up to date"],
        DE: ["done", "published", "up to date"],
        RU: ["done", "published", "up to date"],
    }
    for code in ("hy", "en", "de", "ru"):
        status, page = reader.get(f"/{code}/1/")
        assert (status, TEXTS[code][0] in page, "data-note" in page) == (200, True, False)
        assert reader.languages(f"/{code}/1/") == ["hy", "en", "de", "ru"]
        assert reader.anchors(f"/{code}/1/") == MARKERS
        assert reader.notes(f"/{code}/1/") == ["note-agar", "note-book", "note-crane"]
        assert all(text in page for text in NOTES[code].values())
    assert reader.get("/ka/1/")[0] == 404

    # A note before the first, and a substantive update of the original: anchors stay, numbers move, in Armenian only
    anahit.open(original)
    anahit.fill(body=body("hy", zero=Z, lake="Լիճը փոքրանում է։"))
    anahit.fill_note(anahit.blank_row(), "zero", "<p>Լճի անունը։</p>")
    anahit.press("save")
    assert reader.anchors("/hy/1/") == MARKERS
    assert stages(anahit)[HY] == "draft, original"
    anahit.open(original)
    choose(anahit, "substantive")
    anahit.press("publish")
    assert reader.anchors("/hy/1/") == LATER
    assert reader.notes("/hy/1/") == ["note-zero", "note-agar", "note-book", "note-crane"]
    assert [reader.anchors(f"/{code}/1/") for code in ("en", "de", "ru")] == [MARKERS] * 3
    assert stages(anahit) == {
        HY: "done, original",
        EN: "done / outdated",
        DE: "done / outdated",
        RU: "done / outdated",
    }

    # English follows; German and Russian still wait
    emma.open_version(EN)
    emma.fill(body=body("en", zero=Z, lake="It is getting smaller."))
    emma.fill_note(emma.row_of("zero"), "zero", "<p>The name of the lake.</p>")
    emma.press("save")
    assert stages(anahit)[EN] == "draft / outdated"
    emma.open_version(EN)
    emma.press("submit")
    jonas.open_version(EN)
    jonas.press("approve")
    assert reader.anchors("/en/1/") == MARKERS
    anahit.open_version(EN)
    choose(anahit, "substantive")
    anahit.press("publish")
    assert reader.anchors("/en/1/") == LATER
    assert "The name of the lake." in reader.get("/en/1/")[1]
    assert stages(anahit) == {
        HY: "done, original",
        EN: "done / up to date",
        DE: "done / outdated",
        RU: "done / outdated",
    }


ASSIGNED = ["anahit"]
"""What the third place of the original's cell says: who writes it."""


def write(person: Person, language: str, text: str) -> None:
    """Fill title, standfirst, text and the three notes of the form that is open."""
    title, standfirst, _ = TEXTS[language]
    person.fill(title=title, standfirst=standfirst, body=text)
    for key, note in NOTES[language].items():
        there = person.page.locator(f"input[name^=note-][name$=-key][value={key}]").count()
        person.fill_note(person.row_of(key) if there else person.blank_row(), key, f"<p>{note}</p>")


def plan(person: Person, language: str, translator: str, reviewer: str) -> None:
    fields = person.page.locator("fieldset.desk-plan")
    fields.locator("select[name$=language]").select_option(language)
    fields.locator("select[name$=assignee]").select_option(label=translator)
    fields.locator("select[name$=reviewer]").select_option(label=reviewer)
    person.press("plan")


def translate(person: Person, name: str, language: str, text: str) -> None:
    person.open_version(name)
    write(person, language, text)
    person.press("save")


def choose(person: Person, significance: str) -> None:
    person.page.check(f"[name=significance][value={significance}]")


def publish_all(person: Person) -> None:
    """Choose every language on the page of the release set and publish them now."""
    person.open("/admin/articles/article/1/publish/")
    for box in person.page.locator("input[type=checkbox][name$=chosen]").all():
        box.check()
    for select in person.page.locator("select[name$=significance]").all():
        select.select_option("substantive")
    person.press("publish")


def stages(person: Person) -> dict[str, str]:
    """Return stage and freshness of each language as the board says it."""
    lines = person.board()
    return {name: words[0] if name == HY else f"{words[0]} / {words[2]}" for name, words in lines.items()}
