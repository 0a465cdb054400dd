"""An import that fails leaves nothing behind, whenever it fails; pictures and other files are kept from doing harm."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from articles import workflow
from articles.adoption import Piece, PieceNote, PieceVersion
from articles.interchange import importing
from articles.interchange.exporting import one_state
from articles.models import Article, Image, Topic
from articles.refusals import Invalid, NotAllowed, NotPossible
from authors.models import Author
from tests.articles.interchange.journals import (
    NOW,
    draw_picture,
    dump_rows,
    export,
    make_small_folder,
    read_lines,
    take_in,
    write_lines,
)
from tests.articles.interchange.test_faults import list_faults
from tests.factories import create_article, create_user, find_chief

pytestmark = pytest.mark.django_db


def list_pictures() -> list[str]:
    """Return the files of the journal."""
    root = Path(site.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_failure_half_way_leaves_neither_rows_nor_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_small_folder(tmp_path / "in")

    def fail(*args: object, **kwargs: object) -> None:
        assert list_pictures() == ["images/square.png"]
        raise IntegrityError("somebody else was quicker")

    monkeypatch.setattr(workflow, "adopt", fail)
    before = dump_rows()
    with pytest.raises(CommandError, match="somebody else was quicker"):
        take_in(folder)
    assert (dump_rows(), list_pictures()) == (before, [])


def test_an_interruption_leaves_neither_rows_nor_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "_set_sequences", interrupt)
    before = dump_rows()
    with pytest.raises(KeyboardInterrupt):
        take_in(make_small_folder(tmp_path / "in"))
    assert (dump_rows(), list_pictures()) == (before, [])


@pytest.mark.parametrize("slug", ["other", "a slug", "longer-than-it-was"])
def test_a_file_that_changes_after_it_was_looked_through_is_noticed(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_small_folder(tmp_path / "in")
    run = importing.Validation.run

    def run_and_change(validation: importing.Validation) -> object:
        yield from run(validation)
        write_lines(folder / "topics.jsonl", [{"id": 6, "slug": slug, "name": {"en": "Cities"}}])

    monkeypatch.setattr(importing.Validation, "run", run_and_change)
    before = dump_rows()
    with pytest.raises(CommandError, match="A file changed while it was imported"):
        take_in(folder)
    assert dump_rows() == before


def test_a_picture_that_is_there_already_is_neither_overwritten_nor_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_small_folder(tmp_path / "in")
    draw_picture(Path(site.MEDIA_ROOT) / "images/square.png")

    def fail(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    with monkeypatch.context() as patch:
        patch.setattr(workflow, "adopt", fail)
        with pytest.raises(CommandError):
            take_in(folder)
    assert list_pictures() == ["images/square.png"]
    take_in(folder)
    assert (list_pictures(), Image.objects.get().file.name) == (
        ["images/square.png", "images/square.png-3.webp"],
        "images/square.png",
    )


def test_another_picture_of_the_same_name_is_reported(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    other = Path(site.MEDIA_ROOT) / "images/square.png"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"another")
    assert list_faults(folder) == ["images.jsonl, line 1, file: The journal has another file of this name."]
    assert other.read_bytes() == b"another"


def test_a_picture_that_is_none_is_reported(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    picture = folder / "media/images/square.png"
    for content, message in (
        (b"<script>alert(1)</script>", "This is not a picture, or a damaged one."),
        (b"", "This is not a picture, or a damaged one."),
        (picture.read_bytes()[:40], "This is not a picture, or a damaged one."),
    ):
        picture.write_bytes(content)
        assert list_faults(folder) == [f"images.jsonl, line 1, file: {message}"]
    draw_picture(folder / "media/x.jpg")
    (folder / "media/x.jpg").rename(picture)
    fault = "The file's name ends as if it were another kind of picture."
    assert list_faults(folder) == [f"images.jsonl, line 1, file: {fault}"]


def test_a_link_out_of_the_folder_is_reported(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    fault = "images.jsonl, line 1, file: The file lies outside the folder, or a link leads to it."
    (folder / "media/images").rename(tmp_path / "elsewhere")
    (folder / "media/images").symlink_to(tmp_path / "elsewhere")
    assert list_faults(folder) == [fault]
    (folder / "media/images").unlink()
    (folder / "media/images").mkdir()
    (folder / "media/images/square.png").symlink_to(tmp_path / "elsewhere/square.png")
    assert list_faults(folder) == [fault]
    (folder / "people.jsonl").rename(tmp_path / "people.jsonl")
    (folder / "people.jsonl").symlink_to(tmp_path / "people.jsonl")
    assert list_faults(folder)[0] == "people.jsonl: The file is missing, or it is not a plain file."


def test_the_same_folder_is_not_imported_twice(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    take_in(folder)
    assert {fault.split(", ")[0] for fault in list_faults(folder)} == {
        "people.jsonl",
        "topics.jsonl",
        "images.jsonl",
        "pages.jsonl",
        "articles.jsonl",
    }


def test_an_export_goes_to_an_empty_folder_only(tmp_path: Path) -> None:
    export(tmp_path / "out")
    with pytest.raises(CommandError, match="The folder is not empty"):
        call_command("export_journal", tmp_path / "out")


def test_an_export_without_a_picture_is_refused_and_not_complete(tmp_path: Path) -> None:
    take_in(make_small_folder(tmp_path / "in"))
    default_storage.delete("images/square.png")
    with pytest.raises(CommandError, match=r"“images/square\.png” is missing"):
        call_command("export_journal", tmp_path / "out")
    assert not (tmp_path / "out/journal.json").exists()


def test_an_export_is_for_its_owner_only(tmp_path: Path) -> None:
    assert export(tmp_path / "out").stat().st_mode & 0o077 == 0


def test_progress_is_drawn_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_small_folder(tmp_path / "in")
    call_command("import_journal", folder, progress=True, stdout=io.StringIO(), stderr=io.StringIO())
    drawn = capsys.readouterr().err
    assert [line.split("\r")[-1] for line in drawn.split("\n")[:-1]] == [
        f"{f'{step} {name}':<20} [{'#' * 30}] 1/1"
        for step in ("Checking", "Writing")
        for name in ("people", "topics", "images", "pages", "articles")
    ] + [f"{'Drawing copies':<20} [{'#' * 30}] 1/1"]
    call_command("export_journal", tmp_path / "out", stdout=io.StringIO())
    assert capsys.readouterr().err == ""


def test_the_door_takes_pieces_from_nobody_and_from_a_chief_only() -> None:
    piece = Piece(
        id=4, original_language="hy", working_title="A piece", versions=[PieceVersion(language="hy", stage="draft")]
    )
    with pytest.raises(NotAllowed):
        workflow.adopt([piece], by=create_user(memberships=[("edit", "")]), at=NOW)
    assert [article.pk for article in workflow.adopt([piece], by=find_chief(), at=NOW)] == [4]
    assert list(Article.objects.get(pk=4).log.values_list("act", "by_name", "at")) == [("adopt", "chief", NOW)]
    with pytest.raises(NotPossible):
        workflow.adopt([piece], by=None, at=NOW)


def test_the_door_refuses_what_the_acts_would_not_have_made() -> None:
    note = PieceNote(key="a", kind="reference", added_in="de")
    piece = Piece(
        id=4,
        original_language="hy",
        working_title="A piece",
        versions=[PieceVersion(language="hy", stage="draft")],
        notes=[note],
    )
    with pytest.raises(Invalid) as refusal:
        workflow.adopt([piece], by=None, at=NOW)
    assert (refusal.value.field, Article.objects.count()) == ("notes[0].added_in", 0)


def test_the_door_refuses_a_text_that_cannot_be_cleaned() -> None:
    piece = Piece(
        id=4,
        original_language="hy",
        working_title="A piece",
        texts={"hy": {"body": "<blockquote>" * 101}},
        versions=[PieceVersion(language="hy", stage="draft")],
    )
    with pytest.raises(Invalid, match="too long or too deeply nested"):
        workflow.adopt([piece], by=None, at=NOW)


def test_people_come_with_their_portrait(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    draw_picture(folder / "media/people/anna.jpg")
    lines = read_lines(folder / "people.jsonl")
    write_lines(folder / "people.jsonl", [{**lines[0], "portrait": "people/anna.jpg"}])
    take_in(folder)
    assert (Author.objects.get().portrait.name, list_pictures()) == (
        "people/anna.jpg",
        ["images/square.png", "images/square.png-3.webp", "people/anna.jpg"],
    )


def test_the_next_article_gets_a_number_after_the_imported_ones(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    lines = read_lines(folder / "articles.jsonl")
    write_lines(folder / "articles.jsonl", [{**lines[0], "id": 10**9}])
    take_in(folder)
    assert create_article().pk == 10**9 + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_export_sees_one_state_of_the_database() -> None:
    with one_state():
        before = Topic.objects.count()
        with ThreadPoolExecutor(1) as desk:
            desk.submit(create_topic_elsewhere).result()
        assert Topic.objects.count() == before
    assert Topic.objects.count() == before + 1


def create_topic_elsewhere() -> None:
    """Create a topic over a connection of its own."""
    Topic.objects.create(slug="meanwhile")
    connection.close()
