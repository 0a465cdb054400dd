"""`manage.py export_journal DIR`: the journal as a folder of JSON Lines and pictures. See `docs/interchange.md`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.interchange.exporting import ExportRefused, export_journal
from articles.interchange.progress import Progress


class Command(BaseCommand):
    help = "Write the whole journal, without accounts, to a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
        parser.add_argument("--progress", action=argparse.BooleanOptionalAction, help="draw a bar (on a terminal)")

    def handle(self, *args: Any, **options: Any) -> None:
        shown = sys.stderr.isatty() if options["progress"] is None else options["progress"]
        try:
            counts = export_journal(options["folder"], at=timezone.now(), progress=Progress(sys.stderr, shown=shown))
        except (ExportRefused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
