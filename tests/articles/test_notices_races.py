"""Two ticks at once: each mail is sent once, whoever is faster."""

import pytest
from django.core import mail

from articles import notices
from articles.models import Notice
from articles.notices import of_time
from journal.mailing.sending import send_waiting
from tests import factories
from tests.articles.races import run_at_once
from tests.factories import MORNING

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def test_two_ticks_at_once_send_each_mail_once() -> None:
    lena = factories.create_user(username="lena", email="lena@example.org", memberships=[("translate", "de")])
    for number in range(6):
        version = factories.create_version(factories.create_article(working_title=f"Piece {number}"), "de")
        for kind in (Notice.Kind.COMMENT, Notice.Kind.OUTDATED):
            notices.tell(lena, kind, key=f"{kind}:{number}", at=MORNING, version=version)

    def tick() -> int:
        of_time.tell_of_time(at=MORNING)
        return sum(send_waiting(at=lambda: MORNING).values())

    counts = run_at_once([tick, tick])
    assert sorted(message.subject for message in mail.outbox) == [
        f"Piece {number} (Deutsch): comment, behind its source" for number in range(6)
    ]
    assert sum(count for count in counts if isinstance(count, int)) == 12
    assert set(Notice.objects.values_list("state", "attempts")) == {("sent", 1)}
