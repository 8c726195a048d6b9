import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.channels.listening import Received, Server, listening
from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.channels.sealing import unseal
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal import depth, worker
from tongzhou.journal.models import Caused, Entry
from tongzhou.notices.models import Notice
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Person
from tongzhou.org.scopes import SCOPES
from tongzhou.webhooks import telling
from tongzhou.webhooks.actions import deliveries, webhooks
from tongzhou.webhooks.models import Webhook, WebhookDelivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with listening() as one:
        settings.OUTBOUND_ALLOW = {one.place}
        settings.BASE_URL = "https://tongzhou.example.com"
        yield one


def hook(company: Company, server: Server, **other: Any) -> tuple[Webhook, str]:
    """Owned by 李敏, who asks in every story of these tests; its greeting has arrived."""
    Person.objects.filter(pk=company.li.pk).update(is_administrator=True)
    company.li.refresh_from_db()
    address = f"http://{server.place}/in?key=TOPSECRET"
    facts = {"name": "数据看板", "address": address, "topics": [], **other}
    made, secret = webhooks.add(by=company.li, **facts)
    telling.tell()
    server.received.clear()
    return made, secret


def told(server: Server) -> list[dict[str, Any]]:
    return [json.loads(one.body) for one in server.received]


def header(received: Received, name: str) -> str:
    return {key.lower(): value for key, value in received.headers.items()}[name]


