"""The forms beside those of a text, sent twice: at once, and again much later. Nothing is done a second time."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from articles import comments, workflow
from articles.choices import Act
from articles.models import Article, Comment, LanguageVersion, LogEntry, Membership, Notice, Publication, Revision
from journal.models import User
from tests import factories
from tests.articles.desk.forms import read_form, sign_in
from tests.articles.desk.test_manuscripts import BEGIN, open_report
from tests.articles.desk.test_members import MEMBERS, read_person
from tests.articles.races import run_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

Form = tuple[User, str, dict[str, Any]]
"""Who sends it, where to, and what."""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def place(version: LanguageVersion, name: str) -> str:
    return f"/admin/articles/version/{version.pk}/{name}/"


def make_german() -> LanguageVersion:
    article = factories.create_article()
    factories.release(factories.find_version(article))
    german = factories.create_version(article, "de")
    return factories.write_text(german, texts=factories.make_texts("de"))


def comment(what: str, **posted: Any) -> Form:
    german = make_german()
    thread = comments.add(german, "To begin with.", by=factories.find_chief(), at=factories.MORNING)
    answered = {} if what == "comment" else {"thread": thread.pk}
    return factories.find_chief(), place(german, "comments"), {"do": what, "text": "Look.", **answered, **posted}


def restore() -> Form:
    german = factories.submit(make_german())
    workflow.apply(german, Act.RETURN, by=factories.find_chief(), at=timezone.now(), comment="Again.")
    german = factories.write_text(german, texts={"title": "Other"})
    return factories.find_chief(), place(german, "revisions/1"), {"edit_number": german.edit_number}


def reclassify() -> Form:
    original = make_german().translated_from
    assert original is not None
    return factories.find_chief(), place(original, "history"), {"revision": 1, "significance": "major"}


def cell(act: str, **posted: Any) -> Form:
    german = make_german()
    lena, ivan = (factories.create_user(memberships=[("translate", "de")]) for _ in range(2))
    if act in ("decline", "hand_over"):
        LanguageVersion.objects.filter(pk=german.pk).update(assignee=lena)
    version = german.translated_from if act == "plan" else german
    assert version is not None
    by = factories.find_chief() if act in ("assign", "plan") else lena
    given = {"assign": {"assignee": ivan.pk}, "hand_over": {"to": ivan.pk}}.get(act, {})
    return by, place(version, "act"), {"act": act, "next": "/admin/", **given, **posted}


def publish() -> Form:
    german = factories.submit(make_german())
    anna = factories.create_user(memberships=[("review", "de")])
    workflow.apply(german, Act.APPROVE, by=anna, at=timezone.now())
    path = f"/admin/articles/article/{german.article_id}/publish/"
    values, _buttons = read_form(sign_in(factories.find_chief()), path)
    return factories.find_chief(), path, {**values, f"version-{german.pk}-chosen": "on", "act": "publish"}


def member(act: str) -> Form:
    client = sign_in(factories.find_chief())
    mail = f"lena{User.objects.count()}@example.org"
    if act == "add":
        new = {"new-email": mail, "new-translate-de": "all", "new-first_name": "Lena "}
        return factories.find_chief(), MEMBERS, {**new, "act": act}
    lena = factories.create_user(email=mail)
    lena.set_unusable_password()
    lena.save()
    values = {**read_person(client, lena), f"member-{lena.pk}-translate-de": "all"}
    return factories.find_chief(), MEMBERS, {**values, "act": act}


def word(*, is_new: bool) -> Form:
    german = make_german()
    client = sign_in(factories.find_chief())
    path = open_report(client, BEGIN, language="de") if is_new else open_report(client, place(german, "word/hand-in"))
    return factories.find_chief(), path, {"edit_number": german.edit_number, "act": "take"}


CASES: dict[str, Callable[[], Form]] = {
    **{what: partial(comment, what) for what in ("comment", "reply", "resolve")},
    "restore": restore,
    "reclassify": reclassify,
    **{act: partial(cell, act) for act in ("claim", "decline", "hand_over")},
    "assign": partial(cell, "assign", due_on="2099-01-01"),
    "plan": partial(cell, "plan", language="ka"),
    "publish": publish,
    **{act: partial(member, act) for act in ("add", "save", "invite", "deactivate")},
    "word, new": partial(word, is_new=True),
    "word": partial(word, is_new=False),
}
GROWN = {
    "comment": {"Comment": 1},
    "reply": {"Comment": 1},
    "resolve": {"Comment": 1},
    "restore": {"LogEntry": 1, "Revision": 2},
    "reclassify": {"LogEntry": 1},
    "claim": {"LogEntry": 1},
    "decline": {"LogEntry": 1, "Notice": 1},
    "hand_over": {"LogEntry": 1, "Notice": 1},
    "assign": {"LogEntry": 1, "Notice": 1},
    "plan": {"LogEntry": 1, "LanguageVersion": 1},
    "publish": {"LogEntry": 1, "Publication": 1, "Revision": 1},
    "add": {"Membership": 1, "User": 1, "Notice": 1},
    "save": {"Membership": 1},
    "invite": {"Notice": 1},
    "deactivate": {},
    "word, new": {"Article": 1, "LanguageVersion": 1, "LogEntry": 2},
    "word": {"LogEntry": 1, "Revision": 1},
}
"""What each adds, done once."""


def count_everything() -> dict[str, int]:
    rows: tuple[Any, ...] = (
        Article,
        LanguageVersion,
        LogEntry,
        Revision,
        Publication,
        Comment,
        Notice,
        User,
        Membership,
    )
    return {model.__name__: model.objects.count() for model in rows}


def find_grown(before: dict[str, int]) -> dict[str, int]:
    return {name: count - before[name] for name, count in count_everything().items() if count != before[name]}


@pytest.mark.parametrize("case", CASES)
def test_what_is_sent_twice_at_once_and_again_later_is_done_once(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by, path, posted = CASES[case]()
    clients, before = [sign_in(by), sign_in(by)], count_everything()
    answers = run_at_once([partial(client.post, path, posted) for client in clients])
    assert [getattr(answer, "status_code", answer) for answer in answers] == [303, 303]
    assert find_grown(before) == GROWN[case]
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert clients[0].post(path, posted).status_code in (303, 422)
    assert find_grown(before) == GROWN[case]
