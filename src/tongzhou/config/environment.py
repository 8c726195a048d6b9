"""The environment, read once and typed; a wrong value is named at start, not found in production."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

Database = dj_database_url.DBConfig
SHORTEST_KEY, FEWEST_LETTERS = 32, 12
SAMPLES = re.compile(
    r"django-insecure|change|replace|example|sample|secret|insecure|password|tongzhou",
    re.IGNORECASE,
)
"""How keys of examples and of first tries begin; a drawn one does so once in many lives."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def folder(name: str, default: str) -> Path:
    """An existing, writable folder; made when absent."""
    path = Path(text(name, default)).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _wrong(name, f"cannot be made: {error.strerror}") from None
    if not os.access(path, os.W_OK):
        raise _wrong(name, f"is not writable: {path}")
    return path


def number(name: str, default: int, *, low: int, high: int) -> int:
    given = text(name, str(default))
    if not given.isdecimal() or not low <= int(given) <= high:
        raise _wrong(name, f"must be a whole number from {low} to {high}, not {given!r}")
    return int(given)


def switch(name: str) -> bool:
    given = text(name, "0")
    if given not in ("0", "1"):
        raise _wrong(name, f"must be 1 (on) or 0 (off), not {given!r}")
    return given == "1"


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    given = text(name, default)
    if given not in allowed:
        raise _wrong(name, f"must be one of {', '.join(allowed)}, not {given!r}")
    return given


def address(name: str, default: str) -> str:
    """An address people can open, without a path at its end."""
    given = text(name, default).rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _wrong(name, f"must look like https://tongzhou.example.com, not {given!r}")
    return given


def places(name: str) -> frozenset[str]:
    """Servers as `host:port`, separated by commas."""
    given = {one.strip().lower() for one in text(name).split(",") if one.strip()}
    for one in given:
        host, _colon, port = one.rpartition(":")
        if not host or not port.isdecimal():
            raise _wrong(name, f"must look like gateway.example.com:8443, not {one!r}")
    return frozenset(given)


def time_zone(name: str, default: str) -> str:
    given = text(name, default)
    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError):
        raise _wrong(name, f"must be a time zone such as Asia/Shanghai, not {given!r}") from None
    return given


def database(name: str) -> Database | None:
    """None when absent: then SQLite in the data folder."""
    given = text(name)
    if not given:
        return None
    if not given.startswith(("postgresql://", "postgres://")):
        raise _wrong(name, "must look like postgresql://user:password@host/database")
    try:
        return dj_database_url.parse(given)
    except ValueError:
        raise _wrong(name, "must look like postgresql://user:password@host/database") from None


def key_in(file: Path) -> str:
    """What signs sessions and links. One that others may know would open every door."""
    key = file.read_text().strip()
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or SAMPLES.match(key):
        raise ImproperlyConfigured(
            f"{file} holds a key that is too short or known from an example. Remove the file: a"
            " fresh one is made, and everybody signs in again."
        )
    return key


def _wrong(name: str, reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} {reason} (docs/settings.md)")
