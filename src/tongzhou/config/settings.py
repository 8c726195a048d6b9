"""Settings, read once from the environment; every one has a default (see docs/settings.md)."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

SOURCE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TONGZHOU_DATA", "data")).resolve()
DATA.mkdir(parents=True, exist_ok=True)
BASE_URL = os.environ.get("TONGZHOU_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
DEBUG = os.environ.get("TONGZHOU_DEBUG", "") == "1"


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
    return file.read_text().strip()


SECRET_KEY = _secret_key()
_host = BASE_URL.split("//", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = sorted({_host, "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = BASE_URL.startswith("https://")

# From the top of the house to the ground; pyproject.toml holds the same order.
PACKAGES = [
    "desk", "api", "channels", "notices", "reminders", "knowledge", "outcomes", "problems",
    "progress", "agreements", "plans", "collaborations", "org", "journal", "ui",
]  # fmt: skip
INSTALLED_APPS = [
    *(f"tongzhou.{package}" for package in PACKAGES),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tongzhou.org.middleware.SignedInMiddleware",
    "tongzhou.org.middleware.LanguageMiddleware",
    "tongzhou.ui.middleware.WithoutEffectMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tongzhou.config.urls"
WSGI_APPLICATION = "tongzhou.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [SOURCE / package / "templates" for package in PACKAGES],
        "OPTIONS": {
            "environment": "tongzhou.ui.environment.environment",
            "context_processors": ["tongzhou.desk.frame.frame"],
        },
    },
]

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "tongzhou.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged signature survives a power cut (docs/decisions/0003).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;",
    },
}
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 16, "timeout": 10}}
else:
    DATABASES = {"default": {**_SQLITE, "CONN_MAX_AGE": None}}
# A file, not memory: threads of the live server share it.
DATABASES["default"]["TEST"] = (
    {} if os.environ.get("DATABASE_URL") else {"NAME": str(DATA / "test.sqlite3")}
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "org.Person"
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

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tongzhou.ui.views.form_expired"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "no-referrer"
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

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
USE_I18N = True
LOCALE_PATHS = [SOURCE / package / "locale" for package in (*PACKAGES, "core", "config")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = os.environ.get("TONGZHOU_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("TONGZHOU_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TONGZHOU_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TONGZHOU_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TONGZHOU_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TONGZHOU_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("TONGZHOU_MAIL_FROM", "tongzhou@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TONGZHOU_LOG_LEVEL", "WARNING")},
}
