"""The board: what waits, and every version in words, with a constant number of queries and no text loaded."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.choices import Act
from articles.desk.board import Board, make_board
from articles.models import Article, Comment, LanguageVersion
from journal.languages import CODES
from journal.models import User
from tests import factories
from tests.articles.desk.forms import sign_in

pytestmark = pytest.mark.django_db

NARROWED = (
    "/admin/",
    "/admin/?language=hy&stage=draft&person=me&publication=published&sort=due",
    "/admin/?language=ka&freshness=not_started&waiting=write&sort=changed&shelved=with",
)
LISTS = (*NARROWED, "/admin/?q=title+second", "/admin/articles/article/", "/admin/articles/translation/")


def look(user: User, **given: str) -> Board:
    return make_board(User.objects.get(pk=user.pk), given, at=timezone.now())


def list_tasks(board: Board) -> dict[str, list[tuple[str, str, list[str]]]]:
    """Return by group: working title, language, the other reasons."""
    return {
        str(group.reason.heading): [
            (row.line.version.article.working_title, row.line.version.language, [str(word) for word in row.others])
            for row in group.rows
        ]
        for group in board.waiting
    }


def list_cells(board: Board) -> dict[str, list[str]]:
    return {piece.article.working_title: [cell.version.language for cell in piece.cells] for piece in board.pieces}


def make_journal(*, pieces: int) -> None:
    """Pieces in all seven languages with everything there is in a cell."""
    chief = factories.find_chief()
    for number in range(pieces):
        article = factories.create_published(working_title=f"Piece {number}", languages=("hy", "en", "de"))
        factories.change_original(article, word="second", significance="major")
        for language in ("be", "ka", "ro", "ru"):
            version = factories.create_version(article, language, assignee=chief if language == "ka" else None)
        Comment.objects.create(version=version, text="Why?", at=factories.MORNING)


def make_bare_pieces(count: int) -> None:
    """Pieces in all languages by rows alone: thirty made by the acts take five seconds."""
    chief = factories.find_chief()
    articles = Article.objects.bulk_create(
        Article(original_language="hy", working_title=f"Bare {number}") for number in range(count)
    )
    originals = LanguageVersion.objects.bulk_create(
        LanguageVersion(article=article, language="hy", stage="draft", assignee=chief) for article in articles
    )
    LanguageVersion.objects.bulk_create(
        LanguageVersion(article=row.article, language=code, translated_from=row, assignee=chief)
        for row in originals
        for code in CODES[1:]
    )


def set_due(version: LanguageVersion, days: int) -> None:
    due_on = timezone.localdate() + timedelta(days=days)
    LanguageVersion.objects.filter(pk=version.pk).update(due_on=due_on)


def test_everything_that_waits_for_a_person_is_on_top_once_under_its_most_urgent_reason() -> None:
    lena = factories.create_user(memberships=[("translate", "de"), ("review", "ru"), ("publish", "en")])
    jonas = factories.create_user(memberships=[("review", "en")])
    behind = factories.create_published(working_title="Behind", languages=("hy", "de"))
    LanguageVersion.objects.filter(article=behind, language="de").update(assignee=lena)
    factories.change_original(behind, word="second", significance="substantive")
    released = factories.create_article(working_title="Released")
    factories.release(factories.find_version(released))
    german = factories.create_version(released, "de", assignee=lena)
    set_due(german, 3)
    for language, reviewer in (("ru", None), ("en", None)):
        version = factories.create_version(released, language, reviewer=reviewer)
        factories.submit(factories.write_text(version))
    workflow.apply(factories.find_version(released, "en"), Act.APPROVE, by=jonas, at=factories.MORNING)
    returned = factories.create_article(working_title="Returned")
    factories.release(factories.find_version(returned))
    late = factories.submit(factories.write_text(factories.create_version(returned, "de", assignee=lena)))
    workflow.apply(late, Act.RETURN, by=factories.find_chief(), at=factories.MORNING, comment="Mend it.")
    set_due(late, -2)
    mine = factories.create_version(returned, "ru", reviewer=lena)
    factories.submit(factories.write_text(mine))
    Comment.objects.create(version=mine, text="Why?", by=jonas, at=factories.MORNING)
    factories.create_version(factories.create_article(working_title="Early"), "de", assignee=lena)
    free = factories.create_article(working_title="Free")
    factories.release(factories.find_version(free))
    for language in ("de", "ru"):
        factories.create_version(free, language)
    corrected = factories.create_published(working_title="Corrected", languages=("hy", "de"))
    factories.write_text(factories.find_version(corrected), word="second")
    factories.publish(factories.find_version(corrected), significance="typo", correction="A wrong year.")
    assert list_tasks(look(lena)) == {
        "Overdue": [("Returned", "de", ["returned to you", "to write"])],
        "Corrections to take over": [("Corrected", "de", [])],
        "Due soon": [("Released", "de", ["to write"])],
        "To review, yours": [("Returned", "ru", ["open comment"])],
        "Yours, and behind the source": [("Behind", "de", [])],
        "Ready to publish": [("Released", "en", [])],
        "To review, with nobody yet": [("Released", "ru", [])],
        "Planned for you, source not released yet": [("Early", "de", [])],
        "Free to claim": [("Free", "de", [])],
    }
    assert list_tasks(look(factories.create_user(memberships=[("translate", "be")]))) == {}
    page = sign_in(lena).get("/admin/").content.decode()
    words = ("overdue since", "due in 3 days, on", "; returned to you; to write", "Free to claim")
    assert [word in page for word in words] == [True] * 4


def test_what_has_been_settled_does_not_wait() -> None:
    lena = factories.create_user(memberships=[("translate", "de"), ("review", "de")])
    article = factories.create_article()
    factories.release(factories.find_version(article))
    version = factories.create_version(article, "de", assignee=lena)
    factories.submit(factories.write_text(version, by=lena), by=lena)
    thread = Comment.objects.create(version=version, text="Why?", by=factories.find_chief(), at=factories.MORNING)
    assert list_tasks(look(lena)) == {"Open comments": [("A piece", "de", [])]}  # not the review of her own text
    answer = Comment.objects.create(version=version, answers=thread, text="So.", by=lena, at=factories.MORNING)
    assert list_tasks(look(lena)) == {}
    Comment.objects.create(version=version, answers=thread, text="No.", at=factories.MORNING)
    assert list_tasks(look(lena)) == {"Open comments": [("A piece", "de", [])]}
    Comment.objects.filter(pk=thread.pk).update(resolved_at=factories.MORNING)
    assert (list_tasks(look(lena)), answer.answers_id) == ({}, thread.pk)


def test_an_answer_waits_for_whoever_wrote_in_the_thread_and_is_counted_for_those_who_may_read_it() -> None:
    jonas = factories.create_user(memberships=[("review", "de")])
    lena = factories.create_user(memberships=[("translate", "de", True)])
    article = factories.create_article()
    original = factories.find_version(article)
    german = factories.create_version(article, "de", assignee=lena)
    for version in (original, german):
        thread = Comment.objects.create(version=version, text="Why?", by=jonas, at=factories.MORNING)
        Comment.objects.create(version=version, answers=thread, text="So.", at=factories.MORNING)
    Comment.objects.create(version=german, text="And here?", by=jonas, at=factories.MORNING)  # nobody has answered
    assert list_tasks(look(jonas)) == {"Open comments": [("A piece", "hy", []), ("A piece", "de", [])]}
    counts = {user.pk: [cell.remarks for cell in look(user).pieces[0].cells] for user in (factories.find_chief(), lena)}
    one, two = ["1 open comment"], ["2 open comments"]
    assert list(counts.values()) == [[one, two], [[], two]]


def test_a_group_shows_twenty_and_leads_to_the_others() -> None:
    lena = factories.create_user(memberships=[("translate", "de")])
    for number in range(22):
        factories.create_version(
            factories.create_article(working_title=f"Piece {number}", texts={}), "de", assignee=lena
        )
    factories.create_article(working_title="Not hers", texts={})
    group = look(lena).waiting[0]
    assert (group.reason.name, len(group.rows), group.more) == ("later", 20, 2)
    assert 'href="/admin/?waiting=later#pieces"' in sign_in(lena).get("/admin/").content.decode()
    assert look(lena, waiting="later").page.paginator.count == 22


def test_a_cell_says_everything_in_words() -> None:
    lena = factories.create_user(memberships=[("translate", "de")], first_name="Lena", last_name="Vogt")
    article = factories.create_published(languages=("hy", "en"))
    german = factories.create_version(article, "de", assignee=lena, reviewer=factories.find_chief())
    LanguageVersion.objects.filter(language="de").update(due_on=date(2001, 1, 1))
    factories.change_original(article, word="second", significance="major")
    factories.publish(factories.find_version(article), correction="A wrong year.")
    Comment.objects.create(version=german, text="Why?", at=factories.MORNING)
    piece = look(factories.find_chief()).pieces[0]
    assert [
        (
            cell.line.language_name,
            cell.line.stage,
            cell.line.publication,
            cell.line.freshness,
            cell.line.due,
            str(cell.version.assignee or ""),
            str(cell.version.reviewer or ""),
            cell.remarks,
        )
        for cell in piece.cells
    ] == [
        ("Հայերեն", "done", "published", "original", "", "chief", "", []),
        ("English", "done", "published", "outdated", "", "", "", ["1 correction to take over"]),
        (
            *("Deutsch", "planned", "not published", "can be started"),
            *("overdue since 2001-01-01", "Lena Vogt", "chief", ["1 open comment"]),
        ),
    ]
    assert [code for code, _name in piece.unplanned] == ["be", "ka", "ro", "ru"]
    page = sign_in(factories.find_chief()).get("/admin/").content.decode()
    assert [word in page for word in ("Lena Vogt", "outdated", "overdue since 2001-01-01")] == [True] * 3


def test_more_pieces_mean_no_more_queries_and_no_filter_costs_one() -> None:
    client = sign_in(factories.find_chief())
    make_journal(pieces=3)
    few = {path: count_queries(client, path) for path in LISTS}
    make_bare_pieces(27)
    assert {path: count_queries(client, path) for path in LISTS} == few
    assert len({count for path, count in few.items() if path in NARROWED}) == 1


def test_lists_load_no_text() -> None:
    make_journal(pieces=1)
    client = sign_in(factories.find_chief())
    with CaptureQueriesContext(connection) as queries:
        for path in LISTS:
            if "q=" not in path:
                client.get(path)
    loaded = [query["sql"] for query in queries if "body" in query["sql"] or "standfirst" in query["sql"]]
    assert loaded == []


def test_the_pages_of_the_board_keep_what_was_chosen() -> None:
    for number in range(51):
        factories.create_article(working_title=f"Piece {number:02}", texts={})
    chief = factories.find_chief()
    boards = {page: look(chief, page=page, sort="title", language="hy") for page in ("1", "2", "3", "9")}
    assert {page: len(board.pieces) for page, board in boards.items()} == {"1": 25, "2": 25, "3": 1, "9": 1}
    assert boards["2"].previous_address == "/admin/?language=hy&sort=title"
    assert boards["2"].next_address == "/admin/?language=hy&sort=title&page=3"
    assert (boards["2"].pieces[0].article.working_title, boards["9"].page.number) == ("Piece 25", 3)


def test_a_member_for_assigned_pieces_sees_only_those_on_the_board() -> None:
    lena = factories.create_user(memberships=[("translate", "de", True)])
    mine = factories.create_article(working_title="Mine")
    factories.create_version(mine, "de", assignee=lena)
    factories.create_version(mine, "ru")
    factories.create_version(factories.create_article(working_title="Not mine"), "de")
    board = look(lena)
    assert list_cells(board) == {"Mine": ["hy", "de"]}
    assert [piece.unplanned for piece in board.pieces] == [[]]  # Russian is planned, and not hers to know of
    people = next(each for each in board.choices.filters if each.name == "person")
    assert people.options == [("", "any"), ("me", "me")]
    assert "Not mine" not in sign_in(lena).get("/admin/articles/translation/").content.decode()
    assert "Not mine" not in sign_in(lena).get("/admin/articles/article/").content.decode()


def test_the_board_leads_to_what_the_person_may_open() -> None:
    def offers(user: User) -> list[bool]:
        page = sign_in(user).get("/admin/").content.decode()
        return [f">{words}</a>" in page for words in ("New article", "From a Word file", "Report", "Members")]

    assert offers(factories.find_chief()) == [True, True, True, True]
    assert offers(factories.create_user(memberships=[("translate", "de")])) == [False, False, True, False]
    assert offers(factories.create_user()) == [False] * 4


# What users of django-modeltranslation have asked for since 2010 (numbers of its issues)


def test_issue_53_and_294_a_table_shows_what_is_translated_into_which_language() -> None:
    factories.create_published(working_title="Two", languages=("hy", "de"))
    factories.create_version(factories.create_published(working_title="One", languages=("ka",)), "en")
    found = {
        piece.article.working_title: {
            **{cell.version.language: (cell.line.stage, cell.line.publication) for cell in piece.cells},
            **{code: ("not planned", "") for code, _name in piece.unplanned},
        }
        for piece in look(factories.find_chief()).pieces
    }
    nothing = ("not planned", "")
    assert found == {
        "One": {**dict.fromkeys(CODES, nothing), "ka": ("done", "published"), "en": ("planned", "not published")},
        "Two": {**dict.fromkeys(CODES, nothing), "hy": ("done", "published"), "de": ("done", "published")},
    }


def test_issue_127_a_translation_says_by_itself_that_it_needs_an_update_and_when_no_longer() -> None:
    article = factories.create_published(languages=("hy", "de", "en"))

    def freshness() -> dict[str, str]:
        return {cell.version.language: cell.line.freshness for cell in look(factories.find_chief()).pieces[0].cells}

    assert freshness() == {"hy": "original", "en": "up to date", "de": "up to date"}
    factories.change_original(article, word="second", significance="typo")
    assert freshness() == {"hy": "original", "en": "up to date", "de": "up to date"}
    factories.change_original(article, word="third", significance="substantive")
    assert freshness() == {"hy": "original", "en": "outdated", "de": "outdated"}
    factories.submit(factories.write_text(factories.find_version(article, "de"), word="third"))
    assert freshness() == {"hy": "original", "en": "outdated", "de": "up to date"}


def test_issue_356_each_language_is_published_by_itself_by_those_who_may() -> None:
    article = factories.create_article()
    factories.publish(factories.find_version(article))
    for language in ("de", "en"):
        factories.write_text(factories.create_version(article, language))
    lena = factories.create_user(memberships=[("publish", "de"), ("translate", "de")])
    factories.publish(factories.find_version(article, "de"), by=lena)
    cells = look(lena).pieces[0].cells
    assert {cell.version.language: cell.line.publication for cell in cells} == {
        "hy": "published",
        "en": "not published",
        "de": "published",
    }
    assert {cell.version.language: cell.may_publish for cell in cells} == {"hy": False, "en": False, "de": True}


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.postgres
def test_the_long_queries_of_the_board_are_run_and_not_compiled_first() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