def is_signed(received: Received, secret: str) -> bool:
    """As the documentation tells receivers to check."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{header(received, 'webhook-id')}.{header(received, 'webhook-timestamp')}.".encode()
    code = hmac.new(key, said + received.body, hashlib.sha256).digest()
    wanted = f"v1,{base64.b64encode(code).decode()}"
    return wanted in header(received, "webhook-signature").split(" ")


def happens(company: Company) -> Ask:
    ask = sent(company)
    worker.read_on()
    return ask


def failing(webhook: Webhook) -> Webhook:
    webhook.refresh_from_db()
    return webhook


def keep_trying(clock: ModuleType, hours: int) -> None:
    for _turn in range(hours * 4):
        clock.advance(timedelta(minutes=15))
        telling.tell()


@pytest.mark.check("T091", "T092")
def test_a_system_hears_in_order_what_happened_and_can_prove_from_whom(
    company: Company, server: Server
) -> None:
    webhook, secret = hook(company, server)
    ask = happens(company)
    telling.tell()
    said = told(server)
    assert [one["type"] for one in said].count("ask.sent") == 2
    numbers = [one["data"]["sequence"] for one in said]
    assert numbers == sorted(set(numbers))
    assert all(is_signed(one, secret) for one in server.received)
    about = next(one["data"] for one in said if one["data"]["subject"] == str(ask.pk))
    assert about["collaboration"]["number"] == ask.collaboration.number
    assert about["url"] == f"https://tongzhou.example.com/asks/{ask.pk}"
    assert about["event"] == f"evt_{about['sequence']}"
    assert "TOPSECRET" not in str(Webhook.objects.values().get())
    assert unseal(failing(webhook).address).endswith("TOPSECRET")
    assert telling.tell() == 0, "nothing is told twice"


def test_a_webhook_hears_only_of_what_was_asked_for(company: Company, server: Server) -> None:
    hook(company, server, topics=["problems"])
    happens(company)
    assert telling.tell() == 0


@pytest.mark.check("T016")
def test_it_has_the_rights_its_owner_has_at_that_moment(company: Company, server: Server) -> None:
    address = f"http://{server.place}/in"
    webhooks.add(name="旁观", address=address, topics=[], by=company.administrator)
    telling.tell()
    sent(company)
    Collaboration.objects.update(visibility="company")
    worker.read_on()
    Collaboration.objects.update(visibility="confidential")
    assert telling.tell() == 0
    assert len(server.received) == 1
    notes = WebhookDelivery.objects.exclude(entry=None).values_list("note", flat=True)
    assert set(notes) == {"hidden"}


def test_whoever_left_hears_nothing_any_more(company: Company, server: Server) -> None:
    hook(company, server)
    Person.objects.filter(pk=company.li.pk).update(is_active=False)
    sent_by = company.li
    sent_by.is_active = True
    happens(company)
    assert telling.tell() == 0


@pytest.mark.check("T092", "T093")
def test_a_busy_server_is_asked_again_later_with_the_same_ids(
    company: Company, server: Server, clock: ModuleType
) -> None:
    webhook, _secret = hook(company, server)
    happens(company)
    server.answers = [(503, {"Retry-After": "900"}, b""), (200, {}, b"")]
    assert telling.tell() == 0
    assert len(server.received) == 1, "what comes after a failure does not overtake it"
    clock.advance(timedelta(minutes=14))
    assert telling.tell() == 0
    clock.advance(timedelta(minutes=6))
    assert telling.tell() > 1
    first, second = server.received[:2]
    assert header(first, "webhook-id") == header(second, "webhook-id")
    assert first.body == second.body
    assert failing(webhook).failures == 0


@pytest.mark.check("T093")
def test_what_the_other_side_refuses_is_not_said_again(company: Company, server: Server) -> None:
    hook(company, server)
    happens(company)
    server.answers = [(422, {}, b"no"), (200, {}, b"")]
    telling.tell()
    refused = WebhookDelivery.objects.get(state="refused")
    assert (refused.status, refused.attempts) == (422, 1)
    assert WebhookDelivery.objects.filter(state="arrived").count() > 1


@pytest.mark.check("T093")
def test_after_an_hour_of_failures_it_is_switched_off_and_its_owner_told(
    company: Company, server: Server, clock: ModuleType
) -> None:
    webhook, _secret = hook(company, server)
    happens(company)
    server.answers = [(500, {}, b"")]
    keep_trying(clock, hours=12)
    assert failing(webhook).stopped_at
    tries = len(server.received)
    keep_trying(clock, hours=3)
    assert len(server.received) == tries
    worker.read_on()
    stopped = Entry.objects.get(kind="webhook.stopped")
    assert [one.person for one in Notice.objects.filter(entry=stopped)] == [company.li]
    with pytest.raises(NotPossibleNow):
        webhooks.test(webhook, by=company.li)
    server.answers = [(200, {}, b"")]
    webhooks.resume(webhook, by=company.li)
    assert telling.tell() > 1, "what waited is told once it works again"


@pytest.mark.check("T093")
def test_an_address_that_is_gone_is_left_alone_at_once(company: Company, server: Server) -> None:
    webhook, _secret = hook(company, server)
    happens(company)
    server.answers = [(410, {}, b"")]
    telling.tell()
    assert failing(webhook).stopped_at


@pytest.mark.check("T091")
def test_for_a_day_the_old_secret_signs_beside_the_new_one(
    company: Company, server: Server, clock: ModuleType
) -> None:
    webhook, old = hook(company, server)
    new = webhooks.renew_secret(webhook, by=company.li)
    webhooks.test(webhook, by=company.li)
    telling.tell()
    assert is_signed(server.received[0], old)
    assert is_signed(server.received[0], new)
    clock.advance(timedelta(hours=25))
    webhooks.test(webhook, by=company.li)
    telling.tell()
    assert not is_signed(server.received[1], old)
    assert is_signed(server.received[1], new)


@pytest.mark.check("T094")
def test_a_worker_that_died_on_the_way_is_followed_by_another_with_the_same_ids(
    company: Company, server: Server, clock: ModuleType
) -> None:
    webhook, _secret = hook(company, server)
    happens(company)
    taken = deliveries.take(webhook.pk, 5)
    assert deliveries.take(webhook.pk, 5) == [], "while one sends, no other does"
    clock.advance(timedelta(minutes=2))
    assert [one.pk for one in deliveries.take(webhook.pk, 5)] == [one.pk for one in taken]


@pytest.mark.check("T094")
def test_the_owner_sends_a_delivery_once_more_with_its_ids(
    company: Company, server: Server, signed_in: Any
) -> None:
    hook(company, server)
    happens(company)
    telling.tell()
    first = WebhookDelivery.objects.exclude(entry=None).first()
    assert first
    page = signed_in(company.li).post(f"/webhook-deliveries/{first.pk}/redeliveries")
    assert page.status_code == 303
    assert telling.tell() == 1
    assert header(server.received[-1], "webhook-id") == str(first.pk)


@pytest.mark.check("T095")
def test_two_systems_that_answer_each_other_come_to_an_end(
    company: Company, server: Server
) -> None:
    hook(company, server)
    with depth.of("2"):
        sent(company)
    worker.read_on()
    telling.tell()
    assert {header(one, "tongzhou-depth") for one in server.received} == {"3"}
    with depth.of("3"):
        sent(company)
    worker.read_on()
    assert telling.tell() == 0
    assert WebhookDelivery.objects.filter(note="loop", state="dropped").count() > 1


@pytest.mark.check("T095")
def test_a_call_of_another_system_says_how_far_it_came(
    company: Company, signed_in: Any, client: Client
) -> None:
    ask = sent(company)
    secret = create_token(company.wang, by=None, name="board", scopes=list(SCOPES))
    for place, by, told_depth in (
        ("/api/v1", client, "2"), ("/api/v1", client, "many"), ("", signed_in(company.wang), "2"),
    ):  # fmt: skip
        answer = by.post(
            f"{place}/asks/{ask.pk}/comments", {"text": "收到"},
            headers={"Tongzhou-Depth": told_depth, "Authorization": f"Bearer {secret}"} if place
            else {"Tongzhou-Depth": told_depth},
        )  # fmt: skip
        assert answer.status_code < 400
    assert Entry.objects.filter(kind="comment.written").count() == 3
    kept = Caused.objects.values_list("entry__kind", "depth")
    assert list(kept) == [("comment.written", 2)], "people on pages are never silenced"


@pytest.mark.check("T096")
def test_a_receiver_that_fails_holds_up_nobody_else(
    company: Company, server: Server, settings: Any
) -> None:
    hook(company, server)
    with listening() as other:
        other.answers = [(200, {}, b"")]
        settings.OUTBOUND_ALLOW = {server.place, other.place}
        hook(company, other, name="第二个")
        server.answers = [(500, {}, b"")]
        happens(company)
        telling.tell()
        assert len(server.received) == 1
        assert len(other.received) > 1


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/x", "https://169.254.169.254/", "ftp://a.example", "nonsense"]
)
def test_addresses_that_lead_inside_are_refused(company: Company, address: str) -> None:
    with pytest.raises(Invalid):
        webhooks.add(name="x", address=address, topics=[], by=company.administrator)


def test_nobody_sends_what_another_person_may_see_to_an_own_address(
    company: Company, server: Server, signed_in: Any
) -> None:
    webhook, _secret = hook(company, server)
    for act in (
        lambda: webhooks.change(
            webhook, name="x", address=f"http://{server.place}/mine", topics=[], by=company.administrator
        ),
        lambda: webhooks.renew_secret(webhook, by=company.administrator),
        lambda: webhooks.test(webhook, by=company.administrator),
        lambda: webhooks.add(name="x", address=f"http://{server.place}/", topics=[], by=company.wang),
    ):  # fmt: skip
        with pytest.raises(Refused):
            act()
    page = signed_in(company.administrator).get(f"/webhooks/{webhook.pk}").content.decode()
    assert "TOPSECRET" not in page
    assert signed_in(company.wang).get(f"/webhooks/{webhook.pk}").status_code == 404
    webhooks.close(webhook, by=company.administrator)
    assert failing(webhook).address == ""


def test_a_webhook_is_made_tested_and_closed_on_its_pages(
    company: Company, server: Server, signed_in: Any
) -> None:
    browser: Client = signed_in(company.administrator)
    assert "没有" in browser.get("/webhooks").content.decode()
    address = f"http://{server.place}/in"
    wrong = browser.post("/webhooks/new", {"name": "看板", "address": "http://10.0.0.1/"})
    assert wrong.status_code == 422
    made = browser.post("/webhooks/new", {"name": "看板", "address": address, "topics": ["plan"]})
    secret = Webhook.objects.get()
    assert unseal(secret.secret) in made.content.decode()
    telling.tell()
    assert [one["type"] for one in told(server)] == ["webhook.test"]
    page = browser.get(f"/webhooks/{secret.pk}").content.decode()
    assert "webhook.test" in page
    assert unseal(secret.secret) not in page
    changed = browser.post(f"/webhooks/{secret.pk}/edit", {"name": "看板二", "topics": []})
    assert changed.status_code == 303
    assert unseal(failing(secret).address) == address
    browser.post(f"/webhooks/{secret.pk}/closings")
    assert failing(secret).closed_at
    assert browser.post(f"/webhooks/{secret.pk}/tests").status_code == 409
