"""From the queue to the mail: what is gathered, when it goes, what it says, and what becomes of refusals."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import override_settings

from articles import notices, workflow
from articles.choices import Act
from articles.models import LanguageVersion, LogEntry, Membership, Notice
from articles.notices import of_time, queue
from journal.languages import CODES
from journal.mailing.composing import compose, make_message_id, one_line
from journal.mailing.sending import send_waiting
from journal.models import User
from tests import factories
from tests.factories import MORNING

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MAIL = f"{__name__}.Unreliable"


class Unreliable(EmailBackend):
    """A mail server that takes mail, or refuses it (`raises`), or breaks off once it has taken one (`breaks_off`)."""

    raises: BaseException | None = None
    breaks_off: BaseException | None = None

    def send_messages(self, messages: Any) -> int:
        if self.raises is not None:
            raise self.raises
        count: int = super().send_messages(messages)
        if (fault := Unreliable.breaks_off) is not None:
            Unreliable.breaks_off = None
            raise fault
        return count


@pytest.fixture(autouse=True)
def server() -> Iterator[type[Unreliable]]:
    """Have mail go to the unreliable server, by the settings of either Django."""
    new = {"MAILERS": {"default": {"BACKEND": MAIL}}} if hasattr(mail, "mailers") else {"EMAIL_BACKEND": MAIL}
    with override_settings(**new):
        yield Unreliable
    Unreliable.raises = Unreliable.breaks_off = None


def create_person(name: str = "lena", **fields: Any) -> User:
    rows = fields.pop("memberships", [("translate", "de")])
    return factories.create_user(username=name, email=f"{name}@example.org", memberships=rows, **fields)


def make_version(title: str = "Harbours", language: str = "de") -> LanguageVersion:
    article = factories.create_article(working_title=title)
    return factories.create_version(article, language)


def tell(person: User, kind: str, version: LanguageVersion | None, *, at: datetime = MORNING, **details: Any) -> None:
    key = f"{kind}:{version and version.pk}:{Notice.objects.count()}"
    notices.tell(person, Notice.Kind(kind), key=key, at=at, version=version, details=details)


def run(at: datetime) -> list[tuple[str, str]]:
    """Send what waits; return recipient and subject of what was sent."""
    mail.outbox.clear()
    send_waiting(at=lambda: at)
    return [(message.to[0], message.subject) for message in mail.outbox]


def list_states() -> list[tuple[str, int, str]]:
    return [(row.state, row.attempts, row.fault) for row in Notice.objects.order_by("pk")]


def test_what_waits_for_one_person_about_one_piece_is_one_mail() -> None:
    lena = create_person()
    harbours, bridges = make_version(), make_version("Bridges")
    tell(lena, "assigned", harbours, due_on="2026-03-09")
    tell(lena, "can_start", harbours, at=MORNING + MINUTE)
    tell(lena, "returned", bridges)
    assert run(MORNING + MINUTE) == [
        ("lena@example.org", "Harbours (Deutsch): assigned to you, can be started"),
        ("lena@example.org", "Bridges (Deutsch): returned"),
    ]
    assert mail.outbox[0].body == (
        "Harbours\n\n"
        "Deutsch: The text is assigned to you. Due on 2026-03-09.\n"
        "2026-03-02 10:00\n"
        f"http://127.0.0.1:8000/admin/articles/translation/{harbours.pk}/change/\n\n"
        "Deutsch: The source has been released; the translation can be started.\n"
        "2026-03-02 10:01\n"
        f"http://127.0.0.1:8000/admin/articles/translation/{harbours.pk}/change/\n\n"
        "-- \n"
        "You get this mail because you work at the desk of Enface. How often you get such mails, you choose here:\n"
        "http://127.0.0.1:8000/admin/account/\n"
    )
    assert run(MORNING + HOUR) == []
    assert list_states() == [("sent", 1, "")] * 3


def test_a_digest_goes_once_a_day_and_holds_what_came_before_its_hour() -> None:
    lena = create_person(mail="daily")
    seven = datetime(2026, 3, 3, 6, tzinfo=UTC)  # 7:00 in the time zone of the site
    for title, at in (("One", MORNING), ("Two", seven - MINUTE), ("Three", seven)):
        tell(lena, "comment", make_version(title), at=at)
    assert run(seven - MINUTE) == []
    assert run(seven) == [("lena@example.org", "Enface: what happened until 2026-03-03")]
    assert re.findall("^(?:One|Two|Three)$", mail.outbox[0].body, re.MULTILINE) == ["One", "Two"]
    assert [run(seven + offset) for offset in (MINUTE, HOUR, DAY - MINUTE)] == [[], [], []]
    assert run(seven + DAY) == [("lena@example.org", "Enface: what happened until 2026-03-04")]
    tell(lena, "password", None, at=seven + DAY + HOUR)
    assert len(run(seven + DAY + HOUR)) == 1


def test_what_is_not_to_be_sent_any_more_is_dropped_with_the_reason() -> None:
    version = make_version()
    people = {
        "deactivated": create_person("a"),
        "no mail address": create_person("b"),
        "wants no notices": create_person("c", mail="never"),
        "may not see": create_person("d", memberships=[("translate", "de", True)]),
        "no news": create_person("e"),
    }
    for word, person in people.items():
        tell(person, "comment", version, at=MORNING - 8 * DAY if word == "no news" else MORNING)
    invited = create_person("f")
    tell(invited, "invitation", None)
    User.objects.filter(username="a").update(is_active=False)
    User.objects.filter(username="b").update(email="b@example.org\nBcc: all@example.org")
    assert run(MORNING) == []
    words = [*people, "chosen a password already"]
    faults = list_states()
    assert [(state, word in fault) for (state, _attempts, fault), word in zip(faults, words, strict=True)] == [
        ("dropped", True)
    ] * 6

    # the same person gets it while they may see the text
    may = create_person("g", memberships=[("translate", "de", True)])
    LanguageVersion.objects.filter(pk=version.pk).update(assignee=may)
    tell(may, "comment", version)
    assert run(MORNING) == [("g@example.org", "Harbours (Deutsch): comment")]
    tell(may, "comment", version)
    Membership.objects.filter(user=may).delete()
    assert run(MORNING) == []


def test_a_refused_mail_is_tried_again_after_growing_pauses_and_given_up_after_eight(
    server: type[Unreliable],
) -> None:
    lena = create_person()
    version = make_version()
    tell(lena, "comment", version)
    first = make_message_id(Notice.objects.all())
    server.raises = smtplib.SMTPRecipientsRefused({"lena@example.org": (451, b"greylisted")})
    at, pauses = MORNING, []
    for _attempt in range(7):
        assert run(at) == []
        row = Notice.objects.get()
        pauses.append(int((row.not_before - at) / MINUTE))
        at = row.not_before
        assert run(at - MINUTE) == []
    assert pauses == [5, 10, 20, 40, 80, 160, 320]
    row = Notice.objects.get()
    assert (row.state, row.attempts, row.fault) == (
        "waiting",
        7,
        "SMTPRecipientsRefused: {'lena@example.org': (451, b'greylisted')}",
    )
    tell(lena, "comment", version, at=at)  # a later one does not join: the same mail has the same notices
    run(at)
    assert [state for state, *_rest in list_states()] == ["failed", "waiting"]
    assert (run(at + 4 * DAY)[:0], queue.count_unsent(at=at)) == ([], 1)

    server.raises = None
    assert queue.send_again(Notice.objects.filter(state="failed"), at=at) == 1
    assert run(at) == [("lena@example.org", "Harbours (Deutsch): comment")]
    assert mail.outbox[0].extra_headers["Message-ID"] == first


def test_a_server_that_cannot_be_reached_is_asked_once_in_a_run(server: type[Unreliable]) -> None:
    class Closed(Unreliable):
        def open(self) -> bool:
            raise ConnectionRefusedError("nobody there")

    lena = create_person()
    for title in ("One", "Two"):
        tell(lena, "comment", make_version(title))
    monkey = pytest.MonkeyPatch()
    monkey.setattr(Unreliable, "open", Closed.open)
    assert run(MORNING) == []
    monkey.undo()
    assert list_states() == [("waiting", 1, "ConnectionRefusedError: nobody there"), ("waiting", 0, "")]
    assert len(run(MORNING + HOUR)) == 2


@pytest.mark.parametrize("kill", [KeyboardInterrupt, SystemExit, smtplib.SMTPServerDisconnected, TimeoutError])
def test_a_mail_nobody_knows_of_is_never_sent_again_by_itself_and_is_reported(
    server: type[Unreliable], kill: type[BaseException]
) -> None:
    lena = create_person()
    for title in ("One", "Two"):
        tell(lena, "comment", make_version(title))
    server.breaks_off = kill("in the middle")
    with suppress(KeyboardInterrupt, SystemExit):
        run(MORNING)
    sent = [message.subject for message in mail.outbox]
    sent += [subject for _to, subject in run(MORNING + MINUTE)]
    assert sent == ["One (Deutsch): comment", "Two (Deutsch): comment"]
    assert [run(MORNING + offset) for offset in (HOUR, DAY, 100 * DAY)] == [[], [], []]
    assert [state for state, *_rest in list_states()] == ["sending", "sent"]
    assert [queue.count_unsent(at=MORNING + offset) for offset in (MINUTE, HOUR)] == [0, 1]
    assert queue.send_again(Notice.objects.all(), at=MORNING + MINUTE) == 0
    assert queue.send_again(Notice.objects.all(), at=MORNING + HOUR) == 1
    assert run(MORNING + HOUR) == [("lena@example.org", "One (Deutsch): comment")]


DETAILS: dict[str, dict[str, Any]] = {
    "assigned": {"role": "reviewer", "due_on": "2026-03-09"},
    "approved": {"ready": True},
    "published": {"moment": "2026-03-09T10:00:00+00:00"},
    "due_soon": {"due_on": "2026-03-09"},
    "overdue": {"due_on": "2026-03-01"},
}


def test_every_kind_in_every_language_says_something_and_leads_to_its_place() -> None:
    title = "Piece % {0} %(x)s <b>&amp;"
    version = make_version(title)
    screen, publish = f"translation/{version.pk}/change/", f"article/{version.article_id}/publish/"
    expected, links = [], []
    for code in CODES:
        person = create_person(f"in-{code}", language=code)
        for number, kind in enumerate(Notice.Kind):
            about = None if kind in queue.ACCOUNT_KINDS else version
            row = Notice(pk=number, person=person, kind=kind, version=about, at=MORNING, details=DETAILS.get(kind, {}))
            message = compose(person, [row], is_digest=False, at=MORNING)
            text = f"{message.subject}\n{message.body}"
            assert (title in text) is (about is not None)
            assert re.findall(r"%\(|%s|%\d|[{}]|&\w+;|<\w+>|\n\n\n", text.replace(title, "the piece")) == [], (
                code,
                kind,
            )
            links.append(re.findall(r"^http\S+$", message.body, re.MULTILINE)[0])
            place = f"articles/{publish if kind == 'approved' else screen}" if about else "reset/"
            expected.append(f"{site.SITE_URL}/admin/{place}")
    assert [link[: len(place)] for link, place in zip(links, expected, strict=True)] == expected
    assert len(expected) == 7 * 15


def test_no_line_of_a_title_or_a_name_becomes_a_header() -> None:
    lena = create_person()
    tell(lena, "comment", make_version("Harbours\r\nBcc: all@example.org\x07"))
    Notice.objects.update(by_name="Vera\nBcc: all@example.org")
    with override_settings(DEFAULT_FROM_EMAIL="The desk <desk@example.org>", MAIL_REPLY_TO=["office@example.org"]):
        run(MORNING)
    message = mail.outbox[0].message()
    assert sorted(message.keys()) == sorted(
        [
            *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Reply-To", "Date"),
            *("Message-ID", "Auto-Submitted"),
        ]
    )
    assert str(mail.outbox[0].subject) == "Harbours Bcc: all@example.org (Deutsch): comment"
    assert (message["From"], message["Reply-To"]) == ("The desk <desk@example.org>", "office@example.org")
    assert re.fullmatch(r"<notice\.[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert one_line(" a\tb\u2028c\x7f ") == "a b c"


def test_time_tells_of_due_days_and_of_what_was_scheduled() -> None:
    lena = create_person(mail="never")
    version = make_version()
    due = date(2026, 3, 20)
    LanguageVersion.objects.filter(pk=version.pk).update(assignee=lena, due_on=due)
    told = []
    for day in (2, 12, 13, 14, 15, 17, 18, 19, 20, 21, 21, 22, 31):
        at = datetime(2026, 3, day, 12, tzinfo=UTC)
        of_time.tell_of_time(at=at)
        told += [(day, row.kind) for row in Notice.objects.filter(at=at)]
        Notice.objects.filter(at=at).update(at=MORNING)
    assert told == [(13, "due_soon"), (18, "due_soon"), (21, "overdue")]

    Notice.objects.all().delete()
    editor = create_person("editor", memberships=[("edit", "")])
    article = factories.create_article(by=editor, working_title="Bridges")
    moment = MORNING + 2 * DAY
    workflow.apply(factories.find_version(article), Act.SCHEDULE, by=factories.find_chief(), at=MORNING, when=moment)
    factories.publish(factories.find_version(factories.create_article(by=editor)), at=MORNING)
    Notice.objects.exclude(details={"moment": moment.isoformat()}).delete()
    assert run(MORNING) == [("editor@example.org", "Bridges (Հայերեն): scheduled")]
    for at in (moment - MINUTE, moment, moment + MINUTE, moment + 6 * DAY):
        of_time.tell_of_time(at=at)
    assert run(moment + MINUTE) == [("editor@example.org", "Bridges (Հայերեն): published")]

    # An entry that came in with a journal need not name a moment; nothing else waits for it
    Notice.objects.all().delete()
    odd: list[object] = [{}, {"moment": "soon"}, {"moment": "2026-03-04"}, ["moment"]]
    for details in odd:
        LogEntry.objects.filter(act=Act.SCHEDULE).update(details=details)
        of_time.tell_of_time(at=moment)
    assert Notice.objects.count() == 0


def test_tick_does_all_of_it_and_says_so_in_a_line() -> None:
    lena = create_person()
    version = make_version()
    notices.tell(lena, Notice.Kind.COMMENT, key="now", at=MORNING, version=version)
    Notice.objects.update(at="2999-01-01T00:00Z")  # no older than the clock that the command asks
    old = {"person": lena, "kind": "comment", "at": MORNING, "not_before": MORNING, "settled_at": MORNING}
    for state in ("sent", "dropped", "failed", "sending"):
        Notice.objects.create(key=state, state=state, **old)
    said = StringIO()
    call_command("tick", stdout=said)
    assert said.getvalue() == "notices: sent 1, failed or in doubt 1 (see Notices in the admin)\n"
    assert sorted(Notice.objects.values_list("key", "state")) == [("now", "sent"), ("sending", "sending")]
