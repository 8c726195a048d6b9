"""How the servers of 飞书 are asked, and what their codes mean."""

from collections.abc import Mapping
from typing import Any

from tongzhou.channels.apps import calls
from tongzhou.channels.apps.provider import Failed, Keys

HOST = "https://open.feishu.cn"
SPENT = frozenset({99991663, 99991661, 99991664, 99991668})
SLOW = {99991400: 60, 11232: 60, 11233: 60, 230020: 60}
PERSONAL = frozenset({230013, 230002, 99992351, 99992361, 230001})
"""Nobody of this name, or nobody the app is shown to."""


def issue(keys: Keys) -> tuple[str, int]:
    body = {"app_id": keys.client, "app_secret": keys.secret}
    path = "auth/v3/tenant_access_token/internal"
    said = calls.call("POST", f"{keys.base or HOST}/open-apis/{path}", body)
    if said.get("code") != 0:
        raise _refusal(said)
    return str(said["tenant_access_token"]), int(said.get("expire", 7200))


def ask(
    keys: Keys, method: str, path: str, body: Mapping[str, Any] | None = None, **query: str
) -> dict[str, Any]:
    """Its `data`; once more with a new token where the old one was over."""
    said = _asked(keys, method, path, body, query)
    if said.get("code") in SPENT:
        calls.forget(keys)
        said = _asked(keys, method, path, body, query)
    if said.get("code") != 0:
        raise _refusal(said)
    return said.get("data") or {}


def as_user(
    keys: Keys, path: str, body: Mapping[str, Any] | None, token: str = ""
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    method = "GET" if body is None else "POST"
    said = calls.call(method, f"{keys.base or HOST}/open-apis/{path}", body, headers)
    if said.get("code", 0) != 0:
        raise _refusal(said)
    return said


def _asked(
    keys: Keys, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {calls.token(keys, issue)}"}
    return calls.call(method, f"{keys.base or HOST}/open-apis/{path}", body, headers, query)


def _refusal(said: Mapping[str, Any]) -> Failed:
    words = said.get("msg") or said.get("error_description")
    return calls.refusal(said.get("code"), words, slow=SLOW, personal=PERSONAL)
