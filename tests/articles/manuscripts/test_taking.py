"""A manuscript taken over: as an article, as an original's new text, as a translation's; and what becomes of notes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from articles.choices import Act, Stage
from articles.manuscripts.manuscript import Excerpt, Finding, Manuscript
from articles.manuscripts.reading import read_word
from articles.manuscripts.taking import plan_article, plan_text, take_as_article, take_as_text
from articles.models import Article, Footnote, Image, LanguageVersion, LogEntry
from articles.refusals import Conflict, NotAllowed, NotPossible
from articles.revisions import working_content
from journal.models import User
from journal.text.footnotes import cited_keys
from tests import factories
from tests.articles.manuscripts.packages import bookmark, cite, make_word, note, p, picture, run

pytestmark = pytest.mark.django_db

FILES = Path(__file__).resolve().parent / "files"
DOOR = (FILES / "door.png").read_bytes()
LATER = factories.MORNING.replace(hour=11)


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def write(*notes: str, keys: tuple[str, ...] = (), title: str = "New title", word: str = "new") -> Manuscript:
    """Return a manuscript with these notes; the first of them carry `keys`."""
    marks = [cite(number) for number in range(1, len(notes) + 1)]
    for number, key in enumerate(keys):
        marks[number] = bookmark(f"enface_note_{key}", marks[number], number)
    body = p(title, "Title") + p(run(f"Body {word}") + "".join(marks))
    return read_word(make_word(body, footnotes="".join(note(n, text) for n, text in enumerate(notes, start=1))))


def create_source(*keys: str) -> Article:
    """Create a released Armenian original that cites notes with these keys."""
    body = "<p>Body" + "".join(f'<sup data-note="{key}"></sup>' for key in keys) + "</p>"
    notes = {key: {"kind": "reference", "html": f"Note {key} hy"} for key in keys}
    article = factories.create_article(texts={**factories.make_texts("hy"), "body": body}, notes=notes)
    factories.release(factories.find_version(article))
    return article


def take(manuscript: Manuscript, version: LanguageVersion, **given: object) -> LanguageVersion:
    version = LanguageVersion.objects.get(pk=version.pk)
    known = {"edit_number": version.edit_number, "name": "a.docx", "by": factories.find_chief(), "at": LATER}
    return take_as_text(manuscript, version, **{**known, **given})  # type: ignore[arg-type]


def tell(findings: tuple[Finding, ...]) -> dict[str, int]:
    return {row.code: row.count for row in findings}


def test_a_manuscript_becomes_an_article() -> None:
    editor = factories.create_user(memberships=[("edit", "hy")])
    read = read_word((FILES / "armenian-pandoc.docx").read_bytes())
    version = take_as_article(read, language="hy", name="letters.docx", by=editor, at=LATER)
    content = working_content(version)
    image = Image.objects.get()
    assert (version.article.working_title, version.stage, version.edit_number) == (read.title, Stage.DRAFT, 1)
    assert (content.title, content.subtitle, content.standfirst) == (read.title, read.subtitle, read.standfirst)
    assert list(content.notes) == list(cited_keys(content.body))
    assert not {key for key in content.notes if key.startswith("new")}
    assert [(row["kind"], row["html"]) for row in content.notes.values()] == [
        ("reference", row.html) for row in read.notes.values()
    ]
    assert f'<figure data-image="{image.pk}"></figure>' in content.body
    assert content.images == {str(image.pk): {"alt": "Փոստատան դուռը", "caption": "Փոստատան դուռը"}}
    assert (image.name, image.by, image.width, image.height) == ("rId25.png", editor, 40, 30)
    log = list(LogEntry.objects.order_by("pk").values_list("act", "comment", "by"))
    said = "Taken over from the Word file “letters.docx”."
    assert log == [("start", said, editor.pk), ("save", said, editor.pk)]


def test_without_a_title_the_article_is_called_like_the_file() -> None:
    read = read_word(make_word(p("Only words.")))
    version = take_as_article(read, language="de", name="Briefe 3.docx", by=factories.find_chief(), at=LATER)
    assert (version.article.working_title, working_content(version).title) == ("Briefe 3", "")


def test_who_may_not_edit_in_the_language_begins_nothing() -> None:
    editor = factories.create_user(memberships=[("edit", "hy")])
    with pytest.raises(NotAllowed):
        take_as_article(write(), language="de", name="a.docx", by=editor, at=LATER)
    assert (Article.objects.count(), Image.objects.count()) == (0, 0)


def test_a_new_text_of_an_original_keeps_the_old_one_and_its_notes() -> None:
    article = create_source("k1", "k2", "k3")
    version = factories.find_version(article)
    factories.write_text(version, texts={"subtitle": "Changed since the revision"})
    before = working_content(version)
    read = write("Note k2 hy", "Changed", "Another", keys=("", "k1"))
    plan = plan_text(read, version)
    taken = take(read, version)
    after = working_content(taken)
    fresh = next(key for key in after.notes if key not in ("k1", "k2"))
    assert after.body == (
        f'<p>Body new<sup data-note="k2"></sup><sup data-note="k1"></sup><sup data-note="{fresh}"></sup></p>'
    )
    assert {key: (row["kind"], row["html"]) for key, row in after.notes.items()} == {
        "k2": ("reference", "Note k2 hy"),
        "k1": ("reference", "<p>Changed</p>"),
        fresh: ("reference", "<p>Another</p>"),
    }
    assert (after.title, after.subtitle, after.standfirst) == ("New title", before.subtitle, before.standfirst)
    assert tell(plan.findings) == {
        "notes-kept": 1,
        "notes-recognised": 1,
        "notes-dropped": 1,
        "keeps-subtitle": 1,
        "keeps-standfirst": 1,
    }
    dropped = next(row for row in plan.findings if row.code == "notes-dropped")
    assert dropped.excerpts == (Excerpt("Note k3 hy"),)
    kept = taken.revisions.order_by("-number")[0]
    assert (kept.subtitle, kept.comment) == (before.subtitle, "Kept when a Word file was taken over.")
    assert Footnote.objects.get(key="k3").text_hy == "Note k3 hy"


def test_a_translation_from_scratch_has_its_notes_paired_in_order() -> None:
    article = create_source("k1", "k2")
    de = factories.create_version(article, "de")
    read = write("Eins", "Zwei")
    assert tell(plan_text(read, de).findings) == {"notes-paired": 2}
    taken = take(read, de)
    assert (taken.stage, taken.based_on.number) == (Stage.DRAFT, 1)
    assert working_content(taken).body == '<p>Body new<sup data-note="k1"></sup><sup data-note="k2"></sup></p>'
    assert {key: row["html"] for key, row in working_content(taken).notes.items()} == {
        "k1": "<p>Eins</p>",
        "k2": "<p>Zwei</p>",
    }
    assert taken.revisions.count() == 0  # there was nothing to keep
    assert working_content(factories.find_version(article)).notes["k1"]["html"] == "Note k1 hy"


def test_notes_beyond_those_of_the_source_become_translators_notes() -> None:
    article = create_source("k1")
    de = factories.create_version(article, "de")
    read = write("Eins", "Meine")
    assert tell(plan_text(read, de).findings) == {"notes-paired": 1, "notes-uneven": 1, "notes-own": 1}
    taken = take(read, de)
    kinds = [(row["kind"], row["added_in"], row["html"]) for row in working_content(taken).notes.values()]
    assert kinds == [("reference", "hy", "<p>Eins</p>"), ("translator", "de", "<p>Meine</p>")]


def test_a_translation_that_came_with_keys_is_not_guessed_at() -> None:
    article = create_source("k1", "k2")
    de = factories.create_version(article, "de")
    read = write("Zwei", "Meine", keys=("k2",))
    assert tell(plan_text(read, de).findings) == {"notes-kept": 1, "notes-own": 1}
    taken = take(read, de)
    kinds = [(key == "k2", row["kind"], row["html"]) for key, row in working_content(taken).notes.items()]
    assert kinds == [(True, "reference", "<p>Zwei</p>"), (False, "translator", "<p>Meine</p>")]


def test_a_translation_written_again_keeps_what_it_said_and_its_own_notes() -> None:
    article = create_source("k1", "k2")
    de = take(write("Eins", "Zwei", "Meine"), factories.create_version(article, "de"))
    own = list(working_content(de).notes)[2]
    taken = take(write("Zwei", "Meine", "Neu", word="again"), de)
    content = working_content(taken)
    assert [(key, row["html"]) for key, row in content.notes.items()][:3] == [
        ("k1", "<p>Neu</p>"),
        ("k2", "<p>Zwei</p>"),
        (own, "<p>Meine</p>"),
    ]
    assert taken.revisions.get().body.startswith("<p>Body new")


def test_a_text_somebody_has_saved_meanwhile_is_not_overwritten() -> None:
    article = create_source("k1")
    version = factories.find_version(article)
    seen = version.edit_number
    factories.write_text(version, texts={"title": "Theirs"})
    before, images = working_content(version), Image.objects.count()
    read = read_word((FILES / "german-python-docx.docx").read_bytes())
    with pytest.raises(Conflict):
        take(read, version, edit_number=seen)
    assert (working_content(version), Image.objects.count(), version.revisions.count()) == (before, images, 1)


def test_a_person_without_the_right_takes_nothing_over() -> None:
    article = create_source("k1")
    before = working_content(factories.find_version(article))
    reader = factories.create_user(memberships=[("translate", "de")])
    with pytest.raises(NotAllowed):
        take(write("a"), factories.find_version(article), by=reader)
    factories.submit(factories.find_version(article))
    editor = factories.create_user(memberships=[("edit", "hy")])
    with pytest.raises(NotAllowed):
        take(write("a"), factories.find_version(article), by=editor)
    assert working_content(factories.find_version(article)) == before


def test_an_unreleased_source_has_no_translation_yet() -> None:
    article = factories.create_article()
    de = factories.create_version(article, "de")
    with pytest.raises(NotPossible):
        take(write("a"), de)
    assert (factories.find_version(article, "de").stage, Footnote.objects.count()) == (Stage.PLANNED, 0)


def test_a_picture_the_piece_shows_is_kept_and_a_new_one_taken_once() -> None:
    def make(caption: str, *numbers: int) -> bytes:
        marks = "".join(p(bookmark(f"enface_image_{n}", "", n) + picture("i", "Door")) for n in numbers)
        return make_word(p("T", "Title") + marks + p(caption, "Caption"), links=(("i", "image", "media/d.png"),))

    def read(data: bytes, known: list[int]) -> Manuscript:
        file = BytesIO(data)
        with ZipFile(file, "a") as archive:
            archive.writestr("word/media/d.png", DOOR)
        return read_word(file.getvalue(), known_images=known)

    chief = factories.find_chief()
    version = take_as_article(read(make("First", 7), []), language="hy", name="a", by=chief, at=LATER)
    image = Image.objects.get()
    taken = take(read(make("Second", image.pk), [image.pk]), version)
    assert working_content(taken).body == f'<figure data-image="{image.pk}"></figure>'
    assert working_content(taken).images == {str(image.pk): {"alt": "Door", "caption": "Second"}}
    assert Image.objects.count() == 1


def test_what_is_planned_is_what_is_stored() -> None:
    article = create_source("k1", "k2")
    read = write("One", "Two", keys=("k1",))
    plan = plan_text(read, factories.find_version(article))
    taken = working_content(take(read, factories.find_version(article)))
    fresh = list(taken.notes)[1]
    temporary = next(iter(plan.new_notes))
    assert plan.texts["body"].replace(temporary, fresh) == taken.body
    assert [note["html"] for note in plan.notes.values()] == [row["html"] for row in taken.notes.values()]
    assert plan_article(read).findings == ()


def test_a_key_of_the_manuscript_never_meets_one_of_the_piece() -> None:
    article = create_source("new1", "new2")
    taken = working_content(take(write("Fresh"), factories.find_version(article)))
    assert set(taken.notes) & {"new1", "new2"} == set()
    assert Footnote.objects.get(key="new1").text_hy == "Note new1 hy"


def test_the_acts_are_those_of_any_save() -> None:
    article = create_source("k1")
    version = factories.find_version(article)
    take(write("One"), version)
    entry = LogEntry.objects.order_by("-pk")[0]
    assert (entry.act, entry.by, isinstance(entry.by, User)) == (Act.SAVE, factories.find_chief(), True)
