"""Who somebody is to 钉钉: sign-in by its own page; departments and members."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from tongzhou.channels.apps.dingtalk import server
from tongzhou.channels.apps.directory import Directory, Member, Place
from tongzhou.channels.apps.provider import Failed, Keys

PAGE = "https://login.dingtalk.com"
ROOT = 1
EMPLOYEE = 0
AT_ONCE = 100


def door(keys: Keys, back: str, state: str, _verifier: str, _agent: str) -> str:
    query = {
        "redirect_uri": back, "response_type": "code", "client_id": keys.client,
        "scope": "openid corpid" if keys.tenant else "openid", "state": state,
        "prompt": "consent",
    }  # fmt: skip
    if keys.tenant:
        query |= {"corpId": keys.tenant, "org_type": "management"}
    return f"{keys.base or PAGE}/oauth2/auth?{urlencode(query)}"


def whois(keys: Keys, code: str, _verifier: str, _back: str) -> str:
    """The account of a person of this company: the union id is exchanged for the company's own."""
    asked = {
        "clientId": keys.client, "clientSecret": keys.secret, "code": code,
        "grantType": "authorization_code",
    }  # fmt: skip
    given = server.as_user(keys, "oauth2/userAccessToken", asked)
    if keys.tenant and given.get("corpId", keys.tenant) != keys.tenant:
        raise Failed("another company", personal=True)
    about = server.as_user(keys, "contact/users/me", None, str(given.get("accessToken", "")))
    found = server.ask(keys, "user/getbyunionid", {"unionid": str(about.get("unionId", ""))})
    result = found.get("result") or {}
    if result.get("contact_type", EMPLOYEE) != EMPLOYEE or not result.get("userid"):
        raise Failed("no member of the company", personal=True)
    return str(result["userid"])


def directory(keys: Keys) -> Directory:
    places = tuple(_places(keys))
    members: dict[str, Member] = {}
    for place in places:
        for row in _rows(keys, int(place.id)):
            known = members.get(str(row["userid"]))
            members[str(row["userid"])] = _member(row, place.id, known)
    return Directory(places, tuple(members.values()))


def _places(keys: Keys) -> Iterator[Place]:
    """From the root down, level by level."""
    yield Place(str(ROOT), "", "")
    waiting = [ROOT]
    while waiting:
        above = waiting.pop(0)
        said = server.ask(keys, "v2/department/listsub", {"dept_id": above})
        for row in said.get("result") or []:
            yield Place(str(row["dept_id"]), str(above), str(row.get("name", "")))
            waiting.append(int(row["dept_id"]))


def _rows(keys: Keys, place: int) -> Iterator[dict[str, Any]]:
    cursor, more = 0, True
    while more:
        asked = {"dept_id": place, "cursor": cursor, "size": AT_ONCE}
        result = server.ask(keys, "v2/user/list", asked).get("result") or {}
        yield from result.get("list") or []
        more, cursor = bool(result.get("has_more")), int(result.get("next_cursor") or 0)


def _member(row: dict[str, Any], place: str, known: Member | None) -> Member:
    """Told once for each department: `leader` is true where the person heads that one."""
    leads = (*(known.leads if known else ()), *([place] if row.get("leader") else ()))
    return Member(
        id=str(row["userid"]),
        name=str(row.get("name", "")),
        title=str(row.get("title", "")),
        mail=str(row.get("email") or row.get("org_email") or ""),
        mobile=str(row.get("mobile", "")),
        places=tuple(str(one) for one in row.get("dept_id_list", [])),
        leads=leads,
    )
