"""The demo's own people: accounts of the office, each with the rights their work needs."""

from articles.choices import Right
from articles.models import Membership
from journal.demo import PASSWORD
from journal.models import User

ACCOUNTS: tuple[tuple[str, str, str, str, tuple[tuple[Right, str, bool], ...]], ...] = (
    (
        "anahit",
        "Անահիտ",
        "Սարյան",
        "hy",
        ((Right.EDIT, "", False), (Right.PUBLISH, "", False), (Right.REVIEW, "hy", False)),
    ),
    (
        "emma",
        "Emma",
        "Lindqvist",
        "en",
        ((Right.TRANSLATE, "en", False), (Right.REVIEW, "de", False), (Right.REVIEW, "ru", False)),
    ),
    ("jonas", "Jonas", "Reuter", "de", ((Right.TRANSLATE, "de", True), (Right.REVIEW, "en", False))),
    ("vera", "Вера", "Ладыгина", "ru", ((Right.TRANSLATE, "ru", True),)),
)
"""User name, given and family name, interface language, memberships (right, language, assigned pieces only)."""


def create_accounts() -> dict[str, User]:
    """Create the demo's accounts, an administrator among them, and return them by user name."""
    people = {}
    for username, given, family, language, rows in ACCOUNTS:
        user = User.objects.create_user(
            username, password=PASSWORD, first_name=given, last_name=family, language=language, is_staff=True
        )
        Membership.objects.bulk_create(
            Membership(user=user, right=right, language=code, assigned_only=assigned) for right, code, assigned in rows
        )
        people[username] = user
    people["admin"] = User.objects.create_superuser("admin", password=PASSWORD, first_name="Admin", language="en")
    return people


def list_accounts() -> list[str]:
    """Return a line for each account, for the terminal."""
    lines = ["admin: everything"]
    for username, _given, _family, _language, rows in ACCOUNTS:
        does = ", ".join(
            f"{right.value} {code or 'every language'}{' (assigned)' if only else ''}" for right, code, only in rows
        )
        lines.append(f"{username}: {does}")
    return [*lines, f"password of all: {PASSWORD}"]
