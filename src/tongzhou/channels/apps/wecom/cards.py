"""模板卡片: buttons that lead somewhere or come back; changed once by the code that came with it."""

from typing import Any

from tongzhou.channels.apps.provider import Button, Card, Failed, Keys
from tongzhou.channels.apps.wecom import server
from tongzhou.channels.robots.news import cut, plain

SOURCE, TITLE, LINE, NAME, VALUE, BUTTON = 13, 26, 112, 5, 26, 10
"""Characters the client shows."""
MOST_FACTS, MOST_BUTTONS = 6, 6
PRIMARY, SECONDARY = 1, 2
AGAIN = 1800
"""Within so many seconds the same message is not shown twice, whatever was repeated."""


def send(keys: Keys, account: str, card: Card) -> str:
    """The code with which it can be changed within 72 hours."""
    said = server.ask(
        keys,
        "message/send",
        {
            "touser": account,
            "msgtype": "template_card",
            "agentid": int(keys.agent or 0),
            "template_card": written(card, takes_clicks=keys.takes_clicks),
            "enable_duplicate_check": 1,
            "duplicate_check_interval": AGAIN,
        },
    )
    if said.get("invaliduser") or said.get("unlicenseduser"):
        raise Failed("invaliduser", personal=True)
    return str(said.get("response_code", ""))


def settle(keys: Keys, account: str, code: str, card: Card) -> None:
    body = {
        "userids": [account],
        "agentid": int(keys.agent or 0),
        "response_code": code,
        "template_card": written(card, takes_clicks=False),
    }
    server.ask(keys, "message/update_template_card", body)


def written(card: Card, *, takes_clicks: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "card_type": "text_notice",
        "source": {"desc": cut(plain(card.case or card.title), SOURCE), "desc_color": 0},
        "main_title": {"title": cut(plain(card.title), TITLE), "desc": card.at},
        "sub_title_text": cut(plain(card.note or card.sentence), LINE),
        "horizontal_content_list": [
            {"keyname": cut(plain(name), NAME), "value": cut(plain(value), VALUE)}
            for name, value in card.facts[:MOST_FACTS]
        ],
        "card_action": {"type": 1, "url": card.url},
        "task_id": card.number,
    }
    if card.buttons and not card.note:
        shown["card_type"] = "button_interaction"
        shown["button_list"] = [
            _button(one, takes_clicks=takes_clicks) for one in card.buttons[:MOST_BUTTONS]
        ]
    return shown


def _button(button: Button, *, takes_clicks: bool) -> dict[str, Any]:
    """There is no room to write: what asks for words opens the page."""
    style = PRIMARY if button.is_primary else SECONDARY
    shown: dict[str, Any] = {"text": cut(plain(button.label), BUTTON), "style": style}
    if button.comes_back and takes_clicks and not button.asks:
        return {**shown, "type": 0, "key": button.key}
    return {**shown, "type": 1, "url": button.url}
