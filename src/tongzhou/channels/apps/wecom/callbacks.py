"""What 企业微信 calls back: a sealed envelope in XML, read without a parser of XML."""

import re
import secrets
from datetime import datetime

from tongzhou.channels.apps.envelope import Envelope
from tongzhou.channels.apps.provider import Card, Click, Forged, Incoming, Keys, Received, is_fresh

SEALED = re.compile(rb"<Encrypt>\s*<!\[CDATA\[([A-Za-z0-9+/=]+)\]\]>\s*</Encrypt>")
FIELD = re.compile(r"<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</\1>", re.DOTALL)
"""Two levels, no attributes, no entities: whatever else XML can do is not understood here."""
DIRECTORY = "change_contact"
LABEL = 30


def receive(keys: Keys, incoming: Incoming) -> Received:
    """Raises `Forged`. A GET carries `echostr`, which goes back opened."""
    stamp, nonce = incoming.query.get("timestamp", ""), incoming.query.get("nonce", "")
    if not is_fresh(stamp, incoming.at):
        raise Forged("too old")
    envelope = _envelope(keys)
    echo = incoming.query.get("echostr", "")
    found = None if echo else SEALED.search(incoming.body)
    if not echo and found is None:
        raise Forged("no message")
    sealed = echo or (found.group(1).decode() if found else "")
    envelope.check(incoming.query.get("msg_signature", ""), stamp, nonce, sealed)
    content = envelope.open(sealed)
    if echo:
        return Received(nonce=f"{stamp} {nonce} echo", answer=content)
    return _read(keys, f"{stamp} {nonce}", content.decode("utf-8", "replace"))


def reply(_keys: Keys, click: Click, sentence: str, _card: Card | None, at: datetime) -> bytes:
    """The buttons of whoever clicked give way to one grey line."""
    envelope = _envelope(_keys)
    stamp, nonce = str(int(at.timestamp())), secrets.token_hex(8)
    body = (
        f"<xml><ToUserName>{_data(click.account)}</ToUserName>"
        f"<FromUserName>{_data(_keys.tenant)}</FromUserName><CreateTime>{stamp}</CreateTime>"
        f"<MsgType>{_data('update_button')}</MsgType>"
        f"<Button><ReplaceName>{_data(sentence[:LABEL])}</ReplaceName></Button></xml>"
    )
    sealed = envelope.seal(body.encode())
    signature = envelope.signature(stamp, nonce, sealed)
    return (
        f"<xml><Encrypt>{_data(sealed)}</Encrypt><MsgSignature>{_data(signature)}</MsgSignature>"
        f"<TimeStamp>{stamp}</TimeStamp><Nonce>{_data(nonce)}</Nonce></xml>"
    ).encode()


def _read(keys: Keys, nonce: str, text: str) -> Received:
    said: dict[str, str] = {}
    for name, quoted, bare in FIELD.findall(text):
        said.setdefault(name, quoted or bare)
    if said.get("ToUserName") != keys.tenant or said.get("AgentID", keys.agent) != keys.agent:
        raise Forged("meant for another app")
    account, event = said.get("FromUserName", ""), said.get("Event", "")
    once = " ".join((account, said.get("CreateTime", ""), event, said.get("TaskId", "")))
    if said.get("MsgType") != "event" or event != "template_card_event":
        return Received(nonce=nonce, event=once, directory_changed=event == DIRECTORY)
    click = Click(
        account=account, number=said.get("TaskId", ""), key=said.get("EventKey", ""),
        code=said.get("ResponseCode", ""),
    )  # fmt: skip
    return Received(nonce=nonce, event=once, click=click)


def _envelope(keys: Keys) -> Envelope:
    return Envelope(keys.token, keys.key, keys.tenant)


def _data(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "") + "]]>"
