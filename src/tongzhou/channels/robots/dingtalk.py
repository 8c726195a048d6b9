"""钉钉 自定义机器人: signed in the query by the millisecond; too fast means ten minutes of silence."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from django.utils.translation import gettext as _

from tongzhou.channels.robots.messenger import Messenger
from tongzhou.channels.robots.news import (
    SENT,
    Letter,
    Line,
    News,
    Outcome,
    cut,
    listed,
    markdown,
    plain,
    read,
    refused,
    written,
)

LONGEST = 15_000
TOO_MANY = {130101: 600, -1: 60}


def compose(news: News, address: str, secret: str, at: datetime) -> Letter:
    message = _card(news, news.lines[0]) if len(news.lines) == 1 else _list(news)
    return Letter(_signed(address, secret, at) if secret else address, written(message))


def signature(stamp: str, secret: str) -> str:
    code = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(code).decode()


def answered(status: int, body: bytes) -> Outcome:
    ended, said = read(status, body)
    if ended:
        return ended
    if said.get("errcode") == 0:
        return SENT
    return refused(said.get("errcode"), said.get("errmsg"), slow=TOO_MANY)


def _signed(address: str, secret: str, at: datetime) -> str:
    stamp = str(int(at.timestamp() * 1000))
    return f"{address}&timestamp={stamp}&sign={quote_plus(signature(stamp, secret))}"


def _list(news: News) -> dict[str, Any]:
    text = f"### {plain(news.title)}\n" + markdown(news, longest=LONGEST, write=listed)
    return {"msgtype": "markdown", "markdown": {"title": cut(plain(news.title), 60), "text": text}}


def _card(news: News, line: Line) -> dict[str, Any]:
    text = f"### {plain(news.title)}\n{plain(line.case)}\n\n{plain(line.sentence)}"
    card = {
        "title": cut(plain(line.sentence), 60),
        "text": text,
        "singleTitle": _("Have a look"),
        "singleURL": line.url,
    }
    return {"msgtype": "actionCard", "actionCard": card}


MESSENGER = Messenger(
    per_minute=18,
    hosts=("oapi.dingtalk.com",),
    path="/robot/send",
    wants_secret=True,
    compose=compose,
    read=answered,
)
