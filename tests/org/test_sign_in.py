"""The door: one answer for every wrong try, slow for guessers, never locked by somebody else."""

import json
import logging
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.company import PASSWORD, Company
from tongzhou.org import actions
from tongzhou.org.models import Person, SignInFailure

SignIn = Callable[[Person], Client]
DOOR = "/sign-in"


def knock(
    client: Client, login: str, password: str, *, address: str = "10.0.0.1", **extra: str
) -> object:
    typed = {"login": login, "password": password, "next": extra.pop("next", "/me")}
    return client.post(DOOR, typed, REMOTE_ADDR=address, **extra)


def test_the_right_password_opens_the_page_that_was_wanted(
    company: Company, client: Client
) -> None:
    response = knock(client, " LI ", PASSWORD)
    assert (response.status_code, response["Location"]) == (303, "/me")
    assert "李敏" in client.get("/me").content.decode()
    assert not SignInFailure.objects.exists()


@pytest.mark.check("T134")
@pytest.mark.parametrize(
    "login", ["li", "nobody", "a name with spaces", "x" * 100, "gone", "nopass"]
)
def test_every_wrong_try_reads_the_same(company: Company, client: Client, login: str) -> None:
    for name in ("gone", "nopass"):
        person = actions.create_person(
            company.sales, by=None, login=name, name="某人", password=f"{PASSWORD}-1"
        )
        if name == "gone":
            actions.retire(person, by=None)
    response = knock(client, login, "wrong password")
    assert response.status_code == 422
    assert (
        "登录名或密码不对" in response.content.decode() or "not right" in response.content.decode()
    )


