"""Who somebody is to 飞书: sign-in with PKCE; departments and members."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from tongzhou.channels.apps.directory import Directory, Member, Place
from tongzhou.channels.apps.feishu import server
from tongzhou.channels.apps.provider import Failed, Keys

PAGE = "https://accounts.feishu.cn"
ROOT = "0"
AT_ONCE = "50"


def door(keys: Keys, back: str, state: str, verifier: str, _agent: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "client_id": keys.client, "response_type": "code", "redirect_uri": back, "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{keys.base or PAGE}/open-apis/authen/v1/authorize?{urlencode(query)}"


def whois(keys: Keys, code: str, verifier: str, back: str) -> str:
    asked = {
        "grant_type": "authorization_code", "client_id": keys.client,
        "client_secret": keys.secret, "code": code, "redirect_uri": back,
        "code_verifier": verifier,
    }  # fmt: skip
    given = server.as_user(keys, "authen/v2/oauth/token", asked)
    told = server.as_user(keys, "authen/v1/user_info", None, str(given.get("access_token", "")))
    about = told.get("data") or {}
    if keys.tenant and about.get("tenant_key") != keys.tenant:
        raise Failed("another company", personal=True)
    if not about.get("open_id"):
        raise Failed("no member of the company", personal=True)
    return str(about["open_id"])


def directory(keys: Keys) -> Directory:
    """Departments come with their heads; members are asked department by department."""
    rows = list(_listed(keys, f"contact/v3/departments/{ROOT}/children", fetch_child="true"))
    places = (Place(ROOT, "", ""), *(_place(row) for row in rows))
    led: dict[str, list[str]] = {}
    for row in rows:
        if leader := str(row.get("leader_user_id") or ""):
            led.setdefault(leader, []).append(str(row["open_department_id"]))
    members: dict[str, Member] = {}
    for place in places:
        found = _listed(keys, "contact/v3/users/find_by_department", department_id=place.id)
        for row in found:
            one = str(row["open_id"])
            members.setdefault(one, _member(row, tuple(led.get(one, ()))))
    return Directory(places, tuple(members.values()))


def _listed(keys: Keys, path: str, **query: str) -> Iterator[dict[str, Any]]:
    asked = {
        "department_id_type": "open_department_id", "user_id_type": "open_id",
        "page_size": AT_ONCE, **query,
    }  # fmt: skip
    token, more = "", True
    while more:
        on = {"page_token": token} if token else {}
        said = server.ask(keys, "GET", path, None, **asked, **on)
        yield from said.get("items") or []
        token = str(said.get("page_token") or "")
        more = bool(said.get("has_more")) and bool(token)


def _place(row: dict[str, Any]) -> Place:
    above = str(row.get("parent_department_id") or ROOT)
    return Place(str(row["open_department_id"]), above, str(row.get("name", "")))


def _member(row: dict[str, Any], leads: tuple[str, ...]) -> Member:
    status = row.get("status") or {}
    is_gone = status.get("is_resigned") or status.get("is_exited") or status.get("is_frozen")
    return Member(
        id=str(row["open_id"]),
        name=str(row.get("name", "")),
        title=str(row.get("job_title") or ""),
        mail=str(row.get("enterprise_email") or row.get("email") or ""),
        mobile=str(row.get("mobile") or ""),
        places=tuple(str(one) for one in row.get("department_ids", [])),
        leads=leads,
        is_active=not is_gone,
    )
