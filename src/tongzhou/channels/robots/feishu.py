"""飞书 自定义机器人: signed in the body by the second; markdown lives only inside cards."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tongzhou.channels.robots.messenger import Messenger
from tongzhou.channels.robots.news import (
    SENT,
    Letter,
    Line,
    News,
    Outcome,
    cut,
    markdown,
    plain,
    read,
    refused,
    written,
)

LONGEST = 15_000
TOO_MANY = {11232: 60, 11233: 60}


def compose(news: News, address: str, secret: str, at: datetime) -> Letter:
    message: dict[str, Any] = {"msg_type": "interactive", "card": _card(news)}
    if secret:
        stamp = str(int(at.timestamp()))
        message = {"timestamp": stamp, "sign": signature(stamp, secret), **message}
    return Letter(address, written(message))


def signature(stamp: str, secret: str) -> str:
    """The text is the key here, and nothing is what is signed."""
    code = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(code).decode()


def answered(status: int, body: bytes) -> Outcome:
    ended, said = read(status, body)
    if ended:
        return ended
    code = said.get("code", said.get("StatusCode"))
    if code == 0:
        return SENT
    return refused(code, said.get("msg"), slow=TOO_MANY)


def _card(news: News) -> dict[str, Any]:
    text = markdown(news, longest=LONGEST, write=_listed)
    url = news.lines[0].url if len(news.lines) == 1 else news.home
    button = {
        "tag": "button",
        "text": {"tag": "plain_text", "content": _("Have a look")},
        "type": "primary",
        "url": url,
    }
    return {
        "config": {"wide_screen_mode": True},
        "header": {
            "title": {"tag": "plain_text", "content": cut(plain(news.title), 60)},
            "template": "blue",
        },
        "elements": [
            {"tag": "div", "text": {"tag": "lark_md", "content": text}},
            {"tag": "action", "actions": [button]},
        ],
    }


def _listed(line: Line) -> str:
    """This dialect has no bullets."""
    case = f"　{plain(line.case)}" if line.case else ""
    return f"• [{plain(line.sentence)}]({line.url}){case}"


MESSENGER = Messenger(
    per_minute=90,
    hosts=("open.feishu.cn", "open.larksuite.com"),
    path="/open-apis/bot/v2/hook/",
    wants_secret=True,
    compose=compose,
    read=answered,
)