@pytest.mark.check("T134")
def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(
    company: Company, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["tests.org.test_sign_in.CountingHasher"]
    company.li.set_password(PASSWORD)
    company.li.save(update_fields=["password"])

    def work(login: str) -> int:
        CountingHasher.done = 0
        knock(Client(), login, "wrong password", address=f"10.1.0.{len(login)}")
        return CountingHasher.done

    assert work("li") == work("nobody") == 1


class CountingHasher(Argon2PasswordHasher):
    """Argon2id as in production, counting how often it computes."""

    done = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.done += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        CountingHasher.done += 1
        return super().verify(password, encoded)


@pytest.mark.check("T130")
def test_passwords_are_kept_with_argon2id(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert get_hasher().encode(PASSWORD, "salt-salt").startswith("argon2$argon2id$")


@pytest.mark.check("T150")
def test_the_sixth_guess_has_to_wait(company: Company, client: Client, clock: ModuleType) -> None:
    for _guess in range(5):
        assert knock(client, "li", "wrong").status_code == 422
    refused = knock(client, "li", PASSWORD)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert "15" in refused.content.decode()
    clock.advance(timedelta(minutes=15, seconds=1))
    assert knock(client, "li", PASSWORD).status_code == 303


@pytest.mark.check("T166")
def test_no_password_and_no_key_of_a_session_stands_in_a_log(
    company: Company, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        knock(client, "li", "canary-wrong-1")
        knock(client, "canary@example.com", "canary-wrong-2")
        knock(client, "li", PASSWORD)
        client.get("/administration")
        new = "canary-new-password-3"
        client.post("/me/passwords", {"current": PASSWORD, "new": new, "again": new})
    assert caplog.records, "something was logged"
    written = caplog.text + repr([one.__dict__ for one in caplog.records if one.args])
    for secret in (PASSWORD, "canary-wrong", new, client.cookies["session"].value):
        assert secret not in written, secret


@pytest.mark.check("T150")
def test_a_guesser_cannot_lock_out_the_owner_at_another_address(
    company: Company, client: Client
) -> None:
    for _guess in range(6):
        knock(Client(), "li", "wrong", address="10.9.9.9")
    assert knock(client, "li", PASSWORD, address="10.0.0.2").status_code == 303


@pytest.mark.check("T150")
def test_one_address_cannot_try_many_names(company: Company, client: Client) -> None:
    for number in range(50):
        assert knock(client, f"name{number}", "wrong").status_code == 422
    assert knock(client, "li", PASSWORD).status_code == 429


def test_the_right_password_forgets_earlier_slips(company: Company, client: Client) -> None:
    for _round in range(3):
        for _slip in range(3):
            knock(client, "li", "wrong")
        assert knock(client, "li", PASSWORD).status_code == 303
        client.logout()


@pytest.mark.check("T137")
def test_a_forged_forwarded_for_changes_nothing(company: Company, client: Client) -> None:
    for number in range(5):
        knock(client, "li", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert knock(client, "li", PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


@pytest.mark.check("T137")
def test_behind_a_trusted_proxy_the_last_hop_counts(
    company: Company, client: Client, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        knock(client, "li", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 198.51.100.7")
    blocked = knock(client, "li", PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.99, 198.51.100.7")
    free = knock(client, "li", PASSWORD, HTTP_X_FORWARDED_FOR="198.51.100.7, 198.51.100.8")
    assert (blocked.status_code, free.status_code) == (429, 303)


def test_a_household_with_ipv6_counts_as_one(company: Company, client: Client) -> None:
    for number in range(5):
        knock(client, "li", "wrong", address=f"2001:db8::{number + 1}")
    assert knock(client, "li", PASSWORD, address="2001:db8::99").status_code == 429


@pytest.mark.check("T124")
@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/x", "\\\\evil",
     "javascript:alert(1)", "///evil.example", "/a\r\nSet-Cookie: x=1", " //evil.example", "http:///evil"],
)  # fmt: skip
def test_signing_in_never_leads_to_another_site(
    company: Company, client: Client, wanted: str
) -> None:
    response = knock(client, "li", PASSWORD, next=wanted)
    assert (response.status_code, response["Location"]) == (303, "/")


@pytest.mark.check("T129")
def test_a_session_is_new_after_signing_in_and_dead_after_signing_out(
    company: Company, client: Client
) -> None:
    client.get(DOOR)
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies["session"] = planted.session_key
    knock(client, "li", PASSWORD)
    key = client.cookies["session"].value
    assert key != planted.session_key
    assert client.post(reverse("sign-out")).status_code == 303
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies["session"] = key
    assert client.get("/me").status_code == 303


def test_signing_out_takes_a_post(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)
    assert browser.get(reverse("sign-out")).status_code == 405
    assert browser.get("/me").status_code == 200


def test_a_closed_account_ends_its_sessions(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.wu)
    assert browser.get("/me").status_code == 200
    actions.retire(company.wu, by=company.administrator)
    assert browser.get("/me").status_code == 303


@pytest.mark.check("T129")
def test_only_the_own_other_browsers_are_signed_out(company: Company, signed_in: SignIn) -> None:
    here, there, neighbour = signed_in(company.li), signed_in(company.li), signed_in(company.he)
    assert here.post(reverse("my-session-ends")).status_code == 303
    assert [browser.get("/me").status_code for browser in (here, there, neighbour)] == [
        200,
        303,
        200,
    ]


def test_a_reopened_account_does_not_revive_old_sessions(
    company: Company, signed_in: SignIn
) -> None:
    browser = signed_in(company.wu)
    actions.retire(company.wu, by=company.administrator)
    actions.reactivate(company.wu, by=company.administrator)
    assert browser.get("/me").status_code == 303


@pytest.mark.check("T130")
def test_both_spellings_of_an_accent_are_one_password(company: Company, client: Client) -> None:
    secret = "caf\u00e9 同舟共济 2023"
    actions.set_password(company.li, by=company.administrator, new_password=secret)
    assert knock(client, "li", unicodedata.normalize("NFD", secret)).status_code == 303


@pytest.mark.check("T128")
def test_cookies_are_closed_to_scripts_other_sites_and_plain_http(tmp_path: Path) -> None:
    code = (
        "import json; from tongzhou.config import settings as s;"
        "print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE,"
        " s.CSRF_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS >= 31536000]))"
    )
    environment = {
        **os.environ,
        "TONGZHOU_DATA": str(tmp_path),
        "TONGZHOU_BASE_URL": "https://tongzhou.example.com",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    names = ["__Host-session", "__Host-csrf"]
    assert json.loads(done.stdout) == [*names, True, True, "Lax", "Lax", True, True]


@pytest.mark.check("T128")
def test_the_session_cookie_is_for_the_server_only(company: Company, client: Client) -> None:
    knock(client, "li", PASSWORD)
    cookie = client.cookies["session"]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")


def test_the_door_speaks_the_language_of_the_browser(client: Client, db: None) -> None:
    hant = client.get(DOOR, headers={"Accept-Language": "zh-TW"})
    english = client.get(DOOR, headers={"Accept-Language": "en-GB"})
    plain = client.get(DOOR, headers={"Accept-Language": "fr"})
    found = [page["Content-Language"] for page in (hant, english, plain)]
    assert found == ["zh-hant", "en", "zh-hans"]
