"""What 飞书 calls back: signed over the raw body, sealed by the SHA-256 of the Encrypt Key."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tongzhou.channels.apps.feishu import cards
from tongzhou.channels.apps.provider import (
    Card,
    Click,
    Forged,
    Incoming,
    Keys,
    Received,
    is_fresh,
    message_of,
)

BLOCK = 16
DIRECTORY = "contact."


def receive(keys: Keys, incoming: Incoming) -> Received:
    """Raises `Forged`. The challenge comes sealed but unsigned; it is only ever said back."""
    said = _opened(keys, incoming.body)
    if said.get("type") == "url_verification":
        _check_token(keys, said.get("token"))
        answer = json.dumps({"challenge": str(said.get("challenge", ""))}).encode()
        return Received(nonce="", answer=answer)
    headers = {name.lower(): value for name, value in incoming.headers.items()}
    stamp, nonce = headers.get("x-lark-request-timestamp", ""), headers.get("x-lark-request-nonce")
    if not is_fresh(stamp, incoming.at):
        raise Forged("too old")
    wanted = signature(keys.key, stamp, nonce or "", incoming.body)
    if not hmac.compare_digest(wanted, headers.get("x-lark-signature", "").encode()):
        raise Forged("wrong signature")
    return _read(keys, f"{stamp} {nonce}", said)


def signature(key: str, stamp: str, nonce: str, body: bytes) -> bytes:
    return hashlib.sha256(f"{stamp}{nonce}{key}".encode() + body).hexdigest().encode()


def reply(keys: Keys, _click: Click, sentence: str, card: Card | None, _at: datetime) -> bytes:
    """A line over the chat, and the card as it stands now."""
    said: dict[str, Any] = {"toast": {"type": "info", "content": sentence}}
    if card is not None:
        said["card"] = {"type": "raw", "data": cards.written(card, takes_clicks=keys.takes_clicks)}
    return json.dumps(said, ensure_ascii=False).encode()


def _opened(keys: Keys, body: bytes) -> dict[str, Any]:
    sealed = message_of(body).get("encrypt")
    try:
        content = _unsealed(keys.key, base64.b64decode(str(sealed), validate=True))
    except ValueError as error:
        raise Forged("cannot be opened") from error
    return message_of(content)


def _unsealed(key: str, content: bytes) -> bytes:
    if not key:
        raise Forged("no key")
    cipher = Cipher(algorithms.AES(hashlib.sha256(key.encode()).digest()), modes.CBC(content[:16]))
    out = cipher.decryptor()
    padded = out.update(content[BLOCK:]) + out.finalize()
    left = padded[-1] if padded else 0
    if not 1 <= left <= BLOCK or padded[-left:] != bytes([left]) * left:
        raise Forged("cannot be opened")
    return padded[:-left]


def _read(keys: Keys, nonce: str, said: dict[str, Any]) -> Received:
    head, event = _part(said, "header"), _part(said, "event")
    _check_token(keys, head.get("token"))
    if head.get("app_id") != keys.client:
        raise Forged("meant for another app")
    if keys.tenant and head.get("tenant_key") != keys.tenant:
        raise Forged("meant for another company")
    kind, once = str(head.get("event_type", "")), str(head.get("event_id", ""))
    if kind != "card.action.trigger":
        return Received(nonce=nonce, event=once, directory_changed=kind.startswith(DIRECTORY))
    action, operator = _part(event, "action"), _part(event, "operator")
    value, form = _part(action, "value"), _part(action, "form_value")
    click = Click(
        account=str(operator.get("open_id", "")), number=str(value.get("number", "")),
        key=str(value.get("key", "")), sentence=str(form.get("sentence", "")),
    )  # fmt: skip
    return Received(nonce=nonce, event=once, click=click)


def _check_token(keys: Keys, token: object) -> None:
    if keys.token and not hmac.compare_digest(str(token or "").encode(), keys.token.encode()):
        raise Forged("wrong token")


def _part(said: dict[str, Any], name: str) -> dict[str, Any]:
    found = said.get(name)
    return found if isinstance(found, dict) else {}
