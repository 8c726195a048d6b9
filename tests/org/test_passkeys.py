"""Passkeys: signing in and proving who signs by what a device of one's own answers."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import build as build_table
from tests.company import Company
from tests.org.device import Device
from tongzhou.agreements.models import RowSignature
from tongzhou.journal.models import Entry
from tongzhou.org.actions import leaving, people
from tongzhou.org.models import Passkey, Person

SignIn = Callable[[Person], Client]


def asked(client: Client, purpose: str) -> str:
    return client.post("/passkey-options", {"purpose": purpose}).content.decode()


def set_up(client: Client, device: Device, name: str = "我的手机") -> int:
    answer = device.made(asked(client, "set-up"))
    return client.post("/me/passkeys", {"passkey": answer, "name": name}).status_code


def unlock(client: Client, device: Device) -> int:
    answer = device.given(asked(client, "sign-in"))
    return client.post("/sign-in", {"passkey": answer}).status_code


def test_a_passkey_opens_the_door_without_a_password(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    device = Device()
    assert set_up(signed_in(company.wang), device) == 303
    assert Entry.objects.get(kind="person.passkey_added").payload["name"] == "我的手机"
    client = Client()
    assert unlock(client, device) == 303
    page = client.get("/me").content.decode()
    assert "我的手机" in page
    assert client.session["proved_how"] == "passkey"


@pytest.mark.parametrize(
    "wrong",
    [
        Device(origin="https://evil.example"),
        Device(unlocked=False),
        Device(credential=b"\x08" * 32),
        Device(used=-1),
    ],
    ids=["another site", "not unlocked", "unknown key", "a key that was copied"],
)
def test_another_answer_opens_nothing(
    company: Company, clock: ModuleType, signed_in: SignIn, wrong: Device
) -> None:
    right = Device(used=5)
    set_up(signed_in(company.wang), right)
    wrong.key = right.key
    client = Client()
    assert unlock(client, wrong) == 422
    assert client.get("/me").status_code == 303


def test_a_challenge_works_once_for_its_purpose_and_not_for_long(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    device, client = Device(), Client()
    set_up(signed_in(company.wang), device)
    answer = device.given(asked(client, "sign-in"))
    asked(client, "sign-in")
    assert client.post("/sign-in", {"passkey": answer}).status_code == 422
    answer = device.given(asked(client, "sign-in"))
    clock.advance(timedelta(minutes=6))
    assert client.post("/sign-in", {"passkey": answer}).status_code == 422
    assert client.post("/sign-in", {"passkey": "{}"}).status_code == 422
    assert client.post("/passkey-options", {"purpose": "proof"}).status_code == 422


def test_a_passkey_proves_who_signs_and_the_signature_says_so(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    version = build_table(company).circulate()
    device, client = Device(), signed_in(company.wang)
    set_up(client, device)
    clock.advance(timedelta(hours=9))
    assert "tz-passkey" in client.get(f"/agreements/{version.pk}").content.decode()
    sent = {"department": company.product.pk, "seen": version.root}
    address = f"/agreements/{version.pk}/signatures"
    assert client.post(address, {**sent, "passkey": "{}"}).status_code == 422
    answer = device.given(asked(client, "proof"))
    assert client.post(address, {**sent, "passkey": answer}).status_code == 303
    assert {one.proved_how for one in RowSignature.objects.all()} == {"passkey"}


def test_nobody_proves_with_the_device_of_somebody_else(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    device = Device()
    set_up(signed_in(company.wang), device)
    client = signed_in(company.li)
    answer = device.given(asked(client, "proof"))
    assert client.post("/identity-proofs", {"passkey": answer}).status_code == 422


def test_who_leaves_or_loses_the_device_is_let_in_no_more(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    device, owner = Device(), signed_in(company.wang)
    set_up(owner, device)
    passkey = Passkey.objects.get()
    assert signed_in(company.li).post(f"/me/passkeys/{passkey.pk}/ends").status_code == 404
    address = f"/people/{company.wang.pk}/passkey-ends"
    assert signed_in(company.li).post(address).status_code == 403
    assert signed_in(company.administrator).post(address).status_code == 303
    assert unlock(Client(), device) == 422
    set_up(owner, device)
    assert owner.post(f"/me/passkeys/{Passkey.objects.get().pk}/ends").status_code == 303
    set_up(owner, device)
    leaving.retire(company.wang, by=company.administrator)
    assert unlock(Client(), device) == 422
    people.anonymise(company.wang, by=company.administrator)
    assert not Passkey.objects.exists()


def test_one_device_has_one_passkey(company: Company, clock: ModuleType, signed_in: SignIn) -> None:
    device, client = Device(), signed_in(company.wang)
    assert set_up(client, device, name=" ") == 422
    assert set_up(client, device) == 303
    assert set_up(client, device) == 409


def test_the_owner_alone_renames_a_passkey(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    owner = signed_in(company.wang)
    set_up(owner, Device())
    address = f"/me/passkeys/{Passkey.objects.get().pk}/names"
    assert signed_in(company.li).post(address, {"name": "我的"}).status_code == 404
    assert owner.post(address, {"name": " "}).status_code == 422
    assert owner.post(address, {"name": "办公电脑"}).status_code == 303
    assert Passkey.objects.get().name == "办公电脑"
    told = Entry.objects.get(kind="person.passkey_renamed").payload
    assert (told["before"], told["name"]) == ("我的手机", "办公电脑")
