"""What 钉钉 calls back over HTTP: the envelope in JSON; the answer is a sealed «success»."""

import json
import secrets
from datetime import datetime

from tongzhou.channels.apps.envelope import Envelope
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

DIRECTORY = ("user_", "org_dept_")
"""How the names of events begin that tell of people and departments."""


def receive(keys: Keys, incoming: Incoming) -> Received:
    """Raises `Forged`. The envelope names the app (AppKey), older ones the company (CorpId)."""
    query = incoming.query
    stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
    if not is_fresh(stamp, incoming.at):
        raise Forged("too old")
    sealed = _sealed(incoming.body)
    owner = Envelope(keys.token, keys.key, keys.client)
    owner.check(query.get("signature") or query.get("msg_signature", ""), stamp, nonce, sealed)
    said = _opened(keys, sealed)
    kind = str(said.get("EventType", ""))
    once = f"{kind} {said.get('TimeStamp', '')} {said.get('eventId', '')}"
    return Received(
        nonce=f"{stamp} {nonce}", event=once if kind and kind != "check_url" else "",
        answer=_success(owner, incoming.at), directory_changed=kind.startswith(DIRECTORY),
    )  # fmt: skip


def reply(keys: Keys, _click: Click, _sentence: str, _card: Card | None, at: datetime) -> bytes:
    return _success(Envelope(keys.token, keys.key, keys.client), at)


def _sealed(body: bytes) -> str:
    sealed = message_of(body).get("encrypt")
    if not isinstance(sealed, str):
        raise Forged("no message")
    return sealed


def _opened(keys: Keys, sealed: str) -> dict[str, object]:
    try:
        content = Envelope(keys.token, keys.key, keys.client).open(sealed)
    except Forged:
        if not keys.tenant:
            raise
        content = Envelope(keys.token, keys.key, keys.tenant).open(sealed)
    said = message_of(content)
    if said.get("CorpId", keys.tenant) not in (keys.tenant, ""):
        raise Forged("meant for another company")
    return said


def _success(envelope: Envelope, at: datetime) -> bytes:
    stamp, nonce = str(int(at.timestamp() * 1000)), secrets.token_hex(8)
    sealed = envelope.seal(b"success")
    signature = envelope.signature(stamp, nonce, sealed)
    said = {"msg_signature": signature, "timeStamp": stamp, "nonce": nonce, "encrypt": sealed}
    return json.dumps(said).encode()
