"""The demo journal: eight pieces in the states a real journal's are in, whole, and made through the acts."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf.locale import LANG_INFO as LANGUAGE_NAMES
from django.core.management import CommandError, call_command

from articles import comments, problems
from articles.choices import Act, CreditRole, Stage
from articles.desk.board_waiting import list_waiting
from articles.desk.lines import make_lines
from articles.models import Article, Credit, LanguageVersion, LogEntry, Notice, Placement, Publication, Revision
from articles.press.pages import list_written
from journal.demo.building import build_demo
from journal.demo.people import ACCOUNTS
from journal.demo.reading import (
    FOLDER,
    DemoPiece,
    read_pages,
    read_people,
    read_pieces,
    read_placements,
    read_topics,
)
from journal.demo.timeline import Calendar, play
from journal.languages import CODES
from journal.models import Page, User
from journal.text.blocks import split_blocks
from journal.text.checks.reading import TextToCheck
from journal.text.checks.running import check_text
from journal.text.plain import count_words, to_text
from journal.text.sanitize import clean

NOW = datetime(2029, 2, 7, 16, tzinfo=UTC)
"""A Wednesday, two years after the texts were written: what is late, due or still to come moves with the day."""
BERLIN = ZoneInfo("Europe/Berlin")

ORIGINAL = ("done", "published", "original")
CURRENT = ("done", "published", "up_to_date")

STATES = {
    "letters-in-transit": {"hy": ORIGINAL, "en": CURRENT, "de": CURRENT, "ru": CURRENT},
    "encyclopaedia-changes-alphabet": {
        "de": ORIGINAL,
        "ru": CURRENT,
        "en": ("draft", "withdrawn", "up_to_date"),
        "hy": ("planned", "unpublished", "not_started"),
    },
    "past-tense-island": {"hy": ORIGINAL, "en": CURRENT, "de": ("done", "published", "outdated"), "ru": CURRENT},
    "mistakes-that-never-were": {"ru": ORIGINAL, "en": CURRENT, "de": CURRENT},
    "three-voices-one-singer": {
        "ka": ORIGINAL,
        "en": CURRENT,
        "ru": CURRENT,
        "de": ("returned", "unpublished", "up_to_date"),
    },
    "the-other-side-of-the-book": {
        "be": ORIGINAL,
        "en": CURRENT,
        "de": CURRENT,
        "ru": ("in_review", "unpublished", "up_to_date"),
    },
    "species-between-covers": {"en": ORIGINAL, "de": CURRENT, "ru": CURRENT, "hy": CURRENT},
    "comma-under-the-letter": {
        "ro": ORIGINAL,
        "en": CURRENT,
        "de": CURRENT,
        "ru": ("done", "scheduled", "up_to_date"),
    },
}

WAITING = {
    "anahit": [("comments", "past-tense-island", "de")],
    "aram": [("free", "encyclopaedia-changes-alphabet", "hy")],
    "alesia": [
        ("due", "the-other-side-of-the-book", "ru"),
        ("comments", "comma-under-the-letter", "ru"),
    ],
    "nino": [("comments", "three-voices-one-singer", "de")],
    "radu": [("comments", "comma-under-the-letter", "ru")],
    "emma": [
        ("due", "encyclopaedia-changes-alphabet", "en"),
        ("comments", "past-tense-island", "de"),
    ],
    "jonas": [
        ("returned", "three-voices-one-singer", "de"),
        ("corrections", "past-tense-island", "de"),
    ],
    "vera": [("comments", "the-other-side-of-the-book", "ru")],
    "admin": [("free", "encyclopaedia-changes-alphabet", "hy")],
}


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_is_a_journal_at_work() -> None:
    said: list[str] = []
    numbers = build_demo(at=NOW, say=said.append)
    pieces = {piece.key: piece for piece in read_pieces()}
    assert (list(pieces), said) == (list(STATES), [piece.working_title for piece in pieces.values()])
    assert [numbers[key] for key in STATES] == sorted(Article.objects.values_list("pk", flat=True))

    versions = LanguageVersion.objects.select_related("based_on")
    lines = {key: make_lines(versions.filter(article=numbers[key]), at=NOW) for key in STATES}
    assert {
        key: {
            line.version.language: (line.version.stage, line.state.value, line.freshness_value.value) for line in rows
        }
        for key, rows in lines.items()
    } == STATES

    begun = [line.version for rows in lines.values() for line in rows if line.version.stage != Stage.PLANNED]
    assert {str(row): problems.find_faults(row, source=row.based_on) for row in begun} == {
        str(row): [] for row in begun
    }
    roles = {row.pk: [*row.credits.values_list("role", flat=True)] for row in begun if not row.is_original}
    assert set(map(tuple, roles.values())) == {(CreditRole.TRANSLATOR, CreditRole.TRANSLATION_EDITOR)}
    assert Credit.objects.filter(role=CreditRole.AUTHOR).values("article").distinct().count() == len(STATES)

    today = Calendar(NOW).today
    keys = {number: key for key, number in numbers.items()}
    found = {}
    for person in User.objects.all():
        groups = list_waiting(person, at=NOW, today=today)
        found[person.username] = [
            (group.reason.name, keys[row.line.version.article_id], row.line.version.language)
            for group in groups
            for row in group.rows
        ]
    assert found == WAITING
    assert {account.language for account in ACCOUNTS} == set(CODES)
    check_the_course(numbers, pieces)
    assert list_written() == {key: list(CODES) for key in Page.Key.values}
    placed = Placement.objects.order_by("pk").values_list("language", "article", "position")
    assert list(placed) == [(one["language"], numbers[one["piece"]], 1) for one in reversed(read_placements())]
    terms = Article.objects.exclude(licence="").order_by("pk").values_list("pk", "licence", "first_published_on")
    assert [(keys[pk], *rest) for pk, *rest in terms] == [
        ("letters-in-transit", "CC-BY-SA-4.0", None),
        ("species-between-covers", "CC-BY-4.0", None),
        ("comma-under-the-letter", "reserved", date(2028, 8, 31)),
    ]


def check_the_course(numbers: dict[str, int], pieces: dict[str, DemoPiece]) -> None:
    """How the pieces came to where they are: in the order of time, each text by its own hand, the news told."""
    log = LogEntry.objects.order_by("pk")
    moments = [entry.at for entry in log]
    assert moments == sorted(moments)
    assert moments[-1] < NOW
    assert not log.filter(details__review_skipped=True).exists()
    publications = Publication.objects.filter(version__article=numbers["letters-in-transit"])
    assert set(publications.values_list("at", flat=True)) == {datetime(2028, 5, 23, 10, tzinfo=BERLIN)}

    island = LanguageVersion.objects.filter(article=numbers["past-tense-island"])
    told = Publication.objects.filter(version__in=island).exclude(correction="").order_by("pk")
    revision = pieces["past-tense-island"].revision
    assert revision is not None
    assert dict(told.values_list("version__language", "correction")) == revision.correction
    open_tasks = island.filter(corrections__done_at=None, corrections__isnull=False)
    assert list(open_tasks.values_list("language", flat=True)) == ["de"]
    cites = {row.language: "law" in newest(row).notes for row in island}
    assert cites == {"hy": True, "en": True, "ru": True, "de": False}

    german = LanguageVersion.objects.get(article=numbers["three-voices-one-singer"], language="de")
    last = log.filter(version=german).last()
    assert last is not None
    assert (last.act, last.comment) == (Act.RETURN, pieces["three-voices-one-singer"].returned["de"])
    russian = LanguageVersion.objects.get(article=numbers["the-other-side-of-the-book"], language="ru")
    changed = log.filter(version=russian, act=Act.SAVE).values_list("from_stage", "by__username")
    assert list(changed) == [(Stage.IN_REVIEW, "alesia")]
    threads = [(row.is_open, row.first.note_key, len(row.answers)) for row in comments.list_threads(russian)]
    assert threads == [(True, "kitab", 2), (False, "", 1)]

    english = LanguageVersion.objects.get(article=numbers["encyclopaedia-changes-alphabet"], language="en")
    shown = "".join(Revision.objects.filter(version=english).values_list("body", flat=True))
    assert re.findall(r"(?:82|4) (?:half-)?volumes", shown) == ["82 volumes", "4 volumes"] * 2
    assert "82 half-volumes" in english.article.body_en  # type: ignore[attr-defined]
    assert not Notice.objects.exclude(state=Notice.State.SENT).filter(at__lt=NOW.replace(day=6)).exists()


def newest(version: LanguageVersion) -> Revision:
    return version.revisions.order_by("-number")[0]


def test_the_guide_names_the_accounts_and_the_pieces_of_the_demo() -> None:
    guide = (FOLDER.parents[2] / "docs" / "editors.md").read_text(encoding="utf-8").split("\n## The demo journal\n")[1]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in guide.splitlines() if line.startswith("| ")]
    people = {cells[0].strip("`"): cells[1] for cells in rows if cells[0].startswith("`")}
    english = {language: LANGUAGE_NAMES[language]["name"] for language in CODES}
    assert people == {"admin": "English"} | {each.username: english[each.language] for each in ACCOUNTS}
    pieces = {piece.texts["en"].title: english[piece.original] for piece in read_pieces()}
    assert {cells[0]: cells[1] for cells in rows if len(cells) == 3 and cells[0] != "Piece"} == pieces


def test_a_piece_of_the_demo_brings_what_it_links_to() -> None:
    pieces = read_pieces(["mistakes-that-never-were"])
    assert [piece.key for piece in pieces] == ["letters-in-transit", "mistakes-that-never-were"]
    text = pieces[1].texts["ru"].link({"letters-in-transit": 17})
    assert re.findall(r'"article:([^"]*)"', text.body) == ["17"]


@pytest.mark.django_db
def test_the_demo_fills_an_empty_journal_only(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("somebody")
    with pytest.raises(CommandError):
        call_command("demo")
    call_command("demo", if_empty=True)
    assert (capsys.readouterr().out, Article.objects.count()) == ("", 0)


def test_everybody_the_demo_credits_is_named_in_all_languages_and_described_where_they_are_read() -> None:
    people = read_people()
    assert {key: set(person["name"]) for key, person in people.items()} == {key: set(CODES) for key in people}
    assert {topic["id"]: set(topic["name"]) for topic in read_topics()} == {
        topic["id"]: set(CODES) for topic in read_topics()
    }
    lacking, credited = [], set()
    for piece in read_pieces():
        everybody = {*piece.authors, *(key for roles in piece.credits.values() for key in roles.values())}
        credited |= everybody
        lacking += [
            (key, field, language)
            for key in everybody
            for field in ("bio", "affiliation")
            for language in piece.texts
            if language not in people[key][field]
        ]
    assert (lacking, set(people) - credited) == ([], set())


def test_the_demo_says_of_itself_what_there_is_to_say_in_every_language() -> None:
    pages, wrong, shapes = read_pages(), [], {}
    assert {key: set(texts) for key, texts in pages.items()} == {key: set(CODES) for key in Page.Key.values}
    for key, texts in pages.items():
        source = TextToCheck(body=texts["en"]["body"])
        for code, said in texts.items():
            body = said["body"]
            words = TextToCheck(title=said["title"], body=body)
            facing = {} if code == "en" else {"source": source, "source_language": "en"}
            found = check_text(words, language=code, **facing)
            wrong += [(key, code, one.code, one.excerpt) for one in found]
            wrong += [(key, code, "length")] if not 110 <= count_words(to_text(body)) <= 360 else []
            wrong += [(key, code, "cleaned")] if clean(body, "body") != body.replace("\n", "") else []
            shapes.setdefault(key, set()).add(tuple(block.kind for block in split_blocks(body)))
    assert wrong == []
    assert {key: len(found) for key, found in shapes.items()} == dict.fromkeys(pages, 1)


def test_later_states_of_demo_texts_exist_for_languages_that_have_a_first() -> None:
    for folder in sorted(path.parent for path in FOLDER.glob("*/article.toml")):
        about = tomllib.loads((folder / "article.toml").read_text(encoding="utf-8"))
        names = [path.stem.partition(".") for path in folder.glob("*.html")]
        assert {language for language, _dot, _state in names} == set(CODES) & set(about), folder.name
        assert {state for _language, _dot, state in names} <= {"", "revised", "review"}, folder.name


@pytest.mark.parametrize(
    ("day", "workdays", "found"),
    [
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
        (date(2026, 11, 25), 3, date(2026, 11, 30)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 11, 22), -1, date(2026, 11, 19)),
        (date(2026, 11, 22), 1, date(2026, 11, 24)),
    ],
)
def test_the_office_of_the_demo_counts_working_days(day: date, workdays: int, found: date) -> None:
    assert Calendar(NOW).find(day, workdays) == found


@pytest.mark.parametrize(
    ("today", "moved"),
    [
        (date(2026, 11, 23), date(2026, 3, 10)),
        (date(2026, 11, 29), date(2026, 3, 10)),
        (date(2026, 11, 30), date(2026, 3, 17)),
        (date(2026, 11, 22), date(2026, 3, 3)),
    ],
)
def test_the_dates_of_the_demo_move_by_whole_weeks(today: date, moved: date) -> None:
    assert Calendar(datetime.combine(today, time(12), UTC)).move(date(2026, 3, 10)) == moved


def test_stories_are_told_in_the_order_of_time() -> None:
    done: list[str] = []

    def tell(name: str, *hours: int) -> Iterator[datetime]:
        for hour in hours:
            yield datetime(2026, 3, 2, hour, tzinfo=UTC)
            done.append(f"{name}{hour}")

    play([tell("a", 9, 12), tell("b", 8, 11, 12), tell("c")])
    assert done == ["b8", "a9", "b11", "a12", "b12"]
