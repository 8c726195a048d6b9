"""Where the built front end is: plain names to content-hashed addresses."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

DIST = Path(__file__).parent / "static" / "ui" / "dist"
NOT_BUILT = "The front end is not built: run “npm run build”."


def asset(name: str) -> str:
    """The address of a built file, such as `app.js`."""
    try:
        return static(f"ui/dist/{_manifest()['files'][name]}")
    except KeyError:
        raise ImproperlyConfigured(f"{NOT_BUILT} It lacks {name}.") from None


def icon_names() -> list[str]:
    return list(_manifest()["icons"])


def _manifest() -> dict[str, Any]:
    return _read() if settings.DEBUG else _read_once()


@lru_cache(maxsize=1)
def _read_once() -> dict[str, Any]:
    return _read()


def _read() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ImproperlyConfigured(NOT_BUILT) from None
    return found


@register()
def front_end_is_built(**_options: object) -> list[CheckMessage]:
    try:
        _read()
    except ImproperlyConfigured as missing:
        return [Error(str(missing), id="ui.E001")]
    return []
