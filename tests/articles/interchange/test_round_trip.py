"""A journal that was exported and imported is the same journal."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from hypothesis import given
from PIL import Image as Picture

from articles import workflow
from articles.choices import Act, Significance
from articles.freshness import judge
from articles.images import file_names
from articles.models import Article, Image, LanguageVersion, LogEntry, Topic
from authors.models import Author
from journal.columns import read
from journal.models import PressStamp
from tests.articles.interchange.generated import journals
from tests.articles.interchange.journals import (
    Journal,
    create_accounts,
    dump_rows,
    export,
    make_small_folder,
    passing,
    read_folder,
    read_lines,
    take_in,
    write_lines,
)
from tests.factories import (
    MORNING,
    change_original,
    create_article,
    create_published,
    create_version,
    find_chief,
    find_version,
    make_texts,
    write_text,
)
from tests.properties import in_proportion

LATER = MORNING + timedelta(hours=1)

pytestmark = pytest.mark.django_db


@in_proportion(0.5)
@given(journal=journals())
def test_the_import_of_an_export_gives_an_equal_journal(
    journal: Journal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("journals")
    with passing():
        journal.store()
        rows = dump_rows()
        first = read_folder(export(folder / "first"))
    with passing():
        create_accounts()
        said = take_in(folder / "first")
        assert "stays empty" not in said
        assert "will be cleaned" not in said
        assert dump_rows() == rows
        assert read_folder(export(folder / "second")) == first


def build_by_acts() -> None:
    """Make a journal the way people do: a relay, a dropped plan, an update, a schedule called off, a withdrawal."""
    chief = find_chief()
    person = Author.objects.create(slug="anna", name_hy="Աննա", name_en="Anna", bio_en="<p>Writes.</p>")
    topic = Topic.objects.create(slug="cities", name_en="Cities")
    article = create_published(languages=("hy", "en", "de"))
    article.topics.add(topic)
    article.credits.create(author=person, role="author")
    find_version(article, "en").credits.create(author=person, role="translator", credited_as="A. A.")
    dropped = create_version(article, "ro")
    workflow.apply(dropped, Act.DROP, by=chief, at=MORNING)
    relay = create_version(article, "ro", source=find_version(article, "en"), assignee=chief)
    write_text(relay, at=LATER)
    change_original(article, word="second", significance=Significance.MAJOR, at=LATER)
    english = find_version(article, "en")
    workflow.apply(english, Act.WITHDRAW, by=chief, at=LATER, reason="An error.")
    german = write_text(find_version(article, "de"), word="second", at=LATER)
    moment = LATER + timedelta(days=30)
    german = workflow.apply(german, Act.SCHEDULE, by=chief, at=LATER, when=moment, significance="typo")
    workflow.apply(german, Act.UNSCHEDULE, by=chief, at=LATER)
    create_version(article, "ka")
    notes = {"abc": {"kind": "reference", "html": "Ibid."}}
    body = '<p>Text<sup data-note="abc"></sup> <a href="article:1">there</a>.</p>'
    create_article(language="ru", texts=make_texts("ru", body=body), notes=notes)


def test_what_the_acts_make_is_exported_and_imported_whole(tmp_path: Path) -> None:
    with passing():
        build_by_acts()
        rows = dump_rows()
        by_person = [row for row in rows["LogEntry"] if row["by_id"]]
        freshness = judge_all()
        first = read_folder(export(tmp_path / "first"))
    find_chief()
    take_in(tmp_path / "first")
    imported = dump_rows()
    assert by_person
    assert without_accounts(imported) == without_accounts(rows)
    assert judge_all() == freshness
    assert read_folder(export(tmp_path / "second")) == first


def judge_all() -> dict[tuple[int, str], str]:
    """Return the freshness of every version."""
    return {(row.article_id, row.language): judge(row) for row in LanguageVersion.objects.all()}


def without_accounts(rows: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """Leave out who did what as an account: an import keeps the name only."""
    mine = ("by_id", "made_by_id")
    return {
        name: sorted(({key: value for key, value in row.items() if key not in mine} for row in some), key=repr)
        for name, some in rows.items()
    }


def test_work_goes_on_after_an_import(tmp_path: Path) -> None:
    with passing():
        build_by_acts()
        export(tmp_path / "first")
    take_in(tmp_path / "first")
    newest = Article.objects.order_by("-pk")[0].pk
    assert create_article().pk > newest
    assert Author.objects.create(slug="new").pk > Author.objects.get(slug="anna").pk
    english = find_version(Article.objects.order_by("pk")[0], "en")
    shown = workflow.apply(english, Act.REINSTATE, by=find_chief(), at=LATER + timedelta(days=1))
    assert LanguageVersion.objects.published(at=LATER + timedelta(days=1)).filter(pk=shown.pk).exists()


def test_an_import_gives_the_press_a_new_stamp(tmp_path: Path) -> None:
    PressStamp.bump()
    before = PressStamp.objects.get().token
    take_in(make_small_folder(tmp_path / "in"))
    assert PressStamp.objects.get().token != before


def test_an_imported_version_orders_lists_by_its_first_publication(tmp_path: Path) -> None:
    take_in(make_small_folder(tmp_path / "in"))
    moments = dict(LanguageVersion.objects.values_list("language", "first_published_at"))
    assert moments == {"hy": datetime(2026, 3, 1, 9, tzinfo=UTC), "en": None}


def test_a_version_without_a_log_is_logged_as_imported(tmp_path: Path) -> None:
    take_in(make_small_folder(tmp_path / "in"))
    assert list(LogEntry.objects.order_by("pk").values_list("language", "act", "to_stage", "by_name")) == [
        ("hy", "adopt", "done", ""),
        ("en", "adopt", "draft", ""),
    ]


def test_a_person_without_an_account_here_is_told_of_and_left_out(tmp_path: Path) -> None:
    said = take_in(make_small_folder(tmp_path / "in"))
    notice = "Notice: articles.jsonl, line 1, versions[1].assignee: There is no account “anna”; this stays empty.\n"
    assert (said, LanguageVersion.objects.get(language="en").assignee) == (notice, None)


def test_texts_are_cleaned_on_the_way_in(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    lines = read_lines(folder / "articles.jsonl")
    dirty = '<p onclick="x()">Text<script>alert(1)</script></p>'
    lines[0]["texts"]["hy"]["body"] = lines[0]["versions"][0]["revisions"][0]["body"] = dirty
    lines[0]["versions"][0]["revisions"][0]["notes"]["a"]["html"] = '<img src="x" onerror="x()">Note'
    write_lines(folder / "articles.jsonl", lines)
    said = take_in(folder)
    revision = LanguageVersion.objects.get(language="hy").revisions.get()
    assert (revision.body, revision.notes["a"]["html"]) == ("<p>Text</p>", "Note")
    assert read(Article.objects.get(), "body", "hy") == "<p>Text</p>"
    assert [line.split(": ")[1] for line in said.splitlines() if "will be cleaned" in line] == [
        "articles.jsonl, line 1, texts.hy.body",
        "articles.jsonl, line 1, versions[0].revisions[0].body",
        "articles.jsonl, line 1, versions[0].revisions[0].notes.a.html",
    ]


def test_pictures_come_along_with_their_size(tmp_path: Path) -> None:
    take_in(make_small_folder(tmp_path / "in"))
    image = Image.objects.get()
    assert (image.width, image.height, image.file.name) == (3, 2, "images/square.png")
    assert (Path(site.MEDIA_ROOT) / "images/square.png").is_file()


def test_the_copies_of_pictures_are_drawn_when_everything_is_in(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    Picture.new("RGB", (1000, 500)).save(folder / "media/images/square.png")
    take_in(folder)
    image = Image.objects.get()
    assert (image.widths, image.width, image.height) == ([480, 800, 1000], 1000, 500)
    root = Path(site.MEDIA_ROOT)
    assert [name for name in file_names(image) if not (root / name).is_file()] == []
    assert (root / "images/square.png").read_bytes() == (folder / "media/images/square.png").read_bytes()


def test_a_picture_copies_are_not_made_of_comes_alone(tmp_path: Path) -> None:
    folder = make_small_folder(tmp_path / "in")
    lines = read_lines(folder / "images.jsonl")
    Picture.new("P", (3, 2)).save(folder / "media/images/moving.gif")
    write_lines(folder / "images.jsonl", [{**lines[0], "file": "images/moving.gif", "name": "moving.gif"}])
    take_in(folder)
    image = Image.objects.get()
    assert (image.widths, image.width, image.height, image.name) == ([], 3, 2, "moving.gif")
