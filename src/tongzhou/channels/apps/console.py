"""What the console of each messenger shows of an app, under the names it has there."""

from dataclasses import dataclass

BRANDS = {"wecom": "企业微信", "dingtalk": "钉钉", "feishu": "飞书"}
"""Proper names, the same in every language: they stand in the journal."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    is_needed: bool = True


FIELDS: dict[str, tuple[Field, ...]] = {
    "wecom": (
        Field("tenant", "CorpID"),
        Field("agent", "AgentId"),
        Field("secret", "Secret"),
        Field("token", "Token", is_needed=False),
        Field("key", "EncodingAESKey", is_needed=False),
    ),
    "dingtalk": (
        Field("tenant", "CorpId"),
        Field("client", "Client ID (AppKey)"),
        Field("agent", "AgentId"),
        Field("secret", "Client Secret (AppSecret)"),
        Field("token", "Token", is_needed=False),
        Field("key", "aes_key", is_needed=False),
    ),
    "feishu": (
        Field("client", "App ID"),
        Field("secret", "App Secret"),
        Field("token", "Verification Token", is_needed=False),
        Field("key", "Encrypt Key", is_needed=False),
    ),
}
"""In the order of the form."""
