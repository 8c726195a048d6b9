import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from threading import Thread
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection

from tests.channels.listening import Server, listening
from tests.company import Company
from tests.waiting import light, sent_case
from tongzhou.channels import groups
from tongzhou.channels.actions import posts, robots
from tongzhou.channels.models import Post, Robot, Sending
from tongzhou.channels.robots import Line, News, dingtalk, feishu, wecom
from tongzhou.core.doors import door_of
from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal import worker
from tongzhou.journal.models import Entry
from tongzhou.notices.models import Notice

AT = datetime.fromtimestamp(1_700_000_000, tz=UTC)
WORKED = (200, {}, b'{"errcode": 0, "errmsg": "ok", "code": 0}')


@pytest.fixture
def server(settings: Any, clock: ModuleType) -> Any:
    clock.advance(timedelta(minutes=7))
    with listening() as one:
        settings.OUTBOUND_ALLOW = {one.place}
        settings.BASE_URL = "https://tongzhou.example.com"
        one.answers = [WORKED]
        yield one


def robot(company: Company, server: Server, kind: str = "wecom", **other: Any) -> Robot:
    facts = {
        "name": "市场部群", "department": company.marketing, "secret": "SECtest0123456789",
        "address": f"http://{server.place}/robot/send?access_token=TOPSECRET",
        "language": "en", **other,
    }  # fmt: skip
    return robots.add(kind=kind, by=company.administrator, **facts)


def told(company: Company, times: int = 1, colour: str = "red") -> Any:
    case = sent_case(company)
    for _ in range(times):
        light(case, company.lin, company.li, by=company.wang, colour=colour)
    worker.read_on()
    return case


