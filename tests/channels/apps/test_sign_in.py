"""Coming in through a messenger: known accounts alone, in the browser that was sent off, once."""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.channels.apps import sealed
from tests.channels.apps.conftest import SetUp, known
from tests.channels.apps.messenger import Messenger
from tests.company import Company
from tongzhou.channels.apps import Keys, calls
from tongzhou.core import clock
from tongzhou.org import one_time, proof
from tongzhou.org.actions import second_factors
from tongzhou.org.actions.leaving import retire

pytestmark = pytest.mark.django_db
KINDS = ["wecom", "dingtalk", "feishu"]
INSIDE = {"User-Agent": "Mozilla/5.0 (iPhone) wxwork/4.1 MicroMessenger/7.0"}


def sent_off(browser: Client, kind: str, **headers: str) -> dict[str, str]:
    off = browser.get(f"/sign-in/{kind}?next=/week", headers=headers)
    assert off.status_code == 303
    parts = urlsplit(off["Location"])
    return {name: text[0] for name, text in parse_qs(parts.query).items()} | {"path": parts.path}


def back(browser: Client, kind: str, asked: dict[str, str], code: str) -> Any:
    name = "authCode" if kind == "dingtalk" else "code"
    return browser.get(f"/sign-in/{kind}/answers", {name: code, "state": asked["state"]})


def tells(messenger: Messenger, browser: Client, account: str, code: str = "c1") -> None:
    """The messenger gives this browser a code for the account, bound to its verifier."""
    messenger.codes[code] = account
    messenger.verifiers[code] = browser.session["messenger"]["verifier"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_known_account_comes_in_and_has_still_to_prove_itself_to_sign(
    kind: str, company: Company, messenger: Messenger, set_up: SetUp, client: Client
) -> None:
    assert client.get(f"/sign-in/{kind}").status_code == 404
    set_up(kind)
    known(company.liu, messenger, "liuyang")
    page = client.get("/sign-in?next=/week").content.decode()
    assert f"/sign-in/{kind}?next=/week" in page
    asked = sent_off(client, kind)
    assert asked["redirect_uri"] == f"https://tongzhou.example.com/sign-in/{kind}/answers"
    tells(messenger, client, "liuyang")
    led = back(client, kind, asked, "c1")
    assert (led.status_code, led["Location"]) == (303, "/week")
    assert client.get("/me").status_code == 200
    assert proof.KEY not in client.session
    again = client.get(f"/sign-in/{kind}?next=/desk")
    assert again["Location"] == "/desk", "who is in already goes straight on"


@pytest.mark.check("T133")
@pytest.mark.parametrize("kind", KINDS)
def test_codes_of_others_and_other_browsers_open_nothing(
    kind: str, company: Company, messenger: Messenger, set_up: SetUp, client: Client
) -> None:
    set_up(kind)
    known(company.liu, messenger, "liuyang")
    asked = sent_off(client, kind)
    tells(messenger, client, "liuyang")
    assert back(Client(), kind, asked, "c1").status_code == 403
    assert back(client, kind, {**asked, "state": "other"}, "c1").status_code == 403
    assert back(client, kind, asked, "c1").status_code == 403, "the state is spent"
    other = Client()
    elsewhere = sent_off(other, kind)
    messenger.codes["c2"] = "liuyang"
    messenger.verifiers["c2"] = "of another browser"
    if kind == "feishu":
        assert back(other, kind, elsewhere, "c2").status_code == 503
    for account in ("stranger", company.li.mail):
        browser = Client()
        asked = sent_off(browser, kind)
        tells(messenger, browser, account)
        assert back(browser, kind, asked, "c1").status_code == 403
    retire(company.liu, by=company.administrator)
    browser = Client()
    asked = sent_off(browser, kind)
    tells(messenger, browser, "liuyang")
    assert back(browser, kind, asked, "c1").status_code == 403


def test_each_messenger_is_asked_as_its_document_says(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    for kind in KINDS:
        set_up(kind)
    browser = Client()
    assert sent_off(browser, "wecom")["path"] == "/wwlogin/sso/login"
    inside = sent_off(browser, "wecom", **INSIDE)
    assert (inside["path"], inside["scope"]) == ("/connect/oauth2/authorize", "snsapi_base")
    asked = sent_off(browser, "feishu")
    digest = hashlib.sha256(browser.session["messenger"]["verifier"].encode()).digest()
    wanted = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (wanted, "S256")
    asked = sent_off(browser, "dingtalk")
    assert (asked["corpId"], asked["prompt"]) == ("ding1", "consent")


def test_a_second_factor_is_asked_for_here_as_well(
    company: Company, messenger: Messenger, set_up: SetUp, client: Client
) -> None:
    set_up("wecom")
    known(company.liu, messenger, "liuyang")
    secret = second_factors.start(company.liu, by=company.liu).secret
    code = one_time.code_at(secret, one_time.counter_at(clock.now()))
    second_factors.confirm(company.liu, by=company.liu, code=code)
    asked = sent_off(client, "wecom")
    tells(messenger, client, "liuyang")
    led = back(client, "wecom", asked, "c1")
    assert led["Location"] == "/sign-in?next=/week"
    assert client.get("/me").status_code == 303


def test_who_does_not_answer_keeps_nobody_out_who_has_a_password(
    company: Company, messenger: Messenger, set_up: SetUp, client: Client
) -> None:
    set_up("wecom")
    asked = sent_off(client, "wecom")
    messenger.broken = (500, {})
    assert back(client, "wecom", asked, "c1").status_code == 503
    assert client.get("/sign-in").status_code == 200


@pytest.mark.check("T133")
def test_guessing_codes_is_slow_and_a_genuine_one_of_a_stranger_is_no_guess(
    company: Company, messenger: Messenger, set_up: SetUp
) -> None:
    set_up("wecom")
    for code in ("c1", *(["guess"] * 5)):
        browser = Client()
        asked = sent_off(browser, "wecom")
        if code == "c1":
            tells(messenger, browser, "stranger")
        assert back(browser, "wecom", asked, code).status_code == (403 if code == "c1" else 503)
    browser, before = Client(), len(messenger.codes)
    asked = sent_off(browser, "wecom")
    tells(messenger, browser, "liuyang", "c2")
    assert back(browser, "wecom", asked, "c2").status_code == 429
    assert len(messenger.codes) == before + 1, "the messenger was not even asked"


def test_a_slow_messenger_keeps_nobody_of_another_waiting() -> None:
    begun, goes_on = Event(), Event()

    def slow(_keys: Keys) -> tuple[str, int]:
        begun.set()
        assert goes_on.wait(10)
        return "late", 7200

    calls._kept.clear()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(calls.token, sealed.WECOM, slow)
        assert begun.wait(10)
        try:
            other = pool.submit(calls.token, sealed.FEISHU, lambda _keys: ("soon", 7200))
            assert other.result(5) == "soon"
        finally:
            goes_on.set()
    assert first.result() == "late"
    calls._kept.clear()
