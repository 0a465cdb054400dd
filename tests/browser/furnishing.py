"""What stands in a journal before its story begins: tables, static files, accounts with their rights. A program of its
own, so that the three take one start of Python:

    python -m tests.browser.furnishing '{"emma": [["edit", "en", false]]}'

Reads the environment as `manage.py` does. The password of every account is that of `DJANGO_SUPERUSER_PASSWORD`, and
`admin` is the chief editor. The word `demo` as the only argument has the demo journal stand there instead.
"""

import json
import os
import sys

import django
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import call_command


def furnish(asked: str) -> None:
    """Make the journal ready that the environment names. `asked` as above."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if asked == "demo":
        call_command("demo")
        return
    people = get_user_model()
    password = make_password(os.environ["DJANGO_SUPERUSER_PASSWORD"])  # once: it takes a third of a second
    people.objects.create(username="admin", password=password, is_staff=True, is_superuser=True)
    for name, rights in json.loads(asked).items():
        person = people.objects.create(username=name, password=password, is_staff=True)
        for right, language, assigned_only in rights:
            person.memberships.create(right=right, language=language, assigned_only=assigned_only)


if __name__ == "__main__":
    django.setup()
    furnish(sys.argv[1])
