"""`manage.py import_journal DIR`: what `export_journal` wrote, into this journal. See `docs/interchange.md`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.interchange.importing import ImportRefused, import_journal
from articles.interchange.progress import Progress


class Command(BaseCommand):
    help = "Take in a journal that was exported to a folder: all of it, or nothing if there is any fault."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that export_journal wrote")
        parser.add_argument("--progress", action=argparse.BooleanOptionalAction, help="draw a bar (on a terminal)")

    def handle(self, *args: Any, **options: Any) -> None:
        shown = sys.stderr.isatty() if options["progress"] is None else options["progress"]
        try:
            counts = import_journal(
                options["folder"],
                at=timezone.now(),
                report=lambda finding: self.stderr.write(str(finding)),
                progress=Progress(sys.stderr, shown=shown),
            )
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
