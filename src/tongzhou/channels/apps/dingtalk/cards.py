"""工作通知: an action card whose buttons open the page of the answer.

Buttons that come back need a card template built on the provider's own platform; without one, a
page that knows who opens it is as near.
"""

from typing import Any

from tongzhou.channels.apps.dingtalk import server
from tongzhou.channels.apps.provider import Card, Keys
from tongzhou.channels.robots.news import cut, plain

TITLE, BUTTON, LONGEST = 60, 20, 900
MOST_BUTTONS = 5


def send(keys: Keys, account: str, card: Card) -> str:
    body = {"agent_id": int(keys.agent or 0), "userid_list": account, "msg": written(card)}
    return str(server.ask(keys, "message/corpconversation/asyncsend_v2", body).get("task_id", ""))


def settle(_keys: Keys, _account: str, _code: str, _card: Card) -> None:
    """A work notification stays as it was; its buttons lead to the page that says what happened."""


def written(card: Card) -> dict[str, Any]:
    """With the time: the same words reach nobody twice on one day."""
    facts = "".join(f"\n\n{plain(name)}：{plain(value)}" for name, value in card.facts)
    text = f"### {plain(card.title)}\n\n{plain(card.case)}\n\n{plain(card.sentence)}{facts}"
    buttons = [
        {"title": cut(plain(one.label), BUTTON), "action_url": one.url} for one in card.buttons
    ]
    shown = {
        "title": cut(plain(f"{card.title} {card.sentence}"), TITLE),
        "markdown": f"{cut(text, LONGEST)}\n\n{card.at}",
    }
    if not buttons:
        shown |= {"single_title": card.open_label, "single_url": card.url}
        return {"msgtype": "action_card", "action_card": shown}
    rows = {"btn_orientation": "1", "btn_json_list": buttons[:MOST_BUTTONS]}
    return {"msgtype": "action_card", "action_card": {**shown, **rows}}
