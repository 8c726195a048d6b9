"""Settings, read once from the environment; every one has a default (see docs/settings.md)."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.config import environment

SOURCE = Path(__file__).resolve().parent.parent
DATA = environment.folder("TONGZHOU_DATA", "data")
BASE_URL = environment.address("TONGZHOU_BASE_URL", "http://127.0.0.1:8000")
DEBUG = environment.switch("TONGZHOU_DEBUG")


def _secret_key() -> str:
    """One per installation, made at first start, kept beside the data."""
    file = DATA / "secret-key"
    if not file.exists():
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(fresh, file)
        fresh.unlink()
    return environment.key_in(file)


SECRET_KEY = _secret_key()
_host = BASE_URL.split("//", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = sorted({_host, "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# How many reverse proxies stand before the server; only their X-Forwarded-For is believed.
TRUSTED_PROXIES = environment.number("TONGZHOU_TRUSTED_PROXIES", 0, low=0, high=5)
# Pages rendered at the same time; each thread keeps a database connection.
THREADS = environment.number("TONGZHOU_THREADS", 4, low=1, high=64)
SECURE = BASE_URL.startswith("https://")

# From the top of the house to the ground; pyproject.toml holds the same order.
PACKAGES = [
    "desk", "administration", "api", "insight", "webhooks", "live", "channels", "notices",
    "reminders", "knowledge", "schedule", "thanks", "exchange", "submissions", "outcomes", "problems",
    "progress", "agreements", "plans", "interests", "discussions", "collaborations", "goals",
    "past", "pulse", "terms", "duties", "teams", "files", "org", "journal", "ui",
]  # fmt: skip
INSTALLED_APPS = [
    *(f"tongzhou.{package}" for package in PACKAGES),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongzhou.ui.compression.CompressionMiddleware",
    "tongzhou.ui.middleware.ContentSecurityPolicyMiddleware",
    "tongzhou.ui.middleware.AddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tongzhou.org.middleware.SignedInMiddleware",
    "tongzhou.org.audit.AuditMiddleware",
    "tongzhou.org.middleware.LanguageMiddleware",
    "tongzhou.webhooks.middleware.DepthMiddleware",
    "tongzhou.ui.middleware.WithoutEffectMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# Pages are told what moved while they are open; needs `serve` or a node with `--role stream`.
LIVE = environment.choice("TONGZHOU_LIVE", "1", ("0", "1")) == "1"

ROOT_URLCONF = "tongzhou.config.urls"
WSGI_APPLICATION = "tongzhou.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "tongzhou.ui.backend.Pages",
        "NAME": "jinja2",
        "APP_DIRS": False,
        "DIRS": [SOURCE / package / "templates" for package in PACKAGES],
        "OPTIONS": {
            "environment": "tongzhou.ui.environment.environment",
            "context_processors": ["tongzhou.desk.frame.frame"],
        },
    },
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "tongzhou.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged signature survives a power cut (docs/decisions/0002). The whole file
        # is mapped, however big: beyond what is, each page read costs a call of the system.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA cache_size=-16000; PRAGMA mmap_size=2147418112;",
    },
}
DATABASES: dict[str, dict[str, Any]]
if _postgresql := environment.database("DATABASE_URL"):
    from tongzhou.config.postgresql import OPTIONS

    DATABASES = {
        "default": {**_postgresql, "OPTIONS": {**OPTIONS, **_postgresql.get("OPTIONS", {})}}
    }
else:
    # In tests a file as well, not memory: threads of the live server share it.
    _test = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES = {"default": {**SQLITE, "CONN_MAX_AGE": None, "TEST": _test}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "org.Person"
AUTHENTICATION_BACKENDS = ["tongzhou.org.backend.PersonBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("login", "name", "mail")}},
]  # fmt: skip

SESSION_ENGINE = "tongzhou.org.sessions"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# How long a password counts as proof for signing, after which it is asked for again.
PROOF_MINUTES = environment.number("TONGZHOU_PROOF_MINUTES", 15, low=1, high=480)
# Whether one person may sign for several departments of one agreement; it is shown then.
SIGN_FOR_SEVERAL = environment.switch("TONGZHOU_SIGN_FOR_SEVERAL")
# For how many working days who did not sign a change again can object to it.
OBJECTION_DAYS = environment.number("TONGZHOU_OBJECTION_DAYS", 3, low=0, high=30)
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tongzhou.ui.views.form_expired"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
# Not "no-referrer": browsers then send forms with `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
USE_I18N = True
LOCALE_PATHS = [SOURCE / package / "locale" for package in (*PACKAGES, "core", "config")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = environment.time_zone("TONGZHOU_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"/ui/dist/[a-z]+-[0-9a-f]{12}\.[a-z]+$"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# Uploaded files; several nodes share this folder.
FILES = environment.folder("TONGZHOU_FILES", str(DATA / "files"))
FILE_LIMIT = environment.number("TONGZHOU_FILE_MB", 25, low=1, high=2048) * 1024 * 1024
FILES_PERSON = (
    environment.number("TONGZHOU_FILES_PERSON_MB", 5120, low=0, high=1 << 20) * 1024 * 1024
)
FILES_HOUSE = environment.number("TONGZHOU_FILES_HOUSE_GB", 0, low=0, high=1 << 20) * 1024**3
FILE_UPLOAD_HANDLERS = [
    "tongzhou.files.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# A file outside the data folder that gets a line a day: how the journal ended.
ANCHOR = environment.text("TONGZHOU_ANCHOR")

# Versions also get a fingerprint by SM3 (GB/T 32905), where the machine's OpenSSL has it.
SM3 = environment.switch("TONGZHOU_SM3")

# An authority that stamps each anchor with its time (RFC 3161), and the certificates it stands on.
TIMESTAMP = environment.text("TONGZHOU_TIMESTAMP")
TIMESTAMP_ROOTS = environment.text("TONGZHOU_TIMESTAMP_ROOTS")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("TONGZHOU_SMTP_HOST")
EMAIL_PORT = environment.number("TONGZHOU_SMTP_PORT", 25, low=1, high=65535)
EMAIL_HOST_USER = environment.text("TONGZHOU_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("TONGZHOU_SMTP_PASSWORD")
EMAIL_USE_TLS = environment.switch("TONGZHOU_SMTP_TLS")
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = environment.text("TONGZHOU_MAIL_FROM", "tongzhou@localhost")

# Signing in through the company's own identity provider (OpenID Connect).
OIDC_ISSUER = environment.text("TONGZHOU_OIDC_ISSUER").rstrip("/")
OIDC_CLIENT = environment.text("TONGZHOU_OIDC_CLIENT")
OIDC_SECRET = environment.text("TONGZHOU_OIDC_SECRET")
OIDC_NAME = environment.text("TONGZHOU_OIDC_NAME", "SSO")

# How many calls of the API one token may make in a minute, on all nodes together.
API_CALLS = environment.number("TONGZHOU_API_CALLS", 600, low=10, high=100_000)

# The mailbox people answer to: what they write above a mail of ours becomes a comment.
REPLY_TO = environment.text("TONGZHOU_REPLY_TO")
IMAP_HOST = environment.text("TONGZHOU_IMAP_HOST")
IMAP_PORT = environment.number("TONGZHOU_IMAP_PORT", 993, low=1, high=65535)
IMAP_USER = environment.text("TONGZHOU_IMAP_USER")
IMAP_PASSWORD = environment.text("TONGZHOU_IMAP_PASSWORD")
IMAP_TLS = not environment.switch("TONGZHOU_IMAP_PLAIN")
# The server whose Authentication-Results are believed.
REPLY_TRUSTS = environment.text("TONGZHOU_REPLY_TRUSTS")

# Servers inside the house that robots and webhooks may call although they are not public.
OUTBOUND_ALLOW = environment.places("TONGZHOU_OUTBOUND_ALLOW")

_log_level = environment.choice(
    "TONGZHOU_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"tokens": {"()": "tongzhou.config.logs.WithoutTokens"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}
    },
    "root": {"handlers": ["stderr"], "level": _log_level},
}
