"""A second step of signing in: codes of an app, recovery codes on paper."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.agreements.table import build as build_table
from tests.company import PASSWORD, Company
from tongzhou.agreements.models import RowSignature
from tongzhou.core import clock as clock_module
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.models import Entry
from tongzhou.org import one_time
from tongzhou.org.actions import second_factors
from tongzhou.org.models import Person, SecondFactor

SignIn = Callable[[Person], Client]


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    at = datetime.fromtimestamp(moment, tz=UTC)
    step = one_time.counter_at(at)
    assert one_time.code_at(secret, step) == code
    assert one_time.matched(secret, code, at, after=0) == step
    assert one_time.matched(secret, code, at, after=step) is None
    assert one_time.matched(secret, code, at + timedelta(minutes=2), after=0) is None


def code_of(person: Person) -> str:
    secret = SecondFactor.objects.get(person=person).secret
    return one_time.code_at(secret, one_time.counter_at(clock_module.now()))


def set_up(client: Client, person: Person) -> list[str]:
    """On the pages; the recovery codes that were shown."""
    assert "data:image/svg" in client.post("/me/second-factors").content.decode()
    shown = client.post("/me/second-factors/confirmations", {"code": code_of(person)})
    return re.findall(r"<code>([a-z0-9-]{11})</code>", shown.content.decode())


def sign_in(person: Person) -> Client:
    client = Client()
    client.post("/sign-in", {"login": person.login, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/me").status_code == 200


@pytest.mark.check("T132")
def test_the_password_alone_opens_no_door_any_more(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    assert is_in(sign_in(company.wang))
    assert len(set_up(signed_in(company.wang), company.wang)) == 10
    clock.advance(timedelta(minutes=2))
    client = sign_in(company.wang)
    assert not is_in(client)
    assert client.post("/sign-in", {"code": "000000"}).status_code == 422
    assert not is_in(client)
    code = code_of(company.wang)
    assert client.post("/sign-in", {"code": code}).status_code == 303
    assert is_in(client)
    again = sign_in(company.wang)
    assert again.post("/sign-in", {"code": code}).status_code == 422, "no code works twice"


def test_a_recovery_code_opens_once(company: Company, clock: ModuleType, signed_in: SignIn) -> None:
    first, *_others = set_up(signed_in(company.wang), company.wang)
    client = sign_in(company.wang)
    assert client.post("/sign-in", {"code": first.upper()}).status_code == 303
    assert is_in(client)
    assert sign_in(company.wang).post("/sign-in", {"code": first}).status_code == 422
    assert Entry.objects.get(kind="person.recovery_code_used").payload["left"] == 9


def test_who_waits_too_long_begins_again_and_guessing_is_slow(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    set_up(signed_in(company.wang), company.wang)
    client = sign_in(company.wang)
    answers = [client.post("/sign-in", {"code": f"{n:06}"}).status_code for n in range(7)]
    assert (answers[0], answers[-1]) == (422, 429)
    clock.advance(timedelta(minutes=20))
    client.post("/sign-in", {"code": code_of(company.wang)})
    assert not is_in(client)


def test_a_code_proves_who_signs_and_the_signature_says_so(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    table: Table = build_table(company)
    version = table.circulate()
    client = signed_in(company.wang)
    set_up(client, company.wang)
    clock.advance(timedelta(hours=9))
    sent = {"department": company.product.pk, "seen": version.root}
    address = f"/agreements/{version.pk}/signatures"
    assert client.post(address, sent).status_code == 422
    sent["identity_password"] = code_of(company.wang)
    assert client.post(address, sent).status_code == 303
    assert {one.proved_how for one in RowSignature.objects.all()} == {"totp"}


def test_only_oneself_or_an_administrator_ends_it(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    set_up(signed_in(company.wang), company.wang)
    address = f"/people/{company.wang.pk}/second-factor-ends"
    assert signed_in(company.li).post(address).status_code == 403
    assert signed_in(company.administrator).post(address).status_code == 303
    assert is_in(sign_in(company.wang))
    assert second_factors.start(company.wang, by=company.wang).confirmed_at is None


def test_a_recovery_code_opens_the_door_and_does_not_sign(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    first, *_others = set_up(signed_in(company.wang), company.wang)
    version = build_table(company).circulate()
    client = sign_in(company.wang)
    assert client.post("/sign-in", {"code": first}).status_code == 303
    assert "再次确认" in client.get("/me").content.decode()
    sent = {"department": company.product.pk, "seen": version.root}
    address = f"/agreements/{version.pk}/signatures"
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "identity_password": PASSWORD}).status_code == 303
    assert {one.proved_how for one in RowSignature.objects.all()} == {"password"}


def test_new_recovery_codes_take_the_place_of_the_old(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    browser = signed_in(company.li)
    old = set_up(browser, company.li)
    second_factors.check(company.li, old[0])
    assert "还剩 9 个恢复码" in browser.get("/me").content.decode()
    answer = browser.post("/me/second-factors/codes")
    assert "no-store" in answer["Cache-Control"]
    fresh = re.findall(r"<code>([a-z0-9-]{11})</code>", answer.content.decode())
    assert len(set(fresh) - set(old)) == len(old)
    with pytest.raises(Invalid):
        second_factors.check(company.li, old[1])
    assert second_factors.check(company.li, fresh[0]) == "recovery"
    assert Entry.objects.filter(kind="person.recovery_codes_made").count() == 1
    with pytest.raises(NotPossibleNow):
        second_factors.renew_codes(company.wang, by=company.wang)


@pytest.mark.check("T132")
def test_codes_are_set_up_and_ended_after_a_fresh_proof_alone(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    """A browser left open gives nobody the account for good."""
    browser = signed_in(company.wang)
    clock.advance(timedelta(hours=9))
    for doors in ("/me/second-factors", "/me/second-factors/confirmations"):
        assert "/identity-proofs" in browser.post(doors, {"code": "000000"})["Location"]
    assert not SecondFactor.objects.exists()
    set_up(signed_in(company.wang), company.wang)
    clock.advance(timedelta(hours=9))
    for doors in ("/me/second-factors/ends", "/me/second-factors/codes"):
        assert "/identity-proofs" in browser.post(doors)["Location"]
    assert SecondFactor.objects.get(person=company.wang).confirmed_at
