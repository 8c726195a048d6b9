"""How the servers of 企业微信 are asked, and what their codes mean."""

from collections.abc import Mapping
from typing import Any

from tongzhou.channels.apps import calls
from tongzhou.channels.apps.provider import Failed, Keys

HOST = "https://qyapi.weixin.qq.com"
SPENT = frozenset({40014, 42001, 41001})
"""The access token is over before its time."""
SLOW = {45009: 60, 45033: 60, -1: 30}
PERSONAL = frozenset({81013, 60111, 40003, 86004})
"""Nobody of this name in the company, or nobody the app is shown to."""


def issue(keys: Keys) -> tuple[str, int]:
    query = {"corpid": keys.tenant, "corpsecret": keys.secret}
    said = calls.call("GET", f"{keys.base or HOST}/cgi-bin/gettoken", query=query)
    if said.get("errcode", 0) != 0:
        raise _refusal(said)
    return str(said["access_token"]), int(said["expires_in"])


def ask(
    keys: Keys, path: str, body: Mapping[str, Any] | None = None, **query: str
) -> dict[str, Any]:
    """Once more with a new token where the old one was over."""
    said = _asked(keys, path, body, query)
    if said.get("errcode") in SPENT:
        calls.forget(keys)
        said = _asked(keys, path, body, query)
    if said.get("errcode", 0) != 0:
        raise _refusal(said)
    return said


def _asked(
    keys: Keys, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]
) -> dict[str, Any]:
    with_token = {"access_token": calls.token(keys, issue), **query}
    method = "GET" if body is None else "POST"
    return calls.call(method, f"{keys.base or HOST}/cgi-bin/{path}", body, query=with_token)


def _refusal(said: Mapping[str, Any]) -> Failed:
    code, words = said.get("errcode"), said.get("errmsg")
    return calls.refusal(code, words, slow=SLOW, personal=PERSONAL)
