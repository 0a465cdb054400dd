from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Article
from journal.demo.building import build_demo
from journal.demo.people import CHIEF, list_accounts
from journal.models import User


class Command(BaseCommand):
    help = "Fill an empty journal with the demo: its people, their accounts and eight pieces in seven languages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where there is anything already.")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists() or Article.objects.exists():
            if not options["if_empty"]:
                raise CommandError("There is a journal here already; the demo fills an empty one only.")
            if not User.objects.filter(username=CHIEF).exists():
                return
        else:
            build_demo(at=timezone.now(), say=lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write("Accounts of the demo:")
        for line in list_accounts():
            self.stdout.write(f"  {line}")
