"""The byte form that is hashed: sorted keys, no spaces, UTF-8, no floats.

The number in `VERSION` is stored beside every hash; a reader of an old hash uses the old rules.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

VERSION = 1
AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(value: Mapping[str, Any]) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def second_digest(value: Mapping[str, Any]) -> str:
    """SM3 (GB/T 32905) in lower-case hex; `has_second` says whether this machine can."""
    return hashlib.new("sm3", canonical(value)).hexdigest()


def has_second() -> bool:
    return "sm3" in hashlib.algorithms_available


def plain(value: Any) -> Any:
    """Only what JSON knows; a float is refused because engines print it differently."""
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if kind is dict:
        return {key if type(key) is str else str(key): plain(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [plain(item) for item in value]
    return _rare(value)


def _rare(value: Any) -> Any:
    match value:
        case int():
            return value
        case str() | UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")
