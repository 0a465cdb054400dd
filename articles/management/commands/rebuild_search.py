"""`manage.py rebuild_search`: the index of the readers' search, made anew."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.full_text.index import rebuild
from journal.models import PressStamp


class Command(BaseCommand):
    help = "Make the index of the readers' search anew from what was published. Safe while the site is used."

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stdout.write if options["verbosity"] > 1 else lambda line: None
        count = rebuild(say=say)
        PressStamp.bump()  # lists of results, too, are kept for a while
        self.stdout.write(f"revisions: {count}")
