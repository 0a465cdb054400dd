"""`manage.py tick`: what must happen because time has passed. Run it each minute, or let it run with `--every 60`."""

import logging
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from articles import drafts
from articles.models import Notice
from articles.notices import of_time, queue
from journal.mailing.sending import send_waiting

log = logging.getLogger(__name__)

WORDS = {
    Notice.State.SENT: "sent",
    Notice.State.DROPPED: "dropped",
    Notice.State.WAITING: "refused for now",
    Notice.State.SENDING: "left in doubt",
}


class Command(BaseCommand):
    help = "Send the mails that wait, remind of due days, clean up. Safe to run twice at once, and to be stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="Go on for ever, with a pause of so many seconds."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.said = ""
        stop = Event()
        if options["every"] is None:
            self.report(stop, verbosity=options["verbosity"])
            return
        # The mail that is being sent is finished first: one that is cut off would be left in doubt
        kept = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            while not stop.is_set():
                close_old_connections()
                try:
                    self.report(stop, verbosity=options["verbosity"])
                except DatabaseError:
                    log.exception("The database did not answer; trying again.")
                stop.wait(options["every"])
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)

    def report(self, stop: Event, *, verbosity: int) -> None:
        """Do it once, and say in a line what was done, if anything was."""
        at = timezone.now()
        of_time.tell_of_time(at=at)
        counts = send_waiting(at=timezone.now, is_stopped=stop.is_set)
        drafts.clean(at=at)
        queue.clean(at=at)
        parts = [f"{WORDS[Notice.State(state)]} {count}" for state, count in counts.items()]
        if unsent := queue.count_unsent(at=at):
            parts.append(f"failed or in doubt {unsent} (see Notices in the admin)")
        line = "notices: " + ", ".join(parts)
        if parts and verbosity and (counts or line != self.said):
            self.stdout.write(line)
            self.stdout.flush()
        self.said = line
