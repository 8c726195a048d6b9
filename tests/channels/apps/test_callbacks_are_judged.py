"""Signature, time, seal and addressee of what the three messengers call back."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.apps import sealed
from tests.channels.apps.sealed import DINGTALK, FEISHU, WECOM
from tongzhou.channels.apps import PROVIDERS, Card, Click, Forged, Incoming, Keys
from tongzhou.channels.apps.envelope import Envelope

AT = datetime.fromtimestamp(1_700_000_000, tz=UTC)
CLICK = {
    "Event": "template_card_event", "FromUserName": "liuyang", "EventKey": "snooze",
    "TaskId": "42", "ResponseCode": "code1", "CreateTime": "1700000000",
}  # fmt: skip
Made = Callable[[Keys], Incoming]
GENUINE: dict[str, tuple[Keys, Made]] = {
    "wecom": (WECOM, lambda keys: sealed.from_wecom(keys, AT, **CLICK)),
    "dingtalk": (DINGTALK, lambda keys: sealed.from_dingtalk(keys, AT, EventType="user_leave_org")),
    "feishu": (
        FEISHU,
        lambda keys: sealed.from_feishu(
            keys, AT, sealed.clicked_in_feishu(keys, "42", "ask_back", "ou_1", sentence="哪三项？")
        ),
    ),
}


def test_the_signature_is_that_of_the_document() -> None:
    envelope = Envelope("tok", sealed.KEY, "ww1")
    signature = envelope.signature("1700000000", "nonce1", "ENCRYPTED")
    assert signature == "dfda007bc2be0677ed4d4d86b0074a742dd70e48"


def test_what_is_genuine_says_who_clicked_what() -> None:
    keys, made = GENUINE["wecom"]
    click = PROVIDERS["wecom"].receive(keys, made(keys)).click
    assert click == Click("liuyang", "42", "snooze", code="code1")
    keys, made = GENUINE["feishu"]
    click = PROVIDERS["feishu"].receive(keys, made(keys)).click
    assert click == Click("ou_1", "42", "ask_back", sentence="哪三项？")
    keys, made = GENUINE["dingtalk"]
    assert PROVIDERS["dingtalk"].receive(keys, made(keys)).directory_changed


@pytest.mark.check("T097")
@pytest.mark.parametrize("kind", GENUINE)
def test_wrong_signature_old_time_tampering_and_other_apps_are_refused(kind: str) -> None:
    keys, made = GENUINE[kind]
    good, receive = made(keys), PROVIDERS[kind].receive
    text = good.body.decode()
    place = text.index("==") - 30 if "==" in text else len(text) // 2
    other = "A" if text[place] != "A" else "B"
    wrong = {
        "signature": replace(
            good,
            query={**good.query, "msg_signature": "0" * 40, "signature": "0" * 40},
            headers={**good.headers, "X-Lark-Signature": "0" * 64},
        ),
        "late": replace(good, at=AT + timedelta(minutes=5, seconds=1)),
        "early": replace(good, at=AT - timedelta(minutes=5, seconds=1)),
        "other nonce": replace(
            good,
            query={**good.query, "nonce": "n2"},
            headers={**good.headers, "X-Lark-Request-Nonce": "n2"},
        ),
        "tampered": replace(good, body=(text[:place] + other + text[place + 1 :]).encode()),
        "nothing": replace(good, body=b""),
        "no time": replace(good, query={}, headers={}),
    }
    for incoming in wrong.values():
        with pytest.raises(Forged):
            receive(keys, incoming)
    strangers = (
        replace(keys, tenant="other", client="other"),
        replace(keys, token="other"),
        replace(keys, key=sealed.KEY[::-1]),
    )
    for stranger in strangers:
        with pytest.raises(Forged):
            receive(stranger, good)


@pytest.mark.check("T097")
def test_a_message_of_another_agent_of_the_same_company_is_refused() -> None:
    incoming = sealed.from_wecom(replace(WECOM, agent="1000003"), AT, **CLICK)
    with pytest.raises(Forged):
        PROVIDERS["wecom"].receive(WECOM, incoming)


def test_addresses_are_verified_as_each_provider_asks() -> None:
    echo = sealed.envelope("ww1", "9876543210")
    query = {**sealed.signed(WECOM, echo, AT), "echostr": echo}
    assert PROVIDERS["wecom"].receive(WECOM, Incoming(query, {}, b"", AT)).answer == b"9876543210"
    asked = {"type": "url_verification", "token": "vtok", "challenge": "c-1"}
    incoming = replace(sealed.from_feishu(FEISHU, AT, asked), headers={})
    answer = PROVIDERS["feishu"].receive(FEISHU, incoming).answer
    assert json.loads(answer or b"") == {"challenge": "c-1"}
    incoming = sealed.from_dingtalk(DINGTALK, AT, EventType="check_url")
    said = json.loads(PROVIDERS["dingtalk"].receive(DINGTALK, incoming).answer or b"")
    envelope = Envelope("tok", sealed.KEY, "appkey1")
    assert envelope.open(said["encrypt"]) == b"success"
    envelope.check(said["msg_signature"], said["timeStamp"], said["nonce"], said["encrypt"])


def test_the_answer_to_a_click_is_sealed_and_changes_the_card() -> None:
    click = Click("liuyang", "42", "snooze")
    said = PROVIDERS["wecom"].reply(WECOM, click, "]]>刘洋已答复", None, AT).decode()
    found = dict(re.findall(r"<(Encrypt|MsgSignature|Nonce)><!\[CDATA\[(.*?)\]\]>", said))
    envelope = Envelope("tok", sealed.KEY, "ww1")
    envelope.check(found["MsgSignature"], "1700000000", found["Nonce"], found["Encrypt"])
    plain = envelope.open(found["Encrypt"]).decode()
    assert "<![CDATA[update_button]]>" in plain
    assert "<ReplaceName><![CDATA[刘洋已答复]]></ReplaceName>" in plain
    card = Card("42", "t", "c", "s", "https://a", "o", "at", note="刘洋已答复")
    shown = json.loads(PROVIDERS["feishu"].reply(FEISHU, click, "好", card, AT))
    assert shown["toast"]["content"] == "好"
    assert "刘洋已答复" in json.dumps(shown["card"], ensure_ascii=False)
