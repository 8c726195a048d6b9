"""A messenger's servers on the loopback: they check tokens, forms and limits as the documents state."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

TOKEN = "access-1"
LIMITS = {"title": 26, "sub_title_text": 112, "text": 10}
TASK_ID = set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-@")


@dataclass
class Messenger:
    """`accounts` are known here; `codes` of a sign-in are good once; `tokens` counts how many were given."""

    port: int = 0
    kind: str = ""
    accounts: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    verifiers: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    changed: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    tokens: int = 0
    spent: set[str] = field(default_factory=set)
    broken: tuple[int, dict[str, Any]] | None = None
    places: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def base(self) -> str:
        return f"http://{self.place}"

    @property
    def token(self) -> str:
        return f"{TOKEN}-{self.tokens}"

    def answer(self, method: str, path: str, said: dict[str, Any], headers: Any) -> tuple[int, Any]:
        parts = urlsplit(path)
        query = dict(parse_qsl(parts.query))
        if self.broken and "token" not in parts.path:
            return self.broken
        name = f"_{self.kind}"
        found: tuple[int, Any] = getattr(self, name)(method, parts.path, query, said, headers)
        return found

    # 企业微信 — developer.work.weixin.qq.com 90236, 94888, 91023, 90208, 90201

    def _wecom(  # noqa: C901 — a list
        self, method: str, path: str, query: Any, said: Any, _headers: Any
    ) -> Any:
        name = path.removeprefix("/cgi-bin/")
        if name == "gettoken":
            if (query["corpid"], query["corpsecret"]) != ("ww1", "s3cret"):
                return 200, {"errcode": 40001, "errmsg": "invalid credential"}
            return 200, self._given("access_token", "expires_in", errcode=0)
        if query.get("access_token") != self.token or self.token in self.spent:
            return 200, {"errcode": 42001, "errmsg": "access_token expired"}
        match name:
            case "message/send":
                return 200, self._wecom_card(said)
            case "message/update_template_card":
                assert said["response_code"] not in self.spent, "used twice"
                self.spent.add(said["response_code"])
                self.changed.append((said["userids"][0], said["template_card"]))
                return 200, {"errcode": 0}
            case "auth/getuserinfo":
                found = self.codes.pop(query["code"], None)
                return 200, {"errcode": 0, "userid": found} if found else {"errcode": 40029}
            case "department/list":
                return 200, {"errcode": 0, "department": self.places}
            case "user/list":
                at = int(query["department_id"])
                rows = [one for one in self.people if at in one["department"]]
                return 200, {"errcode": 0, "userlist": rows}
        raise AssertionError(name)

    def _wecom_card(self, said: dict[str, Any]) -> dict[str, Any]:
        card = said["template_card"]
        assert isinstance(said["agentid"], int)
        assert set(card["task_id"]) <= TASK_ID
        assert len(card["main_title"]["title"]) <= LIMITS["title"]
        assert len(card["sub_title_text"]) <= LIMITS["sub_title_text"]
        for button in card.get("button_list", []):
            assert len(button["text"]) <= LIMITS["text"]
            assert ("url" in button) == (button["type"] == 1)
        if said["touser"] not in self.accounts:
            return {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
        assert card["task_id"] not in self.numbers, "a task_id is good once"
        self.numbers.add(card["task_id"])
        self.sent.append((said["touser"], card))
        return {"errcode": 0, "response_code": f"r{len(self.sent)}"}

    # 钉钉 — corpconversation/asyncsend_v2, user/getbyunionid, v2/department/listsub, v2/user/list

    def _dingtalk(  # noqa: C901 — a list
        self, method: str, path: str, query: Any, said: Any, headers: Any
    ) -> Any:
        if path == "/gettoken":
            assert (query["appkey"], query["appsecret"]) == ("appkey1", "s3cret")
            return 200, self._given("access_token", "expires_in", errcode=0)
        if path == "/v1.0/oauth2/userAccessToken":
            found = self.codes.pop(said["code"], None)
            if not found or said["clientSecret"] != "s3cret":
                return 400, {"code": "invalidCode", "message": "bad"}
            return 200, {"accessToken": f"user {found}", "corpId": "ding1", "expireIn": 7200}
        if path == "/v1.0/contact/users/me":
            union = headers["x-acs-dingtalk-access-token"].removeprefix("user ")
            return 200, {"unionId": f"union {union}", "nick": "x"}
        if query.get("access_token") != self.token or self.token in self.spent:
            return 200, {"errcode": 42001, "errmsg": "expired"}
        match path.removeprefix("/topapi/"):
            case "message/corpconversation/asyncsend_v2":
                if said["userid_list"] not in self.accounts:
                    return 200, {"errcode": 33012, "errmsg": "invalid userid"}
                text = said["msg"]["action_card"]["markdown"]
                assert text not in self.numbers, "the same words reach nobody twice on one day"
                self.numbers.add(text)
                self.sent.append((said["userid_list"], said["msg"]))
                return 200, {"errcode": 0, "task_id": len(self.sent)}
            case "user/getbyunionid":
                who = said["unionid"].removeprefix("union ")
                kind = 0 if who in self.accounts else 1
                return 200, {"errcode": 0, "result": {"userid": who, "contact_type": kind}}
            case "v2/department/listsub":
                rows = [one for one in self.places if one["parent_id"] == said["dept_id"]]
                return 200, {"errcode": 0, "result": rows}
            case "v2/user/list":
                assert said["size"] <= 100
                rows = [one for one in self.people if said["dept_id"] in one["dept_id_list"]]
                start = said["cursor"]
                more = len(rows) > start + 2
                result = {"list": rows[start : start + 2], "has_more": more}
                return 200, {"errcode": 0, "result": {**result, "next_cursor": start + 2}}
        raise AssertionError(path)

    # 飞书 — im/v1/messages, authen/v2/oauth/token, authen/v1/user_info, contact/v3

    def _feishu(  # noqa: C901 — a list
        self, method: str, path: str, query: Any, said: Any, headers: Any
    ) -> Any:
        name = path.removeprefix("/open-apis/")
        if name == "auth/v3/tenant_access_token/internal":
            assert (said["app_id"], said["app_secret"]) == ("cli_1", "s3cret")
            return 200, self._given("tenant_access_token", "expire", code=0)
        if name == "authen/v2/oauth/token":
            found = self.codes.pop(said["code"], None)
            if not found or said["code_verifier"] != self.verifiers.get(said["code"]):
                return 400, {"code": 20049, "error_description": "PKCE"}
            return 200, {"code": 0, "access_token": f"user {found}"}
        given = headers.get("Authorization", "").removeprefix("Bearer ")
        if name == "authen/v1/user_info":
            about = {"open_id": given.removeprefix("user "), "tenant_key": "t1"}
            return 200, {"code": 0, "data": about}
        if given != self.token or self.token in self.spent:
            return 400, {"code": 99991663, "msg": "Invalid access token"}
        if name == "im/v1/messages":
            assert query == {"receive_id_type": "open_id"}
            assert len(said["uuid"]) <= 50
            card = json.loads(said["content"])
            assert len(said["content"].encode()) <= 30_000
            if said["receive_id"] not in self.accounts:
                return 400, {"code": 230013, "msg": "Bot has NO availability to this user."}
            if said["uuid"] not in self.numbers:
                self.sent.append((said["receive_id"], card))
            self.numbers.add(said["uuid"])
            return 200, {"code": 0, "data": {"message_id": f"om_{len(self.sent)}"}}
        if method == "PATCH":
            self.changed.append((name.rsplit("/", 1)[1], json.loads(said["content"])))
            return 200, {"code": 0, "data": {}}
        if name == "contact/v3/departments/0/children":
            return 200, {"code": 0, "data": {"items": self.places, "has_more": False}}
        if name == "contact/v3/users/find_by_department":
            assert int(query["page_size"]) <= 50
            rows = [one for one in self.people if query["department_id"] in one["department_ids"]]
            return 200, {"code": 0, "data": {"items": rows, "has_more": False}}
        raise AssertionError(name)

    def _given(self, token: str, lifetime: str, **facts: Any) -> dict[str, Any]:
        self.tokens += 1
        return {token: self.token, lifetime: 7200, **facts}


@contextmanager
def running() -> Iterator[Messenger]:
    messenger = Messenger()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = json.loads(body) if body else {}
            status, found = messenger.answer(self.command, self.path, said, self.headers)
            content = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PATCH = do_POST  # noqa: N815 — the names http.server calls

        def log_message(self, *_arguments: Any) -> None:
            """The tests say what matters."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    messenger.port = web.server_address[1]
    thread = Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield messenger
    finally:
        web.shutdown()
        web.server_close()
        thread.join()
