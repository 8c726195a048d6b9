"""企业微信 消息推送: the key in the address is all; markdown of 4096 bytes, one line as a card."""

from datetime import datetime
from typing import Any

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

LONGEST = 4096
TOO_MANY = {45009: 60, 45033: 60, -1: 60}


def compose(news: News, address: str, _secret: str, _at: datetime) -> Letter:
    message = _card(news, news.lines[0]) if len(news.lines) == 1 else _list(news)
    return Letter(address, written(message))


def answered(status: int, body: bytes) -> Outcome:
    ended, said = read(status, body)
    if ended:
        return ended
    if said.get("errcode") == 0:
        return SENT
    return refused(said.get("errcode"), said.get("errmsg"), slow=TOO_MANY)


def _list(news: News) -> dict[str, Any]:
    head = f"**{plain(news.title)}**\n"
    room = LONGEST - len(head.encode())
    text = head + markdown(news, longest=room, write=listed)
    return {"msgtype": "markdown", "markdown": {"content": text}}


def _card(news: News, line: Line) -> dict[str, Any]:
    card = {
        "card_type": "text_notice",
        "source": {"desc": cut(plain(news.title), 13)},
        "main_title": {"title": cut(plain(line.case or news.title), 26)},
        "sub_title_text": cut(plain(line.sentence), 112),
        "card_action": {"type": 1, "url": line.url},
    }
    return {"msgtype": "template_card", "template_card": card}


MESSENGER = Messenger(
    per_minute=18,
    hosts=("qyapi.weixin.qq.com",),
    path="/cgi-bin/webhook/send",
    wants_secret=False,
    compose=compose,
    read=answered,
)
