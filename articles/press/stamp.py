"""The press stamp as a reader's request sees it: what identifies the state of everything that is public."""

import functools
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import babel
import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from articles.models import Publication
from journal.models import PressStamp

LONGEST_AGE = 60
"""Seconds a reader's browser may keep a page without asking."""

_PUBLICATION, _STAMP = Publication._meta.db_table, PressStamp._meta.db_table
# Written out: it is asked for every page, and the ORM takes longer to write it than the database to answer.
_READ = f"""
    SELECT token,
           (SELECT MAX(at) FROM {_PUBLICATION} WHERE cancelled_at IS NULL AND at <= %s),
           (SELECT MIN(at) FROM {_PUBLICATION} WHERE cancelled_at IS NULL AND at > %s)
    FROM {_STAMP} WHERE id = 1
"""  # noqa: S608  names of tables


@dataclass(frozen=True)
class Stamp:
    """The state of everything public at a moment."""

    token: str
    passed: datetime | None
    """The newest publication moment that has come."""
    coming: datetime | None
    """The next one to come."""
    at: datetime

    @property
    def key(self) -> str:
        """Identifies the state: equal keys, equal pages. Of the clock, pages know the month at the most."""
        moment = int(self.passed.timestamp() * 1_000_000) if self.passed else 0
        return f"{self.token}-{moment:x}-{self.at.astimezone(UTC):%y%m}-{build()}"

    @property
    def etag(self) -> str:
        """A weak validator (RFC 9110, 8.8.1): compression by a proxy leaves it valid."""
        return f'W/"{self.key}"'

    @property
    def max_age(self) -> int:
        """Seconds the page may be kept: never past the next scheduled moment."""
        if self.coming is None:
            return LONGEST_AGE
        return max(0, min(LONGEST_AGE, int((self.coming - self.at).total_seconds())))


def find_moment(request: HttpRequest) -> datetime:
    """Return the moment at which a public page is read: that of the stamp its request was given. Free."""
    return request.press.at  # type: ignore[attr-defined, no-any-return]


def read_stamp(*, at: datetime) -> Stamp:
    """Return the stamp at the moment `at` (aware). One query, two index look-ups."""
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_READ, [moment, moment])
        token, passed, coming = cursor.fetchone() or ("", None, None)
    return Stamp(token, _read_moment(passed), _read_moment(coming), at)


def _read_moment(value: datetime | str | None) -> datetime | None:
    """SQLite keeps moments as text, in UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def build() -> str:
    """Return a short hash of all that turns rows into pages besides the rows: code, templates, words, settings.

    Reads some hundred small files, once in a process.
    """
    shown = ("NAME", "URL", "CONTACT", "LICENCE", "ISSN", "PUBLISHER")
    given = [getattr(settings, f"SITE_{name}") for name in shown]
    kept = settings.SECURITY_CONTACT, settings.TEXT_MINING
    return _hash(_CODE + _TEMPLATES, *given, *kept, settings.STATIC_URL, settings.MEDIA_URL)


def renderer() -> str:
    """Return a short hash of what turns a revision into HTML: less than `build`, so that a new template or style sheet
    leaves what is kept beside the revisions as it is."""
    return _hash(_RENDERING)


_WORDS = ("locale/**/*.mo", "journal/languages.py")
_RENDERING = ("articles/press/rendering.py", "journal/text/*.py", *_WORDS)
_CODE = ("articles/press/**/*.py", "articles/templatetags/*.py", "articles/choices.py", "journal/*.py", *_RENDERING)
_TEMPLATES = ("templates/**/*.html", "templates/**/*.xml")


@functools.cache
def _hash(patterns: tuple[str, ...], *given: str) -> str:
    digest = hashlib.sha256(repr((given, settings.TIME_ZONE, babel.__version__, django.__version__)).encode())
    base = Path(settings.BASE_DIR)
    files = {path for pattern in patterns for path in base.glob(pattern)}
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if given and manifest.exists():
        files.add(manifest)
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
