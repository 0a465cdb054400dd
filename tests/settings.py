"""The settings of the tests: those of the site, whatever the environment says, with quick and private stores.

The database is SQLite in memory, or the server of `DATABASE_URL`; `TEST_DATABASE=sqlite` sets that variable aside.
"""

import os
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("ENFACE_") and not name.startswith("ENFACE_REQUIRE_")]:
    del os.environ[_name]  # a developer's own site must not change what the tests see
# Files of one test process; `tests/conftest.py` makes the folder and deletes it.
os.environ["ENFACE_DATA_DIR"] = str(Path(__file__).resolve().parent.parent / "var" / "tests" / str(os.getpid()))
os.environ["ENFACE_SECRET_KEY"] = "for the tests only, and long enough to be taken for a key"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the loop of the browser's driver outlives the databases
os.environ["ENFACE_DATABASE_POOL"] = "0"  # a pool holds connections that keep a test database from being dropped
if os.environ.get("TEST_DATABASE") == "sqlite":
    os.environ.pop("DATABASE_URL", None)

from journal.settings import *  # noqa: E402, F403
from journal.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as a site's: in memory, threads share one connection or lock whole tables. Nothing waits for a disk
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
