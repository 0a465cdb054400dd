"""robots.txt, security.txt and the statement on text and data mining."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from articles.press.robots import find_expiry, read_contact
from tests.articles.press.reader import get, get_at

pytestmark = pytest.mark.django_db

SECURITY = "/.well-known/security.txt"
MINING = "/.well-known/tdmrep.json"


def test_robots_are_told_what_is_not_for_them_and_where_the_map_is() -> None:
    page = get("/robots.txt")
    assert (page.status_code, page["Content-Type"]) == (200, "text/plain; charset=utf-8")
    searches = [f"Disallow: /{code}/search/" for code in ("hy", "be", "ka", "ro", "en", "de", "ru")]
    assert page.content.decode().splitlines() == [
        *("User-agent: *", "Disallow: /admin/", *searches, ""),
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
    ]


@pytest.mark.parametrize(
    ("setting", "word", "reserved"), [("reserved", "is reserved", 1), ("allowed", "is allowed", 0)]
)
def test_what_the_journal_says_of_text_and_data_mining_is_said_twice(settings, setting, word, reserved) -> None:
    settings.TEXT_MINING = setting
    said = " ".join(line for line in get("/robots.txt").content.decode().splitlines() if line.startswith("#"))
    assert word in said.replace("included, ", "")
    page = get(MINING)
    assert (page["Content-Type"], json.loads(page.content)) == (
        "application/json",
        [{"location": "/*", "tdm-reservation": reserved}],
    )


def test_a_journal_that_says_nothing_has_no_statement_and_no_contact() -> None:
    assert (get(MINING).status_code, get(SECURITY).status_code) == (404, 404)


def test_faults_are_reported_to_a_contact_for_less_than_a_year(settings) -> None:
    settings.SECURITY_CONTACT = "safety@example.org"
    page = get_at(SECURITY, datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert (page.status_code, page["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert page.content.decode() == (
        "Contact: mailto:safety@example.org\n"
        "Expires: 2027-06-01T00:00:00Z\n"
        "Preferred-Languages: en, hy, be, ka, ro, de, ru\n"
        "Canonical: http://127.0.0.1:8000/.well-known/security.txt\n"
    )


def test_security_txt_never_runs_out_and_its_validator_changes_with_it(settings) -> None:
    settings.SECURITY_CONTACT = "https://example.org/report"
    begin, found = datetime(2026, 12, 31, 22, tzinfo=UTC), {}
    for hours in (0, 1, 2, 3, 24 * 31 + 3, 24 * 400):
        at = begin + timedelta(hours=hours)
        page = get_at(SECURITY, at)
        expires = datetime.fromisoformat(re.findall(r"Expires: (\S+)", page.content.decode())[0])
        assert timedelta(days=180) < expires - at < timedelta(days=365)
        found.setdefault(page["ETag"], set()).add(expires)
    assert [len(dates) for dates in found.values()] == [1] * 4  # December, January, February, and a year later


@pytest.mark.parametrize(
    ("setting", "contact"),
    [
        ("safety@example.org", "mailto:safety@example.org"),
        ("mailto:safety@example.org", "mailto:safety@example.org"),
        ("https://example.org/report", "https://example.org/report"),
        ("http://example.org/", ""),  # RFC 9116, 2.5.3: web addresses begin with https
        ("somebody", ""),
        ("https://example.org/\nExpires: never", ""),
        ("", ""),
    ],
)
def test_a_contact_is_an_address_that_can_be_used(setting: str, contact: str) -> None:
    assert read_contact(setting) == contact


def test_an_expiry_is_the_first_of_a_month_in_utc() -> None:
    assert find_expiry(datetime(2026, 5, 31, 23, 59, tzinfo=UTC)) == datetime(2026, 12, 1, tzinfo=UTC)
    assert find_expiry(datetime(2026, 6, 1, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)
