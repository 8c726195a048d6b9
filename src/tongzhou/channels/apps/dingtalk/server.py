"""How the servers of 钉钉 are asked: the older ones by query, the newer ones by header."""

from collections.abc import Mapping
from typing import Any

from tongzhou.channels.apps import calls
from tongzhou.channels.apps.provider import Failed, Keys

OLD, NEW = "https://oapi.dingtalk.com", "https://api.dingtalk.com"
SPENT = frozenset({40014, 42001, 40001})
SLOW = {88: 60, 90018: 60, 90002: 60, 143106: 60, -1: 30}
PERSONAL = frozenset({33012, 60121, 60020, 400002, 143103})
"""Nobody of this name in the company, or nobody the app is shown to."""


def issue(keys: Keys) -> tuple[str, int]:
    query = {"appkey": keys.client, "appsecret": keys.secret}
    said = calls.call("GET", f"{keys.base or OLD}/gettoken", query=query)
    if said.get("errcode", 0) != 0:
        raise _refusal(said)
    return str(said["access_token"]), int(said.get("expires_in", 7200))


def ask(keys: Keys, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Once more with a new token where the old one was over."""
    said = _asked(keys, path, body)
    if said.get("errcode") in SPENT:
        calls.forget(keys)
        said = _asked(keys, path, body)
    if said.get("errcode", 0) != 0:
        raise _refusal(said)
    return said


def as_user(
    keys: Keys, path: str, body: Mapping[str, Any] | None, token: str = ""
) -> dict[str, Any]:
    """The newer servers name their refusals in words."""
    headers = {"x-acs-dingtalk-access-token": token} if token else {}
    method = "GET" if body is None else "POST"
    said = calls.call(method, f"{keys.base or NEW}/v1.0/{path}", body, headers)
    if "code" in said and "message" in said:
        raise calls.refusal(said["code"], said["message"], slow={}, personal=frozenset())
    return said


def _asked(keys: Keys, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    query = {"access_token": calls.token(keys, issue)}
    return calls.call("POST", f"{keys.base or OLD}/topapi/{path}", body, query=query)


def _refusal(said: Mapping[str, Any]) -> Failed:
    code, words = said.get("sub_code") or said.get("errcode"), said.get("errmsg")
    return calls.refusal(code, words, slow=SLOW, personal=PERSONAL)
