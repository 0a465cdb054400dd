"""`manage.py import_addresses FILE`: the old addresses of a journal that moves here, from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.interchange.old_addresses import import_addresses, read_addresses
from articles.refusals import Refused


class Command(BaseCommand):
    help = "Import old addresses from a CSV file of two columns: the old address, and where it leads. All or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--leave-out-refused", action="store_true", help="import the other lines where some are refused"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = read_addresses(options["file"].read_bytes())
        except (OSError, Refused) as fault:
            raise CommandError(str(fault)) from fault
        for line in found.refused:
            self.stderr.write(f"line {line.number}: {line.text}: {line.reason}")
        if found.refused and not options["leave_out_refused"]:
            raise CommandError("Nothing has been imported. With --leave-out-refused, the other lines are.")
        done = import_addresses(found.targets)
        self.stdout.write(f"old addresses: {done.added} new, {done.changed} changed, {len(found.refused)} left out")
