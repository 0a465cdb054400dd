"""The demo's own people: accounts of the office, each with the rights their work needs."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from articles.choices import Right
from articles.models import Membership
from journal.demo import PASSWORD
from journal.models import User

EDIT, TRANSLATE, REVIEW, PUBLISH = Right.EDIT, Right.TRANSLATE, Right.REVIEW, Right.PUBLISH


@dataclass(frozen=True)
class Account:
    """One of the office. `rights` is right to languages, "" for every one."""

    username: str
    given_name: str
    family_name: str
    language: str
    """In which the desk speaks to them."""
    rights: dict[Right, tuple[str, ...]]
    assigned: tuple[Right, ...] = ()
    """Rights held for assigned pieces only."""


ACCOUNTS = (
    Account("anahit", "Անահիտ", "Սարյան", "hy", {EDIT: ("",), REVIEW: ("",), PUBLISH: ("",)}),
    Account("aram", "Արամ", "Մագաղյան", "hy", {TRANSLATE: ("hy",), REVIEW: ("hy",)}),
    Account("alesia", "Алеся", "Верасовіч", "be", {EDIT: ("be", "ru"), REVIEW: ("ru",)}),
    Account("nino", "ნინო", "ქარცივაძე", "ka", {EDIT: ("ka",)}),
    Account("radu", "Radu", "Frunzariu", "ro", {EDIT: ("ro",)}),
    Account("emma", "Emma", "Lindqvist", "en", {EDIT: ("en",), TRANSLATE: ("en",), REVIEW: ("de",)}),
    Account("jonas", "Jonas", "Reuter", "de", {EDIT: ("de",), TRANSLATE: ("de",), REVIEW: ("en",)}, (TRANSLATE,)),
    Account("vera", "Вера", "Ладыгина", "ru", {TRANSLATE: ("ru",)}, (TRANSLATE,)),
)

CHIEF = "anahit"
"""Plans, publishes and withdraws."""
WRITERS = {"hy": "anahit", "be": "alesia", "ka": "nino", "ro": "radu", "en": "emma", "de": "jonas", "ru": "alesia"}
"""Who sees an original in each language to the press."""
TRANSLATORS = {"hy": "aram", "en": "emma", "de": "jonas", "ru": "vera"}
REVIEWERS = {"hy": "anahit", "en": "jonas", "de": "emma", "ru": "alesia"}
"""Of translations. Originals are reviewed by the chief, and hers by the other reader of Armenian."""
REVIEWER_OF_THE_CHIEF = "aram"


def create_accounts() -> dict[str, User]:
    """Create the demo's accounts, an administrator among them, and return them by user name."""
    people = {}
    password = make_password(PASSWORD)  # made once: it is slow on purpose, and the same for all
    for account in ACCOUNTS:
        user = User.objects.create(
            username=account.username,
            email=f"{account.username}@example.org",
            password=password,
            first_name=account.given_name,
            last_name=account.family_name,
            language=account.language,
            is_staff=True,
        )
        Membership.objects.bulk_create(
            Membership(user=user, right=right, language=language, assigned_only=right in account.assigned)
            for right, languages in account.rights.items()
            for language in languages
        )
        people[account.username] = user
    people["admin"] = User.objects.create(
        username="admin",
        email="admin@example.org",
        password=password,
        first_name="Admin",
        language="en",
        is_staff=True,
        is_superuser=True,
    )
    return people


def list_accounts() -> list[str]:
    """Return a line for each account, for the terminal."""
    lines = ["admin (en): everything"]
    for account in ACCOUNTS:
        does = ", ".join(
            f"{right.value} {' '.join(languages).strip() or 'every language'}"
            f"{' (assigned)' if right in account.assigned else ''}"
            for right, languages in account.rights.items()
        )
        lines.append(f"{account.username} ({account.language}): {does}")
    return [*lines, f"password of all: {PASSWORD}"]
