"""Several publishers at the same moment: nothing goes out twice, and nobody publishes what they have not seen."""

from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles import publication, workflow
from articles.choices import Act
from articles.models import LogEntry, Publication
from tests import factories
from tests.articles.desk.forms import read_form, sign_in
from tests.articles.desk.test_release_set import make_piece, publish_path
from tests.articles.races import run_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def press_at_once(clients: list[Client], path: str, act: str) -> list[int]:
    """Open a page, then send its form from every client together; return the answers, sorted."""
    pages: list[dict[str, Any]] = [read_form(client, path)[0] for client in clients]
    jobs = [partial(client.post, path, {**page, "act": act}) for client, page in zip(clients, pages, strict=True)]
    return sorted(getattr(answer, "status_code", 0) for answer in run_at_once(jobs))


def test_a_set_published_twice_at_once_goes_out_once() -> None:
    chief, other = factories.find_chief(), factories.create_user(is_superuser=True)
    outcomes = []
    for people in ((chief, chief), (chief, other)):
        path = publish_path(make_piece())
        before = Publication.objects.count()
        answers = press_at_once([sign_in(user) for user in people], path, "publish-ready")
        outcomes.append((answers, Publication.objects.count() - before))
    assert outcomes == [([303, 303], 2), ([303, 422], 2)]


def test_two_who_go_back_at_once_go_back_once() -> None:
    version = factories.find_version(factories.create_published(languages=("hy",)))
    factories.publish(factories.write_text(version, word="second"))
    clients = [sign_in(factories.find_chief()), sign_in(factories.create_user(is_superuser=True))]
    answers = press_at_once(clients, f"/admin/articles/version/{version.pk}/back/1/", "")
    assert (answers, LogEntry.objects.filter(act=Act.ROLL_BACK).count()) == ([303, 303], 1)


@pytest.mark.parametrize(
    ("late", "early", "seen"),
    [
        ("unschedule", "publish", "published"),
        ("unschedule", "withdraw", "withdrawn"),
        ("schedule", "withdraw", "withdrawn"),
    ],
)
def test_a_request_that_waited_for_an_act_takes_nothing_of_it_for_still_to_come(
    late: str, early: str, seen: str
) -> None:
    version = factories.find_version(factories.create_article())
    if early == "withdraw":
        factories.publish(version)
        factories.write_text(version, word="second")
    now = timezone.now()
    if late == "unschedule":
        given = {"significance": "typo"} if early == "withdraw" else {}
        workflow.apply(version, Act.SCHEDULE, by=factories.find_chief(), at=now, when=now + timedelta(days=1), **given)
    client, path = sign_in(factories.find_chief()), f"/admin/articles/article/{version.article_id}/change/"
    posted = {**read_form(client, path)[0], "act": late, "when": "2099-03-01T10:00", "significance": "typo"}
    has_begun, answers = Event(), []

    def send() -> None:
        request_started.connect(begin)
        try:
            answers.append(client.post(path, posted).status_code)
        finally:
            request_started.disconnect(begin)
            connection.close()

    def begin(**_given: Any) -> None:
        has_begun.set()

    waiting = Thread(target=send)
    reason = {"reason": "A court says so."} if early == "withdraw" else {}
    with transaction.atomic():
        workflow.hold(version)
        waiting.start()
        assert has_begun.wait(20)
        waiting.join(0.5)  # it has read its clock by now, and waits for the row
        other = factories.create_user(is_superuser=True)
        workflow.apply(version, Act(early), by=other, at=timezone.now(), **reason)
    waiting.join(20)
    version.refresh_from_db()
    now = timezone.now()
    found = publication.standing(version, at=now)
    assert (answers, found.state, found.pending) == ([422], seen, None)
