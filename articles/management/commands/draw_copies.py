"""`manage.py draw_copies`: the smaller copies of pictures that have none, as after an import that was interrupted."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.interchange.importing import draw_missing_copies
from articles.interchange.progress import Progress


class Command(BaseCommand):
    help = "Draw the smaller copies of the pictures that have none. Safe to run again, and while the site is used."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--progress", action=argparse.BooleanOptionalAction, help="draw a bar (on a terminal)")

    def handle(self, *args: Any, **options: Any) -> None:
        shown = sys.stderr.isatty() if options["progress"] is None else options["progress"]
        made = draw_missing_copies(Progress(sys.stderr, shown=shown))
        self.stdout.write(f"images: {made}")
