"""Who somebody is to 企业微信: sign-in inside the client or by QR code; departments and members."""

from typing import Any
from urllib.parse import urlencode

from tongzhou.channels.apps.directory import Directory, Member, Place
from tongzhou.channels.apps.provider import Failed, Keys
from tongzhou.channels.apps.wecom import server

INSIDE = "https://open.weixin.qq.com"
OUTSIDE = "https://login.work.weixin.qq.com"
CLIENT = "wxwork"
"""Stands in the name of the browser inside the client, where nobody has to do anything."""
HERE = (1, 4)
"""Activated, or not yet: not disabled (2), not gone (5)."""
ROOT = "0"


def door(keys: Keys, back: str, state: str, _verifier: str, agent: str) -> str:
    """It knows neither PKCE nor a nonce; its code is good once, for five minutes."""
    if CLIENT in agent:
        query = {
            "appid": keys.tenant, "redirect_uri": back, "response_type": "code",
            "scope": "snsapi_base", "state": state, "agentid": keys.agent,
        }  # fmt: skip
        return f"{keys.base or INSIDE}/connect/oauth2/authorize?{urlencode(query)}#wechat_redirect"
    query = {
        "login_type": "CorpApp", "appid": keys.tenant, "agentid": keys.agent,
        "redirect_uri": back, "state": state,
    }  # fmt: skip
    return f"{keys.base or OUTSIDE}/wwlogin/sso/login?{urlencode(query)}"


def whois(keys: Keys, code: str, _verifier: str, _back: str) -> str:
    """Only members of the company have a userid; others come with an openid and stay outside."""
    said = server.ask(keys, "auth/getuserinfo", code=code)
    account = said.get("userid") or said.get("UserId")
    if not account:
        raise Failed("no member of the company", personal=True)
    return str(account)


def directory(keys: Keys) -> Directory:
    """Members are asked department by department; whoever is in several is told once."""
    rows = server.ask(keys, "department/list").get("department", [])
    places = tuple(Place(str(row["id"]), _above(row), str(row.get("name", ""))) for row in rows)
    members: dict[str, Member] = {}
    for place in places:
        said = server.ask(keys, "user/list", department_id=place.id)
        for row in said.get("userlist", []):
            members.setdefault(str(row["userid"]), _member(row))
    return Directory(places, tuple(members.values()))


def _above(row: dict[str, Any]) -> str:
    above = str(row.get("parentid", ROOT))
    return "" if above == ROOT else above


def _member(row: dict[str, Any]) -> Member:
    places = [str(one) for one in row.get("department", [])]
    leads = row.get("is_leader_in_dept") or [0] * len(places)
    main = str(row.get("main_department", ""))
    ordered = sorted(places, key=lambda one: one != main)
    return Member(
        id=str(row["userid"]),
        name=str(row.get("name", "")),
        title=str(row.get("position", "")),
        mail=str(row.get("email") or row.get("biz_mail") or ""),
        mobile=str(row.get("mobile", "")),
        places=tuple(ordered),
        leads=tuple(one for one, led in zip(places, leads, strict=False) if led),
        is_active=int(row.get("status", 1)) in HERE,
    )
