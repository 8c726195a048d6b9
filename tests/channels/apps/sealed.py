"""What the providers' servers would send: sealed and signed by the documents, apart from our code."""

import base64
import hashlib
import json
import struct
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tongzhou.channels.apps import Incoming, Keys

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
WECOM = Keys("wecom", "ww1", "", "1000002", "s", "tok", KEY)
DINGTALK = Keys("dingtalk", "ding1", "appkey1", "77", "s", "tok", KEY)
FEISHU = Keys("feishu", "", "cli_1", "", "s", "vtok", "encrypt-key")


def envelope(owner: str, message: str, key: str = KEY) -> str:
    aes = base64.b64decode(key + "=")
    plain = b"0123456789abcdef" + struct.pack(">I", len(message.encode())) + message.encode()
    plain += owner.encode()
    left = 32 - len(plain) % 32
    into = Cipher(algorithms.AES(aes), modes.CBC(aes[:16])).encryptor()
    return base64.b64encode(into.update(plain + bytes([left]) * left) + into.finalize()).decode()


def signed(keys: Keys, sealed: str, at: datetime, nonce: str = "n1") -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    parts = "".join(sorted((keys.token, stamp, nonce, sealed)))
    name = "msg_signature" if keys.kind == "wecom" else "signature"
    return {
        name: hashlib.sha1(parts.encode()).hexdigest(), "timestamp": stamp, "nonce": nonce,
    }  # fmt: skip


def from_wecom(keys: Keys, at: datetime, nonce: str = "n1", **said: str) -> Incoming:
    facts = {"ToUserName": keys.tenant, "AgentID": keys.agent, "MsgType": "event", **said}
    body = "".join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in facts.items())
    sealed = envelope(keys.tenant, f"<xml>{body}</xml>")
    content = (
        f"<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    )
    return Incoming(signed(keys, sealed, at, nonce), {}, content.encode(), at)


def from_dingtalk(keys: Keys, at: datetime, nonce: str = "n1", **said: str) -> Incoming:
    sealed = envelope(keys.client, json.dumps(said))
    return Incoming(
        signed(keys, sealed, at, nonce), {}, json.dumps({"encrypt": sealed}).encode(), at
    )


def from_feishu(keys: Keys, at: datetime, said: dict[str, Any], nonce: str = "n1") -> Incoming:
    content = json.dumps(said, ensure_ascii=False).encode()
    left = 16 - len(content) % 16
    iv = b"fedcba9876543210"
    cipher = Cipher(algorithms.AES(hashlib.sha256(keys.key.encode()).digest()), modes.CBC(iv))
    into = cipher.encryptor()
    sealed = base64.b64encode(iv + into.update(content + bytes([left]) * left) + into.finalize())
    body = json.dumps({"encrypt": sealed.decode()}).encode()
    stamp = str(int(at.timestamp()))
    code = hashlib.sha256(f"{stamp}{nonce}{keys.key}".encode() + body).hexdigest()
    headers = {
        "X-Lark-Request-Timestamp": stamp, "X-Lark-Request-Nonce": nonce, "X-Lark-Signature": code,
    }  # fmt: skip
    return Incoming({}, headers, body, at)


def clicked_in_feishu(
    keys: Keys, number: str, key: str, account: str, event: str = "e1", **form: str
) -> dict[str, Any]:
    return {
        "schema": "2.0",
        "header": {
            "event_id": event, "token": keys.token, "event_type": "card.action.trigger",
            "tenant_key": "t1", "app_id": keys.client,
        },
        "event": {
            "operator": {"open_id": account, "tenant_key": "t1"},
            "action": {"value": {"number": number, "key": key}, "form_value": form},
        },
    }  # fmt: skip
