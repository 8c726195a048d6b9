"""What the group robots of WeCom, DingTalk and Feishu want to be sent, and what they answer."""

from tongzhou.channels.robots import dingtalk, feishu, wecom
from tongzhou.channels.robots.messenger import Messenger
from tongzhou.channels.robots.news import Letter, Line, News, Outcome

MESSENGERS: dict[str, Messenger] = {
    "wecom": wecom.MESSENGER,
    "dingtalk": dingtalk.MESSENGER,
    "feishu": feishu.MESSENGER,
}

__all__ = ["MESSENGERS", "Letter", "Line", "Messenger", "News", "Outcome"]
