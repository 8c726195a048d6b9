"""A tap on a card answers what is small, once; everything else leads to the page."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.channels.apps import sealed
from tests.channels.apps.conftest import SetUp, known
from tests.channels.apps.messenger import Messenger
from tests.channels.apps.test_cards import brought
from tests.collaborations.asking import fresh, sent
from tests.company import Company
from tongzhou.channels.actions import apps, links
from tongzhou.channels.apps import Incoming
from tongzhou.channels.models import App, HeldAnswer, SentCard
from tongzhou.channels.sealing import seal
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask
from tongzhou.core import clock as time
from tongzhou.core.verdicts import Invalid
from tongzhou.org.actions import retire
from tongzhou.org.models import ExternalId

pytestmark = pytest.mark.django_db
Tap = Callable[..., Any]
MEANT = {"wecom": {"Event": "x"}, "dingtalk": {"EventType": "check_url"}}


def posted(kind: str, incoming: Incoming) -> Any:
    headers = {name: str(text) for name, text in incoming.headers.items()}
    path = f"/callbacks/{kind}"
    query = "&".join(f"{name}={text}" for name, text in incoming.query.items())
    return Client().generic("POST", f"{path}?{query}", incoming.body, headers=headers)


def tap(app: App, number: str, key: str, account: str, nonce: str = "n1", **more: Any) -> Any:
    keys, at = app.keys, more.get("at", time.now())
    if app.kind == "wecom":
        facts = {"Event": "template_card_event", "FromUserName": account, "EventKey": key,
                 "TaskId": number, "CreateTime": more.get("event", "1"), "ResponseCode": f"c{nonce}"}  # fmt: skip
        return posted("wecom", sealed.from_wecom(keys, at, nonce, **facts))
    said = sealed.clicked_in_feishu(
        keys, number, key, account, more.get("event", "1"), sentence=more.get("sentence", "")
    )
    return posted("feishu", sealed.from_feishu(keys, at, said, nonce))


@pytest.fixture
def asked(company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType) -> Any:
    def make(kind: str) -> tuple[App, Ask, str]:
        app = set_up(kind)
        known(company.liu, messenger, "liuyang")
        ask = sent(company)
        brought(clock)
        return app, ask, SentCard.objects.get().number

    return make


@pytest.mark.check("T098", "T103")
@pytest.mark.parametrize("kind", ["wecom", "feishu"])
def test_ten_taps_are_one_answer_and_the_card_says_whose(
    kind: str, company: Company, asked: Any, clock: ModuleType
) -> None:
    app, ask, number = asked(kind)
    for place in range(10):
        reply = tap(app, number, "snooze", "liuyang", f"n{place}", event=str(place % 3))
        assert reply.status_code == 200
    held = HeldAnswer.objects.get()
    assert (held.person, held.verb, str(held.until)) == (company.liu, "snooze", "2023-07-04")
    assert fresh(ask).state == "sent"
    clock.advance(timedelta(minutes=16))
    assert links.carry_out() == 1
    assert fresh(ask).state == "snoozed"
    assert tap(app, number, "decline", "liuyang", "late", event="late").status_code == 200
    assert HeldAnswer.objects.count() == 1
    if kind == "feishu":
        said = json.loads(tap(app, number, "snooze", "liuyang", "x", event="x").content)
        assert "刘洋已于" in said["toast"]["content"]
        assert "snooze" not in json.dumps(said["card"])


@pytest.mark.check("T098")
def test_of_two_taps_that_come_in_the_wrong_order_the_first_to_come_counts(
    company: Company, asked: Any, clock: ModuleType
) -> None:
    """Whoever tapped reads on the card what was taken, and may still take it back."""
    app, ask, number = asked("feishu")
    earlier = clock.now()
    clock.advance(timedelta(minutes=1))
    tap(app, number, "ask_back", "liuyang", "n2", event="2", sentence="哪三项？")
    said = json.loads(tap(app, number, "snooze", "liuyang", "n1", event="1", at=earlier).content)
    assert HeldAnswer.objects.get().verb == "ask_back"
    assert "你已答复" in said["toast"]["content"]
    clock.advance(timedelta(minutes=16))
    assert links.carry_out() == 1
    assert fresh(ask).state == "asked_back"


@pytest.mark.check("T097")
def test_a_change_of_the_directory_that_is_said_again_with_its_nonce_is_refused(
    set_up: SetUp,
) -> None:
    app = set_up("dingtalk")
    said = sealed.from_dingtalk(app.keys, time.now(), EventType="user_leave_org")
    assert [posted("dingtalk", said).status_code for _each in range(3)] == [200, 403, 403]
    late = sealed.from_dingtalk(app.keys, time.now() - timedelta(minutes=6), EventType="x")
    assert posted("dingtalk", late).status_code == 403


@pytest.mark.check("T098")
def test_an_old_card_answers_nothing_it_says_who_did(
    company: Company, asked: Any, clock: ModuleType
) -> None:
    app, ask, number = asked("feishu")
    answers.ask_back(ask, question="哪三项？", by=company.wang)
    clock.advance(timedelta(hours=24))
    said = json.loads(tap(app, number, "snooze", "liuyang").content)
    assert "王磊已于" in said["toast"]["content"]
    assert not HeldAnswer.objects.exists()


def test_a_question_is_written_on_the_card_itself(company: Company, asked: Any) -> None:
    app, _ask, number = asked("feishu")
    empty = json.loads(tap(app, number, "ask_back", "liuyang", "n0", event="0").content)
    assert "card" not in empty
    tap(app, number, "ask_back", "liuyang", sentence="哪三项功能？")
    held = HeldAnswer.objects.get()
    assert (held.verb, held.sentence) == ("ask_back", "哪三项功能？")


@pytest.mark.check("T099")
def test_strangers_and_those_who_left_are_told_to_sign_in(
    company: Company, messenger: Messenger, asked: Any
) -> None:
    app, _ask, number = asked("feishu")
    ExternalId.objects.create(person=company.wang, system="wecom", value="wanglei")
    known(company.lin, messenger, "linxiao")
    for place, account in enumerate(("nobody", "wanglei", "linxiao", "")):
        said = json.loads(tap(app, number, "snooze", account, f"n{place}", event=account).content)
        assert "请登录" in said["toast"]["content"], account
    retire(company.liu, by=company.administrator)
    said = json.loads(tap(app, number, "snooze", "liuyang", "left", event="left").content)
    assert "请登录" in said["toast"]["content"]
    assert "请登录" in tap(app, "x", "snooze", "linxiao", "o", event="o").content.decode()
    assert not HeldAnswer.objects.exists()


@pytest.mark.check("T107")
def test_what_promises_something_is_never_answered_by_a_tap(company: Company, asked: Any) -> None:
    app, ask, number = asked("feishu")
    for place, verb in enumerate(("accept", "choose", "agree", "confirm", "withdraw", "")):
        tap(app, number, verb, "liuyang", f"n{place}", event=verb, sentence="好")
    assert not HeldAnswer.objects.exists()
    assert fresh(ask).state == "sent"


@pytest.mark.check("T097")
@pytest.mark.parametrize("kind", ["wecom", "feishu"])
def test_a_nonce_is_good_once_and_what_is_forged_does_nothing(kind: str, asked: Any) -> None:
    app, _ask, number = asked(kind)
    assert tap(app, number, "snooze", "liuyang", event="a").status_code == 200
    HeldAnswer.objects.all().delete()
    assert tap(app, number, "snooze", "liuyang", event="b").status_code == 403
    late = time.now() - timedelta(minutes=6)
    assert tap(app, number, "snooze", "liuyang", "n2", event="c", at=late).status_code == 403
    assert posted(kind, Incoming({}, {}, b"{}", time.now())).status_code == 403
    assert Client().post(f"/callbacks/{kind}", b"x" * 70_000, "text/xml").status_code == 403
    assert Client().get("/callbacks/dingtalk").status_code == 404
    assert not HeldAnswer.objects.exists()


@pytest.mark.check("T097")
@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
def test_without_the_token_that_signs_nothing_calls_back(
    kind: str, company: Company, set_up: SetUp
) -> None:
    for lacking in ("token", "key"):
        with pytest.raises(Invalid) as wrong:
            set_up(kind, **{lacking: ""})
        assert [*wrong.value.errors] == [lacking]
    app = set_up(kind, token="", key="")
    facts = {name: getattr(app, name) for name in apps.OPEN}
    with pytest.raises(Invalid):
        apps.change(app, by=company.administrator, **facts, key=sealed.KEY)
    App.objects.update(key=seal(sealed.KEY))
    app.refresh_from_db()
    makes = {"wecom": sealed.from_wecom, "dingtalk": sealed.from_dingtalk}
    assert posted(kind, makes[kind](app.keys, time.now(), Event="x")).status_code == 404
    app = apps.change(app, by=company.administrator, **facts, token="tok")
    answer = posted(kind, makes[kind](app.keys, time.now(), **MEANT[kind]))
    assert answer.status_code == 200
    facts["speaks"] = False
    apps.change(app, by=company.administrator, **facts)


@pytest.mark.check("T097")
@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_what_nobody_signed_is_refused_however_odd_it_is(kind: str, set_up: SetUp) -> None:
    app = set_up(kind)
    stamp = str(int(time.now().timestamp()))
    odd = [b"[" * 60_000, b'{"encrypt":' + b"[" * 60_000, b'{"encrypt": "\\ud800"}', b"\xff", b"1"]
    for content in (*odd, b'{"encrypt": 7}', b'{"encrypt": null}'):
        query = {"timestamp": stamp, "nonce": "n", "signature": "0" * 40}
        assert posted(kind, Incoming(query, {}, content, time.now())).status_code == 403
    assert app.keys.takes_clicks
