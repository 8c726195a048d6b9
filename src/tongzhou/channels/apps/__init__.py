"""Self-built apps of WeCom, DingTalk and Feishu: cards for one person, clicks, sign-in, directory.

Nothing here touches the database; what the three have in common is `provider.Provider`.
"""

from tongzhou.channels.apps import dingtalk, feishu, wecom
from tongzhou.channels.apps.provider import (
    Button,
    Card,
    Click,
    Failed,
    Forged,
    Incoming,
    Keys,
    Provider,
    Received,
)

PROVIDERS: dict[str, Provider] = {
    "wecom": wecom.PROVIDER,
    "dingtalk": dingtalk.PROVIDER,
    "feishu": feishu.PROVIDER,
}

__all__ = [
    "PROVIDERS", "Button", "Card", "Click", "Failed", "Forged", "Incoming", "Keys", "Provider",
    "Received",
]  # fmt: skip
