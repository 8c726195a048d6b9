"""Calls to a provider's servers, with its access token: kept until shortly before it ends."""

import hashlib
import json
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from tongzhou.channels import outbound
from tongzhou.channels.apps.provider import Failed, Keys
from tongzhou.channels.robots.news import LONGEST_REASON, cut, plain

JSON = {"Content-Type": "application/json; charset=utf-8"}
MOST = 8_000_000
"""Bytes: the people of a large department come in one piece."""
EARLY = 300
"""Seconds before its end a token is fetched anew."""
_kept: dict[str, tuple[float, str]] = {}
_locks: dict[str, Lock] = {}
"""One for each app: a messenger that is slow keeps nobody of another waiting."""

Issue = Callable[[Keys], tuple[str, int]]


def token(keys: Keys, issue: Issue) -> str:
    """One for all of a process; the providers hand out the same one while it is good."""
    name = _name(keys)
    with _locks.setdefault(name, Lock()):
        until, found = _kept.get(name, (0.0, ""))
        if monotonic() < until:
            return found
        found, lifetime = issue(keys)
        _kept[name] = (monotonic() + max(60, lifetime - EARLY), found)
        return found


def forget(keys: Keys) -> None:
    """It was refused: the next call fetches another."""
    name = _name(keys)
    with _locks.setdefault(name, Lock()):
        _kept.pop(name, None)


def call(
    method: str, url: str, body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None, query: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What the provider said, whatever its code. Raises `Failed`; no secret stands in its reason."""
    address = f"{url}?{urlencode(query)}" if query else url
    content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    try:
        reply = outbound.call(method, address, content, {**JSON, **(headers or {})}, most=MOST)
    except outbound.NotAllowed as refusal:
        raise Failed(str(refusal.sentence)) from None
    except outbound.Unanswered:
        raise Failed("no answer", wait=30) from None
    return _read(reply)


def _read(reply: outbound.Reply) -> dict[str, Any]:
    if reply.status == 429 or reply.status >= 500:
        raise Failed(f"HTTP {reply.status}", wait=60)
    try:
        said = json.loads(reply.body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Failed(f"HTTP {reply.status}")
    return said


def refusal(
    code: object, words: object, *, slow: Mapping[int, int], personal: frozenset[int]
) -> Failed:
    """`slow` are the codes that mean «too many», `personal` those that concern one person."""
    reason = cut(plain(f"{code} {words or ''}"), LONGEST_REASON)
    wait = slow.get(code, 0) if isinstance(code, int) else 0
    return Failed(reason, wait=wait, personal=code in personal)


def _name(keys: Keys) -> str:
    parts = (keys.kind, keys.base, keys.tenant, keys.client, keys.secret)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