def said(server: Server, number: int = -1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(server.received[number].body)
    return found


def later(clock: ModuleType, seconds: int = 11) -> int:
    clock.advance(timedelta(seconds=seconds))
    return groups.speak()


def test_signatures_are_those_of_the_documents() -> None:
    secret, stamp = "SECtest0123456789", "1700000000000"
    assert dingtalk.signature(stamp, secret) == "yBKp5IlG6qCzcQWmgyRK/ziJBdVNJmHfFE2ST/CzT/g="
    assert (
        feishu.signature("1700000000", "testsecret")
        == "AOc8oJ7//5OlQlfWC3nRL0R+IkuzcD1FKcAyibRK9Q8="
    )
    news = News("t", (Line("s", "c", "https://a/b"),), "https://a")
    letter = dingtalk.compose(news, "https://oapi/robot?access_token=T", secret, AT)
    assert letter.url.endswith(
        "&timestamp=1700000000000&sign=yBKp5IlG6qCzcQWmgyRK%2FziJBdVNJmHfFE2ST%2FCzT%2Fg%3D"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_a_group_hears_at_once_what_concerns_its_department_in_the_messengers_form(
    kind: str, company: Company, server: Server, clock: ModuleType
) -> None:
    robot(company, server, kind, keyword="同舟")
    case = told(company, 2)
    assert groups.speak() == 0, "what comes within ten seconds is one message"
    assert later(clock) == 1
    text = json.dumps(said(server), ensure_ascii=False)
    assert f"https://tongzhou.example.com/collaborations/{case.pk}" in text
    assert text.count("lit red for") == 2
    assert not door_of(text), "what a group reads speaks for nobody"
    assert "同舟" in text
    later(clock)
    assert len(server.received) == 1
    _is_signed(kind, server, clock)


def _is_signed(kind: str, server: Server, clock: ModuleType) -> None:
    query, secret = parse_qs(urlsplit(server.received[0].path).query), b"SECtest0123456789"
    if kind == "dingtalk":
        stamp = query["timestamp"][0].encode()
        code = hmac.new(secret, stamp + b"\n" + secret, hashlib.sha256).digest()
        assert query["sign"] == [base64.b64encode(code).decode()]
        assert abs(int(stamp) / 1000 - clock.now().timestamp()) < 60
    if kind == "feishu":
        body = said(server)
        code = hmac.new(body["timestamp"].encode() + b"\n" + secret, b"", hashlib.sha256).digest()
        assert body["sign"] == base64.b64encode(code).decode()


@pytest.mark.django_db
def test_a_single_piece_of_news_is_a_card(
    company: Company, server: Server, clock: ModuleType
) -> None:
    robot(company, server, "wecom")
    told(company)
    later(clock)
    assert said(server)["msgtype"] == "template_card"
    assert said(server)["template_card"]["card_type"] == "text_notice"


@pytest.mark.check("T117")
def test_nothing_people_write_becomes_markup_and_everything_fits() -> None:
    evil = "](https://evil.example) <@all> **a** `b`\n# c @13800000000"
    lines = tuple(Line(evil + "长" * 400, evil, "https://a/b") for _ in range(30))
    news = News(evil, lines, "https://a")
    for module, longest in ((wecom, 4096), (dingtalk, 20_000), (feishu, 20_000)):
        body = module.compose(news, "https://a?key=1", "", AT).body
        text = body.decode()
        assert "](https://evil" not in text
        assert "<@" not in text
        assert "@13800000000" not in text
        content = json.loads(body).get("markdown", {}).get("content", "")
        assert len(content.encode() or body) <= longest


@pytest.mark.django_db
def test_what_is_confidential_or_none_of_their_business_is_not_said(
    company: Company, server: Server, clock: ModuleType
) -> None:
    robot(company, server, department=company.finance)
    own = robot(company, server)
    case = told(company)
    assert [post.robot for post in Post.objects.all()] == [own]
    case.visibility = "confidential"
    case.save(update_fields=["visibility"])
    light(case, company.li, by=company.wang)
    worker.read_on()
    assert later(clock) == 0
    assert server.received == []
    assert Post.objects.get().state == "dropped"


@pytest.mark.django_db
def test_groups_are_left_alone_at_night_and_on_the_full_hour(
    company: Company, server: Server, clock: ModuleType
) -> None:
    robot(company, server)
    told(company)
    evening = clock.now().replace(hour=22)
    for moment in (
        evening,
        evening.replace(hour=11, minute=0),
        evening.replace(hour=11, minute=30),
    ):
        clock.move_to(moment)
        assert groups.speak() == 0
    clock.move_to(evening.replace(hour=11, minute=31))
    assert groups.speak() == 1


@pytest.mark.django_db
def test_no_robot_says_more_in_a_minute_than_its_messenger_bears(
    company: Company, server: Server, clock: ModuleType
) -> None:
    one = robot(company, server)
    told(company)
    rows = [Sending(robot=one, at=clock.now(), told=1, worked=True) for _ in range(18)]
    Sending.objects.bulk_create(rows)
    assert later(clock) == 0
    assert later(clock, 60) == 1


@pytest.mark.django_db
@pytest.mark.check("T070")
@pytest.mark.parametrize(
    ("kind", "answer", "least"),
    [
        ("wecom", (200, {}, b'{"errcode": 45009, "errmsg": "api freq out of limit"}'), 60),
        ("dingtalk", (200, {}, b'{"errcode": 130101, "errmsg": "too fast"}'), 600),
        ("feishu", (200, {}, b'{"code": 11232, "msg": "frequency limited"}'), 60),
        ("wecom", (429, {}, b""), 60),
        ("feishu", (503, {}, b"<html>"), 60),
    ],
)
def test_a_busy_messenger_is_given_time_and_nothing_is_lost(
    kind: str, answer: Any, least: int, company: Company, server: Server, clock: ModuleType
) -> None:
    robot(company, server, kind)
    told(company)
    server.answers = [answer, WORKED]
    assert later(clock) == 0
    assert later(clock, least - 5) == 0
    assert len(server.received) == 1
    assert later(clock, least) == 1
    assert Post.objects.get().state == "sent"
    assert Post.objects.get().attempts == 0


@pytest.mark.django_db
def test_a_refusal_is_told_to_administrators_given_up_and_can_be_sent_again(
    company: Company, server: Server, clock: ModuleType, signed_in: Any
) -> None:
    one = robot(company, server, "dingtalk")
    told(company)
    server.answers = [(200, {}, b'{"errcode": 310000, "errmsg": "sign not match"}')]
    for _ in range(posts.ATTEMPTS):
        clock.advance(timedelta(minutes=8))
        groups.speak()
    assert Post.objects.get().state == "dead"
    worker.read_on()
    assert Notice.objects.filter(kind="robot.failed").get().person == company.administrator
    browser = signed_in(company.administrator)
    page = browser.get(f"/robots/{one.pk}").content.decode()
    assert "310000 sign not match" in page
    server.answers = [WORKED]
    browser.post(f"/robots/{one.pk}/redeliveries")
    assert later(clock) == 1
    assert Post.objects.get().state == "sent"


@pytest.mark.django_db
def test_an_administrator_adds_and_tests_a_robot_and_never_sees_its_secrets_again(
    company: Company, server: Server, signed_in: Any
) -> None:
    browser = signed_in(company.administrator)
    form = {
        "kind": "feishu", "name": "群", "department": company.sales.pk, "language": "en",
        "address": f"http://{server.place}/open-apis/bot/v2/hook/TOPSECRET", "secret": "WORDS",
    }  # fmt: skip
    page = browser.post("/robots/new", form)["Location"]
    groups.speak()
    assert "The robot works" in server.received[0].body.decode()
    one = Robot.objects.get()
    assert one.trial == "worked"
    for address in (page, f"{page}/edit", "/robots"):
        assert "TOPSECRET" not in browser.get(address).content.decode()
        assert "WORDS" not in browser.get(address).content.decode()
    assert "TOPSECRET" not in one.address + one.secret
    kept = "".join(str(entry.payload) for entry in Entry.objects.all())
    assert "TOPSECRET" not in kept
    browser.post(f"{page}/closings")
    assert Robot.objects.get().address == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/cgi-bin/webhook/send?key=1",
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send",
        "https://qyapi.weixin.qq.com:99999/cgi-bin/webhook/send",
        "",
    ],
)
def test_only_the_messengers_own_address_is_taken(address: str, company: Company) -> None:
    facts = {"kind": "wecom", "name": "群", "department": company.sales, "secret": ""}
    with pytest.raises(Invalid):
        robots.add(**facts, address=address, by=company.administrator)
    with pytest.raises(Refused):
        robots.add(**facts, address=address, by=company.li)


@pytest.mark.django_db(transaction=True)
def test_two_workers_say_it_once(company: Company, server: Server, clock: ModuleType) -> None:
    robot(company, server)
    told(company, 3)
    clock.advance(timedelta(seconds=11))

    def work() -> None:
        try:
            groups.speak()
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.received) == 1


@pytest.mark.django_db
@pytest.mark.check("T061")
def test_a_worker_that_died_while_it_spoke_leaves_the_news_to_another(
    company: Company, server: Server, clock: ModuleType
) -> None:
    one = robot(company, server)
    told(company)
    clock.advance(timedelta(seconds=11))
    assert posts.take(one.pk, 10) is not None
    assert later(clock, 20) == 0
    assert later(clock, 25) == 1
    assert Post.objects.get().state == "sent"
