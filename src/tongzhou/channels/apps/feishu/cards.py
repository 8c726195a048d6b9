"""消息卡片: buttons that lead somewhere or come back, one with a line to write in."""

import json
from typing import Any

from tongzhou.channels.apps.feishu import server
from tongzhou.channels.apps.provider import Button, Card, Keys
from tongzhou.channels.robots.news import cut, plain

TITLE, LINE, BUTTON, LONGEST_ANSWER = 60, 2000, 20, 500


def send(keys: Keys, account: str, card: Card) -> str:
    """The id of the message, by which it can be changed for fourteen days."""
    body = {
        "receive_id": account,
        "msg_type": "interactive",
        "content": json.dumps(written(card, takes_clicks=keys.takes_clicks), ensure_ascii=False),
        "uuid": card.number,
    }
    said = server.ask(keys, "POST", "im/v1/messages", body, receive_id_type="open_id")
    return str(said.get("message_id", ""))


def settle(keys: Keys, _account: str, message: str, card: Card) -> None:
    content = json.dumps(written(card, takes_clicks=False), ensure_ascii=False)
    server.ask(keys, "PATCH", f"im/v1/messages/{message}", {"content": content})


def written(card: Card, *, takes_clicks: bool) -> dict[str, Any]:
    elements: list[dict[str, Any]] = [_text(card)]
    buttons = () if card.note else card.buttons
    asking = [one for one in buttons if one.asks and one.comes_back and takes_clicks]
    plain_ones = [
        _button(card, one, takes_clicks=takes_clicks) for one in buttons if one not in asking
    ]
    leading = {"url": card.url, "type": "default"}
    opening = {"tag": "button", "text": _plain(card.open_label), **leading}
    elements.append({"tag": "action", "actions": [*plain_ones, opening]})
    elements.extend(_form(card, one) for one in asking)
    elements.append({"tag": "note", "elements": [_plain(card.at)]})
    return {
        "config": {"wide_screen_mode": True, "update_multi": True},
        "header": {
            "title": _plain(cut(plain(card.title), TITLE)),
            "template": "grey" if card.note else "blue",
        },
        "elements": elements,
    }


def _text(card: Card) -> dict[str, Any]:
    lines = [f"**{plain(card.case)}**"] if card.case else []
    lines.append(cut(plain(card.sentence), LINE))
    lines += [f"{plain(name)}：{plain(value)}" for name, value in card.facts]
    if card.note:
        lines.append(f"**{plain(card.note)}**")
    return {"tag": "div", "text": {"tag": "lark_md", "content": "\n".join(lines)}}


def _button(card: Card, button: Button, *, takes_clicks: bool) -> dict[str, Any]:
    kind = "primary" if button.is_primary else "default"
    shown = {"tag": "button", "text": _plain(cut(button.label, BUTTON)), "type": kind}
    if button.comes_back and takes_clicks:
        return {**shown, "value": _value(card, button)}
    return {**shown, "url": button.url}


def _form(card: Card, button: Button) -> dict[str, Any]:
    line = {
        "tag": "input", "name": "sentence", "placeholder": _plain(button.asks),
        "max_length": LONGEST_ANSWER, "required": True,
    }  # fmt: skip
    submit = {
        "tag": "button", "action_type": "form_submit", "name": button.key, "type": "default",
        "text": _plain(cut(button.label, BUTTON)), "value": _value(card, button),
    }  # fmt: skip
    return {"tag": "form", "name": f"form-{button.key}", "elements": [line, submit]}


def _value(card: Card, button: Button) -> dict[str, str]:
    return {"number": card.number, "key": button.key}


def _plain(text: str) -> dict[str, str]:
    return {"tag": "plain_text", "content": text}
