"""The settings of Enface: one file, every value that may differ between sites read from the environment.

The variables are described in `docs/operations.md`. Nobody imports this module; use `django.conf.settings`.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django

from journal.env import env_bool, env_choice, env_int, env_list, env_secret, env_str
from journal.languages import CHOICES, CODES

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_str("ENFACE_DATA_DIR", str(BASE_DIR / "var")))

# The site
SITE_NAME = env_str("ENFACE_NAME", "Enface")
SITE_URL = env_str("ENFACE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_CONTACT = env_str("ENFACE_CONTACT")
SITE_LICENCE = env_str("ENFACE_LICENCE")
SITE_ISSN = env_str("ENFACE_ISSN")
SITE_PUBLISHER = env_str("ENFACE_PUBLISHER")
SECURITY_CONTACT = env_str("ENFACE_SECURITY_CONTACT", SITE_CONTACT)
TEXT_MINING = env_choice("ENFACE_TEXT_MINING", ("unsaid", "allowed", "reserved"), "unsaid")
SELF_REVIEW_LANGUAGES = env_list("ENFACE_SELF_REVIEW_LANGUAGES")

# Security
SECRET_KEY = env_secret("ENFACE_SECRET_KEY", DATA_DIR / "secret-key")
DEBUG = env_bool("ENFACE_DEBUG", default=False)
ALLOWED_HOSTS = env_list(
    "ENFACE_HOSTS", ("127.0.0.1", "localhost", "[::1]", urlsplit(SITE_URL).hostname or "localhost")
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
FORCE_SCRIPT_NAME = ""  # or a header of that name, which gunicorn obeys, would be put before every link of a kept page
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

INSTALLED_APPS = [
    "modeltranslation",
    "journal.apps.JournalConfig",
    "authors.apps.AuthorsConfig",
    "articles.apps.ArticlesConfig",
    "django_ckeditor_5",
    "journal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "journal.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# The press answers above everything that knows sessions, cookies or users.
MIDDLEWARE = [
    "journal.middleware.BareHeads",
    "journal.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.press.middleware.Press",
    "journal.odd_requests.OddRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "journal.desk_language.DeskLanguage",
    "django.middleware.common.CommonMiddleware",
    "journal.long_forms.LongForms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "journal.urls"
WSGI_APPLICATION = "journal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.press.context.site",
            ],
        },
    }
]

# Databases: SQLite embedded, PostgreSQL by one variable
if env_str("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(env_str("DATABASE_URL"), conn_health_checks=True)}
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        _OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
        # To compile the board's long queries takes seconds, to run them a tenth of one
        _OPTIONS["options"] = f"-c jit=off {_OPTIONS.get('options', '')}".strip()
        if env_bool("ENFACE_DATABASE_POOL", default=True):
            _OPTIONS["pool"] = {
                "min_size": 1,
                "max_size": env_int("ENFACE_DATABASE_POOL_SIZE", 4),
                "timeout": 5,  # seconds until readers are told that the site is away
            }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "enface.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "press": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "press",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": env_int("ENFACE_KEPT_PAGES", 500)},
    },
}

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = list(CHOICES)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env_str("ENFACE_TIME_ZONE", "Europe/Berlin")
MODELTRANSLATION_LANGUAGES = CODES
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_CUSTOM_FIELDS = ("RichTextField", "LineField", "LinesField")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "journal.static_files.SelectedAppDirectories",  # leaves out the editor that comes with django-ckeditor-5
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env_str("ENFACE_MEDIA_DIR", str(DATA_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail: by a server where one is named, else into files
DEFAULT_FROM_EMAIL = env_str("ENFACE_MAIL_FROM", "enface@localhost")
MAIL_REPLY_TO = env_list("ENFACE_MAIL_REPLY_TO")
DIGEST_HOUR = env_int("ENFACE_DIGEST_HOUR", 7, least=0, most=23)
_SMTP_HOST = env_str("ENFACE_SMTP_HOST")
_SMTP_SECURITY = env_choice("ENFACE_SMTP_SECURITY", ("starttls", "tls", "none"), "starttls")
_SMTP, _FILES = (f"django.core.mail.backends.{kind}.EmailBackend" for kind in ("smtp", "filebased"))
_MAIL_BACKEND = env_str("ENFACE_EMAIL_BACKEND", _SMTP if _SMTP_HOST else _FILES)
_MAIL_OPTIONS: dict[str, dict[str, Any]] = {
    _FILES: {"file_path": DATA_DIR / "mail"},
    _SMTP: {
        "host": _SMTP_HOST or "localhost",
        "port": env_int(
            "ENFACE_SMTP_PORT", {"starttls": 587, "tls": 465, "none": 25}[_SMTP_SECURITY], least=1, most=65535
        ),
        "username": env_str("ENFACE_SMTP_USER"),
        "password": env_str("ENFACE_SMTP_PASSWORD"),
        "use_tls": _SMTP_SECURITY == "starttls",
        "use_ssl": _SMTP_SECURITY == "tls",
        "timeout": 30,
    },
}
if django.VERSION >= (6, 1):  # which does not take the older names beside the new one
    MAILERS = {"default": {"BACKEND": _MAIL_BACKEND, "OPTIONS": _MAIL_OPTIONS.get(_MAIL_BACKEND, {})}}
else:
    EMAIL_BACKEND = _MAIL_BACKEND
    EMAIL_FILE_PATH = _MAIL_OPTIONS[_FILES]["file_path"]
    EMAIL_HOST, EMAIL_PORT = _MAIL_OPTIONS[_SMTP]["host"], _MAIL_OPTIONS[_SMTP]["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL_OPTIONS[_SMTP]["username"], _MAIL_OPTIONS[_SMTP]["password"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL_OPTIONS[_SMTP]["use_tls"], _MAIL_OPTIONS[_SMTP]["use_ssl"]
    EMAIL_TIMEOUT = _MAIL_OPTIONS[_SMTP]["timeout"]

# Faults go to standard error, where the server's log is
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "ERROR", "propagate": True}},
}

LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "articles.desk.signing_in.refuse_token"
