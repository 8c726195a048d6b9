"""What waits for a person comes as a card: once, merged, at the right hour, with its answers."""

import json
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.agreements import table as tables
from tests.channels.apps.conftest import SetUp, known
from tests.channels.apps.messenger import Messenger
from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.channels import cards
from tongzhou.channels.actions import apps
from tongzhou.channels.apps import PROVIDERS
from tongzhou.channels.models import App, AppPost, SentCard
from tongzhou.collaborations.actions import answers, meetings
from tongzhou.collaborations.models import Ask
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal import worker
from tongzhou.journal.models import Entry
from tongzhou.notices import actions as notices
from tongzhou.notices.models import Notice
from tongzhou.org.models import ExternalId

pytestmark = pytest.mark.django_db
KINDS = ["wecom", "dingtalk", "feishu"]


def brought(clock: ModuleType, seconds: int = 11) -> int:
    while worker.read_on():
        pass
    cards.gather()
    clock.advance(timedelta(seconds=seconds))
    return cards.speak()


def asked(company: Company, messenger: Messenger) -> Ask:
    known(company.liu, messenger, "liuyang")
    return sent(company)


def text_of(messenger: Messenger) -> str:
    return json.dumps([card for _account, card in messenger.sent], ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_asked_gets_one_card_with_the_answers(
    kind: str, company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    set_up(kind)
    ask = asked(company, messenger)
    assert brought(clock) == 1
    assert brought(clock) == 0
    [(account, _card)] = messenger.sent
    assert account == "liuyang"
    text = text_of(messenger)
    assert ask.title in text
    assert f"https://tongzhou.example.com/sign-in/{kind}?next=/a/" in text
    assert "接受" in text
    assert "婉拒" in text
    assert ('"key": "snooze"' in text) == (kind != "dingtalk"), "a tap that comes back"


@pytest.mark.parametrize("kind", KINDS)
def test_many_pieces_of_news_are_one_card_and_read_ones_none(
    kind: str, company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    set_up(kind)
    messenger.kind = kind
    known(company.lin, messenger, "linxiao")
    ask = sent(company)
    for question in ("哪三项？", "到几号？"):
        answers.ask_back(ask, question=question, by=company.liu)
        answers.reply(ask, sentence="见附件", by=company.lin)
        ask.refresh_from_db()
    answers.accept(ask, by=company.liu)
    brought(clock)
    assert len(messenger.sent) <= 2
    assert AppPost.objects.filter(state="pending").count() == 0
    before = len(messenger.sent)
    cards.gather()
    Notice.objects.all().update(read_at=clock.now())
    assert brought(clock) == 0
    assert len(messenger.sent) == before


def test_nights_choices_and_unknown_accounts_are_respected(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    set_up("wecom")
    ExternalId.objects.create(person=company.liu, system="feishu", value="liuyang")
    ask = sent(company)
    assert brought(clock) == 0, "an account of another messenger is none of this"
    known(company.li, messenger, "limin")
    hours = {"quiet_from": 20, "quiet_until": 8, "quiet_days_off": True, "digest_hour": 9}
    notices.prefer(by=company.li, ways={}, cards={"requests": "never"}, **hours)
    answers.ask_back(ask, question="哪三项？", by=company.liu)
    assert brought(clock) == 0
    notices.prefer(by=company.li, ways={}, cards={"requests": "at_once"}, **hours)
    clock.advance(timedelta(hours=12))
    answers.ask_back(sent(company), question="几号？", by=company.liu)
    assert brought(clock) == 0, "not at night"
    clock.advance(timedelta(hours=12))
    assert brought(clock) == 1


def test_a_token_is_kept_and_fetched_anew_when_it_is_over(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    app = set_up("wecom")
    known(company.administrator, messenger, "admin")
    for _time in range(2):
        apps.test(app, by=company.administrator)
        clock.advance(timedelta(seconds=5))
        cards.speak()
    assert len(messenger.sent) == 2
    assert App.objects.get().trial == "worked"
    messenger.spent.add(messenger.token)
    asked(company, messenger)
    assert brought(clock) == 1


@pytest.mark.parametrize("broken", [(429, {}), (503, {}), (200, {"errcode": 45009})])
def test_an_app_that_fails_pauses_tells_once_and_loses_nothing(
    broken: Any, company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    app = set_up("wecom")
    asked(company, messenger)
    messenger.broken = broken
    brought(clock)
    app.refresh_from_db()
    assert app.failures == 1
    assert app.retry_at is not None
    assert app.retry_at >= clock.now() + timedelta(seconds=59)
    for _time in range(3):
        clock.advance(timedelta(minutes=3))
        cards.speak()
    assert Entry.objects.filter(kind="app.failed").count() == 1
    messenger.broken = None
    clock.advance(timedelta(minutes=30))
    assert cards.speak() == 1
    assert SentCard.objects.count() == 1


def test_who_is_unknown_there_is_given_up_and_holds_up_nobody(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    app = set_up("feishu")
    ask = asked(company, messenger)
    known(company.li, messenger, "ou_gone")
    messenger.accounts.discard("ou_gone")
    answers.ask_back(ask, question="哪三项？", by=company.wang)
    assert brought(clock) == 1
    dead = AppPost.objects.get(state="dead")
    assert (dead.person, "230013" in dead.note) == (company.li, True)
    messenger.accounts.add("ou_gone")
    assert apps.send_again(app, by=company.administrator) == 1
    clock.advance(timedelta(minutes=1))
    assert cards.speak() == 1


def test_a_worker_killed_before_it_could_note_it_sends_the_same_number(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    set_up("feishu")
    asked(company, messenger)
    assert brought(clock) == 1
    AppPost.objects.update(state="pending")
    App.objects.update(busy_until=clock.now() + timedelta(minutes=2))
    assert brought(clock) == 0, "the lease of the other stands"
    assert brought(clock, 150) == 1
    assert (len(messenger.sent), len(messenger.numbers), SentCard.objects.count()) == (1, 1, 1)


@pytest.mark.check("T103")
@pytest.mark.parametrize("kind", ["wecom", "feishu"])
def test_a_card_says_afterwards_who_answered(
    kind: str, company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    set_up(kind)
    ask = asked(company, messenger)
    brought(clock)
    answers.decline(ask, reason="本月人手不够", by=company.wang)
    brought(clock)
    assert cards.settle() == 1
    assert cards.settle() == 0
    [(_whose, card)] = messenger.changed
    text = json.dumps(card, ensure_ascii=False)
    assert "王磊" in text
    assert "婉拒" in text
    assert "snooze" not in text


def test_only_administrators_set_up_apps_one_for_each_messenger_and_complete(
    company: Company, messenger: Messenger, set_up: SetUp, signed_in: Any
) -> None:
    with pytest.raises(Refused):
        apps.add("wecom", by=company.li, secret="x")
    with pytest.raises(Invalid) as wrong:
        set_up("wecom", tenant="", agent="x", key="short", base="http://10.0.0.1")
    assert set(wrong.value.errors) == {"tenant", "agent", "key", "base"}
    app = set_up("wecom")
    with pytest.raises(NotPossibleNow):
        set_up("wecom")
    browser = signed_in(company.administrator)
    page = browser.get(f"/apps/{app.pk}").content.decode()
    assert "https://tongzhou.example.com/callbacks/wecom" in page
    for secret in ("s3cret", "tok<", "abcdefghijklmnopqrstuvwxyz0123456789"):
        assert secret not in page
    assert "s3cret" not in str(vars(App.objects.get()))
    assert browser.get("/apps").status_code == 200
    assert browser.get("/apps/new?kind=feishu").status_code == 200
    assert browser.get("/apps/new?kind=other").status_code == 404
    same = {"tenant": "ww1", "agent": "7", "speaks": "on", "base": messenger.base}
    assert browser.post(f"/apps/{app.pk}/edit", same).status_code == 303
    assert App.objects.get().keys.secret == "s3cret"
    for stranger in ({"tenant": "ww2"}, {"base": "https://elsewhere.example.com"}, {"base": ""}):
        other = browser.post(f"/apps/{app.pk}/edit", {**same, **stranger, "secret": "s3cret"})
        assert other.status_code == 422, "the kept secrets and accounts are another server's"
    assert App.objects.get().base == messenger.base
    assert signed_in(company.li).get(f"/apps/{app.pk}").status_code == 404
    assert signed_in(company.li).get("/apps").status_code == 403


@pytest.mark.check("T099")
def test_accounts_of_another_company_are_nobodys(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    app = set_up("wecom")
    known(company.liu, messenger, "liuyang")
    ExternalId.objects.create(person=company.liu, system="feishu", value="ou_1")
    apps.close(app, by=company.administrator)
    again = set_up("wecom")
    assert ExternalId.objects.count() == 2
    apps.close(again, by=company.administrator)
    other = set_up("wecom", base="")
    assert [one.system for one in ExternalId.objects.all()] == ["feishu"], "another server"
    apps.close(other, by=company.administrator)
    known(company.liu, messenger, "liuyang")
    set_up("wecom", tenant="ww2")
    assert [one.system for one in ExternalId.objects.all()] == ["feishu"]


def test_what_a_messenger_takes_on_one_day_is_counted_and_the_rest_waits_for_the_next(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    app = set_up("wecom")
    assert PROVIDERS["wecom"].per_day_each == 200
    monkeypatch.setitem(PROVIDERS, "wecom", replace(PROVIDERS["wecom"], per_day_each=1))
    ask = asked(company, messenger)
    assert brought(clock) == 1
    answers.ask_back(ask, question="哪三项？", by=company.wang)
    answers.reply(ask, sentence="见附件", by=company.lin)
    assert brought(clock) == 0
    app.refresh_from_db()
    assert "今天" in app.last_error
    clock.advance(timedelta(hours=20))
    assert cards.speak() == 1
    assert not AppPost.objects.filter(state__in=("pending", "dead")).exists()


def test_a_small_matter_has_a_card_with_its_buttons_and_its_page_asks_nobody_to_sign_in(
    company: Company, messenger: Messenger, set_up: SetUp, clock: ModuleType
) -> None:
    set_up("wecom", signs_in=False)
    known(company.zhao, messenger, "zhao")
    table = tables.build(company)
    plan = meetings.Plan(
        kind="weekly", starts_at=clock.now() + timedelta(days=1), attendees=(company.zhao,)
    )
    meetings.call(table.case, plan, by=company.lin)
    brought(clock)
    [card] = [card for _to, card in messenger.sent if card.get("button_list")]
    come, excuse = card["button_list"]
    assert (come["text"], excuse["text"]) == ("我会参加", "我参加不了")
    page = Client().get(excuse["url"].removeprefix("https://tongzhou.example.com"))
    assert '<details name="answers" open>' in page.content.decode()
