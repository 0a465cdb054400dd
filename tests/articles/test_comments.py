"""Comments: who may write them, what a thread is, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles import comments
from articles.models import Comment, LanguageVersion, Notice
from articles.refusals import Invalid, NotAllowed
from journal.models import User
from tests import factories
from tests.factories import MORNING, create_user, find_chief

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(minutes=1)


def create_pair() -> tuple[LanguageVersion, LanguageVersion]:
    """A Georgian original with a note, and its German translation."""
    body = '<p>One<sup data-note="k1"></sup>.</p>'
    notes = {"k1": {"kind": "reference", "html": "<p>Page 3.</p>"}}
    article = factories.create_article(language="ka", texts=factories.make_texts("ka", body=body), notes=notes)
    original = factories.release(factories.find_version(article))
    return original, factories.create_version(article, "de")


def tell_all(version: LanguageVersion) -> list[tuple[str, str, bool, list[str]]]:
    """Return what stands on a version: text, note, whether it is open, answers."""
    return [
        (each.first.text, each.first.note_key, each.is_open, [answer.text for answer in each.answers])
        for each in comments.list_threads(version)
    ]


def test_those_who_work_on_a_version_or_its_original_may_comment_and_nobody_else() -> None:
    original, german = create_pair()
    assigned = create_user(memberships=[("translate", "de", True), ("edit", "ka", True)])
    people: dict[str, tuple[User | None, tuple[bool, bool]]] = {
        "a chief": (find_chief(), (True, True)),
        "an editor of originals": (create_user(memberships=[("edit", "ka")]), (True, True)),
        "a publisher of the original": (create_user(memberships=[("publish", "ka")]), (True, True)),
        "a translator": (create_user(memberships=[("translate", "de")]), (False, True)),
        "a reviewer": (create_user(memberships=[("review", "de")]), (False, True)),
        "a translator of another language": (create_user(memberships=[("translate", "ru")]), (False, False)),
        "an editor of another language": (create_user(memberships=[("edit", "hy")]), (False, False)),
        "a translator into the original's language": (create_user(memberships=[("translate", "ka")]), (False, False)),
        "somebody with other pieces": (assigned, (False, False)),
        "a reader with an account": (create_user(is_staff=False), (False, False)),
        "somebody who left": (create_user(is_superuser=True, is_active=False), (False, False)),
        "nobody": (None, (False, False)),
    }
    assert {
        name: tuple(comments.may_comment(person, version) for version in (original, german))
        for name, (person, _expected) in people.items()
    } == {name: expected for name, (_person, expected) in people.items()}
    german.assignee = assigned
    german.save()
    assert (comments.may_comment(assigned, original), comments.may_comment(assigned, german)) == (False, True)
    LanguageVersion.objects.filter(pk=german.pk).update(assignee=None)
    LanguageVersion.objects.filter(pk=original.pk).update(assignee=assigned)
    german = LanguageVersion.objects.get(pk=german.pk)  # which the editor of the original alone does not see
    assert comments.may_comment(assigned, german) is False
    with pytest.raises(NotAllowed):
        comments.add(german, "Hello", by=assigned, at=MORNING)


def test_a_thread_is_written_answered_resolved_and_opened_again_at_every_stage() -> None:
    original, german = create_pair()
    lena = create_user(memberships=[("translate", "de")], first_name="Lena", last_name="Berg")
    chief = find_chief()
    first = comments.add(german, "  Is this\r\n\r\nright?\x00 ", by=lena, at=MORNING, note_key="k1")
    assert (first.text, first.by_name, first.edit_number) == ("Is this\nright?", "Lena Berg", 0)
    texts = factories.make_texts("de", body='<p>Eins<sup data-note="k1"></sup>.</p>')
    factories.publish(factories.write_text(german, texts=texts, notes={"k1": {"html": "<p>S. 3.</p>"}}))
    comments.add(german, "It is.", by=chief, at=LATER, answers=first, note_key="k9")
    comments.add(german, "All of it?", by=lena, at=LATER)
    assert tell_all(german) == [("Is this\nright?", "k1", True, ["It is."]), ("All of it?", "", True, [])]
    for moment in (MORNING, LATER):
        assert comments.resolve(first, by=lena, at=moment).resolved_at == MORNING
    assert [each.is_open for each in comments.list_threads(german)] == [False, True]
    for open_again in (
        lambda: comments.reopen(first, by=chief),
        lambda: comments.add(german, "No.", by=chief, at=LATER, answers=first),
    ):
        open_again()
        assert [each.is_open for each in comments.list_threads(german)] == [True, True]
        comments.resolve(first, by=chief, at=LATER)
    assert list(Comment.objects.filter(note_key="k1").values_list("text", flat=True)) == [
        "Is this\nright?",
        "It is.",
        "No.",
    ]
    assert tell_all(original) == []


def test_what_is_sent_twice_is_one_comment() -> None:
    _original, german = create_pair()
    chief = find_chief()
    first = comments.add(german, "Look here.", by=chief, at=MORNING)
    assert comments.add(german, "Look here. ", by=chief, at=MORNING + timedelta(seconds=9)) == first
    comments.add(german, "Look here.", by=chief, at=MORNING, note_key="k1")
    assert comments.add(german, "Look here.", by=chief, at=LATER) == first  # nobody has said anything since
    comments.add(german, "Look here.", by=create_user(is_superuser=True), at=MORNING)
    comments.add(german, "Look here.", by=chief, at=LATER)
    for moment in (MORNING, MORNING, LATER):
        comments.add(german, "Look here.", by=chief, at=moment, answers=first)
    comments.resolve(first, by=chief, at=LATER)
    given = {"by": chief, "at": LATER + timedelta(days=1), "answers": first}
    comments.add(german, "Look here.", is_last_word=True, **given)
    assert not comments.list_threads(german)[0].is_open
    comments.add(german, "Look here.", **given)
    assert comments.list_threads(german)[0].is_open
    assert [(each.note_key, each.answers_id) for each in Comment.objects.order_by("pk")] == [
        ("", None),
        ("k1", None),
        ("", None),
        ("", None),
        ("", first.pk),
        ("", first.pk),
    ]


def test_a_comment_is_as_long_as_the_page_counts_it() -> None:
    _original, german = create_pair()
    lines = "\r\n".join(["x" * 99] * 50)
    assert comments.add(german, lines + "x", by=find_chief(), at=MORNING).pk
    with pytest.raises(Invalid):
        comments.add(german, lines + "xx", by=find_chief(), at=MORNING)


def test_what_makes_no_sense_is_refused_and_nothing_is_written() -> None:
    original, german = create_pair()
    chief = find_chief()
    elsewhere = comments.add(original, "On the original.", by=chief, at=MORNING)
    thread = comments.add(german, "On the German.", by=chief, at=MORNING)
    answer = comments.add(german, "Yes.", by=chief, at=MORNING, answers=thread)
    tries: dict[str, Callable[[], Any]] = {
        "nothing": lambda: comments.add(german, " \x00\n", by=chief, at=LATER),
        "too long": lambda: comments.add(german, "x" * (comments.LONGEST + 1), by=chief, at=LATER),
        "no such note": lambda: comments.add(german, "x", by=chief, at=LATER, note_key="k2"),
        "no note at all": lambda: comments.add(german, "x", by=chief, at=LATER, note_key="\x00'"),
        "a thread elsewhere": lambda: comments.add(german, "x", by=chief, at=LATER, answers=elsewhere),
        "an answer to an answer": lambda: comments.add(german, "x", by=chief, at=LATER, answers=answer),
        "resolving an answer": lambda: comments.resolve(answer, by=chief, at=LATER),
    }
    fields = {}
    for name, attempt in tries.items():
        with pytest.raises(Invalid) as refusal:
            attempt()
        fields[name] = refusal.value.field
    stranger = create_user(memberships=[("translate", "ru")])
    for forbidden in (
        lambda: comments.add(german, "x", by=stranger, at=LATER),
        lambda: comments.add(german, "x", by=None, at=LATER),
        lambda: comments.resolve(thread, by=stranger, at=LATER),
        lambda: comments.reopen(thread, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert fields == {
        "nothing": "text",
        "too long": "text",
        "no such note": "note_key",
        "no note at all": "note_key",
        "a thread elsewhere": "answers",
        "an answer to an answer": "answers",
        "resolving an answer": "answers",
    }
    assert Comment.objects.count() == 3
    assert comments.add(german, "x" * comments.LONGEST, by=chief, at=LATER).pk


def test_people_of_the_piece_and_the_thread_are_told_but_never_the_writer() -> None:
    _original, german = create_pair()
    lena = create_user(memberships=[("translate", "de")])
    LanguageVersion.objects.filter(pk=german.pk).update(assignee=lena)
    first = comments.add(german, "Is this right?", by=lena, at=MORNING)
    comments.add(german, "It is.", by=find_chief(), at=LATER, answers=first)
    comments.add(german, "Thank you.", by=lena, at=LATER, answers=first)
    told = Notice.objects.filter(kind=Notice.Kind.COMMENT).order_by("pk").values_list("person__username", flat=True)
    assert list(told) == [lena.username, "chief"]
